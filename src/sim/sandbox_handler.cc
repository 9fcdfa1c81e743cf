// SPDX-License-Identifier: Apache-2.0
// Levers of the sandbox.
#include "sim/sandbox_handler.h"

#include <nlohmann/json.hpp>

namespace anban::sim {
namespace {

using Json = nlohmann::json;

HttpAnswer json_answer(int status, const Json& body) {
  HttpAnswer answer;
  answer.status = status;
  answer.body = body.dump();
  return answer;
}

HttpAnswer wrong(const std::string& what) {
  HttpAnswer answer = json_answer(422, {{"type", "about:blank"}, {"title", "The sandbox did not understand"},
                                        {"status", 422}, {"detail", what}});
  answer.content_type = "application/problem+json";
  return answer;
}

Json captured_json(const Captured& captured, const std::map<std::string, OutboxRow>& rows) {
  const Notification& said = captured.notification;
  const auto row = rows.find(said.id.text);
  const bool known = row != rows.end();
  return {{"id", said.id.text},
          {"kind", known ? row->second.recipient : std::string("unknown")},
          {"to", said.address.reveal()},
          {"channel", said.channel},
          {"subject", said.subject},
          {"body", said.body},
          {"state", known ? name_of(row->second.state) : "delivered"},
          {"event", said.event},
          {"attempts", known ? row->second.attempts : 1},
          {"case", known ? row->second.care_case.text : std::string()},
          {"at", to_text(captured.at)}};
}

/// How far one call may move the clock: ten years of timers still answer within seconds.
constexpr Milliseconds move_most = std::chrono::days(3653);

}  // namespace

Task<void> SandboxHandler::handle(HttpRequest& request, HttpExchange& exchange) {
  if (!request.path.starts_with("/sandbox/")) {
    auto serving = deps_.server.handle(request, exchange);
    co_await std::move(serving);
    co_return;
  }
  auto working = answer_for(request);
  HttpAnswer answer = co_await std::move(working);
  auto answering = exchange.answer(std::move(answer));
  co_await std::move(answering);
}

Task<HttpAnswer> SandboxHandler::answer_for(const HttpRequest& request) {
  const std::string what = request.method + " " + request.path;
  if (what == "POST /sandbox/reset") {
    auto resetting = reset();
    co_return co_await std::move(resetting);
  }
  if (what == "POST /sandbox/clock") {
    auto moving = move_clock(request.body);
    co_return co_await std::move(moving);
  }
  if (what == "GET /sandbox/clock") co_return clock();
  if (what == "PUT /sandbox/upstream") co_return script(request.body);
  if (what == "GET /sandbox/upstream/calls") {
    HttpAnswer answer;
    answer.body = deps_.upstream.calls_json();
    co_return answer;
  }
  if (what == "GET /sandbox/outbox") co_return outbox();
  if (what == "PUT /sandbox/outbox/plan") co_return plan(request.body);
  co_return json_answer(404, {{"title", "Not found"}, {"status", 404}, {"detail", "The sandbox has no such call."}});
}

Task<HttpAnswer> SandboxHandler::reset() {
  auto clearing = deps_.journal.clear();
  const Result<void> cleared = co_await std::move(clearing);
  if (!cleared) co_return json_answer(503, {{"detail", cleared.error().detail}});
  deps_.upstream.reset();
  deps_.outbox.reset();
  deps_.time.set_back(deps_.start);
  const Result<void> forgotten = deps_.forget();
  if (!forgotten) co_return json_answer(503, {{"detail", forgotten.error().detail}});
  co_return json_answer(200, {{"reset", true}, {"now", to_text(deps_.time.now())}});
}

HttpAnswer SandboxHandler::clock() const {
  return json_answer(200, {{"now", to_text(deps_.time.now())}, {"sleepers", deps_.time.sleepers()}});
}

Task<HttpAnswer> SandboxHandler::move_clock(const std::string& body) {
  const Json json = Json::parse(body, nullptr, false);
  Instant to = deps_.time.now();
  if (json.is_object() && json.contains("set") && json["set"].is_string()) {
    const Result<Instant> wanted = parse_instant(json["set"].get<std::string>());
    if (!wanted) co_return wrong("set: " + wanted.error().detail);
    to = *wanted;
  } else if (json.is_object() && json.contains("advance_s") && json["advance_s"].is_number()) {
    const double seconds = json["advance_s"].get<double>();
    if (!(seconds >= 0 && seconds <= 3.2e8)) co_return wrong("advance_s is from 0 to 320,000,000");
    to += Milliseconds(static_cast<std::int64_t>(seconds * 1000));
  } else {
    co_return wrong("send {\"set\": \"2026-08-01T21:04:00+08:00\"} or {\"advance_s\": 7200}");
  }
  if (to - deps_.time.now() > move_most) co_return wrong("at most ten years at once");
  if (to < deps_.time.now()) {
    deps_.time.set_back(to);
  } else {
    auto moving = deps_.time.advance_to(to);
    co_await std::move(moving);
  }
  co_return clock();
}

HttpAnswer SandboxHandler::script(const std::string& body) {
  const Result<UpstreamPlan> plan = read_upstream_plan(body);
  if (!plan) return wrong(plan.error().detail);
  deps_.upstream.set_plan(*plan);
  return json_answer(200, {{"ok", true}});
}

HttpAnswer SandboxHandler::outbox() {
  const auto rows = deps_.journal.outbox_all(10'000);
  if (!rows) return json_answer(503, {{"detail", rows.error().detail}});
  std::map<std::string, OutboxRow> by_id;
  for (const OutboxRow& row : *rows) by_id.emplace(row.id.text, row);
  std::map<std::string, Json> latest;  // one entry a notification, not one an attempt
  for (const Captured& each : deps_.outbox.attempts()) {
    latest[each.notification.id.text] = captured_json(each, by_id);
  }
  Json data = Json::array();
  for (auto& [id, json] : latest) data.push_back(std::move(json));
  return json_answer(200, {{"object", "list"}, {"data", std::move(data)}, {"has_more", false}});
}

HttpAnswer SandboxHandler::plan(const std::string& body) {
  const Json json = Json::parse(body, nullptr, false);
  if (!json.is_object() || !json.value("result", Json()).is_string()) {
    return wrong("send {\"channel\": \"sms\", \"result\": \"delivered\" or \"failed\" or \"timeout\"}");
  }
  const Result<ReceiverPlan> result = receiver_plan_named(json["result"].get<std::string>());
  if (!result) return wrong(result.error().detail);
  const Json channel = json.value("channel", Json(""));
  deps_.outbox.set_plan(channel.is_string() ? channel.get<std::string>() : "", *result);
  return json_answer(200, {{"ok", true}});
}

}  // namespace anban::sim
