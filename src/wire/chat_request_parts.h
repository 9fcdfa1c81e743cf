// SPDX-License-Identifier: Apache-2.0
// The pieces of read_chat_request: one reader a top-level field, and the messages.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wire/chat_request.h"
#include "wire/json_document.h"

namespace anban::wire {

/// Nothing where all is well.
using Refusal = std::optional<ApiError>;

/// Sentences for refusals, each with the parameter's name and what to do.
ApiError wrong_type(std::string param, std::string_view expected, const JsonValue& found);
ApiError wrong_value(std::string param, std::string_view expected);
ApiError unsupported(std::string param, std::string_view what_to_do);
ApiError unknown_field(std::string param);
ApiError missing(std::string param);

/// `messages`: fills request.messages and names the texts to check.
Refusal read_messages(const JsonValue& value, ChatRequest& request);

/// One member of the body, any but `messages`; `value` is not null.
Refusal read_field(std::string_view name, const JsonValue& value, ChatRequest& request);

/// Appends `"name":value` to members that go upstream.
void pass_on(std::string& members, std::string_view name, const JsonValue& value);

/// Adds the words of `value` to the texts to check, where it has any.
void check_words(const JsonValue& value, ChatRequest& request);

/// Whether `text` has at most name_bytes_max bytes, all of them printable ASCII without spaces.
bool is_plain_name(std::string_view text);

}  // namespace anban::wire
