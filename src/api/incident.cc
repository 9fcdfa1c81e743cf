// SPDX-License-Identifier: Apache-2.0
// Reading an incident, and its words.
#include "api/incident.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "pack/text_keys.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, 3> kinds{"leaked", "tampered", "lost"};
constexpr std::array<std::string_view, 4> information{"profile", "contacts", "conversations",
                                                      "purchases"};
constexpr std::size_t words_most = 500;  // a sentence or two, for an SMS as well
constexpr std::size_t contact_most = 200;
constexpr std::size_t locales_most = 8;

template <std::size_t n>
bool holds(const std::array<std::string_view, n>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

std::vector<std::string> information_in(const Json& body, Faults& faults) {
  std::vector<std::string> out;
  const Json list = body.value("information", Json());
  bool reads = list.is_array() && !list.empty();
  for (const Json& each : reads ? list : Json::array()) {
    reads = reads && each.is_string() && holds(information, each.get<std::string>());
    if (!reads) break;
    const auto name = each.get<std::string>();
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  }
  if (!reads) {
    faults.push_back(
        {"information", "must be a list of profile, contacts, conversations, purchases"});
  }
  return out;
}

std::map<std::string, IncidentWords> words_in_body(const Json& body, Faults& faults) {
  std::map<std::string, IncidentWords> out;
  const Json all = body.value("words", Json());
  if (!all.is_object() || all.empty() || all.size() > locales_most) {
    faults.push_back({"words", "must be {\"zh-CN\": {harm, measures, advice}, …}"});
    return out;
  }
  for (const auto& [locale, words] : all.items()) {
    if (!words.is_object()) {
      faults.push_back({"words." + locale, "must be {harm, measures, advice}"});
      continue;
    }
    Faults inner;
    refuse_unknown(words, {"harm", "measures", "advice"}, inner);
    out[locale] = {text_in(words, "harm", words_most, Field::required, inner),
                   text_in(words, "measures", words_most, Field::required, inner),
                   text_in(words, "advice", words_most, Field::required, inner)};
    for (const auto& each : inner) {
      faults.push_back({"words." + locale + "." + each.field, each.message});
    }
  }
  return out;
}

/// Closes a sentence that its author left open, since others follow it.
std::string closed(const std::string& words) {
  for (const std::string_view end : {"。", "！", "？", ".", "!", "?"}) {
    if (words.ends_with(end)) return words;
  }
  const bool chinese = !words.empty() && static_cast<unsigned char>(words.back()) >= 0x80;
  return words + (chinese ? "。" : ".");
}

/// Those of the locale, else of its language, else the first.
const IncidentWords& words_of(const Incident& incident, const std::string& locale) {
  const auto exact = incident.words.find(locale);
  if (exact != incident.words.end()) return exact->second;
  const std::string language = locale.substr(0, locale.find('-'));
  for (const auto& [each, words] : incident.words) {
    if (each.substr(0, each.find('-')) == language) return words;
  }
  return incident.words.begin()->second;
}

pack::TextKey key_of_kind(const std::string& kind) {
  if (kind == "tampered") return pack::keys::breach_tampered;
  return kind == "lost" ? pack::keys::breach_lost : pack::keys::breach_leaked;
}

pack::TextKey key_of_information(const std::string& name) {
  if (name == "contacts") return pack::keys::breach_kinds_contacts;
  if (name == "conversations") return pack::keys::breach_kinds_conversations;
  if (name == "purchases") return pack::keys::breach_kinds_purchases;
  return pack::keys::breach_kinds_profile;
}

}  // namespace

Incident read_incident(const Json& body, Instant now, Faults& faults) {
  Incident out;
  refuse_unknown(body, {"kind", "information", "happened", "contact", "words", "persons"}, faults);
  out.recorded = now;
  out.kind = text_in(body, "kind", 16, Field::required, faults);
  if (!out.kind.empty() && !holds(kinds, out.kind)) {
    faults.push_back({"kind", "must be leaked, tampered or lost"});
  }
  out.information = information_in(body, faults);
  const std::string happened = text_in(body, "happened", 40, Field::required, faults);
  const auto at = parse_instant(happened);
  if (at) out.happened = *at;
  if (!happened.empty() && (!at || *at > now)) {
    faults.push_back({"happened", "must be a time like 2026-08-01T21:04:00+08:00, not to come"});
  }
  out.contact = text_in(body, "contact", contact_most, Field::required, faults);
  out.words = words_in_body(body, faults);
  return out;
}

std::vector<std::string> persons_in(const Json& body, Faults& faults) {
  std::vector<std::string> out;
  const Json list = body.value("persons", Json());
  bool reads = list.is_array() && !list.empty() && list.size() <= incident_persons_most;
  for (const Json& each : reads ? list : Json::array()) {
    reads = reads && each.is_string() && !each.get<std::string>().empty();
    if (reads) out.push_back(each.get<std::string>());
  }
  if (!reads) faults.push_back({"persons", "must be a list of 1 to 1000 ids of persons"});
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Json to_json(const Incident& incident) {
  Json words = Json::object();
  for (const auto& [locale, each] : incident.words) {
    words[locale] = {{"harm", each.harm}, {"measures", each.measures}, {"advice", each.advice}};
  }
  return {{"id", incident.id},
          {"object", "incident"},
          {"kind", incident.kind},
          {"information", incident.information},
          {"happened", to_text(incident.happened)},
          {"recorded", to_text(incident.recorded)},
          {"contact", incident.contact},
          {"words", std::move(words)}};
}

Result<Incident> incident_from(const Json& stored) {
  try {
    Incident out;
    out.id = stored.at("id").get<std::string>();
    out.kind = stored.at("kind").get<std::string>();
    out.information = stored.at("information").get<std::vector<std::string>>();
    const auto happened = parse_instant(stored.at("happened").get<std::string>());
    const auto recorded = parse_instant(stored.at("recorded").get<std::string>());
    if (!happened || !recorded) return failed(ErrorCode::corrupt, "a stored incident has no time");
    out.happened = *happened;
    out.recorded = *recorded;
    out.contact = stored.at("contact").get<std::string>();
    for (const auto& [locale, each] : stored.at("words").items()) {
      out.words[locale] = {each.at("harm").get<std::string>(),
                           each.at("measures").get<std::string>(),
                           each.at("advice").get<std::string>()};
    }
    if (out.words.empty()) return failed(ErrorCode::corrupt, "a stored incident has no words");
    return out;
  } catch (const Json::exception& fault) {
    return failed(ErrorCode::corrupt,
                  std::string("a stored incident does not read: ") + fault.what());
  }
}

Json to_json(const IncidentCounts& counts) {
  return {{"persons", counts.persons},
          {"minors", counts.minors},
          {"guardians", counts.guardians},
          {"minors_without_guardian", counts.without_guardian}};
}

IncidentCounts counts_from(const Json& stored) {
  return {stored.value("persons", 0), stored.value("minors", 0), stored.value("guardians", 0),
          stored.value("minors_without_guardian", 0)};
}

pack::Placeholders words_for(const Incident& incident, const pack::Pack& pack,
                             const std::string& locale) {
  const IncidentWords& words = words_of(incident, locale);
  std::string names;
  for (const std::string& each : incident.information) {
    if (!names.empty()) names += pack.texts.say(locale, pack::keys::breach_kinds_joined);
    names += pack.texts.say(locale, key_of_information(each));
  }
  return {{"date", to_text(local_time(incident.happened, pack.default_time_zone).date)},
          {"what", std::string(pack.texts.say(locale, key_of_kind(incident.kind)))},
          {"kinds", names},
          {"harm", closed(words.harm)},
          {"measures", closed(words.measures)},
          {"advice", closed(words.advice)},
          {"contact", closed(incident.contact)}};
}

}  // namespace anban::api
