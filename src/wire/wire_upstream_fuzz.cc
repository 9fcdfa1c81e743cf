// SPDX-License-Identifier: Apache-2.0
// Any bytes as a model server's answer: each line is an event; a reader that remembers frames reads
// like one that does not. The whole is tried as a completion, a list of models and arguments.
#include <algorithm>
#include <string>
#include <string_view>

#include "base/ensure.h"
#include "base/utf8.h"
#include "wire/json_words.h"
#include "wire/models.h"
#include "wire/strict_json.h"
#include "wire/upstream_chunk.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace anban;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  wire::ChunkReader warm;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    wire::UpstreamDelta by_warm;
    wire::UpstreamDelta by_fresh;
    wire::ChunkReader fresh;
    const bool read = warm.read(line, by_warm).has_value();
    ensure(read == fresh.read(line, by_fresh).has_value(), "both read or both refuse");
    if (!read) continue;
    ensure(by_warm == by_fresh, "what is remembered changes nothing");
    ensure(is_valid_utf8(by_warm.content), "content is UTF-8");
    const std::string& calls = by_warm.tool_calls_json;
    const wire::JsonLimits wide{.bytes_max = std::size_t{8} << 20U};
    ensure(calls.empty() || wire::check_json(calls, wide).has_value(), "calls are JSON");
  }
  const Result<wire::UpstreamCompletion> completion = wire::read_completion(text);
  ensure(!completion || is_valid_utf8(completion->content), "content is UTF-8");
  const auto models = wire::read_models(text);
  ensure(!models || wire::check_json(wire::models_body(*models)).has_value(), "a list is JSON");
  const std::string words = wire::words_of_arguments(text);
  ensure(!is_valid_utf8(text) || is_valid_utf8(words), "words of UTF-8 are UTF-8");
  return 0;
}
