// SPDX-License-Identifier: Apache-2.0
// Rows into tables. The hot path of a turn is one read and one update of the person's state, one
// message and one leaf.
#include "store/sqlite/apply.h"

namespace anban::store {
namespace {

Result<void> refused(const char* why) { return failed(ErrorCode::invalid, why); }

template <class Rows, class Put>
Result<void> each(const Rows& rows, Put put) {
  for (const auto& row : rows) {
    auto done = put(row);
    if (!done) return done;
  }
  return {};
}

constexpr const char* another_person = "that name belongs to another registered person";

}  // namespace

Result<std::unique_ptr<Apply>> Apply::make(Connection& connection) {
  std::unique_ptr<Apply> out(new Apply(connection));
  auto ready = out->prepare();
  if (ready) ready = out->load_head();
  if (!ready) return failed(ready);
  return out;
}

Result<void> Apply::load_head() {
  auto statement = connection_.prepare("SELECT size, frontier FROM log_head WHERE number = 1");
  if (!statement) return failed(statement);
  const auto row = statement->step();
  if (!row) return failed(row);
  if (!*row) return failed(ErrorCode::corrupt, "the head of the evidence log is missing");
  auto frontier = evidence::Frontier::from_bytes(
      static_cast<std::uint64_t>(statement->number_at(0)), statement->view_at(1));
  if (!frontier) return failed(frontier);
  frontier_ = std::move(*frontier);
  return {};
}

void Apply::take_back(evidence::Frontier frontier) {
  frontier_ = std::move(frontier);
  last_ref_ = PersonRef();
}

Result<Committed> Apply::transaction(const Transaction& transaction) {
  const Committed committed{frontier_.size()};
  last_ref_ = PersonRef();
  auto done = each(transaction.persons, [this](const auto& row) { return person(row); });
  if (done) done = each(transaction.messages, [this](const auto& row) { return message(row); });
  if (done) done = each(transaction.leaves, [this](const auto& row) { return leaf(row); });
  if (done) done = each(transaction.outbox, [this](const auto& row) { return outbox(row); });
  if (done) done = each(transaction.cases, [this](const auto& row) { return care_case(row); });
  if (done) done = each(transaction.case_turns, [this](const auto& row) { return case_turn(row); });
  if (done)
    done = each(transaction.credentials, [this](const auto& row) { return credential(row); });
  if (done) done = each(transaction.settings, [this](const auto& row) { return setting(row); });
  if (done) done = each(transaction.kept, [this](const auto& row) { return kept(row); });
  if (done) done = each(transaction.erased_persons, [this](const auto& row) { return erase(row); });
  if (done) done = each(transaction.erased_turns, [this](const auto& row) { return erase(row); });
  if (!done) return failed(done);
  return committed;
}

Result<std::optional<Apply::Known>> Apply::find(const PersonRow& row) {
  StatementUse found(find_person_);
  const auto exists = found->text(1, row.ref.text).step();
  if (!exists) return failed(exists);
  if (!*exists) return std::optional<Known>();
  Known known;
  known.number = found->number_at(0);
  known.version = found->number_at(4);
  const bool keeps_key = row.wrapped_key.empty() || found->view_at(2) == row.wrapped_key;
  known.is_as_stored = keeps_key && found->view_at(1) == row.look_up.view() &&
                       found->maybe_instant_at(3) == row.erase_at;
  return std::optional<Known>(known);
}

Result<void> Apply::person(const PersonRow& row) {
  if (row.ref.empty()) return refused("a person's row has no reference");
  const auto known = find(row);
  if (!known) return failed(known);
  if (!*known) return insert_person(row);
  last_ref_ = row.ref;
  last_number_ = (*known)->number;
  if (row.version < (*known)->version) return {};
  if (!(*known)->is_as_stored) {
    const auto done = change_person(row);
    if (!done) return done;
  }
  if (!row.sealed_profile.empty()) {
    const auto done = set_profile_.bytes(1, row.sealed_profile).number(2, last_number_).run();
    if (!done) return done;
  }
  return set_state_.number(1, row.version).bytes(2, row.sealed_state).number(3, last_number_).run();
}

Result<void> Apply::change_person(const PersonRow& row) {
  set_person_.digest(1, row.look_up).instant(3, row.erase_at).number(4, last_number_);
  if (row.wrapped_key.empty()) {
    set_person_.null(2);
  } else {
    set_person_.bytes(2, row.wrapped_key);
  }
  const auto done = set_person_.run();
  if (!done && done.error().code == ErrorCode::invalid) return refused(another_person);
  return done;
}

Result<void> Apply::insert_person(const PersonRow& row) {
  const auto gone = is_erased(row.ref);
  if (!gone) return failed(gone);
  if (*gone) return {};
  add_person_.text(1, row.ref.text).digest(2, row.look_up).bytes(3, row.wrapped_key);
  const auto added = add_person_.bytes(4, row.sealed_profile).instant(5, row.erase_at).run();
  if (!added && added.error().code == ErrorCode::invalid) return refused(another_person);
  if (!added) return added;
  last_ref_ = row.ref;
  last_number_ = sqlite3_last_insert_rowid(connection_.raw());
  return add_state_.number(1, last_number_).number(2, row.version).bytes(3, row.sealed_state).run();
}

Result<bool> Apply::is_erased(const PersonRef& ref) {
  if (ref.empty()) return false;
  StatementUse erased(find_erased_);
  return erased->text(1, ref.text).step();
}

Result<std::int64_t> Apply::number_of(const PersonRef& ref) {
  if (!ref.empty() && ref == last_ref_) return last_number_;
  StatementUse known(find_number_);
  const auto found = known->text(1, ref.text).step();
  if (!found) return failed(found);
  return *found ? known->number_at(0) : 0;
}

Result<void> Apply::message(const MessageRow& row) {
  const auto number = number_of(row.person);
  if (!number) return failed(number);
  if (*number == 0) {
    const auto gone = is_erased(row.person);
    if (!gone) return failed(gone);
    if (*gone) return {};
    return refused("a message of a person who is not registered");
  }
  put_message_.number(1, *number).text(2, row.turn.text).text(3, row.session.text);
  put_message_.text(4, row.character.text).instant(5, row.at).bytes(6, row.sealed);
  return put_message_.run();
}

Result<void> Apply::leaf(const LeafRow& row) {
  const Digest hash = evidence::leaf_hash(row.body);
  add_leaf_.number(1, static_cast<std::int64_t>(frontier_.size()));
  const auto done = add_leaf_.digest(2, hash).text(3, row.body).run();
  if (!done) return done;
  frontier_.append(hash);
  return {};
}

Result<void> Apply::head() {
  const Bytes peaks = frontier_.to_bytes();
  put_head_.number(1, static_cast<std::int64_t>(frontier_.size()));
  return put_head_.bytes(2, peaks).run();
}

Result<void> Apply::credential(const CredentialRow& row) {
  put_credential_.digest(1, row.look_up).text(2, row.kind).text(3, row.id.text);
  put_credential_.text(4, row.subject).text(5, row.scopes).instant(6, row.created);
  put_credential_.instant(7, row.expires).number(8, row.failures);
  return put_credential_.number(9, row.revoked ? 1 : 0).run();
}

Result<void> Apply::setting(const SettingRow& row) {
  if (row.value.empty()) return drop_setting_.text(1, row.name).run();
  return put_setting_.text(1, row.name).text(2, row.value).run();
}

Result<void> Apply::kept(const KeptRow& row) {
  const auto number = number_of(row.person);
  if (!number) return failed(number);
  if (*number == 0) return {};
  Statement& statement = row.sealed.empty() ? drop_kept_ : put_kept_;
  statement.number(1, *number).text(2, row.kind).text(3, row.id);
  if (row.sealed.empty()) return statement.run();
  if (row.mark) {
    statement.digest(4, *row.mark);
  } else {
    statement.null(4);
  }
  return statement.bytes(5, row.sealed).run();
}

Result<void> Apply::erase(const PersonRef& ref) {
  if (ref.empty()) return {};
  last_ref_ = PersonRef();
  const std::string links_from = ref.text + "/";
  const std::string links_to = ref.text + "0";  // '0' follows '/'
  for (Statement* statement : {&add_erased_, &drop_person_, &drop_outbox_, &unlink_cases_}) {
    const auto done = statement->text(1, ref.text).run();
    if (!done) return done;
  }
  return drop_credentials_.text(1, ref.text).text(2, links_from).text(3, links_to).run();
}

Result<void> Apply::erase(const TurnId& turn) { return drop_message_.text(1, turn.text).run(); }

Result<void> Apply::checkpoint(const Checkpoint& checkpoint) {
  if (checkpoint.size > frontier_.size()) {
    return refused("the checkpoint covers more leaves than there are");
  }
  add_checkpoint_.number(1, static_cast<std::int64_t>(checkpoint.size));
  add_checkpoint_.digest(2, checkpoint.root).instant(3, checkpoint.at);
  return add_checkpoint_.bytes(4, checkpoint.signature).run();
}

Result<void> Apply::everything_erased() {
  const auto done = connection_.execute(
      "DELETE FROM kept; DELETE FROM messages; DELETE FROM states; DELETE FROM persons; DELETE "
      "FROM erased;"
      "DELETE FROM leaves; DELETE FROM checkpoints; DELETE FROM outbox; DELETE FROM cases;"
      "DELETE FROM credentials; DELETE FROM settings;"
      "UPDATE log_head SET size = 0, frontier = x''");
  if (done) take_back(evidence::Frontier());
  return done;
}

}  // namespace anban::store
