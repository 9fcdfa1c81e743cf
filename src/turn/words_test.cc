// SPDX-License-Identifier: Apache-2.0
// The platform's own voice: its mark, its way out of a history, and help lines that are never
// empty.
#include "turn/words.h"

#include <set>

#include <gtest/gtest.h>

#include "pack/text_keys.h"
#include "turn/test_world.h"

namespace anban {
namespace {

using duties::CrisisKind;
using testing_turn::policy;

const pack::Pack& pack_in_force() { return *policy()->pack; }

TEST(Words, SpeakTheLanguageOfTheMessage) {
  EXPECT_EQ(locale_for("你好"), "zh-CN");
  EXPECT_EQ(locale_for("hello 你"), "zh-CN");
  EXPECT_EQ(locale_for("hello"), "en");
  EXPECT_EQ(locale_for(""), "zh-CN");
}

TEST(Words, AreOneMarkedParagraph) {
  EXPECT_EQ(marked("zh-CN", "\n\n一\n\n\n二\n三\n"), "【安伴】一\n二\n三");
  EXPECT_EQ(marked("zh-TW", "一"), "【安伴】一");
  EXPECT_EQ(marked("en", "one"), "[Anban] one");
  EXPECT_EQ(marked("en", ""), "[Anban] ");
}

TEST(Words, AreTakenOutOfAHistoryAndNothingElseIs) {
  const pack::Pack& pack = pack_in_force();
  const std::string label(pack.texts.say("zh-CN", pack::keys::label_text));
  const std::string english(pack.texts.say("en", pack::keys::label_text));
  const std::string reply = label + "\n\n" + marked("zh-CN", "休息一下吧\n好吗") +
                            "\n\n你好呀\n换行\n\n" + marked("en", "Take a break.") +
                            "\n\n再见\n\n" + english;
  EXPECT_EQ(without_platform_words(pack, reply), "你好呀\n换行\n\n再见");
  EXPECT_EQ(without_platform_words(pack, label), "");
  EXPECT_EQ(without_platform_words(pack, ""), "");
  const std::string theirs = "说到【安伴】和" + label + "，都是词";
  EXPECT_EQ(without_platform_words(pack, theirs), theirs);
}

TEST(Words, AllMarkedTextsOfThePackAreTakenOut) {
  const pack::Pack& pack = pack_in_force();
  for (const pack::TextKeyRule& rule : pack::all_text_keys()) {
    for (const char* locale : {"zh-CN", "en"}) {
      const std::string ours = marked(locale, plain_words(pack, locale, rule.key, "2", "1\n2"));
      EXPECT_EQ(without_platform_words(pack, ours), "") << rule.key.name;
    }
  }
}

TEST(HelpLinesOfARegion, ComeFirstAndOnlyToItsPeople) {
  pack::Pack pack = pack_in_force();
  pack::HelpLine local = pack.help_lines.front();
  local.number = "962525";
  local.region = "CN-31";
  local.situations = {"any"};
  pack.help_lines.push_back(local);
  const auto lines = [&](std::string_view region) {
    return help_lines_text(pack, "zh-CN", {CrisisKind::self_harm, false, region});
  };
  EXPECT_TRUE(lines("CN-31").starts_with("962525"));
  EXPECT_NE(lines("CN-31").find("12356"), std::string::npos);
  EXPECT_EQ(lines("CN-11").find("962525"), std::string::npos);
  EXPECT_EQ(lines("CN").find("962525"), std::string::npos);
  EXPECT_TRUE(lines("SG").starts_with("12356"));  // nothing is listed there: never empty
  EXPECT_TRUE(lines("").starts_with("12356"));
}

TEST(HelpLines, AreNeverEmpty) {
  for (const auto kind : {CrisisKind::none, CrisisKind::tier1, CrisisKind::third_party,
                          CrisisKind::self_harm, CrisisKind::life_danger, CrisisKind::violence,
                          CrisisKind::medical, CrisisKind::property_loss}) {
    for (const bool minor : {false, true}) {
      for (const char* locale : {"zh-CN", "en", "fr"}) {
        EXPECT_FALSE(help_lines_text(pack_in_force(), locale, {kind, minor}).empty());
      }
    }
  }
}

TEST(HelpLines, NameTheYouthLineForMinorsOnly) {
  for (const auto kind : {CrisisKind::self_harm, CrisisKind::violence, CrisisKind::property_loss}) {
    EXPECT_NE(help_lines_text(pack_in_force(), "zh-CN", {kind, true}).find("12355"),
              std::string::npos);
  }
  EXPECT_EQ(help_lines_text(pack_in_force(), "zh-CN", {CrisisKind::self_harm, false}).find("12355"),
            std::string::npos);
}

TEST(HelpLines, BeginWithWhatFitsTheSituation) {
  const auto first = [](CrisisKind kind) {
    const std::string lines = help_lines_text(pack_in_force(), "zh-CN", {kind, false});
    return lines.substr(0, lines.find(' '));
  };
  EXPECT_EQ(first(CrisisKind::self_harm), "12356");
  EXPECT_EQ(first(CrisisKind::medical), "120");
  EXPECT_EQ(first(CrisisKind::violence), "110");
  const std::string fraud =
      help_lines_text(pack_in_force(), "zh-CN", {CrisisKind::property_loss, false});
  EXPECT_NE(fraud.find("96110"), std::string::npos);
}

TEST(HelpLines, AreAtMostFiveAndEachOnlyOnce) {
  const auto lines = testing_turn::Json::parse(
      help_lines_json(pack_in_force(), "en", {CrisisKind::violence, true}));
  ASSERT_LE(lines.size(), 5U);
  std::set<std::string> numbers;
  for (const auto& line : lines) {
    EXPECT_TRUE(numbers.insert(line["number"].get<std::string>()).second);
    EXPECT_FALSE(line["name"].get<std::string>().empty());
  }
}

TEST(AsksSomething, KnowsQuestionsInBothLanguages) {
  for (const char* text :
       {"我该怎么办", "你在吗", "真的？", "why is it so", "really?", "can you help"}) {
    EXPECT_TRUE(asks_something(text)) << text;
  }
  for (const char* text : {"", "我好难过", "I feel so low"}) {
    EXPECT_FALSE(asks_something(text)) << text;
  }
}

}  // namespace
}  // namespace anban
