// SPDX-License-Identifier: Apache-2.0
// For tests of this folder: a journal that holds outbox rows only and can be made to refuse, and a
// vault that seals by reversing.
#pragma once

#include <algorithm>
#include <map>

#include "ports/journal.h"
#include "ports/vault.h"

namespace anban::notify {

class TestJournal final : public Journal {
 public:
  std::map<NotificationId, OutboxRow> rows;
  bool refuses_writes = false;
  bool refuses_reads = false;
  int due_reads = 0;  // how often it was asked what is due

  Task<Result<Committed>> commit(Transaction transaction) override {
    if (refuses_writes) co_return failed(ErrorCode::unavailable, "the disk is full");
    for (OutboxRow& row : transaction.outbox) rows[row.id] = std::move(row);
    co_return Committed{};
  }
  Result<std::vector<OutboxRow>> outbox_due(Instant now, std::size_t limit) override {
    ++due_reads;
    return some(limit, [&](const OutboxRow& row) {
      return row.state == OutboxState::pending && row.next_attempt <= now;
    });
  }
  Result<std::vector<OutboxRow>> outbox_all(std::size_t limit) override {
    auto all = some(rows.size(), [](const OutboxRow&) { return true; });
    if (!all) return all;
    std::reverse(all->begin(), all->end());
    all->resize(std::min(limit, all->size()));
    return all;
  }
  Result<std::vector<OutboxRow>> outbox_of_case(const CaseId& care_case) override {
    return some(rows.size(), [&](const OutboxRow& row) { return row.care_case == care_case; });
  }
  Result<std::vector<OutboxRow>> outbox_of_reference(const std::string& reference) override {
    return some(rows.size(), [&](const OutboxRow& row) { return row.reference == reference; });
  }

  Result<std::optional<PersonRow>> person_by_look_up(const Digest&) override { return nothing(); }
  Result<std::optional<PersonRow>> person_by_ref(const PersonRef&) override { return nothing(); }
  Result<std::vector<PersonRow>> persons_to_erase(Instant, std::size_t) override {
    return nothing();
  }
  Result<std::vector<MessageRow>> messages(const MessageQuery&) override { return nothing(); }
  Result<std::optional<CredentialRow>> credential(const Digest&) override { return nothing(); }
  Result<std::vector<CredentialRow>> credentials_of(const std::string&) override {
    return nothing();
  }
  Result<std::vector<SettingRow>> settings(const std::string&) override { return nothing(); }
  Result<std::vector<CaseRow>> cases(std::size_t) override { return nothing(); }
  Result<std::optional<CaseRow>> case_by_id(const CaseId&) override { return nothing(); }
  Result<std::vector<CaseRow>> cases_where(const CaseQuery&) override { return nothing(); }
  Result<std::vector<CaseRow>> cases_opened(Instant, Instant, const CaseId&, std::size_t) override {
    return nothing();
  }
  Result<std::vector<CaseRow>> cases_to_escalate(Instant, std::size_t) override {
    return nothing();
  }
  Result<OpenCases> open_cases(Instant) override { return nothing(); }
  Result<std::vector<KeptRow>> kept(const KeptQuery&) override { return nothing(); }
  Result<std::uint64_t> leaf_count() override { return nothing(); }
  Result<LogHead> log_head() override { return nothing(); }
  Result<std::vector<std::string>> leaves(std::uint64_t, std::uint64_t) override {
    return nothing();
  }
  Result<std::vector<Digest>> leaf_hashes(std::uint64_t, std::uint64_t) override {
    return nothing();
  }
  Result<std::vector<Checkpoint>> checkpoints(std::size_t) override { return nothing(); }
  Task<Result<void>> add_checkpoint(Checkpoint) override { co_return Result<void>(); }
  Task<Result<void>> scrub() override { co_return Result<void>(); }
  Task<Result<void>> clear() override { co_return Result<void>(); }

 private:
  static std::unexpected<Error> nothing() {
    return failed(ErrorCode::unavailable, "not kept here");
  }
  template <class Wanted>
  Result<std::vector<OutboxRow>> some(std::size_t limit, Wanted wanted) {
    if (refuses_reads) return nothing();
    std::vector<OutboxRow> found;
    for (const auto& [id, row] : rows) {
      if (wanted(row)) found.push_back(row);
    }
    std::sort(found.begin(), found.end(), [](const OutboxRow& a, const OutboxRow& b) {
      return std::pair(a.next_attempt, a.id) < std::pair(b.next_attempt, b.id);
    });
    found.resize(std::min(limit, found.size()));
    return found;
  }
};

class TestVault final : public Vault {
 public:
  DataKey new_key() override { return DataKey({}); }
  Bytes wrap(const DataKey&, std::string_view) override { return {}; }
  Result<DataKey> unwrap(BytesView, std::string_view) override { return DataKey({}); }
  Bytes seal(const DataKey&, std::string_view purpose, BytesView plain) override {
    return std::string(purpose) + ":" + Bytes(plain.rbegin(), plain.rend());
  }
  Result<Bytes> open(const DataKey&, std::string_view purpose, BytesView sealed) override {
    const std::string mark = std::string(purpose) + ":";
    if (!sealed.starts_with(mark)) return failed(ErrorCode::denied, "sealed for another purpose");
    const BytesView rest = sealed.substr(mark.size());
    return Bytes(rest.rbegin(), rest.rend());
  }
  Digest look_up(std::string_view, std::string_view text) const override { return sha256(text); }
  Bytes sign(BytesView) const override { return {}; }
  Bytes public_key() const override { return {}; }
};

}  // namespace anban::notify
