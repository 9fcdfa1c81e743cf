// SPDX-License-Identifier: Apache-2.0
// POST /v1/chat/completions as the client sends it. It serves the content duties: no request field
// can carry text past the checks. Every field is taken by us, passed on, or refused by name, never
// silently dropped:
//  - taken: model, messages, stream, stream_options, safety_identifier, user, metadata. What names
//    the person or is for the provider's own books (also store, prompt_cache_key,
//    prompt_cache_retention) is never forwarded.
//  - passed on after a check of its type: sampling numbers, stop, seed, logit_bias, tools,
//    tool_choice, parallel_tool_calls, response_format, prediction, reasoning_effort, verbosity,
//    service_tier, thinking, chat_template_kwargs. Their words are in `texts_to_check`.
//  - unsupported (400 `unsupported_parameter`): n > 1, logprobs, top_logprobs, audio, modalities
//    other than text, functions, function_call, web_search_options, and whatever makes the model
//    continue a text that the client wrote (prefix, partial, continue_final_message,
//    add_generation_prompt, echo).
//  - unknown: numbers and booleans are passed on (sampling knobs of other servers); strings, arrays
//    and objects are 400 `unknown_parameter`, since they could hold text. null counts as absent.
// Members of messages and of content parts are stricter: unknown ones are always refused.
#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wire/api_error.h"

namespace anban::wire {

/// More messages than any companion keeps in its window; together with 1 MiB a bound on work.
inline constexpr std::size_t messages_max = 2'000;
/// More tools than any client registers (OpenAI's own limit).
inline constexpr std::size_t tools_max = 128;
/// Stop strings; servers take 4 to 16.
inline constexpr std::size_t stops_max = 16;
/// Ids, names and model names, in bytes.
inline constexpr std::size_t name_bytes_max = 256;

enum class ChatRole { system, developer, user, assistant, tool, function };
std::string_view name_of(ChatRole role);

struct ChatMessage {
  ChatRole role = ChatRole::user;
  std::string text;  // content as one string; text parts are joined with \n; null is empty
  std::string name;  // empty where absent
  /// Members besides role, content and name, re-serialised, without braces: `"tool_calls":[…]`.
  std::string rest;
  /// What else the message says: each tool call's name and arguments (JSON strings decoded), a
  /// refusal. To be screened like content.
  std::vector<std::string> tool_argument_texts;
  friend bool operator==(const ChatMessage&, const ChatMessage&) = default;
};

struct ChatRequest {
  std::string model;
  std::vector<ChatMessage> messages;
  bool stream = false;
  bool include_usage = false;
  std::optional<std::string> safety_identifier;
  std::optional<std::string> metadata_user;  // metadata["anban.user"]
  std::optional<std::string> user;
  std::optional<std::string> metadata_session;    // metadata["anban.session"]
  std::optional<std::string> metadata_character;  // metadata["anban.character"]
  bool wants_json_format = false;                 // response_format json_object or json_schema
  bool has_tools = false;
  /// Members that go upstream unchanged in value, re-serialised, without braces; may be empty.
  std::string passed_on;
  /// stop, prediction and response_format, likewise: the ones that may hold a person's words.
  std::string passed_on_texts;
  /// tools, tool_choice and parallel_tool_calls, likewise; cleared for whom no tools are allowed.
  std::string passed_on_tools;
  /// Words of tools, response_format, stop, prediction and of message names: one text a field or
  /// tool, its strings and keys joined with \n.
  std::vector<std::string> texts_to_check;
  friend bool operator==(const ChatRequest&, const ChatRequest&) = default;
};

/// Reads and checks `body` (at most 1 MiB: 413). Other refusals are 400 with `param`.
std::expected<ChatRequest, ApiError> read_chat_request(std::string body);

}  // namespace anban::wire
