// SPDX-License-Identifier: Apache-2.0
// The stored form of what was said.
#include <nlohmann/json.hpp>

#include "base/json_writer.h"
#include "turn/record.h"

namespace anban {

std::string to_stored(const StoredTurn& stored) {
  std::string text;
  text.reserve(stored.input.size() + stored.reply.size() + stored.summary.size() + 96);
  JsonWriter json(text);
  json.begin_object().field("input", stored.input).field("reply", stored.reply);
  json.field("outcome", stored.outcome).field("finish", stored.finish_reason);
  json.field("model", stored.model);
  if (!stored.summary.empty()) json.field("summary", stored.summary);
  if (!stored.staff.empty()) json.field("staff", stored.staff);
  if (!stored.shown.empty()) {
    json.key("shown").begin_array();
    for (const std::string& each : stored.shown) json.string(each);
    json.end_array();
  }
  if (stored.analysis) json.key("analysis").raw(to_json(*stored.analysis).dump());
  json.end_object();
  return text;
}

Result<StoredTurn> stored_turn_from(const std::string& text) {
  try {
    const auto json = nlohmann::json::parse(text);
    StoredTurn stored;
    stored.input = json.at("input").get<std::string>();
    stored.reply = json.at("reply").get<std::string>();
    stored.outcome = json.at("outcome").get<std::string>();
    stored.finish_reason = json.at("finish").get<std::string>();
    stored.model = json.at("model").get<std::string>();
    stored.summary = json.value("summary", std::string());
    stored.staff = json.value("staff", std::string());
    stored.shown = json.value("shown", std::vector<std::string>());
    if (json.contains("analysis")) stored.analysis = analysis_from(json.at("analysis"));
    return stored;
  } catch (const nlohmann::json::exception& fault) {
    return failed(ErrorCode::corrupt, std::string("a stored turn does not read: ") + fault.what());
  }
}

}  // namespace anban
