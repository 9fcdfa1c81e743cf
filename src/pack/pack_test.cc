// SPDX-License-Identifier: Apache-2.0
// What a pack answers: words by locale, placeholders, citations; and the table of parameters.
#include "pack/pack.h"

#include <fstream>
#include <set>

#include <fmt/format.h>

#include "pack/pack_fixture.h"
#include "pack/param_fields.h"
#include "pack/text_keys.h"

namespace anban::pack {
namespace {

Texts two_locales() {
  Texts texts;
  texts.words["en"]["limit.near.body"] = "{minutes} minutes {left}";
  texts.words["zh-CN"]["limit.near.body"] = "还有{minutes}分钟";
  return texts;
}

TEST(Texts, AreSaidInTheNearestLocale) {
  const Texts texts = two_locales();
  EXPECT_EQ(texts.say("zh-CN", keys::limit_near_body), "还有{minutes}分钟");
  EXPECT_EQ(texts.say("zh-HK", keys::limit_near_body), "还有{minutes}分钟");
  EXPECT_EQ(texts.say("fr", keys::limit_near_body), "{minutes} minutes {left}");
  EXPECT_EQ(texts.say("", keys::limit_near_body), "{minutes} minutes {left}");
  Texts only;
  only.words["ko"]["limit.near.body"] = "곧";
  EXPECT_EQ(only.say("en", keys::limit_near_body), "곧");
}

TEST(Texts, FillPlaceholdersInOnce) {
  const Texts texts = two_locales();
  EXPECT_EQ(texts.say("zh-CN", keys::limit_near_body, {{"minutes", "9"}}), "还有9分钟");
  EXPECT_EQ(texts.say("en", keys::limit_near_body, {{"minutes", "{left}"}}),
            "{left} minutes {left}")
      << "a value in braces is no placeholder";
  EXPECT_EQ(texts.say("en", keys::limit_near_body, {{"hours", "2"}}), "{minutes} minutes {left}");
}

TEST(Pack, CitesNothingForAnUnknownNumber) {
  const auto pack = fixture::sound_pack();
  ASSERT_NE(pack, nullptr);
  EXPECT_EQ(pack->obligation(0), nullptr);
  EXPECT_EQ(pack->obligation(9999), nullptr);
  EXPECT_EQ(pack->basis(9999), "");
  ASSERT_NE(pack->obligation(98), nullptr);
  EXPECT_EQ(pack->obligation(98)->duty, "time_in_use");
}

TEST(TextKeys, AreEachThereOnce) {
  std::set<std::string_view> names;
  for (const TextKeyRule& rule : all_text_keys()) {
    EXPECT_TRUE(names.insert(rule.key.name).second) << rule.key.name;
  }
  std::size_t constants = 0;
  for (const char* name : {"text_keys.h", "staff_keys.h"}) {
    std::ifstream header(std::string(ANBAN_SOURCE_DIR) + "/src/pack/" + name);
    for (std::string line; std::getline(header, line);) {
      if (line.starts_with("inline constexpr TextKey ")) ++constants;
    }
  }
  EXPECT_EQ(names.size(), constants) << "a new key needs its line in text_keys.cc";
}

TEST(ParamFields, NameEveryFieldOfParamsOnce) {
  std::set<std::string_view> names;
  for (const ParamField& field : param_fields()) {
    EXPECT_TRUE(names.insert(field.name).second) << field.name;
    EXPECT_EQ(param_field(field.name), &field);
  }
  EXPECT_EQ(names.size(), 99U);
  EXPECT_EQ(param_field("time_in_use.reminder"), nullptr);
}

TEST(ParamFields, ReachTheFieldTheyName) {
  for (const ParamField& field : param_fields()) {
    Params changed;
    const Params same;
    const ParamValue before = value_of(field, changed);
    ParamValue after = before;
    if (const bool* truth = std::get_if<bool>(&before)) after = !*truth;
    if (const int* number = std::get_if<int>(&before)) after = *number + 1;
    if (const auto* time = std::get_if<Milliseconds>(&before)) after = *time + Milliseconds(1);
    if (const auto* of_day = std::get_if<Seconds>(&before)) after = *of_day + Seconds(60);
    if (std::holds_alternative<std::string>(before)) after = std::string("service");
    set_value(field, changed, after);
    for (const ParamField& other : param_fields()) {
      const bool moved = value_of(other, changed) != value_of(other, same);
      EXPECT_EQ(moved, &other == &field) << field.name << " moved " << other.name;
    }
  }
}

TEST(ParamFields, KnowWhichValueIsStricter) {
  const ParamField& reminder = *param_field("time_in_use.reminder_every");
  const ParamValue one = Milliseconds(std::chrono::hours(1));
  const ParamValue two = Milliseconds(std::chrono::hours(2));
  EXPECT_EQ(strictness(reminder, one, two), std::partial_ordering::greater);
  EXPECT_EQ(strictness(reminder, two, one), std::partial_ordering::less);
  EXPECT_EQ(strictness(reminder, two, two), std::partial_ordering::equivalent);
  const ParamField& identity = *param_field("registration.identity_required_for");
  EXPECT_EQ(strictness(identity, std::string("service"), std::string("publishing")),
            std::partial_ordering::greater);
  const ParamField& minor = *param_field("age.minor");
  EXPECT_EQ(strictness(minor, 19, 18), std::partial_ordering::unordered);
}

TEST(ParamFields, SpellDurationsInTheLargestUnit) {
  EXPECT_EQ(spell(std::chrono::hours(2)), "2h");
  EXPECT_EQ(spell(std::chrono::minutes(90)), "90m");
  EXPECT_EQ(spell(std::chrono::days(184)), "184d");
  EXPECT_EQ(spell(std::chrono::seconds(61)), "61s");
  EXPECT_EQ(spell(Milliseconds(1500)), "1500ms");
  EXPECT_EQ(spell(Milliseconds(0)), "0s");
  EXPECT_EQ(to_text(ParamValue(Seconds(22 * 3600 + 5 * 60))), "22:05");
}

}  // namespace
}  // namespace anban::pack
