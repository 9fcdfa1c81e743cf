// SPDX-License-Identifier: Apache-2.0
// What a trained model makes of a text beside the rules: it adds findings of its own where it is
// sure, and takes the decision from a weak rule that it strongly doubts. A strong rule decides
// alone, whatever the model says. Long texts are judged in windows, so that one paragraph does not
// drown in ten others; a reply is judged sentence by sentence with up to two before it, so that a
// whole one is judged as the same one was that streamed. Serves every duty that rests on what is
// said.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "signals/finding.h"
#include "signals/model.h"
#include "signals/reader.h"
#include "signals/sensitive_kind.h"

namespace anban::signals {

/// A rule's finding from this strength on is decided whatever the model thinks.
inline constexpr float strong_rule = 0.9F;

/// What the model may only suspect, one bit a category: what a guard of a rule or an `ignore`
/// phrase took back, and offence in a few words.
std::uint64_t vetoes_in(const Noticed& noticed);

class ModelJudge {
 public:
  /// `model` must outlive the judge.
  ModelJudge(const Model& model, const RuleTable& table);
  /// Adds to the findings (spans in units of the scene) and may undecide some of them.
  void judge(Noticed& noticed, Role role) const;
  const Model& model() const { return *model_; }
  const CueReader& cues() const { return cues_; }

 private:
  struct Opinion {
    float probability = 0;
    bool denied = false;  // a guard of a rule spoke against the category
    Span span;
  };
  /// What the head for all of a character's harms thinks, and which of them is likeliest.
  struct Harm {
    Opinion any;
    float threshold = 2;
    float flattery = 0;  // the head that is no harm by itself
    float largest = 0;
    Category likeliest = Category::manipulation;
    void add(Category category, const Opinion& opinion);
  };
  struct Window;
  std::vector<Window> parts_of(const Noticed& noticed, Role role) const;
  /// Adds up all parts in `whole`.
  std::vector<Window> windows_of(const Noticed& noticed, Role role, Window& whole) const;
  float score_in(std::size_t head, const Window& window) const;
  void decide(const Head& head, const Opinion& opinion, Role role, Findings& findings) const;
  bool is_about_others_by_rule(const Findings& findings) const;
  void decide_between_tiers(const Opinion& crisis, Findings& findings) const;
  void decide_on_harm(const Harm& harm, Findings& findings) const;
  const Model* model_;
  CueReader cues_;
  SensitiveKind sensitive_;
  std::vector<float> told_from_;  // by head: a lower score says nothing
  std::string name_;
};

}  // namespace anban::signals
