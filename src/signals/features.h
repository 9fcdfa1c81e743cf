// SPDX-License-Identifier: Apache-2.0
// What a trained model reads in a text: runs of characters, of words and of syllables, each as one
// hash, and the cues that the rules found. The trainer and the server share this code, so that
// they read alike. Incremental: a stream is read unit by unit. Separators between characters count
// for nothing and syllables have no tones, so split words and homophones change little.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "signals/finding.h"
#include "signals/normalise.h"
#include "signals/reader.h"
#include "signals/rule_table.h"
#include "signals/syllables.h"

namespace anban::signals {

/// A feature's name. Which kind it is cannot be told from it.
using FeatureHash = std::uint64_t;

/// FNV-1a and a last mixing step; for names of cues.
FeatureHash hash_of_text(std::string_view text);

/// What a run is made of: a character or word by itself or with a gap, several in a row, syllables.
enum class Run : std::uint8_t { single, joined, sounds };

/// Reads units and hands out the runs that end with each: `each(hash, Run)`.
class RunReader {
 public:
  template <class Each>
  void push(const Unit& unit, Each&& each);
  /// The text ends: a pending word is read.
  template <class Each>
  void finish(Each&& each) {
    if (in_word_) end_word(each);
  }
  /// What follows stands by itself.
  void part() {
    last_ = {1, 1, 1};
    sounds_ = {};
    in_word_ = false;
  }
  /// Characters and words so far.
  std::uint32_t tokens() const { return tokens_; }

 private:
  static constexpr std::uint64_t odd[6] = {0x9E3779B97F4A7C15U, 0xC2B2AE3D27D4EB4FU,
                                           0x165667B19E3779F9U, 0xD6E8FEB86659FD93U,
                                           0xA0761D6478BD642FU, 0xE7037ED1A0B428DBU};
  static FeatureHash mixed(std::uint64_t sum) {
    sum ^= sum >> 31U;
    return sum * odd[1];
  }
  template <class Each>
  void token(std::uint64_t id, Each& each);
  template <class Each>
  void sound(std::uint64_t syllable, Each& each);
  template <class Each>
  void end_word(Each& each);
  std::uint64_t number_token() const;

  std::array<std::uint64_t, 3> last_{};    // latest tokens, latest first
  std::array<std::uint64_t, 3> sounds_{};  // latest syllables, latest first
  std::array<char, 24> word_{};
  std::uint32_t word_size_ = 0;
  std::uint32_t repeats_ = 0;
  std::uint32_t tokens_ = 0;
  bool in_word_ = false;
};

/// The cues of a scene and of what was found in it: `each(hash, unit)`, unit where it begins.
class CueReader {
 public:
  explicit CueReader(const RuleTable& table);
  /// Classes of which `known(hash)` says no, single and again, are not told from now on.
  template <class Known>
  void keep(Known&& known) {
    for (std::size_t i = 0; i < classes_.size(); ++i) {
      told_[i] = static_cast<std::uint8_t>((known(classes_[i]) ? once : 0) |
                                           (known(again_of(classes_[i])) ? again : 0));
    }
  }
  template <class Each>
  void read(const Noticed& noticed, Each&& each) const {
    const Scene& scene = noticed.scene;
    read_classes(scene, each);
    for (const Finding& found : noticed.findings) {
      each(hash_of(found, {}), found.span.start);
      if (!found.kind.empty()) each(hash_of(found, found.kind), found.span.start);
    }
    for (const RuleSet::Denied& denied : noticed.denied) each(hash_of(denied), denied.unit);
    if (!scene.masks().empty()) each(masked_, scene.masks().front().begin);
  }

 private:
  /// Each class that occurs, and that it occurs again.
  template <class Each>
  void read_classes(const Scene& scene, Each& each) const;
  FeatureHash hash_of(const Finding& finding, std::string_view kind) const;
  FeatureHash hash_of(const RuleSet::Denied& denied) const;
  static constexpr std::uint8_t once = 1;
  static constexpr std::uint8_t again = 2;
  static FeatureHash again_of(FeatureHash hash) { return hash + 9; }
  FeatureHash masked_ = hash_of_text("masked");
  std::vector<FeatureHash> classes_;
  std::vector<std::uint8_t> told_;  // by class: once, again
  std::array<FeatureHash, category_count> categories_{};
};

/// The runs of a scene, idioms left out: `each(hash, Run)`; `after(unit)` behind every unit.
template <class Each, class After>
void read_runs(RunReader& reader, const Scene& scene, Each&& each, After&& after);

// --- inline: this is the inner loop ----------------------------------------------------------

template <class Each>
void CueReader::read_classes(const Scene& scene, Each& each) const {
  thread_local std::vector<std::uint8_t> seen;  // tidy: room for marks, all taken back below
  seen.resize(std::max(seen.size(), classes_.size()), 0);
  for (const Hit& hit : scene.hits()) {
    if (hit.id >= classes_.size() || told_[hit.id] == 0) continue;
    std::uint8_t& times = seen[hit.id];
    if (times > 1) continue;
    ++times;
    if (times == 1 && (told_[hit.id] & once) != 0) each(classes_[hit.id], hit.begin);
    if (times == 2 && (told_[hit.id] & again) != 0) each(again_of(classes_[hit.id]), hit.begin);
  }
  for (const Hit& hit : scene.hits()) {
    if (hit.id < classes_.size()) seen[hit.id] = 0;
  }
}

template <class Each>
void RunReader::push(const Unit& unit, Each&& each) {
  const char32_t point = unit.point;
  if (point == word_boundary) {
    if (in_word_) {
      end_word(each);
    } else {
      in_word_ = true;
      word_size_ = 0;
    }
    return;
  }
  if (in_word_) {
    if (word_size_ < word_.size()) word_[word_size_++] = static_cast<char>(point);
    return;
  }
  const Kind kind = kind_of(point);
  if (kind == Kind::ideograph || kind == Kind::letter || point >= 0x1F000) {
    token(point, each);
    if (const Syllable syllable = syllable_of(point); syllable != 0) {
      sound(sound_of(syllable), each);
    }
  } else if (kind == Kind::sentence_end) {
    const std::uint64_t mark = point == U'?' ? 2 : 1;
    if (last_[0] != mark) last_ = {mark, last_[0], last_[1]};
  }
}

template <class Each>
void RunReader::token(std::uint64_t id, Each& each) {
  repeats_ = id == last_[0] ? repeats_ + 1 : 0;
  if (repeats_ > 1) return;
  ++tokens_;
  const std::uint64_t one = id * odd[0];
  const std::uint64_t two = last_[0] * odd[2];
  each(mixed(one + 1), Run::single);
  each(mixed(one + two + 2), Run::joined);
  each(mixed(one + two + last_[1] * odd[3] + 3), Run::joined);
  each(mixed(one + last_[1] * odd[4] + 4), Run::single);
  last_ = {id, last_[0], last_[1]};
}

template <class Each>
void RunReader::sound(std::uint64_t syllable, Each& each) {
  if (repeats_ > 1) return;
  const std::uint64_t two = syllable * odd[5] + sounds_[0] * odd[3];
  if (sounds_[0] != 0) each(mixed(two + 5), Run::sounds);
  if (sounds_[1] != 0) each(mixed(two + sounds_[1] * odd[2] + 6), Run::sounds);
  sounds_ = {syllable, sounds_[0], sounds_[1]};
}

template <class Each>
void RunReader::end_word(Each& each) {
  in_word_ = false;
  const std::string_view word(word_.data(), word_size_);
  if (word.empty()) return;
  if (word[0] >= '0' && word[0] <= '9') {
    token(number_token(), each);
    if (word.size() > 3) return;
    for (const char digit : word) {
      const Syllable syllable = syllable_of(static_cast<unsigned char>(digit));
      if (syllable != 0) sound(sound_of(syllable), each);
    }
    return;
  }
  token(hash_of_text(word), each);
  if (word.size() > 5) each(hash_of_text(word.substr(0, 5)) + 7, Run::single);
  const Spelling spelling = spelling_of(word);
  for (std::size_t i = 0; i < spelling.count; ++i) {
    sound(sound_of(spelling.syllables[i]), each);
  }
}

template <class Each, class After>
void read_runs(RunReader& reader, const Scene& scene, Each&& each, After&& after) {
  const std::span<const Unit> units = scene.units();
  auto mask = scene.masks().begin();
  std::uint32_t masked_to = 0;
  for (std::uint32_t i = 0; i < units.size(); ++i) {
    while (mask != scene.masks().end() && mask->begin <= i) {
      masked_to = std::max(masked_to, (mask++)->end);
    }
    if (i < masked_to) {
      reader.part();
    } else {
      reader.push(units[i], each);
    }
    if (i + 1 == units.size()) reader.finish(each);
    after(i);
  }
}

}  // namespace anban::signals
