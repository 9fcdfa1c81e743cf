// SPDX-License-Identifier: Apache-2.0
// Word lists as text (packs/README.md has the format), from a pack or from an operator (O-33,
// O-36). Words stay as written; signals/ normalises them. Faults name line and column.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pack/faults.h"
#include "pack/pack.h"

namespace anban::pack {

/// Limits of one list: what a screen can hold in a few megabytes, and lines a person can read.
inline constexpr std::size_t lexicon_rules_most = 200'000;
inline constexpr std::size_t word_code_points_most = 64;
inline constexpr std::uint32_t near_within_most = 200;

/// The names that `# category:` may have: those of signals::Category.
std::span<const std::string_view> lexicon_categories();
/// The names that `# roles:` may have.
std::span<const std::string_view> lexicon_roles();

/// Reads a list in our format; what is wrong goes to `faults` under the name `file`. The lexicon
/// holds every rule that could be read.
Lexicon parse_lexicon(std::string_view text, const std::string& file, Faults& faults);

/// What an operator says about a list that carries no header of ours.
struct ImportOptions {
  std::string id;  // "operator-2026-08"
  std::string category;
  std::string kind;  // taxonomy id
  std::vector<std::string> roles;
  LocalDate updated;
  std::string source;
};

/// A list of an operator: our format if it has header lines, else one word (or rule) a line and
/// `options` for the rest. Repeated rules are kept once. Marked as imported.
Lexicon import_lexicon(std::string_view text, const std::string& file, const ImportOptions& options,
                       Faults& faults);

/// The list as text again, in our format.
std::string to_text(const Lexicon& lexicon);

}  // namespace anban::pack
