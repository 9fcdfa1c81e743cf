// SPDX-License-Identifier: Apache-2.0
// The mood of one message (Draft Art. 11, O-83): positive, neutral, negative or extreme, with the
// words that show it. A small lexicon (tables/emotion.inc) with negation, intensity, contrast,
// wishes and questions decides between the first three; `extreme` is only what the detectors of
// crisis and extreme emotion decided. It diagnoses nothing and no duty acts on it: what gets worse
// over turns is people/trend.h. Pure, linear in the text.
#pragma once

#include <cstdint>
#include <string_view>

#include "signals/finding.h"

namespace anban::signals {

enum class EmotionLevel : std::uint8_t { neutral, positive, negative, extreme };

struct Emotion {
  EmotionLevel level = EmotionLevel::neutral;
  float strength = 0;  // 0 to 1; 0 where neutral
  Span span;           // code points of the text: the words that show it; empty where neutral
  friend bool operator==(const Emotion&, const Emotion&) = default;
};

/// "negative".
std::string_view name_of(EmotionLevel level);

/// What the words say; never `extreme`. UTF-8, malformed bytes count as U+FFFD.
Emotion emotion_in(std::string_view text);

/// `extreme` where the findings decided extreme_emotion or a crisis of either tier, with the span
/// of the strongest; else what the words say.
Emotion emotion_with(const Emotion& words, const Findings& findings);

}  // namespace anban::signals
