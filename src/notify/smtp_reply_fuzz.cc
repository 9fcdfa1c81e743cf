// SPDX-License-Identifier: Apache-2.0
// Any bytes of a mail server: no crash, a code within 200 to 599, bounded lines.
#include <cstdint>
#include <string_view>

#include "base/ensure.h"
#include "notify/smtp_reply.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  anban::notify::SmtpReplyReader reader;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const auto added = reader.add(rest.substr(0, end));
    if (!added) return 0;
    const auto& reply = reader.reply();
    anban::ensure(reply.code >= 200 && reply.code < 600, "a code that was read is in range");
    anban::ensure(reply.lines.size() <= 128, "a reply is bounded");
    if (reply.offers("AUTH", "PLAIN"))
      anban::ensure(reply.offers("auth"), "a value has its keyword");
    if (*added) reader = {};
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  return 0;
}
