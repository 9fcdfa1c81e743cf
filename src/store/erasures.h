// SPDX-License-Identifier: Apache-2.0
// The list of erasures (O-152): a file outside the data folder that says who and what was erased,
// by opaque reference, so that a backup or an old data folder cannot bring anybody back: at the
// start, before anything is served, what stands in the list is erased again. Lines are only added:
// "psn_…" for a person, "trn_…" for a turn. The list names nobody and holds no words; without the
// store it says nothing.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/event_log.h"
#include "ports/clock.h"
#include "ports/journal.h"

namespace anban::store {

struct Erased {
  std::vector<PersonRef> persons;
  std::vector<TurnId> turns;
  bool empty() const { return persons.empty() && turns.empty(); }
};

class ErasureList {
 public:
  /// Opens the list or makes an empty one (0600). Errors: unavailable (it cannot be read or
  /// written), corrupt (a line that is neither; nothing is served on a list that does not read).
  static Result<std::unique_ptr<ErasureList>> open(const std::filesystem::path& file);
  ~ErasureList();
  ErasureList(const ErasureList&) = delete;
  ErasureList& operator=(const ErasureList&) = delete;

  /// As it was opened.
  const Erased& before() const { return before_; }
  bool was_made() const { return was_made_; }
  /// Durable when it returns. What could not be written is kept and written with the next call.
  Result<void> add(const Erased& erased);

 private:
  explicit ErasureList(int descriptor) : descriptor_(descriptor) {}
  Result<void> read(const std::string& name);
  const int descriptor_;
  Erased before_;
  bool was_made_ = false;
  std::mutex mutex_;
  std::string unwritten_;  // guarded by mutex_
};

/// Erases what is in the list and in the store all the same, with leaves that say so; then adds to
/// the list whom the store's log knows as erased (all of it for a new list, else its end, where a
/// crash may have come between the two). Errors: of the journal and the list.
Task<Result<void>> erase_again(Journal& journal, ErasureList& list, Instant now,
                               const EventLog& log);

/// A journal whose erasures go to the list as soon as they are durable.
class ListingJournal final : public Journal {
 public:
  ListingJournal(Journal& inner, ErasureList& list, const EventLog& log)
      : inner_(inner), list_(list), log_(log) {}

  Task<Result<Committed>> commit(Transaction transaction) override;
  /// Also writes what the list could not take before.
  Task<Result<void>> add_checkpoint(Checkpoint checkpoint) override;
  Task<Result<void>> scrub() override { return inner_.scrub(); }
  Task<Result<void>> clear() override { return inner_.clear(); }

  Result<std::optional<PersonRow>> person_by_look_up(const Digest& look_up) override {
    return inner_.person_by_look_up(look_up);
  }
  Result<std::optional<PersonRow>> person_by_ref(const PersonRef& ref) override {
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

 private:
  Task<Result<Committed>> commit_and_list(Transaction transaction);
  void put_down(const Erased& erased);
  Journal& inner_;
  ErasureList& list_;
  const EventLog& log_;
};

}  // namespace anban::store
