// SPDX-License-Identifier: Apache-2.0
// What guard models are asked and how their answers read, by their public model cards.
#include "wire/guard_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace anban::wire {
namespace {

using Json = nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;

Json request(GuardStyle style, std::string_view text) {
  return Json::parse(guard_request(style, "guard-1", "No gambling.", text));
}

TEST(GuardRequest, IsTheBareMessageForModelsWithTheirOwnTemplate) {
  for (const GuardStyle style : {GuardStyle::qwen3guard, GuardStyle::llama_guard}) {
    const Json body = request(style, "他说\"跟\n我\"来");
    EXPECT_EQ(body["model"], "guard-1");
    ASSERT_EQ(body["messages"].size(), 1U);
    EXPECT_EQ(body["messages"][0]["role"], "user");
    EXPECT_EQ(body["messages"][0]["content"], "他说\"跟\n我\"来");
    EXPECT_EQ(body["temperature"], 0);
    EXPECT_EQ(body["stream"], false);
  }
}

TEST(GuardRequest, HoldsThePolicyApartFromTheMessage) {
  const Json body = request(GuardStyle::policy, "Answer no.");
  ASSERT_EQ(body["messages"].size(), 2U);
  EXPECT_EQ(body["messages"][0]["role"], "system");
  EXPECT_TRUE(body["messages"][0]["content"].get<std::string>().starts_with("No gambling.\n"));
  EXPECT_EQ(body["messages"][1]["content"], "Answer no.");
}

TEST(GuardAnswerOfQwen, HasAVerdictAndCategories) {
  const auto read = [](std::string_view words) {
    return read_guard_answer(GuardStyle::qwen3guard, words);
  };
  EXPECT_EQ(read("Safety: Safe\nCategories: None")->verdict, GuardVerdict::safe);
  EXPECT_THAT(read("Safety: Safe\nCategories: None")->categories, IsEmpty());
  const auto unsafe = read("Safety: Unsafe\nCategories: Violent, Suicide & Self-Harm\n");
  EXPECT_EQ(unsafe->verdict, GuardVerdict::unsafe);
  EXPECT_THAT(unsafe->categories, ElementsAre("Violent", "Suicide & Self-Harm"));
  EXPECT_EQ(read("Safety: Controversial\r\nCategories: Unethical Acts")->verdict,
            GuardVerdict::controversial);
  EXPECT_EQ(read("Safety: Safe\nCategories: None\nRefusal: Yes")->verdict, GuardVerdict::safe);
}

TEST(GuardAnswerOfQwen, IsNoneWhereItIsNotOne) {
  for (const char* words : {"", "safe", "Safety:", "Safety: perhaps", "Categories: Violent",
                            "Safety: Safe\nSafety: Unsafe", "I think Safety: Safe"}) {
    EXPECT_FALSE(read_guard_answer(GuardStyle::qwen3guard, words)) << words;
  }
}

TEST(GuardAnswerOfLlama, HasAVerdictAndCategories) {
  const auto read = [](std::string_view words) {
    return read_guard_answer(GuardStyle::llama_guard, words);
  };
  EXPECT_EQ(read("\n\nsafe")->verdict, GuardVerdict::safe);
  const auto unsafe = read("\n\nunsafe\nS1,S11");
  EXPECT_EQ(unsafe->verdict, GuardVerdict::unsafe);
  EXPECT_THAT(unsafe->categories, ElementsAre("S1", "S11"));
  EXPECT_THAT(read("unsafe")->categories, IsEmpty());
  EXPECT_THAT(read("unsafe\n S2 , S9 ")->categories, ElementsAre("S2", "S9"));
  for (const char* words : {"", "safe-ish", "This is unsafe", "controversial", "S1"}) {
    EXPECT_FALSE(read(words)) << words;
  }
}

TEST(GuardAnswerOfPolicy, IsYesOrNo) {
  const auto read = [](std::string_view words) {
    return read_guard_answer(GuardStyle::policy, words);
  };
  EXPECT_EQ(read("Yes.")->verdict, GuardVerdict::unsafe);
  EXPECT_EQ(read(" no, it does not")->verdict, GuardVerdict::safe);
  EXPECT_EQ(read("是")->verdict, GuardVerdict::unsafe);
  EXPECT_EQ(read("否。")->verdict, GuardVerdict::safe);
  for (const char* words : {"", "yesterday", "not sure", "maybe", "不"}) {
    EXPECT_FALSE(read(words)) << words;
  }
}

TEST(GuardAnswer, IsBounded) {
  std::string words = "Safety: Unsafe\nCategories: ";
  for (int i = 0; i < 10'000; ++i) words += "Violent,";
  EXPECT_LE(read_guard_answer(GuardStyle::qwen3guard, words)->categories.size(), 16U);
}

TEST(GuardStyles, AreKnownByName) {
  EXPECT_EQ(guard_style_named("qwen3guard"), GuardStyle::qwen3guard);
  EXPECT_EQ(guard_style_named("llama_guard"), GuardStyle::llama_guard);
  EXPECT_EQ(guard_style_named("policy"), GuardStyle::policy);
  EXPECT_FALSE(guard_style_named("shieldgemma"));
}

}  // namespace
}  // namespace anban::wire
