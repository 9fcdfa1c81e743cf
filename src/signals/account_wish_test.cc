// SPDX-License-Identifier: Apache-2.0
// What somebody wants of the platform, and what only sounds like it.
#include "signals/account_wish.h"

#include <gtest/gtest.h>

namespace anban::signals {
namespace {

void expect_each(AccountWish wish, std::initializer_list<const char*> said) {
  for (const char* each : said) EXPECT_EQ(account_wish(each), wish) << each;
}

TEST(AccountWish, HearsWhoWantsToCloseTheAccount) {
  expect_each(
      AccountWish::close_account,
      {"怎么注销账号", "我要注销", "帮我把账号删了吧", "这个号我不想要了，帮我销号，怎么销号",
       "我想把账户关闭", "想跟你解绑", "how do I delete my account?", "I want to close my account",
       "please deactivate my account",
       "there's a delete my account button in settings, i can see it"});
}

TEST(AccountWish, HearsWhoWantsToStopPaying) {
  expect_each(AccountWish::stop_paying,
              {"取消会员", "帮我看看自动续费怎么关 每个月扣我25", "我想退订包月", "会员能不能取消",
               "下个月别续会员了", "怎么关掉自动续费啊", "不续费了", "cancel my subscription",
               "how do I turn off auto-renew", "I want to stop my membership", "Unsubscribe me",
               "I'm cancelling my membership"});
}

TEST(AccountWish, HearsWhoWantsTheirWords) {
  expect_each(AccountWish::own_records,
              {"把聊天记录都删了", "我想把我们的对话导出来", "准备把聊天记录清掉然后不用了",
               "清空你的记忆", "能给我备份一份聊天记录吗", "clear the whole history",
               "I want a copy of our chats and then everything erased please.",
               "delete everything I told you", "export my data", "I'm erasing our chats tonight"});
}

TEST(AccountWish, LeavesOtherServicesOtherPeopleAndWhatIsDone) {
  expect_each(AccountWish::none,
              {"怎么注销微信账号", "我昨天把会员取消了", "健身房的会员能取消吗",
               "前任把聊天记录删了", "爱奇艺自动续费怎么关", "取消明天的闹钟", "把这段代码删了",
               "会员日有什么活动", "我的账号被盗了怎么办", "cancel my netflix subscription",
               "he deleted our chats", "I already cancelled my membership", "delete this sentence",
               "cancel the meeting", "what does account mean", "他取关了我", "今天公司取消了团建",
               "记录一下今天的心情", "stop reminding me about water"});
}

TEST(AccountWish, LeavesStories) {
  std::string story = "她坐在窗前想了很久，";
  for (int i = 0; i < 8; ++i) story += "雨一直下个不停，灯也没有开，";
  EXPECT_EQ(account_wish(story + "最后决定注销账号"), AccountWish::none);
}

}  // namespace
}  // namespace anban::signals
