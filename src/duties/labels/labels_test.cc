// SPDX-License-Identifier: Apache-2.0
// Disclosure (Art. 18; O-100, O-101): the model is told never to deny what it is, on every turn;
// the person is told at the beginning of each session.
#include "duties/labels/labels.h"

#include <gtest/gtest.h>

#include "duties/test_facts.h"

namespace anban::duties {
namespace {

using namespace testing_facts;

Requirements require(const TurnFacts& facts, const pack::Params& params = {}) {
  Requirements required;
  labels(facts, params, required);
  return required;
}

TurnFacts at_a_new_session(TurnFacts facts) {
  facts.new_session = true;
  return facts;
}

TEST(Labels, InstructTheModelOnEveryTurn) {
  for (const TurnFacts& facts : {adult(), minor(), stranger()}) {
    const Requirements required = require(facts);
    ASSERT_TRUE(has<Instruct>(required));
    EXPECT_EQ(first<Instruct>(required)->text.name, "instruct.identity");
    EXPECT_EQ(told(required, "disclosure.ai"), nullptr);  // no new session
  }
}

TEST(Labels, DiscloseAtFirstUseInADialogAndLaterInABanner) {
  TurnFacts facts = at_a_new_session(adult());
  ASSERT_NE(told(require(facts), "disclosure.ai"), nullptr);
  EXPECT_EQ(told(require(facts), "disclosure.ai")->display, Display::dialog);
  facts.person.state.last_answer = noon;
  EXPECT_EQ(told(require(facts), "disclosure.ai")->display, Display::banner);
}

TEST(Labels, DiscloseToARetryWhoseFirstReplyNeverCame) {
  TurnFacts facts = at_a_new_session(adult());
  facts.repeated = true;
  EXPECT_NE(told(require(facts), "disclosure.ai"), nullptr);
}

TEST(Labels, DiscloseInADialogAtEachLoginWhereThePackAsksForIt) {
  pack::Params params;
  params.disclosure.dialog_each_login = true;
  TurnFacts facts = at_a_new_session(adult());
  facts.person.state.last_answer = noon;
  const Requirements required = require(facts, params);
  EXPECT_EQ(told(required, "disclosure.ai")->display, Display::dialog);
  EXPECT_EQ(required.back().obligation, 101);
}

}  // namespace
}  // namespace anban::duties
