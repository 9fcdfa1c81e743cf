// SPDX-License-Identifier: Apache-2.0
// From scores to decisions: probabilities by Platt's method, and the one frozen threshold of a
// head, chosen on texts that the scores did not learn from, for rules and model together.
#pragma once

#include <cstdint>
#include <vector>

#include "learning/samples.h"
#include "signals/finding.h"

namespace anban::learning {

/// A score of one head, and what is known of its text.
struct Judged {
  float score = 0;
  bool yes = false;
  bool known = false;  // else only assumed not to be
  bool by_strong_rule = false;
  bool by_weak_rule = false;
  bool denied = false;  // the model may only suspect it
  Talk talk = Talk::labelled;
  std::uint32_t stream = 0;  // which public stream of ordinary talk it is of; 0: of none
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

/// What a head alone is asked to keep; what all may cost together: budget.h.
struct Aim {
  double chat = 0.001;     // at most, of what people simply say
  double near = 0.003;     // at most, of what only looks like something
  double stream = 0.002;   // at most, of each public stream
  double precision = 0.8;  // at least, on labelled texts; their negatives are near misses
  double worth = 1;        // of its recall, beside that of others
};
/// The one table of what false alarms may cost; docs/detection.md tells it.
Aim aim_of(signals::Category category);

struct Calibration {
  float slope = 1;
  float offset = 0;
  float threshold = 2;
  float doubt = -1;
  Tally model;                   // alone, at the threshold
  Tally rules;                   // alone
  Tally both;                    // as the server decides
  double average_precision = 0;  // of the scores, over the labelled texts
  double in_chat = 0;            // share of what people simply say that is taken for it
  double in_near = 0;            // share of what only looks like it
  double in_stream = 0;          // share of the worst public stream
  float probability(float score) const;
};

/// Slope, offset, and the lowest threshold that keeps the aim.
Calibration calibrate(const std::vector<Judged>& judged, const Aim& aim);

/// At a threshold that stands: how far to doubt weak rules, and the tallies.
void settle(const std::vector<Judged>& judged, Calibration& made);

}  // namespace anban::learning
