// SPDX-License-Identifier: Apache-2.0
// For tests of this folder: the journal in memory, made slow or made to fail, so that tests can see
// what leaves before a record is durable.
#pragma once

#include <utility>

#include "ports/clock.h"
#include "ports/forwarding_journal.h"
#include "store/memory/memory_journal.h"

namespace anban::testing_turn {

class TestJournal final : public ForwardingJournal {
 public:
  TestJournal(const Clock& clock, Timer& timer)
      : ForwardingJournal(memory_), clock_(clock), timer_(timer) {}

  Milliseconds commit_takes{0};
  bool refuses_writes = false;
  bool refuses_reads = false;
  int commits = 0;  // that were durable

  Task<Result<Committed>> commit(Transaction transaction) override {
    if (commit_takes > Milliseconds(0)) {
      auto pausing = timer_.sleep_until(clock_.now() + commit_takes);
      co_await std::move(pausing);
    }
    if (refuses_writes) co_return failed(ErrorCode::unavailable, "the disk is full");
    auto committing = memory_.commit(std::move(transaction));
    Result<Committed> committed = co_await std::move(committing);
    if (committed) ++commits;
    co_return committed;
  }

  Result<std::optional<PersonRow>> person_by_look_up(const Digest& look_up) override {
    if (refuses_reads) return failed(ErrorCode::unavailable, "the disk is gone");
    return memory_.person_by_look_up(look_up);
  }
  Result<std::optional<PersonRow>> person_by_ref(const PersonRef& ref) override {
    if (refuses_reads) return failed(ErrorCode::unavailable, "the disk is gone");
    return memory_.person_by_ref(ref);
  }

  /// Bodies of all leaves, joined with newlines.
  std::string all_leaves() {
    std::string all;
    const auto count = memory_.leaf_count().value();
    for (const std::string& leaf : memory_.leaves(0, count).value()) all += leaf + "\n";
    return all;
  }

 private:
  const Clock& clock_;
  Timer& timer_;
  store::MemoryJournal memory_;
};

}  // namespace anban::testing_turn
