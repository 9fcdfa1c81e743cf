// SPDX-License-Identifier: Apache-2.0
// The one writer: a thread that carries queued work into the database. It commits at once when
// idle; while a commit waits for the disk the next batch forms behind it, so that many turns share
// one fsync. Where many callers write at once it waits a moment for more of them. A transaction
// that cannot be stored fails alone; a disk that fails is told to everyone who waited, and the next
// batch is tried afresh.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <variant>
#include <vector>

#include "ports/journal.h"
#include "store/sqlite/apply.h"
#include "store/sqlite/database.h"
#include "store/sqlite/pause.h"

namespace anban::store {

struct ScrubWork {};
struct ClearWork {};
using Work = std::variant<Transaction, Checkpoint, ScrubWork, ClearWork>;

class Writer {
 public:
  struct Options {
    /// Held while a batch runs; whoever holds it keeps the database still for a moment.
    Pause* pause = nullptr;
    std::size_t queue_max = 4096;  // a second of work at 4,000 turns; beyond it callers are refused
    std::size_t batch_max = 512;   // bounds how long one caller waits for others' rows
    /// Where so many callers were just answered or wait now, others follow within moments: a short
    /// wait lets them share the commit. Fewer callers never wait.
    std::size_t gather_from = 12;
    std::size_t gather_until = 64;  // beyond so many a commit saves little more by waiting
    std::chrono::microseconds gather_time{500};  // about what a commit takes on a fast disk
    /// Called on the writer's thread with the pages in the write-ahead log after each commit.
    std::function<void(int pages)> after_commit;
  };
  static Result<std::unique_ptr<Writer>> start(std::unique_ptr<Connection> connection,
                                               Options options);
  /// Finishes what is queued, then ends the thread.
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// Resumes the caller on its own executor when `work` is durable. A caller's executor must not
  /// end before the writer.
  Task<Result<Committed>> submit(Work work);
  /// The log's right edge after the last durable commit.
  evidence::Frontier frontier() const;

  /// Whoever waits for a piece of work.
  class Waiter {
   public:
    virtual ~Waiter() = default;
    virtual void done(Result<Committed> result) = 0;
  };
  void enqueue(Work work, std::unique_ptr<Waiter> waiter);

 private:
  struct Job {
    Work work;
    std::unique_ptr<Waiter> waiter;
    Result<Committed> result;
  };
  using Batch = std::vector<Job>;  // not empty, and one that runs alone is the only one

  Writer(std::unique_ptr<Connection> connection, Options options);
  void run();
  /// Waits for work. Empty: time to end.
  Batch take_batch();
  /// Waits a moment for others where many write at once.
  void gather(std::unique_lock<std::mutex>& lock);
  std::size_t first_batch_size() const;
  void write(Batch& batch);
  static void answer(Batch& batch);
  Result<void> write_together(Batch& batch);
  Result<void> write_each_apart(Batch& batch);
  Result<void> write_apart(Job& job);
  Result<Committed> apply(const Work& work);
  Result<void> begin();
  Result<void> finish(const evidence::Frontier& before);
  void roll_back(const evidence::Frontier& before);
  Result<void> truncate_log();
  void publish_frontier();

  std::unique_ptr<Connection> connection_;
  Options options_;
  std::unique_ptr<Apply> apply_;
  Statement begin_;
  Statement commit_;
  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable work_came_;
  Batch queue_;
  bool is_idle_ = false;
  bool is_gathering_ = false;
  std::size_t last_batch_ = 0;
  bool is_ending_ = false;
  evidence::Frontier durable_;
  std::thread thread_;
};

}  // namespace anban::store
