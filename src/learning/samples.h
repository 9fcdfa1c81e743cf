// SPDX-License-Identifier: Apache-2.0
// Examples as a model sees them: features instead of text, and what the rules decided. Read with
// the server's own reader, so that training and serving cannot differ.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "learning/evasions.h"
#include "learning/example.h"
#include "signals/features.h"
#include "signals/model_judge.h"
#include "signals/reader.h"

namespace anban::learning {

/// What a text is for the choice of thresholds.
enum class Talk : std::uint8_t {
  labelled,
  chat,    // what people simply say
  near,    // looks like something and is not
  stream,  // of a public set, only assumed to be ordinary
};

struct Sample {
  std::vector<signals::FeatureHash> letters;  // runs of characters and words
  std::vector<signals::FeatureHash> sounds;   // runs of syllables
  std::vector<signals::FeatureHash> cues;
  Labels yes = 0;
  Labels known = 0;
  Labels assumed_not = 0;
  Labels by_strong_rule = 0;  // decided by a rule that decides alone
  Labels by_weak_rule = 0;
  Labels denied = 0;  // what the model may only suspect
  signals::Role role = signals::Role::user;
  bool evaded = false;  // a changed copy of another one
  Talk talk = Talk::labelled;
  std::uint32_t stream = 0;  // which stream of ordinary talk it is of; 0: of none
  std::uint32_t fold = 0;
  std::string_view source;  // of its example
  std::string_view text;
};

using Samples = std::vector<Sample>;

/// Role play of a public set: partly what the heads for characters look for, so it bounds none.
inline bool is_role_play(const Sample& sample) {
  return sample.role == signals::Role::assistant && sample.source == "CensorChat";
}

class SampleMaker {
 public:
  explicit SampleMaker(const signals::Reader& reader);
  /// `example` must outlive the sample; `text` is its text or a changed one.
  Sample sample_of(const Example& example, std::string_view text) const;

 private:
  const signals::Reader* reader_;
  signals::CueReader cues_;
};

inline constexpr std::uint32_t folds = 8;

}  // namespace anban::learning
