// SPDX-License-Identifier: Apache-2.0
// Read-only connections with their prepared statements, lent to whichever thread reads. Opened when
// first needed, at most as many as threads read at the same time, and never more than readers_max.
#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "store/sqlite/database.h"

namespace anban::store {

enum class Query : std::size_t {
  person_by_look_up,
  person_by_ref,
  persons_to_erase,
  messages_of_person,
  message_of_turn,
  all_messages,
  number_of_turn,
  credential,
  credentials_of,
  settings,
  outbox_due,
  outbox_all,
  outbox_of_case,
  outbox_of_reference,
  cases,
  case_by_id,
  cases_live,
  cases_past,
  cases_past_of_kind,
  cases_past_of_state,
  cases_of_person,
  cases_opened,
  cases_to_escalate,
  open_cases,
  kept_of_person,
  kept_by_mark,
  leaf_count,
  leaves,
  leaf_hashes,
  checkpoints,
  log_head,
  count_
};

class Reader {
 public:
  explicit Reader(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
  /// The statement of `query`, prepared on first use, ready to bind.
  Result<Statement*> statement(Query query);

 private:
  std::unique_ptr<Connection> connection_;
  std::array<Statement, static_cast<std::size_t>(Query::count_)> statements_;
};

class Readers {
 public:
  static constexpr std::size_t readers_max = 16;  // 2 MiB of cache each
  Readers(std::filesystem::path file, std::string vfs)
      : file_(std::move(file)), vfs_(std::move(vfs)) {}
  Readers(const Readers&) = delete;
  Readers& operator=(const Readers&) = delete;

  class Lease {
   public:
    Lease(Readers& owner, std::unique_ptr<Reader> reader)
        : owner_(&owner), reader_(std::move(reader)) {}
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (reader_) owner_->give_back(std::move(reader_));
    }
    Reader* operator->() { return reader_.get(); }

   private:
    Readers* owner_;
    std::unique_ptr<Reader> reader_;
  };
  /// Waits where all are lent. Errors: unavailable, corrupt.
  Result<Lease> take();

 private:
  void give_back(std::unique_ptr<Reader> reader);
  Result<std::unique_ptr<Reader>> open() const;
  std::filesystem::path file_;
  std::string vfs_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable came_back_;
  std::vector<std::unique_ptr<Reader>> idle_;
  std::size_t opened_ = 0;
};

}  // namespace anban::store
