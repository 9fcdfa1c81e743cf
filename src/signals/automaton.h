// SPDX-License-Identifier: Apache-2.0
// The word automaton: a double-array Aho-Corasick over normalised code points (alphabet
// compressed). It finds every phrase of a word list in one pass and tells, after each unit, how
// long the tail is that could still become a forbidden phrase: the exact pending prefix on which
// the streaming screen rests (Art. 8). State of a scan: four bytes. Immutable, shared by threads.
// Measured on one core: 100,000 words in about 0.1 s and 6 MB (docs/performance.md).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "signals/image.h"

namespace anban::signals {

/// What a stream does with the beginning of a phrase.
enum class Hold : std::uint8_t {
  none,   // let pass; the phrase is only noticed
  block,  // hold: the whole phrase must never be seen
  cover,  // a phrase that takes back matches inside itself (tier ignore)
};

class Automaton {
 public:
  using State = std::uint32_t;
  static constexpr State start = 0;
  static constexpr std::uint32_t unknown_symbol = 0;
  static constexpr std::size_t longest_phrase = 128;  // units; longer ones are refused by add()

  std::uint32_t symbol_of(char32_t point) const {
    const std::uint32_t page = pages_[point >> 8U];
    return symbols_[page * 256U + (point & 255U)];
  }
  /// The state after one more unit; amortised constant time.
  State step(State state, std::uint32_t symbol) const {
    if (symbol == unknown_symbol) return start;
    for (;;) {
      const State next = nodes_[state].base + symbol;
      if (nodes_[next].parent == state) return next;
      if (state == start) return start;
      state = nodes_[state].fail;
    }
  }
  State step(State state, char32_t point) const { return step(state, symbol_of(point)); }

  bool has_match(State state) const { return nodes_[state].match != no_match; }
  /// Calls each(payload, length_in_units) for every phrase that ends here, longest first.
  template <class Each>
  void each_match(State state, Each&& each) const {
    for (std::uint32_t i = nodes_[state].match; i != no_match; i = matches_[i].next) {
      each(matches_[i].payload, matches_[i].length);
    }
  }
  /// Units at the end of what was read that must be held: the longest proper beginning of a
  /// `block` phrase, less the phrase's harmless beginning.
  std::uint32_t pending_block(State state) const { return pending_[state].block; }
  /// The length of the longest proper beginning of a `cover` phrase at the end of what was read.
  std::uint32_t pending_cover(State state) const { return pending_[state].cover; }

  std::size_t memory_bytes() const;

  void write(ImageWriter& image) const;
  /// Over an image; false where it holds none. What it means is not checked.
  [[nodiscard]] bool read(ImageReader& image);
  /// Whether every scan stays inside and ends, and no match is longer than what was read: true of
  /// whatever was built.
  bool is_sound() const;
  /// Calls each(payload) for every phrase.
  template <class Each>
  void each_payload(Each&& each) const {
    for (const MatchEntry& match : matches_) each(match.payload);
  }

 private:
  friend class AutomatonBuilder;
  static constexpr std::uint32_t no_match = 0xFFFFFFFF;
  static constexpr std::uint32_t unicode_pages = 0x1101;  // and one for word_boundary
  static constexpr std::uint32_t no_parent = 0xFFFFFFFF;
  struct Node {
    std::uint32_t base = 0;
    std::uint32_t parent = no_parent;
    std::uint32_t fail = 0;
    std::uint32_t match = no_match;
  };
  bool has_sound_depths(std::vector<std::uint8_t>& depths) const;
  struct MatchEntry {
    std::uint32_t payload;
    std::uint32_t length;
    std::uint32_t next;
  };
  struct Pending {
    std::uint8_t block = 0;
    std::uint8_t cover = 0;
  };
  bool has_sound_symbols() const;
  Kept<Node> nodes_;
  Kept<Pending> pending_;
  Kept<MatchEntry> matches_;
  Kept<std::uint16_t> pages_;
  Kept<std::uint16_t> symbols_;
};

class AutomatonBuilder {
 public:
  /// `phrase` as normalise_phrase gives it; its first `harmless` units need not be held ("you
  /// are"). False where it is empty or too long.
  bool add(std::span<const char32_t> phrase, std::uint32_t payload, Hold hold,
           std::uint32_t harmless = 0);
  /// Deterministic; linear in the phrases but for one sort. The builder is empty afterwards.
  Automaton build();

 private:
  struct Phrase {
    std::uint32_t begin;  // in units_
    std::uint32_t length;
    std::uint32_t payload;
    Hold hold;
    std::uint8_t harmless;
  };
  struct Laid;  // the trie and where its nodes stand
  /// Numbers the characters in use and returns the phrases' units as symbols.
  std::vector<std::uint16_t> compress(Automaton& made);
  void lay_out(Automaton& made, const Laid& laid) const;
  std::vector<char32_t> units_;
  std::vector<Phrase> phrases_;
  std::uint32_t alphabet_ = 1;
};

}  // namespace anban::signals
