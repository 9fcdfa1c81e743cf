// SPDX-License-Identifier: Apache-2.0
// Heads are joined by hand: they are made for every answer.
#include "net/answer_text.h"

#include <charconv>
#include <chrono>

#include <sys/random.h>

#include "base/json_writer.h"

namespace anban {
namespace {

void append_number(std::string& out, std::uint64_t number, int base) {
  char digits[20];
  const auto written = std::to_chars(digits, digits + sizeof digits, number, base);
  out.append(digits, written.ptr);
}

void append_cleaned(std::string& out, std::string_view text) {
  if (is_header_value(text)) {
    out += text;
    return;
  }
  for (const char c : text) {
    if (is_header_value(std::string_view(&c, 1))) out += c;
  }
}

void append_header(std::string& out, std::string_view name, std::string_view value) {
  append_cleaned(out, name);
  out += ": ";
  append_cleaned(out, value);
  out += "\r\n";
}

}  // namespace

std::string_view reason_of(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 422: return "Unprocessable Content";
    case 428: return "Precondition Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    case 505: return "HTTP Version Not Supported";
    case 507: return "Insufficient Storage";
    default: return "Status";
  }
}

void append_head(std::string& out, const HeadParts& parts) {
  out += "HTTP/1.1 ";
  append_number(out, static_cast<std::uint64_t>(parts.status), 10);
  out += ' ';
  out += reason_of(parts.status);
  out += "\r\n";
  if (!parts.content_type.empty()) append_header(out, "Content-Type", parts.content_type);
  append_header(out, "x-request-id", parts.request_id);
  if (parts.headers != nullptr) {
    for (const auto& [name, value] : *parts.headers) append_header(out, name, value);
  }
  if (parts.persistence == Persistence::closes) out += "Connection: close\r\n";
  if (parts.persistence == Persistence::keeps_1_0) out += "Connection: keep-alive\r\n";
}

void append_length(std::string& out, std::size_t length) {
  out += "Content-Length: ";
  append_number(out, length, 10);
  out += "\r\n\r\n";
}

std::string error_body(const Refusal& refusal) {
  std::string body;
  JsonWriter json(body);
  json.begin_object().key("error").begin_object();
  json.field("message", refusal.message);
  json.field("type", refusal.status < 500 ? "invalid_request_error" : "server_error");
  json.key("param").null().field("code", refusal.code);
  json.end_object().end_object();
  return body;
}

bool is_acceptable_request_id(std::string_view text) {
  if (text.empty() || text.size() > 128) return false;
  for (const char c : text) {
    if (c <= 0x20 || c >= 0x7F) return false;
  }
  return true;
}

RequestIds::RequestIds()
    : state_(
          static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count())) {
  // Where the kernel has no randomness yet, the clock's nanoseconds tell two starts apart.
  std::uint64_t seed = 0;
  if (::getrandom(&seed, sizeof seed, GRND_NONBLOCK) == sizeof seed) state_ ^= seed;
}

std::string RequestIds::next() {
  // SplitMix64 (Steele, Lea, Flood 2014): a permutation of the counter, so that ids do not repeat.
  std::uint64_t mixed = state_ += 0x9E3779B97F4A7C15ULL;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9ULL;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBULL;
  mixed ^= mixed >> 31;
  std::string id = "req_";
  for (int shift = 60; shift >= 0; shift -= 4) id += "0123456789abcdef"[(mixed >> shift) & 15];
  return id;
}

}  // namespace anban
