// SPDX-License-Identifier: Apache-2.0
// Learning from a few sentences, through the image and back.
#include <gtest/gtest.h>

#include "learning/budget.h"
#include "learning/calibration.h"
#include "learning/quantise.h"
#include "learning/sources.h"
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
  static const std::vector<Example> all = {example("我的钱被卷走了", bit(property_loss)),
                                           example("钱都被他卷走了", bit(property_loss)),
                                           example("积蓄被卷走了", bit(property_loss)),
                                           example("今天吃了面", 0),
                                           example("今天吃了饭", 0),
                                           example("今天看了书", 0)};
  return all;
}

struct Taught {
  signals::Reader reader{signals::shipped_rules(), pack::Pack()};
  Samples samples;
  Weights weights;
  Taught() {
    const SampleMaker maker(reader);
    for (const Example& each : examples()) samples.push_back(maker.sample_of(each, each.text));
    Lesson lesson;
    lesson.epochs = 60;
    lesson.texts = 2;
    lesson.authors = 1;
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
  const signals::ModelJudge judge(*model, signals::shipped_rules());
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
  const Calibration made = calibrate(judged, {.precision = 0.9});
  EXPECT_GE(made.model.precision(), 0.9);
  EXPECT_GE(made.model.recall(), 0.7);
}

/// Forty labelled texts that scores tell apart, and ordinary talk of which some score high.
std::vector<Judged> with_talk(Talk talk, int high, int all) {
  std::vector<Judged> judged;
  for (int i = 0; i < 40; ++i) {
    const bool yes = i % 2 == 0;
    judged.push_back({.score = yes ? 2.0F : -2.0F, .yes = yes, .known = true});
  }
  for (int i = 0; i < all; ++i) {
    judged.push_back({.score = i < high ? 3.0F : -3.0F, .known = true, .talk = talk, .stream = 1});
  }
  return judged;
}

constexpr Aim aim = {.chat = 0.005, .near = 0.005, .stream = 0.005, .precision = 0.5};

TEST(Calibration, MustNotTakeMoreOrdinaryTalkThanItsAim) {
  EXPECT_LT(calibrate(with_talk(Talk::chat, 0, 1000), aim).threshold, 1.0F);
  for (const Talk talk : {Talk::chat, Talk::near, Talk::stream}) {
    EXPECT_GT(calibrate(with_talk(talk, 20, 1000), aim).threshold, 1.0F);
  }
  Aim lenient = aim;
  lenient.chat = 0.05;
  const Calibration made = calibrate(with_talk(Talk::chat, 20, 1000), lenient);
  EXPECT_LT(made.threshold, 1.0F);
  EXPECT_NEAR(made.in_chat, 0.02, 1e-9);
}

TEST(Calibration, MustNotLetALongStreamExcuseAShortOne) {
  std::vector<Judged> judged = with_talk(Talk::stream, 20, 100);
  for (int i = 0; i < 9000; ++i) {
    judged.push_back({.score = -3, .known = true, .talk = Talk::stream, .stream = 2});
  }
  EXPECT_GT(calibrate(judged, aim).threshold, 1.0F);
}

Samples talk_of(std::size_t count) {
  Samples samples(count);
  for (Sample& each : samples) {
    each.known = bit(property_loss) | bit(jailbreak);
    each.talk = Talk::chat;
  }
  return samples;
}

TEST(Budget, IsSharedWhereAMissHarmsLeast) {
  constexpr std::array<signals::Category, 2> both = {property_loss, jailbreak};
  Samples samples = talk_of(200);
  std::vector<HeadScores> scores(samples.size(), HeadScores{});
  for (HeadScores& each : scores) each[0] = each[1] = -5;
  scores[0][0] = 1;  // each head takes one text wrongly; one is allowed
  scores[1][1] = 1;
  for (std::size_t h = 0; h < both.size(); ++h) {
    Sample found;
    found.yes = found.known = bit(both[h]);
    samples.push_back(found);
    scores.push_back(HeadScores{});
    scores.back()[h] = 0.5F;
  }
  Calibration made;
  made.threshold = 0.5F;
  made.model.right = 1;
  std::vector<Calibration> calibrations = {made, made};
  keep_budget(samples, scores, both, {.chat = 0.005}, calibrations);
  EXPECT_EQ(calibrations[0].threshold, 0.5F) << "a loss of property matters more";
  EXPECT_GT(calibrations[1].threshold, calibrations[1].probability(1));
  keep_budget(samples, scores, both, {.chat = 0}, calibrations);
  EXPECT_GT(calibrations[0].threshold, calibrations[0].probability(1));
}

TEST(Sources, LeaveOutTheFilesOfAnAuthorTogether) {
  EXPECT_EQ(fold_of_file("crisis_wide"), fold_of_file("exit_wide"));
  EXPECT_NE(fold_of_file("crisis_wide"), fold_of_file("crisis"));
  EXPECT_NE(fold_of_file("chat"), fold_of_file("chat_daily"));
  EXPECT_NE(fold_of_file("chat_daily"), fold_of_file("chat_near"));
  EXPECT_EQ(fold_of_file("crisis_tower"), fold_of_file("exit_tower"));
  EXPECT_NE(fold_of_file("replies_ember"), fold_of_file("replies_anchor"));
  for (const char* name : {"chat", "chat_daily", "chat_english", "chat_near"}) {
    EXPECT_LT(fold_of_file(name), folds);
  }
}

}  // namespace
}  // namespace anban::learning
