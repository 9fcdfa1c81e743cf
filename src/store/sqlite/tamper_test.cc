// SPDX-License-Identifier: Apache-2.0
// Somebody with the data folder and SQLite's own tools changes the evidence log: every kind of
// tampering is found and named with its place, and an untouched log never is.
#include <gtest/gtest.h>

#include "evidence/checkpoint.h"
#include "evidence/merkle.h"
#include "evidence/verify.h"
#include "store/contract_rows.h"
#include "store/sqlite/schema.h"
#include "store/sqlite/sqlite_journal.h"
#include "store/sqlite/test_folder.h"
#include "store/test_vault.h"

namespace anban::store {
namespace {

using contract::minute;
using contract::must_commit;
using evidence::FaultKind;

/// A log of 3 x 10 leaves; behind each ten a checkpoint and the leaf that mentions it: checkpoints
/// over 10, 21 and 32 leaves, 33 leaves in all, and two unsigned ones behind.
class TamperedLog : public testing::Test {
 protected:
  TamperedLog() {
    const auto journal = open();
    for (int part = 0; part < 3; ++part) {
      for (int n = 0; n < 10; ++n) add_leaf(*journal, part * 10 + n);
      sign(*journal, vault_, minute(part));
    }
    add_leaf(*journal, 30);
    add_leaf(*journal, 31);
  }

  std::unique_ptr<SqliteJournal> open() const {
    auto journal = SqliteJournal::open({.folder = folder_.path()});
    EXPECT_TRUE(journal) << journal.error().detail;
    return std::move(*journal);
  }
  static void add_leaf(Journal& journal, int n) {
    must_commit(journal, {.leaves = {{"{\"v\":1,\"turn\":\"trn_" + std::to_string(n) + "\"}"}}});
  }
  static void sign(Journal& journal, const Vault& vault, Instant at) {
    const auto checkpoint = evidence::make_checkpoint(journal, vault, at);
    ASSERT_TRUE(checkpoint);
    ASSERT_TRUE(contract::add_checkpoint(journal, *checkpoint));
    must_commit(journal, {.leaves = {evidence::checkpoint_leaf(*checkpoint)}});
  }
  void tamper(const std::string& sql) const {
    const auto connection =
        Connection::open(folder_.path() / database_file, Access::read_write, "");
    ASSERT_TRUE(connection);
    const auto done = (*connection)->execute(sql.c_str());
    ASSERT_TRUE(done) << done.error().detail;
  }
  /// Gives leaves from `from` on the hashes of their bodies, and the head the size and frontier
  /// that an honest log of them would have: a careful forger.
  void repair_hashes_and_head() const {
    auto connection = Connection::open(folder_.path() / database_file, Access::read_write, "");
    ASSERT_TRUE(connection);
    auto bodies = (*connection)->prepare("SELECT number, body FROM leaves ORDER BY number");
    auto update = (*connection)->prepare("UPDATE leaves SET hash = ?1 WHERE number = ?2");
    evidence::Frontier frontier;
    while (*bodies->step()) {
      const Digest hash = evidence::leaf_hash(bodies->view_at(1));
      frontier.append(hash);
      ASSERT_TRUE(update->digest(1, hash).number(2, bodies->number_at(0)).run());
    }
    bodies->reset();
    auto head = (*connection)->prepare("UPDATE log_head SET size = ?1, frontier = ?2");
    const Bytes peaks = frontier.to_bytes();
    ASSERT_TRUE(head->number(1, static_cast<std::int64_t>(frontier.size())).bytes(2, peaks).run());
  }
  std::vector<evidence::LogFault> faults(const std::vector<Checkpoint>& held = {}) const {
    const auto journal =
        SqliteJournal::open({.folder = folder_.path(), .access = Access::read_only});
    EXPECT_TRUE(journal) << journal.error().detail;
    const auto report = evidence::verify_log(**journal, vault_.public_key(), held);
    EXPECT_TRUE(report) << report.error().detail;
    return report->faults;
  }
  void finds(FaultKind kind, std::uint64_t from, std::uint64_t to) const {
    const auto found = faults();
    ASSERT_FALSE(found.empty());
    EXPECT_STREQ(name_of(found[0].kind), name_of(kind)) << found[0].what;
    EXPECT_EQ(found[0].from, from) << found[0].what;
    EXPECT_EQ(found[0].to, to) << found[0].what;
  }

  TestFolder folder_;
  TestVault vault_;
};

TEST_F(TamperedLog, IsWholeWhenNobodyTouchedIt) {
  const auto journal = open();
  const auto report = evidence::verify_log(*journal, vault_.public_key());
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->is_whole()) << report->faults.front().what;
  EXPECT_EQ(report->leaves, 35U);
  EXPECT_EQ(report->signed_leaves, 32U);
  EXPECT_EQ(report->checkpoints, 3U);
  EXPECT_EQ(report->root, journal->log_head()->root);
}

TEST_F(TamperedLog, FindsAnEditedLeaf) {
  tamper("UPDATE leaves SET body = '{\"v\":1,\"turn\":\"trn_x\"}' WHERE number = 13");
  finds(FaultKind::leaf_edited, 13, 14);
  EXPECT_EQ(faults().size(), 1U);
}

TEST_F(TamperedLog, FindsAnEditedHash) {
  tamper("UPDATE leaves SET hash = zeroblob(32) WHERE number = 13");
  finds(FaultKind::hash_edited, 13, 14);
  EXPECT_EQ(faults().size(), 1U);
}

TEST_F(TamperedLog, FindsALeafEditedWithItsHash) {
  tamper("UPDATE leaves SET body = '{}' WHERE number = 13");
  repair_hashes_and_head();
  finds(FaultKind::history_changed, 10, 21);
}

TEST_F(TamperedLog, FindsADeletedLeaf) {
  tamper("DELETE FROM leaves WHERE number = 13");
  finds(FaultKind::leaf_missing, 13, 14);
}

TEST_F(TamperedLog, FindsADeletedLeafWithTheGapClosed) {
  tamper(
      "DELETE FROM leaves WHERE number = 13;"
      "UPDATE leaves SET number = -number WHERE number > 13;"
      "UPDATE leaves SET number = -number - 1 WHERE number < 0");
  repair_hashes_and_head();
  finds(FaultKind::history_changed, 10, 21);
}

TEST_F(TamperedLog, FindsAnInsertedLeaf) {
  tamper(
      "UPDATE leaves SET number = -number WHERE number > 13;"
      "UPDATE leaves SET number = -number + 1 WHERE number < 0;"
      "INSERT INTO leaves VALUES (14, zeroblob(32), '{\"v\":1}')");
  repair_hashes_and_head();
  finds(FaultKind::history_changed, 10, 21);
}

TEST_F(TamperedLog, FindsReorderedLeaves) {
  tamper(
      "UPDATE leaves SET number = -1 WHERE number = 3;"
      "UPDATE leaves SET number = 3 WHERE number = 4;"
      "UPDATE leaves SET number = 4 WHERE number = -1");
  finds(FaultKind::history_changed, 0, 10);
}

TEST_F(TamperedLog, FindsALogCutOffBehindACheckpoint) {
  tamper("DELETE FROM leaves WHERE number >= 25");
  repair_hashes_and_head();
  finds(FaultKind::cut_off, 25, 32);
}

TEST_F(TamperedLog, FindsALastLeafThatIsGoneBeforeAnyCheckpoint) {
  tamper("DELETE FROM leaves WHERE number = 34");
  finds(FaultKind::leaf_missing, 34, 35);
}

TEST_F(TamperedLog, FindsAForgedCheckpoint) {
  tamper("UPDATE leaves SET body = '{}' WHERE number = 13");
  repair_hashes_and_head();
  const auto journal = open();
  const auto root = evidence::root_of(
      [&](std::uint64_t from, std::uint64_t to) { return journal->leaf_hashes(from, to); }, 0, 21);
  tamper("UPDATE checkpoints SET root = x'" + to_hex(root->view()) + "' WHERE size = 21");
  finds(FaultKind::checkpoint_forged, 21, 21);
}

TEST_F(TamperedLog, FindsACheckpointSignedByAnotherKey) {
  const TestVault forger(2);
  Checkpoint forged = open()->checkpoints(2).value()[1];
  forged.signature = forger.sign(evidence::checkpoint_text(forged));
  tamper("UPDATE checkpoints SET signature = x'" + to_hex(forged.signature) + "' WHERE size = 21");
  finds(FaultKind::checkpoint_forged, 21, 21);
}

TEST_F(TamperedLog, FindsASwappedKey) {
  const TestVault forger(2);
  for (Checkpoint each : open()->checkpoints(9).value()) {
    each.signature = forger.sign(evidence::checkpoint_text(each));
    tamper("UPDATE checkpoints SET signature = x'" + to_hex(each.signature) +
           "' WHERE size = " + std::to_string(each.size));
  }
  finds(FaultKind::other_key, 0, 0);
}

TEST_F(TamperedLog, FindsADeletedCheckpoint) {
  tamper("DELETE FROM checkpoints WHERE size = 21");
  finds(FaultKind::checkpoint_missing, 21, 22);
}

TEST_F(TamperedLog, FindsAChangedTimeOfACheckpoint) {
  tamper("UPDATE checkpoints SET at = at + 1 WHERE size = 21");
  finds(FaultKind::checkpoint_forged, 21, 21);
}

TEST_F(TamperedLog, FindsCheckpointsInTheWrongOrder) {
  tamper("UPDATE checkpoints SET number = 9 WHERE size = 10");
  finds(FaultKind::checkpoints_disordered, 10, 10);
}

TEST_F(TamperedLog, FindsAHeadThatDoesNotFit) {
  tamper("UPDATE log_head SET size = 33, frontier = zeroblob(64)");
  finds(FaultKind::head_wrong, 35, 35);
  tamper("UPDATE log_head SET size = 35, frontier = zeroblob(96)");
  finds(FaultKind::head_wrong, 35, 35);
}

TEST_F(TamperedLog, FindsALogRolledBackWithItsCheckpointsByACheckpointKeptOutside) {
  const auto held = open()->checkpoints(1).value();
  tamper("DELETE FROM leaves WHERE number >= 22; DELETE FROM checkpoints WHERE size > 21");
  repair_hashes_and_head();
  EXPECT_TRUE(faults().empty());
  const auto found = faults(held);
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].kind, FaultKind::cut_off);
  EXPECT_EQ(found[0].to, 32U);
}

TEST_F(TamperedLog, NamesALongGapOnce) {
  tamper("DELETE FROM leaves WHERE number >= 5 AND number < 25");
  finds(FaultKind::leaf_missing, 5, 25);
  EXPECT_EQ(faults().size(), 1U);
}

}  // namespace
}  // namespace anban::store
