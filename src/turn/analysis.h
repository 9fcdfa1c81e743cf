// SPDX-License-Identifier: Apache-2.0
// Analysis: what a turn's record says about the person's words beside the words themselves: their
// mood (O-83) and where they hold sensitive personal information (O-154). It is sealed with the
// turn under the person's key, goes with it on erasure, and stands in the person's own copy
// (O-151); whoever takes turns for training leaves out those that hold any without a consent of its
// own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "signals/emotion.h"
#include "signals/finding.h"

namespace anban {

/// A place of sensitive personal information: a kind of `sensitive_pi` ("health") or an identifier
/// ("resident_id"); the span in code points of the turn's input.
struct SensitivePlace {
  std::string kind;
  signals::Span span;
  friend bool operator==(const SensitivePlace&, const SensitivePlace&) = default;
};

struct Analysis {
  signals::Emotion emotion;
  std::vector<SensitivePlace> sensitive;  // empty: none
  friend bool operator==(const Analysis&, const Analysis&) = default;
};

/// Everything that a child under 14 says is sensitive (PIPL Art. 31).
enum class SpeakerAge { from_14_on, under_14 };

/// `words`: what emotion_in() found in `said`; `findings`: of `said`, with those of trends.
Analysis analysis_of(std::string_view said, const signals::Emotion& words,
                     const signals::Findings& findings, SpeakerAge speaker);

/// {"emotion": {"level", "strength", "span"}, "sensitive": [{"kind", "span"}]}; a neutral mood has
/// no span.
nlohmann::json to_json(const Analysis& analysis);
/// Throws nlohmann::json::exception where the form is wrong.
Analysis analysis_from(const nlohmann::json& json);

}  // namespace anban
