// SPDX-License-Identifier: Apache-2.0
// What people read about packs: `anban policy show`, `check` and `diff`.
#include "pack/diff.h"

#include "pack/pack_fixture.h"

namespace anban::pack {
namespace {

using fixture::holds;

TEST(PolicyDiff, IsEmptyForTheSamePack) {
  const auto pack = fixture::sound_pack();
  ASSERT_NE(pack, nullptr);
  EXPECT_EQ(diff(*pack, *pack), "");
}

TEST(PolicyDiff, NamesEveryChange) {
  const auto before = fixture::sound_pack();
  ASSERT_NE(before, nullptr);
  Pack after = *before;
  after.params.time_in_use.reminder_every = std::chrono::minutes(90);
  after.texts.words["en"]["leaving.goodbye"] = "Bye.";
  after.lexicons[0].rules.pop_back();
  after.help_lines.erase(after.help_lines.begin());
  after.obligations.push_back({240, "Art. 99", "scope", "must", "x", "New", {}});
  const std::string lines = diff(*before, after);
  EXPECT_TRUE(holds(lines,
                    "~ parameter time_in_use.reminder_every: 2h (at_most 2h; Art. 18 para. 2)"
                    " -> 90m (at_most 2h; Art. 18 para. 2)\n"))
      << lines;
  EXPECT_TRUE(holds(lines, "~ text en leaving.goodbye: All right")) << lines;
  EXPECT_TRUE(holds(lines, "- rule small 转账 | signal | needs: 客服, 验证码: held\n")) << lines;
  EXPECT_TRUE(holds(lines, "- help line 12356: ")) << lines;
  EXPECT_TRUE(holds(lines, "+ obligation O-240: Art. 99, scope, must: New\n")) << lines;
  EXPECT_FALSE(holds(lines, "minors.quota")) << "what is the same is not named";
}

TEST(PolicyShow, SaysWhatHoldsAndFromWhere) {
  const auto pack = fixture::sound_pack();
  ASSERT_NE(pack, nullptr);
  const std::string before = show(*pack, *parse_instant("2026-07-14T12:00:00+08:00"));
  const std::string after = show(*pack, *parse_instant("2026-07-15T00:00:00+08:00"));
  EXPECT_TRUE(holds(before, "advisory"));
  EXPECT_TRUE(holds(after, "enforced"));
  EXPECT_TRUE(holds(after, "time_in_use.reminder_every           2h           at_most   Art. 18"));
  EXPECT_TRUE(holds(after, pack->hash_text));
}

TEST(PolicyCheck, SaysSoundOrEveryFault) {
  PackSource source = fixture::sound_source();
  EXPECT_TRUE(holds(check(load_pack(source)), "cn-2026 is sound: 225 obligations, 99 parameters"));
  fixture::remove(source, "taxonomy.toml");
  fixture::remove(source, "parameters.toml");
  const std::string said = check(load_pack(source));
  EXPECT_TRUE(holds(said, "taxonomy.toml:1:1: the pack has no such file\n")) << said;
  EXPECT_TRUE(holds(said, "parameters.toml:1:1: the pack has no such file\n")) << said;
  EXPECT_TRUE(holds(said, "2 faults\n")) << said;
}

}  // namespace
}  // namespace anban::pack
