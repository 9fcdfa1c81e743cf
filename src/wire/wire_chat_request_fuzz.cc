// SPDX-License-Identifier: Apache-2.0
// Any bytes as a chat request: what is accepted gives a body that is strict JSON and names nobody;
// what is refused gives a proper error.
#include <string>

#include "base/ensure.h"
#include "wire/chat_request.h"
#include "wire/strict_json.h"
#include "wire/upstream_body.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace anban;
  const std::string body(reinterpret_cast<const char*>(data), size);
  const auto request = wire::read_chat_request(body);
  if (!request) {
    const wire::ApiError& error = request.error();
    ensure(error.status == 400 || error.status == 413, "a bad body is the client's fault");
    ensure(!error.message.empty() && !error.code.empty(), "a refusal says why");
    ensure(wire::check_json(wire::openai_error_body(error)).has_value(), "and is JSON itself");
    return 0;
  }
  ensure(!request->messages.empty() && !request->model.empty(), "a request says something");
  const wire::JsonLimits wide{.bytes_max = std::size_t{8} << 20U, .depth_max = 70};
  const std::string sent = wire::upstream_body(*request, request->messages, request->model);
  wire::JsonDocument document;
  ensure(document.parse(sent, wide).has_value(), "what goes upstream is strict JSON");
  for (const std::string_view name : {"user", "safety_identifier", "metadata", "store",
                                      "prompt_cache_key", "n", "prefix", "functions"}) {
    ensure(!document.root().find(name), "and names nobody");
  }
  ensure(document.root().find("messages")->size() == request->messages.size(), "all are sent");
  return 0;
}
