// SPDX-License-Identifier: Apache-2.0
// Any bytes: the strict reader agrees with nlohmann where rules are the same, and reads again what
// it wrote.
#include <string>
#include <string_view>

#include "base/ensure.h"
#include "wire/strict_json.h"

namespace {

/// Whether we are stricter than the standard on purpose.
bool is_our_rule(const std::string& detail) {
  for (const std::string_view ours : {"stands twice", "nested deeper", "byte order mark",
                                      "range of a double", " values, at byte"}) {
    if (detail.find(ours) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace anban;
  const std::string body(reinterpret_cast<const char*>(data), size);
  const Result<void> checked = wire::check_json(body);
  const Result<std::string> written = wire::rewritten_json(body);
  ensure(checked.has_value() == written.has_value(), "both read alike");
  if (!checked) {
    // nlohmann takes a zero byte for the end of its input.
    if (body.contains('\0')) return 0;
    ensure(is_our_rule(checked.error().detail) || !nlohmann::json::accept(body),
           "what only we refuse, we refuse for a reason of ours");
    return 0;
  }
  // A replacement character takes three bytes and its escape six, so nothing grows past the limit
  // but control characters that were escaped shortly.
  const wire::JsonLimits wide{.bytes_max = std::size_t{8} << 20U};
  const Result<std::string> again = wire::rewritten_json(*written, wide);
  ensure(again && *again == *written, "our own spelling is stable");
  const Result<nlohmann::json> tree = wire::read_json(body);
  ensure(tree && *tree == nlohmann::json::parse(*written), "another reader sees the same values");
  return 0;
}
