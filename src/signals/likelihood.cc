// SPDX-License-Identifier: Apache-2.0
// The more a reading replaces, the more the text as it stands must look like nothing ordinary.
#include "signals/likelihood.h"

#include <array>
#include <span>
#include <string_view>

#include "signals/sounds.h"

namespace anban::signals {
namespace {

using Type = Glyph::Type;
using Reading = Glyph::Reading;
using How = SpelledStep::How;
using Phrase = PhraseSounds::Phrase;

}  // namespace

/// What speaks for a reading.
struct Likelihood::Evidence {
  std::uint32_t size = 0;
  std::uint32_t kept = 0;
  std::uint32_t sounds_alike = 0;
  std::uint32_t letters = 0;
  std::uint32_t weak_letters = 0;
  std::uint32_t initials = 0;
  std::uint32_t digits = 0;
  std::uint32_t emoji = 0;
  std::uint32_t joined = 0;
  bool gap = false;
  std::uint32_t hard() const { return letters + initials + digits + emoji + joined; }
};

bool Likelihood::weigh(const Phrase& phrase, std::uint32_t size, SpelledPhrase& made) const {
  Evidence evidence;
  evidence.size = size;
  for (std::uint32_t k = 0; k < size; ++k) {
    const SpelledStep& step = made.steps[k];
    const bool same = step.shown == phrase.characters[k];
    if (k > 0 && has_gap(made.steps[k - 1].end, step.begin)) evidence.gap = true;
    switch (step.how) {
      case How::character: ++(same ? evidence.kept : evidence.sounds_alike); break;
      case How::joined:
        if (!same) return false;
        ++evidence.joined;
        break;
      case How::emoji:
        if (!same) return false;
        ++evidence.emoji;
        break;
      case How::letters:
        ++evidence.letters;
        if (glyphs_[step.begin].reading == Reading::weak) ++evidence.weak_letters;
        break;
      case How::initial: ++evidence.initials; break;
      case How::digit: ++evidence.digits; break;
    }
  }
  if (evidence.kept == size && !evidence.gap) return false;
  if (!is_likely(phrase, evidence, made)) return false;
  made.score = score_of(evidence, made) - phrase.cost + (phrase.weight == Weight::urgent ? 2 : 0);
  return true;
}

/// Characters at `at` and behind it that are hardly ever side by side.
bool Likelihood::is_unseen(std::size_t at) const {
  return is_plain(at) && is_plain(at + 1) &&
         !is_ordinary_pair(glyphs_[at].point, glyphs_[at + 1].point);
}

/// What is kept counts most; pinyin counts by letters, so that all ways to cut it are equal.
std::int32_t Likelihood::score_of(const Evidence& evidence, const SpelledPhrase& made) const {
  std::uint32_t sum = 13 * evidence.kept + 9 * evidence.sounds_alike + 14 * evidence.joined +
                      12 * evidence.emoji + 10 * evidence.digits + 8 * evidence.initials;
  for (std::uint32_t k = 0; k < evidence.size; ++k) {
    if (made.steps[k].how == How::letters) sum += 5 * (made.steps[k].end - made.steps[k].begin);
  }
  return static_cast<std::int32_t>(sum);
}

bool Likelihood::has_gap(std::uint32_t from, std::uint32_t to) const {
  for (std::uint32_t i = from; i < to; ++i) {
    if (!glyphs_[i].dropped) return true;
  }
  return false;
}

bool Likelihood::is_likely(const Phrase& phrase, const Evidence& evidence,
                           SpelledPhrase& made) const {
  if (evidence.size == 1 && evidence.joined == 1) return is_taken_apart(made);
  if (phrase.weight < Weight::grave) return is_likely_word(phrase, evidence);
  if (evidence.size == 1) return evidence.letters == 1 && evidence.weak_letters == 0;
  if (evidence.weak_letters > 0 && evidence.kept == 0 && evidence.size < 3) return false;
  const bool urgent = phrase.weight == Weight::urgent;
  if (evidence.initials > 0) {
    if (!phrase.by_initials) return false;
    if (evidence.kept == 0 && !has_neighbour(made)) return false;
    made.uncertain = evidence.size < 3;
  }
  if (evidence.digits > 0 && evidence.size == 2) {
    if (!urgent || (evidence.digits == 2 && !follows_a_wish(made))) return false;
  }
  if (evidence.gap && evidence.hard() == 0 && bridges_gap(made)) return false;
  if (evidence.sounds_alike == 0) return true;
  if (evidence.hard() > 0 && (evidence.gap || !urgent)) return false;
  if (evidence.size == 2 && !urgent) return false;
  return is_likelier_than_words(evidence, made);
}

/// A character alone, in two parts of which one is hardly ever written by itself ("歹匕").
bool Likelihood::is_taken_apart(const SpelledPhrase& made) const {
  return is_unseen(made.begin) &&
         (!is_used(glyphs_[made.begin].point) || !is_used(glyphs_[made.begin + 1].point));
}
bool Likelihood::is_used(char32_t character) {
  return rank_of_word(std::u32string_view(&character, 1)) != rare;
}

/// An ordinary word or cue: read out of pinyin, or beside what is kept of it.
bool Likelihood::is_likely_word(const Phrase& phrase, const Evidence& evidence) const {
  if (evidence.sounds_alike + evidence.initials + evidence.joined != 0) return false;
  if (evidence.hard() == 0 || evidence.weak_letters > 0) return false;
  if (evidence.digits > 0) return phrase.weight == Weight::cue && evidence.kept > 0;
  if (evidence.emoji > 0) return evidence.kept > 0;
  return !evidence.gap || evidence.letters == evidence.size;
}

bool Likelihood::has_neighbour(const SpelledPhrase& made) const {
  const auto is_chinese_near = [&](std::uint32_t at) {
    return is_plain(at) || (type(at) == Type::gap && is_plain(at + 1));
  };
  return is_chinese_near(made.end) || (made.begin > 0 && is_plain(made.begin - 1)) ||
         (made.begin > 1 && type(made.begin - 1) == Type::gap && is_plain(made.begin - 2));
}

bool Likelihood::is_word(std::uint32_t from, std::uint32_t to) const {
  std::array<char32_t, 4> word{};
  for (std::uint32_t i = from; i < to; ++i) {
    if (!is_plain(i)) return false;
    word[i - from] = glyphs_[i].point;
  }
  return is_ordinary_word(std::span(word).first(to - from));
}

/// Ordinary words begin before the phrase and end at its gap, or begin at the gap and end behind.
bool Likelihood::bridges_gap(const SpelledPhrase& made) const {
  std::uint32_t gaps = 0;
  for (std::uint32_t k = 1; k < made.characters.size(); ++k) {
    if (made.steps[k].begin != made.steps[k - 1].end) ++gaps;
  }
  for (std::uint32_t k = 1; k < made.characters.size(); ++k) {
    if (made.steps[k].begin == made.steps[k - 1].end) continue;
    for (std::uint32_t n = 2; n <= 4; ++n) {
      const std::uint32_t left = made.steps[k - 1].end;
      if (left >= n && left - n < made.begin && is_word(left - n, left)) return true;
      const std::uint32_t right = made.steps[k].begin;
      if (right + n > made.end && is_word(right, right + n)) return true;
    }
    // One comma parts clauses, unless it stands inside a word.
    const bool is_a_word = made.characters.size() <= 4 && is_ordinary_word(made.characters);
    if (gaps == 1 && is_clause_mark(made.steps[k - 1].end) && !is_a_word) return true;
  }
  return false;
}

/// Characters of the same sound: unless the text as it stands is ordinary.
bool Likelihood::is_likelier_than_words(const Evidence& evidence, SpelledPhrase& made) const {
  bool inside = false;
  std::uint32_t unseen = 0;  // pairs that nobody writes
  for (std::uint32_t k = 0; k < evidence.size; ++k) {
    const SpelledStep& step = made.steps[k];
    if (step.how != How::character || step.shown == made.characters[k]) continue;
    if (is_unseen(step.begin)) ++unseen;
    if (step.begin > 0 && is_unseen(step.begin - 1)) ++unseen;
    for (std::uint32_t n = 2; n <= 4; ++n) {
      for (std::uint32_t from = step.begin + 1 >= n ? step.begin + 1 - n : 0; from <= step.begin;
           ++from) {
        if (from + n <= step.begin || !is_word(from, from + n)) continue;
        const bool outside = from < made.begin || from + n > made.end;
        if (outside && (evidence.size < 5 || evidence.kept < 3)) return false;
        inside = inside || !outside;
      }
    }
  }
  if (evidence.hard() > 0) return !inside;
  if (evidence.size == 2) {
    made.uncertain = inside || (evidence.kept == 0 && is_used(made.steps[0].shown) &&
                                is_used(made.steps[1].shown));
    if (inside) return follows_a_wish(made);
    return evidence.gap || is_unseen(made.begin);
  }
  if (evidence.kept == 0) return !inside && unseen >= 2;
  if (evidence.size == 3) return unseen > 0 && (!inside || evidence.sounds_alike == 2);
  return unseen > 0 && (evidence.kept * 2 >= evidence.size || !inside);
}

bool Likelihood::follows_a_wish(const SpelledPhrase& made) const {
  constexpr std::u32string_view wishes = U"想去敢会试就么样次备愿算定";
  return made.begin > 0 && wishes.find(glyphs_[made.begin - 1].point) != wishes.npos;
}

}  // namespace anban::signals
