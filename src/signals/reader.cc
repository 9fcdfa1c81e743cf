// SPDX-License-Identifier: Apache-2.0
// Read once, then ask each detector in turn.
#include "signals/reader.h"

#include <iterator>
#include <utility>

#include "signals/identifiers.h"
#include "signals/leaving.h"
#include "signals/names.h"
#include "signals/numbers.h"

namespace anban::signals {
namespace {

void join(Findings& all, Findings more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

Reader::Reader(const RuleTable& table, const pack::Pack& pack)
    : rules_(table), words_(table, pack), score_(table) {}

Reader::Reader(const RuleTable& table, RuleSet rules, WordImage words)
    : rules_(std::move(rules)), words_(std::move(words)), score_(table) {}

Noticed Reader::read(std::span<const Unit> units, Role role) const {
  Reading reading = words_.read(units, role);
  Findings findings = words_.judge(units, reading);
  std::vector<Hit>& classes = reading.classes;
  const std::vector<Hit> numbers = number_hits(units);
  classes.insert(classes.end(), numbers.begin(), numbers.end());
  if (role == Role::user) {
    const std::vector<Hit> names = name_hits(units);
    classes.insert(classes.end(), names.begin(), names.end());
  }
  Noticed noticed{Scene(units, classes), std::move(findings), {}};
  Findings by_rules = rules_.judge(noticed.scene, role, &noticed.denied);
  words_.drop_covered(reading, by_rules);
  for (const Hit& hit : reading.words) {
    const CompiledWord& word = words_.word(hit.id);
    if (word.tier != pack::Tier::ignore) continue;
    noticed.denied.push_back({word.category, Guard::deny, hit.begin});
  }
  join(noticed.findings, std::move(by_rules));
  if (role != Role::character_card) join(noticed.findings, identifiers_in(units));
  if (role == Role::user) {
    if (auto leaving = leaving_of(noticed.scene)) noticed.findings.push_back(std::move(*leaving));
    score_.add(noticed.scene, noticed.findings);
  }
  return noticed;
}

}  // namespace anban::signals
