// SPDX-License-Identifier: Apache-2.0
// The bytes of an OpenAI-compatible model server, as our own servers without a model (the scripted
// upstream, the demonstration companion) speak them, and what they read of a request.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/local_time.h"
#include "base/result.h"

namespace anban::sim {

/// What a canned server needs of a request for a completion.
struct ChatRequest {
  struct Message {
    std::string role;     // "system", "developer", "user", "assistant", "tool"
    std::string content;  // text parts joined
  };
  std::string model;
  bool streams = false;
  bool wants_usage = false;  // stream_options.include_usage
  std::vector<Message> messages;
  /// The content of the newest message of that role, or an empty view.
  std::string_view last(std::string_view role) const;
};

/// Errors: invalid, for what is no JSON object with messages.
Result<ChatRequest> read_chat_request(std::string_view body);

/// A whole `chat.completion`.
std::string completion_bytes(const ChatRequest& request, std::string_view id, Instant now,
                             std::string_view content);
/// The frames of a stream, each with its blank line: the role, one for each piece, the finish, the
/// usage if wanted, [DONE]. `pieces` may end inside a code point only where the caller then joins
/// and splits the bytes anew (JSON strings hold whole characters).
std::vector<std::string> stream_frames(const ChatRequest& request, std::string_view id, Instant now,
                                       const std::vector<std::string>& pieces);
/// `{"error": …}` for that HTTP status.
std::string error_bytes(int status);
/// The list of models with the single model `demo`.
std::string models_bytes(Instant now);
/// One vector of eight numbers for each input, the same for the same text.
Result<std::string> embeddings_bytes(std::string_view body);

}  // namespace anban::sim
