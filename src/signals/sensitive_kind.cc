// SPDX-License-Identifier: Apache-2.0
// Counting what is spoken of.
#include "signals/sensitive_kind.h"

#include <algorithm>

namespace anban::signals {
namespace {

constexpr std::array<std::string_view, 5> sensitive_identifiers = {
    "resident_id", "passport", "bank_card", "mobile", "address"};

}  // namespace

SensitiveKind::SensitiveKind(const RuleTable& table)
    : groups_{{{table.id_of("SENSITIVE_HEALTH"), "health"},
               {table.id_of("SENSITIVE_FINANCE"), "finance"},
               {table.id_of("SENSITIVE_RELIGION"), "religion"},
               {table.id_of("SENSITIVE_WHEREABOUTS"), "whereabouts"},
               {table.id_of("SENSITIVE_BIOMETRICS"), "biometrics"},
               {table.id_of("SENSITIVE_IDENTITY"), "identity"},
               {table.id_of("SENSITIVE_UNDER_14"), "under_14"}}} {}

void SensitiveKind::name(const Scene& scene, Findings& findings) const {
  for (Finding& each : findings) {
    if (each.category != Category::sensitive_pi || !each.kind.empty()) continue;
    std::string_view kind = kind_in(scene, each.span);
    if (kind.empty()) kind = kind_in(scene, {0, static_cast<std::uint32_t>(scene.units().size())});
    each.kind = kind.empty() ? "other" : kind;
  }
}

/// Empty where no kind is named.
std::string_view SensitiveKind::kind_in(const Scene& scene, Span place) const {
  std::array<std::uint32_t, 7> counts{};
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

bool is_sensitive(const Finding& finding) {
  if (!finding.decided) return false;
  if (finding.category == Category::sensitive_pi) return true;
  return finding.category == Category::pi &&
         std::find(sensitive_identifiers.begin(), sensitive_identifiers.end(), finding.kind) !=
             sensitive_identifiers.end();
}

}  // namespace anban::signals
