// SPDX-License-Identifier: Apache-2.0
// The layer that gathers the log's pages: whoever looks finds every commit, whatever failed before.
#include "store/sqlite/gather_vfs.h"

#include <gtest/gtest.h>

#include "store/sqlite/database.h"
#include "store/sqlite/fault_vfs.h"
#include "store/sqlite/schema.h"
#include "store/sqlite/test_folder.h"

namespace anban::store {
namespace {

class GatherVfs : public testing::Test {
 protected:
  std::unique_ptr<Connection> writer(const std::string& base = {}) const {
    auto connection = Connection::open(file_, Access::read_write, gathering_over(base));
    EXPECT_TRUE(connection) << connection.error().detail;
    EXPECT_TRUE(prepare_writer(**connection));
    EXPECT_TRUE((*connection)->execute("CREATE TABLE IF NOT EXISTS t(n INTEGER, b BLOB)"));
    return std::move(*connection);
  }
  /// What somebody else finds, through SQLite's own layer.
  std::int64_t count() const {
    const auto other = Connection::open(file_, Access::read_only, "");
    EXPECT_TRUE(other);
    const auto found = (*other)->number("SELECT count(*) FROM t");
    EXPECT_TRUE(found) << found.error().detail;
    return found ? *found : -1;
  }

  TestFolder folder_;
  std::filesystem::path file_ = folder_.path() / "gathered.db";
};

TEST_F(GatherVfs, LetsOthersFindEveryCommitAtOnce) {
  const auto connection = writer();
  for (int n = 1; n <= 50; ++n) {
    ASSERT_TRUE(connection->execute("INSERT INTO t VALUES (1, zeroblob(9000))"));
    ASSERT_EQ(count(), n);
  }
}

TEST_F(GatherVfs, ReadsBackWhatWentToTheLogBeforeTheCommit) {
  const auto connection = writer();
  // Ten pages of cache: the transaction's pages go to the log and come back while it runs.
  ASSERT_TRUE(connection->execute("PRAGMA cache_size = 10; BEGIN"));
  for (int n = 1; n <= 300; ++n) {
    ASSERT_TRUE(connection->execute("INSERT INTO t VALUES (1, randomblob(3000))"));
  }
  EXPECT_EQ(*connection->number("SELECT count(*) FROM t WHERE length(b) = 3000"), 300);
  EXPECT_EQ(count(), 0);
  ASSERT_TRUE(connection->execute("COMMIT"));
  EXPECT_EQ(count(), 300);
  EXPECT_EQ(*connection->number("SELECT count(*) FROM pragma_integrity_check "
                                "WHERE integrity_check = 'ok'"),
            1);
}

TEST_F(GatherVfs, GoesOnAfterTheLogWasEmptied) {
  const auto connection = writer();
  ASSERT_TRUE(connection->execute("INSERT INTO t VALUES (1, zeroblob(9000))"));
  ASSERT_TRUE(connection->execute("PRAGMA wal_checkpoint(TRUNCATE)"));
  ASSERT_TRUE(connection->execute("INSERT INTO t VALUES (2, zeroblob(9000))"));
  EXPECT_EQ(count(), 2);
}

TEST_F(GatherVfs, TellsAFailureAndKeepsWhatWasCommitted) {
  FaultVfs faults(SQLITE_IOERR_WRITE);
  const auto connection = writer(FaultVfs::name);
  ASSERT_TRUE(connection->execute("INSERT INTO t VALUES (1, zeroblob(9000))"));
  faults.fail_from(1);
  EXPECT_FALSE(connection->execute("INSERT INTO t VALUES (2, zeroblob(9000))"));
  EXPECT_TRUE(faults.has_failed());
  faults.mend();
  EXPECT_EQ(count(), 1);
  ASSERT_TRUE(connection->execute("INSERT INTO t VALUES (3, zeroblob(9000))"));
  EXPECT_EQ(count(), 2);
  EXPECT_EQ(*connection->number("SELECT count(*) FROM t WHERE n = 2"), 0);
}

}  // namespace
}  // namespace anban::store
