// SPDX-License-Identifier: Apache-2.0
// Counting who is named.
#include "signals/discrimination_kind.h"

#include <algorithm>
#include <string>

namespace anban::signals {
namespace {

constexpr std::string_view other = "A.2-17";

}  // namespace

DiscriminationKind::DiscriminationKind(const RuleTable& table)
    : groups_{{{table.id_of("OF_ETHNICITY"), "A.2-9"},
               {table.id_of("OF_BELIEF"), "A.2-10"},
               {table.id_of("OF_COUNTRY"), "A.2-11"},
               {table.id_of("OF_REGION"), "A.2-12"},
               {table.id_of("OF_SEX"), "A.2-13"},
               {table.id_of("OF_AGE"), "A.2-14"},
               {table.id_of("OF_OCCUPATION"), "A.2-15"},
               {table.id_of("OF_HEALTH"), "A.2-16"}}} {}

void DiscriminationKind::name(const Scene& scene, Findings& findings) const {
  for (Finding& each : findings) {
    const bool is_open = each.kind.empty() || each.kind == other;
    if (each.category != Category::discrimination || !is_open) continue;
    std::string_view kind = kind_in(scene, each.span);
    if (kind.empty()) kind = kind_in(scene, {0, static_cast<std::uint32_t>(scene.units().size())});
    each.kind = kind.empty() ? other : kind;
  }
}

/// Empty where nobody is named.
std::string_view DiscriminationKind::kind_in(const Scene& scene, Span place) const {
  std::array<std::uint32_t, 8> counts{};
  std::size_t first = counts.size();
  for (const Hit& hit : scene.hits()) {
    if (hit.begin < place.start || hit.end > place.end) continue;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      if (groups_[i].id != hit.id) continue;
      ++counts[i];
      if (first == counts.size()) first = i;
    }
  }
  if (first == counts.size()) return {};
  const auto most = std::max_element(counts.begin(), counts.end());
  return groups_[*most > counts[first] ? static_cast<std::size_t>(most - counts.begin()) : first]
      .kind;
}

}  // namespace anban::signals
