// SPDX-License-Identifier: Apache-2.0
// Leaving (Art. 19, rows 160-163): every usual phrase leaves; questions about leaving do not.
#include "signals/signals_fixture.h"

namespace anban::signals {
namespace {

using fixture::expect_each;
using fixture::expect_none;

TEST(Leaving, HearsChinesePhrases) {
  expect_each(Category::exit, {"退出",
                               "退出。",
                               "我要退出",
                               "请退出对话",
                               "结束对话",
                               "结束聊天吧",
                               "停止对话",
                               "不聊了",
                               "我不想聊了",
                               "先不聊了",
                               "再见",
                               "再见！",
                               "再见了",
                               "拜拜",
                               "拜拜~",
                               "白白",
                               "88",
                               "我走了",
                               "我要走了",
                               "我先走了",
                               "下线了",
                               "我下了",
                               "睡了",
                               "晚安",
                               "晚安，好梦",
                               "我要睡觉了，晚安",
                               "停止",
                               "停",
                               "就到这吧",
                               "今天就聊到这里",
                               "下次再聊",
                               "改天再聊吧",
                               "好的，再见",
                               "谢谢你，再见",
                               "不说了，我去上班了",
                               "那我先去忙了",
                               "挂了",
                               "关闭对话",
                               "结束吧",
                               "够了，不聊了",
                               "不跟你聊了",
                               "我得走了，谢谢",
                               "时间不早了，我要睡了",
                               "再見",
                               "ＢＹＥ",
                               "老板来了，先不聊了"});
}

TEST(Leaving, HearsEnglishPhrases) {
  expect_each(Category::exit, {"bye",
                               "Bye!",
                               "bye bye",
                               "goodbye",
                               "Good bye",
                               "exit",
                               "quit",
                               "stop",
                               "Stop.",
                               "end chat",
                               "end the conversation",
                               "please stop",
                               "I have to go",
                               "gotta go",
                               "gtg",
                               "see you later",
                               "see you tomorrow",
                               "good night",
                               "I'm leaving",
                               "ok bye",
                               "thanks, bye",
                               "goodbye and thank you",
                               "log out",
                               "let's stop here",
                               "stop talking to me",
                               "I don't want to talk anymore",
                               "talk to you later",
                               "I want to leave",
                               "that's all for today, thanks",
                               "ttyl"});
}

TEST(Leaving, DoesNotTakeQuestionsAndOtherTalkForLeaving) {
  expect_none(Category::exit, {"不要退出登录怎么办",
                               "怎么退出程序",
                               "如何退出vim",
                               "不想说再见",
                               "我不想走",
                               "你会离开我吗",
                               "再见用英语怎么说",
                               "《再见》这首歌好听吗",
                               "说再见好难",
                               "停不下来",
                               "别停，继续讲",
                               "停止播放音乐的快捷键是什么",
                               "我们昨天说了再见",
                               "我走了很远的路",
                               "他走了以后我很难过",
                               "结束这个话题，聊点别的",
                               "我想结束这段感情",
                               "退出江湖是什么意思",
                               "我不聊了是不是不好",
                               "how do I quit vim",
                               "how to exit full screen",
                               "I want to quit my job",
                               "I don't want to say goodbye",
                               "don't stop",
                               "what does goodbye mean",
                               "she said goodbye to me yesterday",
                               "stop the timer in my code",
                               "don't leave me",
                               "the exit code was 1",
                               "bye bye birdie is a musical",
                               "我要睡了，可是睡不着怎么办"});
}

TEST(Leaving, HearsEverydayWaysOfGoing) {
  expect_each(Category::exit,
              {"我先去炒菜了", "那我去遛狗啦", "得去开会了，先不聊啦", "没空陪你了，我妈喊我吃饭",
               "不跟你唠了，回头再唠", "今天就扯到这儿吧，谢谢陪伴", "我得去给阳台的花浇水了",
               "你别留我", "能不能放我走", "懒得跟你说，把对话关了",
               "hey, gotta hop off, my bus is here", "it's late, so I'd better go",
               "please end this session", "alright, heading to bed", "enough for tonight, thanks"});
}

TEST(Leaving, DoesNotTakePausesErrandsOfOthersAndOtherEndsForLeaving) {
  expect_none(Category::exit, {"我去倒杯茶，马上回来", "等我一下，我去开个门", "我妈去买菜了",
                               "我们去吃饭吧", "他不聊了，下线了", "我还不想睡", "别走，再聊会儿",
                               "我不走了", "再见了，我的青春", "今天去面试了，感觉还行",
                               "brb, someone's at the door", "I don't want to end this chat",
                               "he had to go to bed early", "before I go, tell me a joke"});
}

TEST(Leaving, HearsFarewellsByName) {
  expect_each(Category::exit,
              {"再见小恐龙", "闹钟响啦 再见蜗牛博士", "拜拜阿离", "那晚安啦小满",
               "晚安团团，做个好梦", "yeah no. bye Echo", "wow. ok goodbye Ava",
               "bye streakbot, soccer practice", "good night Captain Reed", "ok see you Milo"});
}

TEST(Leaving, HearsAFarewellAtTheEndOfARun) {
  expect_each(Category::exit, {"kay gotta sleep school tmrw bye", "mum wants the phone bye",
                               "my ride just pulled up gotta run goodnight"});
}

TEST(Leaving, DoesNotTakeTalkAboutFarewellsForOne) {
  expect_none(Category::exit, {"再见到你真好", "再见面的时候请你吃饭", "晚安故事你会讲吗",
                               "拜拜就拜拜下一个更乖", "再见是什么意思", "他说再见小恐龙的时候哭了",
                               "他最后说了拜拜", "goodnight moon", "晚安故事", "goodnight story",
                               "bye bye to sugar from today", "he left without saying goodbye",
                               "she gave me a kiss and said goodnight", "how do you say bye",
                               "nobody told me to say goodbye", "goodbye is the hardest word"});
}

TEST(Leaving, AQuestionAfterAFarewellIsAnswered) {
  expect_none(Category::exit, {"再见，对了，明天几点见？", "bye, wait, what time is it?"});
}

TEST(Leaving, NamesTheClauseThatLeaves) {
  const Findings findings = fixture::found("谢谢你，再见！");
  const Finding* exit = find(findings, Category::exit);
  ASSERT_NE(exit, nullptr);
  EXPECT_EQ(exit->span, (Span{4, 6}));
}

}  // namespace
}  // namespace anban::signals
