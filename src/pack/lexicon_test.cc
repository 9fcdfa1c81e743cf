// SPDX-License-Identifier: Apache-2.0
// The line format of word lists, lists of operators, and the figures of O-36.
#include "pack/lexicon.h"

#include <fstream>
#include <regex>
#include <sstream>

#include <fmt/format.h>

#include "pack/lexicon_stats.h"
#include "pack/pack_fixture.h"

namespace anban::pack {
namespace {

using fixture::holds;

const std::string header =
    "# id: fraud\n# category: fraud\n# kind: A.1-6\n# roles: user assistant\n"
    "# updated: 2026-11-22\n# source: a test, CC BY 4.0\n# just a comment\n";

std::string faults_in(const std::string& rules) {
  Faults faults;
  parse_lexicon(header + rules, "x.txt", faults);
  return to_text(faults.take());
}

TEST(Lexicon, ReadsHeaderAndRules) {
  Faults faults;
  const Lexicon list =
      parse_lexicon(header +
                        "安全账户\n 转账 |unless: 房租| signal |needs: 客服, 验证码\r\n\n"
                        "屏幕共享 | near: 银行卡,余额 within 20\n安全账户管理办法 | ignore",
                    "x.txt", faults);
  EXPECT_TRUE(faults.none()) << to_text(faults.take());
  EXPECT_EQ(list.id, "fraud");
  EXPECT_EQ(list.roles, (std::vector<std::string>{"user", "assistant"}));
  EXPECT_EQ(list.updated, (LocalDate{2026, 11, 22}));
  EXPECT_EQ(list.source, "a test, CC BY 4.0");
  EXPECT_FALSE(list.imported);
  ASSERT_EQ(list.rules.size(), 4U);
  EXPECT_EQ(list.rules[0].tier, Tier::block);
  EXPECT_EQ(list.rules[1].word, "转账");
  EXPECT_EQ(list.rules[1].tier, Tier::signal);
  EXPECT_EQ(list.rules[1].needs, (std::vector<std::string>{"客服", "验证码"}));
  EXPECT_EQ(list.rules[1].unless, (std::vector<std::string>{"房租"}));
  EXPECT_EQ(list.rules[2].near, (std::vector<std::string>{"银行卡", "余额"}));
  EXPECT_EQ(list.rules[2].near_within, 20U);
  EXPECT_EQ(list.rules[3].tier, Tier::ignore);
}

TEST(Lexicon, SaysWhereARuleIsWrong) {
  EXPECT_EQ(faults_in("好词\n坏词 | blok\n"),
            "x.txt:9:6: \"blok\" is not a part of a rule; parts are: block, signal, ignore, "
            "needs: a, b, unless: a, b, near: a, b within 12\n");
  EXPECT_TRUE(holds(faults_in("好词\n| signal\n"), "x.txt:9:1: the word before \"|\" is missing"));
  EXPECT_TRUE(holds(faults_in("词 | needs: 一,,二\n"), "x.txt:8:14: \"needs:\" has an empty word"));
  EXPECT_TRUE(
      holds(faults_in("词 | near: 一 within 0\n"), "\"within\" takes a whole number from 1"));
  EXPECT_TRUE(holds(faults_in("词 | near: 一 within 9999\n"), "\"within\" takes a whole number"));
  EXPECT_TRUE(holds(faults_in("词 | signal | block\n"), "is said twice"));
  EXPECT_TRUE(holds(faults_in("词\n词\n"), "x.txt:9:1: \"词\" stands in this list already"));
  EXPECT_TRUE(holds(faults_in(std::string(200, 'a') + "\n"), "a word has at most 64 characters"));
  EXPECT_TRUE(holds(faults_in("\xff\xfe\n词\n"), "x.txt:8:1: this line is not UTF-8"));
  EXPECT_TRUE(holds(faults_in("# nothing\n"), "the list holds no rule"));
}

TEST(Lexicon, WantsEveryHeaderLineOnce) {
  Faults faults;
  parse_lexicon("# id: a\n# id: b\n# category: fraud\n词\n", "x.txt", faults);
  const std::string said = to_text(faults.take());
  EXPECT_TRUE(holds(said, "x.txt:2:1: \"# id:\" stands here a second time")) << said;
  for (const char* key : {"kind", "roles", "updated", "source"}) {
    EXPECT_TRUE(holds(said, fmt::format("the list has no line \"# {}: …\"", key))) << said;
  }
}

TEST(Lexicon, KeepsReadingAfterAFault) {
  Faults faults;
  const Lexicon list = parse_lexicon(header + "一 | what\n二\n三 | why\n", "x.txt", faults);
  EXPECT_EQ(list.rules.size(), 1U);
  EXPECT_EQ(faults.take().size(), 2U);
}

TEST(Lexicon, KnowsTheCategoriesOfSignals) {
  std::ifstream stream(std::string(ANBAN_SOURCE_DIR) + "/src/signals/finding.h");
  std::stringstream text;
  text << stream.rdbuf();
  const std::string all = text.str();
  const std::size_t open = all.find("enum class Category");
  std::string body = all.substr(open, all.find("count_", open) - open);
  body = std::regex_replace(body, std::regex("//[^\n]*"), "");
  body = body.substr(body.find('{'));
  std::vector<std::string> names;
  const std::regex word("[a-z_0-9]+");
  for (std::sregex_iterator it(body.begin(), body.end(), word), end; it != end; ++it) {
    names.push_back(it->str());
  }
  const auto known = lexicon_categories();
  EXPECT_EQ(names, std::vector<std::string>(known.begin(), known.end()));
}

TEST(Lexicon, WritesWhatItReads) {
  Faults faults;
  const std::string rules =
      "一\n二 | signal | needs: 三, 四 | unless: 五 | near: 六 within 9\n七 | ignore\n";
  const Lexicon list = parse_lexicon(header + rules, "x.txt", faults);
  const std::string written = to_text(list);
  EXPECT_TRUE(holds(written, rules)) << written;
  const Lexicon again = parse_lexicon(written, "y.txt", faults);
  EXPECT_TRUE(faults.none());
  EXPECT_EQ(to_text(again), written);
}

TEST(ImportedLexicon, TakesPlainWordsWithOptionsAndRepeats) {
  Faults faults;
  const ImportOptions options{"ours", "prohibited", "A.1-1", {"user"}, {2026, 8, 1}, "operator"};
  const Lexicon list =
      import_lexicon("\xEF\xBB\xBF一\r\n二\n\n# a comment\n一\n", "o.txt", options, faults);
  EXPECT_TRUE(faults.none()) << to_text(faults.take());
  EXPECT_TRUE(list.imported);
  EXPECT_EQ(list.id, "ours");
  EXPECT_EQ(list.kind, "A.1-1");
  ASSERT_EQ(list.rules.size(), 2U);
  EXPECT_EQ(list.rules[0].word, "一");
}

TEST(ImportedLexicon, TakesOurFormatAsItSays) {
  Faults faults;
  const Lexicon list = import_lexicon(header + "一\n", "o.txt", {}, faults);
  EXPECT_TRUE(faults.none()) << to_text(faults.take());
  EXPECT_TRUE(list.imported);
  EXPECT_EQ(list.category, "fraud");
}

TEST(ImportedLexicon, RefusesUnknownCategoryAndAnEmptyList) {
  Faults faults;
  const ImportOptions options{"ours", "badness", "A.1-1", {"robot"}, {2026, 8, 1}, "operator"};
  import_lexicon("\n", "o.txt", options, faults);
  const std::string said = to_text(faults.take());
  EXPECT_TRUE(holds(said, "the list holds no rule")) << said;
  EXPECT_TRUE(holds(said, "there is no category \"badness\"")) << said;
  EXPECT_TRUE(holds(said, "there is no role \"robot\"")) << said;
}

Lexicon list_of(const std::string& kind, int words, LocalDate updated) {
  Lexicon list;
  list.id = "list " + kind;
  list.kind = kind;
  list.updated = updated;
  for (int i = 0; i < words; ++i) {
    list.rules.push_back({fmt::format("{} {}", kind, i), Tier::block, {}, {}, {}, 12});
  }
  return list;
}

TEST(LexiconStats, CountsDistinctWordsByKind) {
  const auto pack = fixture::sound_pack();
  ASSERT_NE(pack, nullptr);
  std::vector<Lexicon> imported{list_of("A.1-6", 3, {2026, 8, 1}),
                                list_of("none", 2, {2026, 8, 1})};
  imported.push_back(imported[0]);
  imported[0].rules.push_back({"harmless", Tier::ignore, {}, {}, {}, 12});
  const LexiconStats stats = lexicon_stats(*pack, imported, {2026, 8, 8});
  EXPECT_EQ(stats.total, 7U);
  const auto kind = std::find_if(stats.kinds.begin(), stats.kinds.end(),
                                 [](const KindCount& each) { return each.kind == "A.1-6"; });
  ASSERT_NE(kind, stats.kinds.end());
  EXPECT_EQ(kind->words, 5U);
  EXPECT_EQ(kind->needed, 200U);
  EXPECT_EQ(stats.kinds.back().kind, "unclassified");
  EXPECT_FALSE(stats.meets_scale);
}

TEST(LexiconStats, IsStaleAfterAWeekAndNotBefore) {
  const auto pack = fixture::sound_pack();
  ASSERT_NE(pack, nullptr);
  EXPECT_FALSE(lexicon_stats(*pack, {}, {2026, 8, 8}).any_stale);
  const LexiconStats stats = lexicon_stats(*pack, {}, {2026, 8, 9});
  EXPECT_TRUE(stats.any_stale);
  EXPECT_EQ(stats.lists[0].age_days, 8);
}

TEST(LexiconStats, MeetsTheScaleOfTheStandardExactly) {
  auto pack = fixture::sound_pack();
  ASSERT_NE(pack, nullptr);
  pack->lexicons.clear();
  for (const Category& each : pack->taxonomy) {
    if (each.group == "A.1") pack->lexicons.push_back(list_of(each.id, 200, {2026, 8, 1}));
    if (each.group == "A.2") pack->lexicons.push_back(list_of(each.id, 100, {2026, 8, 1}));
  }
  pack->lexicons.push_back(list_of("A.3-18", 7499, {2026, 8, 1}));
  EXPECT_FALSE(lexicon_stats(*pack, {}, {2026, 8, 1}).meets_scale) << "9,999 words";
  pack->lexicons.push_back(list_of("A.3-19", 1, {2026, 8, 1}));
  EXPECT_TRUE(lexicon_stats(*pack, {}, {2026, 8, 1}).meets_scale) << "10,000 words";
  pack->lexicons[0].rules.pop_back();
  pack->lexicons.push_back(list_of("A.3-20", 1, {2026, 8, 1}));
  EXPECT_FALSE(lexicon_stats(*pack, {}, {2026, 8, 1}).meets_scale) << "199 of A.1-1";
}

}  // namespace
}  // namespace anban::pack
