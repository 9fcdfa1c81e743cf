// SPDX-License-Identifier: Apache-2.0
// Platt: two numbers by Newton's method. Thresholds: from sure to unsure in small steps of the
// score; the last one that still keeps the aim is taken, so that recall is what the aim allows.
#include "learning/calibration.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace anban::learning {
namespace {

constexpr float most_doubt = 0.25F;
constexpr double surest = 8;  // log odds
constexpr double least_sure = -1.5;
constexpr double step = 0.05;
constexpr double assumed_weight = 0.1;  // of a text that nobody judged for this

double sigmoid(double score) { return 1.0 / (1.0 + std::exp(-score)); }

void fit(const std::vector<Judged>& judged, Calibration& made) {
  double slope = 1;
  double offset = 0;
  for (int round = 0; round < 30; ++round) {
    double gradient[2] = {1e-3 * (slope - 1), 0};
    double second[3] = {1e-3, 0, 1e-6};
    for (const Judged& each : judged) {
      const double weight = each.known ? 1.0 : assumed_weight;
      const double p = sigmoid(slope * each.score + offset);
      const double by = weight * (p - (each.yes ? 1.0 : 0.0));
      const double spread = weight * p * (1 - p);
      gradient[0] += by * each.score;
      gradient[1] += by;
      second[0] += spread * each.score * each.score;
      second[1] += spread * each.score;
      second[2] += spread;
    }
    const double area = second[0] * second[2] - second[1] * second[1];
    if (area < 1e-9) break;
    const double in_slope = (second[2] * gradient[0] - second[1] * gradient[1]) / area;
    const double in_offset = (second[0] * gradient[1] - second[1] * gradient[0]) / area;
    slope = std::clamp(slope - std::clamp(in_slope, -1.0, 1.0), 0.05, 5.0);
    offset -= std::clamp(in_offset, -2.0, 2.0);
    if (std::fabs(in_slope) + std::fabs(in_offset) < 1e-5) break;
  }
  made.slope = static_cast<float>(slope);
  made.offset = static_cast<float>(offset);
}

/// What somebody judged for this very question.
bool is_labelled(const Judged& each) {
  return each.known && (each.talk == Talk::labelled || each.talk == Talk::near);
}

double average_precision(std::vector<Judged> judged) {
  std::erase_if(judged, [](const Judged& each) { return !is_labelled(each); });
  std::sort(judged.begin(), judged.end(),
            [](const Judged& a, const Judged& b) { return a.score > b.score; });
  double sum = 0;
  double right = 0;
  for (std::size_t i = 0; i < judged.size(); ++i) {
    if (!judged[i].yes) continue;
    ++right;
    sum += right / static_cast<double>(i + 1);
  }
  return sum / std::max(1.0, right);
}

struct Trial {
  Tally model;
  Tally both;
  Tally chat;  // these three: by the model alone
  Tally near;
  std::map<std::uint32_t, Tally> streams;
  double in_stream() const {
    double most = 0;
    for (const auto& [stream, tally] : streams) most = std::max(most, tally.false_share());
    return most;
  }
};

Trial try_at(const std::vector<Judged>& judged, const std::vector<float>& probabilities,
             float threshold, float doubt) {
  Trial trial;
  for (std::size_t i = 0; i < judged.size(); ++i) {
    const Judged& each = judged[i];
    const bool by_model = probabilities[i] >= threshold && !each.denied;
    const bool by_rule = each.by_strong_rule || (each.by_weak_rule && probabilities[i] >= doubt);
    if (each.talk == Talk::stream) trial.streams[each.stream].add(false, by_model);
    if (each.talk == Talk::chat) trial.chat.add(false, by_model);
    if (each.talk == Talk::near) trial.near.add(false, by_model);
    if (!is_labelled(each)) continue;
    trial.model.add(each.yes, by_model);
    trial.both.add(each.yes, by_model || by_rule);
  }
  return trial;
}

/// Of few texts a share allows none: one proves nothing more.
bool keeps(const Tally& tally, double share) {
  return tally.wrong <= share * (double(tally.wrong) + tally.passed);
}

bool keeps(const Trial& trial, const Aim& aim) {
  if (!keeps(trial.chat, aim.chat) || !keeps(trial.near, aim.near)) return false;
  return std::all_of(trial.streams.begin(), trial.streams.end(),
                     [&](const auto& each) { return keeps(each.second, aim.stream); });
}

std::vector<float> probabilities_of(const std::vector<Judged>& judged, const Calibration& made) {
  std::vector<float> all;
  for (const Judged& each : judged) all.push_back(made.probability(each.score));
  return all;
}

}  // namespace

void Tally::add(bool is, bool heard) {
  if (is) {
    ++(heard ? right : missed);
  } else {
    ++(heard ? wrong : passed);
  }
}
double Tally::precision() const { return right / std::max(1.0, double(right) + wrong); }
double Tally::recall() const { return right / std::max(1.0, double(right) + missed); }
double Tally::f1() const { return 2.0 * right / std::max(1.0, 2.0 * right + wrong + missed); }
double Tally::accuracy() const {
  return (double(right) + passed) / std::max(1.0, double(right) + passed + wrong + missed);
}
double Tally::false_share() const { return wrong / std::max(1.0, double(wrong) + passed); }

float Calibration::probability(float score) const {
  return static_cast<float>(sigmoid(double(slope) * score + offset));
}

Aim aim_of(signals::Category category) {
  using enum signals::Category;
  switch (category) {
    // Somebody is told of it.
    // Near misses hold many twins of stated intents by now, which people hardly ever write.
    case crisis_tier2: return {0.0007, 0.012, 0.0015, 0.85, 5};
    case crisis_tier1: return {0.0015, 0.012, 0.004, 0.75, 5};
    case extreme_emotion: return {0.001, 0.008, 0.004, 0.75, 2};
    // It is written down and masks, but nobody is interrupted.
    case sensitive_pi: return {0.03, 0.05, 0.2, 0.8, 0};
    case life_danger: return {0.0015, 0.003, 0.002, 0.8, 4};
    case property_loss:
    case harm_by_contact: return {0.0015, 0.005, 0.002, 0.8, 3};
    case third_party_worry: return {0.0025, 0.006, 0.003, 0.75, 2};
    case minor_explicit: return {0.0015, 0.005, 0.002, 0.85, 3};
    case minor_implicit: return {0.0025, 0.015, 0.004, 0.7, 2};
    // A conversation ends. Counselling does end in goodbyes, so those streams bound nothing.
    case exit: return {0.002, 0.005, 0.02, 0.9, 3};
    // It scores, gives a notice or is not answered in kind.
    case intimacy_request: return {0.0025, 0.008, 0.006, 0.75, 2};
    case dependence: return {0.0025, 0.008, 0.004, 0.75, 1.5};
    case sycophancy:
    case medical_advice:
    case financial_advice: return {0.0015, 0.003, 0.003, 0.8, 0.5};
    case jailbreak: return {0.0015, 0.006, 0.003, 0.85, 2.5};
    case dependence_inducing:
    case manipulation:
    case isolation:
    case exit_obstruction:
    case human_claim:
    case pi_elicitation:
    case secret_elicitation:
    case verbal_violence: return {0.005, 0.012, 0.002, 0.75, 2};
    case self_harm_encouragement: return {0.005, 0.012, 0.002, 0.75, 4};
    case signals::any_harm: return {0.01, 0.05, 0.002, 0.8, 12};
    case card_partner:
    case card_forbidden_goal: return {0.01, 0.012, 0.01, 0.9, 1};
    case card_relative: return {0.01, 0.03, 0.01, 0.75, 1};
    // It is heard and answered (docs/decisions/0008), so it has no part in the joint budget.
    case offensive: return {0.003, 0.01, 0.006, 0.88, 0};
    case spam: return {0.0005, 0.0015, 0.001, 0.9, 0.5};
    // A text is withheld.
    case prohibited: return {0.001, 0.002, 0.001, 0.99, 1};
    case discrimination: return {0.001, 0.003, 0.001, 0.95, 1.5};
    default: return {0.001, 0.0025, 0.001, 0.9, 1.5};
  }
}

Calibration calibrate(const std::vector<Judged>& judged, const Aim& aim) {
  Calibration made;
  fit(judged, made);
  made.average_precision = average_precision(judged);
  const std::vector<float> probabilities = probabilities_of(judged, made);
  for (double at = surest; at >= least_sure; at -= step) {
    const float threshold = static_cast<float>(sigmoid(at));
    const Trial trial = try_at(judged, probabilities, threshold, -1);
    if (!keeps(trial, aim)) break;
    const bool precise = trial.model.precision() >= aim.precision;
    if (trial.model.right > 0 && (precise || trial.model.wrong < 2)) made.threshold = threshold;
  }
  settle(judged, made);
  return made;
}

void settle(const std::vector<Judged>& judged, Calibration& made) {
  const std::vector<float> probabilities = probabilities_of(judged, made);
  made.rules = {};
  for (const Judged& each : judged) {
    if (is_labelled(each)) made.rules.add(each.yes, each.by_strong_rule || each.by_weak_rule);
  }
  made.doubt = -1;
  Trial best = try_at(judged, probabilities, made.threshold, made.doubt);
  for (float doubt = 0.01F; doubt <= most_doubt; doubt += 0.01F) {
    Trial trial = try_at(judged, probabilities, made.threshold, doubt);
    if (trial.both.f1() <= best.both.f1() + 0.001) continue;
    best = std::move(trial);
    made.doubt = doubt;
  }
  made.model = best.model;
  made.both = best.both;
  made.in_chat = best.chat.false_share();
  made.in_near = best.near.false_share();
  made.in_stream = best.in_stream();
}

}  // namespace anban::learning
