// SPDX-License-Identifier: Apache-2.0
// Reading a model's image, and adding rows: features are looked up first and their rows fetched
// ahead, then added in blocks short enough for sixteen bits.
#include "signals/model.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "base/embedded.h"
#include "base/ensure.h"

extern "C" {
extern const anban::EmbeddedFile anban_embedded_models[];
}

namespace anban::signals {
namespace {

constexpr std::string_view magic = "anban-model 1\n";
constexpr std::size_t name_bytes = 32;
// Chosen on left-out folds: of ordinary talk one text in twenty looks so, of texts with four to
// eight characters in ten replaced by others of the same sound about two fifths.
constexpr std::uint32_t sounds_least = 2;
constexpr float joined_most = 0.5F;
// Trained beside characters, sounds carry a part of a text's weight; twice as much finds four
// fifths of what is found in plain writing, and takes no more harmless texts for something.
constexpr float sounds_alone = 2;
constexpr float few_runs = 16;
constexpr std::size_t block = 256;  // rows of at most 127 that fit into sixteen bits
constexpr std::size_t ahead = 8;    // features whose buckets are fetched before they are asked

/// Which of the eight fingerprints is that one, or eight.
template <class Bucket>
std::size_t slot_of(const Bucket& bucket, std::uint16_t fingerprint) {
  using Eight = std::uint16_t __attribute__((vector_size(16)));
  static_assert(sizeof(Bucket) == sizeof(Eight));
  const auto prints = std::bit_cast<Eight>(bucket);
  const Eight equal = prints == fingerprint;
  const auto halves = std::bit_cast<std::array<std::uint64_t, 2>>(equal);
  if ((halves[0] | halves[1]) == 0) return slots;
  const std::size_t half = halves[0] != 0 ? 0 : 1;
  return half * 4 + static_cast<std::size_t>(std::countr_zero(halves[half])) / 16;
}

template <class T>
bool take(std::string_view& from, T* to, std::size_t count) {
  const std::size_t size = sizeof(T) * count;
  if (from.size() < size) return false;
  std::memcpy(to, from.data(), size);
  from.remove_prefix(size);
  return true;
}

template <class T>
void put(std::string& to, const T* from, std::size_t count) {
  to.append(reinterpret_cast<const char*>(from), sizeof(T) * count);
}

std::string_view up_to_zero(const std::array<char, name_bytes>& name) {
  return {name.data(),
          static_cast<std::size_t>(std::find(name.begin(), name.end(), '\0') - name.begin())};
}

std::array<char, name_bytes> padded(std::string_view name) {
  std::array<char, name_bytes> out{};
  std::copy_n(name.begin(), std::min(name.size(), name_bytes - 1), out.begin());
  return out;
}

std::array<float, 7> numbers_of(const Head& head) {
  return {head.bias,   head.run_scale, head.cue_scale, head.slope,
          head.offset, head.threshold, head.doubt};
}

bool take_head(std::string_view& from, std::vector<Head>& heads) {
  std::array<char, name_bytes> name{};
  std::uint32_t roles = 0;
  std::array<float, 7> n{};
  if (!take(from, &name, 1) || !take(from, &roles, 1) || !take(from, &n, 1)) return false;
  const std::string_view called = up_to_zero(name);
  const auto category = called == head_name(any_harm) ? any_harm : category_named(called);
  if (!category) return false;
  heads.push_back(
      {*category, static_cast<std::uint8_t>(roles), n[0], n[1], n[2], n[3], n[4], n[5], n[6]});
  return true;
}

}  // namespace

std::string_view head_name(Category category) {
  return category == any_harm ? "any_harm" : name_of(category);
}

void Sums::add(const Sums& other) {
  for (std::size_t i = 0; i < heads_most; ++i) {
    runs[i] += other.runs[i];
    sounds[i] += other.sounds[i];
    cues[i] += other.cues[i];
  }
  known += other.known;
  known_joined += other.known_joined;
  known_sounds += other.known_sounds;
}

void Sums::subtract(const Sums& other) {
  for (std::size_t i = 0; i < heads_most; ++i) {
    runs[i] -= other.runs[i];
    sounds[i] -= other.sounds[i];
    cues[i] -= other.cues[i];
  }
  known -= other.known;
  known_joined -= other.known_joined;
  known_sounds -= other.known_sounds;
}

float run_share(std::uint32_t known) {
  return 1.0F / std::sqrt(std::max(few_runs, static_cast<float>(known)));
}

Result<Model> Model::from_image(std::string_view image) {
  auto model = over_image(image);
  if (!model) return model;
  model->own_rows_.assign(model->rows_.begin(), model->rows_.end());
  model->rows_ = model->own_rows_;
  return model;
}

Result<Model> Model::over_image(std::string_view image) {
  Model model;
  std::array<char, name_bytes> version{};
  std::uint32_t heads = 0;
  const std::size_t fixed = sizeof(Bucket) * buckets + sizeof(Row) * buckets * slots;
  if (!image.starts_with(magic)) return failed(ErrorCode::invalid, "not a model");
  image.remove_prefix(magic.size());
  if (!take(image, &version, 1) || !take(image, &heads, 1) || heads > heads_most) {
    return failed(ErrorCode::invalid, "a model with a damaged head");
  }
  model.version_ = up_to_zero(version);
  for (std::uint32_t i = 0; i < heads; ++i) {
    if (!take_head(image, model.heads_)) {
      return failed(ErrorCode::invalid, "a model with an unknown category");
    }
  }
  if (image.size() != fixed) return failed(ErrorCode::invalid, "a model of another size");
  model.index_.resize(buckets);
  take(image, model.index_.data(), buckets);
  // The index is copied for its alignment; the rows are bytes and twenty times as large.
  static_assert(alignof(Row) == 1);
  model.rows_ = {reinterpret_cast<const Row*>(image.data()), buckets * slots};
  return model;
}

std::string image_of(const ModelParts& parts) {
  std::string image(magic);
  const auto version = padded(parts.version);
  const auto heads = static_cast<std::uint32_t>(parts.heads.size());
  put(image, &version, 1);
  put(image, &heads, 1);
  for (const Head& head : parts.heads) {
    const auto name = padded(head_name(head.category));
    const std::uint32_t roles = head.roles;
    const std::array<float, 7> numbers = numbers_of(head);
    put(image, &name, 1);
    put(image, &roles, 1);
    put(image, &numbers, 1);
  }
  put(image, parts.index.data(), parts.index.size());
  put(image, parts.rows.data(), parts.rows.size());
  return image;
}

const Model& Model::embedded() {
  static const Model model = [] {
    const EmbeddedFile* file = find_embedded(anban_embedded_models, "detect.bin");
    Result<Model> read = over_image(file == nullptr ? std::string_view() : file->body());
    ensure(read.has_value(), "the build embeds a whole model");
    return std::move(*read);
  }();
  return model;
}

const Model::Row* Model::row_of(FeatureHash feature) const {
  const std::size_t bucket = bucket_of(feature);
  const std::size_t slot = slot_of(index_[bucket], fingerprint_of(feature));
  return slot == slots ? nullptr : &rows_[bucket * slots + slot];
}

namespace {

using Small = std::array<std::int16_t, heads_most>;

template <class Row>
[[gnu::always_inline]] inline void add_each(std::span<const Row* const> rows, Small& sum) {
  for (const Row* row : rows) {
    for (std::size_t h = 0; h < heads_most; ++h) {
      sum[h] = static_cast<std::int16_t>(sum[h] + (*row)[h]);
    }
  }
}
#if defined(__x86_64__)
/// The same with the wider registers that nearly every server has.
template <class Row>
[[gnu::target("avx2")]] void add_each_wide(std::span<const Row* const> rows, Small& sum) {
  add_each(rows, sum);
}
const bool has_wide = __builtin_cpu_supports("avx2") != 0;
#endif

template <class Row>
void add_all(std::span<const Row* const> rows, Small& sum) {
#if defined(__x86_64__)
  if (has_wide) return add_each_wide(rows, sum);
#endif
  add_each(rows, sum);
}

}  // namespace

std::uint32_t Model::add_rows(std::span<const FeatureHash> features,
                              std::array<std::int32_t, heads_most>& to) const {
  std::uint32_t known = 0;
  for (std::size_t begin = 0; begin < features.size(); begin += block) {
    const auto part = features.subspan(begin, std::min(block, features.size() - begin));
    std::array<const Row*, block> found;
    std::size_t count = 0;
    for (std::size_t i = 0; i < part.size(); ++i) {
      if (i + ahead < part.size()) __builtin_prefetch(&index_[bucket_of(part[i + ahead])]);
      if (const Row* row = row_of(part[i])) {
        __builtin_prefetch(row);
        found[count++] = row;
      }
    }
    Small sum{};
    add_all(std::span<const Row* const>(found.data(), count), sum);
    for (std::size_t h = 0; h < heads_most; ++h) to[h] += sum[h];
    known += static_cast<std::uint32_t>(count);
  }
  return known;
}

void Model::add_runs(std::span<const FeatureHash> features, Run run, Sums& sums) const {
  if (run != Run::sounds) {
    const std::uint32_t known = add_rows(features, sums.runs);
    sums.known += known;
    if (run == Run::joined) sums.known_joined += known;
    return;
  }
  Sums more;
  more.known = more.known_sounds = add_rows(features, more.sounds);
  more.runs = more.sounds;
  sums.add(more);
}

void Model::add_cues(std::span<const FeatureHash> features, Sums& sums) const {
  add_rows(features, sums.cues);
}

float Model::score(const Head& head, std::size_t index, const Sums& sums, float share) const {
  const float runs = head.run_scale * static_cast<float>(sums.runs[index]) * share;
  const float cues = head.cue_scale * static_cast<float>(sums.cues[index]);
  return head.slope * (head.bias + runs + cues) + head.offset;
}

float Model::score_of_sounds(const Head& head, std::size_t index, const Sums& sums) const {
  const float share = sounds_alone * run_share(sums.known_sounds);
  const float runs = head.run_scale * static_cast<float>(sums.sounds[index]) * share;
  return head.slope * (head.bias + runs) + head.offset;
}

float Model::probability(const Head& head, std::size_t index, const Sums& sums) const {
  return probability_of(score(head, index, sums, run_share(sums.known)));
}

bool is_spelt_by_sound(const Sums& sums) {
  const std::uint32_t singles = sums.known - sums.known_joined - sums.known_sounds;
  return sums.known_sounds >= std::max(sounds_least, singles / 2) &&
         static_cast<float>(sums.known_joined + 1) <=
             joined_most * static_cast<float>(sums.known_sounds + 1);
}

float probability_of(float score) { return 1.0F / (1.0F + std::exp(-score)); }

}  // namespace anban::signals
