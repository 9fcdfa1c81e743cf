// SPDX-License-Identifier: Apache-2.0
// The journal on disk: the contract suite, and what only a disk has: locks, reopening, schemas.
#include "store/sqlite/sqlite_journal.h"

#include <fstream>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "store/contract.h"
#include "store/sqlite/schema.h"
#include "store/sqlite/test_folder.h"

namespace anban::store {
namespace {

using contract::commit;
using contract::must_commit;
using contract::person;

struct OnDisk {
  TestFolder folder;
  std::unique_ptr<Journal> make() {
    auto journal = SqliteJournal::open({.folder = folder.path()});
    EXPECT_TRUE(journal) << journal.error().detail;
    return journal ? std::move(*journal) : nullptr;
  }
};
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, JournalContract, OnDisk);

std::unique_ptr<SqliteJournal> opened(const TestFolder& folder) {
  auto journal = SqliteJournal::open({.folder = folder.path()});
  EXPECT_TRUE(journal) << journal.error().detail;
  return journal ? std::move(*journal) : nullptr;
}

Error refusal(const SqliteOptions& options) {
  auto journal = SqliteJournal::open(options);
  EXPECT_FALSE(journal);
  return journal ? Error{ErrorCode::invalid, "opened"} : journal.error();
}

void change(const TestFolder& folder, const char* sql) {
  auto connection = Connection::open(folder.path() / database_file, Access::read_write, "");
  ASSERT_TRUE(connection);
  const auto done = (*connection)->execute(sql);
  ASSERT_TRUE(done) << done.error().detail;
}

TEST(SqliteJournal, KeepsEverythingOverARestart) {
  const TestFolder folder;
  must_commit(*opened(folder), {.persons = {person("ma")}, .leaves = {{"a"}, {"b"}, {"c"}}});
  const auto journal = opened(folder);
  EXPECT_TRUE(journal->person_by_ref(PersonRef("psn_ma")).value());
  EXPECT_EQ(commit(*journal, {.leaves = {{"d"}}})->first_leaf, 3U);
  EXPECT_EQ(journal->log_head()->size, 4U);
}

TEST(SqliteJournal, RefusesAFolderThatIsInUse) {
  const TestFolder folder;
  const auto journal = opened(folder);
  const Error error = refusal({.folder = folder.path()});
  EXPECT_EQ(error.code, ErrorCode::unavailable);
  EXPECT_NE(error.detail.find("in use by another anban (pid " + std::to_string(getpid()) + ")"),
            std::string::npos)
      << error.detail;
}

TEST(SqliteJournal, LetsAReaderLookIntoAFolderInUse) {
  const TestFolder folder;
  const auto journal = opened(folder);
  must_commit(*journal, {.persons = {person("ma")}, .leaves = {{"a"}}});
  const auto reader = SqliteJournal::open({.folder = folder.path(), .access = Access::read_only});
  ASSERT_TRUE(reader) << reader.error().detail;
  EXPECT_TRUE((*reader)->person_by_ref(PersonRef("psn_ma")).value());
  EXPECT_EQ((*reader)->log_head()->root, journal->log_head()->root);
  const auto refused = commit(**reader, {.persons = {person("li")}});
  EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
  EXPECT_FALSE(contract::scrub(**reader));
}

TEST(SqliteJournal, SaysWhereNothingIs) {
  const TestFolder folder;
  const Error error = refusal({.folder = folder.path(), .access = Access::read_only});
  EXPECT_EQ(error.code, ErrorCode::not_found);
  EXPECT_NE(error.detail.find("--data"), std::string::npos);
}

TEST(SqliteJournal, RefusesTheFileOfANewerProgram) {
  const TestFolder folder;
  opened(folder).reset();
  change(folder, "PRAGMA user_version = 99");
  const Error error = refusal({.folder = folder.path()});
  EXPECT_EQ(error.code, ErrorCode::invalid);
  EXPECT_NE(error.detail.find("newer anban (schema 99"), std::string::npos) << error.detail;
}

TEST(SqliteJournal, RefusesTheFileOfAnotherProgram) {
  const TestFolder folder;
  change(folder, "CREATE TABLE theirs(a); PRAGMA application_id = 7");
  const Error error = refusal({.folder = folder.path()});
  EXPECT_NE(error.detail.find("another program"), std::string::npos) << error.detail;
}

TEST(SqliteJournal, RefusesADamagedFileAndSaysWhatToDo) {
  const TestFolder folder;
  std::ofstream(folder.path() / database_file) << std::string(8192, 'x');
  const Error error = refusal({.folder = folder.path()});
  EXPECT_EQ(error.code, ErrorCode::corrupt);
  EXPECT_NE(error.detail.find("anban restore"), std::string::npos) << error.detail;
}

TEST(SqliteJournal, RefusesAFolderThatCannotBeMade) {
  const TestFolder folder;
  std::ofstream(folder.path() / "file") << "not a folder";
  const Error error = refusal({.folder = folder.path() / "file" / "data"});
  EXPECT_EQ(error.code, ErrorCode::unavailable);
  EXPECT_NE(error.detail.find("cannot be made"), std::string::npos) << error.detail;
}

TEST(SqliteJournal, KeepsItsFilesFromOtherUsers) {
  const TestFolder folder;
  const auto journal = opened(folder);
  must_commit(*journal, {.persons = {person("ma")}});
  for (const char* name : {"anban.db", "anban.db-wal", "anban.lock"}) {
    struct stat status{};
    ASSERT_EQ(stat((folder.path() / name).c_str(), &status), 0) << name;
    EXPECT_EQ(status.st_mode & 077U, 0U) << name;
  }
}

TEST(SqliteJournal, NoticesAHeadThatDoesNotFitTheLeaves) {
  const TestFolder folder;
  must_commit(*opened(folder), {.leaves = {{"a"}, {"b"}}});
  change(folder, "DELETE FROM leaves WHERE number = 1");
  const auto journal = opened(folder);
  EXPECT_EQ(journal->leaf_count().error().code, ErrorCode::corrupt);
}

TEST(SqliteJournal, NamesTheLeafThatIsMissing) {
  const TestFolder folder;
  must_commit(*opened(folder), {.leaves = {{"a"}, {"b"}, {"c"}}});
  change(folder, "DELETE FROM leaves WHERE number = 1");
  const auto journal = opened(folder);
  const auto read = journal->leaves(0, 3);
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().detail.find("leaf 1 "), std::string::npos) << read.error().detail;
}

}  // namespace
}  // namespace anban::store
