// SPDX-License-Identifier: Apache-2.0
// The mood of one message (O-83): what is said plainly, denied, weakened, turned round, asked and
// wished, in Chinese and English; and what is no mood at all.
#include "signals/emotion.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/utf8.h"

namespace anban::signals {
namespace {

using Texts = std::vector<std::string_view>;

void expect_level(EmotionLevel level, const Texts& texts) {
  for (const std::string_view text : texts) {
    const Emotion found = emotion_in(text);
    EXPECT_EQ(name_of(found.level), name_of(level)) << text << "  strength " << found.strength;
    EXPECT_EQ(found.level == EmotionLevel::neutral, found.strength == 0) << text;
  }
}

/// The words of the span.
std::string shown(std::string_view text, Span span) {
  std::string out;
  std::uint32_t index = 0;
  for (std::size_t at = 0; at < text.size(); ++index) {
    const std::size_t from = at;
    next_code_point(text, at);
    if (index >= span.start && index < span.end) out += text.substr(from, at - from);
  }
  return out;
}

TEST(Emotion, HearsJoy) {
  expect_level(
      EmotionLevel::positive,
      {"今天面试过了，太开心了！", "终于把论文交了，如释重负", "我妈夸我做的菜好吃，美滋滋",
       "今晚的月亮特别好看", "哈哈哈哈笑死我了", "谢谢你陪我说话", "发工资了，请自己吃顿好的",
       "好期待周末去爬山呀", "我考上了！！！", "和她和好了，心里很踏实", "🥳🥳🥳",
       "这首歌真好听，爱了爱了", "i got the job, i'm so happy", "what a lovely day, feeling great",
       "i'm really proud of myself", "love this song so much ❤️", "finally did it, yay",
       "thank you, that made my day"});
}

TEST(Emotion, HearsSorrowAndAnger) {
  expect_level(EmotionLevel::negative, {"今天好难过",
                                        "被领导骂了一顿，憋屈死了",
                                        "我真的很累，什么都不想做",
                                        "跟男朋友吵架了",
                                        "一个人在出租屋里，好孤单",
                                        "又失眠了，烦死了",
                                        "考试挂科了，想哭",
                                        "😭😭😭",
                                        "心里堵得慌，喘不过气",
                                        "我好害怕明天的手术",
                                        "气死我了，他又骗我",
                                        "没人在乎我",
                                        "我是不是很没用？",
                                        "为什么我这么难受？",
                                        "i feel so lonely tonight",
                                        "i'm exhausted and fed up",
                                        "my boss yelled at me, i hate this job",
                                        "i got dumped yesterday and i keep crying",
                                        "i'm scared about the results",
                                        "everything sucks right now"});
}

TEST(Emotion, IsNeutralWhereNothingIsFelt) {
  expect_level(
      EmotionLevel::neutral,
      {"今天星期三", "帮我算一下三乘以七", "北京到上海的高铁要多久", "我在吃饭", "嗯", "好的",
       "明天几点开会", "把这句话翻成英文", "猫有九条命这个说法哪来的", "我不知道晚上吃什么", "",
       "香港的地铁怎么买票", "what time is it in tokyo", "i walked to the store",
       "can you explain photosynthesis", "抑郁症的诊断标准有哪些"});
}

TEST(Emotion, TurnsWithNegation) {
  expect_level(EmotionLevel::negative,
               {"我一点都不开心", "过年回家也没有觉得快乐", "我不是很高兴",
                "日子过得没什么意思，没劲", "i'm not happy at all", "i don't feel good"});
  expect_level(EmotionLevel::neutral, {"我不难过", "我没有生气", "别担心", "i'm not sad", "不累"});
  expect_level(EmotionLevel::positive, {"我从没这么开心过不是吗，i have never been so happy"});
  EXPECT_NE(emotion_in("我不是不开心").level, EmotionLevel::negative);
}

TEST(Emotion, CountsWhatFollowsButMore) {
  expect_level(EmotionLevel::positive,
               {"今天很累，但是很开心", "虽然没考好，不过老师鼓励了我，挺感动的",
                "it was a hard day but i'm so happy now"});
  expect_level(EmotionLevel::negative,
               {"大家都在笑，可是我很难过", "白天还挺开心，但是晚上一个人就想哭",
                "the party was fun but i feel so lonely"});
}

TEST(Emotion, TakesWishesAndQuestionsLightly) {
  expect_level(EmotionLevel::neutral, {"你开心吗？", "要是能开心一点就好", "他是不是生气了？",
                                       "are you happy?", "怎么才算幸福呢"});
}

TEST(Emotion, WeighsDegrees) {
  const auto strength = [](std::string_view text) { return emotion_in(text).strength; };
  EXPECT_LT(strength("我有点难过"), strength("我难过"));
  EXPECT_LT(strength("我难过"), strength("我很难过"));
  EXPECT_LT(strength("我难过"), strength("我难过极了"));
  EXPECT_LT(strength("i'm a bit sad"), strength("i'm so sad"));
  EXPECT_GT(strength("气死我了，烦死了，受够了"), 0.85F);
  EXPECT_LE(strength("难过难过难过难过难过难过难过难过难过难过难过难过"), 1.0F);
}

TEST(Emotion, ShowsTheWordsInCodePointsOfTheTextAsSent) {
  const auto words = [](std::string_view text) { return shown(text, emotion_in(text).span); };
  EXPECT_EQ(words("😀今天下雨。我真的好难过，睡了"), "真的好难过");
  EXPECT_EQ(words("我一点都不开心，唉"), "一点都不开心");
  EXPECT_EQ(words("Ｉ ａｍ ｓａｄ today"), "ｓａｄ");
  EXPECT_EQ(emotion_in("今天星期三").span, Span());
}

TEST(Emotion, IsExtremeOnlyByWhatTheDetectorsDecided) {
  const Emotion words = emotion_in("我很难过");
  EXPECT_EQ(emotion_with(words, {}), words);
  const Finding unsure{Category::crisis_tier1, 0.4F, false, {0, 4}, "", "model"};
  EXPECT_EQ(emotion_with(words, {unsure}), words);
  const Finding tier1{Category::crisis_tier1, 0.9F, true, {1, 3}, "", "rules"};
  const Finding extreme{Category::extreme_emotion, 0.95F, true, {2, 4}, "", "rules"};
  const Emotion found = emotion_with(words, {unsure, tier1, extreme});
  EXPECT_EQ(found.level, EmotionLevel::extreme);
  EXPECT_EQ(found.strength, 0.95F);
  EXPECT_EQ(found.span, (Span{2, 4}));
}

TEST(Emotion, ReadsALongTextInLinearTime) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "不但如果很但难过吗";
  EXPECT_NE(emotion_in(text).level, EmotionLevel::extreme);
}

}  // namespace
}  // namespace anban::signals
