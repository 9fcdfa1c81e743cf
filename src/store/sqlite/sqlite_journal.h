// SPDX-License-Identifier: Apache-2.0
// The journal in a data folder: SQLite with a write-ahead log, a full sync before anything is
// acknowledged, one writer that batches, readers beside it. Files: anban.db, anban.db-wal,
// anban.db-shm, anban.lock. Personal content reaches it sealed.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

#include "base/event_log.h"
#include "ports/journal.h"
#include "store/sqlite/database.h"
#include "store/sqlite/pause.h"

namespace anban::store {

class FolderLock;
class Readers;
class WalKeeper;
class Writer;

struct SqliteOptions {
  std::filesystem::path folder = {};
  /// read_only looks into a folder that a server may be using; every write is then `unavailable`.
  Access access = Access::read_write;
  std::size_t queue_max = 4096;  // waiting transactions; more are `exhausted`
  std::string vfs = {};          // SQLite's file layer; empty: the system's (tests inject faults)
  WalLimits wal = {};
  const EventLog* log = nullptr;  // must outlive the journal
};

class SqliteJournal final : public Journal {
 public:
  /// Opens or makes the folder's database and upgrades its tables. Errors: unavailable (in use by
  /// another anban, read-only, disk full), invalid (written by a newer or another program),
  /// corrupt, not_found (read_only and nothing there).
  static Result<std::unique_ptr<SqliteJournal>> open(SqliteOptions options);
  /// Finishes what is queued. Event loops that wait for commits must still exist.
  ~SqliteJournal() override;

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
  SqliteJournal();
  Result<void> open_writer(const SqliteOptions& options);
  std::filesystem::path file_;
  Pause pause_;  // held by the writer, and by the keeper for the end of a long pass
  std::unique_ptr<FolderLock> lock_;
  std::unique_ptr<Readers> readers_;
  std::unique_ptr<Writer> writer_;  // null where read-only
  std::unique_ptr<WalKeeper> keeper_;
};

}  // namespace anban::store
