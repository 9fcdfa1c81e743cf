// SPDX-License-Identifier: Apache-2.0
// What the model server is asked: built from values, never from the client's bytes, and without
// anything that names the person.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wire/chat_request.h"

namespace anban::wire {

/// The JSON body of a chat completion: `model`, `messages` (edited by the turn), the request's
/// passed_on, passed_on_texts and passed_on_tools; for a stream also stream_options.include_usage,
/// so that use is metered whether or not the client asked.
std::string upstream_body(const ChatRequest& request, const std::vector<ChatMessage>& messages,
                          std::string_view model);

}  // namespace anban::wire
