// SPDX-License-Identifier: Apache-2.0
// The spelling of categories, in the order of the enumeration.
#include "signals/finding.h"

#include "pack/categories.h"

namespace anban::signals {
namespace {

constexpr auto& names = pack::categories;
static_assert(names.size() == category_count);

}  // namespace

std::string_view name_of(Category category) { return names[static_cast<std::size_t>(category)]; }

std::optional<Category> category_named(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<Category>(i);
  }
  return std::nullopt;
}

const Finding* find(const Findings& findings, Category category) {
  const Finding* best = nullptr;
  for (const Finding& each : findings) {
    if (each.category != category || !each.decided) continue;
    if (best == nullptr || each.strength > best->strength) best = &each;
  }
  return best;
}

}  // namespace anban::signals
