// SPDX-License-Identifier: Apache-2.0
// Due days, and the stored form.
#include "people/contingency.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace anban {
namespace {

using Json = nlohmann::json;

std::int64_t count_of(Instant at) { return at.time_since_epoch().count(); }
Instant instant_from(const Json& json) { return Instant(Milliseconds(json.get<std::int64_t>())); }

std::string cell(std::string text) {
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) {
    text.insert(text.begin(), '\'');
  }
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

template <class Read>
auto whole(std::string_view text, Read read) -> Result<decltype(read(Json()))> {
  try {
    return read(Json::parse(text));
  } catch (const Json::exception& fault) {
    return failed(ErrorCode::corrupt,
                  std::string("a stored plan or drill does not read: ") + fault.what());
  }
}

}  // namespace

LocalDate drill_due(const ContingencyPlan& plan, const std::vector<Drill>& drills,
                    std::string_view time_zone) {
  LocalDate from = local_time(plan.versions.front().at, time_zone).date;
  for (const Drill& each : drills) from = std::max(from, each.held);
  for (int i = 0; i < plan.drill_every; ++i) from = day_after(from);
  return from;
}

std::string drills_csv(const std::vector<Drill>& drills) {
  std::string out = "id,held,version,participants,findings,recorded,by\r\n";
  for (const Drill& each : drills) {
    std::string participants;
    for (const std::string& name : each.participants) {
      participants += (participants.empty() ? "" : "; ") + name;
    }
    out += cell(each.id) + "," + to_text(each.held) + "," + std::to_string(each.version) + "," +
           cell(participants) + "," + cell(each.findings) + "," + to_text(each.at) + "," +
           cell(each.by) + "\r\n";
  }
  return out;
}

std::string to_stored(const ContingencyPlan& plan) {
  Json versions = Json::array();
  for (const PlanVersion& each : plan.versions) {
    versions.push_back(
        {{"title", each.title}, {"text", each.text}, {"by", each.by}, {"at", count_of(each.at)}});
  }
  return Json{{"id", plan.id}, {"versions", versions}, {"drill_every", plan.drill_every}}.dump();
}

std::string to_stored(const Drill& drill) {
  return Json{{"id", drill.id},
              {"held", to_text(drill.held)},
              {"participants", drill.participants},
              {"findings", drill.findings},
              {"version", drill.version},
              {"by", drill.by},
              {"at", count_of(drill.at)}}
      .dump();
}

Result<ContingencyPlan> plan_from_stored(std::string_view text) {
  auto plan = whole(text, [](const Json& json) {
    ContingencyPlan out;
    out.id = json.at("id").get<std::string>();
    out.drill_every = json.at("drill_every").get<int>();
    for (const Json& each : json.at("versions")) {
      out.versions.push_back({each.at("title").get<std::string>(),
                              each.at("text").get<std::string>(), each.at("by").get<std::string>(),
                              instant_from(each.at("at"))});
    }
    return out;
  });
  if (plan && plan->versions.empty()) {
    return failed(ErrorCode::corrupt, "a stored plan has no version");
  }
  return plan;
}

Result<Drill> drill_from_stored(std::string_view text) {
  std::string held;
  auto drill = whole(text, [&held](const Json& json) {
    Drill out;
    out.id = json.at("id").get<std::string>();
    held = json.at("held").get<std::string>();
    out.participants = json.at("participants").get<std::vector<std::string>>();
    out.findings = json.at("findings").get<std::string>();
    out.version = json.at("version").get<std::size_t>();
    out.by = json.at("by").get<std::string>();
    out.at = instant_from(json.at("at"));
    return out;
  });
  if (!drill) return drill;
  const auto date = parse_date(held);
  if (!date) return failed(ErrorCode::corrupt, "a stored drill has no day");
  drill->held = *date;
  return drill;
}

}  // namespace anban
