// SPDX-License-Identifier: Apache-2.0
// Two passes over all features: how many texts hold each, then how many of each category.
#include "learning/selection.h"

#include <algorithm>

namespace anban::learning {
namespace {

using signals::FeatureHash;

/// The distinct features of a sample.
std::vector<FeatureHash> distinct(const Sample& sample) {
  std::vector<FeatureHash> all(sample.letters);
  all.insert(all.end(), sample.sounds.begin(), sample.sounds.end());
  all.insert(all.end(), sample.cues.begin(), sample.cues.end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

struct Counted {
  std::vector<FeatureHash> features;  // sorted
  std::vector<std::uint32_t> texts;
};

Counted frequent(const std::vector<const Sample*>& samples, const Least& least) {
  std::vector<std::pair<FeatureHash, std::uint32_t>> all;
  for (const Sample* sample : samples) {
    for (const FeatureHash each : distinct(*sample)) all.emplace_back(each, sample->fold);
  }
  std::sort(all.begin(), all.end());
  Counted counted;
  for (std::size_t i = 0; i < all.size();) {
    std::size_t end = i + 1;
    std::uint32_t authors = 1;
    while (end < all.size() && all[end].first == all[i].first) {
      authors += all[end].second != all[end - 1].second ? 1 : 0;
      ++end;
    }
    if (end - i >= least.texts && authors >= least.authors) {
      counted.features.push_back(all[i].first);
      counted.texts.push_back(static_cast<std::uint32_t>(end - i));
    }
    i = end;
  }
  return counted;
}

/// How much more (or less) often than by chance the feature stands in texts of the category.
float chi_squared(double both, double with, double yes, double all) {
  const double expected = with * yes / all;
  const double spread = expected * (1 - with / all) * (1 - yes / all);
  const double difference = both - expected;
  return spread <= 0 ? 0.0F : static_cast<float>(difference * difference / spread);
}

}  // namespace

std::uint32_t FeatureIndex::row_of(FeatureHash feature) const {
  const std::size_t bucket = signals::bucket_of(feature);
  const auto& some = buckets_[bucket];
  const auto at = std::find(some.begin(), some.end(), signals::fingerprint_of(feature));
  if (at == some.end()) return no_row;
  return static_cast<std::uint32_t>(bucket * signals::slots) +
         static_cast<std::uint32_t>(at - some.begin());
}

bool FeatureIndex::add(FeatureHash feature) {
  auto& some = buckets_[signals::bucket_of(feature)];
  const auto free = std::find(some.begin(), some.end(), 0);
  if (free == some.end()) return false;
  if (row_of(feature) == no_row) *free = signals::fingerprint_of(feature);
  return true;
}

FeatureIndex select_features(const std::vector<const Sample*>& samples,
                             std::span<const signals::Category> heads, const Least& least) {
  std::vector<const Sample*> used;
  for (const Sample* each : samples) {
    if (!each->evaded) used.push_back(each);
  }
  const Counted counted = frequent(used, least);
  std::vector<std::array<std::uint16_t, signals::heads_most>> both(counted.features.size());
  std::array<std::uint32_t, signals::heads_most> yes{};
  for (const Sample* sample : used) {
    if (sample->yes == 0) continue;
    const auto features = distinct(*sample);
    for (std::size_t h = 0; h < heads.size(); ++h) {
      if (!holds(sample->yes, heads[h])) continue;
      ++yes[h];
      for (const FeatureHash each : features) {
        const auto at = std::lower_bound(counted.features.begin(), counted.features.end(), each);
        if (at == counted.features.end() || *at != each) continue;
        ++both[static_cast<std::size_t>(at - counted.features.begin())][h];
      }
    }
  }
  const auto all = static_cast<double>(used.size());
  std::vector<std::pair<float, FeatureHash>> ranked;
  for (std::size_t i = 0; i < counted.features.size(); ++i) {
    float best = 0;
    for (std::size_t h = 0; h < heads.size(); ++h) {
      best = std::max(best, chi_squared(both[i][h], counted.texts[i], yes[h], all));
    }
    ranked.emplace_back(best, counted.features[i]);
  }
  std::sort(ranked.begin(), ranked.end(), std::greater<>());
  FeatureIndex index;
  for (const auto& [score, feature] : ranked) index.add(feature);
  return index;
}

}  // namespace anban::learning
