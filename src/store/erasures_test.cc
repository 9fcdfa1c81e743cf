// SPDX-License-Identifier: Apache-2.0
// A store that was put back holds nobody who was erased since (O-152), and a list that cannot be
// read stops the start.
#include "store/erasures.h"

#include <csignal>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <sys/resource.h>

#include "store/contract_rows.h"
#include "store/memory/memory_journal.h"
#include "store/sqlite/test_folder.h"
#include "store/test_commit.h"

namespace anban::store {
namespace {

using contract::message;
using contract::minute;
using contract::person;

Task<void> again_into(Journal& journal, ErasureList& list, const EventLog& log,
                      std::optional<Result<void>>& outcome) {
  auto erasing = erase_again(journal, list, minute(9), log);
  outcome = co_await std::move(erasing);
}

struct Erasures : testing::Test {
  TestFolder folder;
  std::filesystem::path file = folder.path() / "erasures";
  std::vector<std::string> lines;
  EventLog log{Level::info, [this](std::string_view line) { lines.emplace_back(line); }};

  std::unique_ptr<ErasureList> open() {
    auto list = ErasureList::open(file);
    EXPECT_TRUE(list) << list.error().detail;
    return list ? std::move(*list) : nullptr;
  }
  void start(Journal& journal, ErasureList& list) {
    boost::asio::io_context loop;
    std::optional<Result<void>> outcome;
    Task<void> erasing = again_into(journal, list, log, outcome);
    boost::asio::co_spawn(loop, std::move(erasing), boost::asio::detached);
    loop.run();
    ASSERT_TRUE(outcome);
    EXPECT_TRUE(*outcome);
  }
  std::string text() const {
    std::ifstream stream(file);
    std::stringstream out;
    out << stream.rdbuf();
    return out.str();
  }
  void write(const std::string& text) const { std::ofstream(file, std::ios::binary) << text; }
  static void fill(Journal& journal) {
    ASSERT_TRUE(commit_now(
        journal, {.persons = {person("ma"), person("li")},
                  .messages = {message("ma", "1"), message("li", "2"), message("li", "3")}}));
  }
  static std::size_t messages_of(Journal& journal, const char* name) {
    MessageQuery query;
    query.person = PersonRef(name);
    return journal.messages(query)->size();
  }
};

TEST_F(Erasures, AreListedOnceTheyAreDurable) {
  MemoryJournal journal;
  fill(journal);
  const auto list = open();
  ListingJournal listing(journal, *list, log);
  ASSERT_TRUE(commit_now(listing, {.persons = {person("wu")}}));
  EXPECT_EQ(text(), "");
  ASSERT_TRUE(commit_now(listing, {.erased_persons = {PersonRef("psn_ma")}}));
  ASSERT_TRUE(commit_now(listing, {.erased_turns = {TurnId("trn_2")}}));
  EXPECT_EQ(text(), "psn_ma\ntrn_2\n");
  const auto read = open();
  EXPECT_EQ(read->before().persons, std::vector{PersonRef("psn_ma")});
  EXPECT_EQ(read->before().turns, std::vector{TurnId("trn_2")});
  EXPECT_FALSE(read->was_made());
}

TEST_F(Erasures, AreDoneAgainInAStoreThatWasPutBack) {
  write("psn_ma\npsn_nobody\ntrn_2\ntrn_9\n");
  MemoryJournal old;
  fill(old);
  start(old, *open());
  EXPECT_FALSE(old.person_by_ref(PersonRef("psn_ma")).value());
  EXPECT_EQ(messages_of(old, "psn_ma"), 0U);
  EXPECT_TRUE(old.person_by_ref(PersonRef("psn_li")).value()) << "nobody else is touched";
  EXPECT_EQ(messages_of(old, "psn_li"), 1U);
  const auto leaves = old.leaves(0, old.leaf_count().value()).value();
  ASSERT_EQ(leaves.size(), 2U);
  EXPECT_NE(leaves[0].find(R"("kind":"person.erased")"), std::string::npos);
  EXPECT_NE(leaves[1].find(R"("kind":"interactions.erased")"), std::string::npos);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_NE(lines[0].find(R"("persons":1)"), std::string::npos) << lines[0];
  start(old, *open());
  EXPECT_EQ(old.leaf_count().value(), 2U) << "there is nothing left to erase";
}

TEST_F(Erasures, ThatTheListMissedComeFromTheLog) {
  MemoryJournal journal;
  fill(journal);
  const std::string leaf =
      R"({"v":1,"kind":"person.erased","at":"2026-08-01T00:00:00.000Z","person":"psn_ma"})";
  ASSERT_TRUE(
      commit_now(journal, {.leaves = {{leaf}, {R"({"v":1,"kind":"key.made","person":"psn_li"})"}},
                           .erased_persons = {PersonRef("psn_ma")}}));
  start(journal, *open());
  EXPECT_EQ(text(), "psn_ma\n");
  start(journal, *open());
  EXPECT_EQ(text(), "psn_ma\n") << "once is enough";
}

TEST_F(Erasures, CutOffByACrashAreDroppedAndTheListGoesOn) {
  write("psn_ma\npsn_l");
  const auto list = open();
  EXPECT_EQ(list->before().persons.size(), 1U);
  EXPECT_TRUE(list->add({{PersonRef("psn_li")}, {}}));
  EXPECT_EQ(text(), "psn_ma\npsn_li\n");
}

TEST_F(Erasures, AreNotReadFromAnotherFile) {
  for (const char* wrong : {"[server]\n", "psn_ma\nzhang san\n", "psn_\n", "psn_a b\n"}) {
    write(wrong);
    const auto list = ErasureList::open(file);
    ASSERT_FALSE(list) << wrong;
    EXPECT_EQ(list.error().code, ErrorCode::corrupt);
  }
  write("# kept since 2026\n\npsn_ma\n");
  EXPECT_TRUE(ErasureList::open(file));
  EXPECT_FALSE(ErasureList::open(folder.path() / "missing" / "erasures"));
}

/// While it lives, no file of this process grows.
class FullDisk {
 public:
  FullDisk() {
    getrlimit(RLIMIT_FSIZE, &before_);
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit none{0, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &none);
  }
  ~FullDisk() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int) = SIG_DFL;
};

TEST_F(Erasures, WaitWhereTheListCannotBeWritten) {
  MemoryJournal journal;
  fill(journal);
  const auto list = open();
  ListingJournal listing(journal, *list, log);
  {
    const FullDisk full;
    ASSERT_TRUE(commit_now(listing, {.erased_persons = {PersonRef("psn_ma")}}));
  }
  EXPECT_FALSE(journal.person_by_ref(PersonRef("psn_ma")).value()) << "erased all the same";
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_NE(lines[0].find("erasures.not_listed"), std::string::npos);
  EXPECT_EQ(text(), "");
  ASSERT_TRUE(commit_now(listing, {.erased_persons = {PersonRef("psn_li")}}));
  EXPECT_EQ(text(), "psn_ma\npsn_li\n");
}

}  // namespace
}  // namespace anban::store
