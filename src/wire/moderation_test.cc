// SPDX-License-Identifier: Apache-2.0
// Claims about moderation requests and answers, and about lists of models.
#include "wire/moderation.h"

#include <string>

#include <gtest/gtest.h>

#include "wire/models.h"
#include "wire/strict_json.h"

namespace anban::wire {
namespace {

std::string refused(const std::string& body) {
  const auto request = read_moderation_request(body);
  return request ? "accepted" : request.error().code + " " + request.error().param;
}

TEST(ModerationRequest, TakesOneTextOrMany) {
  const auto one = read_moderation_request(R"({"input":"你好"})");
  ASSERT_TRUE(one);
  EXPECT_EQ(one->inputs, std::vector<std::string>{"你好"});
  EXPECT_EQ(one->role, ModerationRole::user);
  const auto many =
      read_moderation_request(R"({"input":["a",{"type":"text","text":"b"}],"model":"omni",)"
                              R"("anban":{"role":"character_card"}})");
  ASSERT_TRUE(many);
  EXPECT_EQ(many->inputs, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(many->model, "omni");
  EXPECT_EQ(many->role, ModerationRole::character_card);
}

TEST(ModerationRequest, TakesAtMost256Texts) {
  std::string body = R"({"input":["0")";
  for (int i = 1; i < 256; ++i) body += ",\"x\"";
  EXPECT_EQ(refused(body + "]}"), "accepted");
  EXPECT_EQ(refused(body + ",\"y\"]}"), "invalid_value input");
  EXPECT_EQ(refused(R"({"input":[]})"), "invalid_value input");
}

TEST(ModerationRequest, BoundsEachText) {
  const std::string text(moderation_input_bytes_max, 'x');
  EXPECT_EQ(refused(R"({"input":")" + text + "\"}"), "accepted");
  EXPECT_EQ(refused(R"({"input":["a",")" + text + "x\"]}"), "invalid_value input[1]");
}

TEST(ModerationRequest, RefusesWhatItCannotJudge) {
  EXPECT_EQ(refused(R"({"input":[{"type":"image_url","image_url":{"url":"x"}}]})"),
            "unsupported_content input[0]");
  EXPECT_EQ(refused(R"({"input":[[1,2]]})"), "invalid_type input[0]");
  EXPECT_EQ(refused(R"({"input":7})"), "invalid_type input");
  EXPECT_EQ(refused("{}"), "missing_required_parameter input");
  EXPECT_EQ(refused(R"({"input":"a","anban":{"role":"judge"}})"), "invalid_value anban.role");
  EXPECT_EQ(refused(R"({"input":"a","anban":{"rule":"x"}})"), "unknown_parameter anban.rule");
  EXPECT_EQ(refused(R"({"input":"a","other":"x"})"), "unknown_parameter other");
  EXPECT_EQ(refused("[]"), "invalid_type ");
  EXPECT_EQ(refused("{"), "invalid_json ");
}

TEST(ModerationAnswer, HasOpenAisCategoriesAndOurs) {
  ModerationResult result;
  result.categories = {{"anban/crisis_tier2", true, 0.97}, {"self-harm", true, 0.97}};
  result.findings = {{"crisis_tier2", "", 0.97, 1, 5, "rules/crisis@1"},
                     {"pi", "mobile", 1, 0, 11, "ids@1"}};
  result.emotion = {"extreme", 0.97, 1, 5};
  const Result<nlohmann::json> tree = read_json(moderation_body("modr-1", "anban", {result, {}}));
  ASSERT_TRUE(tree);
  const nlohmann::json& first = (*tree)["results"][0];
  EXPECT_EQ(first["flagged"], true);
  EXPECT_EQ(first["categories"].size(), 14U);
  EXPECT_EQ(first["categories"]["self-harm"], true);
  EXPECT_EQ(first["categories"]["violence/graphic"], false);
  EXPECT_EQ(first["category_scores"]["anban/crisis_tier2"], 0.97);
  EXPECT_EQ(first["category_scores"]["hate"], 0);
  EXPECT_EQ(first["category_applied_input_types"]["illicit/violent"],
            nlohmann::json::array({"text"}));
  EXPECT_EQ(
      first["anban"]["findings"][0].dump(),
      R"({"category":"crisis_tier2","detector":"rules/crisis@1","span":[1,5],"strength":0.97})");
  EXPECT_EQ(first["anban"]["findings"][1]["kind"], "mobile");
  EXPECT_EQ(first["anban"]["emotion"].dump(),
            R"({"level":"extreme","span":[1,5],"strength":0.97})");
  const nlohmann::json& second = (*tree)["results"][1];
  EXPECT_EQ(second["anban"]["emotion"].dump(), R"({"level":"neutral","strength":0})");
  EXPECT_EQ(second["flagged"], false);
  EXPECT_EQ(second["categories"].size(), 13U);
  EXPECT_EQ(second["anban"]["findings"].size(), 0U);
}

TEST(Models, ReadTheServersListAndWriteOurs) {
  const auto models = read_models(
      R"({"object":"list","data":[{"id":"a","created":5,"owned_by":"x","extra":{}},{"id":""},)"
      R"({"id":7},"no",{"id":"b"}]})");
  ASSERT_TRUE(models);
  EXPECT_EQ(*models, (std::vector<ModelEntry>{{"a", "x", 5}, {"b", "anban", 0}}));
  EXPECT_EQ(models_body(*models),
            R"({"object":"list","data":[{"id":"a","object":"model","created":5,"owned_by":"x"},)"
            R"({"id":"b","object":"model","created":0,"owned_by":"anban"}]})");
  EXPECT_EQ(model_body({"character:lin", "anban", 1}),
            R"({"id":"character:lin","object":"model","created":1,"owned_by":"anban"})");
}

TEST(Models, SayWhatIsWrongWithAList) {
  EXPECT_FALSE(read_models("{}"));
  EXPECT_FALSE(read_models(R"({"data":{}})"));
  EXPECT_FALSE(read_models("<html>"));
}

}  // namespace
}  // namespace anban::wire
