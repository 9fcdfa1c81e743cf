// SPDX-License-Identifier: Apache-2.0
// Any bytes as a stream: the same events for any chunking. The first byte chooses the chunks.
#include <string>
#include <string_view>
#include <vector>

#include "base/ensure.h"
#include "wire/sse.h"

namespace {

using anban::wire::SseDecoder;
using anban::wire::SseStep;

struct Heard {
  std::vector<std::string> events;
  SseStep last = SseStep::hungry;
  friend bool operator==(const Heard&, const Heard&) = default;
};

void hear(SseDecoder& decoder, Heard& heard) {
  while ((heard.last = decoder.next()) == SseStep::event) heard.events.emplace_back(decoder.data());
}

Heard decode(std::string_view text, std::size_t step) {
  SseDecoder decoder;
  Heard heard;
  std::size_t length = step;
  for (std::size_t at = 0; at < text.size(); at += length) {
    length = 1 + (length * 7 + step) % (step + 1);
    const std::string chunk(text.substr(at, length));
    decoder.feed(chunk);
    hear(decoder, heard);
  }
  decoder.feed_end();
  hear(decoder, heard);
  return heard;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Heard whole = decode(text, text.size() + 1);
  anban::ensure(whole == decode(text, data[0]), "chunks do not change what is heard");
  anban::ensure(whole == decode(text, 1), "nor do single bytes");
  return 0;
}
