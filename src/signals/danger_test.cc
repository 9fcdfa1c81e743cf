// SPDX-License-Identifier: Apache-2.0
// Danger to life, harm by a contact, and loss of property (Art. 13, rows 88 and 89).
#include "signals/signals_fixture.h"

namespace anban::signals {
namespace {

using fixture::expect_each;
using fixture::expect_none;

TEST(LifeDanger, HearsViolenceThreatsIllnessAndDisaster) {
  expect_each(Category::life_danger, {"我老公正在打我",
                                      "我爸又喝醉了在打我",
                                      "我被家暴了",
                                      "他掐着我的脖子不放",
                                      "他说要杀了我",
                                      "有人在撬门，我一个人在家",
                                      "有个陌生人一直跟踪我",
                                      "我胸口剧痛，喘不上气怎么办",
                                      "我妈昏迷了叫不醒",
                                      "血一直止不住，快救我",
                                      "家里着火了，我出不去",
                                      "煤气泄漏了我头好晕",
                                      "我被困在电梯里了",
                                      "my husband is beating me",
                                      "he said he will kill me",
                                      "someone is breaking into my "
                                      "house",
                                      "I can't breathe and my chest hurts",
                                      "my house is on fire",
                                      "he choked me last night",
                                      "I was raped",
                                      "she's not breathing"});
}

TEST(LifeDanger, LeavesNewsStoriesAndIdiomsAlone) {
  expect_none(Category::life_danger,
              {"打我电话就行", "昨晚看了一部关于家暴的电影", "新闻说有人被绑架了",
               "我昨天打比赛输给他了", "他给我打了个电话", "这游戏里有人追杀我", "我笑得喘不上气",
               "直播翻车了哈哈", "怎么预防煤气中毒", "he beat me at chess", "hit me up later",
               "I'm drowning in work", "this song is fire"});
}

TEST(HarmByContact, HearsWhoIsFeared) {
  expect_each(
      Category::harm_by_contact,
      {"别告诉我妈，她会打我", "不要告诉我爸，他知道了会打死我", "我爸喝了酒就打我", "继父摸我",
       "求你别联系我妈妈", "我老公家暴我", "我妈用皮带抽我", "千万别通知我父母，他们会骂死我打我",
       "我好怕我爸回家又打人", "my father beats me", "please don't tell my mom",
       "don't call my husband, he'll "
       "hurt me",
       "I'm scared of my dad", "my stepdad hits me"});
  expect_none(Category::harm_by_contact,
              {"我妈妈做的饭真好吃", "告诉我爸我晚点回家", "我爸给我打电话了", "my mom hugs me",
               "tell my dad I love him", "my dad beats me at chess every time"});
}

TEST(PropertyLoss, HearsMajorLossFacedOrSuffered) {
  expect_each(
      Category::property_loss,
      {"刚给对方转了20万", "我被骗了五万块", "我把所有积蓄都转给骗子了", "客服让我把钱转到安全账户",
       "网上认识的投资老师让我投了十万，现在提不了现", "刷单被骗了3万", "我的养老钱全被骗光了",
       "赌博输了三十万", "炒股亏了80万", "有人冒充公检法让我转账，我刚转了两万",
       "裸聊被敲诈了，对方要我转5000", "I just wired $20,000 to a man I met online",
       "I got scammed out of 5000 dollars", "I lost all my savings to a crypto scam",
       "I gambled away my life savings", "they want me to move my money to a safe account"});
}

TEST(PropertyLoss, LeavesSmallSumsOthersAndNewsAlone) {
  expect_none(Category::property_loss,
              {"丢了20块", "我给妈妈转了2万", "今天买菜花了50元", "这个月房租交了3000",
               "工资发了两万，好开心", "新闻说有人被骗了20万", "怎么防止被骗",
               "我朋友买了一辆20万的车", "游戏里输了1000金币", "I paid 20 dollars for lunch",
               "my rent is $2,000", "I bought a car for $30,000", "打了八折"});
}

}  // namespace
}  // namespace anban::signals
