// SPDX-License-Identifier: Apache-2.0
// The numbers that O-36 asks of word lists: words by kind of the taxonomy, their age, and how they
// stand against GB/T 45654-2025 (10,000 in all; 200 for each kind of A.1, 100 for each of A.2).
// They are facts for an operator; nothing here decides.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "pack/pack.h"

namespace anban::pack {

inline constexpr std::size_t lexicon_words_needed = 10'000;
inline constexpr std::size_t a1_words_needed = 200;
inline constexpr std::size_t a2_words_needed = 100;

/// One kind of the taxonomy (or "unclassified") and its distinct words; `ignore` rules don't count.
struct KindCount {
  std::string kind;
  std::size_t words = 0;
  std::size_t needed = 0;  // 0: the standard names no figure
};

struct LexiconAge {
  std::string id;
  LocalDate updated;
  int age_days = 0;
  bool stale = false;  // older than content.lexicon_stale_after
  bool imported = false;
  std::size_t rules = 0;
};

struct LexiconStats {
  std::size_t total = 0;
  std::vector<KindCount> kinds;  // every kind of the taxonomy in its order
  std::vector<LexiconAge> lists;
  bool any_stale = false;
  bool meets_scale = false;  // total and every kind of A.1 and A.2
};

/// Over the pack's lists and the operator's `imported` ones, on the local day `today`.
LexiconStats lexicon_stats(const Pack& pack, std::span<const Lexicon> imported, LocalDate today);

}  // namespace anban::pack
