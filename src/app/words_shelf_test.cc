// SPDX-License-Identifier: Apache-2.0
// The shelf over a real folder: what a start finds there after another one, and after an accident.
#include "app/words_shelf.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace anban {
namespace {

namespace fs = std::filesystem;

struct WordsShelfTest : testing::Test {
  fs::path folder = fs::path(testing::TempDir()) /
                    ("words_shelf_" + std::to_string(::getpid()) + "_" +
                     testing::UnitTest::GetInstance()->current_test_info()->name());
  std::vector<std::string> lines;
  EventLog log{Level::info, [this](std::string_view line) { lines.emplace_back(line); }};
  WordsShelf shelf{folder, log};

  WordsShelfTest() { fs::create_directories(folder); }
  ~WordsShelfTest() override { fs::remove_all(folder); }

  static pack::Pack pack_with(const std::string& word) {
    pack::Pack pack;
    pack.id = "small";
    pack::Lexicon list;
    list.id = "operator";
    list.category = "gambling";
    list.roles = {"user"};
    list.rules.push_back({.word = word, .needs = {}, .unless = {}, .near = {}});
    pack.lexicons.push_back(list);
    return pack;
  }
  bool notices(const std::string& word) {
    const signals::Detectors detectors = signals::build_detectors(pack_with(word), shelf);
    const auto found = detectors.observer->observe("一起" + word + "吧", signals::Role::user);
    return signals::find(found, signals::Category::gambling) != nullptr;
  }
  fs::path file() const { return folder / WordsShelf::file_name; }
  fs::file_time_type written() const { return fs::last_write_time(file()); }
};

TEST_F(WordsShelfTest, ASecondStartMapsWhatTheFirstOneBuilt) {
  EXPECT_TRUE(notices("子丑寅卯辰"));
  const auto first = written();
  EXPECT_TRUE(notices("子丑寅卯辰"));
  EXPECT_EQ(written(), first);
  EXPECT_THAT(lines, testing::IsEmpty());
  EXPECT_EQ(fs::status(file()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(WordsShelfTest, OtherListsReplaceItAndAPolicyInForceKeepsItsOwn) {
  const signals::Detectors before = signals::build_detectors(pack_with("子丑寅卯辰"), shelf);
  EXPECT_TRUE(notices("巳午未申酉"));
  EXPECT_THAT(lines, testing::ElementsAre(testing::HasSubstr("words_image.refused")));
  const auto found = before.observer->observe("一起子丑寅卯辰吧", signals::Role::user);
  EXPECT_NE(signals::find(found, signals::Category::gambling), nullptr);
  EXPECT_TRUE(notices("巳午未申酉"));
  EXPECT_EQ(lines.size(), 1U);
}

TEST_F(WordsShelfTest, WhateverLiesThereIsReplacedWithOneLine) {
  ASSERT_TRUE(notices("子丑寅卯辰"));
  const auto size = fs::file_size(file());
  const auto damage = [&](auto&& change) {
    change();
    lines.clear();
    EXPECT_TRUE(notices("子丑寅卯辰"));
    EXPECT_THAT(lines, testing::ElementsAre(testing::HasSubstr("words_image.refused")));
    EXPECT_EQ(fs::file_size(file()), size);
  };
  damage([&] { fs::resize_file(file(), 0); });
  damage([&] { fs::resize_file(file(), 50); });
  damage([&] { fs::resize_file(file(), size - 1); });
  damage([&] { fs::resize_file(file(), size + 4096); });
  damage([&] { std::ofstream(file(), std::ios::trunc) << "words"; });
  damage([&] {
    std::fstream in(file(), std::ios::in | std::ios::out | std::ios::binary);
    in.seekp(static_cast<std::streamoff>(size / 2));
    in.put('\x7F').put('\x01').put('\x7F');
  });
}

TEST_F(WordsShelfTest, WithoutAFolderWordsAreBuiltAllTheSame) {
  fs::remove_all(folder);
  EXPECT_TRUE(notices("子丑寅卯辰"));
  EXPECT_THAT(lines, testing::ElementsAre(testing::HasSubstr("words_image.not_kept")));
}

}  // namespace
}  // namespace anban
