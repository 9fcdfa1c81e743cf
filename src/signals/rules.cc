// SPDX-License-Identifier: Apache-2.0
// Matching rules sentence by sentence, and what the guards make of a match.
#include "signals/rules.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace anban::signals {
namespace {

constexpr std::size_t look_back = 6;       // latest places where a beginning of the rule ended
constexpr std::size_t findings_most = 48;  // of rules in one text; the rest says nothing new
constexpr std::string_view detector = "rules@1";

/// The latest few places where the first items of a rule were found.
class Places {
 public:
  struct Place {
    std::uint32_t begin;
    std::uint32_t head;
    std::uint32_t end;
  };
  void add(Place place) { ring_[count_++ % look_back] = place; }
  /// The latest that ends at or before `unit`, at most `gap` words away; null if there is none.
  const Place* before(const Scene& scene, std::uint32_t unit, std::uint32_t gap) const {
    const Place* best = nullptr;
    for (std::size_t i = 0; i < std::min(count_, look_back); ++i) {
      const Place& each = ring_[i];
      if (each.end > unit || scene.words_between(each.end, unit) > gap) continue;
      if (best == nullptr || each.end > best->end) best = &each;
    }
    return best;
  }

 private:
  std::array<Place, look_back> ring_{};
  std::size_t count_ = 0;
};

/// Nothing but particles of mood follows ("了", "吧", "哦").
bool only_particles(const Scene& scene, std::uint32_t from, std::uint32_t to) {
  constexpr std::u32string_view particles = U"了吧啊呀呢嘛啦哦喔吗哈的噢哇呜耶";
  for (std::uint32_t i = from; i < to; ++i) {
    const char32_t point = scene.units()[i].point;
    const bool blank = point == word_boundary || kind_of(point) >= Kind::separator;
    if (!blank && particles.find(point) == std::u32string_view::npos) return false;
  }
  return true;
}

bool fits(const RuleItem& item, const Hit& hit, const Scene& scene) {
  if (std::find(item.any.begin(), item.any.end(), hit.id) == item.any.end()) return false;
  if (!item.clause_begin && !item.clause_end) return true;
  const Range clause = scene.clause_of(hit.begin);
  if (item.clause_begin && scene.words_between(clause.begin, hit.begin) != 0) return false;
  return !item.clause_end || only_particles(scene, hit.end, clause.end);
}

/// How often a phrase is likely to occur in ordinary text, roughly: short ones often.
std::uint32_t commonness(const std::vector<char32_t>& phrase) {
  std::size_t quarters = 0;  // of a Chinese character
  for (const char32_t point : phrase) {
    if (point == word_boundary) continue;
    quarters += kind_of(point) == Kind::ideograph ? 4 : 1;
  }
  if (quarters <= 4) return 1000;
  if (quarters <= 8) return 30;
  return quarters <= 12 ? 4 : 1;
}

/// All matches of a rule in a sentence, at most four.
std::vector<Match> matches_of(const Rule& rule, const Scene& scene, std::uint32_t index) {
  const Range hits = scene.sentences()[index].hits;
  std::vector<Places> places(rule.items.size());
  std::vector<Match> found;
  for (std::uint32_t h = hits.begin; h < hits.end && found.size() < 4; ++h) {
    const Hit& hit = scene.hits()[h];
    for (std::size_t k = rule.items.size(); k-- > 0;) {
      if (!fits(rule.items[k], hit, scene)) continue;
      const bool for_self = hit.id == id_of(Known::first);
      Places::Place place{hit.begin, for_self ? hit.end : hit.begin, hit.end};
      if (k > 0) {
        const auto* before = places[k - 1].before(scene, hit.begin, rule.items[k].gap);
        if (before == nullptr) continue;
        const bool only_self = before->head == before->end;
        place = {before->begin, only_self ? hit.begin : before->head, hit.end};
      }
      places[k].add(place);
      if (k + 1 == rule.items.size()) {
        found.push_back({place.begin, place.head, hit.begin, place.end, index});
      }
    }
  }
  return found;
}

bool is_crisis(Category category) {
  return category == Category::crisis_tier1 || category == Category::crisis_tier2;
}

/// A step down for what is said with a laugh or of the past.
void soften(Finding& finding) {
  if (finding.category == Category::crisis_tier2) {
    finding.category = Category::crisis_tier1;
  } else {
    finding.decided = false;
  }
  finding.strength *= 0.6F;
}

/// Danger and harm of long ago, told anywhere in the sentence, are no emergency today.
bool told_of_the_past(const Scene& scene, const Match& match, Category category) {
  if (category != Category::life_danger && category != Category::harm_by_contact) return false;
  const Range sentence = scene.sentences()[match.sentence].units;
  return scene.has(Known::past, {sentence.begin, match.end}) && !scene.has(Known::present);
}

/// Whether each item of the rule has a bit in common with `bits`.
bool may_hold_all(const Rule& rule, std::uint64_t bits) {
  return std::all_of(rule.items.begin(), rule.items.end(),
                     [&](const RuleItem& item) { return (item.bits & bits) != 0; });
}

bool is_grave(const Rule& rule) {
  return rule.kind == "plan" || rule.kind == "preparation" || rule.kind == "attempt";
}

}  // namespace

/// Marks of one judgement: which classes a sentence holds, which rules it looked at.
struct RuleSet::Scratch {
  std::vector<std::uint8_t> present;
  std::vector<std::uint8_t> considered;
  std::vector<ClassId> ids;  // those present
  std::vector<std::uint16_t> candidates;
  std::vector<Denied>* denied = nullptr;
  bool holds_all(const Rule& rule) const {
    return std::all_of(rule.items.begin(), rule.items.end(), [&](const RuleItem& item) {
      return std::any_of(item.any.begin(), item.any.end(),
                         [&](ClassId id) { return present[id] != 0; });
    });
  }
};

namespace {

std::uint32_t cost_of(const RuleItem& item, const RuleTable& table,
                      const std::vector<std::uint32_t>& costs) {
  constexpr std::uint32_t common = 100'000;
  std::uint32_t cost = 0;
  for (const ClassId id : item.any) cost += costs[id] + (table.common[id] ? common : 0);
  return cost;
}

}  // namespace

RuleSet::Index RuleSet::indexed(const std::vector<std::vector<std::uint16_t>>& by_class) {
  std::vector<std::uint32_t> first;
  std::vector<std::uint16_t> rules;
  first.reserve(by_class.size() + 1);
  for (const std::vector<std::uint16_t>& each : by_class) {
    first.push_back(static_cast<std::uint32_t>(rules.size()));
    rules.insert(rules.end(), each.begin(), each.end());
  }
  first.push_back(static_cast<std::uint32_t>(rules.size()));
  return {std::move(first), std::move(rules)};
}

RuleSet::RuleSet(const RuleTable& table) : rules_(table.rules), classes_(table.class_names.size()) {
  std::vector<std::vector<std::uint16_t>> anchored(classes_);
  std::vector<std::vector<std::uint16_t>> used_by(classes_);
  std::vector<std::uint32_t> costs(classes_, 0);
  for (const ClassPhrase& each : table.phrases) costs[each.id] += commonness(each.points);
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    Rule& rule = rules_[r];
    for (RuleItem& item : rule.items) {
      for (const ClassId id : item.any) item.bits |= bit_of(id);
    }
    const auto anchor = std::min_element(
        rule.items.begin(), rule.items.end(), [&](const RuleItem& a, const RuleItem& b) {
          return cost_of(a, table, costs) < cost_of(b, table, costs);
        });
    for (const ClassId id : anchor->any) anchored[id].push_back(static_cast<std::uint16_t>(r));
    for (const RuleItem& item : rule.items) {
      if (!rule.decides) break;
      for (const ClassId id : item.any) used_by[id].push_back(static_cast<std::uint16_t>(r));
    }
  }
  anchored_ = indexed(anchored);
  using_ = indexed(used_by);
}

bool RuleSet::may_be_complete(ClassId latest, const ClassSet& seen, Role role) const {
  const std::span<const std::uint16_t> rules = using_.of(latest);
  return std::any_of(rules.begin(), rules.end(), [&](std::uint16_t r) {
    const Rule& rule = rules_[r];
    if ((rule.roles & (1U << static_cast<unsigned>(role))) == 0) return false;
    if (!may_hold_all(rule, seen.bits())) return false;
    return std::all_of(rule.items.begin(), rule.items.end(), [&](const RuleItem& item) {
      return std::any_of(item.any.begin(), item.any.end(),
                         [&](ClassId id) { return seen.has(id); });
    });
  });
}

Findings RuleSet::judge(const Scene& scene, Role role, std::vector<Denied>* denied) const {
  Findings findings;
  thread_local Scratch scratch;  // tidy: room for marks, all taken back at the end of a sentence
  scratch.denied = denied;
  scratch.present.resize(std::max(scratch.present.size(), classes_), 0);
  scratch.considered.resize(std::max(scratch.considered.size(), rules_.size()), 0);
  for (std::uint32_t i = 0; i < scene.sentences().size(); ++i) {
    judge_sentence(scene, i, role, scratch, findings);
  }
  return findings;
}

void RuleSet::judge_sentence(const Scene& scene, std::uint32_t index, Role role, Scratch& scratch,
                             Findings& out) const {
  const Range hits = scene.sentences()[index].hits;
  std::uint64_t bits = 0;
  scratch.ids.clear();
  for (std::uint32_t h = hits.begin; h < hits.end; ++h) {
    const auto id = static_cast<ClassId>(scene.hits()[h].id);
    if (std::exchange(scratch.present[id], std::uint8_t{1}) != 0) continue;
    scratch.ids.push_back(id);
    bits |= bit_of(id);
  }
  scratch.candidates.clear();
  for (const ClassId id : scratch.ids) {
    for (const std::uint16_t r : anchored_.of(id)) {
      const Rule& rule = rules_[r];
      const bool is_for_role = (rule.roles & (1U << static_cast<unsigned>(role))) != 0;
      if (!is_for_role || !may_hold_all(rule, bits)) continue;
      if (std::exchange(scratch.considered[r], std::uint8_t{1}) == 0) {
        scratch.candidates.push_back(r);
      }
    }
  }
  std::sort(scratch.candidates.begin(), scratch.candidates.end());
  for (const std::uint16_t r : scratch.candidates) {
    const Rule& rule = rules_[r];
    scratch.considered[r] = 0;
    if (out.size() >= findings_most || !scratch.holds_all(rule)) continue;
    for (const Match& match : matches_of(rule, scene, index)) {
      accept(rule, scene, match, scratch, out);
    }
  }
  for (const ClassId id : scratch.ids) scratch.present[id] = 0;
}

std::optional<Guard> RuleSet::guard_against(const Rule& rule, const Scene& scene,
                                            const Match& match) {
  using Speaks = bool (*)(const Scene&, const Match&);
  constexpr std::array<std::pair<Guard, Speaks>, 8> guards = {{{Guard::neg, is_negated},
                                                               {Guard::quote, is_quoted},
                                                               {Guard::fiction, is_fiction},
                                                               {Guard::prevent, is_prevention},
                                                               {Guard::deny, is_denied},
                                                               {Guard::news, is_news},
                                                               {Guard::law, is_about_law},
                                                               {Guard::own, is_about_own}}};
  for (const auto& [guard, speaks] : guards) {
    if (rule.guarded_by(guard) && speaks(scene, match)) return guard;
  }
  if (!rule.guarded_by(Guard::third)) return std::nullopt;
  const Subject subject = subject_of(scene, match);
  const bool about_nobody = subject == Subject::generic || subject == Subject::fictional ||
                            (subject == Subject::you && is_crisis(rule.category)) ||
                            (subject == Subject::other && !is_crisis(rule.category));
  return about_nobody ? std::optional(Guard::third) : std::nullopt;
}

void RuleSet::accept(const Rule& rule, const Scene& scene, const Match& match, Scratch& scratch,
                     Findings& out) const {
  Finding finding{rule.category, rule.strength,        rule.decides, {match.begin, match.end},
                  rule.kind,     std::string(detector)};
  if (const auto guard = guard_against(rule, scene, match)) {
    if (scratch.denied != nullptr) scratch.denied->push_back({rule.category, *guard, match.begin});
    return;
  }
  if (rule.guarded_by(Guard::third) && subject_of(scene, match) == Subject::other) {
    finding.category = Category::third_party_worry;
  }
  if (is_crisis(finding.category) && rule.guarded_by(Guard::hyper) && !is_grave(rule) &&
      is_hyperbole(scene, match)) {
    soften(finding);
  }
  if (rule.guarded_by(Guard::past)) {
    const Past past = past_of(scene, match);
    if (past == Past::resolved) {
      finding.decided = false;
      if (scratch.denied != nullptr) {
        scratch.denied->push_back({rule.category, Guard::past, match.begin});
      }
    }
    if (past != Past::no && is_crisis(finding.category)) soften(finding);
    if (told_of_the_past(scene, match, finding.category)) soften(finding);
  }
  out.push_back(std::move(finding));
}

}  // namespace anban::signals
