// SPDX-License-Identifier: Apache-2.0
// Cases on disk: what a folder of the last version becomes, and that what staff wait for does not
// slow down with the years.
#include <gtest/gtest.h>

#include "store/contract_rows.h"
#include "store/sqlite/schema.h"
#include "store/sqlite/sqlite_journal.h"
#include "store/sqlite/test_folder.h"

namespace anban::store {
namespace {

using contract::care_case;
using contract::minute;
using contract::must_commit;
using contract::person;

std::unique_ptr<SqliteJournal> open_journal(const TestFolder& folder) {
  auto journal = SqliteJournal::open({.folder = folder.path()});
  EXPECT_TRUE(journal) << journal.error().detail;
  return journal ? std::move(*journal) : nullptr;
}

void change(const TestFolder& folder, const char* sql) {
  auto connection = Connection::open(folder.path() / database_file, Access::read_write, "");
  ASSERT_TRUE(connection);
  const auto done = (*connection)->execute(sql);
  ASSERT_TRUE(done) << done.error().detail;
}

TEST(CaseQueue, UpgradesAFolderOfTheVersionBefore) {
  const TestFolder folder;
  must_commit(*open_journal(folder),
              {.persons = {person("ma")}, .outbox = {contract::notice("1", "ma")}});
  change(folder,
         "DROP TABLE cases; CREATE TABLE cases("
         "number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, person TEXT NOT NULL, turn TEXT NOT "
         "NULL, kind TEXT NOT NULL, tier INTEGER NOT NULL, state TEXT NOT NULL, opened INTEGER NOT "
         "NULL) STRICT; CREATE INDEX cases_person ON cases(person);"
         "INSERT INTO cases(id, person, turn, kind, tier, state, opened) VALUES "
         "('cas_1', 'psn_ma', 'trn_1', 'self_harm_intent', 2, 'open', 1785546000000),"
         "('cas_2', 'psn_ma', '', 'refund', 0, 'open', 1785546060000);"
         "ALTER TABLE outbox DROP COLUMN first_attempt; ALTER TABLE outbox DROP COLUMN changed;"
         "PRAGMA user_version = 3");
  const auto journal = open_journal(folder);
  ASSERT_NE(journal, nullptr);
  const auto live = journal->cases_where({});
  ASSERT_TRUE(live) << live.error().detail;
  ASSERT_EQ(live->size(), 2U);
  EXPECT_EQ(live->front().id.text, "cas_1");
  EXPECT_EQ(live->front().priority, "P1");
  EXPECT_EQ(live->front().level, 3);
  EXPECT_EQ(live->front().due, minute(0));
  EXPECT_EQ(live->back().priority, "P2");
  EXPECT_FALSE(live->back().due);
  CaseRow taken = live->front();
  taken.version = 2;
  taken.holder = "key_1";
  must_commit(*journal, {.cases = {taken}});
  EXPECT_EQ(journal->case_by_id(CaseId("cas_1")).value()->holder, "key_1");
  EXPECT_EQ(journal->outbox_all(1)->size(), 1U);
}

TEST(CaseQueue, TakesNoLongerWithAHundredThousandClosedCases) {
  const TestFolder folder;
  const auto journal = open_journal(folder);
  change(
      folder,
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) "
      "INSERT INTO cases(id, person, turn, kind, tier, state, opened, priority, due, "
      "escalate_at, closed, outcome, sealed_dossier) "
      "SELECT printf('cas_%06d', i), '', '', 'self_harm_intent', 2, 'closed', 1785546000000 + i, "
      "'P0', 1785546000000 + i, 1785546000000 + i, 1785546000000 + i, 'referred', "
      "zeroblob(400) FROM n");
  CaseRow open = care_case("open", "ma");
  open.priority = "P1";
  open.due = minute(1);
  open.escalate_at = minute(1);
  must_commit(*journal, {.persons = {person("ma")}, .cases = {open}});
  const auto begun = std::chrono::steady_clock::now();
  constexpr int times = 100;
  for (int i = 0; i < times; ++i) {
    ASSERT_EQ(journal->cases_where({})->size(), 1U);
    ASSERT_EQ(journal->cases_where({.which = CaseQuery::Which::waiting})->size(), 1U);
    ASSERT_EQ(journal->cases_where({.kind = "self_harm_intent"})->size(), 1U);
    ASSERT_EQ(journal->cases_where({.person = PersonRef("psn_ma")})->size(), 1U);
    ASSERT_EQ(journal->cases_where({.which = CaseQuery::Which::closed, .limit = 5})->size(), 5U);
    ASSERT_EQ(journal->cases_where({.which = CaseQuery::Which::all, .kind = "refund"})->size(), 0U);
    ASSERT_EQ(journal->cases_to_escalate(minute(9), 5)->size(), 1U);
    ASSERT_EQ(journal->open_cases(minute(9))->p1, 1U);
    ASSERT_TRUE(journal->case_by_id(CaseId("cas_050000")).value());
  }
  const auto took = std::chrono::steady_clock::now() - begun;
  // One scan of the table takes longer than this for each of the nine.
  EXPECT_LT(took, times * std::chrono::milliseconds(18));
}

}  // namespace
}  // namespace anban::store
