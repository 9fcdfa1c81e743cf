// SPDX-License-Identifier: Apache-2.0
// Call: one request on its way through an endpoint, and the few ways to answer it. Endpoints are
// thin: decode, call what is below, encode.
#pragma once

#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "people/person.h"
#include "ports/http.h"
#include "turn/caller.h"
#include "wire/api_error.h"

namespace anban::api {

struct Call {
  HttpRequest& request;
  HttpExchange& exchange;
  Caller caller;                   // what the key opens; meaningless on public routes
  std::vector<std::string> names;  // the path's {…} parts, percent-decoded
  /// Set where the key made too many requests but must be heard (a turn of conversation).
  std::optional<Seconds> over_limit = std::nullopt;
  /// Whose matter it turned out to be: what is kept of the answer is sealed under their key.
  std::shared_ptr<Person> subject = {};
};

/// The value of `name` in the query, percent-decoded; nothing where it is absent.
std::optional<std::string> query_value(const HttpRequest& request, std::string_view name);
/// Percent-decoding; nothing for malformed escapes or bytes that are no UTF-8.
std::optional<std::string> percent_decoded(std::string_view text);

Task<void> answer_json(Call& call, int status, std::string body);
Task<void> answer_json(Call& call, int status, const nlohmann::json& body);
using Headers = std::vector<std::pair<std::string, std::string>>;
Task<void> answer_problem(Call& call, wire::Problem problem, Headers headers = {});
/// The OpenAI envelope of /v1.
Task<void> answer_error(Call& call, wire::ApiError error);
/// 404 with the same words for what is absent and for what belongs to somebody else.
Task<void> answer_not_found(Call& call);
/// 503: the store did not answer.
Task<void> answer_unavailable(Call& call, const Error& why);

wire::Problem problem(int status, std::string title, std::string detail);

/// The body as strict JSON object, or the problem to answer with.
std::expected<nlohmann::json, wire::Problem> object_in(const Call& call);

/// Where the person, or else the body, is not as the call needs it: 503, 404 or the body's problem.
Task<void> answer_lacking(Call& call, const Result<std::shared_ptr<Person>>& person,
                          const std::expected<nlohmann::json, wire::Problem>& body);

/// {"object":"list","data":[…],"has_more":…}.
nlohmann::json list_of(nlohmann::json data, bool has_more);

}  // namespace anban::api
