// SPDX-License-Identifier: Apache-2.0
// Word lists: tiers, conditions, word borders, the squeezed view, and what is wrong with a list.
#include "signals/words.h"

#include "pack/lexicon.h"
#include "signals/signals_fixture.h"

namespace anban::signals {
namespace {

/// A pack with one list of these rules (the format of packs/README.md).
pack::Pack pack_of(const std::string& rules, const std::string& category = "fraud") {
  pack::Pack pack;
  pack.id = "test";
  pack.hash_text = "sha256:0";
  pack::Faults faults;
  pack.lexicons.push_back(
      pack::parse_lexicon("# id: list\n# category: fraud\n# kind: A.1-6\n# roles: user assistant\n"
                          "# updated: 2026-11-22\n# source: a test, CC BY 4.0\n" +
                              rules,
                          "list.txt", faults));
  EXPECT_TRUE(faults.none()) << pack::to_text(faults.take());
  pack.lexicons[0].category = category;
  return pack;
}

using Observing = std::shared_ptr<const Observer>;

Observing observer_of(const std::string& rules, const std::string& category = "fraud") {
  return build_observer(pack_of(rules, category));
}

/// What the word list finds; the trained model has its own tests.
Findings frauds(const Observing& observer, std::string_view text) {
  Findings found;
  for (Finding& each : observer->observe(text, Role::user)) {
    const bool by_words = each.detector.starts_with("words/");
    if (by_words && each.category == Category::fraud) found.push_back(std::move(each));
  }
  return found;
}

TEST(Words, BlockDecidesSignalScoresIgnoreTakesBack) {
  const Observing pack = observer_of("红苹果\n青苹果 | signal\n红苹果酱 | ignore\n");
  const Findings block = frauds(pack, "我要红苹果");
  ASSERT_EQ(block.size(), 1U);
  EXPECT_TRUE(block[0].decided);
  EXPECT_EQ(block[0].span, (Span{2, 5}));
  EXPECT_EQ(block[0].kind, "A.1-6");
  EXPECT_EQ(block[0].detector, "words/test/list");
  const Findings signal = frauds(pack, "我要青苹果");
  ASSERT_EQ(signal.size(), 1U);
  EXPECT_FALSE(signal[0].decided);
  EXPECT_TRUE(frauds(pack, "我要红苹果酱").empty());
  EXPECT_EQ(frauds(pack, "红苹果酱和红苹果").size(), 1U);
}

TEST(Words, HoldOnlyUnderTheirConditions) {
  const Observing needs = observer_of("转账 | needs: 客服, 验证码\n");
  EXPECT_TRUE(frauds(needs, "给妈妈转账").empty());
  EXPECT_EQ(frauds(needs, "客服让我转账").size(), 1U);
  const Observing unless = observer_of("转账 | unless: 房租\n");
  EXPECT_TRUE(frauds(unless, "转账交房租").empty());
  EXPECT_EQ(frauds(unless, "快转账").size(), 1U);
  const Observing near = observer_of("转账 | near: 余额 within 3\n");
  EXPECT_EQ(frauds(near, "余额转账").size(), 1U);
  EXPECT_TRUE(frauds(near, "余额已经查过了，现在想去转账").empty());
}

TEST(Words, FindOtherSpellings) {
  const Observing pack = observer_of("资金盘\nponzi scheme\n");
  for (const char* text : {"資金盤", "资\u200B金盘", "资 金 盘", "资*金*盘", "资.金.盘",
                           "Ponzi  Scheme", "ＰＯＮＺＩ scheme", "𝐩𝐨𝐧𝐳𝐢 scheme", "资～金～盘"}) {
    EXPECT_EQ(frauds(pack, text).size(), 1U) << text;
  }
}

TEST(Words, DoNotJoinClausesOrSentences) {
  const Observing pack = observer_of("自杀\n资金盘\n");
  for (const char* text : {"我来自。杀青那天", "他来自，杀手电影", "有资金。盘点一下", "资\n金盘",
                           "投入资金，盘点库存", "资-----金-----盘"}) {
    EXPECT_TRUE(frauds(pack, text).empty()) << text;
  }
}

TEST(Words, InLatinLettersNeedTheirBorders) {
  const Observing pack = observer_of("ass\nkill 你\n");
  for (const char* text : {"assistant", "class", "bass", "assassin", "a s s", "skill 你"}) {
    EXPECT_TRUE(frauds(pack, text).empty()) << text;
  }
  for (const char* text : {"ass", "an ass!", "Ass.", "你ass", "(ass)", "kill 你"}) {
    EXPECT_EQ(frauds(pack, text).size(), 1U) << text;
  }
}

TEST(Words, ReachOnlyTheRolesOfTheirList) {
  pack::Pack pack = pack_of("红苹果\n");
  pack.lexicons[0].roles = {"assistant"};
  const Observing observer = build_observer(pack);
  EXPECT_TRUE(frauds(observer, "红苹果").empty());
  EXPECT_EQ(observer->observe("红苹果", Role::assistant).size(), 1U);
}

TEST(Words, OfAnExitListLeaveLikeTheBuiltInOnes) {
  const Observing observer = observer_of("撤退咯\n", "exit");
  EXPECT_NE(find(observer->observe("撤退咯", Role::user), Category::exit), nullptr);
  EXPECT_EQ(find(observer->observe("他们撤退咯我才到", Role::user), Category::exit), nullptr);
}

TEST(Words, FaultsAreNamed) {
  pack::Pack pack = pack_of("。。\n", "gamblin");
  pack.lexicons[0].roles = {"users"};
  EXPECT_EQ(faults_in_lexicons(pack),
            (std::vector<std::string>{"lexicon list: unknown category 'gamblin'",
                                      "lexicon list: unknown role 'users'",
                                      "lexicon list: '。。' has no letter or more than 128"}));
  EXPECT_TRUE(faults_in_lexicons(fixture::shipped_pack()).empty());
}

TEST(Finding, NamesAreUniqueAndReadBack) {
  for (std::size_t i = 0; i < category_count; ++i) {
    const auto category = static_cast<Category>(i);
    EXPECT_EQ(category_named(name_of(category)), category);
  }
  EXPECT_EQ(category_named("nonsense"), std::nullopt);
}

TEST(Finding, FindGivesTheStrongestDecided) {
  const Findings findings = {{Category::fraud, 0.5F, true, {}, "a", ""},
                             {Category::fraud, 0.9F, true, {}, "b", ""},
                             {Category::fraud, 1.0F, false, {}, "c", ""}};
  EXPECT_EQ(find(findings, Category::fraud)->kind, "b");
  EXPECT_EQ(find(findings, Category::exit), nullptr);
}

}  // namespace
}  // namespace anban::signals
