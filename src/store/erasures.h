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
#include "ports/forwarding_journal.h"

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
class ListingJournal final : public ForwardingJournal {
 public:
  ListingJournal(Journal& inner, ErasureList& list, const EventLog& log)
      : ForwardingJournal(inner), list_(list), log_(log) {}

  Task<Result<Committed>> commit(Transaction transaction) override;
  /// Also writes what the list could not take before.
  Task<Result<void>> add_checkpoint(Checkpoint checkpoint) override;

 private:
  Task<Result<Committed>> commit_and_list(Transaction transaction);
  void put_down(const Erased& erased);
  ErasureList& list_;
  const EventLog& log_;
};

}  // namespace anban::store
