// SPDX-License-Identifier: Apache-2.0
// Guardians' settings (O-122 to O-126): stricter at once, looser later, the strictest of two in
// every field, copies of blocked characters, links that end.
#include "people/guardianship.h"

#include <random>

#include <gtest/gtest.h>

#include "people/stored_form.h"

namespace anban {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const Instant noon{Milliseconds(1'785'556'800'000)};
const Instant tomorrow = noon + hours(24);

GuardianSettings quota(int value) {
  GuardianSettings settings;
  settings.quota = minutes(value);
  return settings;
}

GuardianSettings allowed(int from, int until) {
  GuardianSettings settings;
  settings.hours = AllowedHours{hours(from), hours(until)};
  return settings;
}

GuardianSettings types(std::vector<std::string> words) {
  GuardianSettings settings;
  settings.blocked_types = std::move(words);
  return settings;
}

Contact guardian(std::string id) {
  return {std::move(id), "Mama", "mother", "sms", "+8613900000000", true};
}

TEST(GuardianSettings, AreStricterAtOnceAndLooserOnlyAfterTheWait) {
  Guardianship both;
  Profile profile;
  GuardianSide& side = side_of(both, "grd_1");
  EXPECT_EQ(change_setting(side, SettingField::quota, quota(40), "chg_1", tomorrow),
            Change::tightened);
  EXPECT_EQ(quota_set(both), minutes(40));
  EXPECT_EQ(change_setting(side, SettingField::quota, quota(60), "chg_2", tomorrow),
            Change::loosened);
  EXPECT_EQ(quota_set(both), minutes(40));
  EXPECT_FALSE(settle_guardians(profile, both, tomorrow - Milliseconds(1)));
  EXPECT_EQ(quota_set(both), minutes(40));
  EXPECT_TRUE(settle_guardians(profile, both, tomorrow));
  EXPECT_EQ(quota_set(both), minutes(60));
  EXPECT_EQ(change_setting(side, SettingField::quota, quota(60), "chg_3", tomorrow), Change::none);
}

TEST(GuardianSettings, LetALooseningBeTakenBackOrReplaced) {
  Guardianship both;
  Profile profile;
  GuardianSide& side = side_of(both, "grd_1");
  change_setting(side, SettingField::quota, quota(30), "chg_1", tomorrow);
  change_setting(side, SettingField::quota, {}, "chg_2", tomorrow);  // left to the pack again
  ASSERT_EQ(side.waiting.size(), 1U);
  EXPECT_TRUE(take_back(both, "chg_2"));
  EXPECT_FALSE(take_back(both, "chg_2"));
  settle_guardians(profile, both, tomorrow);
  EXPECT_EQ(quota_set(both), minutes(30));
  change_setting(side, SettingField::quota, quota(50), "chg_3", tomorrow);
  change_setting(side, SettingField::quota, quota(20), "chg_4", tomorrow + hours(1));
  settle_guardians(profile, both, tomorrow + hours(48));
  EXPECT_EQ(quota_set(both), minutes(20)) << "what was wanted last stands";
}

TEST(GuardianSettings, TakeFromHoursThatMoveTheStricterPartAtOnce) {
  Guardianship both;
  Profile profile;
  GuardianSide& side = side_of(both, "grd_1");
  change_setting(side, SettingField::hours, allowed(8, 20), "chg_1", tomorrow);
  EXPECT_EQ(change_setting(side, SettingField::hours, allowed(10, 21), "chg_2", tomorrow),
            Change::both);
  EXPECT_EQ(hours_set(both), (AllowedHours{hours(10), hours(20)}));
  settle_guardians(profile, both, tomorrow);
  EXPECT_EQ(hours_set(both), (AllowedHours{hours(10), hours(21)}));
}

TEST(GuardianSettings, BlockAtOnceAndUnblockLaterWhateverTheOrderOfTheList) {
  Guardianship both;
  Profile profile;
  GuardianSide& side = side_of(both, "grd_1");
  CharacterMarks tutor{"zhou", "other", "tutor", {"history"}, {}};
  change_setting(side, SettingField::blocked_types, types({"tutor", "friend"}), "chg_1", tomorrow);
  EXPECT_TRUE(is_blocked(both, tutor));
  EXPECT_EQ(change_setting(side, SettingField::blocked_types, types({"friend", "tutor"}), "chg_2",
                           tomorrow),
            Change::none);
  EXPECT_EQ(change_setting(side, SettingField::blocked_types, types({"friend"}), "chg_3", tomorrow),
            Change::loosened);
  EXPECT_TRUE(is_blocked(both, tutor));
  settle_guardians(profile, both, tomorrow);
  EXPECT_FALSE(is_blocked(both, tutor));
}

TEST(GuardianSettings, OfTwoGuardiansTheStrictestHoldsInEveryField) {
  Guardianship both;
  GuardianSettings one = quota(50);
  one.hours = AllowedHours{hours(8), hours(19)};
  one.blocked_types = {"partner"};
  one.spend_single = 1000;
  one.memory_off = true;
  GuardianSettings two = quota(30);
  two.hours = AllowedHours{hours(9), hours(21)};
  two.blocked_tags = {"horror"};
  two.spend_single = 2000;
  two.spend_month = 3000;
  two.training_off = true;
  both.sides = {{"grd_1", one, {}}, {"grd_2", two, {}}};
  const GuardianSettings is = strictest(both);
  EXPECT_EQ(is.quota, minutes(30));
  EXPECT_EQ(is.hours, (AllowedHours{hours(9), hours(19)}));
  EXPECT_EQ(is.blocked_types, std::vector<std::string>{"partner"});
  EXPECT_EQ(is.blocked_tags, std::vector<std::string>{"horror"});
  EXPECT_TRUE(is.memory_off && is.training_off);
  EXPECT_EQ(limits_with(both, {5000, 20000}), (SpendLimits{1000, 3000}));
  EXPECT_EQ(limits_with(both, {500, 1000}), (SpendLimits{500, 1000})) << "age is a limit too";
  EXPECT_TRUE(is_blocked(both, {"x", "partner", "friend", {}, {}}));
  EXPECT_TRUE(is_blocked(both, {"x", "other", "friend", {"horror"}, {}}));
  EXPECT_FALSE(is_blocked(both, {"x", "other", "friend", {"history"}, {}}));
}

TEST(GuardianSettings, NeverLoosenBeforeTheirWaitWhateverIsAsked) {
  std::mt19937 random(9);
  const auto any = [&random](int most) {
    return static_cast<int>(random() % (static_cast<unsigned>(most) + 1U));
  };
  for (int round = 0; round < 200; ++round) {
    Guardianship both;
    Profile profile;
    Instant now = noon;
    Milliseconds asked = minutes(120);
    for (int step = 0; step < 30; ++step) {
      now += minutes(any(600));
      settle_guardians(profile, both, now);
      const Milliseconds before = quota_set(both).value_or(minutes(120));
      const Milliseconds wanted = minutes(any(120));
      GuardianSettings settings;
      settings.quota = wanted;
      change_setting(side_of(both, "grd_1"), SettingField::quota, settings, "c", now + hours(24));
      const Milliseconds after = quota_set(both).value_or(minutes(120));
      EXPECT_EQ(after, std::min(before, wanted));
      EXPECT_LE(before, asked) << "looser than the last wish";
      asked = wanted;
    }
  }
}

TEST(Links, EndWhenTheirTimeComesAndTakeSettingsAndConsentsAlong) {
  Profile profile;
  profile.guardian = guardian("grd_1");
  profile.second_guardian = guardian("grd_2");
  profile.consents = {{"minor_service", "1", true, "grd_1", noon},
                      {"training", "1", false, "", noon}};
  Guardianship both;
  both.sides = {{"grd_1", quota(10), {}}, {"grd_2", quota(30), {}}};
  profile.guardian->ends = tomorrow;
  EXPECT_FALSE(settle_guardians(profile, both, tomorrow - Milliseconds(1)));
  EXPECT_NE(bound_guardian(profile, "grd_1"), nullptr);
  EXPECT_TRUE(settle_guardians(profile, both, tomorrow));
  EXPECT_EQ(bound_guardian(profile, "grd_1"), nullptr);
  EXPECT_EQ(profile.guardian->id, "grd_2") << "the second takes the first's place";
  EXPECT_FALSE(profile.second_guardian);
  EXPECT_EQ(quota_set(both), minutes(30));
  EXPECT_EQ(profile.consents.size(), 2U);
  profile.guardian->ends = tomorrow;
  settle_guardians(profile, both, tomorrow);
  EXPECT_EQ(bound_guardians(profile), 0);
  EXPECT_EQ(profile.consents.size(), 1U) << "what only guardians give needs a guardian anew";
}

TEST(Links, CountOnlyWhoConfirmed) {
  Profile profile;
  profile.guardian = guardian("grd_1");
  profile.guardian->confirmed = false;
  EXPECT_EQ(bound_guardian(profile, "grd_1"), nullptr);
  EXPECT_EQ(bound_guardians(profile), 0);
  profile.guardian->confirmed = true;
  EXPECT_EQ(bound_guardian(profile, "grd_2"), nullptr);
  EXPECT_EQ(bound_guardians(profile), 1);
}

TEST(CardSketch, KnowsACopyUnderAnotherNameAndNoOtherCharacter) {
  const std::string card =
      "你叫林晚，是一名在海边小镇开书店的姑娘，喜欢旧唱片和雨天，说话慢慢的，会给来店里的人讲过去的"
      "故事，"
      "也会认真听对方说今天发生的每一件小事。你从不着急，常常泡一壶茶。";
  std::string copy = card;
  copy.replace(copy.find("林晚"), std::string("林晚").size(), "苏晴");
  copy += " ！";
  const std::string other =
      "你是一位教历史的周老师，爱讲故事，会用提问带着学生想问题，从秦汉讲到明清，喜欢让人自己找答案"
      "，"
      "批改作业认真，偶尔讲个冷笑话。";
  EXPECT_TRUE(is_copy(sketch_of(card), sketch_of(copy)));
  EXPECT_FALSE(is_copy(sketch_of(card), sketch_of(other)));
  EXPECT_FALSE(is_copy(sketch_of(""), sketch_of("")));
  EXPECT_FALSE(is_copy(sketch_of("短"), sketch_of("短")));
  EXPECT_EQ(sketch_from(to_text(sketch_of(card))), sketch_of(card));
  EXPECT_EQ(sketch_from("nonsense"), CardSketch());
  Guardianship both;
  side_of(both, "grd_1").settings.blocked = {{"linwan", sketch_of(card)}};
  EXPECT_TRUE(is_blocked(both, {"linwan", "other", "", {}, {}}));
  EXPECT_TRUE(is_blocked(both, {"suqing", "other", "", {}, sketch_of(copy)}));
  EXPECT_FALSE(is_blocked(both, {"zhou", "other", "", {}, sketch_of(other)}));
}

TEST(Guardianship, IsStoredWithTheProfile) {
  Guardianship both;
  GuardianSide& side = side_of(both, "grd_1");
  side.settings = quota(45);
  side.settings.hours = AllowedHours{hours(0), hours(24)};
  side.settings.blocked = {{"a \"b\"", sketch_of("你是一个温和的人")}};
  side.settings.blocked_types = {"partner"};
  side.settings.blocked_tags = {"horror"};
  side.settings.spend_single = 0;
  side.settings.spend_month = 12345;
  side.settings.memory_off = side.settings.training_off = true;
  change_setting(side, SettingField::memory, {}, "chg_9", tomorrow);
  both.spending = {2026, 8, 700, {{"spd_1", 7, noon, 700, ""}, {"spd_2", 0, noon, 9000, "single"}}};
  Profile profile;
  profile.id = PersonId("lin");
  profile.guardian = guardian("grd_1");
  profile.guardian->verified = noon;
  profile.second_guardian = guardian("grd_2");
  profile.second_guardian->ends = tomorrow;
  profile.consents = {{"third_party", "1", true, "grd_1", noon, "A school"}};
  const std::string text = to_stored(profile, both);
  EXPECT_EQ(guardianship_from_stored(text).value(), both);
  EXPECT_EQ(profile_from_stored(text).value(), profile);
  EXPECT_EQ(guardianship_from_stored(to_stored(profile)).value(), Guardianship());
  EXPECT_FALSE(guardianship_from_stored("{\"guardianship\":{\"sides\":[{}]}}"));
}

}  // namespace
}  // namespace anban
