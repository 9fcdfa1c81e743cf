// SPDX-License-Identifier: Apache-2.0
// For tests of this folder: a journal that keeps settings and nothing else.
#pragma once

#include <map>

#include "ports/journal.h"

namespace anban::vault {

class SettingsOnlyJournal final : public Journal {
 public:
  bool refuses_writes = false;

  Task<Result<Committed>> commit(Transaction transaction) override {
    if (refuses_writes) co_return failed(ErrorCode::unavailable, "the disk is full");
    for (SettingRow& row : transaction.settings) rows_[row.name] = row.value;
    co_return Committed{};
  }
  Result<std::vector<SettingRow>> settings(const std::string& prefix) override {
    std::vector<SettingRow> out;
    for (const auto& [name, value] : rows_) {
      if (name.starts_with(prefix)) out.push_back({name, value});
    }
    return out;
  }
  Result<std::optional<PersonRow>> person_by_look_up(const Digest&) override { return none(); }
  Result<std::optional<PersonRow>> person_by_ref(const PersonRef&) override { return none(); }
  Result<std::vector<PersonRow>> persons_to_erase(Instant, std::size_t) override { return none(); }
  Result<std::vector<MessageRow>> messages(const MessageQuery&) override { return none(); }
  Result<std::optional<CredentialRow>> credential(const Digest&) override { return none(); }
  Result<std::vector<CredentialRow>> credentials_of(const std::string&) override { return none(); }
  Result<std::vector<OutboxRow>> outbox_due(Instant, std::size_t) override { return none(); }
  Result<std::vector<OutboxRow>> outbox_all(std::size_t) override { return none(); }
  Result<std::vector<OutboxRow>> outbox_of_case(const CaseId&) override { return none(); }
  Result<std::vector<CaseRow>> cases(std::size_t) override { return none(); }
  Result<std::uint64_t> leaf_count() override { return none(); }
  Result<LogHead> log_head() override { return none(); }
  Result<std::vector<std::string>> leaves(std::uint64_t, std::uint64_t) override { return none(); }
  Result<std::vector<Digest>> leaf_hashes(std::uint64_t, std::uint64_t) override { return none(); }
  Result<std::vector<Checkpoint>> checkpoints(std::size_t) override { return none(); }
  Task<Result<void>> add_checkpoint(Checkpoint) override { co_return Result<void>(); }
  Task<Result<void>> scrub() override { co_return Result<void>(); }
  Task<Result<void>> clear() override { co_return Result<void>(); }

 private:
  static std::unexpected<Error> none() {
    return failed(ErrorCode::unavailable, "only settings are kept here");
  }
  std::map<std::string, std::string> rows_;
};

}  // namespace anban::vault
