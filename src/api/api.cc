// SPDX-License-Identifier: Apache-2.0
// Finding the route and opening the door.
#include "api/api.h"

#include "turn/failures.h"

namespace anban::api {
namespace {

bool is_v1(std::string_view path) { return path.starts_with("/v1/") || path == "/v1"; }

/// Matches "/a/{x}/b" against a path; fills the names.
bool matches(std::string_view pattern, std::string_view path, std::vector<std::string>& names) {
  names.clear();
  while (!pattern.empty() || !path.empty()) {
    if (pattern.empty() || path.empty() || pattern[0] != '/' || path[0] != '/') return false;
    const std::size_t pattern_end = std::min(pattern.find('/', 1), pattern.size());
    const std::size_t path_end = std::min(path.find('/', 1), path.size());
    const std::string_view wanted = pattern.substr(1, pattern_end - 1);
    const std::string_view given = path.substr(1, path_end - 1);
    if (wanted.starts_with('{')) {
      const auto decoded = percent_decoded(given);
      if (!decoded || decoded->empty()) return false;
      names.push_back(*decoded);
    } else if (wanted != given) {
      return false;
    }
    pattern.remove_prefix(pattern_end);
    path.remove_prefix(path_end);
  }
  return true;
}

wire::ApiError key_error(std::string_view authorization) {
  const bool absent = authorization.empty();
  return {401,
          "authentication_error",
          absent ? "missing_api_key" : "invalid_api_key",
          "",
          absent ? "需要密钥。 Send an API key: Authorization: Bearer <key>."
                 : "密钥无效。 This API key is not valid (wrong, expired or revoked).",
          {{"WWW-Authenticate", "Bearer"}}};
}

wire::ApiError unsupported(const HttpRequest& request) {
  return {404,
          "invalid_request_error",
          "unsupported_endpoint",
          "",
          "Anban does not offer " + request.method + " " + request.path.substr(0, 200) +
              "; see /openapi.json for what it does.",
          {}};
}

/// Answers in the shape of the side of the house that was asked.
Task<void> answer_shaped(Call& call, const wire::ApiError& error, const char* title) {
  if (is_v1(call.request.path)) return answer_error(call, error);
  return answer_problem(call, problem(error.status, title, error.message), error.headers);
}

}  // namespace

bool may_pass(Door door, const Caller& caller) {
  const bool app = caller.kind == CallerKind::app;
  const bool personal = caller.kind == CallerKind::personal;
  const bool staff = caller.kind == CallerKind::staff;
  const bool reviews =
      caller.role == "operator" || caller.role == "lead" || caller.role == "officer";
  const bool reads_only = caller.role == "auditor" || caller.role == "inspector";
  switch (door) {
    case Door::open:
    case Door::anyone_known: return true;
    case Door::app_or_person: return app || personal;
    case Door::person: return personal;
    case Door::persons_side: return !staff;
    case Door::guardian: return caller.kind == CallerKind::guardian;
    case Door::guardian_or_desk:
      return caller.kind == CallerKind::guardian || (staff && !reads_only);
    case Door::sides_and_desk: return !staff || !reads_only;
    case Door::staff: return staff;
    case Door::list_writer: return staff && !reads_only;
    case Door::reviewer: return staff && reviews;
    case Door::admin: return staff && caller.role == "admin";
    case Door::responsible:
      return staff && (caller.role == "lead" || caller.role == "officer" || caller.role == "admin");
    case Door::character_writer: return app || (staff && !reads_only);
  }
  return false;
}

Task<void> Api::dispatch(const Route& route, Call& call) {
  if (route.door != Door::open) {
    const std::string_view authorization = call.request.header("Authorization");
    const bool by_page = call.request.header("Anban-Background") == "true";
    auto caller =
        deps_.credentials.caller(authorization, by_page ? AskedBy::page : AskedBy::person);
    if (!caller) return answer_unavailable(call, caller.error());
    if (!*caller) return answer_shaped(call, key_error(authorization), "Not signed in");
    call.caller = std::move(**caller);
    if (!may_pass(route.door, call.caller)) {
      const wire::ApiError denied{403, "permission_error",          "permission_denied",
                                  "",  "This key may not do that.", {}};
      return answer_shaped(call, denied, "Not allowed");
    }
  }
  call.over_limit = too_early(route, call);
  if (call.over_limit && route.endpoint != &Api::chat_completions) {
    return answer_shaped(call, too_many_requests(*call.over_limit), "Too many requests");
  }
  const bool asks_for_approval =
      route.shows != DataPart::nothing && call.caller.kind == CallerKind::staff;
  return asks_for_approval ? with_approval(route, call) : carry_out(route, call);
}

Task<void> Api::carry_out(const Route& route, Call& call) {
  const std::string_view key = call.request.header("Idempotency-Key");
  const std::string_view pattern = route.pattern;
  const bool is_ours = pattern.starts_with("/anban/v1/");
  // What answers with a secret of staff answers once: a code let in already, and must not again.
  const bool is_secret = pattern == "/anban/v1/staff" || pattern.starts_with("/anban/v1/staff/");
  if (key.empty() || !is_ours || is_secret || call.request.method != "POST") {
    return (this->*route.endpoint)(call);
  }
  if (!Repeats::is_acceptable(key)) {
    return answer_problem(
        call, problem(400, "The header Idempotency-Key does not read",
                      "Idempotency-Key has 1 to 255 printable characters without spaces."));
  }
  return answer_once(route, call, std::string(key));
}

std::optional<Seconds> Api::too_early(const Route& route, const Call& call) {
  const std::string_view pattern = route.pattern;
  const bool is_counted = pattern.starts_with("/v1/") || pattern.starts_with("/anban/");
  const bool leaves = route.endpoint == &Api::post_exit;
  const bool staff = call.caller.kind == CallerKind::staff;
  if (!is_counted || leaves || staff) return std::nullopt;
  const RateLimits& limits = deps_.settings.rate_limits;
  const Instant now = turn().clock.now();
  if (route.door == Door::open) return rate_limit_.take(call.request.peer, limits.open, now);
  const bool app = call.caller.kind == CallerKind::app;
  return rate_limit_.take(call.caller.key.text, app ? limits.app : limits.person, now);
}

Task<void> Api::answer_once(const Route& route, Call& call, std::string key) {
  const bool keyless = route.door == Door::open;
  const KeyedCall keyed =
      repeats_.keyed(call.request, keyless ? call.request.peer : call.caller.key.text, key);
  // A duplicate waits for the first to be answered, and then hears the same.
  while (const auto bell = repeats_.begin(keyed.name)) {
    auto waiting = bell->wait();
    co_await std::move(waiting);
  }
  const UnderWay until_answered(repeats_, keyed.name);
  const std::optional<KeptAnswer> kept = repeats_.find(keyed);
  HeldAnswer held(call.exchange);
  Call inner{call.request, held, call.caller, call.names};
  if (kept && kept->print != keyed.print) {
    auto refusing = answer_problem(
        inner, problem(422, "The Idempotency-Key was used for another request",
                       "Idempotency-Key \"" + key +
                           "\" came with another body before. Send a new key for a new request."));
    co_await std::move(refusing);
  } else if (kept) {
    held.held = kept->answer;
  } else {
    auto acting = (this->*route.endpoint)(inner);
    co_await std::move(acting);
    if (held.held && held.held->status / 100 == 2) {
      auto keeping = repeats_.keep(keyed, *held.held, inner.subject.get());
      co_await std::move(keeping);
    }
  }
  if (!held.held) co_return;  // it was a stream
  auto answering = call.exchange.answer(std::move(*held.held));
  co_await std::move(answering);
}

Task<void> Api::handle(HttpRequest& request, HttpExchange& exchange) {
  Call call{request, exchange, {}, {}};
  bool path_is_known = false;
  for (const Route& route : routes()) {
    if (!matches(route.pattern, request.path, call.names)) continue;
    path_is_known = true;
    const bool same = request.method == route.method ||
                      (request.method == "HEAD" && std::string_view(route.method) == "GET");
    if (!same) continue;
    auto dispatching = dispatch(route, call);
    co_await std::move(dispatching);
    if (call.caller.kind == CallerKind::staff) {
      auto remembering = staff_.remember_use(std::string(request.header("Authorization")));
      co_await std::move(remembering);
    }
    co_return;
  }
  if (!path_is_known && (request.method == "GET" || request.method == "HEAD") &&
      !is_v1(request.path) && !request.path.starts_with("/anban/")) {
    auto paging = page(call);
    co_await std::move(paging);
    co_return;
  }
  wire::ApiError error = unsupported(request);
  if (path_is_known) error.status = 405;
  auto answering = answer_shaped(call, error, path_is_known ? "Method not allowed" : "Not found");
  co_await std::move(answering);
}

}  // namespace anban::api
