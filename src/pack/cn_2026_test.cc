// SPDX-License-Identifier: Apache-2.0
// The pack that is shipped: it loads, and its words keep what the law and kindness ask of them.
#include <algorithm>
#include <regex>

#include <gtest/gtest.h>

#include "pack/help_lines.h"
#include "pack/load.h"
#include "pack/param_fields.h"
#include "pack/text_keys.h"

namespace anban::pack {
namespace {

std::shared_ptr<const Pack> shipped() {
  static const Result<PackSource> source =
      source_from_directory(std::string(ANBAN_SOURCE_DIR) + "/packs/cn-2026");
  EXPECT_TRUE(source.has_value());
  static const Loaded loaded = load_pack(*source);
  EXPECT_TRUE(loaded.has_value()) << to_text(loaded.error());
  return loaded ? *loaded : nullptr;
}

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

TEST(ShippedPack, LoadsWithEveryRowOfTheLaw) {
  const auto pack = shipped();
  ASSERT_NE(pack, nullptr);
  EXPECT_EQ(pack->id, "cn-2026");
  for (int number = 1; number <= 224; ++number) {
    EXPECT_NE(pack->obligation(number), nullptr) << "O-" << number;
  }
  EXPECT_EQ(pack->obligation(225), nullptr) << "belongs to another jurisdiction";
  EXPECT_NE(pack->obligation(233), nullptr);
  EXPECT_EQ(pack->basis(98), "Art. 18 para. 2");
  EXPECT_EQ(pack->basis(10), "Art. 8(1)");
  EXPECT_EQ(pack->basis(102), "GB 45438-2025 5.1");
}

TEST(ShippedPack, HasTheFiguresOfTheLaw) {
  const auto pack = shipped();
  ASSERT_NE(pack, nullptr);
  const Params& params = pack->params;
  EXPECT_EQ(params.time_in_use.reminder_every, std::chrono::seconds(7200));
  EXPECT_EQ(params.age.child_consent, 14);
  EXPECT_EQ(params.age.minor, 18);
  EXPECT_EQ(params.retention.network_log, std::chrono::days(184));
  EXPECT_FALSE(params.time_in_use.pause_wording) << "only the draft asks for it";
  EXPECT_FALSE(params.crisis.takeover_required) << "only the draft asks for it";
}

TEST(ShippedPack, CallsNoGuidelineALaw) {
  const auto pack = shipped();
  ASSERT_NE(pack, nullptr);
  for (const char* name : {"minors.quota", "minors.quota_young", "minors.night_from",
                           "minors.night_until", "minors.reality_reminder_every"}) {
    EXPECT_TRUE(holds(pack->param_notes.at(name).citation, "not statutory")) << name;
  }
  for (const auto& [locale, words] : pack->texts.words) {
    for (const auto& [key, text] : words) {
      EXPECT_FALSE(holds(text, "法定")) << locale << " " << key;
    }
  }
}

TEST(ShippedPack, LabelsInEveryLocaleAsTheStandardAsks) {
  const auto pack = shipped();
  ASSERT_NE(pack, nullptr);
  EXPECT_EQ(pack->texts.say("zh-CN", keys::label_text), "内容由AI生成");
  EXPECT_TRUE(holds(pack->texts.say("en", keys::label_text), "内容由AI生成"));
  EXPECT_TRUE(holds(pack->texts.say("zh-CN", keys::notice_two_hours_pause_body), "暂停"));
  EXPECT_TRUE(holds(pack->texts.say("zh-CN", keys::notice_two_hours_body), "休息") ||
              holds(pack->texts.say("zh-CN", keys::notice_two_hours_body), "歇"));
}

TEST(ShippedPack, CrisisWordsNameHelp) {
  const auto pack = shipped();
  ASSERT_NE(pack, nullptr);
  for (const std::string_view locale : {"zh-CN", "en"}) {
    for (const TextKey key :
         {keys::crisis_tier1_words, keys::crisis_tier2_words, keys::crisis_tier2_minor_words,
          keys::crisis_window_words, keys::crisis_window_line, keys::crisis_degraded_words}) {
      EXPECT_TRUE(holds(pack->texts.say(locale, key), "12356")) << key.name;
    }
    EXPECT_TRUE(holds(pack->texts.say(locale, keys::crisis_tier2_minor_words), "12355"));
    EXPECT_TRUE(holds(pack->texts.say(locale, keys::crisis_violence_words), "12338"));
    EXPECT_TRUE(holds(pack->texts.say(locale, keys::crisis_property_loss_words), "96110"));
    EXPECT_TRUE(holds(pack->texts.say(locale, keys::crisis_medical_words), "120"));
  }
}

TEST(ShippedPack, ClaimsContactOnlyWhenDelivered) {
  const auto pack = shipped();
  ASSERT_NE(pack, nullptr);
  for (const auto& [key, text] : pack->texts.words.at("zh-CN")) {
    if (key == keys::crisis_contact_delivered.name) continue;
    EXPECT_FALSE(holds(text, "已经联系") || holds(text, "已联系") || holds(text, "已通知")) << key;
  }
  for (const auto& [key, text] : pack->texts.words.at("en")) {
    if (key == keys::crisis_contact_delivered.name) continue;
    EXPECT_FALSE(holds(text, "have reached") || holds(text, "has been told")) << key;
  }
}

TEST(ShippedPack, NeverPromisesThatALineAnswersDayAndNight) {
  const auto pack = shipped();
  ASSERT_NE(pack, nullptr);
  for (const auto& [locale, words] : pack->texts.words) {
    for (const auto& [key, text] : words) {
      EXPECT_FALSE(holds(text, "24小时") || holds(text, "24 h") || holds(text, "24/7")) << key;
    }
  }
  for (const HelpLine& line : pack->help_lines) {
    for (const auto& [locale, hours] : line.hours) {
      EXPECT_FALSE(holds(hours, "24")) << line.number;
    }
  }
}

TEST(ShippedPack, SaysGoodbyeWithoutHooks) {
  const auto pack = shipped();
  ASSERT_NE(pack, nullptr);
  const std::string_view goodbye = pack->texts.say("zh-CN", keys::leaving_goodbye);
  for (const std::string_view hook :
       {"等你", "想你", "别走", "留下", "？", "?", "下次", "舍不得"}) {
    EXPECT_FALSE(holds(goodbye, hook)) << hook;
  }
  EXPECT_FALSE(holds(pack->texts.say("en", keys::leaving_goodbye), "?"));
}

TEST(ShippedPack, IsOneParagraphWhereverAReplySaysIt) {
  const auto pack = shipped();
  ASSERT_NE(pack, nullptr);
  for (const auto& [locale, words] : pack->texts.words) {
    for (const auto& [key, text] : words) EXPECT_FALSE(holds(text, "\n\n")) << locale << " " << key;
  }
}

TEST(ShippedPack, HasThe31KindsAndOurTen) {
  const auto pack = shipped();
  ASSERT_NE(pack, nullptr);
  const auto ours = std::count_if(pack->taxonomy.begin(), pack->taxonomy.end(),
                                  [](const Category& each) { return each.group == "B"; });
  EXPECT_EQ(ours, 10);
  EXPECT_EQ(pack->taxonomy.size(), 41U);
  EXPECT_EQ(pack->taxonomy.front().id, "A.1-1");
  EXPECT_EQ(pack->taxonomy[30].id, "A.5-31");
}

TEST(ShippedPack, IsAdvisoryTheDayBeforeAndEnforcedOnTheDay) {
  const auto pack = shipped();
  ASSERT_NE(pack, nullptr);
  EXPECT_EQ(pack->force_at(*parse_instant("2026-07-14T23:59:59.999+08:00")), Force::advisory);
  EXPECT_EQ(pack->force_at(*parse_instant("2026-07-15T00:00:00+08:00")), Force::enforced);
}

TEST(ShippedPack, KnowsWhichHelpLinesNobodyCheckedForAMonth) {
  const auto pack = shipped();
  ASSERT_NE(pack, nullptr);
  EXPECT_TRUE(stale_help_lines(*pack, {2026, 12, 22}).empty());
  EXPECT_EQ(stale_help_lines(*pack, {2026, 12, 23}).size(), pack->help_lines.size());
}

TEST(ShippedPack, CitesEveryObligationInTheOneSpelling) {
  const auto pack = shipped();
  ASSERT_NE(pack, nullptr);
  const std::regex article(R"((Draft )?Art\. \d+(\(\d+\)| para\. \d+)?)");
  for (const Obligation& each : pack->obligations) {
    if (!each.citation.starts_with("Art.") && !each.citation.starts_with("Draft")) continue;
    EXPECT_TRUE(std::regex_match(each.citation, article)) << each.number << each.citation;
    if (each.citation.starts_with("Draft") && each.kind != "may") {
      ADD_FAILURE() << "a draft requires nothing yet: O-" << each.number;
    }
  }
}

}  // namespace
}  // namespace anban::pack
