// SPDX-License-Identifier: Apache-2.0
// Findings to places, and both to JSON and back.
#include "turn/analysis.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "signals/sensitive_kind.h"

namespace anban {
namespace {

using nlohmann::json;
using signals::Emotion;
using signals::EmotionLevel;
using signals::Span;

constexpr std::size_t places_most = 64;  // as many as identifiers_in() gives; a book needs no more

json span_json(Span span) { return json::array({span.start, span.end}); }

Span span_from(const json& span) {
  return {span.at(0).get<std::uint32_t>(), span.at(1).get<std::uint32_t>()};
}

std::uint32_t length_of(std::string_view text) {
  std::uint32_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) next_code_point(text, at);
  return count;
}

EmotionLevel level_named(const std::string& name) {
  for (const EmotionLevel level :
       {EmotionLevel::positive, EmotionLevel::negative, EmotionLevel::extreme}) {
    if (signals::name_of(level) == name) return level;
  }
  return EmotionLevel::neutral;
}

}  // namespace

Analysis analysis_of(std::string_view said, const Emotion& words, const signals::Findings& findings,
                     SpeakerAge speaker) {
  Analysis analysis{signals::emotion_with(words, findings), {}};
  if (speaker == SpeakerAge::under_14 && !said.empty()) {
    analysis.sensitive.push_back({"under_14", {0, length_of(said)}});
  }
  for (const signals::Finding& each : findings) {
    if (!signals::is_sensitive(each) || analysis.sensitive.size() >= places_most) continue;
    analysis.sensitive.push_back({each.kind, each.span});
  }
  return analysis;
}

json to_json(const Analysis& analysis) {
  const Emotion& emotion = analysis.emotion;
  json mood = {{"level", signals::name_of(emotion.level)}, {"strength", emotion.strength}};
  if (emotion.level != EmotionLevel::neutral) mood["span"] = span_json(emotion.span);
  json places = json::array();
  for (const SensitivePlace& each : analysis.sensitive) {
    places.push_back({{"kind", each.kind}, {"span", span_json(each.span)}});
  }
  return {{"emotion", std::move(mood)}, {"sensitive", std::move(places)}};
}

Analysis analysis_from(const json& json) {
  Analysis analysis;
  const auto& mood = json.at("emotion");
  analysis.emotion.level = level_named(mood.at("level").get<std::string>());
  analysis.emotion.strength = mood.at("strength").get<float>();
  if (mood.contains("span")) analysis.emotion.span = span_from(mood.at("span"));
  for (const auto& each : json.at("sensitive")) {
    analysis.sensitive.push_back({each.at("kind").get<std::string>(), span_from(each.at("span"))});
  }
  return analysis;
}

}  // namespace anban
