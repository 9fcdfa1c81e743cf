// SPDX-License-Identifier: Apache-2.0
// The process itself: alive, ready, counted, described.
#include "api/api.h"
#include "api/standing_gauges.h"
#include "turn/meters.h"

namespace anban::api {

Task<void> Api::healthz(Call& call) {
  return answer_json(call, 200, std::string("{\"status\":\"ok\"}"));
}

Task<void> Api::readyz(Call& call) {
  nlohmann::json state = deps_.readiness ? deps_.readiness() : nlohmann::json::object();
  bool ready = true;
  for (const auto& [name, value] : state.items()) ready = ready && value == "ok";
  state["ready"] = ready;
  return answer_json(call, ready ? 200 : 503, state);
}

Task<void> Api::metrics(Call& call) {
  HttpAnswer answer;
  answer.content_type = "text/plain; version=0.0.4; charset=utf-8";
  answer.body = metrics_text(turn().meters) + standing_gauges(turn());
  auto answering = call.exchange.answer(std::move(answer));
  co_await std::move(answering);
}

Task<void> Api::openapi(Call& call) { return answer_json(call, 200, deps_.settings.openapi_json); }

Task<void> Api::docs(Call& call) {
  static std::mutex making;  // tidy: guards a page that is made once
  {
    // Made when it is first asked for: a start need not wait for it.
    const std::lock_guard guard(making);
    if (docs_.html.empty()) docs_ = docs_page(deps_.settings.openapi_json);
  }
  HttpAnswer answer;
  answer.content_type = "text/html; charset=utf-8";
  answer.headers = {{"Content-Security-Policy", docs_.policy},
                    {"X-Content-Type-Options", "nosniff"},
                    {"Referrer-Policy", "no-referrer"},
                    {"Cache-Control", "no-cache"}};
  answer.body = docs_.html;
  auto answering = call.exchange.answer(std::move(answer));
  co_await std::move(answering);
}

}  // namespace anban::api
