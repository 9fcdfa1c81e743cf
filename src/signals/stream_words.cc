// SPDX-License-Identifier: Apache-2.0
// One step of both views a unit; matches are looked up only where a phrase ends.
#include "signals/stream_words.h"

#include <algorithm>
#include <string>

#include "signals/sounds.h"

namespace anban::signals {
namespace {

constexpr std::size_t harmless_most = 24;  // units of a phrase's beginning that may be shown
constexpr std::size_t places_spare = 16;   // forgotten together

/// Forgets places now and then, so that at least the pending ones and a phrase's harmless
/// beginning are known.
template <class Place>
void forget_but_last(std::vector<Place>& places, std::size_t pending) {
  const std::size_t kept = pending + harmless_most;
  if (places.size() < kept + places_spare) return;
  places.erase(places.begin(), places.end() - static_cast<std::ptrdiff_t>(kept));
}

}  // namespace

void StreamWords::read(const Unit& unit, WordNews& news) {
  const Automaton& automaton = words_.automaton();
  if (may_go_on_otherwise(unit.point)) {
    const std::uint32_t from = *(plain_places_.end() - plain_pending_);
    news.suspect_from = std::min(news.suspect_from, from);
  }
  const bool squeezed = words_.advance(cursor_, unit.point);
  ++unit_count_;
  covered_ = 0;
  plain_places_.push_back(unit.origin);
  if (squeezed) {
    squeezed_places_.push_back({unit.origin, gap_, kind_of(unit.point) == Kind::ideograph});
  }
  gap_ = !squeezed;
  if (automaton.has_match(cursor_.plain)) {
    automaton.each_match(cursor_.plain, [&](std::uint32_t payload, std::uint32_t length) {
      found(payload, length, unit.origin, news);
    });
  }
  if (squeezed && cursor_.squeezed != cursor_.plain && automaton.has_match(cursor_.squeezed)) {
    automaton.each_match(cursor_.squeezed, [&](std::uint32_t payload, std::uint32_t length) {
      found_split(payload, length, unit.origin, news);
    });
  }
  settle(news);
  plain_pending_ = automaton.pending_block(cursor_.plain);
  squeezed_pending_ = automaton.pending_block(cursor_.squeezed);
  forget_but_last(plain_places_, plain_pending_);
  forget_but_last(squeezed_places_, squeezed_pending_);
}

/// A forbidden phrase has begun in Chinese and now letters, digits or an emoji follow ("我是zhen"):
/// the rest of the clause waits for its judge, who reads other spellings.
bool StreamWords::may_go_on_otherwise(char32_t point) const {
  const bool other = point == word_boundary || !words_of_emoji(point).words.empty();
  return other && plain_pending_ > 0 && !squeezed_places_.empty() &&
         squeezed_places_.back().ideograph;
}

void StreamWords::finish(WordNews& news) {
  if (!provisional_.empty()) confirm(provisional_.front(), news);
}

std::uint32_t StreamWords::waiting_from(std::uint32_t limit) const {
  if (plain_pending_ > 0) limit = std::min(limit, *(plain_places_.end() - plain_pending_));
  if (squeezed_pending_ > 0) {
    limit = std::min(limit, (squeezed_places_.end() - squeezed_pending_)->origin);
  }
  for (const Provisional& each : provisional_) limit = std::min(limit, each.span.start);
  return limit;
}

void StreamWords::found(std::uint32_t payload, std::uint32_t length, std::uint32_t origin,
                        WordNews& news) {
  if (!WordImage::is_for(Role::assistant, payload)) return;
  const std::uint32_t id = WordImage::id_of(payload);
  if (WordImage::type_of(payload) == WordImage::Payload::phrase_class) {
    return note_cue(static_cast<ClassId>(id), news);
  }
  if (WordImage::type_of(payload) != WordImage::Payload::word) return;
  if (words_.word(id).tier == pack::Tier::ignore) {
    covered_ = std::max(covered_, length);
    std::erase_if(provisional_,
                  [&](const Provisional& each) { return each.begin_unit >= unit_count_ - length; });
    return;
  }
  const bool known_begin = length <= plain_places_.size();
  const std::uint32_t begin = known_begin ? plain_places_[plain_places_.size() - length] : origin;
  forbid_or_suspect(id, {begin, origin + 1}, length, news);
}

void StreamWords::found_split(std::uint32_t payload, std::uint32_t length, std::uint32_t origin,
                              WordNews& news) {
  if (!WordImage::is_for(Role::assistant, payload)) return;
  const std::uint32_t id = WordImage::id_of(payload);
  if (WordImage::type_of(payload) == WordImage::Payload::phrase_class) {
    return note_cue(static_cast<ClassId>(id), news);
  }
  if (WordImage::type_of(payload) != WordImage::Payload::word) return;
  if (words_.word(id).tier == pack::Tier::ignore || length > squeezed_places_.size()) return;
  const auto first = squeezed_places_.end() - static_cast<std::ptrdiff_t>(length);
  bool any_gap = false;
  for (auto at = first; at != squeezed_places_.end(); ++at) {
    if (!at->ideograph) return;
    any_gap = any_gap || (at != first && at->after_gap);
  }
  if (length < 2 || !any_gap) return;
  forbid_or_suspect(id, {first->origin, origin + 1}, 0, news);
}

/// A cue of a rule: where a rule has all its cues, the clause is tried as it stands.
void StreamWords::note_cue(ClassId cue, WordNews& news) {
  cues_.add(cue);
  news.to_try = news.to_try || rules_.may_be_complete(cue, cues_, Role::assistant);
}

/// `length` in units of the plain view, 0 for a split phrase (nothing takes that back).
void StreamWords::forbid_or_suspect(std::uint32_t id, Span span, std::uint32_t length,
                                    WordNews& news) {
  const CompiledWord& word = words_.word(id);
  if (!forbids(word.category, audience_) || (length != 0 && covered_ >= length)) return;
  if (word.tier != pack::Tier::block || word.is_conditional()) {
    const std::uint32_t from = word.tier == pack::Tier::block ? span.start : span.end - 1;
    news.suspect_from = std::min(news.suspect_from, from);
    return;
  }
  const Provisional made{unit_count_ - length, span, id};
  if (length != 0 && words_.automaton().pending_cover(cursor_.plain) >= length) {
    provisional_.push_back(made);
  } else {
    confirm(made, news);
  }
}

/// Phrases that nothing can take back any more are forbidden for good.
void StreamWords::settle(WordNews& news) {
  if (provisional_.empty()) return;
  const std::uint32_t cover = words_.automaton().pending_cover(cursor_.plain);
  for (const Provisional& each : provisional_) {
    if (unit_count_ - each.begin_unit > cover) return confirm(each, news);
  }
}

void StreamWords::confirm(const Provisional& phrase, WordNews& news) const {
  if (news.forbidden) return;
  const CompiledWord& word = words_.word(phrase.word);
  news.forbidden = Finding{.category = word.category,
                           .strength = 0.97F,
                           .decided = true,
                           .span = phrase.span,
                           .kind = std::string(words_.kind(word)),
                           .detector = std::string(words_.detector(word))};
}

namespace {

/// What a character does to somebody in need or on the way out. Its questions and its tone are left
/// to what is sure: ordinary replies ask, and sound harsh, too often.
bool harms_who_reads(Category category) {
  switch (category) {
    case Category::self_harm_method:
    case Category::dependence_inducing:
    case Category::manipulation:
    case Category::isolation:
    case Category::exit_obstruction:
    case Category::human_claim:
    case Category::pi_elicitation:
    case Category::secret_elicitation:
    case Category::self_harm_encouragement:
    case Category::verbal_violence: return true;
    default: return false;
  }
}

constexpr float sure_flattery = 0.75F;

}  // namespace

float harm_from(Caution caution) {
  switch (caution) {
    case Caution::none: return 0.85F;
    case Caution::attentive: return 0.65F;
    case Caution::wary: return 0.4F;
    case Caution::grave: return 0.3F;
  }
  return 2;
}

bool forbids(Category category, Audience audience) {
  switch (category) {
    case Category::prohibited:
    case Category::sexual:
    case Category::violence_crime:
    case Category::gambling:
    case Category::fraud:
    case Category::drugs_weapons:
    case Category::discrimination:
    case Category::terrorism:
    case Category::hatred:
    case Category::rumour:
    case Category::self_harm_method:
    case Category::dependence_inducing:
    case Category::manipulation:
    case Category::isolation:
    case Category::exit_obstruction:
    case Category::human_claim:
    case Category::pi_elicitation:
    case Category::secret_elicitation:
    case Category::self_harm_encouragement:
    case Category::verbal_violence: return true;
    case Category::offensive: return audience.minor || audience.crisis;
    case Category::intimacy_request: return audience.minor;
    default: return false;
  }
}

bool forbids(Finding& finding, Audience audience) {
  const bool diagnoses =
      finding.category == Category::medical_advice && finding.kind == "diagnosis";
  const bool flatters = finding.kind == flattery_of_harm;
  if (flatters && (audience.caution < Caution::grave || finding.strength < sure_flattery)) {
    return false;
  }
  if (!diagnoses && !forbids(finding.category, audience)) return false;
  const bool intimate = audience.minor && finding.category == Category::intimacy_request;
  const bool harms =
      harms_who_reads(finding.category) || (audience.minor && audience.caution >= Caution::wary);
  const bool suspected = (intimate && finding.strength >= wary_from) ||
                         (harms && finding.strength >= harm_from(audience.caution));
  if (!finding.decided && suspected) {
    finding.decided = true;
    finding.kind = "wary";
  }
  return finding.decided;
}

}  // namespace anban::signals
