// SPDX-License-Identifier: Apache-2.0
// Heads of requests. Every refusal has its own words, so that an integrator sees what to change.
#include <array>

#include "net/field.h"
#include "net/head.h"

namespace anban {
namespace {

constexpr std::size_t method_bytes_max = 32;

/// What the fields said, before they are weighed against one another.
struct Seen {
  int hosts = 0;
  std::string_view host;
  int lengths = 0;
  int encodings = 0;
  bool is_chunked = false;
  ConnectionWishes wishes;
};

Refusal bad(const char* code, const char* message) { return {400, code, message}; }

bool is_host(std::string_view text) {
  if (text.empty()) return false;
  for (const char c : text) {
    const bool is_fine = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                         (c >= 'A' && c <= 'Z') ||
                         std::string_view("-._~:[]%!$&'()*+,;=").find(c) != std::string_view::npos;
    if (!is_fine) return false;
  }
  return true;
}

bool is_target(std::string_view text) {
  for (const char c : text) {
    if (c <= 0x20 || c >= 0x7F || c == '#') return false;
  }
  return !text.empty();
}

std::optional<Refusal> read_version(std::string_view version, RequestFraming& framing) {
  if (version == "HTTP/1.1" || version == "HTTP/1.0") {
    framing.is_http_1_0 = version == "HTTP/1.0";
    return std::nullopt;
  }
  const bool is_another = version.size() == 8 && version.starts_with("HTTP/") &&
                          version[5] >= '0' && version[5] <= '9' && version[6] == '.' &&
                          version[7] >= '0' && version[7] <= '9';
  if (is_another) return Refusal{505, "http_version", "Only HTTP/1.1 is spoken here."};
  return bad("request_line", "The request line is malformed.");
}

/// Splits the target into path and query; `authority` is that of the absolute form, or empty.
std::optional<Refusal> read_target(std::string_view target, HttpRequest& request,
                                   std::string_view& authority) {
  if (!is_target(target)) return bad("request_target", "The request target is malformed.");
  if (target == "*" && request.method == "OPTIONS") {
    request.path = "*";
    return std::nullopt;
  }
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (target.size() < scheme.size()) continue;
    if (!same_ignoring_case(target.substr(0, scheme.size()), scheme)) continue;
    target.remove_prefix(scheme.size());
    authority = target.substr(0, target.find_first_of("/?"));
    if (!is_host(authority)) return bad("request_target", "The request target is malformed.");
    target.remove_prefix(authority.size());
    if (target.empty()) target = "/";
    break;
  }
  if (target.front() != '/') return bad("request_target", "The request target is malformed.");
  const std::size_t mark = target.find('?');
  request.path = target.substr(0, mark);
  if (mark != std::string_view::npos) request.query = target.substr(mark + 1);
  return std::nullopt;
}

std::optional<Refusal> read_request_line(std::string_view line, HttpRequest& request,
                                         RequestFraming& framing, std::string_view& authority) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) {
    return bad("request_line", "The request line is malformed.");
  }
  const std::string_view method = line.substr(0, first);
  if (!is_token(method) || method.size() > method_bytes_max) {
    return bad("request_line", "The request line is malformed.");
  }
  if (auto refusal = read_version(line.substr(last + 1), framing)) return refusal;
  if (method == "CONNECT" || method == "TRACE") {
    return Refusal{501, "unsupported_method", "CONNECT and TRACE are not served."};
  }
  request.method = method;
  return read_target(line.substr(first + 1, last - first - 1), request, authority);
}

std::optional<Refusal> see_field(const Field& field, RequestFraming& framing, Seen& seen) {
  switch (field.name.size()) {
    case 4:
      if (!same_ignoring_case(field.name, "host")) break;
      ++seen.hosts;
      seen.host = field.value;
      break;
    case 6:
      if (!same_ignoring_case(field.name, "expect")) break;
      if (!same_ignoring_case(field.value, "100-continue")) {
        return Refusal{417, "expectation", "Only Expect: 100-continue is understood."};
      }
      framing.expects_continue = true;
      break;
    case 10:
      if (same_ignoring_case(field.name, "connection")) add_wishes(field.value, seen.wishes);
      break;
    case 14: {
      if (!same_ignoring_case(field.name, "content-length")) break;
      const auto length = read_length(field.value);
      if (!length) return bad("content_length", "Content-Length is not one decimal number.");
      framing.length = *length;
      ++seen.lengths;
      break;
    }
    case 17:
      if (!same_ignoring_case(field.name, "transfer-encoding")) break;
      ++seen.encodings;
      seen.is_chunked = same_ignoring_case(field.value, "chunked");
      break;
    default: break;
  }
  return std::nullopt;
}

std::optional<Refusal> weigh(const Seen& seen, std::string_view authority,
                             RequestFraming& framing) {
  if (seen.hosts > 1 || (seen.hosts == 0 && !framing.is_http_1_0)) {
    return bad("host", "Exactly one Host header is needed.");
  }
  if (seen.hosts == 1 && !is_host(seen.host)) return bad("host", "The Host header is malformed.");
  if (!authority.empty() && seen.hosts == 1 && !same_ignoring_case(authority, seen.host)) {
    return bad("host", "The Host header and the request target name different hosts.");
  }
  if (seen.lengths > 1) return bad("content_length", "Content-Length is said more than once.");
  if (seen.encodings > 0) {
    if (seen.lengths > 0 || seen.encodings > 1 || framing.is_http_1_0) {
      return bad("transfer_encoding", "The length of the body is said in more than one way.");
    }
    if (!seen.is_chunked) {
      return Refusal{501, "transfer_encoding", "Only Transfer-Encoding: chunked is understood."};
    }
    framing.body = BodyKind::chunked;
  } else if (framing.length > 0) {
    framing.body = BodyKind::sized;
  }
  framing.keeps_alive =
      framing.is_http_1_0 ? seen.wishes.keep_alive && !seen.wishes.close : !seen.wishes.close;
  framing.expects_continue &= !framing.is_http_1_0 && framing.body != BodyKind::none;
  return std::nullopt;
}

}  // namespace

std::optional<Refusal> read_request_head(std::string_view head, std::size_t headers_max,
                                         HttpRequest& request, RequestFraming& framing) {
  std::string_view authority;
  if (auto refusal = read_request_line(next_line(head), request, framing, authority)) {
    return refusal;
  }
  Seen seen;
  request.headers.reserve(16);
  for (std::string_view line = next_line(head); !line.empty(); line = next_line(head)) {
    Field field;
    if (!read_field(line, field)) return bad("header", "A header line is malformed.");
    if (request.headers.size() == headers_max) {
      return Refusal{431, "too_many_headers", "The request has too many headers."};
    }
    if (auto refusal = see_field(field, framing, seen)) return refusal;
    request.headers.push_back({std::string(field.name), std::string(field.value)});
  }
  return weigh(seen, authority, framing);
}

}  // namespace anban
