// SPDX-License-Identifier: Apache-2.0
// Any bytes as a chunked body: split anywhere they give the same body, end and verdict.
#include <cstdint>
#include <string>

#include "base/ensure.h"
#include "net/chunk_decoder.h"
#include "net/http_upstream.h"

namespace {

struct Outcome {
  std::string body;
  std::size_t used = 0;
  bool is_done = false;
  bool is_broken = false;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome decode(const std::string& coded, std::size_t piece) {
  anban::ChunkDecoder decoder;
  Outcome outcome;
  for (std::size_t at = 0; at < coded.size(); at += piece) {
    std::string bytes = coded.substr(at, piece);
    const auto step = decoder.decode(bytes);
    anban::ensure(step.body <= step.used && step.used <= bytes.size(), "nothing is made up");
    outcome.body += bytes.substr(0, step.body);
    outcome.used += step.used;
  }
  outcome.is_done = decoder.is_done();
  outcome.is_broken = decoder.is_broken();
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  const std::string coded(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  const Outcome whole = decode(coded, coded.size() + 1);
  const std::size_t piece = 1 + bytes[0] % 16;
  anban::ensure(decode(coded, piece) == whole, "pieces do not matter");
  static_cast<void>(anban::with_model(coded, "m"));
  return 0;
}
