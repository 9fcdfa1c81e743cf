// SPDX-License-Identifier: Apache-2.0
// A trained model: for each of some tens of thousands of features a row of small weights, one a
// head; a head is a category. Scoring adds rows: one look a feature, no allocation, all heads at
// once. Features that training did not keep are not in the model and add nothing. The image is
// made by `anban train` and embedded (models/detect.bin); docs/detection.md says from what.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "signals/features.h"
#include "signals/finding.h"

namespace anban::signals {

inline constexpr std::size_t heads_most = 48;

/// A head that no finding is called by: a reply does any of a character's harms, whichever. The
/// kinds border on each other so closely that a model can be sure of one and of none in particular.
inline constexpr Category any_harm = Category::count_;
/// The name of a head in images and cards: the category's, "any_harm".
std::string_view head_name(Category category);

/// What a head means and when it speaks.
struct Head {
  Category category = Category::count_;
  std::uint8_t roles = 0;  // bit 1 << Role
  float bias = 0;
  float run_scale = 1;  // of one unit of a weight
  float cue_scale = 1;
  float slope = 1;  // calibration: probability = sigmoid(slope * score + offset)
  float offset = 0;
  float threshold = 2;  // from this probability on it decides
  float doubt = -1;     // below it a weak rule's finding of the category is not believed
};

/// What the features of a stretch of text add up to.
struct Sums {
  std::array<std::int32_t, heads_most> runs{};    // all of them
  std::array<std::int32_t, heads_most> sounds{};  // those of syllables
  std::array<std::int32_t, heads_most> cues{};
  std::uint32_t known = 0;  // runs that the model knows
  std::uint32_t known_joined = 0;
  std::uint32_t known_sounds = 0;
  void add(const Sums& other);
  void subtract(const Sums& other);
};

/// Where a feature's row is, if the model knows it. Eight fingerprints a bucket.
inline constexpr std::size_t slots = 8;
inline constexpr std::size_t buckets = 16384;
constexpr std::size_t bucket_of(FeatureHash hash) { return hash >> 50U; }
constexpr std::uint16_t fingerprint_of(FeatureHash hash) {
  const auto bits = static_cast<std::uint16_t>(hash >> 32U);
  return bits == 0 ? 1 : bits;
}

class Model {
 public:
  /// A copy of an image; `invalid` says what is wrong with it.
  static Result<Model> from_image(std::string_view image);
  /// The same without a copy of the rows: for an image that stays for good.
  static Result<Model> over_image(std::string_view image);
  /// The embedded one; it ends the process where the build put in a damaged one.
  static const Model& embedded();

  Model(Model&&) = default;  // not copied: rows_ may point into own_rows_
  Model& operator=(Model&&) = default;

  const std::vector<Head>& heads() const { return heads_; }
  std::string_view version() const { return version_; }
  bool knows(FeatureHash feature) const { return row_of(feature) != nullptr; }
  /// Adds the rows of these features; order does not matter.
  void add_runs(std::span<const FeatureHash> features, Run run, Sums& sums) const;
  void add_cues(std::span<const FeatureHash> features, Sums& sums) const;
  float probability(const Head& head, std::size_t index, const Sums& sums) const;
  /// The same as log-odds; `share` is run_share(sums.known), which all heads have in common.
  float score(const Head& head, std::size_t index, const Sums& sums, float share) const;
  /// The log-odds by syllables alone, for a text that is_spelt_by_sound().
  float score_of_sounds(const Head& head, std::size_t index, const Sums& sums) const;

 private:
  Model() = default;
  using Row = std::array<std::int8_t, heads_most>;
  using Bucket = std::array<std::uint16_t, slots>;
  const Row* row_of(FeatureHash feature) const;
  std::uint32_t add_rows(std::span<const FeatureHash> features,
                         std::array<std::int32_t, heads_most>& to) const;
  std::vector<Head> heads_;
  std::string version_;
  std::vector<Bucket> index_;
  std::span<const Row> rows_;  // by bucket * slots + slot; in the image or in own_rows_
  std::vector<Row> own_rows_;
};

/// The bytes that from_image reads: what a trainer made, in the order of the heads.
struct ModelParts {
  std::string version;
  std::vector<Head> heads;
  std::vector<std::array<std::uint16_t, slots>> index;
  std::vector<std::array<std::int8_t, heads_most>> rows;
};
std::string image_of(const ModelParts& parts);

/// Whether syllables make sense where characters do not: so look homophones, pinyin and digits in
/// place of words.
bool is_spelt_by_sound(const Sums& sums);
/// What log-odds mean as a probability.
float probability_of(float score);

/// Runs count by the root of their number, as in training; few runs prove little.
float run_share(std::uint32_t known);

}  // namespace anban::signals
