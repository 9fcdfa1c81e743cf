// SPDX-License-Identifier: Apache-2.0
// Contingency plans and their drills (O-46): versions that are never changed, what each drill found
// and who took part, and an export for whoever inspects.
#include <algorithm>

#include "api/api.h"
#include "api/body_fields.h"
#include "api/guardian_news.h"
#include "turn/drills.h"
#include "turn/minors_audits.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

constexpr std::size_t plans_most = 200;
constexpr std::size_t versions_most = 200;
constexpr std::size_t drills_most = 2000;  // of one plan
constexpr std::size_t title_most = 200;
constexpr std::size_t text_most = 20'000;
constexpr std::size_t findings_most = 5000;
constexpr std::size_t participants_most = 200;
constexpr int days_most = 366;  // a plan is drilled once a year at least

bool is_plan_id(const std::string& id) {
  const bool plain = std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
  return plain && !id.empty() && id.size() <= 64;
}

Json plan_json(const TurnDeps& deps, const ContingencyPlan& plan,
               const std::vector<Drill>& drills) {
  const DrillStanding standing = drill_standing(deps, plan, drills);
  const PlanVersion& newest = plan.versions.back();
  const auto last = std::max_element(
      drills.begin(), drills.end(), [](const Drill& a, const Drill& b) { return a.held < b.held; });
  return {{"object", "contingency_plan"},
          {"id", plan.id},
          {"version", plan.versions.size()},
          {"title", newest.title},
          {"changed", to_text(newest.at)},
          {"drill_every", plan.drill_every},
          {"last_drill", last == drills.end() ? Json() : Json(to_text(last->held))},
          {"drill_due", to_text(standing.due)},
          {"overdue", standing.overdue}};
}

Json whole_json(const TurnDeps& deps, const ContingencyPlan& plan,
                const std::vector<Drill>& drills) {
  Json out = plan_json(deps, plan, drills);
  Json versions = Json::array();
  for (std::size_t i = 0; i < plan.versions.size(); ++i) {
    const PlanVersion& each = plan.versions[i];
    versions.push_back({{"version", i + 1},
                        {"title", each.title},
                        {"text", each.text},
                        {"by", each.by},
                        {"at", to_text(each.at)}});
  }
  out["text"] = plan.versions.back().text;
  out["versions"] = std::move(versions);
  return out;
}

Json drill_json(const Drill& drill) {
  return {{"object", "drill"},
          {"id", drill.id},
          {"held", to_text(drill.held)},
          {"version", drill.version},
          {"participants", drill.participants},
          {"findings", drill.findings},
          {"by", drill.by},
          {"recorded", to_text(drill.at)}};
}

Result<std::optional<ContingencyPlan>> plan_named(const TurnDeps& deps, const std::string& id) {
  auto plans = contingency_plans(deps);
  if (!plans) return failed(plans);
  for (ContingencyPlan& each : *plans) {
    if (each.id == id) return std::move(each);
  }
  return std::optional<ContingencyPlan>();
}

/// The plan with what the body says: a further version where its words are others.
ContingencyPlan plan_in(const Json& body, const Call& call, Instant now,
                        std::optional<ContingencyPlan> before, Faults& faults) {
  refuse_unknown(body, {"title", "text", "drill_every"}, faults);
  PlanVersion version;
  version.title = text_in(body, "title", title_most, Field::required, faults);
  version.text = text_in(body, "text", text_most, Field::required, faults);
  version.by = call.caller.key.text;
  version.at = now;
  ContingencyPlan plan = before.value_or(ContingencyPlan{call.names[0], {}});
  const Json every = body.value("drill_every", Json(plan.drill_every));
  const bool good = every.is_number_integer() && every.get<std::int64_t>() >= 1 &&
                    every.get<std::int64_t>() <= days_most;
  if (good) {
    plan.drill_every = every.get<int>();
  } else {
    faults.push_back({"drill_every", "must be a number of days from 1 to 366"});
  }
  if (!is_plan_id(plan.id)) {
    faults.push_back({"id", "must be 1 to 64 small letters, digits, - and _"});
  }
  const bool same = !plan.versions.empty() && plan.versions.back().title == version.title &&
                    plan.versions.back().text == version.text;
  if (!same) plan.versions.push_back(std::move(version));
  if (plan.versions.size() > versions_most) faults.push_back({"text", "has 200 versions already"});
  return plan;
}

Drill drill_in(const Json& body, LocalDate today, Faults& faults) {
  Drill drill;
  refuse_unknown(body, {"held", "participants", "findings"}, faults);
  const std::string held = text_in(body, "held", 10, Field::required, faults);
  const auto date = parse_date(held);
  if (!held.empty() && (!date || *date > today)) {
    faults.push_back({"held", "must be a day like 2026-08-01 that is not to come"});
  }
  if (date) drill.held = *date;
  drill.findings = text_in(body, "findings", findings_most, Field::required, faults);
  const Json names = body.value("participants", Json());
  bool good = names.is_array() && !names.empty() && names.size() <= participants_most;
  for (std::size_t i = 0; good && i < names.size(); ++i) {
    good = names[i].is_string() && !names[i].get<std::string>().empty() &&
           names[i].get<std::string>().size() <= title_most;
    if (good) drill.participants.push_back(names[i].get<std::string>());
  }
  if (!good) faults.push_back({"participants", "must be a list of 1 to 200 names"});
  return drill;
}

Task<void> answer_csv(Call& call, std::string text) {
  HttpAnswer answer;
  answer.content_type = "text/csv; charset=utf-8";
  answer.headers = {{"Content-Disposition", "attachment; filename=\"drills.csv\""}};
  answer.body = std::move(text);
  auto answering = call.exchange.answer(std::move(answer));
  co_await std::move(answering);
}

}  // namespace

Task<void> Api::get_plans(Call& call) {
  const auto plans = contingency_plans(turn());
  if (!plans) return answer_unavailable(call, plans.error());
  Json data = Json::array();
  for (const ContingencyPlan& each : *plans) {
    const auto drills = drills_of(turn(), each.id);
    if (!drills) return answer_unavailable(call, drills.error());
    data.push_back(plan_json(turn(), each, *drills));
  }
  return answer_json(call, 200, list_of(std::move(data), false));
}

Task<void> Api::get_plan(Call& call) {
  const auto plan = plan_named(turn(), call.names[0]);
  if (!plan) return answer_unavailable(call, plan.error());
  if (!*plan) return answer_not_found(call);
  const auto drills = drills_of(turn(), (*plan)->id);
  if (!drills) return answer_unavailable(call, drills.error());
  return answer_json(call, 200, whole_json(turn(), **plan, *drills));
}

Task<void> Api::put_plan(Call& call) {
  const auto json = object_in(call);
  const auto plans = contingency_plans(turn());
  const auto drills = drills_of(turn(), call.names[0]);
  if (!plans || !drills) {
    auto answering = answer_unavailable(call, plans ? drills.error() : plans.error());
    co_await std::move(answering);
    co_return;
  }
  std::optional<ContingencyPlan> before;
  for (const ContingencyPlan& each : *plans) {
    if (each.id == call.names[0]) before = each;
  }
  Faults faults;
  std::optional<ContingencyPlan> plan;
  if (json) plan = plan_in(*json, call, turn().clock.now(), before, faults);
  if (!before && plans->size() >= plans_most) faults.push_back({"id", "there are 200 plans"});
  if (!json || !faults.empty()) {
    auto answering = answer_problem(call, json ? faulty(std::move(faults)) : json.error());
    co_await std::move(answering);
    co_return;
  }
  Transaction record;
  record.settings.push_back(plan_row(turn(), *plan));
  record.leaves.push_back(
      act_leaf_of_all(turn(), "contingency_plan.changed", call.caller.role,
                      {{"obligation", "O-46"},
                       {"plan", plan->id},
                       {"version", std::to_string(plan->versions.size())},
                       {"sha256", to_hex(sha256(plan->versions.back().text).view())},
                       {"drill_every", std::to_string(plan->drill_every)},
                       {"by", call.caller.key.text}}));
  auto committing = turn().journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) {
    auto answering = answer_unavailable(call, committed.error());
    co_await std::move(answering);
    co_return;
  }
  auto counting = remind_of_drills(turn());
  co_await std::move(counting);
  auto answering = answer_json(call, before ? 200 : 201, whole_json(turn(), *plan, *drills));
  co_await std::move(answering);
}

Task<void> Api::get_drills(Call& call) {
  const auto plan = plan_named(turn(), call.names[0]);
  if (!plan) return answer_unavailable(call, plan.error());
  if (!*plan) return answer_not_found(call);
  const auto drills = drills_of(turn(), (*plan)->id);
  if (!drills) return answer_unavailable(call, drills.error());
  const std::string format = query_value(call.request, "format").value_or("json");
  if (format == "csv") return answer_csv(call, drills_csv(*drills));
  if (format != "json") return answer_problem(call, faulty({{"format", "must be json or csv"}}));
  Json data = Json::array();
  for (const Drill& each : *drills) data.push_back(drill_json(each));
  return answer_json(call, 200, list_of(std::move(data), false));
}

Task<void> Api::post_drill(Call& call) {
  const auto json = object_in(call);
  const auto plan = plan_named(turn(), call.names[0]);
  const auto known = drills_of(turn(), call.names[0]);
  Faults faults;
  Drill drill;
  if (json) drill = drill_in(*json, audit_today(turn()), faults);
  if (known && known->size() >= drills_most) faults.push_back({"held", "there are 2000 drills"});
  std::optional<wire::Problem> wrong;
  if (!json) wrong = json.error();
  if (!faults.empty()) wrong = faulty(std::move(faults));
  if (plan && !*plan) wrong = problem(404, "Not found", "There is no such plan.");
  if (wrong || !plan || !known) {
    auto answering = wrong ? answer_problem(call, std::move(*wrong))
                           : answer_unavailable(call, plan ? known.error() : plan.error());
    co_await std::move(answering);
    co_return;
  }
  drill.id = new_id_text("drl_", turn().clock.now(), turn().entropy);
  drill.version = (*plan)->versions.size();
  drill.by = call.caller.key.text;
  drill.at = turn().clock.now();
  Transaction record;
  record.settings.push_back(drill_row(turn(), (*plan)->id, drill));
  record.leaves.push_back(
      act_leaf_of_all(turn(), "drill.held", call.caller.role,
                      {{"obligation", "O-46"},
                       {"plan", (*plan)->id},
                       {"drill", drill.id},
                       {"held", to_text(drill.held)},
                       {"participants", std::to_string(drill.participants.size())},
                       {"by", call.caller.key.text}}));
  auto committing = turn().journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) {
    auto answering = answer_unavailable(call, committed.error());
    co_await std::move(answering);
    co_return;
  }
  auto counting = remind_of_drills(turn());  // what was overdue is so no more
  co_await std::move(counting);
  auto answering = answer_json(call, 201, drill_json(drill));
  co_await std::move(answering);
}

}  // namespace anban::api
