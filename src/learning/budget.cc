// SPDX-License-Identifier: Apache-2.0
// Step by step: of all heads that take a text of an overspent pool, the one that loses least by no
// longer doing so gives way.
#include "learning/budget.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace anban::learning {
namespace {

constexpr std::size_t pools = 5;  // talk or near miss, of a user or of a character; streams
constexpr std::size_t no_pool = pools;

std::size_t pool_of(const Sample& sample) {
  if (sample.evaded || sample.role == signals::Role::character_card) return no_pool;
  const std::size_t role = sample.role == signals::Role::user ? 0 : 2;
  if (sample.talk == Talk::stream) return role == 2 && !is_role_play(sample) ? 4 : no_pool;
  if (sample.talk == Talk::chat) return role;
  return sample.talk == Talk::near ? role + 1 : no_pool;
}

/// A text that a head takes wrongly, by the model alone.
struct Taken {
  float probability = 0;
  std::uint32_t sample = 0;
};

class Sharing {
 public:
  Sharing(const Samples& samples, const std::vector<HeadScores>& scores,
          std::span<const signals::Category> heads, const Budget& budget,
          std::vector<Calibration>& calibrations)
      : samples_(samples),
        scores_(scores),
        heads_(heads),
        calibrations_(calibrations),
        heads_on_(samples.size(), 0),
        taken_(heads.size()),
        right_(heads.size()) {
    std::array<std::uint32_t, pools> texts{};
    for (const Sample& each : samples) {
      if (const std::size_t pool = pool_of(each); pool != no_pool) ++texts[pool];
    }
    const std::array<double, pools> shares = {budget.chat, budget.near, budget.replies,
                                              budget.near_replies, budget.counselling};
    for (std::size_t pool = 0; pool < pools; ++pool) allowed_[pool] = shares[pool] * texts[pool];
    for (std::size_t h = 0; h < heads.size(); ++h) gather(h);
  }

  void run() {
    for (std::size_t pool = 0; pool < pools; ++pool) {
      while (flagged_[pool] > allowed_[pool] && give_way(pool)) {
      }
    }
  }

 private:
  void gather(std::size_t h) {
    if (aim_of(heads_[h]).worth == 0) return;
    for (std::uint32_t i = 0; i < samples_.size(); ++i) {
      const Sample& each = samples_[i];
      if (each.evaded || holds(each.denied, heads_[h])) continue;
      if ((roles_of(heads_[h]) & (1U << static_cast<unsigned>(each.role))) == 0) continue;
      const float p = calibrations_[h].probability(scores_[i][h]);
      if (p < calibrations_[h].threshold) continue;
      if (holds(each.yes, heads_[h])) {
        right_[h].push_back(p);
      } else if (pool_of(each) != no_pool && holds(each.known | each.assumed_not, heads_[h])) {
        taken_[h].push_back({p, i});
        if (++heads_on_[i] == 1) ++flagged_[pool_of(each)];
      }
    }
    std::sort(right_[h].begin(), right_[h].end(), std::greater<>());
    std::sort(taken_[h].begin(), taken_[h].end(),
              [](const Taken& a, const Taken& b) { return a.probability > b.probability; });
  }

  /// The threshold that lets go of the least sure text of the pool; above 1: of none.
  float next_threshold(std::size_t h, std::size_t pool) const {
    const auto at = std::find_if(taken_[h].rbegin(), taken_[h].rend(), [&](const Taken& each) {
      return pool_of(samples_[each.sample]) == pool;
    });
    return at == taken_[h].rend() ? 2.0F : std::nextafter(at->probability, 2.0F);
  }

  double loss_at(std::size_t h, float threshold) const {
    const Calibration& made = calibrations_[h];
    const double all = std::max(1.0, double(made.model.right) + made.model.missed);
    const auto lost =
        std::count_if(right_[h].begin(), right_[h].end(), [&](float p) { return p < threshold; });
    return aim_of(heads_[h]).worth * static_cast<double>(lost) / all;
  }

  bool give_way(std::size_t pool) {
    double least = std::numeric_limits<double>::max();
    std::size_t who = heads_.size();
    for (std::size_t h = 0; h < heads_.size(); ++h) {
      const float threshold = next_threshold(h, pool);
      if (threshold > 1.5F) continue;
      const double loss = loss_at(h, threshold);
      if (loss >= least) continue;
      least = loss;
      who = h;
    }
    if (who == heads_.size()) return false;
    raise(who, next_threshold(who, pool));
    return true;
  }

  void raise(std::size_t h, float threshold) {
    calibrations_[h].threshold = threshold;
    while (!right_[h].empty() && right_[h].back() < threshold) right_[h].pop_back();
    while (!taken_[h].empty() && taken_[h].back().probability < threshold) {
      const std::uint32_t sample = taken_[h].back().sample;
      if (--heads_on_[sample] == 0) --flagged_[pool_of(samples_[sample])];
      taken_[h].pop_back();
    }
  }

  const Samples& samples_;
  const std::vector<HeadScores>& scores_;
  std::span<const signals::Category> heads_;
  std::vector<Calibration>& calibrations_;
  std::vector<std::uint32_t> heads_on_;    // how many heads take a text wrongly
  std::vector<std::vector<Taken>> taken_;  // of each head, the surest first
  std::vector<std::vector<float>> right_;  // likewise, probabilities of what it takes rightly
  std::array<double, pools> allowed_{};
  std::array<std::uint32_t, pools> flagged_{};
};

}  // namespace

void keep_budget(const Samples& samples, const std::vector<HeadScores>& scores,
                 std::span<const signals::Category> heads, const Budget& budget,
                 std::vector<Calibration>& calibrations) {
  Sharing(samples, scores, heads, budget, calibrations).run();
}

}  // namespace anban::learning
