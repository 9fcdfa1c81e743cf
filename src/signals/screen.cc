// SPDX-License-Identifier: Apache-2.0
// One code point after another: into the two views of the automaton, then the frontier moves to
// the first thing that must still be held. Only the automaton's state, the current clause and what
// is held are kept.
#include "signals/screen.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "signals/normalise.h"
#include "signals/platform_mark.h"

namespace anban::signals {
namespace {

constexpr std::size_t remembered_most = 4096;  // bytes
constexpr std::uint32_t tries_most = 12;       // judgements inside one clause; then it is held

/// Found by a model's sense of harm, not by a rule or a list.
bool is_harm_by_model(const Finding& finding) {
  return finding.category >= Category::dependence_inducing &&
         finding.category <= Category::verbal_violence && finding.detector.starts_with("model@");
}

class StreamScreen final : public Screen {
 public:
  StreamScreen(std::shared_ptr<const JudgeImage> judge, Audience audience, Holding holding)
      : judge_(std::move(judge)),
        words_(judge_->words(), judge_->rules(), audience),
        audience_(audience),
        holding_(holding),
        next_holding_(holding) {}

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
    if (all_.size() < remembered_most) all_ += bytes;
    ++seen_;
    units_.clear();
    normaliser_.push(point, units_);
    read_units();
    if (mark_.read(point) && !cut_) cut_ = platform_mark_at({seen_ - mark_.pending(), seen_});
    if (!cut_ && held_.size() > held_bytes_most) too_long();
    if (!cut_ && ends_clause(point)) {
      judge_clause(step);
      if (ends_sentence(point)) words_.forget_cues();
    } else if (!cut_ && news_.to_try && suspected_from_ == nowhere) {
      try_clause();
    }
    news_.to_try = false;
    previous_ = point;
    if (!cut_) release_to(frontier(), step);
  }

  void end_reply(ScreenStep& step) {
    units_.clear();
    normaliser_.finish(units_);
    read_units();
    if (!cut_) words_.finish(news_);
    if (!cut_) take_news();
    if (!cut_) judge_clause(step);
    if (!cut_ && holding_ == Holding::whole_reply) judge_text(held_, seen_ - released_, 0, step);
    if (!cut_) release_to(seen_, step);
  }

  void read_units() {
    for (const Unit& unit : units_) {
      if (cut_) return;
      words_.read(unit, news_);
      take_news();
    }
  }

  void take_news() {
    if (news_.forbidden) cut_ = std::move(news_.forbidden);
    if (news_.suspect_from != nowhere) suspect(std::exchange(news_.suspect_from, nowhere));
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
    bool forbidden = ++tries_ > tries_most;
    if (!forbidden) {
      for (Finding& each : judge_->observer().observe(clause_, Role::assistant)) {
        forbidden = forbidden || forbids(each, audience_);
      }
    }
    if (forbidden) suspect(seen_ - 1);
  }

  // --- clauses ---------------------------------------------------------------------------------

  bool ends_clause(char32_t point) const {
    switch (point) {
      case U'。':
      case U'！':
      case U'？':
      case U'!':
      case U'?':
      case U'…':
      case U'；':
      case U';':
      case U'\n': return true;
      case U' ':
      case U'\t':
        if (previous_ == U'.') return true;
        break;
      case U'，':
      case U',':
        if (seen_ - clause_begin_ >= clause_long) return true;
        break;
      default: break;
    }
    return seen_ - clause_begin_ >= clause_most;
  }

  static bool ends_sentence(char32_t point) { return point != U'，' && point != U','; }

  void judge_clause(ScreenStep& step) {
    judge_text(clause_, seen_ - context_begin_, clause_begin_ - context_begin_, step);
    if (cut_) return;
    suspected_from_ = nowhere;
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
      const bool forbidden = forbids(each, audience_);
      if (!(each.decided || forbidden) || each.span.end <= from) continue;
      if (forbidden && !stands_in_whole(each)) continue;
      each.span.start += offset;
      each.span.end += offset;
      if (forbidden) {
        if (!cut_ || each.span.start < cut_->span.start) cut_ = std::move(each);
      } else {
        step.noticed.push_back(std::move(each));
      }
    }
  }

  /// What the model alone makes of a clause must hold of the reply so far, as in a whole one: the
  /// longer a harmless reply, the likelier one of its clauses looks like harm.
  bool stands_in_whole(const Finding& found) const {
    if (!is_harm_by_model(found) || all_.size() >= remembered_most) return true;
    Findings findings = judge_->observer().observe(all_, Role::assistant);
    return std::any_of(findings.begin(), findings.end(), [&](Finding& each) {
      return is_harm_by_model(each) && forbids(each, audience_);
    });
  }

  /// The clauses just judged become the context of the next: both if they are short, else the
  /// latest alone, else none.
  void keep_context() {
    std::uint32_t begin = seen_ - before_ <= contexts_most ? before_ : clause_begin_;
    if (seen_ - begin > context_most) begin = seen_;
    before_ = clause_begin_;
    std::size_t at = 0;
    while (context_begin_ < begin) {
      next_code_point(clause_, at);
      ++context_begin_;
    }
    clause_.erase(0, at);
  }

  // --- releasing -------------------------------------------------------------------------------

  std::uint32_t frontier() const {
    std::uint32_t limit = words_.waiting_from(std::min(seen_, suspected_from_));
    limit = std::min(limit, seen_ - mark_.pending());
    if (holding_ == Holding::every_clause) limit = std::min(limit, clause_begin_);
    if (holding_ == Holding::two_clauses) limit = std::min(limit, before_);
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
  StreamWords words_;
  WordNews news_;
  Audience audience_;
  Holding holding_;
  Holding next_holding_;
  CodePoints points_;
  Normaliser normaliser_;
  char32_t previous_ = 0;
  std::uint32_t seen_ = 0;      // code points read
  std::uint32_t released_ = 0;  // of them released
  std::uint32_t clause_begin_ = 0;
  std::uint32_t before_ = 0;         // where the clause before it begins
  std::uint32_t context_begin_ = 0;  // of clause_'s first code point
  std::uint32_t suspected_from_ = nowhere;
  std::uint32_t tries_ = 0;
  std::string held_;
  std::string clause_;
  std::string all_;  // of the reply so far, but not of a very long one
  std::vector<Unit> units_;
  PlatformMark mark_;
  std::optional<Finding> cut_;
};

class Maker final : public ScreenMaker {
 public:
  explicit Maker(std::shared_ptr<const JudgeImage> judge) : judge_(std::move(judge)) {}
  std::unique_ptr<Screen> make(Audience audience, Holding holding) const override {
    return std::make_unique<StreamScreen>(judge_, audience, holding);
  }

  ScreenStep whole(std::string_view reply, Audience audience) const override {
    ScreenStep step;
    std::optional<Finding> forbidden = platform_mark_in(reply);
    for (Finding& each : judge_->observer().observe(reply, Role::assistant)) {
      if (!forbids(each, audience)) {
        if (each.decided) step.noticed.push_back(std::move(each));
      } else if (!forbidden || each.span.start < forbidden->span.start) {
        forbidden = std::move(each);
      }
    }
    if (!forbidden) {
      step.release = reply;
      return step;
    }
    step.cut = std::move(forbidden);
    return step;
  }

 private:
  std::shared_ptr<const JudgeImage> judge_;
};

}  // namespace

std::shared_ptr<const ScreenMaker> screens_over(std::shared_ptr<const JudgeImage> judge) {
  return std::make_shared<Maker>(std::move(judge));
}

}  // namespace anban::signals
