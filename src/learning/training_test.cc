// SPDX-License-Identifier: Apache-2.0
// Learning from a few sentences, through the image and back.
#include <gtest/gtest.h>

#include "learning/calibration.h"
#include "learning/quantise.h"
#include "learning/trainer.h"
#include "signals/model_judge.h"

namespace anban::learning {
namespace {

using enum signals::Category;

constexpr std::array<signals::Category, 1> heads = {property_loss};

Example example(std::string text, Labels yes) {
  Example made;
  made.text = std::move(text);
  made.yes = yes;
  made.known = bit(property_loss);
  made.group = hash_of(made.text);
  return made;
}

const std::vector<Example>& examples() {
  static const std::vector<Example> all = {
      example("我的钱被卷走了", bit(property_loss)), example("钱都被他卷走了", bit(property_loss)),
      example("积蓄被卷走了", bit(property_loss)),   example("今天吃了面", 0),
      example("今天吃了饭", 0),                      example("今天看了书", 0)};
  return all;
}

struct Taught {
  signals::Reader reader{pack::Pack()};
  Samples samples;
  Weights weights;
  Taught() {
    const SampleMaker maker(reader);
    for (const Example& each : examples()) samples.push_back(maker.sample_of(each, each.text));
    Lesson lesson;
    lesson.epochs = 60;
    weights = learn(samples, folds, heads, lesson, {});
  }
  float score_of(std::string_view text) const {
    return score(weights, SampleMaker(reader).sample_of(example("", 0), text))[0];
  }
};

TEST(Training, LearnsWhatTextsHaveInCommon) {
  const Taught taught;
  EXPECT_GT(taught.score_of("存款被卷走了"), taught.score_of("今天走了路"));
}

TEST(Training, HearsHomophonesAndPinyin) {
  const Taught taught;
  const float plain = taught.score_of("今天走了路");
  EXPECT_GT(taught.score_of("存款被眷走了"), plain);
  EXPECT_GT(taught.score_of("存款bei juan zou le"), plain);
}

TEST(Training, IsTheSameEveryTime) {
  EXPECT_EQ(Taught().score_of("被卷走了"), Taught().score_of("被卷走了"));
}

TEST(Training, GivesAnImageThatDecidesAlike) {
  const Taught taught;
  Calibration made;
  made.threshold = 0.5F;
  signals::ModelParts parts = quantised(taught.weights, heads, std::span(&made, 1),
                                        rows_of_cues(taught.weights, taught.samples));
  parts.version = "model@test";
  const Result<signals::Model> model = signals::Model::from_image(signals::image_of(parts));
  ASSERT_TRUE(model.has_value());
  EXPECT_EQ(model->version(), "model@test");
  const signals::ModelJudge judge(*model, taught.reader.rules().table());
  const auto finds = [&](std::string_view text) {
    const signals::NormalText normal = signals::normalise(text);
    signals::Noticed noticed = taught.reader.read(normal.units, signals::Role::user);
    judge.judge(noticed, signals::Role::user);
    return signals::find(noticed.findings, property_loss) != nullptr;
  };
  EXPECT_TRUE(finds("我的钱被卷走了"));
  EXPECT_FALSE(finds("今天吃了面"));
}

TEST(Training, MustNotTakeDamagedImages) {
  const Taught taught;
  const Calibration made;
  const std::string image = signals::image_of(quantised(
      taught.weights, heads, std::span(&made, 1), rows_of_cues(taught.weights, taught.samples)));
  EXPECT_FALSE(signals::Model::from_image("").has_value());
  EXPECT_FALSE(signals::Model::from_image(image.substr(0, image.size() - 1)).has_value());
  EXPECT_FALSE(signals::Model::from_image("x" + image).has_value());
}

TEST(Calibration, ChoosesAThresholdThatKeepsItsPrecision) {
  std::vector<Judged> judged;
  for (int i = 0; i < 200; ++i) {
    const bool yes = i % 4 == 0;
    const bool unclear = i % 20 < 2;  // no score tells these apart
    const float score = unclear ? 0.0F : yes ? 2.0F : -2.0F;
    judged.push_back({.score = score, .yes = yes, .known = true});
  }
  const Calibration made = calibrate(judged, {0.9, 0.01, 0.1F});
  EXPECT_GE(made.model.precision(), 0.9);
  EXPECT_GE(made.model.recall(), 0.7);
}

TEST(Calibration, MustNotFlagWhatNobodyJudged) {
  std::vector<Judged> judged;
  for (int i = 0; i < 40; ++i) judged.push_back({.score = 1, .yes = i % 2 == 0, .known = true});
  for (int i = 0; i < 1000; ++i) judged.push_back({.score = 1});
  EXPECT_GT(calibrate(judged, {0.1, 0.01, 0.1F}).threshold, 1.0F);
}

}  // namespace
}  // namespace anban::learning
