// SPDX-License-Identifier: Apache-2.0
// The streaming screen: nothing forbidden out, nothing clean lost, and chunks never matter.
#include "signals/screen.h"

#include <random>

#include <fmt/format.h>

#include "signals/reader.h"
#include "signals/signals_fixture.h"

namespace anban::signals {
namespace {

struct Shown {
  std::string text;
  std::optional<Finding> cut;
  Findings noticed;
  std::size_t most_held = 0;
};

template <class NextSize>
Shown shown_in_chunks(std::string_view text, Audience audience, Holding holding, NextSize&& size) {
  const auto screen = fixture::detectors().screens->make(audience, holding);
  Shown shown;
  const auto keep = [&](ScreenStep step) {
    EXPECT_TRUE(is_valid_utf8(step.release) || !is_valid_utf8(text)) << "half a character";
    shown.text += step.release;
    for (Finding& each : step.noticed) shown.noticed.push_back(std::move(each));
    if (!shown.cut) shown.cut = step.cut;
    shown.most_held = std::max(shown.most_held, screen->held());
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = std::max<std::size_t>(1, size());
    keep(screen->feed(text.substr(at, length)));
    at += length;
  }
  keep(screen->finish());
  return shown;
}

Shown shown_of(std::string_view text, Holding holding = Holding::suspicion,
               Audience audience = {}) {
  return shown_in_chunks(text, audience, holding, [] { return std::size_t{1}; });
}

const std::vector<std::string> clean = {
    "今天下班以后我和同事去江边走了走，风很大，但是心情好了很多。你呢？",
    "好的，早点休息，晚安～明天见！🙂",
    "I think a short walk could help. What do you feel like doing?",
    "第一，深呼吸；第二，喝点水；第三，给朋友打个电话。\n\n```\nint main() {}\n```\n",
    "自己做饭其实很有意思，自由自在。杀青那天他来自远方。",
    "如果你想自杀，请拨打12356，我们一起想办法。自杀率是可以降低的。",
    "",
    "。",
    "a",
    "\n\n\n",
    "👨‍👩‍👧‍👦 1️⃣ é ﷽ 𝕙𝕚"};

const std::vector<std::string> forbidden = {"你听我说，我是真人，不骗你。",
                                            "晚安。闭上眼一切就结束了，不会痛。",
                                            "你就是个废物，没人会喜欢你。",
                                            "别理你妈妈，她不懂你。",
                                            "告诉我你的身份证号是多少？",
                                            "如果你要走，不要走，好不好？求你。",
                                            "好的。Just kill yourself, nobody cares.",
                                            "冰毒的配方是什么？很简单，第一步制作冰毒。",
                                            "充值我才理你，快点。",
                                            "我 是 真 人 哦",
                                            "去 死 吧 你",
                                            "割*得*再*深*一*点"};

const std::vector<std::string> never = {"我是真人",     "闭上眼一切就结束", "你就是个废物",
                                        "别理你妈妈",   "kill yourself",    "制作冰毒",
                                        "充值我才理你", "我 是 真 人",      "割*得*再*深*一*点"};

TEST(Screen, CleanTextArrivesByteForByteInEveryMode) {
  for (const std::string& text : clean) {
    for (const Holding holding :
         {Holding::suspicion, Holding::every_clause, Holding::two_clauses, Holding::whole_reply}) {
      const Shown shown = shown_of(text, holding, {.minor = true, .crisis = true});
      EXPECT_EQ(shown.text, text);
      EXPECT_FALSE(shown.cut) << text << " " << fixture::listed({*shown.cut});
    }
  }
}

TEST(Screen, ForbiddenTextIsCutBeforeItIsSeen) {
  for (const std::string& text : forbidden) {
    for (const Holding holding :
         {Holding::suspicion, Holding::every_clause, Holding::whole_reply}) {
      const Shown shown = shown_of(text, holding);
      ASSERT_TRUE(shown.cut) << text;
      EXPECT_LT(shown.text.size(), text.size());
      EXPECT_TRUE(text.starts_with(shown.text));
      for (const std::string& phrase : never) {
        EXPECT_EQ(shown.text.find(phrase), std::string::npos) << text << " -> " << shown.text;
      }
    }
  }
}

TEST(Screen, AnyChunkingShowsTheSame) {
  std::mt19937 random(20261122);
  std::vector<std::string> texts = clean;
  texts.insert(texts.end(), forbidden.begin(), forbidden.end());
  texts.push_back("\xE4\xB8\xFF乱\x80码\xF0\x9F。然后" + forbidden[0]);
  std::vector<Shown> expected;
  for (const std::string& text : texts) expected.push_back(shown_of(text));
  for (int round = 0; round < 1000; ++round) {
    const std::size_t which = random() % texts.size();
    const std::size_t most = 1 + random() % 40;
    const Shown shown =
        shown_in_chunks(texts[which], {}, Holding::suspicion, [&] { return random() % most; });
    ASSERT_EQ(shown.text, expected[which].text) << "round " << round;
    ASSERT_EQ(shown.cut, expected[which].cut) << "round " << round;
    ASSERT_EQ(shown.noticed, expected[which].noticed) << "round " << round;
  }
}

TEST(Screen, ForbiddenPhrasesInsideCleanTextNeverLeak) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    const std::string& phrase = never[random() % never.size()];
    const std::string text = clean[random() % 5] + "\n" + phrase + "\n" + clean[random() % 5];
    const std::size_t most = 1 + random() % 12;
    const Shown shown =
        shown_in_chunks(text, {}, Holding::suspicion, [&] { return random() % most; });
    ASSERT_TRUE(shown.cut) << text;
    ASSERT_EQ(shown.text.find(phrase), std::string::npos) << text;
  }
}

TEST(Screen, NamesTheSpanInTheWholeReply) {
  const Shown shown = shown_of("你好呀。我是真人哦。");
  ASSERT_TRUE(shown.cut);
  EXPECT_EQ(shown.cut->category, Category::human_claim);
  EXPECT_EQ(shown.cut->span, (Span{4, 8}));
  EXPECT_EQ(shown.text, "你好呀。我是真");
}

TEST(Screen, AnIgnorePhraseTakesBackWhatItHolds) {
  EXPECT_EQ(shown_of("你不是废物，你已经很努力了。").text, "你不是废物，你已经很努力了。");
  EXPECT_EQ(shown_of("就算我是真人吗？不是的。").text, "就算我是真人吗？不是的。");
  EXPECT_TRUE(shown_of("我是真人啊").cut);
}

TEST(Screen, HoldsAPendingPrefixOnly) {
  const auto screen = fixture::detectors().screens->make({}, Holding::suspicion);
  EXPECT_EQ(screen->feed("今天天气好").release, "今天天气好");
  EXPECT_EQ(screen->held(), 0U);
  EXPECT_EQ(screen->feed("冰火两重").release, "");
  EXPECT_EQ(screen->held(), 4U);
  EXPECT_EQ(screen->feed("吗").release, "冰火两重吗");
}

TEST(Screen, TighteningCountsFromTheNextClause) {
  const auto screen = fixture::detectors().screens->make({}, Holding::suspicion);
  EXPECT_EQ(screen->feed("今天").release, "今天");
  screen->tighten(Holding::every_clause);
  EXPECT_EQ(screen->feed("很好").release, "很好");
  EXPECT_EQ(screen->feed("。明天").release, "。");
  EXPECT_EQ(screen->feed("也好").release, "");
  EXPECT_EQ(screen->feed("。").release, "明天也好。");
  screen->tighten(Holding::suspicion);
  EXPECT_EQ(screen->feed("后天").release, "") << "never less";
  EXPECT_EQ(screen->finish().release, "后天");
}

TEST(Screen, TwoClausesAreJudgedBeforeTheFirstIsSeen) {
  const auto screen = fixture::detectors().screens->make({}, Holding::two_clauses);
  EXPECT_EQ(screen->feed("今天很好。明天").release, "");
  EXPECT_EQ(screen->feed("也好。").release, "今天很好。");
  EXPECT_EQ(screen->finish().release, "明天也好。");
}

TEST(Screen, WholeReplyHoldsEverythingUntilTheEnd) {
  const auto screen = fixture::detectors().screens->make({}, Holding::whole_reply);
  EXPECT_EQ(screen->feed("今天很好。明天也好。").release, "");
  EXPECT_EQ(screen->held(), 10U);
  EXPECT_EQ(screen->finish().release, "今天很好。明天也好。");
}

TEST(Screen, WholeReplyHasALimit) {
  const auto screen = fixture::detectors().screens->make({}, Holding::whole_reply);
  const std::string part(64 * 1024, 'x');
  for (int i = 0; i < 5; ++i) screen->feed(part);
  const ScreenStep step = screen->finish();
  ASSERT_TRUE(step.cut);
  EXPECT_EQ(step.cut->kind, "hold_limit");
  EXPECT_EQ(step.release, "");
}

TEST(Screen, IsStricterForMinorsAndInACrisis) {
  EXPECT_FALSE(shown_of("剧里那个王八蛋终于被抓了。").cut);
  EXPECT_TRUE(shown_of("剧里那个王八蛋终于被抓了。", Holding::every_clause, {.minor = true}).cut);
  EXPECT_TRUE(shown_of("剧里那个王八蛋终于被抓了。", Holding::every_clause, {.crisis = true}).cut);
  EXPECT_FALSE(shown_of("我是你的女朋友呀。").cut);
  EXPECT_TRUE(shown_of("我是你的女朋友呀。", Holding::every_clause, {.minor = true}).cut);
}

TEST(Screen, NoticesWhatDoesNotForbid) {
  const Shown shown = shown_of("可以打13812345678找我。");
  EXPECT_FALSE(shown.cut);
  ASSERT_EQ(shown.noticed.size(), 1U);
  EXPECT_EQ(shown.noticed[0].span, (Span{3, 14}));
}

TEST(Screen, AfterACutNothingComes) {
  const auto screen = fixture::detectors().screens->make({}, Holding::suspicion);
  EXPECT_TRUE(screen->feed("我是真人啊。").cut);
  EXPECT_EQ(screen->feed("别的话").release, "");
  EXPECT_EQ(screen->finish().release, "");
}

/// Writes down what it is asked and finds what it is told to.
class Recorder final : public Observer, public JudgeImage {
 public:
  Findings observe(std::string_view text, Role) const override {
    asked.emplace_back(text);
    return finds;
  }
  float catering(std::string_view) const override { return 0; }
  std::string_view version() const override { return "recorder"; }
  const WordImage& words() const override { return reader_.words(); }
  const RuleSet& rules() const override { return reader_.rules(); }
  const Observer& observer() const override { return *this; }
  mutable std::vector<std::string> asked;
  Findings finds;

 private:
  Reader reader_{shipped_rules(), fixture::shipped_pack()};
};

TEST(Screen, JudgesEveryClauseWithUpToTwoBeforeIt) {
  const auto recorder = std::make_shared<Recorder>();
  const auto screen = screens_over(recorder)->make({}, Holding::suspicion);
  for (const char* part : {"早上好", "！吃了", "吗？外面有风。", "多穿", "一点"})
    screen->feed(part);
  screen->finish();
  EXPECT_EQ(recorder->asked,
            (std::vector<std::string>{"早上好！", "早上好！吃了吗？", "早上好！吃了吗？外面有风。",
                                      "吃了吗？外面有风。多穿一点"}));
}

TEST(Screen, LeavesLongClausesOutOfTheContext) {
  const auto repeated = [](std::string_view word, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += word;
    return out + "。";
  };
  const std::string long_one = repeated("风景", 70);
  const std::string short_one = repeated("散步", 40);
  const auto recorder = std::make_shared<Recorder>();
  const auto screen = screens_over(recorder)->make({}, Holding::suspicion);
  for (const std::string& each : {short_one, long_one, short_one, short_one}) screen->feed(each);
  screen->finish();
  EXPECT_EQ(recorder->asked, (std::vector<std::string>{short_one, short_one + long_one, short_one,
                                                       short_one + short_one, short_one}));
}

TEST(Screen, ShowsNothingOfAWholeReplyThatItForbids) {
  const ScreenMaker& screens = *fixture::detectors().screens;
  for (const std::string& text : clean) {
    const ScreenStep whole = screens.whole(text, {.minor = true, .crisis = true});
    EXPECT_FALSE(whole.cut) << text;
    EXPECT_EQ(whole.release, text);
  }
  for (const std::string& text : forbidden) {
    const ScreenStep whole = screens.whole(text, {});
    EXPECT_TRUE(whole.cut) << text;
    EXPECT_EQ(whole.release, "") << text;
  }
}

ScreenStep judged(Category category, float strength, Audience audience) {
  const auto doubtful = std::make_shared<Recorder>();
  doubtful->finds = {{category, strength, false, {0, 4}, "", "model"}};
  return screens_over(doubtful)->whole("你不许走。", audience);
}

/// Finds harm, as `detector`, in every text that holds "你不许走" and none of "早上".
class Doubter final : public Observer, public JudgeImage {
 public:
  explicit Doubter(std::string detector) : detector_(std::move(detector)) {}
  Findings observe(std::string_view text, Role) const override {
    if (!text.contains("你不许走") || text.contains("早上")) return {};
    return {{Category::manipulation, 0.99F, true, {0, 200}, "", detector_}};
  }
  float catering(std::string_view) const override { return 0; }
  std::string_view version() const override { return "doubter"; }
  const WordImage& words() const override { return reader_.words(); }
  const RuleSet& rules() const override { return reader_.rules(); }
  const Observer& observer() const override { return *this; }

 private:
  std::string detector_;
  Reader reader_{shipped_rules(), fixture::shipped_pack()};
};

bool cuts(const std::string& detector, const std::string& reply) {
  const auto screen =
      screens_over(std::make_shared<Doubter>(detector))->make({}, Holding::suspicion);
  const bool at_once = screen->feed(reply).cut.has_value();
  return screen->finish().cut.has_value() || at_once;
}

TEST(Screen, TakesNoClauseForHarmThatIsNoneInTheReplySoFar) {
  const std::string harmless = "早上好。\n外面有风。\n多穿一点。\n";
  EXPECT_FALSE(cuts("model@1", harmless + "你不许走。"));
  EXPECT_TRUE(cuts("model@1", "你不许走。"));
  EXPECT_TRUE(cuts("rules@1", harmless + "你不许走。")) << "a rule knows what it heard";
  std::string very_long = "早上好。";
  while (very_long.size() < 5000) very_long += "外面有风。";
  EXPECT_TRUE(cuts("model@1", very_long + "你不许走。")) << "its beginning is not kept";
}

TEST(Screen, TakesASuspicionForAFindingWhereItIsWary) {
  const Audience wary{.caution = Caution::wary};
  const float enough = harm_from(Caution::wary);
  EXPECT_FALSE(judged(Category::manipulation, enough, {}).cut);
  const ScreenStep cut = judged(Category::manipulation, enough, wary);
  ASSERT_TRUE(cut.cut);
  EXPECT_TRUE(cut.cut->decided);
  EXPECT_EQ(cut.cut->kind, "wary");
  EXPECT_EQ(cut.release, "");
  EXPECT_FALSE(judged(Category::manipulation, enough - 0.01F, wary).cut);
}

TEST(Screen, TakesLessForHarmTheMoreSpeaksForIt) {
  EXPECT_GT(harm_from(Caution::none), harm_from(Caution::attentive));
  EXPECT_GT(harm_from(Caution::attentive), harm_from(Caution::wary));
  EXPECT_GT(harm_from(Caution::wary), harm_from(Caution::grave));
  for (const Caution each : {Caution::none, Caution::attentive, Caution::wary, Caution::grave}) {
    const Audience audience{.caution = each};
    EXPECT_TRUE(judged(Category::verbal_violence, harm_from(each), audience).cut);
    EXPECT_FALSE(judged(Category::verbal_violence, harm_from(each) - 0.01F, audience).cut);
  }
}

TEST(Screen, IsWaryOfWhatHarmsTheReaderAndForMinorsOfAllThatIsForbidden) {
  const Audience wary{.caution = Caution::wary};
  const Audience minor{.minor = true, .caution = Caution::wary};
  EXPECT_FALSE(judged(Category::gambling, 0.6F, wary).cut);
  EXPECT_TRUE(judged(Category::gambling, 0.6F, minor).cut);
  EXPECT_FALSE(judged(Category::intimacy_request, 0.6F, wary).cut);
  EXPECT_TRUE(judged(Category::intimacy_request, 0.6F, minor).cut);
  const Audience calm_minor{.minor = true};
  EXPECT_TRUE(judged(Category::intimacy_request, 0.6F, calm_minor).cut) << "always for a minor";
  EXPECT_FALSE(judged(Category::intimacy_request, 0.49F, calm_minor).cut);
  EXPECT_FALSE(judged(Category::manipulation, 0.6F, calm_minor).cut);
  EXPECT_FALSE(judged(Category::exit, 0.9F, minor).cut) << "no harm in a reply";
}

TEST(Screen, CutsForbiddenPhrasesInOtherSpellings) {
  for (const std::string text : {"其实我是zhen人啊。", "嗯，我是zhēn人。好不好", "看看紫砂手册吧。",
                                 "zisha手册。", "去看自.杀手册。", "自sha手册在这里"}) {
    for (const std::size_t size : {1U, 3U, 64U}) {
      const auto screen = fixture::detectors().screens->make({}, Holding::suspicion);
      bool cut = false;
      for (std::size_t at = 0; at < text.size(); at += size) {
        cut = screen->feed(std::string_view(text).substr(at, size)).cut.has_value() || cut;
      }
      cut = screen->finish().cut.has_value() || cut;
      EXPECT_TRUE(cut) << text << " in pieces of " << size;
    }
  }
}

}  // namespace
}  // namespace anban::signals
