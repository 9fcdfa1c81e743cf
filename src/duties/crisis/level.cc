// SPDX-License-Identifier: Apache-2.0
// The level from the kind and from what was heard.
#include "duties/crisis/level.h"

#include <algorithm>

namespace anban::duties {
namespace {

using signals::Category;
using signals::Finding;

bool tells_of_an_attempt(const TurnFacts& facts) {
  return std::any_of(facts.about_person.begin(), facts.about_person.end(), [](const Finding& each) {
    return each.decided && each.category == Category::crisis_tier2 && each.kind == "attempt";
  });
}

}  // namespace

int crisis_level(CrisisKind kind, const TurnFacts& facts) {
  switch (kind) {
    case CrisisKind::life_danger:
    case CrisisKind::violence:
    case CrisisKind::medical: return 4;
    case CrisisKind::self_harm: return facts.is_imminent || tells_of_an_attempt(facts) ? 4 : 3;
    default: return 0;
  }
}

const char* priority_of(int level) {
  if (level >= 4) return "P0";
  return level == 3 ? "P1" : "P2";
}

}  // namespace anban::duties
