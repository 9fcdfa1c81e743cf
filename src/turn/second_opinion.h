// SPDX-License-Identifier: Apache-2.0
// A second opinion (optional, by configuration): an operator's guard model is asked about a turn on
// which a built-in detector is neither sure nor sure of the opposite. It can only confirm what the
// built-in detectors doubted; it takes nothing away, and nobody outside is told on its word. What
// it does not say in time is unknown, recorded as such, and the built-in decision stands. It gets
// the person's newest words after masking, only of people whose words may go to the model server.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "turn/turn.h"
#include "wire/guard_model.h"

namespace anban {

struct GuardSettings {
  std::string name = "guard";  // as records and metrics call it
  std::string model;
  wire::GuardStyle style = wire::GuardStyle::qwen3guard;
  std::string policy;                         // the question of style policy
  std::vector<signals::Category> categories;  // asked about; empty: all that the style knows
  Milliseconds deadline{300};
  double grey_from = 0.35;  // probability, included
  double grey_to = 0.65;    // excluded
  int share_most = 3;       // percent of turns
};

class SecondOpinion {
 public:
  /// What is passed lives longer.
  SecondOpinion(GuardSettings settings, Upstream& guard, Clock& clock, Timer& timer, Meters& meters)
      : settings_(std::move(settings)),
        guard_(guard),
        clock_(clock),
        timer_(timer),
        meters_(meters) {}

  /// Asks where a finding about the person lies in the grey band and the budget allows it; changes
  /// turn.facts.about_person and turn.second_opinion. Takes at most the deadline and a tick of the
  /// timer. Never fails. The caller does not hold the person's mutex.
  Task<void> ask(Turn& turn);

  /// Whether one of the findings is worth asking about.
  bool is_grey(const signals::Findings& findings) const;

 private:
  struct Heard;
  bool is_grey(const signals::Finding& finding) const;
  bool takes_from_budget();
  Task<Heard> hear(std::string text);
  void weigh(Turn& turn, const wire::GuardAnswer& answer);
  void confirm(Turn& turn, const wire::GuardAnswer& answer);
  void not_known(Turn& turn, GuardUnknown why);

  const GuardSettings settings_;
  Upstream& guard_;
  Clock& clock_;
  Timer& timer_;
  Meters& meters_;
  std::atomic<int> budget_{0};  // hundredths of a question
};

}  // namespace anban
