// SPDX-License-Identifier: Apache-2.0
// Owned SQLite connections and statements with our errors: every code becomes a sentence that says
// what to do. A connection and its statements belong to one thread at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <sqlite3.h>

#include "base/bytes.h"
#include "base/digest.h"
#include "base/local_time.h"
#include "base/result.h"

namespace anban::store {

enum class Access { read_write, read_only };

/// The error for an SQLite code about `path`, with what to do. `said` is SQLite's own message; it
/// never holds values of rows.
Error sqlite_error(int code, std::string_view said, const std::string& path);

/// A prepared statement. Bound text and bytes must outlive the run (nothing is copied).
class Statement {
 public:
  Statement() = default;
  Statement(sqlite3_stmt* raw, const std::string* path) : raw_(raw), path_(path) {}
  explicit operator bool() const { return raw_ != nullptr; }

  Statement& text(int at, std::string_view value);
  Statement& bytes(int at, BytesView value);
  Statement& digest(int at, const Digest& value) { return bytes(at, value.view()); }
  Statement& number(int at, std::int64_t value);
  Statement& instant(int at, Instant value) { return number(at, value.time_since_epoch().count()); }
  Statement& instant(int at, const std::optional<Instant>& value);
  Statement& null(int at);

  /// True: a row stands ready; false: done.
  Result<bool> step();
  /// Runs a statement without rows to its end and makes it ready again.
  Result<void> run();
  void reset();

  std::string text_at(int column) const { return std::string(view_at(column)); }
  Bytes bytes_at(int column) const { return Bytes(view_at(column)); }
  /// Holds until the next step or reset.
  BytesView view_at(int column) const;
  Digest digest_at(int column) const;
  std::int64_t number_at(int column) const { return sqlite3_column_int64(raw_.get(), column); }
  Instant instant_at(int column) const { return Instant(Milliseconds(number_at(column))); }
  std::optional<Instant> maybe_instant_at(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* raw) const { sqlite3_finalize(raw); }
  };
  Error failure(int code) const;
  std::unique_ptr<sqlite3_stmt, Finalize> raw_;
  const std::string* path_ = nullptr;
};

/// Makes a statement ready again at the end of a scope, whatever happened in it.
class StatementUse {
 public:
  explicit StatementUse(Statement& statement) : statement_(statement) {}
  ~StatementUse() { statement_.reset(); }
  StatementUse(const StatementUse&) = delete;
  StatementUse& operator=(const StatementUse&) = delete;
  Statement* operator->() { return &statement_; }

 private:
  Statement& statement_;
};

class Connection {
 public:
  /// Opens `path` (made where access is read_write and it is missing), waits at most 5 s for
  /// others' locks. `vfs` empty: the system's.
  static Result<std::unique_ptr<Connection>> open(const std::filesystem::path& path, Access access,
                                                  const std::string& vfs);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  Result<void> execute(const char* sql);
  Result<Statement> prepare(std::string_view sql);
  /// The one number that `sql` answers.
  Result<std::int64_t> number(std::string_view sql);
  Error failure(int code) const;
  sqlite3* raw() const { return raw_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* raw) const { sqlite3_close_v2(raw); }
  };
  explicit Connection(std::string path) : path_(std::move(path)) {}
  std::string path_;
  std::unique_ptr<sqlite3, Close> raw_;
};

}  // namespace anban::store
