// SPDX-License-Identifier: Apache-2.0
// The model beside the rules, by models made up for it: no feature has a weight, biases decide.
#include "signals/model_judge.h"

#include <algorithm>
#include <cmath>

#include "signals/signals_fixture.h"
#include "signals/stream_words.h"

namespace anban::signals {
namespace {

constexpr std::string_view harmless = "窗外的树长高了一些。";
constexpr std::string_view denied_by_them = "我没打算结束自己的生命";
constexpr std::uint8_t users = 1U << static_cast<unsigned>(Role::user);
constexpr std::uint8_t both = users | 1U << static_cast<unsigned>(Role::assistant);

/// A head that gives that probability whatever is said, and decides from .9 on.
Head always(Category category, float probability) {
  Head head;
  head.category = category;
  head.roles = both;
  head.bias = std::log(probability / (1 - probability));
  head.threshold = 0.9F;
  return head;
}

Model model_of(std::vector<Head> heads) {
  ModelParts parts;
  parts.version = "made-up";
  parts.heads = std::move(heads);
  parts.index.resize(buckets);
  parts.rows.resize(buckets * slots);
  return *Model::from_image(image_of(parts));
}

struct Judged {
  Findings findings;
  std::uint64_t vetoes = 0;
};

Judged judged(const Model& model, std::string_view text, Role role = Role::user) {
  static const RuleTable table = shipped_rules();
  static const Reader reader(table, fixture::shipped_pack());
  const NormalText normal = normalise(text);
  Noticed noticed = reader.read(normal.units, role);
  const ModelJudge judge(model, table);
  judge.judge(noticed, role);
  return {noticed.findings, vetoes_in(noticed)};
}

bool tells(const Findings& findings, Category category) { return fixture::has(findings, category); }

Model torn(float first, float second) {
  return model_of({always(Category::crisis_tier1, first), always(Category::crisis_tier2, second)});
}

TEST(ModelJudge, TellsTheFirstTierWhereBothTogetherAreSure) {
  const Findings findings = judged(torn(0.88F, 0.59F), harmless).findings;
  EXPECT_TRUE(tells(findings, Category::crisis_tier1)) << fixture::listed(findings);
  EXPECT_FALSE(tells(findings, Category::crisis_tier2)) << "nobody is told on a doubt";
}

TEST(ModelJudge, TellsTheSecondTierWhereACrisisIsSureAndAnIntentLikely) {
  const Findings findings = judged(torn(0.88F, 0.61F), harmless).findings;
  EXPECT_TRUE(tells(findings, Category::crisis_tier2)) << fixture::listed(findings);
  const Findings doubtful = judged(torn(0.6F, 0.61F), harmless).findings;
  EXPECT_FALSE(tells(doubtful, Category::crisis_tier2)) << fixture::listed(doubtful);
}

TEST(ModelJudge, BelievesARuleThatSomebodyElseIsMeant) {
  const Findings others = judged(torn(0.97F, 0.97F), "我朋友想自杀").findings;
  EXPECT_TRUE(tells(others, Category::third_party_worry)) << fixture::listed(others);
  EXPECT_FALSE(tells(others, Category::crisis_tier2)) << fixture::listed(others);
  EXPECT_FALSE(tells(others, Category::crisis_tier1)) << fixture::listed(others);
  const Findings own = judged(torn(0.97F, 0.97F), "我朋友想自杀，我也想自杀").findings;
  EXPECT_TRUE(tells(own, Category::crisis_tier2)) << fixture::listed(own);
}

TEST(ModelJudge, IsSilentWhereBothTogetherAreNotSure) {
  const Findings findings = judged(torn(0.8F, 0.7F), harmless).findings;
  EXPECT_FALSE(tells(findings, Category::crisis_tier1)) << fixture::listed(findings);
}

TEST(ModelJudge, DecidesBetweenTiersOnlyForWhoSpeaks) {
  const Findings findings = judged(torn(0.8F, 0.8F), harmless, Role::assistant).findings;
  EXPECT_FALSE(tells(findings, Category::crisis_tier1)) << fixture::listed(findings);
}

TEST(ModelJudge, OnlySuspectsWhatAGuardTookBack) {
  const Judged with = judged(torn(0.95F, 0.04F), denied_by_them);
  ASSERT_NE(with.vetoes & (1U << static_cast<unsigned>(Category::crisis_tier1)), 0U)
      << "the sentence must be one that a rule takes back";
  EXPECT_FALSE(tells(with.findings, Category::crisis_tier1)) << fixture::listed(with.findings);
  EXPECT_TRUE(tells(judged(torn(0.95F, 0.04F), harmless).findings, Category::crisis_tier1));
}

TEST(ModelJudge, HeedsTheRoleOfAHead) {
  Head head = always(Category::property_loss, 0.95F);
  head.roles = users;
  const Model model = model_of({head});
  EXPECT_TRUE(tells(judged(model, harmless).findings, Category::property_loss));
  EXPECT_FALSE(tells(judged(model, harmless, Role::assistant).findings, Category::property_loss));
}

Model harmful(float any, float manipulation, float isolation) {
  return model_of({always(any_harm, any), always(Category::manipulation, manipulation),
                   always(Category::isolation, isolation), always(Category::sycophancy, 0.25F)});
}

TEST(ModelJudge, CallsASureHarmByItsLikeliestKind) {
  const Findings findings = judged(harmful(0.95F, 0.3F, 0.5F), harmless, Role::assistant).findings;
  EXPECT_TRUE(tells(findings, Category::isolation)) << fixture::listed(findings);
  EXPECT_FALSE(tells(findings, Category::manipulation)) << fixture::listed(findings);
}

TEST(ModelJudge, SuspectsFlatteryOfHarmOnlyInACrisis) {
  const Model flatterer = model_of({always(any_harm, 0.97F), always(Category::manipulation, 0.4F),
                                    always(Category::sycophancy, 0.8F)});
  Findings flattery = judged(flatterer, harmless, Role::assistant).findings;
  EXPECT_FALSE(tells(flattery, Category::manipulation)) << fixture::listed(flattery);
  const auto told = std::find_if(flattery.begin(), flattery.end(), [](const Finding& each) {
    return each.category == Category::manipulation;
  });
  ASSERT_NE(told, flattery.end());
  Finding calm = *told;
  EXPECT_FALSE(forbids(calm, {.caution = Caution::wary}));
  Finding grave = *told;
  EXPECT_TRUE(forbids(grave, {.caution = Caution::grave}));
}

TEST(ModelJudge, OnlySuspectsALikelyHarm) {
  for (const auto& [any, is_told] : {std::pair(0.6F, true), std::pair(0.25F, false)}) {
    const Findings findings = judged(harmful(any, 0.1F, 0.2F), harmless, Role::assistant).findings;
    const auto told = std::find_if(findings.begin(), findings.end(), [](const Finding& each) {
      return each.category == Category::isolation;
    });
    ASSERT_EQ(told != findings.end(), is_told) << fixture::listed(findings);
    if (is_told) EXPECT_FALSE(told->decided);
  }
}

TEST(ModelJudge, AKindThatIsSureNeedsNoOther) {
  const Findings findings = judged(harmful(0.95F, 0.95F, 0.5F), harmless, Role::assistant).findings;
  EXPECT_TRUE(tells(findings, Category::manipulation)) << fixture::listed(findings);
  EXPECT_FALSE(tells(findings, Category::isolation)) << fixture::listed(findings);
}

TEST(ModelJudge, KeepsTheNameOfTheHeadForAnyHarm) {
  const Model model = harmful(0.5F, 0.5F, 0.5F);
  EXPECT_EQ(model.heads().front().category, any_harm);
  EXPECT_EQ(head_name(any_harm), "any_harm");
  EXPECT_FALSE(category_named("any_harm")) << "no finding is called so";
}

Sums sums_of(std::uint32_t singles, std::uint32_t joined, std::uint32_t sounds) {
  Sums sums;
  sums.known = singles + joined + sounds;
  sums.known_joined = joined;
  sums.known_sounds = sounds;
  return sums;
}

TEST(SpeltBySound, IsWhatMakesSenseBySyllablesOnly) {
  EXPECT_TRUE(is_spelt_by_sound(sums_of(12, 2, 14)));
  EXPECT_FALSE(is_spelt_by_sound(sums_of(12, 12, 14)));  // ordinary writing
  EXPECT_FALSE(is_spelt_by_sound(sums_of(40, 4, 9)));    // English with a few words like pinyin
  EXPECT_FALSE(is_spelt_by_sound(sums_of(1, 0, 1)));     // too little to say
  EXPECT_FALSE(is_spelt_by_sound(Sums{}));
}

TEST(SpeltBySound, IsScoredWithoutTheCharactersInItsWay) {
  Head head = always(Category::gambling, 0.5F);
  const Model model = model_of({head});
  Sums sums = sums_of(8, 0, 16);
  sums.sounds[0] = 20;
  sums.runs[0] = -100;  // the characters speak against it
  EXPECT_GT(model.score_of_sounds(model.heads()[0], 0, sums), 0);
  EXPECT_LT(model.score(model.heads()[0], 0, sums, run_share(sums.known)), 0);
}

}  // namespace
}  // namespace anban::signals
