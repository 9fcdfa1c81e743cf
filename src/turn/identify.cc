// SPDX-License-Identifier: Apache-2.0
// From request fields and key to a person.
#include "turn/identify.h"

namespace anban {
namespace {

using wire::ApiError;

ApiError denied(std::string code, std::string message) {
  return ApiError{403, "permission_error", std::move(code), "", std::move(message), {}};
}

ApiError store_is_down() {
  return ApiError{503,
                  "server_error",
                  "service_unavailable",
                  "",
                  "服务暂时不可用，请稍后再试。 The service cannot be reached right now; please "
                  "try again later.",
                  {{"Retry-After", "5"}, {"x-should-retry", "false"}}};
}

std::string_view name_in(const wire::ChatRequest& chat, std::string_view header) {
  if (chat.safety_identifier) return *chat.safety_identifier;
  if (chat.metadata_user) return *chat.metadata_user;
  if (chat.user) return *chat.user;
  return header;
}

std::expected<Identified, ApiError> by_personal_key(std::string_view named, const Caller& caller,
                                                    People& people) {
  auto person = people.find_by_ref(*caller.person);
  if (!person) return std::unexpected(store_is_down());
  if (!*person) {
    return std::unexpected(
        denied("anban_person_unknown",
               "这把钥匙对应的用户已不存在。 The person of this key no longer exists."));
  }
  if (!named.empty() && named != (*person)->profile.id.text) {
    return std::unexpected(
        denied("anban_person_fixed",
               "个人密钥只代表一个人，请不要在请求里指定其他用户。 A personal key speaks for one "
               "person; leave out "
               "safety_identifier, metadata[\"anban.user\"], user and Anban-User."));
  }
  return Identified{(*person)->profile.id, *person};
}

}  // namespace

std::expected<Identified, ApiError> identify(const wire::ChatRequest& chat,
                                             std::string_view user_header, const Caller& caller,
                                             People& people) {
  const std::string_view named = name_in(chat, user_header);
  if (caller.kind == CallerKind::personal && caller.person) {
    return by_personal_key(named, caller, people);
  }
  if (named.empty()) {
    return std::unexpected(denied("anban_person_missing",
                                  "请求没有说明是谁在说话。 Say who speaks: set safety_identifier, "
                                  "metadata[\"anban.user\"] or user, or the header Anban-User."));
  }
  if (!is_acceptable_client_id(named)) {
    return std::unexpected(
        wire::invalid_request("invalid_person_id", "safety_identifier",
                              "A person's id has 1 to 128 characters and no control characters."));
  }
  auto person = people.find(PersonId(std::string(named)));
  if (!person) return std::unexpected(store_is_down());
  Identified identity{PersonId(std::string(named)), *person};
  if (*person && caller.has("own:users") && (*person)->profile.registered_by != caller.key.text) {
    identity.person = nullptr;
  }
  return identity;
}

}  // namespace anban
