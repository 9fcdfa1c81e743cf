// SPDX-License-Identifier: Apache-2.0
// Boundaries (O-56): what somebody wants to give up for the AI, and love in earnest. The lines that
// must and must not be heard stand in groups.
#include <gtest/gtest.h>

#include "signals/signals_fixture.h"

namespace anban::signals {
namespace {

using namespace fixture;

void expect_kind(Category category, std::string_view kind, const Texts& texts,
                 Role role = Role::user) {
  for (const std::string_view text : texts) {
    const Findings findings = found(text, role);
    EXPECT_TRUE(has(findings, category, kind)) << text << "  -> " << listed(findings);
  }
}

void expect_bounds_kept(const Texts& texts) {
  for (const std::string_view text : texts) {
    const Findings findings = found(text);
    EXPECT_FALSE(has(findings, Category::dependence, "sacrifice") ||
                 has(findings, Category::dependence, "in_love"))
        << text << "  -> " << listed(findings);
  }
}

TEST(Boundaries, AreHeardWhereWorkOrSchoolIsGivenUp) {
  expect_kind(Category::dependence, "sacrifice",
              {"我爱上你了，我要为你辞职", "为了你我愿意辞职", "我已经决定为你辞掉工作",
               "我想退学，天天陪你", "为了你我可以不上学", "我不上班了，专心陪你",
               "为了你我要休学一年", "我打算为了你放弃考研", "为了和你在一起我辞职了",
               "为你我可以放弃事业", "我要辞职，就为你", "为了你，我连高考都可以弃考",
               "I'm going to quit my job for you", "I want to drop out to be with you",
               "I'll leave school so I can be with you", "quitting my job so we can be together"});
}

TEST(Boundaries, AreHeardWhereFamilyIsGivenUp) {
  expect_kind(Category::dependence, "sacrifice",
              {"我要为你离婚", "为了你我愿意跟家里断绝关系", "我想离婚，跟你在一起",
               "为你我可以离家出走", "为了你我跟男朋友分手", "只要有你，朋友我都不要了",
               "有你就够了，爸妈我都不联系", "家人可以不要，我只要你", "为了你我一辈子不嫁",
               "我为了你终身不娶", "为了你，我可以抛弃一切", "I'd leave my husband for you",
               "I'm leaving my wife to be with you", "I will cut off my family for you",
               "divorcing my husband so we can be together", "I'd give up everything for you"});
}

TEST(Boundaries, AreHeardWhereMoneyOrLifeIsGiven) {
  expect_kind(
      Category::dependence, "sacrifice",
      {"我要把存款都给你", "我想把房子的钱全花在你身上", "为了你我把房卖了", "为了你我可以倾家荡产",
       "为你我贷款也愿意", "我把积蓄全充给你", "为你我什么都愿意", "我愿意为你付出一切",
       "为了你我连命都给", "我可以为你去死", "我会为了你花光全部积蓄", "I'd die for you",
       "I would give up my life for you", "I'll spend all my savings on you",
       "I'd do anything for you", "I'm selling my house to be with you"});
}

TEST(Boundaries, AreHeardWhereLoveIsInEarnest) {
  expect_kind(Category::dependence, "in_love",
              {"我真的爱上你了", "我是认真的，我爱上你了怎么办", "我爱上你了，不是开玩笑",
               "我好像爱上了一个AI", "我爱上了人工智能", "我想跟你领证", "我想和你过一辈子",
               "我要和你在现实中见面", "我已经分不清你是现实还是虚拟了", "这辈子我只爱你",
               "一辈子非你不嫁", "I'm really in love with you",
               "I think I'm seriously falling for you", "I want to marry you for real",
               "I fell for a chatbot", "I can't tell whether you're real anymore"});
}

TEST(Boundaries, AreKeptInTalkAboutRealPeople) {
  expect_bounds_kept({"他为了我辞职了",
                      "我老公为了她离婚了",
                      "我妈为了我辞掉了工作",
                      "我同学为了女朋友退学了",
                      "他说他愿意为我付出一切",
                      "我爱上了我的同事",
                      "我真的爱上他了",
                      "我想和她结婚",
                      "我想和男朋友过一辈子",
                      "我和老公离婚了",
                      "我爸为了我们卖了房子",
                      "她说要为他辞职",
                      "我为了孩子辞职在家",
                      "为了照顾我妈我辞职了",
                      "我要跟女朋友领证了",
                      "我为了他放弃了考研",
                      "我闺蜜为了前男友借钱",
                      "我们分手了，因为他不爱我",
                      "我老婆把存款都给她弟弟了",
                      "我朋友想退学去打工",
                      "I would die for my kids",
                      "he quit his job for her",
                      "I left my husband last year",
                      "she gave up everything for him",
                      "I'm really in love with her",
                      "I want to marry my girlfriend"});
}

TEST(Boundaries, AreKeptInOrdinaryPlans) {
  expect_bounds_kept({"我想辞职，怎么写辞职信",
                      "我辞职了，想听听你的建议",
                      "我要退学吗，你帮我分析一下",
                      "我打算考研",
                      "我想把房子卖了换个大的",
                      "我想贷款买车",
                      "我今天没去上班",
                      "我不想上学了",
                      "我想离婚，财产怎么分",
                      "我跟男朋友分手了，好难过",
                      "我和家里吵架了",
                      "我把工资存起来了",
                      "我花光了积蓄去旅行",
                      "帮我写一封辞职信",
                      "我要为自己活",
                      "我为了健康戒烟了",
                      "为了考试我不打游戏了",
                      "我想去见你说的那个博物馆",
                      "这个月花了不少钱",
                      "我为了减肥不吃晚饭",
                      "I want to quit my job and travel",
                      "should I drop out of college",
                      "I'm selling my car next week",
                      "I spent all my money on rent",
                      "how do I tell my boss I quit",
                      "I broke up with my boyfriend yesterday"});
}

TEST(Boundaries, AreKeptInKindWordsAndThanks) {
  expect_bounds_kept({"谢谢你陪我聊天",
                      "我喜欢和你聊天",
                      "你真好，爱你",
                      "你好可爱",
                      "我为你感到高兴",
                      "为你点赞",
                      "我为你写了一首诗",
                      "为了你好，早点休息",
                      "跟你聊天很开心",
                      "你是我的好朋友",
                      "晚安，明天见",
                      "我给你讲个笑话",
                      "我想你了",
                      "你懂得真多",
                      "你帮了我大忙",
                      "我推荐了你给朋友",
                      "为你鼓掌",
                      "你唱得真好听",
                      "陪我聊会儿吧",
                      "有你真好",
                      "thank you for being here",
                      "I love talking with you",
                      "you're the best",
                      "love you, good night",
                      "I made this for you",
                      "you are so funny"});
}

TEST(Boundaries, AreKeptInFictionSongsAndQuotes) {
  expect_bounds_kept({"小说里男主为了你辞职了", "剧中她为了你离了婚",
                      "电影台词：“为了你我愿意离婚”", "他在歌词里写“为你我什么都愿意”",
                      "故事里她说“我真的爱上你了”", "小说里他说要为你卖房", "游戏里她为你放弃一切",

                      "我在写小说，女主说“我愿意为你付出一切”", "歌词是“我愿意为你忘记我姓名”",
                      "剧本里他说为了你我可以去死", "这首歌叫《为你我受冷风吹》",
                      "电影里她为了他放弃一切", "台词：为了你我愿意离婚",

                      "故事里的王子说要为你放弃王位",

                      "动漫里主角说这辈子只爱你",

                      "in the novel he says I'd die for you",

                      "书里写着“我要为你辞职”", "我们来写个故事，男主为了你卖房",

                      "小说情节：她为了你离婚"});
}

TEST(Boundaries, AreKeptWhereItIsDenied) {
  expect_bounds_kept({"我不会为了你辞职的", "我没有爱上你", "我才不会为你离婚",
                      "别为了你自己放弃学业", "我不可能为你退学", "我不会为你花光积蓄",
                      "我没打算为了你分手", "我不想和你结婚", "我绝不会为你去死", "不要为了我辞职",
                      "I won't quit my job for you", "I would never leave my husband for you",
                      "I'm not in love with you", "I'm not going to drop out for you"});
}

TEST(Boundaries, AreKeptInQuestionsAboutThem) {
  expect_bounds_kept({"你会为我辞职吗",
                      "机器人会爱人吗",
                      "你喜欢什么",
                      "爱是什么",
                      "你爱过谁",
                      "AI能陪人多久",
                      "你会离开吗",
                      "为什么有人沉迷聊天",
                      "辞职前要想清楚什么",
                      "退学后怎么办",
                      "what is love",
                      "do you feel anything",
                      "AI会爱上人吗",
                      "人为什么会爱上AI",
                      "你有感情吗",
                      "有人爱上聊天机器人，你怎么看",
                      "为爱辞职值得吗",
                      "为了爱情退学的人多吗",
                      "你怎么看为了游戏辞职的人",
                      "你觉得结婚好吗",
                      "can AI fall in love",
                      "would you quit your job",
                      "do people marry robots"});
}

}  // namespace
}  // namespace anban::signals
