// SPDX-License-Identifier: Apache-2.0
// Any bytes as heads of requests and answers, and as URLs: no crash, and what is taken says its
// length in one way and holds nothing that could break another head.
#include <cstdint>

#include "base/ensure.h"
#include "net/head.h"
#include "net/url.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace anban;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  std::size_t from = 0;
  const HeadScan scan = scan_head(text, from);
  const std::string_view head = text.substr(0, scan.length);
  if (scan.state == HeadScan::State::complete) {
    HttpRequest request;
    RequestFraming framing;
    if (!read_request_head(head, 100, request, framing)) {
      ensure(is_token(request.method), "a method is a token");
      ensure(request.path == "*" || request.path.starts_with('/'), "a path begins with a slash");
      for (const HttpHeader& each : request.headers) {
        ensure(is_token(each.name) && is_header_value(each.value), "fields are well-formed");
      }
      const bool has_length = !request.header("content-length").empty();
      ensure(framing.body != BodyKind::chunked || !has_length, "one length only");
    }
    static_cast<void>(read_response_head(head, AnswerTo::other));
  }
  if (const auto url = parse_url(text)) {
    ensure(url->target.find_first_of(" \r\n#") == std::string::npos, "a target is one word");
  }
  return 0;
}
