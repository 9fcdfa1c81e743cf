// SPDX-License-Identifier: Apache-2.0
// Which kind of sensitive personal information a finding is about (PIPL Art. 28, O-154): health,
// finance, religion, whereabouts, biometrics, identity, under_14; and which findings are sensitive
// at all. The rules know the kind; the trained model only knows that it is sensitive, this says
// why.
#pragma once

#include <array>
#include <string_view>

#include "signals/finding.h"
#include "signals/rule_table.h"
#include "signals/scene.h"

namespace anban::signals {

class SensitiveKind {
 public:
  explicit SensitiveKind(const RuleTable& table);
  /// Gives each finding of `sensitive_pi` without a kind the kind that is named most often in its
  /// place, else in the text; the first of several; "other" where none is named. Spans are in units
  /// of the scene.
  void name(const Scene& scene, Findings& findings) const;

 private:
  struct Group {
    ClassId id;
    std::string_view kind;
  };
  std::string_view kind_in(const Scene& scene, Span place) const;
  std::array<Group, 7> groups_;
};

/// Whether a finding is sensitive personal information: `sensitive_pi`, or an identifier whose
/// misuse opens somebody's identity, money or door (`pi` of kind resident_id, passport, bank_card,
/// mobile or address). Only decided findings are.
bool is_sensitive(const Finding& finding);

}  // namespace anban::signals
