// SPDX-License-Identifier: Apache-2.0
// Any bytes as a moderation request: bounded texts in valid UTF-8, or a proper error.
#include <string_view>

#include "base/ensure.h"
#include "base/utf8.h"
#include "wire/moderation.h"
#include "wire/strict_json.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace anban;
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const auto request = wire::read_moderation_request(body);
  if (!request) {
    const std::string error = wire::openai_error_body(request.error());
    ensure(wire::check_json(error).has_value(), "a refusal is JSON");
    return 0;
  }
  ensure(!request->inputs.empty(), "there is something to judge");
  ensure(request->inputs.size() <= wire::moderation_inputs_max, "but not too much");
  for (const std::string& input : request->inputs) {
    ensure(input.size() <= wire::moderation_input_bytes_max, "each text is bounded");
    ensure(is_valid_utf8(input), "and valid UTF-8");
  }
  return 0;
}
