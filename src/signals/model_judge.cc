// SPDX-License-Identifier: Apache-2.0
// A text is cut into stretches at ends of sentences; a window is two neighbours. The sums of a
// stretch are added up once.
#include "signals/model_judge.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "signals/screen.h"

namespace anban::signals {
namespace {

constexpr std::uint32_t stretch_least = 60;  // characters and words
constexpr std::uint32_t stretch_most = 160;
constexpr std::uint32_t comment_least = 12;
constexpr float lowest = std::numeric_limits<float>::lowest();
constexpr float sure_of_either = 0.95F;  // tier 1 or tier 2
// Tier 2 beside a crisis that is decided: its threshold keeps ordinary talk apart, of which there
// is hardly any here. On scenarios by unseen authors this heard 14 of 146 stated intents more; none
// of 31 wishes of the first tier, none of 255 harmless messages and 3 of 135 farewells went up.
constexpr float sure_in_crisis = 0.6F;
// Tier 2 by the model alone where a rule names a wish without intent.
constexpr float sure_beside_a_kind = 0.91F;
constexpr float worth_telling = 0.5F;  // of the threshold: undecided, but duties may add it up
constexpr float crisis_worth_telling = 0.3F;  // heard where the reply shows it (turn/hindsight.h)

/// What a character's reply does to the person, apart from forbidden content; to flatter is no harm
/// by itself.
bool is_harm(Category category) {
  return category >= Category::dependence_inducing && category <= Category::verbal_violence &&
         category != Category::sycophancy;
}

bool is_crisis(Category category) {
  return category == Category::crisis_tier1 || category == Category::crisis_tier2;
}

/// Whether a rule says what kind of first tier it is: a wish, an emotion, no plan.
bool has_rule_of_kind(const Findings& findings) {
  return std::any_of(findings.begin(), findings.end(), [](const Finding& each) {
    return each.decided && each.category == Category::crisis_tier1 && !each.kind.empty() &&
           each.kind != "plan";
  });
}

constexpr std::uint64_t bit_of(Category category) {
  return std::uint64_t{1} << static_cast<unsigned>(category);
}

/// The log-odds of a probability, a little less where rounding might lose it.
float score_of(float probability) {
  if (probability <= 0) return lowest;
  if (probability >= 1) return std::numeric_limits<float>::max();
  return std::log(probability / (1 - probability)) - 0.001F;
}

struct Stretch {
  Range units;
  std::array<std::size_t, 3> runs_end{};
  std::uint32_t tokens = 0;
};

}  // namespace

std::uint64_t vetoes_in(const Noticed& noticed) {
  std::uint64_t denied = 0;
  for (const RuleSet::Denied& each : noticed.denied) {
    denied |= bit_of(each.category);
    if (is_crisis(each.category)) {
      denied |= bit_of(Category::crisis_tier1) | bit_of(Category::crisis_tier2);
    }
  }
  // Offence was learned from comments; in a few words a topic looks like one, and rules suffice.
  if (noticed.scene.measure() < comment_least) denied |= bit_of(Category::offensive);
  return denied;
}

struct ModelJudge::Window {
  Span span;
  Sums sums;
  std::uint32_t tokens = 0;
  float share = 1;  // run_share(sums.known)
  bool by_sound = false;
  void put_before(const Window& part) {
    sums.add(part.sums);
    span.start = part.span.start;
  }
};

void ModelJudge::Harm::add(Category category, const Opinion& opinion) {
  if (opinion.denied || opinion.probability <= largest) return;
  largest = opinion.probability;
  likeliest = category;
}

ModelJudge::ModelJudge(const Model& model, const RuleTable& table)
    : model_(&model), cues_(table), sensitive_(table), name_(model.version()) {
  cues_.keep([&](FeatureHash hash) { return model.knows(hash); });
  for (const Head& head : model.heads()) {
    const bool joins = is_crisis(head.category) || is_harm(head.category);
    const float told_from =
        head.category == any_harm ? harm_from(Caution::grave) : worth_telling * head.threshold;
    told_from_.push_back(joins ? lowest : score_of(told_from));
  }
}

std::vector<ModelJudge::Window> ModelJudge::parts_of(const Noticed& noticed, Role role) const {
  const std::span<const Unit> units = noticed.scene.units();
  std::array<std::vector<FeatureHash>, 3> runs;  // by Run
  for (auto& each : runs) each.reserve(units.size() * 2);
  const auto note = [&](FeatureHash hash, Run run) {
    runs[static_cast<std::size_t>(run)].push_back(hash);
  };
  std::vector<Stretch> stretches;
  RunReader reader;
  std::uint32_t begin = 0;
  std::uint32_t tokens = 0;
  const auto size = static_cast<std::uint32_t>(units.size());
  const std::uint32_t least = role == Role::assistant ? 1 : stretch_least;
  read_runs(reader, noticed.scene, note, [&](std::uint32_t i) {
    const std::uint32_t length = reader.tokens() - tokens;
    const bool ends = length >= least && kind_of(units[i].point) == Kind::sentence_end;
    if (!ends && length < stretch_most && i + 1 < size) return;
    stretches.push_back({{begin, i + 1}, {runs[0].size(), runs[1].size(), runs[2].size()}, length});
    begin = i + 1;
    tokens = reader.tokens();
  });
  std::vector<Window> parts(stretches.size());
  std::array<std::size_t, 3> from{};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    parts[i].span = {stretches[i].units.begin, stretches[i].units.end};
    parts[i].tokens = stretches[i].tokens;
    for (std::size_t r = 0; r < runs.size(); ++r) {
      const std::size_t count = stretches[i].runs_end[r] - from[r];
      model_->add_runs(std::span(runs[r]).subspan(from[r], count), static_cast<Run>(r),
                       parts[i].sums);
    }
    from = stretches[i].runs_end;
  }
  std::vector<std::vector<FeatureHash>> cues(parts.size());
  cues_.read(noticed, [&](FeatureHash hash, std::uint32_t unit) {
    std::size_t at = 0;
    while (at + 1 < parts.size() && unit >= parts[at].span.end) ++at;
    cues[at].push_back(hash);
  });
  for (std::size_t i = 0; i < parts.size(); ++i) model_->add_cues(cues[i], parts[i].sums);
  return parts;
}

std::vector<ModelJudge::Window> ModelJudge::windows_of(const Noticed& noticed, Role role,
                                                       Window& whole) const {
  std::vector<Window> parts = parts_of(noticed, role);
  for (const Window& each : parts) whole.sums.add(each.sums);
  if (role == Role::assistant) {
    for (std::size_t i = parts.size(); i-- > 1;) {
      // Both sentences before it if they are short, else the latest alone, else none.
      const std::uint32_t two =
          i > 1 ? parts[i - 1].tokens + parts[i - 2].tokens : contexts_most + 1;
      if (two <= contexts_most || parts[i - 1].tokens <= context_most) {
        parts[i].put_before(parts[i - 1]);
      }
      if (two <= contexts_most) parts[i].put_before(parts[i - 2]);
    }
  } else {
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
      parts[i].sums.add(parts[i + 1].sums);
      parts[i].span.end = parts[i + 1].span.end;
    }
    if (parts.size() > 1) parts.pop_back();
  }
  const auto settle = [](Window& each) {
    each.share = run_share(each.sums.known);
    each.by_sound = is_spelt_by_sound(each.sums);
  };
  for (Window& each : parts) settle(each);
  settle(whole);
  return parts;
}

float ModelJudge::score_in(std::size_t head, const Window& window) const {
  const Head& one = model_->heads()[head];
  const float score = model_->score(one, head, window.sums, window.share);
  return window.by_sound ? std::max(score, model_->score_of_sounds(one, head, window.sums)) : score;
}

void ModelJudge::judge(Noticed& noticed, Role role) const {
  Window whole;
  const std::vector<Window> windows = windows_of(noticed, role, whole);
  const std::uint64_t denied = vetoes_in(noticed);
  std::uint64_t found = 0;  // by others; those the model may doubt
  for (const Finding& each : noticed.findings) found |= bit_of(each.category);
  Opinion crisis;  // of either tier
  Harm harm;
  for (std::size_t h = 0; h < model_->heads().size(); ++h) {
    const Head& head = model_->heads()[h];
    if ((head.roles & (1U << static_cast<unsigned>(role))) == 0) continue;
    Opinion opinion;
    opinion.denied = (denied & bit_of(head.category)) != 0;
    float best = lowest;
    for (const Window& window : windows) {
      const float score = score_in(h, window);
      if (score > best) {
        best = score;
        opinion.span = window.span;
      }
    }
    // The longer a harmless reply, the likelier one of its sentences looks like harm.
    const bool is_of_reply = head.category == any_harm || is_harm(head.category);
    if (is_of_reply && windows.size() > 1) best = (best + score_in(h, whole)) / 2;
    if (best < told_from_[h] && (found & bit_of(head.category)) == 0) continue;
    opinion.probability = best == lowest ? 0 : probability_of(best);
    if (head.category == any_harm) {
      harm.any = opinion;
      harm.threshold = head.threshold;
      continue;
    }
    decide(head, opinion, role, noticed.findings);
    if (is_harm(head.category)) harm.add(head.category, opinion);
    if (head.category == Category::sycophancy) harm.flattery = opinion.probability;
    if (!is_crisis(head.category)) continue;
    crisis.probability = 1 - (1 - crisis.probability) * (1 - opinion.probability);
    crisis.denied = opinion.denied;
    if (crisis.span.end == 0) crisis.span = opinion.span;
  }
  if (role == Role::user) decide_between_tiers(crisis, noticed.findings);
  if (role == Role::assistant) decide_on_harm(harm, noticed.findings);
  sensitive_.name(noticed.scene, noticed.findings);
}

/// Whether a rule hears that somebody else is in danger, and none that the person is: the model
/// alone cannot tell them apart.
bool ModelJudge::is_about_others_by_rule(const Findings& findings) const {
  const auto by_rule = [&](Category category) {
    return std::any_of(findings.begin(), findings.end(), [&](const Finding& each) {
      return each.decided && each.category == category && each.detector != name_;
    });
  };
  const bool own = by_rule(Category::crisis_tier2) || by_rule(Category::crisis_tier1);
  return !own && by_rule(Category::third_party_worry);
}

/// Sure of a crisis and not of its tier: the first, where help is offered and nobody is told; the
/// second where it is likelier than not.
void ModelJudge::decide_between_tiers(const Opinion& crisis, Findings& findings) const {
  if (is_about_others_by_rule(findings)) {
    for (Finding& each : findings) {
      if (is_crisis(each.category) && each.detector == name_) each.decided = false;
    }
    return;
  }
  const bool known = std::any_of(findings.begin(), findings.end(), [](const Finding& each) {
    return each.decided && is_crisis(each.category);
  });
  if (has_rule_of_kind(findings)) {
    for (Finding& each : findings) {
      const bool by_model = each.category == Category::crisis_tier2 && each.detector == name_;
      if (by_model && each.strength < sure_beside_a_kind) each.decided = false;
    }
  }
  if (!known) {
    if (crisis.denied || crisis.probability < sure_of_either) return;
    findings.push_back({Category::crisis_tier1, crisis.probability, true, crisis.span, "", name_});
  }
  // A rule that says what kind of first tier it is, or that somebody else is meant, knows better.
  if (has_rule_of_kind(findings) || find(findings, Category::third_party_worry) != nullptr) return;
  for (Finding& each : findings) {
    const bool suspected = !each.decided && each.category == Category::crisis_tier2;
    if (suspected && each.strength >= sure_in_crisis) each.decided = true;
  }
}

/// Sure that a reply does harm, and not of which kind: the likeliest of them.
void ModelJudge::decide_on_harm(const Harm& harm, Findings& findings) const {
  const bool known = std::any_of(findings.begin(), findings.end(), [](const Finding& each) {
    return each.decided && is_harm(each.category);
  });
  const float probability = harm.any.probability;
  if (known || probability < harm_from(Caution::grave)) return;
  const bool flatters = harm.flattery > harm.largest;
  const bool sure = probability >= harm.threshold && !flatters;
  const std::string kind(flatters ? flattery_of_harm : "");
  findings.push_back({harm.likeliest, probability, sure, harm.any.span, kind, name_});
}

void ModelJudge::decide(const Head& head, const Opinion& opinion, Role role,
                        Findings& findings) const {
  bool known = false;
  for (Finding& each : findings) {
    if (each.category != head.category || !each.decided) continue;
    if (opinion.probability < head.doubt && each.strength < strong_rule) each.decided = false;
    known = known || each.decided;
  }
  // What a guard took back with good reason the model may only suspect.
  const bool sure = opinion.probability >= head.threshold && !opinion.denied;
  const float told_from =
      is_crisis(head.category) ? crisis_worth_telling : worth_telling * head.threshold;
  // What is suspected of a reply says the head for all harms.
  const bool by_another = is_harm(head.category) || (opinion.denied && role == Role::assistant);
  const bool suspected = opinion.probability >= told_from && !by_another;
  if (known || !(sure || suspected)) return;
  findings.push_back({head.category, opinion.probability, sure, opinion.span, "", name_});
}

}  // namespace anban::signals
