// SPDX-License-Identifier: Apache-2.0
// The evasion view: what is hidden comes back, ordinary words of the same sound stay.
#include "signals/restore.h"

#include <ctime>
#include <random>
#include <string>

#include "base/utf8.h"
#include "signals/restore_phrases.h"
#include "signals/signals_fixture.h"

namespace anban::signals {
namespace {

const Restorer& restorer() {
  static const Restorer all = restorer_for(shipped_rules(), fixture::shipped_pack());
  return all;
}

/// The restored text; empty where nothing is restored.
std::string restored(std::string_view text, const Restorer& by = restorer()) {
  std::string out;
  const auto found = by.restore(normalise(text));
  if (!found) return out;
  for (const Unit& unit : found->text.units) {
    if (unit.point != word_boundary) append_utf8(out, unit.point);
  }
  return out;
}

TEST(Restore, LeavesTheEverydayWordsOfOpenRulesAlone) {
  const std::string rule = "for user\ncrisis_tier2 plan .9 : 永别\n";
  const std::string open_rule = "words open\n" + rule;
  const pack::Pack none;
  const Restorer closed = restorer_for(read_rules({rule}), none);
  const Restorer open = restorer_for(read_rules({open_rule}), none);
  EXPECT_EQ(restored("yong bie", closed), "永别");
  EXPECT_NE(restored("yong bie", open), "永别");
}

TEST(Restore, ReadsPinyin) {
  EXPECT_EQ(restored("我想zisha"), "我想自杀");
  EXPECT_EQ(restored("我想zi sha"), "我想自杀");
  EXPECT_EQ(restored("我想自sha"), "我想自杀");
  EXPECT_EQ(restored("zì shā"), "自杀");
  EXPECT_EQ(restored("zi4sha1"), "自杀");
  EXPECT_EQ(restored("woxiangsi"), "我想死");
}

TEST(Restore, ReadsInitialsInChinese) {
  EXPECT_EQ(restored("我想zs"), "我想自杀");
  EXPECT_EQ(restored("我想去s"), "我想去死");
}

TEST(Restore, ReadsCharactersOfTheSameSound) {
  EXPECT_EQ(restored("想紫砂"), "想自杀");
  EXPECT_EQ(restored("我想四了"), "我想死了");
  EXPECT_EQ(restored("好想亖"), "好想死");
}

TEST(Restore, JoinsWhatIsTakenApart) {
  EXPECT_EQ(restored("我 想 死"), "我想死");
  EXPECT_EQ(restored("我想自.杀了"), "我想自杀了");
  EXPECT_EQ(restored("自🌸杀"), "自杀");
  EXPECT_EQ(restored("我想歹匕"), "我想死");
  EXPECT_EQ(restored("f u c k"), "fuck");
}

TEST(Restore, ReadsDigitsAndEmoji) {
  EXPECT_EQ(restored("好想4"), "好想死");
  EXPECT_EQ(restored("想💀"), "想死");
  EXPECT_EQ(restored("想跳🏢"), "想跳楼");
}

TEST(Restore, LeavesOrdinaryWordsAlone) {
  for (const char* text :
       {"", "你好", "买了一把紫砂壶", "四川人爱吃辣", "我4点下班", "他54岁了", "我要4个包子",
        "来自，杀手电影", "women can hang out", "she said she can run", "I like your name",
        "今天去了KTV", "iPhone 15 多少钱", "会议结束，声明如下", "我想事情呢", "好多好多的话",
        "13812345678", "2026-11-22 10:00"}) {
    EXPECT_EQ(restored(text), "") << text;
  }
}

TEST(Restore, PointsIntoTheTextAsSent) {
  const Findings findings = fixture::found("唉，我想zi sha了");
  bool found = false;
  for (const Finding& each : findings) {
    found = found || (each.category == Category::crisis_tier2 && each.span.end >= 10 &&
                      each.span.end <= 11 && each.span.start <= 3);
  }
  EXPECT_TRUE(found) << fixture::listed(findings);
}

TEST(Restore, IsHeardByTheRules) {
  fixture::expect_each(Category::crisis_tier2,
                       {"我想zisha", "我想自.杀", "我想自、杀", "我想自shā", "我想割wan",
                        "我准备紫砂", "我想割🖐腕", "想跳🏢了", "我想字杀"});
  fixture::expect_none(Category::crisis_tier2, {"我想买一把紫砂壶", "我想去四川", "我想4点走",
                                                "我想死党了", "zs老师说我想多了"});
}

TEST(Restore, TakesLongTextsInBoundedTime) {
  for (const char* piece :
       {"zs", "z s ", "自.", "想4", "yi", "a1", "💊", "紫砂", "歹匕", "jiu你", "自 杀"}) {
    std::string text;
    while (text.size() < 1 << 15) text += piece;
    const NormalText normal = normalise(text);
    const std::clock_t begin = std::clock();
    restorer().restore(normal);
    // A hundredth of this in a release; were it quadratic, this would not be enough.
    EXPECT_LE(std::clock() - begin, 2 * CLOCKS_PER_SEC) << piece;
  }
}

TEST(Restore, TakesAnyUnits) {
  std::mt19937 random(20261122);
  constexpr std::u32string_view points = U"自杀zisha4💊 .,想死歹匕\n🌸s我x0三";
  for (int round = 0; round < 500; ++round) {
    std::string text;
    for (unsigned i = 0; i < random() % 24; ++i)
      append_utf8(text, points[random() % points.size()]);
    const NormalText normal = normalise(text);
    const auto found = restorer().restore(normal);
    if (!found) continue;
    ASSERT_EQ(found->ends.size(), found->text.units.size());
    for (std::size_t i = 0; i < found->ends.size(); ++i) {
      ASSERT_LT(found->text.units[i].origin, found->ends[i]) << text;
      ASSERT_LE(found->ends[i], normal.originals) << text;
    }
  }
}

}  // namespace
}  // namespace anban::signals
