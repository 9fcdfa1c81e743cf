// SPDX-License-Identifier: Apache-2.0
// Carries one Transaction into the tables, inside a database transaction that the writer opened.
// What fails here is undone by the writer, the frontier included.
#pragma once

#include <initializer_list>
#include <memory>
#include <optional>

#include "evidence/merkle.h"
#include "ports/journal.h"
#include "store/sqlite/database.h"

namespace anban::store {

class Apply {
 public:
  /// Prepares every statement once and reads the head of the log.
  static Result<std::unique_ptr<Apply>> make(Connection& connection);
  Apply(const Apply&) = delete;
  Apply& operator=(const Apply&) = delete;

  /// Errors: invalid (a row that cannot be stored; `what` of the transaction is in the detail), and
  /// those of the disk.
  Result<Committed> transaction(const Transaction& transaction);
  Result<void> checkpoint(const Checkpoint& checkpoint);
  /// Deletes every row of every table.
  Result<void> everything_erased();
  /// Stores the head of the log; once before a commit in which it has grown.
  Result<void> head();

  evidence::Frontier frontier() const { return frontier_; }
  /// Back to a frontier taken before a batch that failed.
  void take_back(evidence::Frontier frontier);

 private:
  explicit Apply(Connection& connection) : connection_(connection) {}
  struct Wanted {
    Statement* statement;
    const char* sql;
  };
  Result<void> prepare();
  Result<void> prepare_persons();
  Result<void> prepare_rows();
  Result<void> prepare_cases();
  Result<void> prepare_all(std::initializer_list<Wanted> all);
  Result<void> load_head();
  struct Known {
    std::int64_t number = 0;
    std::int64_t version = 0;
    bool is_as_stored = false;  // name, key and time of erasure need no write
  };
  Result<std::optional<Known>> find(const PersonRow& row);
  Result<void> person(const PersonRow& row);
  Result<void> change_person(const PersonRow& row);
  Result<void> insert_person(const PersonRow& row);
  Result<void> message(const MessageRow& row);
  Result<void> leaf(const LeafRow& row);
  Result<void> outbox(const OutboxRow& row);
  Result<void> care_case(const CaseRow& row);
  Result<std::int64_t> version_of(const CaseId& id);
  Result<void> case_turn(const CaseTurn& turn);
  Result<void> credential(const CredentialRow& row);
  Result<void> setting(const SettingRow& row);
  Result<void> kept(const KeptRow& row);
  Result<void> erase(const PersonRef& ref);
  Result<void> erase(const TurnId& turn);
  Result<bool> is_erased(const PersonRef& ref);
  /// The stored number of a person; 0 where there is none.
  Result<std::int64_t> number_of(const PersonRef& ref);

  Connection& connection_;
  evidence::Frontier frontier_;
  /// The person whom the transaction touched last: their message follows.
  PersonRef last_ref_;
  std::int64_t last_number_ = 0;

  Statement find_person_, find_number_, add_person_, add_state_, set_person_, set_profile_;
  Statement set_state_, find_erased_, add_erased_, drop_person_, drop_outbox_, drop_credentials_;
  Statement unlink_cases_, put_message_, drop_message_, add_leaf_, put_head_, put_outbox_;
  Statement put_case_, put_credential_, put_setting_, drop_setting_, add_checkpoint_;
  Statement put_kept_, drop_kept_, find_case_, add_case_turn_;
};

}  // namespace anban::store
