// SPDX-License-Identifier: Apache-2.0
// POST /v1/moderations: the request, and the answer with OpenAI's 13 categories, ours as
// "anban/<name>", and the findings behind them. It holds plain values; api/ maps the detectors'
// findings to them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "wire/api_error.h"

namespace anban::wire {

inline constexpr std::size_t moderation_inputs_max = 256;
/// One input, in bytes; longer texts are 400, since a judged text is one message or card.
inline constexpr std::size_t moderation_input_bytes_max = std::size_t{64} << 10U;

enum class ModerationRole { user, assistant, character_card };

struct ModerationRequest {
  std::vector<std::string> inputs;
  std::string model;                           // empty where absent
  ModerationRole role = ModerationRole::user;  // anban.role
  friend bool operator==(const ModerationRequest&, const ModerationRequest&) = default;
};

std::expected<ModerationRequest, ApiError> read_moderation_request(std::string_view body);

/// OpenAI's names, in its order.
inline constexpr std::array<std::string_view, 13> openai_categories{"harassment",
                                                                    "harassment/threatening",
                                                                    "hate",
                                                                    "hate/threatening",
                                                                    "illicit",
                                                                    "illicit/violent",
                                                                    "self-harm",
                                                                    "self-harm/intent",
                                                                    "self-harm/instructions",
                                                                    "sexual",
                                                                    "sexual/minors",
                                                                    "violence",
                                                                    "violence/graphic"};

struct ModerationFinding {
  std::string category;  // "crisis_tier2"
  std::string kind;      // left out where empty
  double strength = 0;
  std::size_t start = 0;  // code points of the input as sent, half-open
  std::size_t end = 0;
  std::string detector;
  friend bool operator==(const ModerationFinding&, const ModerationFinding&) = default;
};

struct ModerationCategory {
  std::string name;  // an OpenAI name, or "anban/<name>"
  bool decided = false;
  double score = 0;  // 0 to 1
  friend bool operator==(const ModerationCategory&, const ModerationCategory&) = default;
};

struct ModerationEmotion {
  std::string level = "neutral";
  double strength = 0;
  std::size_t start = 0;  // left out where the level is neutral
  std::size_t end = 0;
  friend bool operator==(const ModerationEmotion&, const ModerationEmotion&) = default;
};

struct ModerationResult {
  /// OpenAI categories that are missing here are written as false and 0; every name at most once.
  std::vector<ModerationCategory> categories;
  std::vector<ModerationFinding> findings;
  ModerationEmotion emotion = {};
  friend bool operator==(const ModerationResult&, const ModerationResult&) = default;
};

/// `flagged` is whether any category is decided. One result an input, in order.
std::string moderation_body(std::string_view id, std::string_view model,
                            const std::vector<ModerationResult>& results);

}  // namespace anban::wire
