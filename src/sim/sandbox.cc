// SPDX-License-Identifier: Apache-2.0
// Small bodies, read with a tree; faults are answered as problem+json (RFC 9457).
#include "sim/sandbox.h"

#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include "base/json_writer.h"

namespace anban::sim {
namespace {

using Json = nlohmann::json;

constexpr std::string_view prefix = "/sandbox/";
constexpr std::size_t rows_most = 10'000;
// Somebody who types a year too many should hear so, not wait for the sleepers of a century.
constexpr std::int64_t advance_most_s = 400LL * 24 * 3600;

HttpAnswer json_answer(std::string body) {
  HttpAnswer answer;
  answer.body = std::move(body);
  return answer;
}

HttpAnswer problem(int status, std::string_view title, std::string_view detail) {
  HttpAnswer answer;
  answer.status = status;
  answer.content_type = "application/problem+json";
  JsonWriter json(answer.body);
  json.begin_object().field("type", "about:blank").field("title", title);
  json.field("status", status).field("detail", detail).end_object();
  return answer;
}

HttpAnswer wrong(std::string_view detail) { return problem(422, "The field is wrong", detail); }

Result<Instant> wanted_time(const Json& body, Instant now) {
  if (!body.is_object() || body.size() != 1) {
    return failed(ErrorCode::invalid,
                  "say either {\"set\": \"RFC 3339 time\"} or {\"advance_s\": seconds}");
  }
  if (const auto set = body.find("set"); set != body.end()) {
    if (!set->is_string())
      return failed(ErrorCode::invalid, "set is a time like 2026-08-01T21:04:00+08:00");
    return parse_instant(set->get<std::string>());
  }
  const auto advance = body.find("advance_s");
  if (advance == body.end() || !advance->is_number() || advance->get<double>() < 0 ||
      advance->get<double>() > static_cast<double>(advance_most_s)) {
    return failed(ErrorCode::invalid, "advance_s is 0 to 34560000 seconds");
  }
  return now + Milliseconds(static_cast<std::int64_t>(advance->get<double>() * 1000));
}

/// The newest attempt of each notification.
std::map<NotificationId, Captured> newest_attempts(const CapturedNotifier& receivers) {
  std::map<NotificationId, Captured> newest;
  for (Captured& each : receivers.attempts()) newest.insert_or_assign(each.notification.id, each);
  return newest;
}

void write_row(JsonWriter& json, const OutboxRow& row, const Captured* captured) {
  json.begin_object().field("id", row.id.text).field("kind", row.recipient);
  json.field("channel", row.channel).field("event", row.event).field("state", state_name(row));
  json.field("attempts", row.attempts).field("created", to_text(row.created));
  json.field("case", row.care_case.text);
  json.field("to", captured == nullptr ? std::string() : captured->notification.address.reveal());
  json.field("subject", captured == nullptr ? std::string() : captured->notification.subject);
  json.field("body", captured == nullptr ? std::string() : captured->notification.body);
  json.end_object();
}

}  // namespace

Task<void> Sandbox::handle(HttpRequest& request, HttpExchange& exchange) {
  if (!request.path.starts_with(prefix)) {
    co_await deps_.server.handle(request, exchange);
    co_return;
  }
  HttpAnswer answer = co_await answer_to(request);
  const Result<void> sent = co_await exchange.answer(std::move(answer));
  static_cast<void>(sent);  // a client that left has nothing to hear
}

Task<HttpAnswer> Sandbox::answer_to(const HttpRequest& request) {
  const std::string call = request.method + " " + request.path;
  if (call == "POST /sandbox/reset") {
    HttpAnswer answer = co_await reset();
    co_return answer;
  }
  if (call == "POST /sandbox/clock") {
    HttpAnswer answer = co_await set_clock(request);
    co_return answer;
  }
  if (call == "GET /sandbox/clock") co_return clock();
  if (call == "PUT /sandbox/upstream") co_return script_upstream(request);
  if (call == "GET /sandbox/upstream/calls") co_return json_answer(deps_.upstream.calls_json());
  if (call == "GET /sandbox/outbox") co_return outbox();
  if (call == "PUT /sandbox/outbox/plan") co_return plan_receivers(request);
  const std::set<std::string> known = {"/sandbox/reset",    "/sandbox/clock",
                                       "/sandbox/upstream", "/sandbox/upstream/calls",
                                       "/sandbox/outbox",   "/sandbox/outbox/plan"};
  if (known.contains(request.path)) {
    co_return problem(405, "Method not allowed", "The sandbox knows this path by another method.");
  }
  co_return problem(404, "Not found", "The sandbox has no such call.");
}

Task<HttpAnswer> Sandbox::reset() {
  auto forgetting = deps_.forget();
  const Result<void> forgotten = co_await std::move(forgetting);
  if (!forgotten) co_return problem(503, "Not forgotten", forgotten.error().detail);
  deps_.upstream.reset();
  deps_.receivers.reset();
  deps_.time.set_back(deps_.start);
  deps_.went_back();
  co_await deps_.time.advance_to(deps_.start);
  co_return json_answer("{\"ok\":true}");
}

HttpAnswer Sandbox::clock() const {
  std::string body;
  JsonWriter json(body);
  const Instant now = deps_.time.now();
  json.begin_object().field("now", to_text(now));
  json.field("unix_ms", now.time_since_epoch().count()).end_object();
  return json_answer(std::move(body));
}

Task<HttpAnswer> Sandbox::set_clock(const HttpRequest& request) {
  const Json body = Json::parse(request.body, nullptr, false);
  const Result<Instant> wanted = wanted_time(body, deps_.time.now());
  if (!wanted) co_return wrong(wanted.error().detail);
  if (*wanted - deps_.time.now() > Seconds(advance_most_s)) {
    co_return wrong("the clock moves at most 400 days at once");
  }
  if (*wanted < deps_.time.now()) {
    deps_.time.set_back(*wanted);
    deps_.went_back();
  } else {
    co_await deps_.time.advance_to(*wanted);
  }
  co_return clock();
}

HttpAnswer Sandbox::script_upstream(const HttpRequest& request) {
  auto plan = read_upstream_plan(request.body);
  if (!plan) return wrong(plan.error().detail);
  deps_.upstream.set_plan(std::move(*plan));
  return json_answer("{\"ok\":true}");
}

HttpAnswer Sandbox::plan_receivers(const HttpRequest& request) {
  const Json body = Json::parse(request.body, nullptr, false);
  if (!body.is_object() || !body.contains("result") || !body["result"].is_string()) {
    return wrong("say {\"channel\": \"sms\", \"result\": \"delivered\"}");
  }
  const auto plan = receiver_plan_named(body["result"].get<std::string>());
  if (!plan) return wrong(plan.error().detail);
  const auto channel = body.find("channel");
  if (channel != body.end() && !channel->is_string()) return wrong("channel is a string");
  deps_.receivers.set_plan(channel == body.end() ? "" : channel->get<std::string>(), *plan);
  return json_answer("{\"ok\":true}");
}

/// Oldest first: every notification that a turn or a call put into the outbox, with its words as
/// the receiver got them.
HttpAnswer Sandbox::outbox() {
  auto rows = deps_.journal.outbox_all(rows_most);
  if (!rows) return problem(503, "Not readable", rows.error().detail);
  const auto captured = newest_attempts(deps_.receivers);
  std::string body;
  JsonWriter json(body);
  json.begin_object().field("object", "list").key("data").begin_array();
  for (auto row = rows->rbegin(); row != rows->rend(); ++row) {
    const auto words = captured.find(row->id);
    write_row(json, *row, words == captured.end() ? nullptr : &words->second);
  }
  json.end_array().field("has_more", false).end_object();
  return json_answer(std::move(body));
}

}  // namespace anban::sim
