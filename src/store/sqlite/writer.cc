// SPDX-License-Identifier: Apache-2.0
// The writer's thread: batches, isolation of bad transactions, and the end of a process.
#include "store/sqlite/writer.h"

#include <iterator>

namespace anban::store {
namespace {

/// Errors of one row, against those of the disk, which concern everybody.
bool concerns_one(const Error& error) {
  return error.code == ErrorCode::invalid || error.code == ErrorCode::conflict;
}

bool runs_alone(const Work& work) {
  return std::holds_alternative<ScrubWork>(work) || std::holds_alternative<ClearWork>(work);
}

int pages_in_log(void* pages, sqlite3*, const char*, int count) {
  *static_cast<int*>(pages) = count;
  return SQLITE_OK;
}

}  // namespace

Writer::Writer(std::unique_ptr<Connection> connection, Options options)
    : connection_(std::move(connection)), options_(std::move(options)) {}

Result<std::unique_ptr<Writer>> Writer::start(std::unique_ptr<Connection> connection,
                                              Options options) {
  std::unique_ptr<Writer> out(new Writer(std::move(connection), std::move(options)));
  auto apply = Apply::make(*out->connection_);
  if (!apply) return failed(apply);
  out->apply_ = std::move(*apply);
  auto begin = out->connection_->prepare("BEGIN IMMEDIATE");
  if (!begin) return failed(begin);
  out->begin_ = std::move(*begin);
  auto commit = out->connection_->prepare("COMMIT");
  if (!commit) return failed(commit);
  out->commit_ = std::move(*commit);
  out->publish_frontier();
  out->thread_ = std::thread([writer = out.get()] { writer->run(); });
  return out;
}

Writer::~Writer() {
  {
    const std::scoped_lock lock(mutex_);
    is_ending_ = true;
  }
  work_came_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Writer::enqueue(Work work, std::unique_ptr<Waiter> waiter) {
  bool must_wake = false;
  {
    const std::scoped_lock lock(mutex_);
    if (queue_.size() < options_.queue_max && !is_ending_) {
      queue_.push_back({std::move(work), std::move(waiter), Committed()});
      must_wake = is_idle_ || (is_gathering_ && queue_.size() >= options_.gather_until);
      is_idle_ = false;
    }
  }
  if (must_wake) work_came_.notify_one();
  if (waiter) {
    waiter->done(failed(ErrorCode::exhausted, "the store has too much to write at once (" +
                                                  std::to_string(options_.queue_max) +
                                                  " waiting); try again shortly"));
  }
}

evidence::Frontier Writer::frontier() const {
  const std::scoped_lock lock(mutex_);
  return durable_;
}

void Writer::publish_frontier() {
  auto frontier = apply_->frontier();
  const std::scoped_lock lock(mutex_);
  durable_ = std::move(frontier);
}

void Writer::run() {
  int pages = 0;
  sqlite3_wal_hook(connection_->raw(), pages_in_log, &pages);
  for (Batch batch = take_batch(); !batch.empty(); batch = take_batch()) {
    {
      const auto still = options_.pause->enter();
      write(batch);
    }
    publish_frontier();
    answer(batch);
    if (options_.after_commit) options_.after_commit(pages);
  }
}

void Writer::answer(Batch& batch) {
  for (Job& job : batch) {
    job.waiter->done(std::move(job.result));
    // A waiter keeps its loop running; a loop that has its answer may end.
    job.waiter.reset();
  }
  batch.clear();
}

Writer::Batch Writer::take_batch() {
  std::unique_lock lock(mutex_);
  while (queue_.empty() && !is_ending_) {
    is_idle_ = true;
    work_came_.wait(lock);
  }
  is_idle_ = false;
  gather(lock);
  const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(first_batch_size());
  Batch batch(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
  queue_.erase(queue_.begin(), end);
  last_batch_ = batch.size();
  return batch;
}

void Writer::gather(std::unique_lock<std::mutex>& lock) {
  if (last_batch_ + queue_.size() < options_.gather_from) return;
  is_gathering_ = true;
  work_came_.wait_for(lock, options_.gather_time,
                      [this] { return queue_.size() >= options_.gather_until || is_ending_; });
  is_gathering_ = false;
}

std::size_t Writer::first_batch_size() const {
  std::size_t size = 0;
  for (; size < queue_.size() && size < options_.batch_max; ++size) {
    if (!runs_alone(queue_[size].work)) continue;
    return size == 0 ? 1 : size;
  }
  return size;
}

void Writer::write(Batch& batch) {
  if (std::holds_alternative<ScrubWork>(batch.front().work)) {
    const auto done = truncate_log();
    if (!done) batch.front().result = failed(done);
    return;
  }
  auto done = write_together(batch);
  if (!done && concerns_one(done.error())) done = write_each_apart(batch);
  if (!done) {
    for (Job& job : batch) job.result = failed(done);
  }
}

Result<void> Writer::write_together(Batch& batch) {
  const evidence::Frontier before = apply_->frontier();
  auto done = begin();
  if (!done) return done;
  for (Job& job : batch) {
    job.result = apply(job.work);
    if (!job.result) {
      done = failed(job.result);
      break;
    }
  }
  if (done) done = finish(before);
  if (!done) roll_back(before);
  return done;
}

Result<void> Writer::write_each_apart(Batch& batch) {
  const evidence::Frontier before = apply_->frontier();
  auto done = begin();
  if (!done) return done;
  for (Job& job : batch) {
    done = write_apart(job);
    if (!done) break;
  }
  if (done) done = finish(before);
  if (!done) roll_back(before);
  return done;
}

Result<void> Writer::write_apart(Job& job) {
  const evidence::Frontier before = apply_->frontier();
  auto done = connection_->execute("SAVEPOINT one");
  if (!done) return done;
  job.result = apply(job.work);
  if (!job.result) {
    if (!concerns_one(job.result.error())) return failed(job.result);
    apply_->take_back(before);
    done = connection_->execute("ROLLBACK TO one");
    if (!done) return done;
  }
  return connection_->execute("RELEASE one");
}

Result<Committed> Writer::apply(const Work& work) {
  if (const auto* transaction = std::get_if<Transaction>(&work)) {
    return apply_->transaction(*transaction);
  }
  const auto* checkpoint = std::get_if<Checkpoint>(&work);
  const auto done = checkpoint ? apply_->checkpoint(*checkpoint) : apply_->everything_erased();
  if (!done) return failed(done);
  return Committed();
}

Result<void> Writer::begin() {
  if (sqlite3_get_autocommit(connection_->raw()) == 0) {
    const auto undone = connection_->execute("ROLLBACK");
    if (!undone) return undone;
  }
  return begin_.run();
}

Result<void> Writer::finish(const evidence::Frontier& before) {
  if (apply_->frontier().size() > before.size()) {
    const auto stored = apply_->head();
    if (!stored) return stored;
  }
  return commit_.run();
}

void Writer::roll_back(const evidence::Frontier& before) {
  apply_->take_back(before);
  // SQLite has rolled back by itself after some errors of the disk. Where this fails too, begin()
  // tries once more.
  if (sqlite3_get_autocommit(connection_->raw()) == 0) {
    static_cast<void>(connection_->execute("ROLLBACK"));
  }
}

Result<void> Writer::truncate_log() {
  const auto alone = options_.pause->enter_checkpoint();
  const int code = sqlite3_wal_checkpoint_v2(connection_->raw(), nullptr,
                                             SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  if (code != SQLITE_OK) return std::unexpected<Error>(connection_->failure(code));
  return {};
}

}  // namespace anban::store
