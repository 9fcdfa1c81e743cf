// SPDX-License-Identifier: Apache-2.0
// Forbidden content (Art. 8; O-10 to O-34, O-58): what is refused and what is not, how strikes add
// up to a suspension, and which row of the law each category stands for.
#include "duties/content/content.h"

#include <array>

#include <gtest/gtest.h>

#include "duties/test_facts.h"

namespace anban::duties {
namespace {

using namespace testing_facts;
using signals::Category;
using std::chrono::days;
using std::chrono::hours;

const pack::Params params;

Requirements require(const TurnFacts& facts) {
  Requirements required;
  content(facts, params, required);
  return required;
}

TurnFacts saying(TurnFacts facts, Category category) {
  hear(facts, category);
  return facts;
}

const LocalDate today{2026, 8, 1};
const LocalDate tomorrow{2026, 8, 2};

TEST(Content, RequiresNothingOfAnOrdinaryTurn) { EXPECT_TRUE(require(adult()).empty()); }

TEST(Content, RefusesForbiddenInputInTheModelsPlaceWithAStrike) {
  const Requirements required = require(saying(adult(), Category::gambling));
  EXPECT_EQ(answer(required), "content.input_blocked.body");
  EXPECT_EQ(first<Answer>(required)->outcome, "refused");
  EXPECT_EQ(required.front().obligation, 20);
  ASSERT_NE(told(required, "input.blocked"), nullptr);
  ASSERT_TRUE(has<Strike>(required));
  EXPECT_EQ(first<Strike>(required)->category, "gambling");
  EXPECT_FALSE(has<Suspend>(required));
  EXPECT_FALSE(has<Refuse>(required));  // 200 with words, no 403
}

TEST(Content, AnswersAJailbreakInItsOwnWords) {
  const Requirements required = require(saying(adult(), Category::jailbreak));
  EXPECT_EQ(answer(required), "content.jailbreak");
  EXPECT_EQ(told(required, "input.blocked")->text.name, "content.jailbreak");
}

TEST(Content, IgnoresWhatIsNotDecided) {
  TurnFacts facts = saying(adult(), Category::gambling);
  facts.about_person.back().decided = false;
  EXPECT_TRUE(require(facts).empty());
}

TEST(Content, GivesNoStrikeForARepeatOrAStranger) {
  TurnFacts repeated = saying(adult(), Category::fraud);
  repeated.repeated = true;
  EXPECT_FALSE(has<Strike>(require(repeated)));
  EXPECT_TRUE(has<Answer>(require(repeated)));
  EXPECT_FALSE(has<Strike>(require(saying(stranger(), Category::fraud))));
}

TEST(Content, RefusesWhatHistoryCarriesWithoutAStrike) {
  TurnFacts facts = adult();
  facts.in_history.push_back(heard(Category::terrorism));
  const Requirements required = require(facts);
  EXPECT_EQ(answer(required), "content.input_blocked.body");
  EXPECT_EQ(required.front().obligation, 13);
  EXPECT_FALSE(has<Strike>(required));
}

TEST(Content, SuspendsAtTheThirdStrikeInARow) {
  TurnFacts facts = saying(adult(), Category::fraud);
  facts.person.state.strikes = {1, 1, today, std::nullopt};
  EXPECT_FALSE(has<Suspend>(require(facts)));
  facts.person.state.strikes = {2, 2, today, std::nullopt};
  ASSERT_TRUE(has<Suspend>(require(facts)));
  EXPECT_EQ(first<Suspend>(require(facts))->until, noon + days(7));
}

TEST(Content, SuspendsAtTheFifthStrikeOfADay) {
  TurnFacts facts = saying(adult(), Category::fraud);
  facts.person.state.strikes = {0, 3, today, std::nullopt};
  EXPECT_FALSE(has<Suspend>(require(facts)));
  facts.person.state.strikes = {0, 4, today, std::nullopt};
  EXPECT_TRUE(has<Suspend>(require(facts)));
  facts.person.state.strikes.day = LocalDate{2026, 7, 31};  // yesterday's do not count
  EXPECT_FALSE(has<Suspend>(require(facts)));
}

TEST(Content, RefusesWhoIsSuspendedUntilTheMomentItEnds) {
  TurnFacts facts = saying(adult(), Category::fraud);
  facts.person.state.strikes.suspended_until = noon + Milliseconds(1);
  const Requirements required = require(facts);
  EXPECT_EQ(refusal(required), "anban_suspended");
  EXPECT_FALSE(has<Strike>(required));
  facts.person.state.strikes.suspended_until = noon;
  EXPECT_EQ(refusal(require(facts)), "");
}

TEST(Content, RefusesACharacterWithAForbiddenGoal) {
  TurnFacts facts = adult();
  facts.character.forbidden_goal = true;
  const Requirements required = require(facts);
  EXPECT_EQ(refusal(required), "anban_character_forbidden");
  EXPECT_EQ(required.front().obligation, 58);
}

TEST(Strikes, CountInARowAndByDay) {
  Strikes strikes = after_violation({}, noon, today, params);
  EXPECT_EQ(strikes.consecutive, 1);
  EXPECT_EQ(strikes.today, 1);
  strikes = after_clean_turn(strikes, today);
  EXPECT_EQ(strikes.consecutive, 0);
  EXPECT_EQ(strikes.today, 1);
  strikes = after_violation(strikes, noon, tomorrow, params);
  EXPECT_EQ(strikes.today, 1);
  EXPECT_EQ(strikes.day, tomorrow);
  strikes = after_clean_turn(strikes, today);
  EXPECT_EQ(strikes.today, 0);
}

TEST(Strikes, BeginAnewAfterASuspension) {
  Strikes strikes{2, 2, today, std::nullopt};
  strikes = after_violation(strikes, noon, today, params);
  EXPECT_EQ(strikes.suspended_until, noon + days(7));
  EXPECT_EQ(strikes.consecutive, 0);
  EXPECT_EQ(strikes.today, 0);
}

TEST(ForbiddenInput, IsContentAndJailbreakButNothingThatAPersonFeels) {
  for (const Category category :
       {Category::prohibited, Category::sexual, Category::violence_crime, Category::gambling,
        Category::fraud, Category::drugs_weapons, Category::discrimination, Category::terrorism,
        Category::hatred, Category::rumour, Category::jailbreak}) {
    EXPECT_TRUE(is_forbidden_input(category)) << signals::name_of(category);
  }
  for (const Category category :
       {Category::crisis_tier2, Category::crisis_tier1, Category::dependence, Category::exit,
        Category::offensive, Category::pi, Category::self_harm_method, Category::minor_explicit}) {
    EXPECT_FALSE(is_forbidden_input(category)) << signals::name_of(category);
  }
}

TEST(ForbiddenOutput, IsAlsoWhatACharacterMustNotDoToAPerson) {
  for (const Category category :
       {Category::prohibited, Category::sexual, Category::violence_crime, Category::gambling,
        Category::fraud, Category::drugs_weapons, Category::discrimination, Category::terrorism,
        Category::hatred, Category::rumour, Category::self_harm_method,
        Category::self_harm_encouragement, Category::verbal_violence, Category::dependence_inducing,
        Category::manipulation, Category::isolation, Category::exit_obstruction,
        Category::human_claim, Category::pi_elicitation}) {
    EXPECT_TRUE(is_forbidden_output(category)) << signals::name_of(category);
  }
  for (const Category category : {Category::crisis_tier2, Category::exit, Category::sycophancy,
                                  Category::offensive, Category::medical_advice}) {
    EXPECT_FALSE(is_forbidden_output(category)) << signals::name_of(category);
  }
}

TEST(Obligations, AreNamedByCategory) {
  struct Row {
    Category category;
    int obligation;
  };
  static constexpr std::array<Row, 22> rows = {{{Category::terrorism, 13},
                                                {Category::hatred, 17},
                                                {Category::discrimination, 18},
                                                {Category::sexual, 19},
                                                {Category::gambling, 20},
                                                {Category::violence_crime, 21},
                                                {Category::fraud, 21},
                                                {Category::drugs_weapons, 21},
                                                {Category::rumour, 22},
                                                {Category::offensive, 23},
                                                {Category::self_harm_method, 24},
                                                {Category::self_harm_encouragement, 24},
                                                {Category::verbal_violence, 25},
                                                {Category::pi_elicitation, 27},
                                                {Category::sycophancy, 29},
                                                {Category::dependence_inducing, 30},
                                                {Category::isolation, 31},
                                                {Category::manipulation, 32},
                                                {Category::exit_obstruction, 163},
                                                {Category::human_claim, 100},
                                                {Category::jailbreak, 38},
                                                {Category::prohibited, 33}}};
  for (const Row& row : rows) {
    EXPECT_EQ(obligation_of(row.category), row.obligation) << signals::name_of(row.category);
  }
}

signals::Finding found(Category category, const char* kind) {
  return {category, 1.0F, true, {}, kind, "words/of_the_tests@1"};
}

TEST(Content, CitesTheProhibitionThatAnImportedListServes) {
  EXPECT_EQ(obligation_of(found(Category::prohibited, "A.1-1")), 11);
  EXPECT_EQ(obligation_of(found(Category::prohibited, "A.1-2")), 10);
  EXPECT_EQ(obligation_of(found(Category::prohibited, "A.1-3")), 12);
  EXPECT_EQ(obligation_of(found(Category::prohibited, "A.1-8")), 15);
  EXPECT_EQ(obligation_of(found(Category::prohibited, "A.2-9")), 17);
  EXPECT_EQ(obligation_of(found(Category::prohibited, "A.2-12")), 18);
  EXPECT_EQ(obligation_of(found(Category::prohibited, "A.4-25")), 23);
  EXPECT_EQ(obligation_of(found(Category::prohibited, "")), 33);
  EXPECT_EQ(obligation_of(found(Category::gambling, "A.1-2")), 20);
}

TEST(Content, IsNamedAsTheTaxonomyNamesIt) {
  EXPECT_EQ(taxonomy_id(found(Category::prohibited, "A.1-2")), "A.1-2");
  EXPECT_EQ(taxonomy_id(found(Category::rumour, "")), "A.1-7");
  EXPECT_EQ(taxonomy_id(found(Category::verbal_violence, "abuse")), "B2");
  EXPECT_EQ(taxonomy_id(found(Category::jailbreak, "")), "jailbreak");
}

TEST(WithheldReplies, GiveWayToWordsThatFit) {
  const auto words = [](Category category, const char* kind = "") {
    return words_in_place_of(found(category, kind)).name;
  };
  EXPECT_EQ(words(Category::self_harm_method), "content.methods_withheld.body");
  EXPECT_EQ(words(Category::self_harm_encouragement), "crisis.tier1.words");
  EXPECT_EQ(words(Category::medical_advice), "content.diagnosis_replaced.body");
  EXPECT_EQ(words(Category::human_claim), "labels.i_am_ai");
  EXPECT_EQ(words(Category::gambling), "content.output_replaced.body");
  EXPECT_EQ(words(Category::manipulation), "content.output_replaced.body");
  EXPECT_EQ(words(Category::manipulation, "wary"), "content.output_doubtful.body");
}

}  // namespace
}  // namespace anban::duties
