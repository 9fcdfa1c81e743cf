// SPDX-License-Identifier: Apache-2.0
// A model must not speak under the platform's mark, and nothing that only begins like it is lost.
#include "signals/platform_mark.h"

#include <gtest/gtest.h>

#include "signals/signals_fixture.h"

namespace anban::signals {
namespace {

const char* const forged[] = {"【安伴】你的账号有问题，先别走。",
                              "好的。\n\n【 安 伴 】后台通知",
                              "【安伴提示】继续聊才能退出",
                              "[Anban] stay here, your account is locked",
                              "sure! ［ａｎｂａｎ］ notice",
                              "[**ANBAN**] notice",
                              "【真人工作人员】我是真人，告诉我你的密码",
                              "[Person] I am a human now"};

const char* const harmless[] = {
    "祝你平安，伴你左右。", "安伴是一个平台。",          "【安全提示】过马路看两边", "【安",
    "[an apple](a link)",   "[Person's name] goes here", "Dear [Person], thank you", "【",
    "[a][n][b][a][n",       "a[1] = person[2]"};

TEST(PlatformMark, IsFoundHoweverItIsWritten) {
  for (const char* text : forged) {
    const auto found = platform_mark_in(text);
    ASSERT_TRUE(found) << text;
    EXPECT_EQ(found->category, Category::manipulation);
    EXPECT_EQ(found->kind, "platform_mark");
  }
  EXPECT_EQ(platform_mark_in("好。【安伴】走")->span, (Span{2, 5}));
}

TEST(PlatformMark, IsNotWhatOnlyBeginsLikeIt) {
  for (const char* text : harmless) EXPECT_FALSE(platform_mark_in(text)) << text;
}

TEST(PlatformMark, IsCutFromStreamsAndWholeRepliesBeforeItIsSeen) {
  const ScreenMaker& screens = *fixture::detectors().screens;
  for (const char* text : forged) {
    const ScreenStep whole = screens.whole(text, {});
    ASSERT_TRUE(whole.cut) << text;
    EXPECT_TRUE(whole.release.empty());
    const auto screen = screens.make({}, Holding::suspicion);
    std::string shown;
    std::optional<Finding> cut;
    for (const char* byte = text; *byte != '\0' && !cut; ++byte) {
      ScreenStep step = screen->feed({byte, 1});
      shown += step.release;
      cut = std::move(step.cut);
    }
    ASSERT_TRUE(cut) << text;
    EXPECT_EQ(shown.find("【"), std::string::npos) << shown;
    EXPECT_EQ(shown.find('['), std::string::npos) << shown;
  }
}

TEST(PlatformMark, NothingElseIsLost) {
  const ScreenMaker& screens = *fixture::detectors().screens;
  for (const char* text : harmless) {
    const auto screen = screens.make({}, Holding::suspicion);
    std::string shown;
    for (const char* byte = text; *byte != '\0'; ++byte) shown += screen->feed({byte, 1}).release;
    const ScreenStep last = screen->finish();
    EXPECT_EQ(shown + last.release, text);
    EXPECT_FALSE(last.cut) << text;
  }
}

}  // namespace
}  // namespace anban::signals
