// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/backup.h"

#include <fstream>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "evidence/checkpoint.h"
#include "store/contract_rows.h"
#include "store/sqlite/fsck.h"
#include "store/sqlite/schema.h"
#include "store/sqlite/sqlite_journal.h"
#include "store/sqlite/test_folder.h"
#include "store/test_vault.h"

namespace anban::store {
namespace {

using contract::must_commit;
using contract::person;

std::unique_ptr<SqliteJournal> opened(const std::filesystem::path& folder) {
  auto journal = SqliteJournal::open({.folder = folder});
  EXPECT_TRUE(journal) << journal.error().detail;
  return std::move(*journal);
}

void change(const std::filesystem::path& folder, const char* sql) {
  auto connection = Connection::open(folder / database_file, Access::read_write, "");
  ASSERT_TRUE(connection);
  const auto done = (*connection)->execute(sql);
  ASSERT_TRUE(done) << done.error().detail;
}

std::string faults_of(const std::filesystem::path& folder) {
  const auto report = check_store(folder, TestVault().public_key());
  if (!report) return "error: " + report.error().detail;
  std::string out;
  for (const std::string& each : report->faults) out += each + "; ";
  for (const auto& each : report->log.faults) out += each.what + "; ";
  return out;
}

TEST(Backup, BringsBackTheMomentAtWhichItWasTaken) {
  const TestFolder folder;
  const auto file = folder.path() / "copy.db";
  const auto journal = opened(folder.path() / "data");
  must_commit(*journal, {.persons = {person("ma")}, .leaves = {{"a"}, {"b"}}});
  const auto done = back_up(folder.path() / "data", file);
  ASSERT_TRUE(done) << done.error().detail;
  must_commit(*journal, {.persons = {person("li")}, .leaves = {{"c"}}});
  const auto restored = restore(file, folder.path() / "again");
  ASSERT_TRUE(restored) << restored.error().detail;
  const auto again = opened(folder.path() / "again");
  EXPECT_TRUE(again->person_by_ref(PersonRef("psn_ma")).value());
  EXPECT_FALSE(again->person_by_ref(PersonRef("psn_li")).value());
  EXPECT_EQ(contract::commit(*again, {.leaves = {{"d"}}})->first_leaf, 2U);
  EXPECT_EQ(faults_of(folder.path() / "again"), "");
}

TEST(Backup, IsOneFileForItsOwnerOnly) {
  const TestFolder folder;
  opened(folder.path() / "data").reset();
  ASSERT_TRUE(back_up(folder.path() / "data", folder.path() / "copy.db"));
  struct stat status{};
  ASSERT_EQ(stat((folder.path() / "copy.db").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 077U, 0U);
  for (const char* other : {"copy.db-wal", "copy.db-shm", "copy.db.part"}) {
    EXPECT_FALSE(std::filesystem::exists(folder.path() / other)) << other;
  }
}

TEST(Backup, OverwritesNothing) {
  const TestFolder folder;
  opened(folder.path() / "data").reset();
  const auto file = folder.path() / "copy.db";
  ASSERT_TRUE(back_up(folder.path() / "data", file));
  EXPECT_EQ(back_up(folder.path() / "data", file).error().code, ErrorCode::invalid);
  EXPECT_EQ(restore(file, folder.path() / "data").error().code, ErrorCode::invalid);
  EXPECT_EQ(back_up(folder.path() / "none", folder.path() / "x").error().code,
            ErrorCode::not_found);
  EXPECT_EQ(restore(folder.path() / "none", folder.path() / "x").error().code,
            ErrorCode::not_found);
}

TEST(Backup, RefusesAFolderInUseAndAFileThatIsNone) {
  const TestFolder folder;
  const auto file = folder.path() / "copy.db";
  const auto journal = opened(folder.path() / "data");
  ASSERT_TRUE(back_up(folder.path() / "data", file));
  EXPECT_EQ(restore(file, folder.path() / "data").error().code, ErrorCode::unavailable);
  std::ofstream(folder.path() / "text") << std::string(5000, 'x');
  EXPECT_EQ(restore(folder.path() / "text", folder.path() / "new").error().code,
            ErrorCode::corrupt);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "new" / database_file));
}

TEST(Fsck, FindsNothingInASoundFolder) {
  const TestFolder folder;
  const auto journal = opened(folder.path());
  must_commit(*journal, {.persons = {person("ma"), person("li")},
                         .messages = {contract::message("ma", "1")},
                         .leaves = {{"a"}},
                         .outbox = {contract::notice("1", "ma")},
                         .cases = {contract::care_case("1", "ma")},
                         .credentials = {contract::credential("s", "psn_li")}});
  must_commit(*journal, {.erased_persons = {PersonRef("psn_li")}});
  ASSERT_TRUE(contract::write_checkpoint(*journal, TestVault(), contract::minute(1)));
  const auto report = check_store(folder.path(), TestVault().public_key());
  ASSERT_TRUE(report) << report.error().detail;
  EXPECT_TRUE(report->is_sound()) << faults_of(folder.path());
  EXPECT_EQ(report->persons, 1);
  EXPECT_EQ(report->messages, 1);
  EXPECT_EQ(report->erased, 1);
  EXPECT_EQ(report->waiting_notifications, 1);
  EXPECT_EQ(report->log.leaves, 2U);
}

TEST(Fsck, FindsRowsThatHangOnNothing) {
  const TestFolder folder;
  must_commit(*opened(folder.path()), {.persons = {person("ma"), person("li")},
                                       .messages = {contract::message("ma", "1")},
                                       .outbox = {contract::notice("1", "li")}});
  change(folder.path(), "DELETE FROM states WHERE person = 1");
  EXPECT_EQ(faults_of(folder.path()), "1 persons without a state; ");
  change(folder.path(), "DELETE FROM persons WHERE ref = 'psn_ma'");
  EXPECT_EQ(faults_of(folder.path()), "1 messages of nobody; ");
  change(folder.path(), "DELETE FROM messages; INSERT INTO erased VALUES ('psn_li')");
  EXPECT_EQ(faults_of(folder.path()),
            "1 erased persons who are still stored; 1 notifications about erased persons; ");
}

TEST(Fsck, FindsDamagedPagesAndTampering) {
  const TestFolder folder;
  auto journal = opened(folder.path());
  for (int n = 0; n < 200; ++n) {
    must_commit(*journal, {.leaves = {{"{\"n\":" + std::string(200, '1') + "}"}}});
  }
  journal.reset();
  change(folder.path(), "UPDATE leaves SET body = '{}' WHERE number = 7");
  EXPECT_NE(faults_of(folder.path()).find("leaf 7"), std::string::npos);
  {
    std::fstream file(folder.path() / database_file,
                      std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(40'000);
    file << std::string(4096, 'x');
  }
  const std::string found = faults_of(folder.path());
  EXPECT_FALSE(found.empty());
  EXPECT_EQ(found.find("error: "), std::string::npos) << found;
}

}  // namespace
}  // namespace anban::store
