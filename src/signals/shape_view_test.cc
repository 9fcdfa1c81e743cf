// SPDX-License-Identifier: Apache-2.0
// Characters that look like others are read as those where that is far likelier; ordinary text is
// never read otherwise.
#include "signals/shape_view.h"

#include <algorithm>
#include <ctime>
#include <random>
#include <string>

#include "base/utf8.h"
#include "signals/look_alikes.h"
#include "signals/restore_phrases.h"
#include "signals/signals_fixture.h"

namespace anban::signals {
namespace {

const Restorer& restorer() {
  static const Restorer all = restorer_for(shipped_rules(), fixture::shipped_pack());
  return all;
}

/// The text as it is read; empty where it is read as it stands.
std::string read(std::string_view text) {
  std::string out;
  const auto found = read_by_shape(normalise(text), restorer());
  if (!found) return out;
  for (const Unit& unit : found->text.units) {
    if (unit.point != word_boundary) append_utf8(out, unit.point);
  }
  return out;
}

bool may_mean(char32_t written, char32_t meant) {
  const auto alike = look_alikes_of(written);
  return std::find(alike.begin(), alike.end(), meant) != alike.end();
}

TEST(LookAlikes, AreThoseThatPeopleConfuse) {
  // Sets that teachers know; nothing of the table was made from them.
  for (const std::u32string_view set :
       {U"己已巳", U"未末",   U"人入", U"大犬太", U"日曰",   U"土士",   U"杀刹",
        U"赌睹",   U"辨辩辫", U"没设", U"刀力刃", U"千干于", U"折拆",   U"博搏",
        U"拔拨",   U"治冶",   U"洒酒", U"乌鸟",   U"免兔",   U"戊戌戍", U"侯候"}) {
    for (const char32_t written : set) {
      for (const char32_t meant : set) {
        std::string both;
        append_utf8(both, written);
        append_utf8(both, meant);
        if (written != meant) EXPECT_TRUE(may_mean(written, meant)) << both;
      }
    }
  }
  EXPECT_TRUE(look_alikes_of(U'a').empty());
  EXPECT_TRUE(look_alikes_of(0x9FFF).empty());
}

TEST(ShapeView, ReadsWhatWasReplaced) {
  EXPECT_EQ(read("我巳经不想沽了"), "我已经不想活了");
  EXPECT_EQ(read("他天天去睹愽 家里的钱都输光了"), "他天天去赌博 家里的钱都输光了");
  EXPECT_EQ(read("我不想沽下去了"), "我不想活下去了");
}

TEST(ShapeView, IsHeard) {
  fixture::expect_each(Category::crisis_tier2, {"我想自刹", "我巳经不想沽了,准备自刹"});
  fixture::expect_none(Category::crisis_tier2, {"古刹的钟声真好听", "我想去灵隐古刹走走"});
}

TEST(ShapeView, PointsIntoTheTextAsSent) {
  const Findings findings = fixture::found("唉 我想自刹");
  const bool found = std::any_of(findings.begin(), findings.end(), [](const Finding& each) {
    return each.category == Category::crisis_tier2 && each.span.start >= 2 && each.span.end == 6;
  });
  EXPECT_TRUE(found) << fixture::listed(findings);
}

TEST(ShapeView, LeavesOrdinaryTextAlone) {
  for (const char* text : {"", "你好", "今天晚上吃什么呀", "我未婚夫是太仓人", "古刹里有一棵老银杏",
                           "土豆炖牛腩怎么做", "周末去千岛湖玩", "戊戌变法是哪一年",
                           "博物馆周一闭馆", "侯老师让我稍候", "他姓冼，不是洗",
                           "己所不欲，勿施于人", "我家狗叫茉莉，猫叫荼蘼", "拔河比赛我们班赢了"}) {
    EXPECT_EQ(read(text), "") << text;
  }
}

TEST(ShapeView, TakesLongTextsInBoundedTime) {
  for (const char* piece : {"刹", "自刹", "巳未亠孑", "我想自刹了 ", "睹愽澡"}) {
    std::string text;
    while (text.size() < 1 << 15) text += piece;
    const NormalText normal = normalise(text);
    const std::clock_t begin = std::clock();
    read_by_shape(normal, restorer());
    // A hundredth of this in a release; were it quadratic, this would not be enough.
    EXPECT_LE(std::clock() - begin, 2 * CLOCKS_PER_SEC) << piece;
  }
}

TEST(ShapeView, TakesAnyUnits) {
  std::mt19937 random(20261122);
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (unsigned i = 0; i < random() % 24; ++i) {
      append_utf8(text, random() % 5 == 0 ? random() % 0x3000 : 0x4E00 + random() % 0x5200);
    }
    const NormalText normal = normalise(text);
    const auto found = read_by_shape(normal, restorer());
    if (!found) continue;
    ASSERT_EQ(found->text.units.size(), normal.units.size());
    for (const Span& place : found->places) {
      ASSERT_NE(found->text.units[place.start].point, normal.units[place.start].point);
    }
    for (std::size_t i = 0; i < normal.units.size(); ++i) {
      ASSERT_EQ(found->text.units[i].origin, normal.units[i].origin);
    }
  }
}

}  // namespace
}  // namespace anban::signals
