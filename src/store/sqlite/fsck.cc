// SPDX-License-Identifier: Apache-2.0
// The checks, each a query that must find nothing.
#include "store/sqlite/fsck.h"

#include "store/sqlite/database.h"
#include "store/sqlite/schema.h"
#include "store/sqlite/sqlite_journal.h"

namespace anban::store {
namespace {

struct Check {
  const char* query;  // counts the faults
  const char* fault;
};

constexpr Check checks[] = {
    {"SELECT count(*) FROM persons p LEFT JOIN states s ON s.person = p.number "
     "WHERE s.person IS NULL",
     "persons without a state"},
    {"SELECT count(*) FROM states s LEFT JOIN persons p ON s.person = p.number "
     "WHERE p.number IS NULL",
     "states of nobody"},
    {"SELECT count(*) FROM messages m LEFT JOIN persons p ON m.person = p.number "
     "WHERE p.number IS NULL",
     "messages of nobody"},
    {"SELECT count(*) FROM kept k LEFT JOIN persons p ON k.person = p.number "
     "WHERE p.number IS NULL",
     "kept rows of nobody"},
    {"SELECT count(*) FROM persons WHERE ref IN (SELECT ref FROM erased)",
     "erased persons who are still stored"},
    {"SELECT count(*) FROM outbox WHERE person IN (SELECT ref FROM erased)",
     "notifications about erased persons"},
    {"SELECT count(*) FROM cases WHERE person IN (SELECT ref FROM erased)",
     "cases that still name erased persons"},
    {"SELECT count(*) FROM credentials WHERE subject IN (SELECT ref FROM erased)",
     "credentials of erased persons"},
    {"SELECT count(*) FROM outbox WHERE person <> '' AND person NOT IN (SELECT ref FROM persons)",
     "notifications about persons who are not registered"},
    {"SELECT count(*) FROM persons WHERE length(look_up) <> 32", "names that are no keyed hash"},
    {"SELECT count(*) <> 1 FROM log_head", "heads of the evidence log missing or too many"},
};

Result<void> check_pages(Connection& connection, StoreReport& report) {
  auto statement = connection.prepare("PRAGMA integrity_check(20)");
  if (!statement) return failed(statement);
  for (auto row = statement->step();; row = statement->step()) {
    if (!row) return failed(row);
    if (!*row) return {};
    const std::string said = statement->text_at(0);
    if (said != "ok") report.faults.push_back("damaged pages: " + said);
  }
}

Result<void> run_checks(Connection& connection, StoreReport& report) {
  for (const Check& each : checks) {
    const auto count = connection.number(each.query);
    if (!count) return failed(count);
    if (*count != 0) report.faults.push_back(std::to_string(*count) + " " + each.fault);
  }
  return {};
}

Result<void> count_rows(Connection& connection, StoreReport& report) {
  struct Count {
    std::int64_t& into;
    const char* query;
  };
  const Count counts[] = {
      {report.persons, "SELECT count(*) FROM persons"},
      {report.messages, "SELECT count(*) FROM messages"},
      {report.erased, "SELECT count(*) FROM erased"},
      {report.waiting_notifications, "SELECT count(*) FROM outbox WHERE state = 0"},
  };
  for (const Count& each : counts) {
    const auto count = connection.number(each.query);
    if (!count) return failed(count);
    each.into = *count;
  }
  return {};
}

}  // namespace

Result<StoreReport> check_store(const std::filesystem::path& folder, BytesView public_key) {
  const auto journal = SqliteJournal::open({.folder = folder, .access = Access::read_only});
  if (!journal) return failed(journal);
  const auto connection = Connection::open(folder / database_file, Access::read_only, "");
  if (!connection) return failed(connection);
  StoreReport report;
  auto done = prepare_reader(**connection);
  if (done) done = check_pages(**connection, report);
  if (done) done = run_checks(**connection, report);
  if (done) done = count_rows(**connection, report);
  // Damage that stops a check is a fault like the others; what follows would only stumble over it.
  if (!done && done.error().code != ErrorCode::corrupt) return failed(done);
  if (!done) {
    report.faults.push_back(done.error().detail);
    return report;
  }
  auto log = evidence::verify_log(**journal, public_key);
  if (!log) return failed(log);
  report.log = std::move(*log);
  return report;
}

}  // namespace anban::store
