// SPDX-License-Identifier: Apache-2.0
// Erased means gone from the files: after scrub() neither the wrapped key nor the sealed words of
// an erased person stand in any file of the data folder (O-20 and every right to erasure).
#include <fstream>
#include <iterator>
#include <random>

#include <gtest/gtest.h>

#include "store/contract_rows.h"
#include "store/sqlite/sqlite_journal.h"
#include "store/sqlite/test_folder.h"

namespace anban::store {
namespace {

using contract::message;
using contract::must_commit;
using contract::person;

std::string all_bytes(const TestFolder& folder) {
  std::string out;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    std::ifstream file(entry.path(), std::ios::binary);
    out.append(std::istreambuf_iterator<char>(file), {});
  }
  return out;
}

std::unique_ptr<SqliteJournal> opened(const TestFolder& folder) {
  auto journal = SqliteJournal::open({.folder = folder.path()});
  EXPECT_TRUE(journal) << journal.error().detail;
  return std::move(*journal);
}

class Crowd {
 public:
  explicit Crowd(std::uint32_t seed) : random_(seed) {}

  /// Recognisable wherever it is left behind; of changing length, so that pages split.
  std::string marked(const std::string& what, const std::string& name) {
    const std::string mark = "<" + what + ":" + name + ">";
    std::string out = mark;
    for (std::size_t n = random_() % 30; n > 0; --n) out += mark;
    return out;
  }
  PersonRow row(const std::string& name, int version) {
    PersonRow out = person(name, version);
    out.wrapped_key = "<key:" + name + ">" + std::string(60, 'k');
    out.sealed_profile = marked("profile", name);
    out.sealed_state = marked("state", name);
    return out;
  }
  std::uint32_t next(std::uint32_t below) { return static_cast<std::uint32_t>(random_() % below); }

 private:
  std::mt19937 random_;
};

void live(Journal& journal, Crowd& crowd, int people) {
  for (int n = 0; n < people; ++n) {
    must_commit(journal, {.persons = {crowd.row("p" + std::to_string(n), 1)}});
  }
  for (int turn = 0; turn < people * 4; ++turn) {
    const std::string name = "p" + std::to_string(crowd.next(static_cast<std::uint32_t>(people)));
    auto said = message(name, std::to_string(turn));
    said.sealed = crowd.marked("words", name);
    must_commit(journal, {.persons = {crowd.row(name, turn + 2)},
                          .messages = {said},
                          .outbox = {contract::notice(std::to_string(turn), name)},
                          .credentials = {contract::credential(name, "psn_" + name)}});
  }
}

TEST(Scrub, LeavesNothingOfTheErasedInAnyFile) {
  constexpr int people = 60;
  for (const std::uint32_t seed : {1U, 2U, 3U}) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const TestFolder folder;
    const auto journal = opened(folder);
    Crowd crowd(seed);
    live(*journal, crowd, people);
    const std::string before = all_bytes(folder);
    std::vector<std::string> erased;
    for (int n = 0; n < people; ++n) {
      const std::string name = "p" + std::to_string(n);
      ASSERT_NE(before.find(":" + name + ">"), std::string::npos)
          << "the scan must see what is there";
      if (crowd.next(2) == 0) erased.push_back(name);
    }
    for (const std::string& name : erased) {
      must_commit(*journal, {.erased_persons = {PersonRef("psn_" + name)}});
    }
    ASSERT_TRUE(contract::scrub(*journal));
    const std::string after = all_bytes(folder);
    for (const std::string& name : erased) {
      for (const char* what : {"key", "profile", "state", "words"}) {
        EXPECT_EQ(after.find("<" + std::string(what) + ":" + name + ">"), std::string::npos)
            << what << " of " << name;
      }
      EXPECT_EQ(after.find(contract::name_of_person(name).view()), std::string::npos) << name;
    }
    EXPECT_NE(after.find("<key:"), std::string::npos) << "those who stay must stay";
  }
}

TEST(Scrub, LeavesNothingOfAnErasedTurn) {
  const TestFolder folder;
  const auto journal = opened(folder);
  auto long_words = message("ma", "1");
  long_words.sealed = std::string(20'000, 'x') + "<words:1>" + std::string(20'000, 'y');
  must_commit(*journal, {.persons = {person("ma")}, .messages = {long_words}});
  EXPECT_NE(all_bytes(folder).find("<words:1>"), std::string::npos);
  must_commit(*journal, {.erased_turns = {TurnId("trn_1")}});
  ASSERT_TRUE(contract::scrub(*journal));
  const std::string after = all_bytes(folder);
  EXPECT_EQ(after.find("<words:1>"), std::string::npos);
  EXPECT_EQ(after.find(std::string(100, 'x')), std::string::npos);
}

TEST(Scrub, WorksBesideReadersAndTwice) {
  const TestFolder folder;
  const auto journal = opened(folder);
  must_commit(*journal, {.persons = {person("ma")}});
  EXPECT_TRUE(journal->person_by_ref(PersonRef("psn_ma")).value());
  EXPECT_TRUE(contract::scrub(*journal));
  EXPECT_TRUE(contract::scrub(*journal));
  EXPECT_TRUE(journal->person_by_ref(PersonRef("psn_ma")).value());
}

TEST(Scrub, ClearLeavesNothingAtAll) {
  const TestFolder folder;
  const auto journal = opened(folder);
  Crowd crowd(7);
  live(*journal, crowd, 10);
  ASSERT_TRUE(contract::clear(*journal));
  const std::string after = all_bytes(folder);
  EXPECT_EQ(after.find("<key:"), std::string::npos);
  EXPECT_EQ(after.find("<words:"), std::string::npos);
}

}  // namespace
}  // namespace anban::store
