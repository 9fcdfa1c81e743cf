// SPDX-License-Identifier: Apache-2.0
// The disk fails at the first, second, third … write or sync, until the operation goes through:
// what was acknowledged is there afterwards, what was refused is there whole or not at all, the
// journal goes on once the disk does, and the evidence log stays whole.
#include <functional>

#include <gtest/gtest.h>

#include "evidence/verify.h"
#include "store/contract_rows.h"
#include "store/sqlite/fault_vfs.h"
#include "store/sqlite/fsck.h"
#include "store/sqlite/sqlite_journal.h"
#include "store/sqlite/test_folder.h"
#include "store/test_vault.h"

namespace anban::store {
namespace {

using contract::commit;
using contract::message;
using contract::must_commit;
using contract::person;

struct Disk {
  const char* name;
  int code;
  void (FaultVfs::*fail)(int nth);
};

class FailingDisk : public testing::TestWithParam<Disk> {
 protected:
  FaultVfs vfs_{GetParam().code};
  TestFolder folder_;

  void fail(int nth) { (vfs_.*GetParam().fail)(nth); }
  Result<std::unique_ptr<SqliteJournal>> open() {
    return SqliteJournal::open({.folder = folder_.path(), .vfs = FaultVfs::name});
  }
  std::unique_ptr<SqliteJournal> must_open() {
    auto journal = open();
    EXPECT_TRUE(journal) << journal.error().detail;
    return std::move(*journal);
  }
  static Transaction turn(int n) {
    Transaction out;
    out.persons = {person("ma", n)};
    out.messages = {message("ma", std::to_string(n))};
    out.leaves = {{"{\"turn\":" + std::to_string(n) + "}"}, {"{\"answer\":1}"}};
    return out;
  }
  /// Whether turn `n` is stored; person, message and leaves must agree.
  static bool has_turn(Journal& journal, int n, std::uint64_t leaves_before) {
    const auto row = journal.person_by_ref(PersonRef("psn_ma")).value();
    const bool is_there = row && row->version == n;
    const auto said = journal.messages({.turn = TurnId("trn_" + std::to_string(n))});
    EXPECT_EQ(said->size(), is_there ? 1U : 0U);
    EXPECT_EQ(journal.leaf_count().value(), leaves_before + (is_there ? 2U : 0U));
    return is_there;
  }
  void expect_sound() const {
    const auto report = check_store(folder_.path(), TestVault().public_key());
    ASSERT_TRUE(report) << report.error().detail;
    EXPECT_TRUE(report->is_sound())
        << (report->faults.empty() ? report->log.faults.front().what : report->faults.front());
  }
};

TEST_P(FailingDisk, LosesNoTurnThatWasAcknowledged) {
  must_commit(*must_open(), turn(1));
  std::uint64_t leaves = 2;
  int version = 1;
  bool went_through = false;
  for (int nth = 1; !went_through; ++nth) {
    ASSERT_LT(nth, 500) << "the operation never goes through";
    auto journal = must_open();
    ++version;
    fail(nth);
    const auto committed = commit(*journal, turn(version));
    went_through = committed && !vfs_.has_failed();
    if (!committed) {
      EXPECT_EQ(committed.error().code, ErrorCode::unavailable) << committed.error().detail;
    }
    // The same process goes on as soon as the disk does.
    vfs_.mend();
    bool is_there = has_turn(*journal, version, leaves);
    EXPECT_EQ(is_there, committed.has_value());
    if (is_there) leaves += 2;
    must_commit(*journal, turn(++version));
    EXPECT_TRUE(has_turn(*journal, version, leaves));
    leaves += 2;
    journal.reset();
    journal = must_open();
    EXPECT_EQ(journal->leaf_count().value(), leaves);
    is_there = journal->person_by_ref(PersonRef("psn_ma")).value()->version == version;
    EXPECT_TRUE(is_there);
  }
  expect_sound();
}

TEST_P(FailingDisk, LosesNothingWhereTheProcessEndsWithTheFault) {
  must_commit(*must_open(), turn(1));
  std::uint64_t leaves = 2;
  bool went_through = false;
  for (int nth = 1, version = 2; !went_through; ++nth, ++version) {
    ASSERT_LT(nth, 500);
    auto journal = must_open();
    fail(nth);
    const auto committed = commit(*journal, turn(version));
    went_through = committed && !vfs_.has_failed();
    journal.reset();
    vfs_.mend();
    journal = must_open();
    const bool is_there = has_turn(*journal, version, leaves);
    EXPECT_TRUE(is_there || !committed);
    if (is_there) leaves += 2;
  }
  expect_sound();
}

TEST_P(FailingDisk, ErasesWhollyOrSaysThatItDidNot) {
  bool went_through = false;
  for (int nth = 1; !went_through; ++nth) {
    ASSERT_LT(nth, 500);
    auto journal = must_open();
    const std::string name = "p" + std::to_string(nth);
    must_commit(*journal, {.persons = {person(name)}, .messages = {message(name, name)}});
    const PersonRef ref("psn_" + name);
    fail(nth);
    const auto erased = commit(*journal, {.erased_persons = {ref}});
    const auto scrubbed = contract::scrub(*journal);
    went_through = erased && scrubbed && !vfs_.has_failed();
    vfs_.mend();
    const bool is_there = journal->person_by_ref(ref).value().has_value();
    EXPECT_EQ(is_there, !erased);
    EXPECT_EQ(journal->messages({.person = ref})->size(), is_there ? 1U : 0U);
  }
  expect_sound();
}

TEST_P(FailingDisk, OpensWhollyOrSaysWhyNot) {
  bool went_through = false;
  for (int nth = 1; !went_through; ++nth) {
    ASSERT_LT(nth, 500);
    const TestFolder folder;
    const SqliteOptions options{.folder = folder.path(), .vfs = FaultVfs::name};
    fail(nth);
    auto journal = SqliteJournal::open(options);
    went_through = journal && !vfs_.has_failed();
    if (!journal) {
      EXPECT_EQ(journal.error().code, ErrorCode::unavailable) << journal.error().detail;
      EXPECT_NE(journal.error().detail.find("disk"), std::string::npos) << journal.error().detail;
    } else {
      journal->reset();
    }
    vfs_.mend();
    journal = SqliteJournal::open(options);
    ASSERT_TRUE(journal) << nth << ": " << journal.error().detail;
    must_commit(**journal, turn(1));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Every, FailingDisk,
    testing::Values(Disk{"FullFromThere", SQLITE_FULL, &FaultVfs::fail_from},
                    Disk{"FullOnce", SQLITE_FULL, &FaultVfs::fail_once},
                    Disk{"BrokenFromThere", SQLITE_IOERR_WRITE, &FaultVfs::fail_from},
                    Disk{"BrokenOnce", SQLITE_IOERR_FSYNC, &FaultVfs::fail_once}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace anban::store
