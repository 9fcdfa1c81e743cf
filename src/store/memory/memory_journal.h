// SPDX-License-Identifier: Apache-2.0
// The journal in memory, for simulation, the sandbox and tests: the same behaviour as store/sqlite
// (store/contract.h runs against both), nothing on disk. Thread safe; commit() does not suspend.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "evidence/merkle.h"
#include "ports/journal.h"

namespace anban::store {

class MemoryJournal final : public Journal {
 public:
  /// From now on every write answers `error`, as a broken disk would; nothing mends it.
  void refuse_writes(std::optional<Error> error);
  /// Rows of persons that came with a version which was stored already: somebody wrote from a state
  /// that was not the newest.
  std::uint64_t overtaken() const;

  Task<Result<Committed>> commit(Transaction transaction) override;
  Result<std::optional<PersonRow>> person_by_look_up(const Digest& look_up) override;
  Result<std::optional<PersonRow>> person_by_ref(const PersonRef& ref) override;
  Result<std::vector<PersonRow>> persons_to_erase(Instant until, std::size_t limit) override;
  Result<std::vector<MessageRow>> messages(const MessageQuery& query) override;
  Result<std::optional<CredentialRow>> credential(const Digest& look_up) override;
  Result<std::vector<CredentialRow>> credentials_of(const std::string& subject) override;
  Result<std::vector<SettingRow>> settings(const std::string& prefix) override;
  Result<std::vector<OutboxRow>> outbox_due(Instant now, std::size_t limit) override;
  Result<std::vector<OutboxRow>> outbox_all(std::size_t limit) override;
  Result<std::vector<OutboxRow>> outbox_of_case(const CaseId& care_case) override;
  Result<std::vector<OutboxRow>> outbox_of_reference(const std::string& reference) override;
  Result<std::vector<CaseRow>> cases(std::size_t limit) override;
  Result<std::optional<CaseRow>> case_by_id(const CaseId& id) override;
  Result<std::vector<CaseRow>> cases_where(const CaseQuery& query) override;
  Result<std::vector<CaseRow>> cases_opened(Instant from, Instant to, const CaseId& after,
                                            std::size_t limit) override;
  Result<std::vector<CaseRow>> cases_to_escalate(Instant until, std::size_t limit) override;
  Result<OpenCases> open_cases(Instant now) override;
  Result<std::vector<KeptRow>> kept(const KeptQuery& query) override;
  Result<std::uint64_t> leaf_count() override;
  Result<LogHead> log_head() override;
  Result<std::vector<std::string>> leaves(std::uint64_t from, std::uint64_t to) override;
  Result<std::vector<Digest>> leaf_hashes(std::uint64_t from, std::uint64_t to) override;
  Result<std::vector<Checkpoint>> checkpoints(std::size_t limit) override;
  Task<Result<void>> add_checkpoint(Checkpoint checkpoint) override;
  Task<Result<void>> scrub() override;
  Task<Result<void>> clear() override;

 private:
  Result<void> check(const Transaction& transaction) const;
  Result<void> check_persons(const Transaction& transaction) const;
  void put_person(const PersonRow& row);
  void put_message(MessageRow row);
  void put_outbox(OutboxRow row);
  Result<void> check_cases(const Transaction& transaction) const;
  const CaseRow* find_case(const CaseId& id) const;
  void put_case(CaseRow row);
  void add_case_turn(const CaseTurn& turn);
  static void forget_person(CaseRow& row);
  void put_kept(KeptRow row);
  void put_leaf(LeafRow row);
  void erase_person(const PersonRef& ref);
  Result<void> writes_work() const;

  mutable std::mutex mutex_;
  std::optional<Error> refusal_;
  std::unordered_map<PersonRef, PersonRow> persons_;
  std::map<Digest, PersonRef> names_;
  std::unordered_set<PersonRef> erased_;
  std::uint64_t overtaken_ = 0;
  std::uint64_t next_message_ = 0;
  std::unordered_map<TurnId, std::uint64_t> message_numbers_;
  std::map<std::pair<PersonRef, std::uint64_t>, MessageRow> messages_;
  std::vector<OutboxRow> outbox_;
  std::vector<CaseRow> cases_;
  std::unordered_map<CaseId, std::size_t> case_places_;
  std::map<Digest, CredentialRow> credentials_;
  std::map<std::string, std::string> settings_;
  std::map<std::tuple<PersonRef, std::string, std::string>, KeptRow> kept_;
  std::vector<std::string> leaves_;
  std::vector<Digest> leaf_hashes_;
  evidence::Frontier frontier_;
  std::vector<Checkpoint> checkpoints_;
};

}  // namespace anban::store
