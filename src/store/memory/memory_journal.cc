// SPDX-License-Identifier: Apache-2.0
// Writes of the journal in memory (memory_journal_reads.cc reads). A transaction is checked whole
// before anything of it is applied, so it happens entirely or not at all.
#include "store/memory/memory_journal.h"

#include <algorithm>

namespace anban::store {
namespace {

bool speaks_for(const CredentialRow& credential, const PersonRef& ref) {
  const std::string& subject = credential.subject;
  return subject == ref.text || subject.starts_with(ref.text + "/");
}

}  // namespace

void MemoryJournal::refuse_writes(std::optional<Error> error) {
  const std::scoped_lock lock(mutex_);
  refusal_ = std::move(error);
}

std::uint64_t MemoryJournal::overtaken() const {
  const std::scoped_lock lock(mutex_);
  return overtaken_;
}

Result<void> MemoryJournal::writes_work() const {
  if (refusal_) return std::unexpected<Error>(*refusal_);
  return {};
}

Result<void> MemoryJournal::check_persons(const Transaction& transaction) const {
  std::map<Digest, PersonRef> named;
  for (const PersonRow& row : transaction.persons) {
    if (row.ref.empty()) return failed(ErrorCode::invalid, "a person's row has no reference");
    if (erased_.contains(row.ref)) continue;
    const auto known = names_.find(row.look_up);
    const auto also = named.emplace(row.look_up, row.ref);
    if ((known != names_.end() && known->second != row.ref) || also.first->second != row.ref) {
      return failed(ErrorCode::invalid, "that name belongs to another registered person");
    }
  }
  return {};
}

Result<void> MemoryJournal::check(const Transaction& transaction) const {
  auto fits = check_persons(transaction);
  if (fits) fits = check_cases(transaction);
  if (!fits) return fits;
  for (const MessageRow& row : transaction.messages) {
    const auto is_it = [&row](const PersonRow& each) { return each.ref == row.person; };
    if (persons_.contains(row.person) || erased_.contains(row.person) ||
        std::any_of(transaction.persons.begin(), transaction.persons.end(), is_it)) {
      continue;
    }
    return failed(ErrorCode::invalid, "a message of a person who is not registered");
  }
  return {};
}

Task<Result<Committed>> MemoryJournal::commit(Transaction transaction) {
  const std::scoped_lock lock(mutex_);
  const auto works = writes_work();
  if (!works) co_return failed(works);
  const auto fits = check(transaction);
  if (!fits) co_return failed(fits);
  const Committed committed{leaves_.size()};
  for (const PersonRow& row : transaction.persons) put_person(row);
  for (MessageRow& row : transaction.messages) put_message(std::move(row));
  for (LeafRow& row : transaction.leaves) put_leaf(std::move(row));
  for (OutboxRow& row : transaction.outbox) put_outbox(std::move(row));
  for (CaseRow& row : transaction.cases) put_case(std::move(row));
  for (const CaseTurn& turn : transaction.case_turns) add_case_turn(turn);
  for (CredentialRow& row : transaction.credentials) credentials_[row.look_up] = row;
  for (SettingRow& row : transaction.settings) {
    if (row.value.empty()) {
      settings_.erase(row.name);
    } else {
      settings_[row.name] = std::move(row.value);
    }
  }
  for (KeptRow& row : transaction.kept) put_kept(std::move(row));
  for (const PersonRef& ref : transaction.erased_persons) erase_person(ref);
  for (const TurnId& turn : transaction.erased_turns) {
    const auto known = message_numbers_.find(turn);
    if (known == message_numbers_.end()) continue;
    const std::uint64_t number = known->second;
    std::erase_if(messages_, [number](const auto& each) { return each.first.second == number; });
    message_numbers_.erase(known);
  }
  co_return committed;
}

void MemoryJournal::put_person(const PersonRow& row) {
  if (erased_.contains(row.ref)) return;
  const auto [at, is_new] = persons_.try_emplace(row.ref, row);
  if (!is_new) {
    if (row.version <= at->second.version) ++overtaken_;
    if (row.version < at->second.version) return;
    PersonRow merged = row;
    if (merged.sealed_profile.empty()) merged.sealed_profile = at->second.sealed_profile;
    if (merged.wrapped_key.empty()) merged.wrapped_key = at->second.wrapped_key;
    names_.erase(at->second.look_up);
    at->second = std::move(merged);
  }
  names_[row.look_up] = row.ref;
}

void MemoryJournal::put_message(MessageRow row) {
  if (erased_.contains(row.person)) return;
  const auto [known, is_new] = message_numbers_.try_emplace(row.turn, next_message_);
  if (is_new) ++next_message_;
  messages_[{row.person, known->second}] = std::move(row);
}

void MemoryJournal::put_kept(KeptRow row) {
  if (!persons_.contains(row.person)) return;
  std::tuple key(row.person, row.kind, row.id);
  if (row.sealed.empty()) {
    kept_.erase(key);
  } else {
    kept_.insert_or_assign(std::move(key), std::move(row));
  }
}

void MemoryJournal::put_leaf(LeafRow row) {
  leaf_hashes_.push_back(evidence::leaf_hash(row.body));
  frontier_.append(leaf_hashes_.back());
  leaves_.push_back(std::move(row.body));
}

void MemoryJournal::erase_person(const PersonRef& ref) {
  if (ref.empty()) return;
  erased_.insert(ref);
  const auto known = persons_.find(ref);
  if (known != persons_.end()) {
    names_.erase(known->second.look_up);
    persons_.erase(known);
  }
  std::erase_if(kept_, [&ref](const auto& each) { return each.second.person == ref; });
  std::erase_if(messages_, [this, &ref](const auto& each) {
    if (each.first.first != ref) return false;
    message_numbers_.erase(each.second.turn);
    return true;
  });
  std::erase_if(outbox_, [&ref](const OutboxRow& each) { return each.person == ref; });
  std::erase_if(credentials_, [&ref](const auto& each) { return speaks_for(each.second, ref); });
  for (CaseRow& row : cases_) {
    if (row.person == ref) forget_person(row);
  }
}

Task<Result<void>> MemoryJournal::add_checkpoint(Checkpoint checkpoint) {
  const std::scoped_lock lock(mutex_);
  const auto works = writes_work();
  if (!works) co_return failed(works);
  if (checkpoint.size > leaves_.size()) {
    co_return failed(ErrorCode::invalid, "the checkpoint covers more leaves than there are");
  }
  checkpoints_.push_back(std::move(checkpoint));
  co_return Result<void>();
}

Task<Result<void>> MemoryJournal::scrub() {
  const std::scoped_lock lock(mutex_);
  co_return writes_work();
}

Task<Result<void>> MemoryJournal::clear() {
  const std::scoped_lock lock(mutex_);
  const auto works = writes_work();
  if (!works) co_return failed(works);
  persons_.clear();
  names_.clear();
  erased_.clear();
  message_numbers_.clear();
  messages_.clear();
  outbox_.clear();
  cases_.clear();
  case_places_.clear();
  credentials_.clear();
  settings_.clear();
  kept_.clear();
  leaves_.clear();
  leaf_hashes_.clear();
  frontier_ = evidence::Frontier();
  checkpoints_.clear();
  co_return Result<void>();
}

}  // namespace anban::store
