// SPDX-License-Identifier: Apache-2.0
// Backup and restore over SQLite's backup interface: first to a name of their own, checked, then
// renamed, so that a half-written copy never looks like a whole one.
#include "store/sqlite/backup.h"

#include <memory>
#include <system_error>

#include "store/sqlite/data_folder.h"
#include "store/sqlite/database.h"
#include "store/sqlite/schema.h"

namespace anban::store {
namespace {

namespace fs = std::filesystem;

struct FinishCopy {
  void operator()(sqlite3_backup* copy) const { sqlite3_backup_finish(copy); }
};

Result<void> copy_pages(Connection& from, Connection& to) {
  std::unique_ptr<sqlite3_backup, FinishCopy> copy(
      sqlite3_backup_init(to.raw(), "main", from.raw(), "main"));
  if (!copy) return std::unexpected<Error>(to.failure(sqlite3_errcode(to.raw())));
  // All at once is one snapshot; the write-ahead log lets the writer go on beside it.
  const int stepped = sqlite3_backup_step(copy.get(), -1);
  const int finished = sqlite3_backup_finish(copy.release());
  if (stepped != SQLITE_DONE) return std::unexpected<Error>(to.failure(stepped));
  if (finished != SQLITE_OK) return std::unexpected<Error>(to.failure(finished));
  return {};
}

Result<void> check_pages(Connection& connection, const fs::path& file) {
  auto statement = connection.prepare("PRAGMA quick_check(1)");
  if (!statement) return failed(statement);
  const auto row = statement->step();
  if (!row) return failed(row);
  const std::string said = *row ? statement->text_at(0) : "no answer";
  if (said == "ok") return {};
  return failed(ErrorCode::corrupt, file.string() + " is damaged: " + said);
}

/// Copies `from` to the new file `to`, as one file without a write-ahead log.
Result<void> copy_database(const fs::path& from, const fs::path& to) {
  const auto source = Connection::open(from, Access::read_only, "");
  if (!source) return failed(source);
  const auto fits = check_schema(**source, from.string());
  if (!fits) return fits;
  const auto made = make_private_file(to);
  if (!made) return made;
  const auto target = Connection::open(to, Access::read_write, "");
  if (!target) return failed(target);
  auto done = copy_pages(**source, **target);
  if (done) done = (*target)->execute("PRAGMA journal_mode = DELETE");
  if (done) done = check_pages(**target, to);
  return done;
}

Result<void> copy_and_name(const fs::path& from, const fs::path& to) {
  const fs::path part = to.string() + ".part";
  std::error_code error;
  fs::remove(part, error);
  const auto copied = copy_database(from, part);
  if (!copied) {
    fs::remove(part, error);
    return copied;
  }
  fs::rename(part, to, error);
  if (error) {
    return failed(ErrorCode::unavailable,
                  to.string() + ": the copy cannot be given its name (" + error.message() + ")");
  }
  return sync_folder(to.has_parent_path() ? to.parent_path() : fs::path("."));
}

Result<void> must_exist(const fs::path& file, const char* what) {
  std::error_code ignored;
  if (fs::is_regular_file(file, ignored)) return {};
  return failed(ErrorCode::not_found, file.string() + ": there is no " + what);
}

Result<void> must_not_exist(const fs::path& file, const char* what_to_do) {
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return {};
  return failed(ErrorCode::invalid, file.string() + " exists already; " + what_to_do);
}

}  // namespace

Result<void> back_up(const fs::path& folder, const fs::path& file) {
  const fs::path database = folder / database_file;
  auto ready = must_exist(database, "database; name the data folder with --data");
  if (ready) ready = must_not_exist(file, "name another file for the backup");
  if (!ready) return ready;
  return copy_and_name(database, file);
}

Result<void> restore(const fs::path& file, const fs::path& folder) {
  const auto readable = must_exist(file, "backup");
  if (!readable) return readable;
  const auto lock = FolderLock::take(folder);
  if (!lock) return failed(lock);
  const fs::path database = folder / database_file;
  const auto free = must_not_exist(database, "move the old data folder away first");
  if (!free) return free;
  return copy_and_name(file, database);
}

}  // namespace anban::store
