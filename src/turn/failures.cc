// SPDX-License-Identifier: Apache-2.0
// Error answers of a turn.
#include "turn/failures.h"

#include "pack/text_keys.h"
#include "turn/told.h"

namespace anban {

wire::ApiError refusal_of(const Turn& turn) {
  wire::ApiError error;
  error.status = 403;
  error.type = "permission_error";
  error.code = turn.plan.refusal->code;
  error.message = words_of(turn, turn.plan.refusal->text);
  if (!turn.plan.refusal->missing.empty()) {
    error.message += " [";
    for (const std::string& item : turn.plan.refusal->missing) {
      if (error.message.back() != '[') error.message += ", ";
      error.message += item;
    }
    error.message += "]";
  }
  return error;
}

wire::ApiError not_recorded(const Turn& turn) {
  return {503,
          "server_error",
          "anban_not_recorded",
          "",
          words_of(turn, pack::keys::cannot_continue),
          {{"Retry-After", "5"}, {"x-should-retry", "false"}}};
}

wire::ApiError upstream_failed(const Turn& turn, const Error& failure) {
  const bool late = failure.code == ErrorCode::timed_out;
  return {late ? 504 : 502,
          "server_error",
          late ? "upstream_timeout" : "upstream_error",
          "",
          words_of(turn, pack::keys::service_unavailable),
          {{"x-should-retry", "false"}}};
}

wire::ApiError too_many_requests(Seconds wait) {
  const std::string seconds = std::to_string(wait.count());
  return {429,
          "rate_limit_error",
          "rate_limit_exceeded",
          "",
          "请求太频繁，请 " + seconds + " 秒后再试。 Too many requests; try again in " + seconds +
              " s.",
          {{"Retry-After", seconds}}};
}

Error status_failure(int status) {
  return Error{ErrorCode::unavailable,
               "the model server answered with status " + std::to_string(status)};
}

std::optional<wire::ApiError> unfit_for_json(const Turn& turn) {
  if (!turn.chat.wants_json_format || turn.caller.has("client:aware")) return std::nullopt;
  return wire::invalid_request(
      "unsupported_parameter", "response_format",
      "A JSON response_format leaves no room for the AI label in words: use a key with scope "
      "client:aware and show the anban object's label and notices.");
}

}  // namespace anban
