// SPDX-License-Identifier: Apache-2.0
// Platt: two numbers by Newton's method. Thresholds: every hundredth is tried.
#include "learning/calibration.h"

#include <algorithm>
#include <cmath>

namespace anban::learning {
namespace {

constexpr float most_doubt = 0.25F;
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

double average_precision(std::vector<Judged> judged) {
  std::erase_if(judged, [](const Judged& each) { return !each.known; });
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
  Tally elsewhere;
};

Trial try_at(const std::vector<Judged>& judged, const std::vector<float>& probabilities,
             float threshold, float doubt) {
  Trial trial;
  for (std::size_t i = 0; i < judged.size(); ++i) {
    const Judged& each = judged[i];
    const bool by_model = probabilities[i] >= threshold;
    const bool by_rule = each.by_strong_rule || (each.by_weak_rule && probabilities[i] >= doubt);
    if (!each.known) {
      trial.elsewhere.add(false, by_model);
      continue;
    }
    trial.model.add(each.yes, by_model);
    trial.both.add(each.yes, by_model || by_rule);
  }
  return trial;
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

Aim aim_of(signals::Category category) {
  using enum signals::Category;
  switch (category) {
    case crisis_tier2: return {0.95, 0.001, 0.8F};
    case crisis_tier1: return {0.9, 0.002, 0.8F};
    case offensive: return {0.7, 0.02, 0.78F};
    case minor_explicit: return {0.95, 0.001, 0.95F};
    case medical_advice:
    case financial_advice: return {0.72, 0.003, 0.95F};
    case jailbreak: return {0.72, 0.003, 0.85F};
    case dependence: return {0.72, 0.003, 0.95F};
    default: return {0.72, 0.003, 0.9F};
  }
}

Calibration calibrate(const std::vector<Judged>& judged, const Aim& aim) {
  Calibration made;
  fit(judged, made);
  made.average_precision = average_precision(judged);
  std::vector<float> probabilities;
  for (const Judged& each : judged) {
    probabilities.push_back(
        static_cast<float>(sigmoid(double(made.slope) * each.score + made.offset)));
    if (each.known) made.rules.add(each.yes, each.by_strong_rule || each.by_weak_rule);
  }
  double best = -1;
  for (int step = 99; step >= static_cast<int>(aim.least * 100); --step) {
    const float threshold = static_cast<float>(step) / 100.0F;
    const Trial trial = try_at(judged, probabilities, threshold, -1);
    if (trial.elsewhere.false_share() > aim.false_elsewhere) break;
    if (trial.model.right + trial.model.wrong > 5 && trial.model.precision() < aim.precision) {
      continue;
    }
    if (trial.both.f1() <= best) continue;
    if (trial.model.right == 0) continue;
    best = trial.both.f1();
    made.threshold = threshold;
  }
  for (float doubt = 0.01F; doubt <= most_doubt; doubt += 0.01F) {
    const Trial trial = try_at(judged, probabilities, made.threshold, doubt);
    if (trial.both.f1() <= best + 0.001) continue;
    best = trial.both.f1();
    made.doubt = doubt;
  }
  const Trial last = try_at(judged, probabilities, made.threshold, made.doubt);
  made.model = last.model;
  made.both = last.both;
  made.elsewhere = last.elsewhere.false_share();
  return made;
}

}  // namespace anban::learning
