// SPDX-License-Identifier: Apache-2.0
// The queue of cases and what staff do with one (O-93): every change is one transaction with a
// leaf, and of two at once the store takes the first; the other hears who has the case.
#include "api/case_calls.h"

#include <algorithm>
#include <charconv>

#include "api/api.h"
#include "api/case_json.h"
#include "api/guardian_news.h"
#include "api/staff_access.h"
#include "turn/care_rows.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;
using Which = CaseQuery::Which;

constexpr std::size_t page_most = 200;
constexpr int tries_most = 8;  // against others who change the same case

std::optional<Which> which_named(const std::string& state) {
  if (state.empty()) return Which::live;
  if (state == "open") return Which::waiting;
  if (state == "claimed") return Which::held;
  if (state == "closed") return Which::closed;
  if (state == "all") return Which::all;
  return std::nullopt;
}

bool is_kind(const std::string& kind) {
  const auto& kinds = CareMeters::kinds;
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

CaseQuery case_query_in(const Call& call, Instant now, Faults& faults) {
  CaseQuery query;
  query.now = now;
  const auto which = which_named(query_value(call.request, "state").value_or(""));
  if (!which) faults.push_back({"state", "must be open, claimed, closed or all"});
  query.which = which.value_or(Which::live);
  query.kind = query_value(call.request, "kind").value_or("");
  if (!query.kind.empty() && !is_kind(query.kind)) {
    faults.push_back({"kind", "is no kind of case"});
  }
  if (const auto after = query_value(call.request, "after")) query.after = CaseId(*after);
  if (const auto limit = query_value(call.request, "limit")) {
    query.limit = 0;
    const auto read = std::from_chars(limit->data(), limit->data() + limit->size(), query.limit);
    if (read.ptr != limit->data() + limit->size()) query.limit = 0;
    if (query.limit < 1 || query.limit > page_most) {
      faults.push_back({"limit", "must be a number from 1 to 200"});
    }
  }
  return query;
}

std::string last_word(const std::string& path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

Task<void> Api::get_cases(Call& call) {
  Faults faults;
  const CaseQuery query = case_query_in(call, turn().clock.now(), faults);
  Result<std::vector<CaseRow>> rows = std::vector<CaseRow>();
  if (faults.empty()) rows = turn().journal.cases_where(query);
  if (!rows && rows.error().code == ErrorCode::not_found) {
    faults.push_back({"after", "is no case"});
  }
  if (!rows || !faults.empty()) {
    auto answering = faults.empty() ? answer_unavailable(call, rows.error())
                                    : answer_problem(call, faulty(std::move(faults)));
    co_await std::move(answering);
    co_return;
  }
  std::vector<PersonRef> shown;
  for (const CaseRow& row : *rows) shown.push_back(row.person);
  auto recording = may_show_queue(call, "cases", std::move(shown));
  const bool recorded = co_await std::move(recording);
  if (!recorded) co_return;
  Json data = Json::array();
  std::optional<Error> error;
  for (const CaseRow& row : *rows) {
    Result<Json> json = case_json(turn(), row);
    if (!json) error = json.error();
    if (json) data.push_back(std::move(*json));
  }
  auto answering =
      error ? answer_unavailable(call, *error)
            : answer_json(call, 200, list_of(std::move(data), rows->size() == query.limit));
  co_await std::move(answering);
}

Task<void> Api::get_case(Call& call) {
  const auto row = turn().journal.case_by_id(CaseId(call.names[0]));
  if (!row || !*row) {
    auto answering = row ? answer_not_found(call) : answer_unavailable(call, row.error());
    co_await std::move(answering);
    co_return;
  }
  auto recording = may_show_queue(call, "case", {(*row)->person});
  const bool recorded = co_await std::move(recording);
  if (!recorded) co_return;
  const Result<Json> json = case_json(turn(), **row);
  auto answering = json ? answer_json(call, 200, *json) : answer_unavailable(call, json.error());
  co_await std::move(answering);
}

Task<void> Api::change_case(Call& call) {
  const auto json = object_in(call);
  Faults faults;
  CaseOrder order;
  if (json) order = case_order_in(last_word(call.request.path), *json, faults);
  if (!json || !faults.empty()) {
    auto answering = answer_problem(call, json ? faulty(std::move(faults)) : json.error());
    co_await std::move(answering);
    co_return;
  }
  const CaseStaff by = staff_of(turn(), call.caller);
  const auto sandbox = deps_.settings.sandbox ? SandboxStaff::known : SandboxStaff::unknown;
  CaseAttempt attempt;
  Result<Committed> committed = Committed();
  for (int tries = 0; tries < tries_most; ++tries) {
    attempt = attempt_at(turn(), CaseId(call.names[0]), order, by, sandbox);
    if (attempt.ends_here()) break;
    auto committing = turn().journal.commit(std::move(attempt.record));
    committed = co_await std::move(committing);
    if (committed || committed.error().code != ErrorCode::conflict) break;
  }
  call.subject = attempt.person;
  if (!attempt.ends_here() && committed) settle(turn(), attempt);
  Result<Json> answer = attempt.words;
  if (!attempt.ends_here() && committed && order.what != "unmask") {
    answer = case_json(turn(), attempt.after);
  }
  auto answering = attempt.is_missing ? answer_not_found(call)
                   : attempt.problem  ? answer_problem(call, std::move(*attempt.problem))
                   : attempt.error    ? answer_unavailable(call, *attempt.error)
                   : !committed       ? answer_unavailable(call, committed.error())
                   : !answer          ? answer_unavailable(call, answer.error())
                                      : answer_json(call, 200, *answer);
  co_await std::move(answering);
}

}  // namespace anban::api
