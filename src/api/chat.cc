// SPDX-License-Identifier: Apache-2.0
// /v1: what stock OpenAI clients call.
#include <algorithm>

#include "api/api.h"
#include "wire/chat_request.h"
#include "wire/models.h"
#include "wire/strict_json.h"

namespace anban::api {
namespace {

std::expected<NoticeMode, wire::ApiError> notice_mode(const Call& call) {
  const std::string_view asked = call.request.header("Anban-Notices");
  if (asked.empty() || asked == "inline") return NoticeMode::in_words;
  if (asked != "structured" && asked != "both") {
    return std::unexpected(wire::invalid_request("invalid_header", "Anban-Notices",
                                                 "Anban-Notices is inline, structured or both."));
  }
  if (asked == "both") return NoticeMode::both;
  if (!call.caller.has("client:aware")) {
    return std::unexpected(wire::ApiError{403,
                                          "permission_error",
                                          "permission_denied",
                                          "Anban-Notices",
                                          "Anban-Notices: structured needs a key with scope "
                                          "client:aware, since notices then stand only "
                                          "in the anban object.",
                                          {}});
  }
  return NoticeMode::structured;
}

Task<Result<std::string>> whole_answer(Upstream& upstream, UpstreamCall asked, int& status) {
  auto calling = upstream.call(std::move(asked));
  const auto reply = co_await std::move(calling);
  if (!reply) co_return failed(reply);
  status = (*reply)->status();
  std::string body;
  for (;;) {
    auto reading = (*reply)->read();
    const Result<std::string_view> piece = co_await std::move(reading);
    if (!piece) co_return failed(piece);
    if (piece->empty()) co_return body;
    body += *piece;
  }
}

wire::ApiError upstream_error(const Error& why) {
  const bool late = why.code == ErrorCode::timed_out;
  return {late ? 504 : 502,
          "server_error",
          late ? "upstream_timeout" : "upstream_error",
          "",
          "模型服务暂时没有回应。 The model server did not answer.",
          {}};
}

}  // namespace

/// No coroutine itself: a reply may take minutes, and this would keep the request as it was read.
Task<void> Api::chat_completions(Call& call) {
  auto mode = notice_mode(call);
  if (!mode) return answer_error(call, mode.error());
  auto chat = wire::read_chat_request(std::move(call.request.body));
  if (!chat) return answer_error(call, chat.error());
  TurnOptions options;
  options.user_header = call.request.header("Anban-User");
  options.session_header = call.request.header("Anban-Session");
  options.notices = *mode;
  options.request_id = call.request.request_id;
  options.over_limit = call.over_limit;
  std::vector<HttpHeader>().swap(call.request.headers);  // read, and of no use to anybody any more
  return deps_.gateway.converse(std::move(*chat), std::move(call.caller), std::move(options),
                                call.exchange);
}

Task<void> Api::models(Call& call) {
  int status = 0;
  UpstreamCall asked;
  asked.path = "/models";
  asked.request_id = call.request.request_id;
  auto asking = whole_answer(turn().upstream, std::move(asked), status);
  const Result<std::string> body = co_await std::move(asking);
  std::vector<wire::ModelEntry> models;
  if (body && status / 100 == 2) {
    auto theirs = wire::read_models(*body);
    if (theirs) models = std::move(*theirs);
  }
  for (const std::string& name : deps_.settings.models) {
    const bool listed = std::any_of(models.begin(), models.end(),
                                    [&](const auto& each) { return each.id == name; });
    if (!listed) models.push_back({name, "anban", 0});
  }
  for (const Character& each : turn().characters.list("", 1000)) {
    models.push_back({"character:" + each.id.text, "anban", 0});
  }
  if (call.names.empty()) {
    auto answering = answer_json(call, 200, wire::models_body(models));
    co_await std::move(answering);
    co_return;
  }
  const auto found = std::find_if(models.begin(), models.end(),
                                  [&](const auto& each) { return each.id == call.names[0]; });
  if (found == models.end()) {
    const wire::ApiError error{404,
                               "invalid_request_error",
                               "model_not_found",
                               "model",
                               "There is no model of that name; GET /v1/models lists them.",
                               {}};
    auto answering = answer_error(call, error);
    co_await std::move(answering);
    co_return;
  }
  auto answering = answer_json(call, 200, wire::model_body(*found));
  co_await std::move(answering);
}

Task<void> Api::embeddings(Call& call) {
  const auto json = wire::rewritten_json(call.request.body);
  if (!json) {
    auto answering = answer_error(call, wire::json_refused(json.error()));
    co_await std::move(answering);
    co_return;
  }
  auto tree = nlohmann::json::parse(*json);
  if (!tree.is_object() || !tree.contains("input") ||
      !tree.value("model", nlohmann::json()).is_string()) {
    auto answering = answer_error(call, wire::invalid_request("missing_parameter", "input",
                                                              "Embeddings need model and input."));
    co_await std::move(answering);
    co_return;
  }
  tree.erase("user");  // names of persons stay here
  UpstreamCall asked;
  asked.path = "/embeddings";
  asked.model = tree["model"].get<std::string>();
  asked.body = tree.dump();
  asked.request_id = call.request.request_id;
  int status = 0;
  auto asking = whole_answer(turn().upstream, std::move(asked), status);
  const Result<std::string> body = co_await std::move(asking);
  const auto ours = body ? wire::rewritten_json(*body, {.bytes_max = std::size_t{64} << 20U})
                         : Result<std::string>(failed(body));
  if (!ours || status / 100 != 2) {
    const Error why = ours ? Error{ErrorCode::unavailable, ""} : ours.error();
    auto answering = answer_error(call, upstream_error(why));
    co_await std::move(answering);
    co_return;
  }
  auto answering = answer_json(call, 200, *ours);
  co_await std::move(answering);
}

}  // namespace anban::api
