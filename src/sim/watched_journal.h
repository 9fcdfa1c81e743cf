// SPDX-License-Identifier: Apache-2.0
// A journal that counts what is under way, so that virtual time waits for the writer's thread: the
// sandbox answers a move of the clock only when everything it caused is durable.
#pragma once

#include <atomic>

#include "ports/forwarding_journal.h"

namespace anban::sim {

class WatchedJournal final : public ForwardingJournal {
 public:
  explicit WatchedJournal(Journal& inner) : ForwardingJournal(inner) {}
  bool is_quiet() const { return under_way_ == 0; }

  Task<Result<Committed>> commit(Transaction transaction) override;
  Task<Result<void>> add_checkpoint(Checkpoint checkpoint) override;
  Task<Result<void>> scrub() override;
  Task<Result<void>> clear() override;

 private:
  std::atomic<int> under_way_{0};
};

}  // namespace anban::sim
