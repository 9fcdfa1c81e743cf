// SPDX-License-Identifier: Apache-2.0
// Word lists as one automaton a role: the pack's lexicons with their conditions (needs, unless,
// near; tiers block, signal, ignore) and the phrase classes of the rule tables. One pass reads a
// text in two views: as written, and squeezed, where separators between Chinese characters are
// skipped so that a split phrase ("自 杀") is found. Serves Art. 8 and every rule. Immutable.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pack/lexicon.h"
#include "pack/pack.h"
#include "signals/automaton.h"
#include "signals/finding.h"
#include "signals/normalise.h"
#include "signals/rule_table.h"

namespace anban::signals {

/// A phrase found: half-open, in units. `id` is a class, a word rule or a condition.
struct Hit {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t id = 0;
};

/// Everything one pass found, each list in the order of the ends.
struct Reading {
  std::vector<Hit> classes;
  std::vector<Hit> words;       // ids of word rules
  std::vector<Hit> conditions;  // ids of condition phrases
};

/// A lexicon's word as the scan needs it. Its conditions are WordImage::conditions(), as many of
/// each as it says: `needs`, then `unless`, then `near`.
struct CompiledWord {
  Category category = Category::count_;
  pack::Tier tier = pack::Tier::block;
  std::uint16_t near_within = 0;
  std::uint32_t lexicon = 0;  // index into detectors and kinds
  std::uint32_t first_condition = 0;
  std::uint32_t needs = 0;
  std::uint32_t unless = 0;
  std::uint32_t near = 0;
  bool is_conditional() const { return needs + unless + near != 0; }
};
static_assert(pack::near_within_most <= 0xFFFF);

/// The two automaton states of a text that is being read: eight bytes and a count.
struct Cursor {
  Automaton::State plain = Automaton::start;
  Automaton::State squeezed = Automaton::start;
  std::uint8_t gap = 0;  // separators since the last letter
};

class WordImage {
 public:
  /// The words of all lexicons and the classes of all rules: one automaton, whose payloads know for
  /// which roles they count. Unknown categories are left out (faults_in_lexicons names them).
  WordImage(const RuleTable& table, const pack::Pack& pack);

  void write(ImageWriter& image) const;
  /// Over an image that outlives it; nothing where it holds none. What it means is not checked.
  static std::optional<WordImage> read(ImageReader& image);
  /// Whether everything in it is there: true of what was built from a table of so many classes.
  bool is_sound(std::size_t classes) const;

  /// The words of those lexicons that name `role`, and the classes that rules of that role use.
  Reading read(std::span<const Unit> units, Role role) const;

  /// Decided findings of block words and undecided ones of signal words whose conditions hold and
  /// which no `ignore` phrase covers; spans in units (still to be mapped to the original).
  Findings judge(std::span<const Unit> units, const Reading& reading) const;

  /// Takes out of `findings` what an `ignore` phrase of the same category covers.
  void drop_covered(const Reading& reading, Findings& findings) const;

  /// One unit further. Whether the unit belongs to the squeezed view.
  bool advance(Cursor& cursor, char32_t point) const;

  const Automaton& automaton() const { return automaton_; }
  const CompiledWord& word(std::uint32_t id) const { return words_[id]; }
  std::string_view detector(const CompiledWord& word) const { return detectors_[word.lexicon]; }
  std::string_view kind(const CompiledWord& word) const { return kinds_[word.lexicon]; }

  /// What a payload of the automaton stands for.
  enum class Payload : std::uint32_t { phrase_class = 0, word = 1, condition = 2 };
  static Payload type_of(std::uint32_t payload) { return static_cast<Payload>(payload >> 30U); }
  static std::uint32_t id_of(std::uint32_t payload) { return payload & 0x07FFFFFFU; }
  static bool is_for(Role role, std::uint32_t payload) {
    return (payload >> (27U + static_cast<unsigned>(role)) & 1U) != 0;
  }

 private:
  friend class WordCompiler;
  WordImage() = default;
  bool holds(const CompiledWord& word, const Hit& hit, const std::vector<Hit>& conditions) const;
  Automaton automaton_;
  Kept<CompiledWord> words_;
  Kept<std::uint32_t> conditions_;  // of all words, one behind the other
  std::vector<std::string> detectors_;
  std::vector<std::string> kinds_;
};

/// Whether a phrase of the squeezed view over units[places...] counts: two or more characters, all
/// Chinese. (Commas and ends of sentences begin that view anew, so that clauses are not joined.)
bool is_split_phrase(std::span<const Unit> units, std::span<const std::uint32_t> places);

/// Most separators in a row that a split phrase may have between two characters.
inline constexpr std::uint8_t widest_split = 4;

}  // namespace anban::signals
