// SPDX-License-Identifier: Apache-2.0
// Rules over words: sequences of cue phrases that mean something about the person or the reply,
// unless a guard says no. Serves Art. 13 (crisis), 14 (minors), 18 (dependence), 8 and 10 (what a
// reply must not say). Time is linear in the text: each rule looks at a sentence's hits once.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "signals/cues.h"
#include "signals/finding.h"
#include "signals/image.h"
#include "signals/rule_table.h"
#include "signals/scene.h"

namespace anban::signals {

/// A few classes of many, sorted.
class ClassSet {
 public:
  bool has(ClassId id) const { return std::binary_search(ids_.begin(), ids_.end(), id); }
  /// bit_of() all of them.
  std::uint64_t bits() const { return bits_; }
  void add(ClassId id) {
    bits_ |= bit_of(id);
    const auto at = std::lower_bound(ids_.begin(), ids_.end(), id);
    if (at == ids_.end() || *at != id) ids_.insert(at, id);
  }
  void clear() {
    ids_.clear();
    bits_ = 0;
  }

 private:
  std::vector<ClassId> ids_;
  std::uint64_t bits_ = 0;
};

class RuleSet {
 public:
  /// What it needs of the table is copied.
  explicit RuleSet(const RuleTable& table);

  void write(ImageWriter& image) const;
  /// Over an image that outlives it; nothing where it holds none, or rules that name classes,
  /// categories or rules that are not there.
  static std::optional<RuleSet> read(ImageReader& image, std::size_t classes);

  /// A match that a guard spoke against.
  struct Denied {
    Category category;
    Guard guard;
    std::uint32_t unit;
  };
  /// Findings with spans in units of the scene; `denied` is told what was not believed.
  Findings judge(const Scene& scene, Role role, std::vector<Denied>* denied = nullptr) const;
  /// Whether some deciding rule of that role uses `latest` and finds all its items among `seen`
  /// (which holds `latest`): then, and only then, it may match where `latest` ends.
  bool may_be_complete(ClassId latest, const ClassSet& seen, Role role) const;

 private:
  struct Scratch;
  RuleSet() = default;
  /// Rules by a class: those of class `id` are rules[first[id]] to rules[first[id + 1]].
  struct Index {
    Kept<std::uint32_t> first;
    Kept<std::uint16_t> rules;
    std::span<const std::uint16_t> of(ClassId id) const {
      return rules.all().subspan(first[id], first[id + 1U] - first[id]);
    }
    bool read(ImageReader& image);
    bool is_sound(std::size_t classes, std::size_t rule_count) const;
  };
  static Index indexed(const std::vector<std::vector<std::uint16_t>>& by_class);
  void judge_sentence(const Scene& scene, std::uint32_t index, Role role, Scratch& scratch,
                      Findings& out) const;
  /// The guard that speaks against a match; nothing where none does.
  static std::optional<Guard> guard_against(const Rule& rule, const Scene& scene,
                                            const Match& match);
  void accept(const Rule& rule, const Scene& scene, const Match& match, Scratch& scratch,
              Findings& out) const;
  std::vector<Rule> rules_;
  std::size_t classes_ = 0;
  Index anchored_;  // by the class that starts a rule
  Index using_;     // deciding rules by every class in them
};

}  // namespace anban::signals
