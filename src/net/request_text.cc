// SPDX-License-Identifier: Apache-2.0
// Heads of requests, refused rather than repaired.
#include "net/request_text.h"

#include "net/head.h"

namespace anban {
namespace {

bool is_framing(std::string_view name) {
  for (const char* const own : {"host", "content-length", "transfer-encoding", "connection"}) {
    if (same_ignoring_case(name, own)) return true;
  }
  return false;
}

}  // namespace

Result<std::string> request_text(const std::string& method, const Url& url,
                                 const std::vector<HttpHeader>& headers, std::size_t body_bytes) {
  if (!is_token(method)) return failed(ErrorCode::invalid, "the method is no token");
  std::string text = method + " " + url.target + " HTTP/1.1\r\nHost: " + url.authority() + "\r\n";
  for (const HttpHeader& each : headers) {
    if (!is_token(each.name) || is_framing(each.name) || !is_header_value(each.value)) {
      return failed(ErrorCode::invalid, "the header '" + each.name + "' cannot be sent");
    }
    text += each.name;
    text += ": ";
    text += each.value;
    text += "\r\n";
  }
  if (body_bytes > 0 || (method != "GET" && method != "HEAD")) {
    text += "Content-Length: " + std::to_string(body_bytes) + "\r\n";
  }
  text += "\r\n";
  return text;
}

}  // namespace anban
