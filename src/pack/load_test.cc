// SPDX-License-Identifier: Apache-2.0
// The loader finds every fault, says where it stands, and takes what is sound.
#include "pack/load.h"

#include <fmt/format.h>

#include "pack/pack_fixture.h"
#include "pack/text_keys.h"

namespace anban::pack {
namespace {

using fixture::faults_of;
using fixture::holds;
using fixture::replace;
using fixture::sound_source;

TEST(LoadPack, TakesASoundPack) { EXPECT_EQ(faults_of(sound_source()), ""); }

TEST(LoadPack, NamesFileLineAndColumnOfAnUnknownKey) {
  PackSource source = sound_source();
  replace(source, "pack.toml", "replaces = \"\"", "  replcaes = \"\"");
  const int line = fixture::line_of(source, "pack.toml", "replcaes");
  EXPECT_TRUE(holds(faults_of(source), fmt::format("pack.toml:{}:3: pack.toml has no key "
                                                   "\"replcaes\"",
                                                   line)))
      << faults_of(source);
}

TEST(LoadPack, ReportsAllFaultsOfAllFilesAtOnce) {
  PackSource source = sound_source();
  replace(source, "parameters.toml", "value = \"2h\"", "value = \"two hours\"");
  replace(source, "texts/en.toml", "goodbye = ", "gooodbye = ");
  replace(source, "obligations.toml", "number = 2\n", "number = 1\n");
  replace(source, "help_lines.toml", "last_checked = 2026-11-22", "last_checked = \"2026-13-01\"");
  const std::string faults = faults_of(source);
  EXPECT_TRUE(holds(faults, "time_in_use.reminder_every must be a duration")) << faults;
  EXPECT_TRUE(holds(faults, "there is no text \"leaving.gooodbye\"")) << faults;
  EXPECT_TRUE(holds(faults, "the text \"leaving.goodbye\" is missing")) << faults;
  EXPECT_TRUE(holds(faults, "O-1 stands here a second time, first on line ")) << faults;
  EXPECT_TRUE(holds(faults, "help_lines.toml")) << faults;
  EXPECT_TRUE(holds(faults, "\"last_checked\" of help line")) << faults;
}

TEST(LoadPack, LetsAFaultOfSyntaxStopOnlyItsOwnFile) {
  PackSource source = sound_source();
  replace(source, "texts/en.toml", "[label]", "[label");
  replace(source, "taxonomy.toml", "group = \"A.1\"", "group = 1");
  const std::string faults = faults_of(source);
  EXPECT_TRUE(holds(faults, "texts/en.toml:")) << faults;
  EXPECT_TRUE(holds(faults, "taxonomy.toml:")) << faults;
  EXPECT_FALSE(holds(faults, "is missing")) << "keys of a broken file are not counted: " << faults;
}

TEST(LoadPack, RefusesATableNameThatTomlTakesForImpossible) {
  PackSource source = sound_source();
  replace(source, "texts/en.toml", "[label]", "  [*label]");
  const int line = fixture::line_of(source, "texts/en.toml", "[*label]");
  EXPECT_EQ(faults_of(source),
            fmt::format("texts/en.toml:{}:3: a table's name is letters, digits, \"_\" and \"-\", "
                        "with \".\" between\n",
                        line));
}

TEST(LoadPack, RefusesChinesePunctuationOutsideATextWhereItStands) {
  for (const std::string_view mark : {"、", "，", "“", "　", "。"}) {
    PackSource source = sound_source();
    replace(source, "help_lines.toml", "region = \"CN\"", "region = " + std::string(mark));
    const int line = fixture::line_of(source, "help_lines.toml", "region = " + std::string(mark));
    EXPECT_TRUE(faults_of(source).starts_with(fmt::format("help_lines.toml:{}:", line))) << mark;
  }
}

TEST(LoadPack, WantsEveryTextInEveryLocale) {
  PackSource source = sound_source();
  source.push_back({"texts/zh-TW.toml", "cannot_continue = \"…\"\n"});
  const std::string faults = faults_of(source);
  for (const TextKeyRule& rule : all_text_keys()) {
    const std::string missing =
        fmt::format("texts/zh-TW.toml:1:1: the text \"{}\" is missing", rule.key.name);
    EXPECT_EQ(holds(faults, missing), !(rule.key == keys::cannot_continue)) << missing;
  }
  PackSource without = sound_source();
  fixture::remove(without, "texts/en.toml");
  fixture::remove(without, "texts/zh-CN.toml");
  EXPECT_TRUE(holds(faults_of(without), "the pack has no texts"));
}

TEST(LoadPack, WantsThePlaceholdersThatTheSpeakerFillsIn) {
  PackSource missing = sound_source();
  replace(missing, "texts/zh-CN.toml", "{hours}", "两");
  EXPECT_TRUE(holds(faults_of(missing),
                    "the placeholders of notice.two_hours.body are none, but must be {hours}"));
  PackSource wrong = sound_source();
  replace(wrong, "texts/en.toml", "{minutes}", "{minuten}");
  EXPECT_TRUE(holds(faults_of(wrong), "are {minuten}, but must be {minutes}")) << faults_of(wrong);
  PackSource more = sound_source();
  replace(more, "texts/en.toml", "goodbye = \"All right", "goodbye = \"All right {name}");
  EXPECT_TRUE(holds(faults_of(more), "are {name}, but must be none")) << faults_of(more);
}

TEST(LoadPack, RefusesALabelWithoutItsTwoElements) {
  PackSource source = sound_source();
  replace(source, "texts/zh-CN.toml", "text = \"内容由AI生成\"", "text = \"内容来自机器\"");
  const std::string faults = faults_of(source);
  EXPECT_TRUE(holds(faults, "label.text must name AI")) << faults;
  EXPECT_TRUE(holds(faults, "label.text must say that it was made")) << faults;
}

TEST(LoadPack, RefusesACrisisTextWithANumberNobodyKeepsUpToDate) {
  PackSource source = sound_source();
  replace(source, "texts/zh-CN.toml", "青少年热线12355", "青少年热线12399");
  EXPECT_TRUE(holds(faults_of(source),
                    "crisis.tier2.minor_words names 12399, which help_lines.toml does not list"));
}

TEST(LoadPack, RefusesAnEmptyListOfHelpLines) {
  PackSource source = sound_source();
  fixture::bytes_of(source, "help_lines.toml") = "# nothing\n";
  EXPECT_TRUE(holds(faults_of(source), "help_lines.toml:1:1: there is no help line"));
  fixture::remove(source, "help_lines.toml");
  EXPECT_TRUE(holds(faults_of(source), "help_lines.toml:1:1: the pack has no such file"));
}

TEST(LoadPack, WantsACitationForEveryNumberAndRow) {
  PackSource source = sound_source();
  replace(source, "parameters.toml", "citation = \"Art. 18 para. 2\"", "");
  replace(source, "obligations.toml", "citation = \"Art. 2\"", "");
  const std::string faults = faults_of(source);
  EXPECT_TRUE(holds(faults, "time_in_use.reminder_every has no \"citation\"")) << faults;
  EXPECT_TRUE(holds(faults, "obligation has no \"citation\"")) << faults;
}

TEST(LoadPack, KnowsDutiesKindsCategoriesAndRoles) {
  PackSource source = sound_source();
  replace(source, "obligations.toml", "duty = \"scope\"", "duty = \"scopes\"");
  replace(source, "obligations.toml", "kind = \"must\"", "kind = \"should\"");
  replace(source, "lexicons/small.txt", "category: fraud", "category: frauds");
  replace(source, "lexicons/small.txt", "user assistant", "user robot");
  replace(source, "lexicons/small.txt", "A.1-6", "A.1-99");
  const std::string faults = faults_of(source);
  EXPECT_TRUE(holds(faults, "there is no duty \"scopes\"")) << faults;
  EXPECT_TRUE(holds(faults, "\"kind\" of obligation is \"should\"")) << faults;
  EXPECT_TRUE(holds(faults, "lexicons/small.txt:2:13: there is no category \"frauds\"")) << faults;
  EXPECT_TRUE(holds(faults, "lexicons/small.txt:4:15: there is no role \"robot\"")) << faults;
  EXPECT_TRUE(holds(faults, "the taxonomy has no kind \"A.1-99\"")) << faults;
}

TEST(LoadPack, WantsEveryParameterWithItsOwnDirection) {
  PackSource source = sound_source();
  replace(source, "parameters.toml", "[leaving.suppress_outbound]", "[leaving.suppress]");
  replace(source, "parameters.toml", "at_most = \"2h\"", "at_least = \"2h\"");
  const std::string faults = faults_of(source);
  EXPECT_TRUE(holds(faults, "there is no parameter \"leaving.suppress\"")) << faults;
  EXPECT_TRUE(holds(faults, "the parameter leaving.suppress_outbound is missing")) << faults;
  EXPECT_TRUE(holds(faults, "time_in_use.reminder_every is tightened by \"at_most\"")) << faults;
}

TEST(LoadPack, RefusesAValueBeyondItsOwnLimit) {
  PackSource source = sound_source();
  replace(source, "parameters.toml", "value = \"2h\"", "value = \"3h\"");
  EXPECT_TRUE(holds(faults_of(source),
                    "time_in_use.reminder_every is 3h, beyond its own limit (at_most 2h)"));
}

TEST(LoadPack, RefusesFilesThatBelongToNoPack) {
  PackSource source = sound_source();
  source.push_back({"text/en.toml", ""});
  source.push_back({"pack.toml", ""});
  const std::string faults = faults_of(source);
  EXPECT_TRUE(holds(faults, "text/en.toml:1:1: this file is not part of a pack")) << faults;
  EXPECT_TRUE(holds(faults, "pack.toml:1:1: this file is given twice")) << faults;
}

TEST(LoadPack, RefusesAnUnknownTimeZoneAndABadDate) {
  PackSource source = sound_source();
  replace(source, "pack.toml", "Asia/Shanghai", "Asia/Schanghai");
  replace(source, "pack.toml", "in_force_from = 2026-07-15", "in_force_from = \"15 July\"");
  const std::string faults = faults_of(source);
  EXPECT_TRUE(holds(faults, "\"Asia/Schanghai\" is no IANA time zone")) << faults;
  EXPECT_TRUE(holds(faults, "\"in_force_from\" of pack.toml")) << faults;
}

TEST(LoadPack, HashesNamesAndBytesWhateverTheirOrder) {
  PackSource source = sound_source();
  const Loaded one = load_pack(source);
  std::reverse(source.begin(), source.end());
  const Loaded two = load_pack(source);
  ASSERT_TRUE(one && two);
  EXPECT_EQ((*one)->hash_text, (*two)->hash_text);
  EXPECT_TRUE((*one)->hash_text.starts_with("sha256:"));
  EXPECT_EQ((*one)->hash_text.size(), 71U);
  replace(source, "pack.toml", "# SPDX", "#  SPDX");
  EXPECT_NE((*load_pack(source))->hash_text, (*one)->hash_text) << "a comment is a byte too";
}

TEST(LoadPack, HashTellsWhereOneFileEndsAndTheNextBegins) {
  const PackSource a = {{"a", "bc"}, {"d", "e"}};
  const PackSource b = {{"a", "b"}, {"cd", "e"}};
  const PackSource c = {{"a", "bc1:d1:e"}};
  EXPECT_NE(hash_of(a), hash_of(b));
  EXPECT_NE(hash_of(a), hash_of(c));
}

TEST(PackSource, IsTheSameEmbeddedAndFromAFolder) {
  const std::string one = "id = 1";
  const std::string two = "words";
  const EmbeddedFile table[] = {{"cn-2026/pack.toml", one.data(), one.data() + one.size()},
                                {"cn-2026/texts/en.toml", two.data(), two.data() + two.size()},
                                {"cn-2026-old/pack.toml", two.data(), two.data() + two.size()},
                                {nullptr, nullptr, nullptr}};
  const PackSource source = source_from_embedded(table, "cn-2026");
  ASSERT_EQ(source.size(), 2U);
  EXPECT_EQ(source[0].name, "pack.toml");
  EXPECT_EQ(source[1].bytes, "words");
  EXPECT_EQ(pack_ids_in(table), (std::vector<std::string>{"cn-2026", "cn-2026-old"}));
}

TEST(PackSource, SaysWhichFolderIsNone) {
  const auto source = source_from_directory("/nowhere/at/all");
  ASSERT_FALSE(source.has_value());
  EXPECT_EQ(source.error().code, ErrorCode::not_found);
  EXPECT_TRUE(holds(source.error().detail, "/nowhere/at/all"));
}

}  // namespace
}  // namespace anban::pack
