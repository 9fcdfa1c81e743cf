// SPDX-License-Identifier: Apache-2.0
// From scores to decisions: probabilities by Platt's method, and the one frozen threshold of a
// head, chosen on texts that the scores did not learn from, for rules and model together.
#pragma once

#include <cstdint>
#include <vector>

#include "signals/finding.h"

namespace anban::learning {

/// A score of one head, and what is known of its text.
struct Judged {
  float score = 0;
  bool yes = false;
  bool known = false;     // else only assumed not to be
  bool by_strong_rule = false;
  bool by_weak_rule = false;
};

/// Right, wrong and missed decisions.
struct Tally {
  std::uint32_t right = 0;
  std::uint32_t wrong = 0;
  std::uint32_t missed = 0;
  std::uint32_t passed = 0;
  void add(bool is, bool heard);
  double precision() const;
  double recall() const;
  double f1() const;
  double accuracy() const;
  /// Of those that are not, the share taken for it.
  double false_share() const;
};

/// What a head is asked to keep.
struct Aim {
  double precision = 0.9;          // at least, on labelled texts
  double false_elsewhere = 0.001;  // at most, on texts that are assumed not to be
  float least = 0.9F;              // threshold: sets by few authors promise more than talk keeps
};
Aim aim_of(signals::Category category);

struct Calibration {
  float slope = 1;
  float offset = 0;
  float threshold = 2;
  float doubt = -1;
  Tally model;           // alone, at the threshold
  Tally rules;           // alone
  Tally both;            // as the server decides
  double average_precision = 0;  // of the scores, over the labelled texts
  double elsewhere = 0;  // share of texts assumed not to be which are taken for it
};

Calibration calibrate(const std::vector<Judged>& judged, const Aim& aim);

}  // namespace anban::learning
