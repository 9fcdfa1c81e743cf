// SPDX-License-Identifier: Apache-2.0
// Counting of writes under way.
#include "sim/watched_journal.h"

namespace anban::sim {
namespace {

class Counted {
 public:
  explicit Counted(std::atomic<int>& count) : count_(count) { ++count_; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  ~Counted() { --count_; }

 private:
  std::atomic<int>& count_;
};

}  // namespace

Task<Result<Committed>> WatchedJournal::commit(Transaction transaction) {
  const Counted counted(under_way_);
  auto working = inner().commit(std::move(transaction));
  co_return co_await std::move(working);
}

Task<Result<void>> WatchedJournal::add_checkpoint(Checkpoint checkpoint) {
  const Counted counted(under_way_);
  auto working = inner().add_checkpoint(std::move(checkpoint));
  co_return co_await std::move(working);
}

Task<Result<void>> WatchedJournal::scrub() {
  const Counted counted(under_way_);
  auto working = inner().scrub();
  co_return co_await std::move(working);
}

Task<Result<void>> WatchedJournal::clear() {
  const Counted counted(under_way_);
  auto working = inner().clear();
  co_return co_await std::move(working);
}

}  // namespace anban::sim
