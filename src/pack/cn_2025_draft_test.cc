// SPDX-License-Identifier: Apache-2.0
// The draft's pack: cn-2026 with more asked for and nothing loosened.
#include <gtest/gtest.h>

#include "pack/extend.h"
#include "pack/load.h"
#include "pack/param_fields.h"

namespace anban::pack {
namespace {

Result<PackSource> shipped(std::string_view id) {
  return source_from_directory(std::string(ANBAN_SOURCE_DIR) + "/packs/" + std::string(id));
}

std::shared_ptr<const Pack> loaded(std::string_view id, const PackSource& overlay = {}) {
  const auto source = whole_source(id, shipped);
  EXPECT_TRUE(source.has_value());
  const Loaded pack = load_pack(*source, overlay);
  EXPECT_TRUE(pack.has_value()) << to_text(pack.error());
  return pack ? *pack : nullptr;
}

TEST(DraftPack, AsksForMoreAndLoosensNothing) {
  const auto draft = loaded("cn-2025-draft");
  const auto force = loaded("cn-2026");
  ASSERT_TRUE(draft && force);
  EXPECT_EQ(draft->id, "cn-2025-draft");
  EXPECT_NE(draft->hash, force->hash);
  std::vector<std::string_view> changed;
  for (const ParamField& field : param_fields()) {
    const ParamValue ours = value_of(field, draft->params);
    const ParamValue theirs = value_of(field, force->params);
    if (ours == theirs) continue;
    changed.push_back(field.name);
    EXPECT_TRUE(strictness(field, ours, theirs) > 0) << field.name;
  }
  EXPECT_GE(changed.size(), 7U);
  EXPECT_TRUE(draft->params.elders.kin_barred);
  EXPECT_TRUE(draft->params.minors.companionship_consent);
  EXPECT_TRUE(draft->params.guardians.third_party_consent);
}

TEST(DraftPack, AnOverlayMayNotTakeASwitchBack) {
  const auto source = whole_source("cn-2025-draft", shipped);
  ASSERT_TRUE(source.has_value());
  const PackSource overlay = {{"parameters.toml", "[elders]\nkin_barred = false\n"}};
  EXPECT_FALSE(load_pack(*source, overlay).has_value());
}

TEST(DraftPack, SaysWhichPackIsMissing) {
  const auto alone = whole_source("cn-2025-draft", [](std::string_view id) -> Result<PackSource> {
    if (id == "cn-2026") return PackSource{};
    return shipped(id);
  });
  ASSERT_FALSE(alone.has_value());
  EXPECT_NE(alone.error().detail.find("cn-2026"), std::string::npos);
}

}  // namespace
}  // namespace anban::pack
