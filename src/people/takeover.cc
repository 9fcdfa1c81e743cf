// SPDX-License-Identifier: Apache-2.0
// The rules of a takeover and its stored form.
#include "people/takeover.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

namespace anban {
namespace {

using Json = nlohmann::json;

constexpr std::array<const char*, 4> ends{"handed_back", "idle", "lease_ended", "signed_out"};

std::int64_t count_of(Instant at) { return at.time_since_epoch().count(); }

Instant instant_in(const Json& json, const char* name) {
  return Instant(Milliseconds(json.at(name).get<std::int64_t>()));
}

std::optional<Instant> instant_if_any(const Json& json, const char* name) {
  if (!json.contains(name)) return std::nullopt;
  return instant_in(json, name);
}

Takeover read_takeover(const Json& json) {
  Takeover out;
  out.id = json.at("id").get<std::string>();
  out.care_case = CaseId(json.at("case").get<std::string>());
  out.by = {json.at("key").get<std::string>(), json.at("name").get<std::string>(),
            json.at("role").get<std::string>()};
  out.started = instant_in(json, "started");
  out.last_act = instant_in(json, "last_act");
  out.lease_until = instant_if_any(json, "lease_until");
  out.session = SessionId(json.at("session").get<std::string>());
  out.character = CharacterId(json.at("character").get<std::string>());
  for (const Json& each : json.at("unshown")) out.unshown.emplace_back(each.get<std::string>());
  out.ended = instant_if_any(json, "ended");
  const auto why = std::find(ends.begin(), ends.end(), json.value("why", "handed_back"));
  if (why != ends.end()) out.why = static_cast<TakeoverEnd>(why - ends.begin());
  out.end_told = json.value("end_told", false);
  out.note = json.value("note", std::string());
  return out;
}

}  // namespace

const char* name_of(TakeoverEnd why) { return ends[static_cast<std::size_t>(why)]; }

Instant ends_at(const Takeover& takeover, Milliseconds idle) {
  const Instant silent = takeover.last_act + idle;
  return takeover.lease_until ? std::min(silent, *takeover.lease_until) : silent;
}

std::optional<TakeoverEnd> over_at(const Takeover& takeover, Instant now, Milliseconds idle) {
  if (takeover.ended) return takeover.why;
  if (takeover.lease_until && now >= *takeover.lease_until) return TakeoverEnd::lease_ended;
  if (now >= takeover.last_act + idle) return TakeoverEnd::idle;
  return std::nullopt;
}

std::string to_stored(const Takeover& takeover) {
  Json json = {{"id", takeover.id},
               {"case", takeover.care_case.text},
               {"key", takeover.by.key},
               {"name", takeover.by.name},
               {"role", takeover.by.role},
               {"started", count_of(takeover.started)},
               {"last_act", count_of(takeover.last_act)},
               {"session", takeover.session.text},
               {"character", takeover.character.text},
               {"unshown", Json::array()}};
  for (const TurnId& each : takeover.unshown) json["unshown"].push_back(each.text);
  if (takeover.lease_until) json["lease_until"] = count_of(*takeover.lease_until);
  if (takeover.ended) {
    json["ended"] = count_of(*takeover.ended);
    json["why"] = name_of(takeover.why);
    json["end_told"] = takeover.end_told;
    json["note"] = takeover.note;
  }
  return json.dump();
}

Result<Takeover> takeover_from_stored(std::string_view text) {
  try {
    return read_takeover(Json::parse(text));
  } catch (const Json::exception& fault) {
    return failed(ErrorCode::corrupt,
                  std::string("a stored takeover does not read: ") + fault.what());
  }
}

}  // namespace anban
