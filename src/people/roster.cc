// SPDX-License-Identifier: Apache-2.0
// Shifts are few; they are looked through.
#include "people/roster.h"

#include <algorithm>
#include <numeric>

#include <nlohmann/json.hpp>

namespace anban {
namespace {

using Json = nlohmann::json;

Instant instant_from(const Json& json) { return Instant(Milliseconds(json.get<std::int64_t>())); }

}  // namespace

const Shift* shift_at(const Roster& roster, Instant now) {
  const auto found =
      std::find_if(roster.shifts.begin(), roster.shifts.end(),
                   [&](const Shift& shift) { return shift.from <= now && now < shift.until; });
  return found == roster.shifts.end() ? nullptr : &*found;
}

std::vector<std::size_t> on_duty(const Roster& roster, Instant now) {
  std::vector<std::size_t> out;
  if (const Shift* shift = shift_at(roster, now)) {
    out.push_back(shift->first);
    out.insert(out.end(), shift->then.begin(), shift->then.end());
    return out;
  }
  out.resize(roster.members.size());
  std::iota(out.begin(), out.end(), std::size_t{0});
  return out;
}

std::optional<Instant> duty_changes(const Roster& roster, Instant now) {
  std::optional<Instant> soonest;
  for (const Shift& shift : roster.shifts) {
    for (const Instant at : {shift.from, shift.until}) {
      if (at > now && (!soonest || at < *soonest)) soonest = at;
    }
  }
  return soonest;
}

EscalationStep escalation_step(std::size_t told, std::size_t people) {
  if (told < people) return {told, told + 1 == people};
  return {0, true};
}

std::string shown_address(std::string_view channel, std::string_view address) {
  if (channel == "email") {
    const std::size_t at = address.find('@');
    if (at == std::string_view::npos) return "***";
    return std::string(address.substr(0, 1)) + "***" + std::string(address.substr(at));
  }
  if (channel == "webhook") {
    const std::size_t scheme = address.find("://");
    const std::size_t start = scheme == std::string_view::npos ? 0 : scheme + 3;
    return std::string(address.substr(0, address.find_first_of("/?#", start))) + "/…";
  }
  if (address.size() < 8) return "****";
  return std::string(address.substr(0, 3)) + "****" +
         std::string(address.substr(address.size() - 4));
}

std::string to_stored(const Roster& roster) {
  Json members = Json::array();
  for (const RosterMember& each : roster.members) {
    members.push_back({{"key", each.key},
                       {"name", each.name},
                       {"channel", each.channel},
                       {"address", each.address}});
  }
  Json shifts = Json::array();
  for (const Shift& each : roster.shifts) {
    shifts.push_back({{"from", each.from.time_since_epoch().count()},
                      {"until", each.until.time_since_epoch().count()},
                      {"first", each.first},
                      {"then", each.then}});
  }
  return Json{{"members", std::move(members)}, {"shifts", std::move(shifts)}}.dump();
}

Result<Roster> roster_from_stored(std::string_view text) {
  try {
    const Json json = Json::parse(text);
    Roster roster;
    for (const Json& each : json.at("members")) {
      roster.members.push_back(
          {each.at("key").get<std::string>(), each.at("name").get<std::string>(),
           each.at("channel").get<std::string>(), each.at("address").get<std::string>()});
    }
    for (const Json& each : json.at("shifts")) {
      roster.shifts.push_back({instant_from(each.at("from")), instant_from(each.at("until")),
                               each.at("first").get<std::size_t>(),
                               each.at("then").get<std::vector<std::size_t>>()});
    }
    return roster;
  } catch (const Json::exception& fault) {
    return failed(ErrorCode::corrupt,
                  std::string("a stored roster does not read: ") + fault.what());
  }
}

}  // namespace anban
