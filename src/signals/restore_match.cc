// SPDX-License-Identifier: Apache-2.0
// From each place the trie is walked along everything that the glyphs may sound like; at the end of
// a phrase likelihood.h weighs the evidence.
#include "signals/restore_match.h"

#include <algorithm>
#include <string>

#include "signals/likelihood.h"
#include "signals/sounds.h"

namespace anban::signals {
namespace {

using Type = Glyph::Type;
using Reading = Glyph::Reading;
using How = SpelledStep::How;
using Node = PhraseSounds::Node;
using Phrase = PhraseSounds::Phrase;

constexpr int walk_most = 400;  // steps from one place
constexpr std::size_t syllable_most = 6;
constexpr std::uint32_t gap_most = 3;  // glyphs between two characters of a phrase

class Matcher {
 public:
  Matcher(const Glyphs& glyphs, const PhraseSounds& phrases)
      : glyphs_(glyphs), phrases_(phrases), likelihood_(glyphs) {}

  std::vector<SpelledPhrase> find() {
    for (std::uint32_t i = 0; i < glyphs_.size(); ++i) {
      if (!may_begin(i)) continue;
      begin_ = i;
      budget_ = walk_most;
      walk(PhraseSounds::root, i, 0);
    }
    return std::move(found_);
  }

 private:
  Type type(std::size_t at) const { return at < glyphs_.size() ? glyphs_[at].type : Type::stop; }
  bool is_plain(std::size_t at) const { return type(at) == Type::chinese; }

  bool may_begin(std::uint32_t at) const {
    const Glyph& glyph = glyphs_[at];
    switch (glyph.type) {
      case Type::chinese: {
        if (!is_plain(at + 1) || has_joined(at) || has_joined(at + 1)) return true;
        for (const Sound a : sounds_of(glyph.point)) {
          for (const Sound b : sounds_of(glyphs_[at + 1].point)) {
            if (a != 0 && b != 0 && phrases_.begins_grave(a, b)) return true;
          }
        }
        return false;
      }
      case Type::letter:
        return (glyph.reading != Reading::none && glyph.opens && glyph.closes) ||
               (glyph.initials && (at == 0 || type(at - 1) != Type::letter));
      case Type::digit: return glyph.sounds;
      case Type::emoji: return !glyph.dropped;
      default: return false;
    }
  }

  bool has_joined(std::uint32_t at) const {
    return likelihood_.is_unseen(at) && is_first_part(glyphs_[at].point) &&
           !joined_from(glyphs_[at].point, glyphs_[at + 1].point).empty();
  }

  // --- walking ---------------------------------------------------------------------------------

  void walk(Node node, std::uint32_t at, std::uint32_t depth) {
    if (--budget_ < 0) return;
    if (depth > 0 && phrases_.is_end(node)) weigh_all(node, at, depth);
    if (depth == PhraseSounds::longest) return;
    step_from(node, at, depth);
    if (depth == 0) return;
    std::uint32_t behind = at;
    bool clause_mark = false;
    while (behind - at < gap_most && behind < glyphs_.size() && may_part(behind)) {
      clause_mark = clause_mark || is_clause_mark(behind);
      ++behind;
    }
    if (behind == at || behind >= glyphs_.size() || may_part(behind)) return;
    if (clause_mark && (behind - at > 1 || !is_plain(at - 1) || !is_plain(behind))) return;
    step_from(node, behind, depth);
  }

  bool is_clause_mark(std::uint32_t at) const {
    return !glyphs_[at].dropped && (glyphs_[at].point == U',' || glyphs_[at].point == U'、');
  }
  bool may_part(std::uint32_t at) const {
    const Glyph& glyph = glyphs_[at];
    if (glyph.dropped) return true;
    if (glyph.type == Type::emoji) return true;
    return glyph.type == Type::gap && glyph.point != U':' && glyph.point != U';';
  }

  void take(Node node, std::uint32_t depth, SpelledStep step) {
    steps_[depth] = step;
    walk(node, step.end, depth + 1);
  }
  void take_sounds(Node node, std::uint32_t depth, std::span<const Sound> sounds,
                   SpelledStep step) {
    for (const Sound each : sounds) {
      if (each == 0) continue;
      const Node next = phrases_.child(node, each);
      if (next != PhraseSounds::root) take(next, depth, step);
    }
  }

  void step_from(Node node, std::uint32_t at, std::uint32_t depth) {
    if (at >= glyphs_.size()) return;
    const Glyph& glyph = glyphs_[at];
    switch (glyph.type) {
      case Type::chinese:
        take_sounds(node, depth, sounds_of(glyph.point), {at, at + 1, How::character, glyph.point});
        step_joined(node, at, depth);
        break;
      case Type::letter: step_letters(node, at, depth); break;
      case Type::digit:
        if (glyph.sounds) {
          take_sounds(node, depth, sounds_of_digit(glyph.point), {at, at + 1, How::digit, 0});
        }
        break;
      case Type::emoji:
        if (!glyph.dropped) step_emoji(node, at, depth);
        break;
      default: break;
    }
  }

  void step_joined(Node node, std::uint32_t at, std::uint32_t depth) {
    if (!is_first_part(glyphs_[at].point) || !likelihood_.is_unseen(at)) return;
    const std::array<char32_t, 2> parts = {glyphs_[at].point, glyphs_[at + 1].point};
    for (const char32_t whole : joined_from(parts[0], parts[1])) {
      take_sounds(node, depth, sounds_of(whole), {at, at + 2, How::joined, whole});
    }
  }

  void step_letters(Node node, std::uint32_t at, std::uint32_t depth) {
    const Glyph& first = glyphs_[at];
    if (first.initials) {
      phrases_.each_initial(node, sounds_from(first.point),
                            [&](Node next) { take(next, depth, {at, at + 1, How::initial, 0}); });
    }
    if (first.reading == Reading::none || !first.opens) return;
    std::string letters;
    std::uint32_t end = at;
    while (letters.size() < syllable_most && end < first.word_end) {
      if (!glyphs_[end].dropped) letters += static_cast<char>(glyphs_[end].point);
      ++end;
      std::uint32_t next = end;
      while (next < first.word_end && glyphs_[next].dropped) ++next;
      if (next < first.word_end && !glyphs_[next].closes) continue;
      const Sound sound = sound_named(letters);
      if (sound == 0) continue;
      if (next == first.word_end && is_tone(next)) ++next;
      take_sounds(node, depth, std::array{sound}, {at, next, How::letters, 0});
    }
  }
  bool is_tone(std::uint32_t at) const {
    return type(at) == Type::digit && glyphs_[at].point >= U'1' && glyphs_[at].point <= U'5' &&
           type(at + 1) != Type::digit;
  }

  void step_emoji(Node node, std::uint32_t at, std::uint32_t depth) {
    std::u32string_view words = words_of_emoji(glyphs_[at].point).words;
    while (!words.empty()) {
      const std::size_t size = std::min(words.find(U' '), words.size());
      emoji_word(node, at, depth, words.substr(0, size));
      words.remove_prefix(std::min(size + 1, words.size()));
    }
  }
  void emoji_word(Node node, std::uint32_t at, std::uint32_t depth, std::u32string_view word) {
    if (depth + word.size() > PhraseSounds::longest) return;
    for (std::size_t i = 0; i < word.size(); ++i) {
      node = phrases_.child(node, sounds_of(word[i])[0]);
      if (node == PhraseSounds::root) return;
      steps_[depth + i] = {at, at + 1, How::emoji, word[i]};
    }
    walk(node, at + 1, depth + static_cast<std::uint32_t>(word.size()));
  }

  // --- weighing --------------------------------------------------------------------------------

  void weigh_all(Node node, std::uint32_t end, std::uint32_t size) {
    if (size == 1 && steps_[0].how == How::character) return;
    if (!words_are_whole(end, size)) return;
    bool only_characters = true;
    for (std::uint32_t k = 0; k < size; ++k) {
      only_characters = only_characters && steps_[k].how == How::character;
    }
    SpelledPhrase best;
    for (const Phrase& phrase : phrases_.phrases(node)) {
      if (only_characters && (phrase.weight < Weight::grave || is_as_written(phrase, size)))
        continue;
      SpelledPhrase made{begin_, end, 0, false, phrase.characters, steps_};
      if (likelihood_.weigh(phrase, size, made) &&
          (best.characters.empty() || made.score > best.score)) {
        best = made;
      }
    }
    if (!best.characters.empty()) found_.push_back(best);
  }

  /// Nothing is replaced and nothing stands between: the first view has it.
  bool is_as_written(const Phrase& phrase, std::uint32_t size) const {
    for (std::uint32_t k = 0; k < size; ++k) {
      if (steps_[k].how != How::character || steps_[k].shown != phrase.characters[k]) return false;
      if (k > 0 && steps_[k].begin != steps_[k - 1].end) return false;
    }
    return true;
  }

  /// Initials and digits count only as whole words.
  bool words_are_whole(std::uint32_t end, std::uint32_t size) const {
    for (std::uint32_t k = 0; k < size; ++k) {
      const SpelledStep& step = steps_[k];
      if (step.how != How::initial && step.how != How::digit) continue;
      const Type own = glyphs_[step.begin].type;
      const bool continues = step.begin > 0 && type(step.begin - 1) == own;
      if (continues && (k == 0 || steps_[k - 1].how != step.how)) return false;
      if (step.end >= glyphs_[step.begin].word_end) continue;
      if (step.end >= end || k + 1 >= size || steps_[k + 1].how != step.how) return false;
    }
    return true;
  }

  const Glyphs& glyphs_;
  const PhraseSounds& phrases_;
  Likelihood likelihood_;
  std::uint32_t begin_ = 0;
  int budget_ = 0;
  std::array<SpelledStep, PhraseSounds::longest> steps_{};
  std::vector<SpelledPhrase> found_;
};

}  // namespace

std::vector<SpelledPhrase> phrases_spelled(const Glyphs& glyphs, const PhraseSounds& phrases) {
  return Matcher(glyphs, phrases).find();
}

}  // namespace anban::signals
