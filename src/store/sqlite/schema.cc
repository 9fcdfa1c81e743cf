// SPDX-License-Identifier: Apache-2.0
// Tables and migrations. A migration is never edited once released; the next one follows it.
#include "store/sqlite/schema.h"

#include <array>

namespace anban::store {
namespace {

constexpr const char* first_schema = R"sql(
CREATE TABLE persons(
  number INTEGER PRIMARY KEY, ref TEXT NOT NULL, look_up BLOB NOT NULL,
  wrapped_key BLOB NOT NULL, sealed_profile BLOB NOT NULL, erase_at INTEGER) STRICT;
CREATE UNIQUE INDEX persons_ref ON persons(ref);
CREATE UNIQUE INDEX persons_look_up ON persons(look_up);
CREATE INDEX persons_erase_at ON persons(erase_at, ref) WHERE erase_at IS NOT NULL;
CREATE TABLE states(
  person INTEGER PRIMARY KEY REFERENCES persons(number) ON DELETE CASCADE,
  version INTEGER NOT NULL, sealed_state BLOB NOT NULL) STRICT;
CREATE TABLE erased(ref TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE messages(
  number INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES persons(number) ON DELETE CASCADE,
  turn TEXT NOT NULL, session TEXT NOT NULL, character TEXT NOT NULL, at INTEGER NOT NULL,
  sealed BLOB NOT NULL) STRICT;
CREATE UNIQUE INDEX messages_turn ON messages(turn);
CREATE INDEX messages_person ON messages(person);
CREATE TABLE leaves(
  number INTEGER PRIMARY KEY, hash BLOB NOT NULL, body TEXT NOT NULL) STRICT;
CREATE TABLE log_head(
  number INTEGER PRIMARY KEY CHECK (number = 1), size INTEGER NOT NULL,
  frontier BLOB NOT NULL) STRICT;
INSERT INTO log_head(number, size, frontier) VALUES (1, 0, x'');
CREATE TABLE checkpoints(
  number INTEGER PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL, at INTEGER NOT NULL,
  signature BLOB NOT NULL) STRICT;
CREATE TABLE outbox(
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, person TEXT NOT NULL,
  recipient TEXT NOT NULL, channel TEXT NOT NULL, event TEXT NOT NULL, sealed BLOB NOT NULL,
  state INTEGER NOT NULL, created INTEGER NOT NULL, next_attempt INTEGER NOT NULL,
  attempts INTEGER NOT NULL, last_error TEXT NOT NULL, care_case TEXT NOT NULL) STRICT;
CREATE INDEX outbox_due ON outbox(next_attempt, id) WHERE state = 0;
CREATE INDEX outbox_person ON outbox(person);
CREATE INDEX outbox_case ON outbox(care_case);
CREATE TABLE cases(
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, person TEXT NOT NULL, turn TEXT NOT NULL,
  kind TEXT NOT NULL, tier INTEGER NOT NULL, state TEXT NOT NULL,
  opened INTEGER NOT NULL) STRICT;
CREATE INDEX cases_person ON cases(person);
CREATE TABLE credentials(
  look_up BLOB PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, subject TEXT NOT NULL,
  scopes TEXT NOT NULL, created INTEGER NOT NULL, expires INTEGER, failures INTEGER NOT NULL,
  revoked INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX credentials_subject ON credentials(subject, created, id);
CREATE TABLE settings(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
)sql";

constexpr const char* kept_rows = R"sql(
CREATE TABLE kept(
  person INTEGER NOT NULL REFERENCES persons(number) ON DELETE CASCADE,
  kind TEXT NOT NULL, id TEXT NOT NULL, mark BLOB, sealed BLOB NOT NULL,
  PRIMARY KEY(person, kind, id)) STRICT, WITHOUT ROWID;
CREATE INDEX kept_mark ON kept(mark, kind) WHERE mark IS NOT NULL;
)sql";

constexpr const char* receipts = R"sql(
ALTER TABLE outbox ADD COLUMN reference TEXT NOT NULL DEFAULT '';
CREATE INDEX outbox_reference ON outbox(reference) WHERE reference <> '';
)sql";

// A case without a time by which it is due stands behind all others of its priority.
constexpr const char* care_cases = R"sql(
ALTER TABLE cases ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE cases ADD COLUMN level INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN priority TEXT NOT NULL DEFAULT 'P2';
ALTER TABLE cases ADD COLUMN obligation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN age_band TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN turns INTEGER NOT NULL DEFAULT 1;
ALTER TABLE cases ADD COLUMN detector_failed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN acknowledge_by INTEGER;
ALTER TABLE cases ADD COLUMN acknowledged INTEGER;
ALTER TABLE cases ADD COLUMN due INTEGER NOT NULL DEFAULT 9223372036854775807;
ALTER TABLE cases ADD COLUMN escalate_at INTEGER;
ALTER TABLE cases ADD COLUMN escalations INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN holder TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN holder_name TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN holder_role TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN held_since INTEGER;
ALTER TABLE cases ADD COLUMN lease_until INTEGER;
ALTER TABLE cases ADD COLUMN takeover TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN in_takeover INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN closed INTEGER;
ALTER TABLE cases ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN merged_into TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN feared TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN sealed_dossier BLOB NOT NULL DEFAULT x'';
UPDATE cases SET level = 3, priority = 'P1', due = opened WHERE tier = 2
  AND kind IN ('self_harm_intent', 'life_danger', 'violence', 'medical_emergency');
UPDATE cases SET due = opened WHERE tier = 2;
CREATE INDEX cases_queue ON cases(priority, due, id) WHERE state <> 'closed';
CREATE INDEX cases_state ON cases(state);
CREATE INDEX cases_kind ON cases(kind);
CREATE INDEX cases_opened ON cases(opened, id);
CREATE INDEX cases_escalate ON cases(escalate_at, id)
  WHERE escalate_at IS NOT NULL AND state <> 'closed';
ALTER TABLE outbox ADD COLUMN first_attempt INTEGER;
ALTER TABLE outbox ADD COLUMN changed INTEGER;
)sql";

constexpr std::array<const char*, 4> migrations = {first_schema, kept_rows, receipts, care_cases};

Result<void> run_all(Connection& connection, std::initializer_list<const char*> statements) {
  for (const char* each : statements) {
    const auto done = connection.execute(each);
    if (!done) return done;
  }
  return {};
}

Result<void> apply_migrations(Connection& connection, std::int64_t from) {
  for (std::int64_t at = from; at < schema_version(); ++at) {
    const auto done = connection.execute(migrations[static_cast<std::size_t>(at)]);
    if (!done) return done;
  }
  const std::string marks = "PRAGMA application_id = " + std::to_string(application_id) +
                            "; PRAGMA user_version = " + std::to_string(schema_version());
  return connection.execute(marks.c_str());
}

/// The stored schema version, after making sure that the file is ours. 0: empty and new.
Result<std::int64_t> version_of(Connection& connection, const std::string& path) {
  const auto application = connection.number("PRAGMA application_id");
  if (!application) return failed(application);
  const auto version = connection.number("PRAGMA user_version");
  if (!version) return failed(version);
  const auto tables = connection.number("SELECT count(*) FROM sqlite_schema");
  if (!tables) return failed(tables);
  if (*tables != 0 && *application != application_id) {
    return failed(ErrorCode::invalid,
                  path + " is a database of another program; choose another data folder");
  }
  if (*version > schema_version()) {
    return failed(ErrorCode::invalid,
                  path + " was written by a newer anban (schema " + std::to_string(*version) +
                      ", this one knows " + std::to_string(schema_version()) +
                      "); run the newer program, or restore a backup made by this one");
  }
  return *tables == 0 ? 0 : *version;
}

}  // namespace

std::int64_t schema_version() { return static_cast<std::int64_t>(migrations.size()); }

Result<void> prepare_writer(Connection& connection) {
  return run_all(connection, {"PRAGMA page_size = 4096", "PRAGMA journal_mode = WAL",
                              "PRAGMA synchronous = FULL", "PRAGMA secure_delete = ON",
                              "PRAGMA foreign_keys = ON", "PRAGMA mmap_size = 0",
                              "PRAGMA temp_store = MEMORY", "PRAGMA cache_size = -16384",
                              "PRAGMA wal_autocheckpoint = 0", "PRAGMA trusted_schema = OFF"});
}

Result<void> prepare_reader(Connection& connection) {
  return run_all(connection,
                 {"PRAGMA query_only = ON", "PRAGMA mmap_size = 0", "PRAGMA temp_store = MEMORY",
                  "PRAGMA cache_size = -2048", "PRAGMA trusted_schema = OFF"});
}

Result<void> check_schema(Connection& connection, const std::string& path) {
  const auto version = version_of(connection, path);
  if (!version) return failed(version);
  if (*version == schema_version()) return {};
  return failed(ErrorCode::invalid, path + " has the older schema " + std::to_string(*version) +
                                        "; start `anban serve` once, which upgrades it");
}

Result<void> migrate(Connection& connection, const std::string& path) {
  const auto version = version_of(connection, path);
  if (!version) return failed(version);
  if (*version == schema_version()) return {};
  auto begun = connection.execute("BEGIN IMMEDIATE");
  if (!begun) return begun;
  auto applied = apply_migrations(connection, *version);
  if (applied) applied = connection.execute("COMMIT");
  if (!applied && sqlite3_get_autocommit(connection.raw()) == 0) {
    const auto undone = connection.execute("ROLLBACK");
    if (!undone) return undone;
  }
  return applied;
}

}  // namespace anban::store
