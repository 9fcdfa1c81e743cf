// SPDX-License-Identifier: Apache-2.0
// What a chunk's delta and a whole message have in common, read from the model server's JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wire/json_document.h"
#include "wire/upstream_chunk.h"
#include "wire/usage.h"

namespace anban::wire {

/// Content as servers write it: a string, or parts of which the text parts count. Other kinds add
/// nothing.
void append_content(std::string& out, const JsonValue& content);

/// A string member, appended; anything else adds nothing.
void append_member(std::string& out, const JsonValue& object, std::string_view name);

std::vector<ToolCall> tool_calls_of(const JsonValue& array);

/// The calls as JSON array: index only in a stream's pieces.
enum class CallForm { whole, piece };
std::string tool_calls_json(const std::vector<ToolCall>& calls, CallForm form);

/// Counts below zero read as zero; a missing total is the sum.
std::optional<Usage> usage_of(const JsonValue& root);

/// The message where the body is an error in one of the usual shapes ({"error": {"message"}},
/// {"error": "…"}, {"object": "error", "message"}).
std::optional<std::string> error_of(const JsonValue& root);

/// The choice with index 0 (or without index), if any.
std::optional<JsonValue> first_choice(const JsonValue& root);

}  // namespace anban::wire
