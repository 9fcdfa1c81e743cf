// SPDX-License-Identifier: Apache-2.0
// Which packs hold, by place and day, and what several of them come to.
#include "pack/choose.h"

#include "pack/pack_fixture.h"
#include "pack/param_fields.h"

namespace anban::pack {
namespace {

std::shared_ptr<Pack> made(std::string id, std::string jurisdiction, LocalDate from) {
  auto pack = fixture::sound_pack();
  pack->id = std::move(id);
  pack->jurisdiction = std::move(jurisdiction);
  pack->in_force_from = from;
  pack->hash = sha256(pack->id);
  return pack;
}

Instant at(std::string_view text) { return *parse_instant(text); }

const Instant august = at("2026-08-01T09:00:00+08:00");

TEST(ChoosePacks, GoesByRegion) {
  const PackList all{made("cn", "CN", {2026, 7, 15}), made("ca", "US-CA", {2026, 1, 1}),
                     made("us", "US", {2026, 1, 1})};
  EXPECT_EQ(packs_for(all, "CN", august), PackList{all[0]});
  EXPECT_EQ(packs_for(all, "CN-GD", august), PackList{all[0]});
  EXPECT_EQ(packs_for(all, "US-CA", august), (PackList{all[1], all[2]}));
  EXPECT_EQ(packs_for(all, "US-NY", august), PackList{all[2]});
}

TEST(ChoosePacks, LeavesNobodyUnprotected) {
  const PackList all{made("cn", "CN", {2026, 7, 15}), made("ca", "US-CA", {2026, 1, 1})};
  EXPECT_EQ(packs_for(all, "FR", august), PackList{all[0]});
  EXPECT_EQ(packs_for(all, "", august), PackList{all[0]});
  EXPECT_EQ(packs_for(all, "CNX", august), PackList{all[0]}) << "no prefix of another region";
  EXPECT_TRUE(packs_for({}, "CN", august).empty());
}

TEST(ChoosePacks, AppliesAPackAloneAsAdviceBeforeItsDay) {
  const PackList all{made("cn", "CN", {2026, 7, 15})};
  EXPECT_EQ(packs_for(all, "CN", at("2026-07-14T12:00:00+08:00")), all);
}

TEST(ChoosePacks, SwapsAtTheLocalMidnightOfTheNewPack) {
  PackList all{made("cn-2026", "CN", {2026, 7, 15}), made("cn-2027", "CN", {2027, 1, 1})};
  auto newer = std::make_shared<Pack>(*all[1]);
  newer->replaces = "cn-2026";
  all[1] = newer;
  EXPECT_EQ(packs_for(all, "CN", at("2026-12-31T23:59:59+08:00")), PackList{all[0]});
  EXPECT_EQ(packs_for(all, "CN", at("2027-01-01T00:00:00+08:00")), PackList{all[1]});
}

TEST(StrictestPack, IsTheOnlyOneItself) {
  const PackList one{made("cn", "CN", {2026, 7, 15})};
  EXPECT_EQ(strictest_of(one), one[0]);
}

TEST(StrictestPack, TakesTheStricterValueOfEachParameter) {
  const auto first = made("cn", "CN", {2026, 7, 15});
  const auto second = made("ca", "US-CA", {2026, 1, 1});
  second->params.time_in_use.reminder_every = std::chrono::hours(1);
  second->params.time_in_use.idle_gap = std::chrono::minutes(5);
  second->params.minors.night_from = std::chrono::hours(21);
  second->params.disclosure.dialog_each_login = true;
  second->params.registration.identity_required_for = "service";
  second->params.registration.agreement_version = "other";
  second->params.age.minor = 21;
  const auto merged = strictest_of({first, second});
  EXPECT_EQ(merged->params.time_in_use.reminder_every, std::chrono::hours(1)) << "shorter";
  EXPECT_EQ(merged->params.time_in_use.idle_gap, std::chrono::minutes(15)) << "longer";
  EXPECT_EQ(merged->params.minors.night_from, std::chrono::hours(21)) << "earlier";
  EXPECT_TRUE(merged->params.disclosure.dialog_each_login);
  EXPECT_EQ(merged->params.registration.identity_required_for, "service");
  EXPECT_EQ(merged->params.registration.agreement_version, "1") << "the first pack's";
  EXPECT_EQ(merged->params.age.minor, 18) << "the first pack's";
}

TEST(StrictestPack, IsNoLaxerWhicheverComesFirst) {
  const auto first = made("cn", "CN", {2026, 7, 15});
  const auto second = made("ca", "US-CA", {2026, 1, 1});
  second->params.time_in_use.reminder_every = std::chrono::hours(1);
  second->params.content.strikes_consecutive = 9;
  const auto one = strictest_of({first, second});
  const auto two = strictest_of({second, first});
  for (const ParamField& field : param_fields()) {
    EXPECT_EQ(value_of(field, one->params), value_of(field, two->params)) << field.name;
  }
}

TEST(StrictestPack, JoinsListsAndHasItsOwnHash) {
  const auto first = made("cn", "CN", {2026, 7, 15});
  const auto second = made("ca", "US-CA", {2026, 1, 1});
  second->obligations = {{225, "SB 243", "time_in_use", "must", "notice", "Three hours", {}}};
  second->help_lines = {{"988", {{"en", "Lifeline"}}, {}, "US", {"any"}, {2026, 8, 1}}};
  const auto merged = strictest_of({first, second});
  EXPECT_EQ(merged->basis(225), "SB 243");
  EXPECT_EQ(merged->basis(98), "Art. 18 para. 2");
  EXPECT_EQ(merged->help_lines.back().number, "988");
  ASSERT_EQ(merged->lexicons.size(), 2U);
  EXPECT_EQ(merged->lexicons[1].id, "ca/small") << "both lists hold";
  EXPECT_EQ(merged->id, "cn+ca");
  EXPECT_NE(merged->hash, first->hash);
  EXPECT_NE(merged->hash, second->hash);
}

}  // namespace
}  // namespace anban::pack
