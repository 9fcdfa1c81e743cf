// SPDX-License-Identifier: Apache-2.0
// Opening a data folder, and the journal's writes.
#include "store/sqlite/sqlite_journal.h"

#include "store/sqlite/data_folder.h"
#include "store/sqlite/gather_vfs.h"
#include "store/sqlite/readers.h"
#include "store/sqlite/schema.h"
#include "store/sqlite/wal_keeper.h"
#include "store/sqlite/writer.h"

namespace anban::store {
namespace {

Result<std::unique_ptr<Connection>> open_for_writing(const std::filesystem::path& file,
                                                     const std::string& vfs) {
  auto connection = Connection::open(file, Access::read_write, vfs);
  if (!connection) return connection;
  const auto ready = prepare_writer(**connection);
  if (!ready) return failed(ready);
  return connection;
}

Error no_writes() {
  return {ErrorCode::unavailable, "the data folder was opened for reading only"};
}

Task<Result<Committed>> refuse_write() { co_return std::unexpected<Error>(no_writes()); }

}  // namespace

SqliteJournal::SqliteJournal() = default;

SqliteJournal::~SqliteJournal() {
  readers_.reset();
  writer_.reset();  // still tells the keeper of its last commits
  keeper_.reset();
}

Result<std::unique_ptr<SqliteJournal>> SqliteJournal::open(SqliteOptions options) {
  std::unique_ptr<SqliteJournal> out(new SqliteJournal());
  out->file_ = options.folder / database_file;
  if (options.access == Access::read_write) {
    const auto opened = out->open_writer(options);
    if (!opened) return failed(opened);
  } else {
    if (!std::filesystem::exists(out->file_)) {
      return failed(ErrorCode::not_found, out->file_.string() +
                                              " does not exist; name the data "
                                              "folder with --data");
    }
    auto connection = Connection::open(out->file_, Access::read_only, options.vfs);
    if (!connection) return failed(connection);
    const auto fits = check_schema(**connection, out->file_.string());
    if (!fits) return failed(fits);
  }
  out->readers_ = std::make_unique<Readers>(out->file_, options.vfs);
  return out;
}

Result<void> SqliteJournal::open_writer(const SqliteOptions& options) {
  auto lock = FolderLock::take(options.folder);
  if (!lock) return failed(lock);
  lock_ = std::move(*lock);
  const auto made = make_private_file(file_);
  if (!made) return made;
  auto connection = open_for_writing(file_, gathering_over(options.vfs));
  if (!connection) return failed(connection);
  const auto migrated = migrate(**connection, file_.string());
  if (!migrated) return migrated;
  const auto named = sync_folder(options.folder);
  if (!named) return named;
  auto second = open_for_writing(file_, options.vfs);
  if (!second) return failed(second);
  keeper_ = std::make_unique<WalKeeper>(std::move(*second), pause_, options.wal, options.log);
  Writer::Options how;
  how.pause = &pause_;
  how.queue_max = options.queue_max;
  how.after_commit = [keeper = keeper_.get()](int pages) { keeper->pages_in_log(pages); };
  auto writer = Writer::start(std::move(*connection), std::move(how));
  if (!writer) return failed(writer);
  writer_ = std::move(*writer);
  return {};
}

Task<Result<Committed>> SqliteJournal::commit(Transaction transaction) {
  // No coroutine of its own: this is what every turn waits for.
  return writer_ ? writer_->submit(std::move(transaction)) : refuse_write();
}

Task<Result<void>> SqliteJournal::add_checkpoint(Checkpoint checkpoint) {
  if (!writer_) co_return std::unexpected<Error>(no_writes());
  auto written = writer_->submit(std::move(checkpoint));
  const auto result = co_await std::move(written);
  if (!result) co_return failed(result);
  co_return Result<void>();
}

Task<Result<void>> SqliteJournal::scrub() {
  if (!writer_) co_return std::unexpected<Error>(no_writes());
  auto written = writer_->submit(ScrubWork());
  const auto result = co_await std::move(written);
  if (!result) co_return failed(result);
  co_return Result<void>();
}

Task<Result<void>> SqliteJournal::clear() {
  if (!writer_) co_return std::unexpected<Error>(no_writes());
  auto cleared = writer_->submit(ClearWork());
  const auto result = co_await std::move(cleared);
  if (!result) co_return failed(result);
  auto scrubbed = scrub();
  const auto done = co_await std::move(scrubbed);
  co_return done;
}

}  // namespace anban::store
