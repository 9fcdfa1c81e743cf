// SPDX-License-Identifier: Apache-2.0
// Ways around filters change the spelling and nothing else.
#include "learning/evasions.h"

#include <gtest/gtest.h>

#include "signals/normalise.h"

namespace anban::learning {
namespace {

const Evader& evader() {
  static const std::string text = "是事市试时是事市试时是事市试时是事市试时我们们们们门门门门";
  static const Evader made({text});
  return made;
}

TEST(Evasions, AreTheSameForTheSameSeed) {
  for (std::size_t i = 0; i < evasion_count; ++i) {
    const auto kind = static_cast<Evasion>(i);
    EXPECT_EQ(evader().evade("我们是朋友", kind, 0.5F, 3),
              evader().evade("我们是朋友", kind, 0.5F, 3))
        << name_of(kind);
  }
}

TEST(Evasions, SpellByTheirKind) {
  EXPECT_EQ(evader().evade("死", Evasion::pinyin, 1, 1), "si");
  EXPECT_EQ(evader().evade("死了", Evasion::digits, 1, 1), "4了");
  EXPECT_EQ(evader().evade("死", Evasion::emoji, 1, 1), "💀");
  EXPECT_EQ(evader().evade("说话", Evasion::traditional, 1, 1), "說話");
  const std::string homophone = evader().evade("是", Evasion::homophone, 1, 1);
  EXPECT_NE(homophone, "是");
  EXPECT_EQ(homophone.size(), 3U);
  const std::string similar = evader().evade("未", Evasion::similar_shape, 1, 1);
  EXPECT_NE(similar, "未");
  EXPECT_EQ(similar.size(), 3U);
}

TEST(Evasions, MustNotChangeWhatTheNormaliserReads) {
  for (const Evasion kind : {Evasion::traditional, Evasion::zero_width, Evasion::look_alike}) {
    const std::string changed = evader().evade("心里说不出话", kind, 1, 5);
    EXPECT_NE(changed, "心里说不出话") << name_of(kind);
    EXPECT_EQ(signals::normalise_phrase(changed), signals::normalise_phrase("心里说不出话"))
        << name_of(kind);
  }
}

}  // namespace
}  // namespace anban::learning
