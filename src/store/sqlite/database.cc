// SPDX-License-Identifier: Apache-2.0
// SQLite's C interface behind owned types.
#include "store/sqlite/database.h"

#include <cstring>

namespace anban::store {
namespace {

constexpr int busy_milliseconds = 5000;

struct Advice {
  ErrorCode code;
  const char* what_to_do;
};

Advice advice_for(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return {ErrorCode::unavailable,
              "the disk is full; free space there, nothing that was acknowledged is lost"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
    case SQLITE_AUTH:
      return {ErrorCode::unavailable,
              "cannot be opened or written; give the user that runs anban the right to write the "
              "data folder and its files"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::unavailable, "is locked by another program; close it and try again"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorCode::corrupt,
              "is damaged; keep a copy, run `anban fsck`, and bring back the last backup with "
              "`anban restore`"};
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG: return {ErrorCode::invalid, "cannot hold such a row"};
    case SQLITE_NOMEM: return {ErrorCode::exhausted, "no memory is left"};
    default:
      return {ErrorCode::unavailable,
              "reading or writing failed; look at the disk and the system's log"};
  }
}

}  // namespace

Error sqlite_error(int code, std::string_view said, const std::string& path) {
  const Advice advice = advice_for(code);
  std::string detail = path + ": " + advice.what_to_do + " (SQLite: ";
  detail += said;
  detail += ", code " + std::to_string(code) + ")";
  return {advice.code, std::move(detail)};
}

Statement& Statement::text(int at, std::string_view value) {
  sqlite3_bind_text64(raw_.get(), at, value.data() == nullptr ? "" : value.data(), value.size(),
                      SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

Statement& Statement::bytes(int at, BytesView value) {
  sqlite3_bind_blob64(raw_.get(), at, value.data() == nullptr ? "" : value.data(), value.size(),
                      SQLITE_STATIC);
  return *this;
}

Statement& Statement::number(int at, std::int64_t value) {
  sqlite3_bind_int64(raw_.get(), at, value);
  return *this;
}

Statement& Statement::instant(int at, const std::optional<Instant>& value) {
  return value ? instant(at, *value) : null(at);
}

Statement& Statement::null(int at) {
  sqlite3_bind_null(raw_.get(), at);
  return *this;
}

Error Statement::failure(int code) const {
  return sqlite_error(code, sqlite3_errmsg(sqlite3_db_handle(raw_.get())), *path_);
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(raw_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return std::unexpected<Error>(failure(code));
}

Result<void> Statement::run() {
  const auto stepped = step();
  reset();
  if (!stepped) return failed(stepped);
  return {};
}

void Statement::reset() { sqlite3_reset(raw_.get()); }

BytesView Statement::view_at(int column) const {
  const void* data = sqlite3_column_blob(raw_.get(), column);
  if (data == nullptr) return {};
  return {static_cast<const char*>(data),
          static_cast<std::size_t>(sqlite3_column_bytes(raw_.get(), column))};
}

Digest Statement::digest_at(int column) const {
  Digest out;
  const BytesView view = view_at(column);
  if (view.size() == out.bytes.size()) std::memcpy(out.bytes.data(), view.data(), view.size());
  return out;
}

std::optional<Instant> Statement::maybe_instant_at(int column) const {
  if (sqlite3_column_type(raw_.get(), column) == SQLITE_NULL) return std::nullopt;
  return instant_at(column);
}

Result<std::unique_ptr<Connection>> Connection::open(const std::filesystem::path& path,
                                                     Access access, const std::string& vfs) {
  std::unique_ptr<Connection> out(new Connection(path.string()));
  const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    (access == Access::read_only ? SQLITE_OPEN_READONLY
                                                 : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  sqlite3* raw = nullptr;
  const int code =
      sqlite3_open_v2(out->path_.c_str(), &raw, flags, vfs.empty() ? nullptr : vfs.c_str());
  out->raw_.reset(raw);
  if (code != SQLITE_OK) {
    return std::unexpected<Error>(sqlite_error(code, sqlite3_errstr(code), out->path_));
  }
  sqlite3_busy_timeout(raw, busy_milliseconds);
  return out;
}

Error Connection::failure(int code) const {
  return sqlite_error(code, sqlite3_errmsg(raw_.get()), path_);
}

Result<void> Connection::execute(const char* sql) {
  const int code = sqlite3_exec(raw_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return std::unexpected<Error>(failure(code));
  return {};
}

Result<Statement> Connection::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(raw_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return std::unexpected<Error>(failure(code));
  return Statement(statement, &path_);
}

Result<std::int64_t> Connection::number(std::string_view sql) {
  auto statement = prepare(sql);
  if (!statement) return failed(statement);
  const auto row = statement->step();
  if (!row) return failed(row);
  return *row ? statement->number_at(0) : 0;
}

}  // namespace anban::store
