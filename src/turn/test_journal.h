// SPDX-License-Identifier: Apache-2.0
// For tests of this folder: the journal in memory, made slow or made to fail, so that tests can see
// what leaves before a record is durable.
#pragma once

#include <utility>

#include "ports/clock.h"
#include "store/memory/memory_journal.h"

namespace anban::testing_turn {

class TestJournal final : public Journal {
 public:
  TestJournal(const Clock& clock, Timer& timer) : clock_(clock), timer_(timer) {}

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
    auto committing = inner_.commit(std::move(transaction));
    Result<Committed> committed = co_await std::move(committing);
    if (committed) ++commits;
    co_return committed;
  }

  Result<std::optional<PersonRow>> person_by_look_up(const Digest& look_up) override {
    if (refuses_reads) return failed(ErrorCode::unavailable, "the disk is gone");
    return inner_.person_by_look_up(look_up);
  }
  Result<std::optional<PersonRow>> person_by_ref(const PersonRef& ref) override {
    if (refuses_reads) return failed(ErrorCode::unavailable, "the disk is gone");
    return inner_.person_by_ref(ref);
  }
  Result<std::vector<PersonRow>> persons_to_erase(Instant until, std::size_t limit) override {
    return inner_.persons_to_erase(until, limit);
  }
  Result<std::vector<MessageRow>> messages(const MessageQuery& query) override {
    return inner_.messages(query);
  }
  Result<std::optional<CredentialRow>> credential(const Digest& look_up) override {
    return inner_.credential(look_up);
  }
  Result<std::vector<CredentialRow>> credentials_of(const std::string& subject) override {
    return inner_.credentials_of(subject);
  }
  Result<std::vector<SettingRow>> settings(const std::string& prefix) override {
    return inner_.settings(prefix);
  }
  Result<std::vector<OutboxRow>> outbox_due(Instant now, std::size_t limit) override {
    return inner_.outbox_due(now, limit);
  }
  Result<std::vector<OutboxRow>> outbox_all(std::size_t limit) override {
    return inner_.outbox_all(limit);
  }
  Result<std::vector<OutboxRow>> outbox_of_case(const CaseId& care_case) override {
    return inner_.outbox_of_case(care_case);
  }
  Result<std::vector<CaseRow>> cases(std::size_t limit) override { return inner_.cases(limit); }
  Result<std::uint64_t> leaf_count() override { return inner_.leaf_count(); }
  Result<LogHead> log_head() override { return inner_.log_head(); }
  Result<std::vector<std::string>> leaves(std::uint64_t from, std::uint64_t to) override {
    return inner_.leaves(from, to);
  }
  Result<std::vector<Digest>> leaf_hashes(std::uint64_t from, std::uint64_t to) override {
    return inner_.leaf_hashes(from, to);
  }
  Result<std::vector<Checkpoint>> checkpoints(std::size_t limit) override {
    return inner_.checkpoints(limit);
  }
  Task<Result<void>> add_checkpoint(Checkpoint checkpoint) override {
    return inner_.add_checkpoint(std::move(checkpoint));
  }
  Task<Result<void>> scrub() override { return inner_.scrub(); }
  Task<Result<void>> clear() override { return inner_.clear(); }

  /// Bodies of all leaves, joined with newlines.
  std::string all_leaves() {
    std::string all;
    const auto count = inner_.leaf_count().value();
    for (const std::string& leaf : inner_.leaves(0, count).value()) all += leaf + "\n";
    return all;
  }

 private:
  const Clock& clock_;
  Timer& timer_;
  store::MemoryJournal inner_;
};

}  // namespace anban::testing_turn
