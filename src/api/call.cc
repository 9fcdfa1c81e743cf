// SPDX-License-Identifier: Apache-2.0
// Answers that every endpoint gives alike.
#include "api/call.h"

#include "base/utf8.h"
#include "wire/strict_json.h"

namespace anban::api {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out.push_back(text[i]);
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    const int high = hex_value(text[i + 1]);
    const int low = hex_value(text[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    out.push_back(static_cast<char>(high * 16 + low));
    i += 2;
  }
  if (!is_valid_utf8(out)) return std::nullopt;
  return out;
}

std::optional<std::string> query_value(const HttpRequest& request, std::string_view name) {
  std::string_view rest = request.query;
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
    const std::size_t equals = pair.find('=');
    if (pair.substr(0, equals) != name) continue;
    return percent_decoded(equals == std::string_view::npos ? std::string_view()
                                                            : pair.substr(equals + 1));
  }
  return std::nullopt;
}

Task<void> answer_json(Call& call, int status, std::string body) {
  HttpAnswer answer;
  answer.status = status;
  answer.body = std::move(body);
  auto answering = call.exchange.answer(std::move(answer));
  co_await std::move(answering);
}

Task<void> answer_json(Call& call, int status, const nlohmann::json& body) {
  return answer_json(call, status, body.dump());
}

Task<void> answer_problem(Call& call, wire::Problem problem, Headers headers) {
  HttpAnswer answer;
  answer.headers = std::move(headers);
  answer.status = problem.status;
  answer.content_type = wire::problem_content_type;
  answer.body = wire::problem_body(problem);
  auto answering = call.exchange.answer(std::move(answer));
  co_await std::move(answering);
}

Task<void> answer_error(Call& call, wire::ApiError error) {
  HttpAnswer answer;
  answer.status = error.status;
  answer.headers = error.headers;
  answer.body = wire::openai_error_body(error);
  auto answering = call.exchange.answer(std::move(answer));
  co_await std::move(answering);
}

wire::Problem problem(int status, std::string title, std::string detail) {
  wire::Problem out;
  out.status = status;
  out.title = std::move(title);
  out.detail = std::move(detail);
  return out;
}

Task<void> answer_not_found(Call& call) {
  return answer_problem(call, problem(404, "Not found", "There is nothing here for this key."));
}

Task<void> answer_lacking(Call& call, const Result<std::shared_ptr<Person>>& person,
                          const std::expected<nlohmann::json, wire::Problem>& body) {
  if (!person) return answer_unavailable(call, person.error());
  if (!*person) return answer_not_found(call);
  return answer_problem(call, body.error());
}

Task<void> answer_unavailable(Call& call, const Error& why) {
  return answer_problem(call, problem(503, "Service unavailable", why.detail));
}

std::expected<nlohmann::json, wire::Problem> object_in(const Call& call) {
  auto json = wire::read_json(call.request.body);
  if (!json) {
    const int status = json.error().code == ErrorCode::exhausted ? 413 : 400;
    return std::unexpected(problem(status, "The body does not read", json.error().detail));
  }
  if (!json->is_object()) {
    return std::unexpected(problem(422, "The body is wrong", "The body must be a JSON object."));
  }
  return std::move(*json);
}

nlohmann::json list_of(nlohmann::json data, bool has_more) {
  return {{"object", "list"}, {"data", std::move(data)}, {"has_more", has_more}};
}

}  // namespace anban::api
