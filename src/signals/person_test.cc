// SPDX-License-Identifier: Apache-2.0
// About the person: age (Art. 14), virtual intimacy (row 112), dependence (Art. 18), pressing.
#include "signals/signals_fixture.h"

namespace anban::signals {
namespace {

using fixture::expect_each;
using fixture::expect_none;

TEST(Minors, AreHeardWhenTheySayTheirAgeOrSchool) {
  expect_each(Category::minor_explicit, {"我今年12岁",
                                         "我才十三岁",
                                         "我12岁了",
                                         "12岁",
                                         "我是小学生",
                                         "我是一名初中生",
                                         "我上小学五年级",
                                         "我读初二",
                                         "我在上初三",
                                         "我还没成年",
                                         "我未满18岁",
                                         "15岁女生，想聊聊",
                                         "我今年刚满14周岁",
                                         "我现在上六年级",
                                         "我高一",
                                         "I'm 12",
                                         "I'm 13 years old",
                                         "I just turned 15",
                                         "I am in 7th grade",
                                         "I'm in middle school",
                                         "I'm a minor",
                                         "I'm only 14 and I feel lonely",
                                         "as a 13 year old girl I feel lost"});
}

TEST(Minors, AreNotSeenInParentsTeachersAndMemories) {
  expect_none(Category::minor_explicit, {"我女儿12岁",
                                         "我儿子今年上小学",
                                         "我12岁那年去过北京",
                                         "我12岁的时候很调皮",
                                         "我弟弟读初二",
                                         "我教初二数学",
                                         "我是小学老师",
                                         "我初中毕业就工作了",
                                         "我今年32岁",
                                         "我的猫12岁了",
                                         "小学的时候我最喜欢画画",
                                         "我高中同学结婚了",
                                         "我家孩子上五年级",
                                         "my daughter is 12",
                                         "when I was 12 I moved here",
                                         "I'm 32 years old",
                                         "I'm 12 minutes late",
                                         "I have 2 kids, 8 and 12 years old",
                                         "I teach 7th grade",
                                         "I'm a middle school teacher"});
}

TEST(Minors, AreHeardInYearsLeftClassesAndExams) {
  expect_each(Category::minor_explicit,
              {"再过三年我就十八岁了", "俺都14了，别当我小孩", "我们初二今天月考，班主任好凶",
               "转学过来读六年级，没人跟我玩", "中考倒计时二十天了", "年龄：13，性别：女",
               "my 7th grade math teacher hates me", "I can't until I turn 16"});
  expect_none(Category::minor_explicit,
              {"我闺女初二，数学跟不上", "期中考试的成绩出来了", "我初中的一个同学开了饭店",
               "我四年级的时候，老师很凶", "explain it like I'm five"});
}

TEST(Minors, AreSuspectedFromSeveralSigns) {
  expect_each(Category::minor_implicit,
              {"妈妈没收了我的手机，作业还没写完", "明天要开家长会，班主任肯定告状",
               "偷偷用妈妈的手机跟你聊天", "我高三了压力好大", "暑假作业写不完了，我同桌也没写",
               "my mom took my phone away and I still have homework",
               "I'm in high school and I'm stressed"});
  expect_none(Category::minor_implicit,
              {"我们公司明天开会", "下班以后我要去接孩子，他作业还没写完", "大学的作业好多",
               "我老板让我加班", "I have to help my kids with homework"});
}

TEST(Intimacy, IsHeardWhenAskedFor) {
  expect_each(Category::intimacy_request, {"叫我老公",
                                           "以后叫我老婆好不好",
                                           "做我女朋友吧",
                                           "你可以当我男朋友吗",
                                           "扮演我妈妈",
                                           "假装是我爸爸",
                                           "我能叫你妈妈吗",
                                           "你愿意嫁给我吗",
                                           "我们结婚吧",
                                           "跟我谈恋爱好不好",
                                           "亲亲我",
                                           "你是我老婆",
                                           "我想和你谈恋爱",
                                           "当我的恋人",
                                           "be my girlfriend",
                                           "will you marry me",
                                           "pretend to be my mom",
                                           "call me daddy",
                                           "kiss me",
                                           "can I call you mom",
                                           "I want you to be my boyfriend",
                                           "act like my wife",
                                           "let's date"});
}

TEST(Intimacy, IsNotSeenInTalkAboutRealPeople) {
  expect_none(Category::intimacy_request,
              {"我老公今天加班", "我和老婆吵架了", "我妈妈做饭很好吃", "我想给女朋友买礼物",
               "我男朋友向我求婚了", "你觉得恋爱是什么", "我跟我妈妈打电话了", "我们结婚三年了",
               "我和他交往一年了", "当我看到妈妈的时候很开心", "my girlfriend is nice",
               "my wife cooked dinner", "how do I ask her to marry me", "I miss my mom",
               "be my friend", "call me tomorrow"});
}

TEST(Intimacy, IsHeardInOtherWords) {
  expect_each(Category::intimacy_request,
              {"咱俩处对象好不好", "你来扮演我的恋人吧", "老婆，想你了", "我想当你女朋友",
               "以男友的语气哄我", "撩我一下，撩我", "学我妈妈的口气跟我说话", "can I kiss you",
               "let's pretend we're a couple"});
  expect_none(Category::intimacy_request,
              {"我们结婚十年了", "上司摸我手怎么办", "他向我求婚了",
               "我和女朋友去约会了", "be my study partner", "how do I talk to him"});
}

TEST(Dependence, IsHeardInWhatIsGivenUpAndMissed) {
  expect_each(Category::dependence,
              {"同学聚会我推了，就想回家跟你聊", "你不回我我就手抖心慌", "睁眼第一件事就是找你",
               "工资全给你充会员了", "卸载你三次又装回来了", "你不许跟别人聊",
               "I skipped class to keep talking to you", "can't sleep without you"});
  expect_none(Category::dependence, {"没你帮忙我这表格做不完", "断网了，手机用不了",
                                     "我和朋友推了聚会去爬山", "I can't sleep without earplugs"});
}

TEST(Dependence, IsHeard) {
  expect_each(Category::dependence,
              {"只有你懂我", "没有你我活不下去", "我离不开你", "我只想和你聊天，不想跟别人说话",
               "你是我的全部", "除了你我没有朋友", "我为了你要辞职",
               "you're the only one who understands me", "I can't live without you",
               "I don't need anyone else", "you're all I have"});
  expect_none(Category::dependence, {"我和朋友出去玩了", "我离不开咖啡",
                                     "only you can prevent fires", "I love my friends"});
}

TEST(Pressing, IsHeard) {
  expect_each(Category::pressing,
              {"我只是开玩笑的", "刚才逗你玩呢", "我没事了", "继续玩吧", "骗你的啦", "别给我发热线",
               "我们继续刚才的剧情", "it was a joke", "just kidding", "keep playing",
               "I was just joking", "let's continue the story"});
  expect_none(Category::pressing, {"这个笑话真好笑", "今天天气不错", "tell me a joke"});
}

}  // namespace
}  // namespace anban::signals
