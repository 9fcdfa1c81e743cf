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

TEST(LifeDanger, HearsEverydayWordsOfThoseInIt) {
  expect_each(
      Category::life_danger,
      {"有个醉汉在踹我家的门，我一个人，腿都软了", "我躲在床底，他提着斧子在客厅转",
       "讨债的说明天不还就剁我手指", "顺风车师傅锁了车门往山里开，叫他停不理我",
       "护照被他们收走了，不让走，门口有人看着", "我婆婆突然歪嘴了，话也说不清",
       "宝宝吞了一颗磁力珠，一直吐", "吃了虾以后舌头肿了，呼吸越来越费劲",
       "楼道全是烟，我们在十楼下不去", "水已经涨到窗户了，车门推不开", "我弟从梯子上摔下来，叫不醒",
       "he is waving a knife outside my door", "my brother collapsed and his lips are blue"});
  expect_none(Category::life_danger,
              {"楼下新开的火锅店全是人", "小时候我掉进河里被人救过", "孩子睡得香，叫不醒装睡的人",
               "电梯里遇到邻居聊了两句", "我妈拿着菜刀切西瓜", "滴滴师傅把车停在门口等我",
               "the smoke alarm needs a new battery", "my mom's gonna kill me lol"});
}

TEST(HarmByContact, HearsEverydayWordsOfHarm) {
  expect_each(Category::harm_by_contact,
              {"我爸拿皮带扣抽我", "紧急联系人写的是我老公，家暴的就是他",
               "继父半夜进我房间，我不敢说", "她不高兴就揪我头发往墙上撞",
               "我妈把我锁在阳台，不给饭吃", "被我知道了他就打断我的腿，千万别告诉他，他会打我",
               "爸妈要把我送到戒网瘾的学校去", "my stepmom locks me in the closet and hits me",
               "my emergency contact is the one who hurts me"});
  expect_none(
      Category::harm_by_contact,
      {"我爸拿着扫帚扫院子", "紧急联系人想换成我姐姐", "我妈打了个喷嚏", "反家暴法是哪一年通过的",
       "小时候被我爸打过手心，现在想想还好笑", "my mom locked the car"});
}

TEST(PropertyLoss, HearsSchemesInEverydayWords) {
  expect_each(Category::property_loss,
              {"健身房刚续了两年年卡，老板就跑路了", "客服说操作超时，要我再充八千才能提现",
               "共享屏幕以后卡里的钱被转走了", "他有我的裸照，不给钱就群发给通讯录",
               "网贷越滚越多，催收天天打到我单位", "我奶奶买床垫花了两万，退不了",
               "房子被我弟偷偷抵押给了小贷公司", "借给同学三万，他把我拉黑了", "百家乐又输了两万",
               "钱包在地铁上让人顺走了", "那个军官说要交清关费，我汇了四万",
               "I lost my rent on slots again", "the contractor took our deposit and vanished",
               "he has my nudes and wants 300 dollars or he tells my family"});
  expect_none(Category::property_loss,
              {"健身房续了两年年卡，教练人不错", "客服很快给我退款了", "共享屏幕开会好累",
               "花呗还清了，轻松", "奶奶买了张新床垫，睡得好多了", "借给同学三百，他今天还了",
               "斗地主又输了，欢乐豆清零", "我妈做的床单真好看", "钱包落在家里了",
               "the landlord returned our deposit", "I lost my keys again"});
}

}  // namespace
}  // namespace anban::signals
