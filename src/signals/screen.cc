// SPDX-License-Identifier: Apache-2.0
// One code point after another: into the two views of the automaton, then the frontier moves to
// the first thing that must still be held. Only the automaton's state, the current clause and what
// is held are kept.
#include "signals/screen.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "signals/normalise.h"

namespace anban::signals {
namespace {

constexpr std::uint32_t nothing_held = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t context_most = 120;  // code points before a clause that its judge sees

constexpr std::size_t harmless_most = 24;    // units of a phrase's beginning that may be shown
constexpr std::size_t places_spare = 16;     // forgotten together
constexpr std::uint32_t tries_most = 12;     // judgements inside one clause; then it is held

/// Where a unit of the squeezed view stands.
struct SqueezedPlace {
  std::uint32_t origin;
  bool after_gap;
  bool ideograph;
};

/// A forbidden phrase that a longer harmless one may still take back.
struct Provisional {
  std::uint32_t begin_unit;  // counted from the first unit of the reply
  Span span;
  std::uint32_t word;
};

class StreamScreen final : public Screen {
 public:
  StreamScreen(std::shared_ptr<const JudgeImage> judge, Audience audience, Holding holding)
      : judge_(std::move(judge)), audience_(audience), holding_(holding), next_holding_(holding) {}

  ScreenStep feed(std::string_view utf8) override {
    ScreenStep step;
    if (!cut_) {
      points_.feed(utf8, [&](char32_t point, std::string_view bytes) { take(point, bytes, step); });
    }
    step.cut = cut_;
    return step;
  }

  ScreenStep finish() override {
    ScreenStep step;
    if (!cut_) {
      points_.finish([&](char32_t point, std::string_view bytes) { take(point, bytes, step); });
    }
    if (!cut_) end_reply(step);
    step.cut = cut_;
    return step;
  }

  void tighten(Holding holding) override {
    next_holding_ = std::max(next_holding_, holding);
    if (seen_ == clause_begin_) holding_ = next_holding_;
  }

  std::size_t held() const override { return seen_ - released_; }

 private:
  void take(char32_t point, std::string_view bytes, ScreenStep& step) {
    if (cut_) return;
    held_ += bytes;
    clause_ += bytes;
    ++seen_;
    units_.clear();
    normaliser_.push(point, units_);
    for (const Unit& unit : units_) read(unit);
    if (!cut_ && held_.size() > held_bytes_most) too_long();
    if (!cut_ && ends_clause(point)) {
      judge_clause(step);
      if (ends_sentence(point)) cues_.clear();
    } else if (!cut_ && to_try_ && suspected_from_ == nothing_held) {
      try_clause();
    }
    to_try_ = false;
    previous_ = point;
    if (!cut_) release_to(frontier(), step);
  }

  void end_reply(ScreenStep& step) {
    units_.clear();
    normaliser_.finish(units_);
    for (const Unit& unit : units_) read(unit);
    if (!provisional_.empty() && !cut_) confirm(provisional_.front());
    if (!cut_) judge_clause(step);
    if (!cut_ && holding_ == Holding::whole_reply) judge_text(held_, seen_ - released_, 0, step);
    if (!cut_) release_to(seen_, step);
  }

  // --- reading ---------------------------------------------------------------------------------

  const WordImage& words() const { return judge_->image(Role::assistant); }

  void read(const Unit& unit) {
    if (cut_) return;
    const Automaton& automaton = words().automaton();
    const bool squeezed = words().advance(cursor_, unit.point);
    ++unit_count_;
    covered_ = 0;
    plain_places_.push_back(unit.origin);
    if (squeezed) {
      squeezed_places_.push_back({unit.origin, gap_, kind_of(unit.point) == Kind::ideograph});
    }
    gap_ = !squeezed;
    if (unit.point == U'@' || (unit.point >= U'0' && unit.point <= U'9')) interesting_ = true;
    if (automaton.has_match(cursor_.plain)) {
      automaton.each_match(cursor_.plain, [&](std::uint32_t payload, std::uint32_t length) {
        found(payload, length, unit.origin);
      });
    }
    if (squeezed && cursor_.squeezed != cursor_.plain && automaton.has_match(cursor_.squeezed)) {
      automaton.each_match(cursor_.squeezed, [&](std::uint32_t payload, std::uint32_t length) {
        found_split(payload, length, unit.origin);
      });
    }
    settle_provisional();
    plain_pending_ = automaton.pending_block(cursor_.plain);
    squeezed_pending_ = automaton.pending_block(cursor_.squeezed);
    forget_but_last(plain_places_, plain_pending_);
    forget_but_last(squeezed_places_, squeezed_pending_);
  }

  /// Forgets places now and then, so that at least the pending ones and a phrase's harmless
  /// beginning are known.
  template <class Place>
  static void forget_but_last(std::vector<Place>& places, std::size_t pending) {
    const std::size_t kept = pending + harmless_most;
    if (places.size() < kept + places_spare) return;
    places.erase(places.begin(), places.end() - static_cast<std::ptrdiff_t>(kept));
  }

  void found(std::uint32_t payload, std::uint32_t length, std::uint32_t origin) {
    const std::uint32_t id = WordImage::id_of(payload);
    if (WordImage::type_of(payload) == WordImage::Payload::phrase_class) {
      return note_cue(static_cast<ClassId>(id));
    }
    if (WordImage::type_of(payload) != WordImage::Payload::word) return;
    const CompiledWord& word = words().word(id);
    interesting_ = true;
    if (word.tier == pack::Tier::ignore) {
      covered_ = std::max(covered_, length);
      std::erase_if(provisional_, [&](const Provisional& each) {
        return each.begin_unit >= unit_count_ - length;
      });
      return;
    }
    const bool known_begin = length <= plain_places_.size();
    const std::uint32_t begin =
        known_begin ? plain_places_[plain_places_.size() - length] : origin;
    forbid_or_suspect(word, {begin, origin + 1}, length, id);
  }

  /// A cue of a rule: where a rule has all its cues, the clause is tried as it stands.
  void note_cue(ClassId cue) {
    const RuleSet& rules = judge_->rules();
    if (rules.starts_a_rule(cue, Role::assistant)) interesting_ = true;
    if (std::find(cues_.begin(), cues_.end(), cue) == cues_.end()) cues_.push_back(cue);
    to_try_ = to_try_ || rules.may_be_complete(cue, cues_, Role::assistant);
  }

  void found_split(std::uint32_t payload, std::uint32_t length, std::uint32_t origin) {
    if (WordImage::type_of(payload) == WordImage::Payload::phrase_class) {
      return note_cue(static_cast<ClassId>(WordImage::id_of(payload)));
    }
    if (WordImage::type_of(payload) != WordImage::Payload::word) return;
    const CompiledWord& word = words().word(WordImage::id_of(payload));
    if (word.tier == pack::Tier::ignore || length > squeezed_places_.size()) return;
    const auto first = squeezed_places_.end() - static_cast<std::ptrdiff_t>(length);
    bool any_gap = false;
    for (auto at = first; at != squeezed_places_.end(); ++at) {
      if (!at->ideograph) return;
      any_gap = any_gap || (at != first && at->after_gap);
    }
    if (length < 2 || !any_gap) return;
    forbid_or_suspect(word, {first->origin, origin + 1}, 0, WordImage::id_of(payload));
  }

  void forbid_or_suspect(const CompiledWord& word, Span span, std::uint32_t length,
                         std::uint32_t id) {
    interesting_ = true;
    if (!forbids(word.category, audience_) || (length != 0 && covered_ >= length)) return;
    if (word.tier != pack::Tier::block || word.conditional) {
      suspect(word.tier == pack::Tier::block ? span.start : span.end - 1);
      return;
    }
    const Provisional made{unit_count_ - length, span, id};
    if (length != 0 && words().automaton().pending_cover(cursor_.plain) >= length) {
      provisional_.push_back(made);
    } else {
      confirm(made);
    }
  }

  /// Phrases that nothing can take back any more are forbidden for good.
  void settle_provisional() {
    if (provisional_.empty() || cut_) return;
    const std::uint32_t cover = words().automaton().pending_cover(cursor_.plain);
    for (const Provisional& each : provisional_) {
      if (unit_count_ - each.begin_unit <= cover) continue;
      confirm(each);
      return;
    }
  }

  void confirm(const Provisional& phrase) {
    const CompiledWord& word = words().word(phrase.word);
    cut_ = Finding{word.category, 0.97F, true, phrase.span, std::string(words().kind(word)),
                   std::string(words().detector(word))};
  }

  void suspect(std::uint32_t origin) {
    suspected_from_ = std::min(suspected_from_, std::max(origin, released_));
  }

  void too_long() {
    cut_ = Finding{Category::prohibited, 1.0F, true, {released_, seen_}, "hold_limit", "screen@1"};
  }

  /// A rule may match here: if it does, what is not yet shown waits for the end of the clause,
  /// where harmless words behind it may still take it back.
  void try_clause() {
    interesting_ = true;
    bool forbidden = ++tries_ > tries_most;
    if (!forbidden) {
      for (const Finding& each : judge_->observer().observe(clause_, Role::assistant)) {
        forbidden = forbidden || (each.decided && forbids(each.category, audience_));
      }
    }
    if (forbidden) suspect(seen_ - 1);
  }

  // --- clauses ---------------------------------------------------------------------------------

  bool ends_clause(char32_t point) const {
    switch (point) {
      case U'。': case U'！': case U'？': case U'!': case U'?': case U'…': case U'；': case U';':
      case U'\n': return true;
      case U' ': case U'\t': if (previous_ == U'.') return true; break;
      case U'，': case U',': if (seen_ - clause_begin_ >= clause_long) return true; break;
      default: break;
    }
    return seen_ - clause_begin_ >= clause_most;
  }

  static bool ends_sentence(char32_t point) { return point != U'，' && point != U','; }

  void judge_clause(ScreenStep& step) {
    if (interesting_ || holding_ != Holding::suspicion) {
      judge_text(clause_, seen_ - context_begin_, clause_begin_ - context_begin_, step);
    }
    if (cut_) return;
    suspected_from_ = nothing_held;
    interesting_ = false;
    tries_ = 0;
    keep_context();
    clause_begin_ = seen_;
    holding_ = next_holding_;
  }

  /// Judges `text`, `size` code points that end here; findings before `from` are old.
  void judge_text(const std::string& text, std::uint32_t size, std::uint32_t from,
                  ScreenStep& step) {
    const std::uint32_t offset = seen_ - size;
    for (Finding& each : judge_->observer().observe(text, Role::assistant)) {
      if (!each.decided || each.span.end <= from) continue;
      each.span.start += offset;
      each.span.end += offset;
      if (forbids(each.category, audience_)) {
        if (!cut_ || each.span.start < cut_->span.start) cut_ = std::move(each);
      } else {
        step.noticed.push_back(std::move(each));
      }
    }
  }

  /// The clause just judged becomes the context of the next, if it is short enough.
  void keep_context() {
    const std::uint32_t length = seen_ - clause_begin_;
    if (length > context_most) {
      clause_.clear();
      context_begin_ = seen_;
      return;
    }
    std::size_t at = 0;
    while (context_begin_ < clause_begin_) {
      next_code_point(clause_, at);
      ++context_begin_;
    }
    clause_.erase(0, at);
  }

  // --- releasing -------------------------------------------------------------------------------

  std::uint32_t frontier() const {
    std::uint32_t limit = std::min(seen_, suspected_from_);
    if (plain_pending_ > 0) limit = std::min(limit, *(plain_places_.end() - plain_pending_));
    if (squeezed_pending_ > 0) {
      limit = std::min(limit, (squeezed_places_.end() - squeezed_pending_)->origin);
    }
    for (const Provisional& each : provisional_) limit = std::min(limit, each.span.start);
    if (holding_ == Holding::every_clause) limit = std::min(limit, clause_begin_);
    if (holding_ == Holding::whole_reply) limit = released_;
    return limit;
  }

  void release_to(std::uint32_t limit, ScreenStep& step) {
    if (limit <= released_) return;
    if (limit == seen_) {
      step.release += held_;
      held_.clear();
    } else {
      std::size_t at = 0;
      for (std::uint32_t i = released_; i < limit; ++i) next_code_point(held_, at);
      step.release.append(held_, 0, at);
      held_.erase(0, at);
    }
    released_ = limit;
  }

  std::shared_ptr<const JudgeImage> judge_;
  Audience audience_;
  Holding holding_;
  Holding next_holding_;
  CodePoints points_;
  Normaliser normaliser_;
  Cursor cursor_;
  char32_t previous_ = 0;
  std::uint32_t seen_ = 0;       // code points read
  std::uint32_t released_ = 0;   // of them released
  std::uint32_t unit_count_ = 0;
  std::uint32_t plain_pending_ = 0;
  std::uint32_t squeezed_pending_ = 0;
  std::uint32_t covered_ = 0;  // length of the longest ignore phrase that ends at this unit
  std::uint32_t clause_begin_ = 0;
  std::uint32_t context_begin_ = 0;  // of clause_'s first code point
  std::uint32_t suspected_from_ = nothing_held;
  bool interesting_ = false;  // the clause holds something that a judge may find
  bool to_try_ = false;
  std::uint32_t tries_ = 0;
  bool gap_ = false;
  std::string held_;
  std::string clause_;
  std::vector<Unit> units_;
  std::vector<std::uint32_t> plain_places_;     // origins of the last units
  std::vector<SqueezedPlace> squeezed_places_;  // the same in the squeezed view
  std::vector<Provisional> provisional_;
  std::vector<ClassId> cues_;  // of the sentence so far
  std::optional<Finding> cut_;
};

class Maker final : public ScreenMaker {
 public:
  explicit Maker(std::shared_ptr<const JudgeImage> judge) : judge_(std::move(judge)) {}
  std::unique_ptr<Screen> make(Audience audience, Holding holding) const override {
    return std::make_unique<StreamScreen>(judge_, audience, holding);
  }

 private:
  std::shared_ptr<const JudgeImage> judge_;
};

}  // namespace

std::shared_ptr<const ScreenMaker> screens_over(std::shared_ptr<const JudgeImage> judge) {
  return std::make_shared<Maker>(std::move(judge));
}

bool forbids(Category category, Audience audience) {
  switch (category) {
    case Category::prohibited: case Category::sexual: case Category::violence_crime:
    case Category::gambling: case Category::fraud: case Category::drugs_weapons:
    case Category::discrimination: case Category::terrorism: case Category::hatred:
    case Category::rumour: case Category::self_harm_method: case Category::dependence_inducing:
    case Category::manipulation: case Category::isolation: case Category::exit_obstruction:
    case Category::human_claim: case Category::pi_elicitation:
    case Category::self_harm_encouragement: case Category::verbal_violence:
      return true;
    case Category::offensive: return audience.minor || audience.crisis;
    case Category::intimacy_request: return audience.minor;
    default: return false;
  }
}

}  // namespace anban::signals
