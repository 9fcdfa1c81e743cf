// SPDX-License-Identifier: Apache-2.0
// The yearly audit of how minors' information is handled (O-131): where each year stands, making
// the signed report, and putting down that it was handed in.
#include <charconv>

#include "api/api.h"
#include "api/body_fields.h"
#include "api/guardian_news.h"
#include "api/minors_audit_report.h"
#include "evidence/checkpoint.h"
#include "turn/minors_audits.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

constexpr std::size_t name_most = 200;
constexpr std::size_t findings_most = 5000;

std::optional<int> year_in(const std::string& text) {
  int year = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), year);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return year;
}

const char* alarm_of(duties::AuditState state) {
  using enum duties::AuditState;
  if (state == missed) return "red";
  return state == due || state == reported_late ? "amber" : "green";
}

Json standing_json(TurnDeps& deps, const MinorsAudit& audit) {
  const auto policy = deps.policies.current();
  const pack::Params& params = policy->pack->params;
  const auto state = duties::audit_state(audit.year, audit_today(deps), audit.submitted(), params);
  Json reminders = Json::array();
  for (const auto each : audit.given) reminders.push_back(duties::name_of(each));
  return {{"object", "minors_audit"},
          {"year", audit.year},
          {"state", duties::name_of(state)},
          {"alarm", alarm_of(state)},
          {"due", to_text(duties::audit_due(audit.year, params))},
          {"reminders", std::move(reminders)},
          {"report_made", audit.report.is_object() ? audit.report.value("made", Json()) : Json()},
          {"submission", audit.submission}};
}

/// The report as it was signed.
Json report_json(const Json& stored) {
  return {{"object", "minors_audit"},
          {"report", Json::parse(stored.at("text").get<std::string>())},
          {"signed", stored}};
}

AuditOrder order_in(const Json& body, LocalDate today, Faults& faults) {
  AuditOrder out;
  refuse_unknown(body, {"year", "by", "auditor", "findings"}, faults);
  const Json year = body.value("year", Json());
  if (year.is_number_integer()) out.year = year.get<int>();
  if (out.year < 2000 || out.year > today.year) {
    faults.push_back({"year", "must be a year up to this one"});
  }
  out.by = text_in(body, "by", 16, Field::required, faults);
  if (!out.by.empty() && out.by != "self" && out.by != "entrusted") {
    faults.push_back({"by", "must be self or entrusted"});
  }
  out.auditor = text_in(body, "auditor", name_most, Field::required, faults);
  out.findings = text_in(body, "findings", findings_most, Field::optional, faults);
  return out;
}

Json submission_in(const Json& body, int year, LocalDate today, Faults& faults) {
  refuse_unknown(body, {"authority", "receipt", "on"}, faults);
  const std::string authority = text_in(body, "authority", name_most, Field::required, faults);
  const std::string receipt = text_in(body, "receipt", name_most, Field::optional, faults);
  const std::string on = text_in(body, "on", 10, Field::required, faults);
  const auto date = parse_date(on);
  if (!on.empty() && (!date || *date > today || date->year <= year)) {
    faults.push_back({"on", "must be a day like 2027-01-20, after the year and not to come"});
  }
  return {{"authority", authority}, {"receipt", receipt}, {"on", on}};
}

}  // namespace

Task<void> Api::get_minors_audits(Call& call) {
  const auto first = first_audited_year(turn());
  if (!first) return answer_unavailable(call, first.error());
  Json data = Json::array();
  for (int year = *first; year <= audit_today(turn()).year; ++year) {
    const auto audit = minors_audit(turn().journal, year);
    if (!audit) return answer_unavailable(call, audit.error());
    data.push_back(standing_json(turn(), *audit));
  }
  return answer_json(call, 200, list_of(std::move(data), false));
}

Task<void> Api::get_minors_audit(Call& call) {
  const auto year = year_in(call.names[0]);
  const auto audit = year ? minors_audit(turn().journal, *year) : MinorsAudit();
  if (!audit) return answer_unavailable(call, audit.error());
  if (!audit->report.is_object()) return answer_not_found(call);
  Json answer = report_json(audit->report);
  answer.update(standing_json(turn(), *audit));
  return answer_json(call, 200, answer);
}

Task<void> Api::post_minors_audit(Call& call) {
  const auto json = object_in(call);
  Faults faults;
  const AuditOrder order = json ? order_in(*json, audit_today(turn()), faults) : AuditOrder();
  if (!json || !faults.empty()) {
    auto answering = answer_problem(call, json ? faulty(std::move(faults)) : json.error());
    co_await std::move(answering);
    co_return;
  }
  auto covering = evidence::write_checkpoint(turn().journal, turn().vault, turn().clock.now());
  const Result<Checkpoint> checkpoint = co_await std::move(covering);
  Result<Json> report = failed(ErrorCode::unavailable, "");
  if (checkpoint) {
    auto reading = minors_audit_report(turn(), order, *checkpoint);
    report = co_await std::move(reading);
  } else {
    report = failed(checkpoint);
  }
  if (!report) {
    auto answering = answer_unavailable(call, report.error());
    co_await std::move(answering);
    co_return;
  }
  const std::string text = report->dump();
  const Json stored = {{"text", text},
                       {"made", (*report)["made"]},
                       {"algorithm", "Ed25519"},
                       {"signature", to_base64(turn().vault.sign(text))},
                       {"public_key", to_base64(turn().vault.public_key())}};
  Transaction record;
  record.settings.push_back(minors_audit_row(order.year, AuditPart::report, stored));
  record.leaves.push_back(
      act_leaf_of_all(turn(), "audit.made", call.caller.role,
                      {{"obligation", "O-131"},
                       {"year", std::to_string(order.year)},
                       {"by", call.caller.key.text},
                       {"conforms", (*report)["conforms"].get<bool>() ? "yes" : "no"},
                       {"sha256", to_hex(sha256(text).view())}}));
  auto committing = turn().journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  auto answering = committed ? answer_json(call, 201, report_json(stored))
                             : answer_unavailable(call, committed.error());
  co_await std::move(answering);
}

Task<void> Api::post_minors_audit_submission(Call& call) {
  const auto json = object_in(call);
  const auto year = year_in(call.names[0]);
  Faults faults;
  Json submission;
  if (json && year) submission = submission_in(*json, *year, audit_today(turn()), faults);
  const auto audit = year ? minors_audit(turn().journal, *year) : MinorsAudit();
  std::optional<wire::Problem> wrong;
  if (!json) wrong = json.error();
  if (!faults.empty()) wrong = faulty(std::move(faults));
  if (!wrong && !year) wrong = problem(404, "Not found", "There is no such year.");
  if (!wrong && audit) {
    const bool whole = audit->report.is_object() &&
                       Json::parse(audit->report.value("text", "{}")).value("year_is_over", false);
    if (!whole) {
      wrong = problem(409, "There is no report on the whole year",
                      "Make one with POST /anban/v1/minors_audits once the year is over.");
    }
  }
  if (wrong || !audit) {
    auto answering =
        wrong ? answer_problem(call, std::move(*wrong)) : answer_unavailable(call, audit.error());
    co_await std::move(answering);
    co_return;
  }
  submission["by"] = call.caller.role;
  submission["at"] = to_text(turn().clock.now());
  Transaction record;
  record.settings.push_back(minors_audit_row(*year, AuditPart::submission, submission));
  record.leaves.push_back(act_leaf_of_all(turn(), "audit.submitted", call.caller.role,
                                          {{"obligation", "O-131"},
                                           {"year", std::to_string(*year)},
                                           {"on", submission["on"].get<std::string>()},
                                           {"by", call.caller.key.text}}));
  auto committing = turn().journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) {
    auto answering = answer_unavailable(call, committed.error());
    co_await std::move(answering);
    co_return;
  }
  auto counting = remind_of_minors_audits(turn());  // a late year is late no more
  co_await std::move(counting);
  MinorsAudit now = *audit;
  now.submission = submission;
  auto answering = answer_json(call, 200, standing_json(turn(), now));
  co_await std::move(answering);
}

}  // namespace anban::api
