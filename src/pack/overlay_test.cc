// SPDX-License-Identifier: Apache-2.0
// An operator may be stricter than the law and never laxer.
#include "pack/overlay.h"

#include <fmt/format.h>

#include "pack/lexicon.h"
#include "pack/pack_fixture.h"
#include "pack/param_fields.h"
#include "pack/text_keys.h"

namespace anban::pack {
namespace {

using fixture::faults_of;
using fixture::holds;
using fixture::sound_source;

PackSource parameters(std::string text) { return {{"parameters.toml", std::move(text)}}; }

TEST(Overlay, TightensAParameter) {
  const Loaded loaded =
      load_pack(sound_source(), parameters("[time_in_use]\nreminder_every = \"90m\"\n"));
  ASSERT_TRUE(loaded) << to_text(loaded.error());
  EXPECT_EQ((*loaded)->params.time_in_use.reminder_every, std::chrono::minutes(90));
}

TEST(Overlay, MayWriteAParameterAsAPackDoes) {
  const Loaded loaded =
      load_pack(sound_source(), parameters("[time_in_use.pause_wording]\nvalue = true\n"));
  ASSERT_TRUE(loaded) << to_text(loaded.error());
  EXPECT_TRUE((*loaded)->params.time_in_use.pause_wording);
}

TEST(Overlay, RefusesALooseningAndNamesTheBaseValue) {
  const std::string faults =
      faults_of(sound_source(), parameters("[time_in_use]\nreminder_every = \"3h\"\n"));
  EXPECT_EQ(faults,
            "overlay/parameters.toml:2:18: time_in_use.reminder_every may not be loosened to 3h: "
            "the pack cn-2026 says at_most 2h\n");
}

TEST(Overlay, LoosensNoParameterWhatever) {
  const auto pack = fixture::sound_pack();
  ASSERT_NE(pack, nullptr);
  for (const ParamField& field : param_fields()) {
    if (field.direction == Direction::free) continue;
    const ParamValue now = value_of(field, pack->params);
    std::string looser;
    const bool down = field.direction == Direction::at_least;
    if (std::holds_alternative<bool>(now)) looser = "false";
    if (const int* number = std::get_if<int>(&now))
      looser = std::to_string(down ? *number - 1 : *number + 1);
    if (const Milliseconds* time = std::get_if<Milliseconds>(&now)) {
      looser = fmt::format("\"{}\"", spell(down ? *time - Seconds(1) : *time + Seconds(1)));
    }
    if (const Seconds* of_day = std::get_if<Seconds>(&now)) {
      const ParamValue moved = down ? *of_day - Seconds(60) : *of_day + Seconds(60);
      looser = fmt::format("\"{}\"", to_text(moved));
    }
    if (looser.empty() || (looser == "false" && now == ParamValue(false))) continue;
    const std::size_t dot = field.name.find('.');
    const PackSource overlay = parameters(fmt::format("[{}]\n{} = {}\n", field.name.substr(0, dot),
                                                      field.name.substr(dot + 1), looser));
    Pack copy = *pack;
    Faults faults;
    tighten(copy, overlay, faults);
    EXPECT_TRUE(holds(to_text(faults.take()), "may not be loosened"))
        << field.name << " = " << looser;
  }
}

TEST(Overlay, LeavesTheAgreementToTheOperator) {
  const Loaded loaded =
      load_pack(sound_source(), parameters("[registration]\nagreement_version = \"2026-10\"\n"));
  ASSERT_TRUE(loaded) << to_text(loaded.error());
  EXPECT_EQ((*loaded)->params.registration.agreement_version, "2026-10");
}

TEST(Overlay, AsksIdentityOfEverybodyButNeverOfFewer) {
  const Loaded strict =
      load_pack(sound_source(), parameters("[registration]\nidentity_required_for = \"service\""));
  ASSERT_TRUE(strict) << to_text(strict.error());
  EXPECT_EQ((*strict)->params.registration.identity_required_for, "service");
  EXPECT_TRUE(holds(
      faults_of(sound_source(), parameters("[registration]\nidentity_required_for = \"nothing\"")),
      "must be one of \"publishing\", \"service\""));
}

TEST(Overlay, ReplacesTextsWithTheSamePlaceholders) {
  const PackSource good = {{"texts/en.toml", "[leaving]\ngoodbye = \"Goodbye.\"\n"}};
  const Loaded loaded = load_pack(sound_source(), good);
  ASSERT_TRUE(loaded) << to_text(loaded.error());
  EXPECT_EQ((*loaded)->texts.say("en", keys::leaving_goodbye), "Goodbye.");
  const PackSource bad = {{"texts/en.toml", "[limit.near]\nbody = \"Soon.\"\n"}};
  EXPECT_TRUE(holds(faults_of(sound_source(), bad), "must be {minutes}"));
  const PackSource unknown = {{"texts/en.toml", "[leaving]\nstay = \"Stay!\"\n"}};
  EXPECT_TRUE(holds(faults_of(sound_source(), unknown), "there is no text \"leaving.stay\""));
}

TEST(Overlay, KeepsTheLabelALabel) {
  const PackSource good = {{"texts/zh-CN.toml", "[label]\ntext = \"人工智能合成\"\n"}};
  EXPECT_EQ(faults_of(sound_source(), good), "");
  const PackSource no_ai = {{"texts/zh-CN.toml", "[label]\ntext = \"机器生成\"\n"}};
  EXPECT_TRUE(holds(faults_of(sound_source(), no_ai), "must name AI"));
  const PackSource no_making = {{"texts/zh-CN.toml", "[label]\ntext = \"AI伙伴\"\n"}};
  EXPECT_TRUE(holds(faults_of(sound_source(), no_making), "must say that it was made"));
}

TEST(Overlay, KeepsTheHelpLinesOfACrisisText) {
  const PackSource overlay = {{"texts/zh-CN.toml", "[crisis.tier1]\nwords = \"抱抱你。\"\n"}};
  EXPECT_TRUE(holds(faults_of(sound_source(), overlay),
                    "crisis.tier1.words no longer names 12356, which the base text names"));
}

TEST(Overlay, AddsWordListsAndNeverReplacesOne) {
  std::string added(fixture::small_list);
  added.replace(added.find("small"), 5, "ours_");
  const Loaded loaded = load_pack(sound_source(), {{"lexicons/ours.txt", added}});
  ASSERT_TRUE(loaded) << to_text(loaded.error());
  ASSERT_EQ((*loaded)->lexicons.size(), 2U);
  EXPECT_FALSE((*loaded)->lexicons[0].imported);
  EXPECT_TRUE((*loaded)->lexicons[1].imported);
  const PackSource same = {{"lexicons/small.txt", std::string(fixture::small_list)}};
  EXPECT_TRUE(holds(faults_of(sound_source(), same), "there is a list \"small\" already"));
}

TEST(Overlay, BringsHelpLinesUpToDateWithoutTakingOneAway) {
  const PackSource overlay = {{"help_lines.toml",
                               "[[line]]\nnumber = \"12356\"\nregion = \"CN\"\n"
                               "name = { zh-CN = \"心理热线\", en = \"Support line\" }\n"
                               "situations = [\"minor\"]\nlast_checked = 2026-12-20\n"}};
  const std::size_t before = fixture::sound_pack()->help_lines.size();
  const Loaded loaded = load_pack(sound_source(), overlay);
  ASSERT_TRUE(loaded) << to_text(loaded.error());
  EXPECT_EQ((*loaded)->help_lines.size(), before);
  const HelpLine& line = (*loaded)->help_lines.front();
  EXPECT_EQ(line.last_checked, (LocalDate{2026, 12, 20}));
  EXPECT_EQ(line.situations, (std::vector<std::string>{"minor", "any"})) << "still for anybody";
}

TEST(Overlay, HoldsNothingElse) {
  const PackSource overlay = {{"obligations.toml", ""}, {"pack.toml", ""}};
  const std::string faults = faults_of(sound_source(), overlay);
  EXPECT_TRUE(holds(faults, "overlay/obligations.toml:1:1: an overlay holds")) << faults;
  EXPECT_TRUE(holds(faults, "overlay/pack.toml:1:1: an overlay holds")) << faults;
}

TEST(Overlay, IsPartOfTheHash) {
  const Loaded plain = load_pack(sound_source());
  const Loaded tightened =
      load_pack(sound_source(), parameters("[time_in_use]\nreminder_every = \"2h\"\n"));
  ASSERT_TRUE(plain && tightened);
  EXPECT_NE((*plain)->hash_text, (*tightened)->hash_text);
}

}  // namespace
}  // namespace anban::pack
