// SPDX-License-Identifier: Apache-2.0
// One step a sample. Rows that the sample does not touch are not looked at.
#include "learning/trainer.h"

#include <algorithm>
#include <cmath>

namespace anban::learning {
namespace {

using signals::heads_most;

/// A sample's rows in the model.
struct Rows {
  std::vector<std::uint32_t> letters;
  std::vector<std::uint32_t> sounds;
  std::vector<std::uint32_t> cues;
};

std::vector<std::uint32_t> rows_of(const FeatureIndex& index,
                                   const std::vector<signals::FeatureHash>& features) {
  std::vector<std::uint32_t> rows;
  for (const signals::FeatureHash each : features) {
    if (const std::uint32_t row = index.row_of(each); row != no_row) rows.push_back(row);
  }
  return rows;
}

Rows rows_of(const FeatureIndex& index, const Sample& sample) {
  return {rows_of(index, sample.letters), rows_of(index, sample.sounds),
          rows_of(index, sample.cues)};
}

void add(const Weights& weights, std::span<const std::uint32_t> rows, float share,
         HeadScores& sum) {
  for (const std::uint32_t row : rows) {
    const HeadScores& values = weights.rows[row];
    for (std::size_t h = 0; h < heads_most; ++h) sum[h] += share * values[h];
  }
}

constexpr std::uint32_t averaged = 2;  // last rounds whose weights are averaged

class Mean {
 public:
  explicit Mean(const Weights& weights) : rows_(weights.rows.size(), HeadScores{}) {}
  void add(const Weights& weights) {
    ++count_;
    for (std::size_t row = 0; row < rows_.size(); ++row) add(weights.rows[row], rows_[row]);
    add(weights.bias, bias_);
  }
  void into(Weights& weights) const {
    for (std::size_t row = 0; row < rows_.size(); ++row) divide(rows_[row], weights.rows[row]);
    divide(bias_, weights.bias);
  }

 private:
  static void add(const HeadScores& some, HeadScores& to) {
    for (std::size_t h = 0; h < heads_most; ++h) to[h] += some[h];
  }
  void divide(const HeadScores& sum, HeadScores& to) const {
    for (std::size_t h = 0; h < heads_most; ++h) to[h] = sum[h] / std::max(1.0F, count_);
  }
  std::vector<HeadScores> rows_;
  HeadScores bias_{};
  float count_ = 0;
};

float sigmoid(float score) { return 1.0F / (1.0F + std::exp(-score)); }

class Learner {
 public:
  Learner(const Samples& samples, std::span<const signals::Category> heads, const Lesson& lesson,
          Weights& weights)
      : samples_(samples),
        heads_(heads),
        lesson_(lesson),
        weights_(weights),
        squares_(weights.rows.size(), HeadScores{}) {}

  /// Positives of a rare category weigh more.
  void weigh_classes(std::span<const std::uint32_t> order) {
    std::array<float, heads_most> yes{};
    std::array<float, heads_most> no{};
    for (const std::uint32_t at : order) {
      for (std::size_t h = 0; h < heads_.size(); ++h) {
        const float weight = weight_of(samples_[at], heads_[h]);
        (holds(samples_[at].yes, heads_[h]) ? yes : no)[h] += weight;
      }
    }
    for (std::size_t h = 0; h < heads_.size(); ++h) {
      for_yes_[h] = std::clamp(std::sqrt(no[h] / std::max(1.0F, yes[h])), 1.0F, lesson_.yes_most);
    }
  }

  void step(const Sample& sample, const Rows& rows, Dice& dice) {
    const bool with_letters = dice.share() >= lesson_.no_letters;
    const bool with_cues = dice.share() >= lesson_.no_cues;
    runs_.clear();
    cues_.clear();
    if (with_letters) keep(rows.letters, dice, runs_);
    keep(rows.sounds, dice, runs_);
    if (with_cues) keep(rows.cues, dice, cues_);
    const float share = signals::run_share(static_cast<std::uint32_t>(runs_.size()));
    HeadScores sum = weights_.bias;
    add(weights_, runs_, share, sum);
    add(weights_, cues_, 1, sum);
    HeadScores slope{};
    bool any = false;
    for (std::size_t h = 0; h < heads_.size(); ++h) {
      float weight = weight_of(sample, heads_[h]);
      if (weight == 0) continue;
      const bool is = holds(sample.yes, heads_[h]);
      if (is) weight *= for_yes_[h];
      slope[h] = weight * (sigmoid(sum[h]) - (is ? 1.0F : 0.0F));
      any = any || std::fabs(slope[h]) > 1e-4F;
    }
    if (!any) return;
    move(runs_, share, slope);
    move(cues_, 1, slope);
    shift(weights_.bias, bias_squares_, 0.1F, slope, 0);
  }

 private:
  float weight_of(const Sample& sample, signals::Category head) const {
    if ((roles_of(head) & (1U << static_cast<unsigned>(sample.role))) == 0) return 0;
    if (holds(sample.known, head)) return 1;
    return holds(sample.assumed_not, head) ? lesson_.assumed : 0;
  }

  void keep(const std::vector<std::uint32_t>& rows, Dice& dice, std::vector<std::uint32_t>& to) {
    for (const std::uint32_t row : rows) {
      if (dice.share() < lesson_.kept) to.push_back(row);
    }
  }

  void move(const std::vector<std::uint32_t>& rows, float share, const HeadScores& slope) {
    for (const std::uint32_t row : rows) {
      shift(weights_.rows[row], squares_[row], share, slope, lesson_.decay);
    }
  }

  void shift(HeadScores& values, HeadScores& squares, float share, const HeadScores& slope,
             float decay) const {
    for (std::size_t h = 0; h < heads_most; ++h) {
      const float by = share * slope[h] + decay * values[h];
      squares[h] += by * by;
      values[h] -= lesson_.rate * by / std::sqrt(lesson_.calm + squares[h]);
    }
  }

  const Samples& samples_;
  std::span<const signals::Category> heads_;
  const Lesson& lesson_;
  Weights& weights_;
  std::vector<HeadScores> squares_;
  HeadScores bias_squares_{};
  std::array<float, heads_most> for_yes_{};
  std::vector<std::uint32_t> runs_;
  std::vector<std::uint32_t> cues_;
};

}  // namespace

Weights learn(const Samples& samples, std::uint32_t left_out,
              std::span<const signals::Category> heads, const Lesson& lesson,
              std::span<const std::uint8_t> use) {
  Weights weights;
  weights.clear();
  std::vector<const Sample*> used;
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < samples.size(); ++i) {
    if (samples[i].fold == left_out || (!use.empty() && use[i] == 0)) continue;
    used.push_back(&samples[i]);
    order.push_back(i);
  }
  weights.index = select_features(used, heads, {lesson.texts, lesson.authors});
  std::vector<Rows> rows(samples.size());
  for (const std::uint32_t at : order) rows[at] = rows_of(weights.index, samples[at]);
  Mean mean(weights);
  for (std::uint32_t seed = 0; seed < lesson.seeds; ++seed) {
    weights.clear();
    Learner learner(samples, heads, lesson, weights);
    learner.weigh_classes(order);
    Dice dice(20'261'122 + seed);
    for (std::uint32_t epoch = 0; epoch < lesson.epochs; ++epoch) {
      for (std::size_t i = order.size(); i > 1; --i) {
        std::swap(order[i - 1], order[dice.next() % i]);
      }
      for (const std::uint32_t at : order) learner.step(samples[at], rows[at], dice);
      if (epoch + averaged >= lesson.epochs) mean.add(weights);
    }
  }
  mean.into(weights);
  return weights;
}

HeadScores score(const Weights& weights, const Sample& sample) {
  const Rows rows = rows_of(weights.index, sample);
  const auto known = static_cast<std::uint32_t>(rows.letters.size() + rows.sounds.size());
  const float share = signals::run_share(known);
  HeadScores sum = weights.bias;
  add(weights, rows.letters, share, sum);
  add(weights, rows.sounds, share, sum);
  add(weights, rows.cues, 1, sum);
  return sum;
}

}  // namespace anban::learning
