// SPDX-License-Identifier: Apache-2.0
// Word lists written back in their own format, so that what was imported can be read, compared and
// carried to another node.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pack/lexicon.h"

namespace anban::pack {
namespace {

std::string to_text(const WordRule& rule) {
  std::string line = rule.word;
  if (rule.tier == Tier::signal) line += " | signal";
  if (rule.tier == Tier::ignore) line += " | ignore";
  if (!rule.needs.empty()) line += fmt::format(" | needs: {}", fmt::join(rule.needs, ", "));
  if (!rule.unless.empty()) line += fmt::format(" | unless: {}", fmt::join(rule.unless, ", "));
  if (!rule.near.empty()) {
    line += fmt::format(" | near: {} within {}", fmt::join(rule.near, ", "), rule.near_within);
  }
  return line;
}

}  // namespace

std::string to_text(const Lexicon& lexicon) {
  std::string text = fmt::format(
      "# id: {}\n# category: {}\n# kind: {}\n# roles: {}\n# updated: {}\n# source: {}\n",
      lexicon.id, lexicon.category, lexicon.kind, fmt::join(lexicon.roles, " "),
      anban::to_text(lexicon.updated), lexicon.source);
  for (const WordRule& rule : lexicon.rules) text += to_text(rule) + "\n";
  return text;
}

}  // namespace anban::pack
