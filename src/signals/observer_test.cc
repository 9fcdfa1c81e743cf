// SPDX-License-Identifier: Apache-2.0
// The observer as a whole: spans in the text as sent, any bytes, linear time; and its rule tables.
#include <random>

#include "signals/rule_table.h"
#include "signals/signals_fixture.h"

namespace anban::signals {
namespace {

using fixture::found;

TEST(Observer, SpansCountCodePointsOfTheOriginal) {
  const std::string text = "🙂我\u200B想自殺。";
  const Finding* crisis = nullptr;
  const Findings findings = found(text);
  crisis = find(findings, Category::crisis_tier2);
  ASSERT_NE(crisis, nullptr);
  EXPECT_EQ(crisis->span, (Span{3, 6}));
}

TEST(Observer, TakesAnyBytes) {
  std::mt19937 random(5);
  for (int round = 0; round < 300; ++round) {
    std::string text(random() % 200, ' ');
    for (char& each : text) each = static_cast<char>(random());
    for (const Role role : {Role::user, Role::assistant, Role::character_card}) {
      for (const Finding& each : found(text, role)) EXPECT_LE(each.span.end, text.size());
    }
  }
  EXPECT_TRUE(found("").empty());
}

TEST(Observer, NamesPackAndRulesInItsVersion) {
  EXPECT_EQ(fixture::detectors().observer->version(),
            "words/cn-2026@sha256:01234567 rules@1 cue-score@1 identifiers@2 restore@1 "
            "catering@1 " +
                std::string(Model::embedded().version()));
}

TEST(Observer, GivesTheSameEachTime) {
  const std::string text = "再见，我要去自杀了。我电话13812345678，我今年12岁";
  EXPECT_EQ(found(text), found(text));
}

TEST(Observer, StaysBoundedOnHostileText) {
  // Repetition of every common cue: what is quadratic would never end here.
  for (const std::string part :
       {"我想我要", "我想他死你说不", "1 2 3 4", "“「《", "@a.b", "没有不我", "自 杀", "i want to ",
        "怎么死痛", "，", "a", "一二三四五六七八九十"}) {
    std::string text;
    while (text.size() < 24 * 1024) text += part;
    EXPECT_LE(found(text).size(), 200U) << part;
  }
}

TEST(RuleTable, ReadsClassesRulesAndOptions) {
  const RuleTable table =
      read_rules({"# comment\n+ AB 甲 乙_丙\nfor user card\nguard neg third\n"
                  "exit farewell .5 -third weak : ^ AB ~3 丁|戊 $\n"});
  ASSERT_EQ(table.rules.size(), 1U);
  const Rule& rule = table.rules[0];
  EXPECT_EQ(rule.category, Category::exit);
  EXPECT_EQ(rule.kind, "farewell");
  EXPECT_FALSE(rule.decides);
  EXPECT_TRUE(rule.guarded_by(Guard::neg));
  EXPECT_FALSE(rule.guarded_by(Guard::third));
  EXPECT_EQ(rule.roles, 0b101);
  ASSERT_EQ(rule.items.size(), 2U);
  EXPECT_TRUE(rule.items[0].clause_begin);
  EXPECT_EQ(rule.items[1].gap, 3U);
  EXPECT_EQ(rule.items[1].any.size(), 2U);
  EXPECT_TRUE(rule.items[1].clause_end);
}

TEST(RuleTable, OfTheProgramReads) {
  const RuleTable table = shipped_rules();
  EXPECT_GT(table.rules.size(), 200U);
  EXPECT_GT(table.phrases.size(), 4000U);
}

TEST(RuleTable, HidesAWordThatAnyRuleHides) {
  const RuleTable table =
      read_rules({"for user\nwords open\nexit x .5 : 甲\nexit x .5 : 乙\nwords hidden\n"
                  "exit x .5 : 甲\n"});
  ASSERT_EQ(table.rules.size(), 3U);
  EXPECT_TRUE(table.rules[0].open);
  EXPECT_FALSE(table.rules[2].open);
  EXPECT_EQ(table.rules[0].items[0].any, table.rules[2].items[0].any);
  ASSERT_EQ(table.phrases.size(), 2U);
  EXPECT_FALSE(table.phrases[0].open);
  EXPECT_TRUE(table.phrases[1].open);
}

TEST(RuleTableDeath, FaultsEndTheProgramAtStart) {
  EXPECT_DEATH(read_rules({"for user\nnonsense x .5 : 甲\n"}), "category");
  EXPECT_DEATH(read_rules({"for user\nexit x .5 : UNDEFINED\n"}), "UNDEFINED");
  EXPECT_DEATH(read_rules({"for nobody\n"}), "role");
  EXPECT_DEATH(read_rules({"words secret\n"}), "open or hidden");
}

}  // namespace
}  // namespace anban::signals
