// SPDX-License-Identifier: Apache-2.0
// Guardianship <-> JSON, a part of the stored profile.
#include <nlohmann/json.hpp>

#include "people/stored_form.h"

namespace anban {
namespace {

using Json = nlohmann::json;

std::int64_t count_of(Instant at) { return at.time_since_epoch().count(); }
Instant instant_from(const Json& json) { return Instant(Milliseconds(json.get<std::int64_t>())); }

void write_words(JsonWriter& out, const char* name, const std::vector<std::string>& words) {
  if (words.empty()) return;
  out.key(name).begin_array();
  for (const std::string& each : words) out.string(each);
  out.end_array();
}

void write_settings(JsonWriter& out, const char* name, const GuardianSettings& settings) {
  out.key(name).begin_object();
  if (settings.quota) out.field("quota", settings.quota->count());
  if (settings.hours) {
    out.field("from", settings.hours->from.count()).field("until", settings.hours->until.count());
  }
  if (!settings.blocked.empty()) {
    out.key("blocked").begin_array();
    for (const BlockedCharacter& each : settings.blocked) {
      out.begin_object().field("id", each.id).field("sketch", to_text(each.sketch)).end_object();
    }
    out.end_array();
  }
  write_words(out, "types", settings.blocked_types);
  write_words(out, "tags", settings.blocked_tags);
  if (settings.spend_single) out.field("single", *settings.spend_single);
  if (settings.spend_month) out.field("month", *settings.spend_month);
  out.field("memory_off", settings.memory_off).field("training_off", settings.training_off);
  out.end_object();
}

GuardianSettings read_settings(const Json& json) {
  GuardianSettings settings;
  if (json.contains("quota")) settings.quota = Milliseconds(json["quota"].get<std::int64_t>());
  if (json.contains("from")) {
    settings.hours = AllowedHours{Seconds(json["from"].get<std::int64_t>()),
                                  Seconds(json.at("until").get<std::int64_t>())};
  }
  for (const Json& each : json.value("blocked", Json::array())) {
    settings.blocked.push_back(
        {each.at("id").get<std::string>(), sketch_from(each.at("sketch").get<std::string>())});
  }
  settings.blocked_types = json.value("types", std::vector<std::string>());
  settings.blocked_tags = json.value("tags", std::vector<std::string>());
  if (json.contains("single")) settings.spend_single = json["single"].get<std::int64_t>();
  if (json.contains("month")) settings.spend_month = json["month"].get<std::int64_t>();
  settings.memory_off = json.at("memory_off").get<bool>();
  settings.training_off = json.at("training_off").get<bool>();
  return settings;
}

void write_side(JsonWriter& out, const GuardianSide& side) {
  out.begin_object().field("guardian", side.guardian);
  write_settings(out, "settings", side.settings);
  out.key("waiting").begin_array();
  for (const Loosening& each : side.waiting) {
    out.begin_object().field("id", each.id).field("field", name_of(each.field));
    out.field("from", count_of(each.from));
    write_settings(out, "wanted", each.wanted);
    out.end_object();
  }
  out.end_array().end_object();
}

GuardianSide read_side(const Json& json) {
  GuardianSide side{json.at("guardian").get<std::string>(), read_settings(json.at("settings")), {}};
  for (const Json& each : json.at("waiting")) {
    const auto field = setting_field(each.at("field").get<std::string>());
    if (!field) continue;
    side.waiting.push_back({each.at("id").get<std::string>(), *field,
                            read_settings(each.at("wanted")), instant_from(each.at("from"))});
  }
  return side;
}

void write_spending(JsonWriter& out, const Spending& spending) {
  out.key("spending").begin_object().field("year", spending.year);
  out.field("month", spending.month).field("spent", spending.spent);
  out.key("recent").begin_array();
  for (const Purchase& each : spending.recent) {
    out.begin_object().field("id", each.id).field("reference", each.reference);
    out.field("at", count_of(each.at)).field("amount", each.amount);
    out.field("reason", each.reason).end_object();
  }
  out.end_array().end_object();
}

Spending read_spending(const Json& json) {
  Spending spending;
  spending.year = json.at("year").get<int>();
  spending.month = json.at("month").get<unsigned>();
  spending.spent = json.at("spent").get<std::int64_t>();
  for (const Json& each : json.at("recent")) {
    spending.recent.push_back({each.at("id").get<std::string>(),
                               each.at("reference").get<std::uint64_t>(),
                               instant_from(each.at("at")), each.at("amount").get<std::int64_t>(),
                               each.at("reason").get<std::string>()});
  }
  return spending;
}

Guardianship read_guardianship(const Json& json) {
  Guardianship guardianship;
  for (const Json& each : json.value("sides", Json::array())) {
    guardianship.sides.push_back(read_side(each));
  }
  if (json.contains("spending")) guardianship.spending = read_spending(json["spending"]);
  return guardianship;
}

}  // namespace

void write_guardianship(JsonWriter& out, const Guardianship& guardianship) {
  if (guardianship == Guardianship()) return;
  out.key("guardianship").begin_object();
  out.key("sides").begin_array();
  for (const GuardianSide& each : guardianship.sides) write_side(out, each);
  out.end_array();
  if (guardianship.spending != Spending()) write_spending(out, guardianship.spending);
  out.end_object();
}

Result<Guardianship> guardianship_from_stored(std::string_view text) {
  if (text.find("\"guardianship\"") == std::string_view::npos) return Guardianship();
  try {
    const Json json = Json::parse(text);
    return json.contains("guardianship") ? read_guardianship(json["guardianship"]) : Guardianship();
  } catch (const Json::exception& fault) {
    return failed(ErrorCode::corrupt,
                  std::string("stored guardians' settings do not read: ") + fault.what());
  }
}

}  // namespace anban
