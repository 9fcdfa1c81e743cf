// SPDX-License-Identifier: Apache-2.0
// Writing of a person.
#include "api/person_json.h"

#include "duties/minors/minors.h"
#include "turn/trends.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

std::string status_of(const LiveState& state, const Standing& standing, Instant now) {
  if (state.strikes.suspended_until && now < *state.strikes.suspended_until) return "suspended";
  return standing.missing.empty() ? "active" : "incomplete";
}

Json limits_json(const Person& person, const Standing& standing, const UseMeter& use,
                 const pack::Params& params) {
  if (standing.mode != Mode::minor) return nullptr;
  const int age = duties::age_of_limits(standing, person.state.suspected_minor, params);
  const Milliseconds by_age = duties::quota_of(age, params);
  const Milliseconds quota = std::min(by_age, quota_set(person.guardianship).value_or(by_age));
  const Milliseconds left = std::max(Milliseconds(0), quota - use.today_used);
  const auto hours = hours_set(person.guardianship);
  const GuardianSettings settings = strictest(person.guardianship);
  Json allowed;
  if (hours) allowed = {{"from", clock_text(hours->from)}, {"until", clock_text(hours->until)}};
  return {{"quota_s", quota.count() / 1000},
          {"left_s", left.count() / 1000},
          {"hours", allowed},
          {"memory", !settings.memory_off},
          {"training", !settings.training_off},
          {"night",
           {{"from", clock_text(params.minors.night_from)},
            {"until", clock_text(params.minors.night_until)}}}};
}

}  // namespace

Json dependence_json(const LiveState& state, const pack::Params& params) {
  const Dependence found = dependence_of(state.trends, trend_rules(params));
  Json reminders = Json::array();
  for (const DependenceReminder& each : state.reminded_of_dependence) {
    reminders.push_back(
        {{"at", to_text(each.at)},
         {"level", each.level},
         {"acknowledged", each.acknowledged ? Json(to_text(*each.acknowledged)) : Json()}});
  }
  return {{"level", found.level}, {"factors", found.factors}, {"reminders", std::move(reminders)}};
}

std::string masked_address(const Reach& reach) {
  const auto& [channel, address] = reach;
  if (channel == "email") {
    const std::size_t at = address.find('@');
    if (at == std::string::npos) return "***";
    return address.substr(0, 1) + "***" + address.substr(at);
  }
  if (channel == "sms") {
    if (address.size() < 8) return "****";
    return address.substr(0, 3) + "****" + address.substr(address.size() - 4);
  }
  const std::size_t scheme = address.find("://");
  const std::size_t path =
      scheme == std::string::npos ? std::string::npos : address.find('/', scheme + 3);
  return path == std::string::npos ? address : address.substr(0, path) + "/…";
}

Json contact_json(const Contact& contact) {
  Json also;
  if (contact.also) {
    also = {{"channel", contact.also->channel}, {"address", masked_address(*contact.also)}};
  }
  return {{"id", contact.id},
          {"name", contact.name},
          {"relationship", contact.relationship},
          {"channel", contact.channel},
          {"address", masked_address({contact.channel, contact.address})},
          {"also", std::move(also)},
          {"state", contact.confirmed ? "confirmed" : "unconfirmed"}};
}

std::string clock_text(Seconds time_of_day) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(time_of_day).count();
  const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return two(minutes / 60) + ":" + two(minutes % 60);
}

Json person_json(const Person& person, const pack::Params& params, const StandingRules& rules,
                 Instant now) {
  const Profile& profile = person.profile;
  const LiveState& state = person.state;
  const Standing standing = standing_of(profile, state, rules, now);
  const UseMeter use = as_of(state.use, now, params.time_in_use.idle_gap, profile.time_zone);
  Json json = {{"id", profile.id.text},
               {"object", "user"},
               {"status", status_of(state, standing, now)},
               {"missing", standing.missing},
               {"mode", name_of(standing.mode)},
               {"age_band", name_of(standing.band)},
               {"locale", profile.locale},
               {"region", profile.region},
               {"time_zone", profile.time_zone},
               {"use",
                {{"continuous_s", use.continuous.count() / 1000},
                 {"today_s", use.today_used.count() / 1000}}},
               {"limits", limits_json(person, standing, use, params)},
               {"dependence", dependence_json(state, params)},
               {"minor_mode_chosen", profile.minor_mode_chosen},
               {"suspected_minor", state.suspected_minor.has_value()},
               {"registered", to_text(profile.registered)}};
  json["identity"] = nullptr;
  if (profile.identity) {
    json["identity"] = {{"method", name_of(profile.identity->method)},
                        {"verified", profile.identity->vouching == Vouching::verified},
                        {"proves_age", proves_age(*profile.identity)},
                        {"at", to_text(profile.identity->at)}};
  }
  json["agreement"] = nullptr;
  if (profile.agreement) {
    json["agreement"] = {{"version", profile.agreement->version},
                         {"accepted", to_text(profile.agreement->accepted)}};
  }
  json["guardian"] = profile.guardian ? contact_json(*profile.guardian) : Json();
  json["second_guardian"] =
      profile.second_guardian ? contact_json(*profile.second_guardian) : Json();
  json["emergency_contact"] =
      profile.emergency_contact ? contact_json(*profile.emergency_contact) : Json();
  return json;
}

}  // namespace anban::api
