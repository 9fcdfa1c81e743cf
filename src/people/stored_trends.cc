// SPDX-License-Identifier: Apache-2.0
// Trends <-> JSON: numbers only, the sums in one list.
#include <array>

#include <nlohmann/json.hpp>

#include "people/stored_form.h"

namespace anban {
namespace {

using Json = nlohmann::json;
using Sum = std::int64_t Trends::*;

/// The order of the list; new sums go to its end.
constexpr std::array<Sum, 13> sums = {
    &Trends::mood,           &Trends::minor,       &Trends::loss,
    &Trends::intimacy,       &Trends::attachment,  &Trends::use,
    &Trends::night_use,      &Trends::latest_mood, &Trends::catering,
    &Trends::catering_share, &Trends::exclusivity, &Trends::withdrawal,
    &Trends::spending};

void write(JsonWriter& out, const char* name, const std::optional<Instant>& at) {
  if (at) out.field(name, at->time_since_epoch().count());
}

std::optional<Instant> read(const Json& json, const char* name) {
  if (!json.contains(name)) return std::nullopt;
  return Instant(Milliseconds(json[name].get<std::int64_t>()));
}

CounterSteer counter_steer_from(int number) {
  switch (number) {
    case 1: return CounterSteer::due;
    case 2: return CounterSteer::given;
    default: return CounterSteer::none;
  }
}

}  // namespace

void write_trends(JsonWriter& out, const Trends& trends) {
  out.key("trends").begin_object();
  write(out, "at", trends.at);
  out.key("sums").begin_array();
  for (const Sum each : sums) out.number(trends.*each);
  out.end_array().field("worsening", trends.worsening);
  out.field("day", to_text(trends.latest_day)).field("days", trends.days_in_a_row);
  out.field("counted", trends.counted_use.count());
  write(out, "soothed", trends.soothed);
  write(out, "loss", trends.warned_of_loss);
  write(out, "dependence", trends.warned_of_dependence);
  out.field("turn", trends.latest_turn.text);
  if (trends.counter_steer != CounterSteer::none) {
    out.field("counter_steer", static_cast<int>(trends.counter_steer));
  }
  out.field("alarms", static_cast<int>(trends.latest_alarms)).end_object();
}

Trends trends_from(const Json& json) {
  Trends trends;
  trends.at = read(json, "at");
  const Json& list = json.at("sums");
  for (std::size_t i = 0; i < std::min(sums.size(), list.size()); ++i) {
    trends.*sums[i] = list[i].get<std::int64_t>();
  }
  trends.worsening = json.at("worsening").get<int>();
  const Result<LocalDate> day = parse_date(json.at("day").get<std::string>());
  if (day) trends.latest_day = *day;
  trends.days_in_a_row = json.at("days").get<int>();
  trends.counted_use = Milliseconds(json.at("counted").get<std::int64_t>());
  trends.soothed = read(json, "soothed");
  trends.warned_of_loss = read(json, "loss");
  trends.warned_of_dependence = read(json, "dependence");
  trends.latest_turn = TurnId(json.at("turn").get<std::string>());
  trends.counter_steer = counter_steer_from(json.value("counter_steer", 0));
  trends.latest_alarms = json.at("alarms").get<std::uint8_t>();
  return trends;
}

}  // namespace anban
