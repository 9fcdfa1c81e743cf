// SPDX-License-Identifier: Apache-2.0
// Dossier <-> JSON.
#include <nlohmann/json.hpp>

#include "people/care_case.h"

namespace anban {
namespace {

using Json = nlohmann::json;

CaseEntry entry_from(const Json& json) {
  CaseEntry entry;
  entry.at = Instant(Milliseconds(json.at("at").get<std::int64_t>()));
  entry.type = json.at("type").get<std::string>();
  entry.by = json.at("by").get<std::string>();
  entry.name = json.at("name").get<std::string>();
  entry.role = json.at("role").get<std::string>();
  entry.act = json.value("act", "");
  entry.turn = json.value("turn", "");
  entry.text = json.value("text", "");
  return entry;
}

Json json_of(const CaseEntry& entry) {
  Json json = {{"at", entry.at.time_since_epoch().count()},
               {"type", entry.type},
               {"by", entry.by},
               {"name", entry.name},
               {"role", entry.role}};
  if (!entry.act.empty()) json["act"] = entry.act;
  if (!entry.turn.empty()) json["turn"] = entry.turn;
  if (!entry.text.empty()) json["text"] = entry.text;
  return json;
}

}  // namespace

std::string to_stored(const Dossier& dossier) {
  Json entries = Json::array();
  for (const CaseEntry& each : dossier.entries) entries.push_back(json_of(each));
  const Json json = {{"locale", dossier.locale},
                     {"mode", dossier.mode},
                     {"pack", dossier.pack},
                     {"parameters", dossier.parameters},
                     {"entries", std::move(entries)}};
  return json.dump();
}

Result<Dossier> dossier_from_stored(std::string_view text) {
  try {
    const Json json = Json::parse(text);
    Dossier dossier;
    dossier.locale = json.value("locale", "");
    dossier.mode = json.value("mode", "");
    dossier.pack = json.value("pack", "");
    dossier.parameters = json.value("parameters", std::map<std::string, std::string>());
    for (const Json& each : json.at("entries")) dossier.entries.push_back(entry_from(each));
    return dossier;
  } catch (const Json::exception& fault) {
    return failed(ErrorCode::corrupt,
                  std::string("a stored dossier does not read: ") + fault.what());
  }
}

}  // namespace anban
