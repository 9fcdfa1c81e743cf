// SPDX-License-Identifier: Apache-2.0
// Many callers at once: batches, isolation of bad transactions, limits, the end of the process.
#include "store/sqlite/writer.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "store/contract_rows.h"
#include "store/sqlite/sqlite_journal.h"
#include "store/sqlite/test_folder.h"

namespace anban::store {
namespace {

using contract::person;

std::unique_ptr<SqliteJournal> opened(const TestFolder& folder, std::size_t queue_max = 4096) {
  auto journal = SqliteJournal::open({.folder = folder.path(), .queue_max = queue_max});
  EXPECT_TRUE(journal) << journal.error().detail;
  return std::move(*journal);
}

struct Outcomes {
  std::vector<Result<Committed>> all;
  std::thread::id resumed_on;
};

Task<void> commit_one(Journal& journal, Transaction transaction, Outcomes& outcomes) {
  auto committing = journal.commit(std::move(transaction));
  auto result = co_await std::move(committing);
  outcomes.all.push_back(std::move(result));
  outcomes.resumed_on = std::this_thread::get_id();
}

/// Every transaction from its own coroutine on one loop, results in the order of resumption.
Outcomes commit_all(Journal& journal, std::vector<Transaction> transactions) {
  boost::asio::io_context loop;
  Outcomes outcomes;
  for (Transaction& each : transactions) {
    boost::asio::co_spawn(loop, commit_one(journal, std::move(each), outcomes),
                          boost::asio::detached);
  }
  loop.run();
  return outcomes;
}

std::vector<Transaction> leaves(int count) {
  std::vector<Transaction> out(static_cast<std::size_t>(count));
  for (int n = 0; n < count; ++n) out[static_cast<std::size_t>(n)].leaves = {{std::to_string(n)}};
  return out;
}

TEST(Writer, AnswersEveryCallerOnItsOwnLoop) {
  const TestFolder folder;
  const auto journal = opened(folder);
  const Outcomes outcomes = commit_all(*journal, leaves(500));
  ASSERT_EQ(outcomes.all.size(), 500U);
  for (const auto& each : outcomes.all) EXPECT_TRUE(each);
  EXPECT_EQ(outcomes.resumed_on, std::this_thread::get_id());
  EXPECT_EQ(journal->leaf_count().value(), 500U);
}

TEST(Writer, GivesEachTransactionItsOwnPlaceInTheLog) {
  const TestFolder folder;
  const auto journal = opened(folder);
  const Outcomes outcomes = commit_all(*journal, leaves(200));
  const auto stored = journal->leaves(0, 200).value();
  for (std::size_t n = 0; n < 200; ++n) {
    EXPECT_EQ(stored[outcomes.all[n]->first_leaf], std::to_string(n));
  }
}

TEST(Writer, LetsABadTransactionFailAlone) {
  const TestFolder folder;
  const auto journal = opened(folder);
  contract::must_commit(*journal, {.persons = {person("ma")}});
  auto transactions = leaves(60);
  for (std::size_t n = 0; n < 60; n += 7) {
    auto thief = person("thief" + std::to_string(n));
    thief.look_up = contract::name_of_person("ma");
    transactions[n].persons = {person("accomplice" + std::to_string(n)), thief};
  }
  const Outcomes outcomes = commit_all(*journal, std::move(transactions));
  for (std::size_t n = 0; n < 60; ++n) {
    const auto& outcome = outcomes.all[n];
    ASSERT_EQ(outcome.has_value(), n % 7 != 0) << n;
    if (!outcome) {
      EXPECT_EQ(outcome.error().code, ErrorCode::invalid);
    } else {
      EXPECT_EQ(journal->leaves(outcome->first_leaf, outcome->first_leaf + 1)->front(),
                std::to_string(n));
    }
  }
  EXPECT_EQ(journal->leaf_count().value(), 51U);
  EXPECT_FALSE(journal->person_by_ref(PersonRef("psn_accomplice7")).value());
  const auto hashes = journal->leaf_hashes(0, 51).value();
  evidence::Frontier frontier;
  for (const Digest& hash : hashes) frontier.append(hash);
  EXPECT_EQ(journal->log_head()->root, frontier.root());
}

TEST(Writer, RefusesMoreThanItsQueueHolds) {
  const TestFolder folder;
  const auto journal = opened(folder, 0);
  const Outcomes outcomes = commit_all(*journal, leaves(3));
  ASSERT_EQ(outcomes.all.size(), 3U);
  for (const auto& each : outcomes.all) {
    ASSERT_FALSE(each);
    EXPECT_EQ(each.error().code, ErrorCode::exhausted);
    EXPECT_NE(each.error().detail.find("try again"), std::string::npos);
  }
}

TEST(Writer, TakesWorkFromManyThreads) {
  const TestFolder folder;
  const auto journal = opened(folder);
  std::atomic<int> good{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&journal, &good] {
      for (const auto& each : commit_all(*journal, leaves(100)).all) good += each ? 1 : 0;
    });
  }
  for (std::thread& each : threads) each.join();
  EXPECT_EQ(good, 400);
  EXPECT_EQ(journal->leaf_count().value(), 400U);
}

TEST(Writer, FinishesWhatIsQueuedWhenTheJournalEnds) {
  const TestFolder folder;
  boost::asio::io_context loop;
  Outcomes outcomes;
  {
    const auto journal = opened(folder);
    for (Transaction& each : leaves(50)) {
      boost::asio::co_spawn(loop, commit_one(*journal, std::move(each), outcomes),
                            boost::asio::detached);
    }
    while (loop.poll_one() != 0) {
    }
  }
  loop.run();
  EXPECT_EQ(outcomes.all.size(), 50U);
  EXPECT_EQ(opened(folder)->leaf_count().value(), 50U);
}

class Counted final : public Writer::Waiter {
 public:
  explicit Counted(std::atomic<int>& answered) : answered_(answered) {}
  void done(Result<Committed> result) override { answered_ += result ? 1 : 0; }

 private:
  std::atomic<int>& answered_;
};

/// A writer that would wait for a minute where it waits at all.
struct Gathering {
  TestFolder folder;
  Pause pause;
  std::atomic<int> commits{0};
  std::atomic<int> answered{0};
  std::unique_ptr<Writer> writer;

  explicit Gathering(std::size_t from) {
    static_cast<void>(opened(folder));  // makes the tables
    Writer::Options options;
    options.pause = &pause;
    options.gather_from = from;
    options.gather_until = 6;
    options.gather_time = std::chrono::minutes(1);
    options.after_commit = [this](int) { ++commits; };
    auto connection = Connection::open(folder.path() / "anban.db", Access::read_write, "");
    writer = std::move(*Writer::start(std::move(*connection), std::move(options)));
  }
  void enqueue(int count) {
    for (Transaction& each : leaves(count)) {
      writer->enqueue(std::move(each), std::make_unique<Counted>(answered));
    }
  }
  void wait_for_commits(int count) const {
    while (commits < count) std::this_thread::yield();
  }
};

TEST(Writer, CommitsAtOnceWhereFewWrite) {
  Gathering few(3);
  const auto begin = std::chrono::steady_clock::now();
  for (int n = 1; n <= 5; ++n) {
    few.enqueue(1);
    few.wait_for_commits(n);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(50));
  EXPECT_EQ(few.answered, 5);
}

TEST(Writer, WaitsForOthersWhereManyWrite) {
  Gathering many(1);
  many.enqueue(5);
  many.enqueue(1);  // the five waited for this one
  many.wait_for_commits(1);
  EXPECT_EQ(many.answered, 6);
  EXPECT_EQ(many.commits, 1);
}

TEST(Writer, EndsWithoutWaitingForOthers) {
  std::atomic<int> answered{0};
  const auto begin = std::chrono::steady_clock::now();
  {
    Gathering many(1);
    many.enqueue(5);
    many.writer.reset();
    answered = many.answered.load();
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(50));
  EXPECT_EQ(answered, 5);
}

TEST(Writer, DoesNotLetTheWriteAheadLogGrowForEver) {
  const TestFolder folder;
  const WalLimits small{.pages_a_pass = 16, .pages_at_most = 64};
  const auto journal = SqliteJournal::open({.folder = folder.path(), .wal = small});
  ASSERT_TRUE(journal);
  std::uintmax_t largest = 0;
  for (int round = 0; round < 200; ++round) {
    auto transactions = leaves(8);
    for (Transaction& each : transactions) each.leaves.front().body += std::string(4096, 'x');
    for (const auto& each : commit_all(**journal, std::move(transactions)).all) EXPECT_TRUE(each);
    largest = std::max(largest, std::filesystem::file_size(folder.path() / "anban.db-wal"));
  }
  const auto database = std::filesystem::file_size(folder.path() / "anban.db");
  EXPECT_GT(database, 6'000'000U);
  EXPECT_LT(largest, 3'000'000U);
}

TEST(Writer, ReadsSeeWhatWasAcknowledgedAtOnce) {
  const TestFolder folder;
  const auto journal = opened(folder);
  for (int n = 1; n <= 50; ++n) {
    contract::must_commit(*journal, {.persons = {person("ma", n)}});
    EXPECT_EQ(journal->person_by_ref(PersonRef("psn_ma")).value()->version, n);
  }
}

}  // namespace
}  // namespace anban::store
