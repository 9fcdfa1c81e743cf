// SPDX-License-Identifier: Apache-2.0
// Which of the nine kinds of discrimination (TC260-003, A.2: ethnicity, belief, country, region,
// sex, age, occupation, health, other) a finding is about. Serves O-18 and the taxonomy of O-35:
// the detectors know that a group is brought down, this says which.
#pragma once

#include <array>
#include <string_view>

#include "signals/finding.h"
#include "signals/rule_table.h"
#include "signals/scene.h"

namespace anban::signals {

class DiscriminationKind {
 public:
  explicit DiscriminationKind(const RuleTable& table);
  /// Gives each finding of discrimination the kind ("A.2-13") of the group that is named most often
  /// in its place, else in the text; the first of several; "A.2-17" (other) where none is named.
  /// Kinds that a word list gave stay. Spans are in units of the scene.
  void name(const Scene& scene, Findings& findings) const;

 private:
  struct Group {
    ClassId id;
    std::string_view kind;
  };
  std::string_view kind_in(const Scene& scene, Span place) const;
  std::array<Group, 8> groups_;
};

}  // namespace anban::signals
