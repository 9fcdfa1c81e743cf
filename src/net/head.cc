// SPDX-License-Identifier: Apache-2.0
// What requests and answers share: lines, fields, lengths; then answers. Requests: request_head.cc.
#include "net/head.h"

#include <charconv>

#include "net/field.h"

namespace anban {
namespace {

struct TokenTable {
  bool is[256] = {};
  constexpr TokenTable() {
    for (unsigned char c = '0'; c <= '9'; ++c) is[c] = true;
    for (unsigned char c = 'a'; c <= 'z'; ++c) is[c] = true;
    for (unsigned char c = 'A'; c <= 'Z'; ++c) is[c] = true;
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    for (const char c : marks) is[static_cast<unsigned char>(c)] = true;
  }
};
constexpr TokenTable tokens;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool has_no_body(int status) { return status < 200 || status == 204 || status == 304; }

Result<int> read_status_line(std::string_view line, bool& is_http_1_0) {
  if (line.starts_with("HTTP/1.1 ")) {
    is_http_1_0 = false;
  } else if (line.starts_with("HTTP/1.0 ")) {
    is_http_1_0 = true;
  } else {
    return failed(ErrorCode::unavailable, "the answer does not begin as HTTP/1.1");
  }
  line.remove_prefix(9);
  int status = 0;
  const char* const end = line.data() + line.size();
  const auto read = std::from_chars(line.data(), end, status);
  const bool ends_well = read.ptr == end || *read.ptr == ' ';
  if (read.ec != std::errc{} || !ends_well || status < 100 || status > 599) {
    return failed(ErrorCode::unavailable, "the answer has no valid status");
  }
  return status;
}

/// The framing that the fields ask for, or null.
const char* apply_field(const Field& field, ResponseHead& head, ConnectionWishes& wishes,
                        bool& has_length, bool& is_chunked) {
  if (same_ignoring_case(field.name, "content-length")) {
    const auto length = read_length(field.value);
    if (!length || has_length) return "the answer's Content-Length is not one number";
    has_length = true;
    head.length = *length;
  } else if (same_ignoring_case(field.name, "transfer-encoding")) {
    if (is_chunked || !same_ignoring_case(field.value, "chunked")) {
      return "the answer's Transfer-Encoding is not chunked";
    }
    is_chunked = true;
  } else if (same_ignoring_case(field.name, "connection")) {
    add_wishes(field.value, wishes);
  }
  head.headers.push_back({std::string(field.name), std::string(field.value)});
  return nullptr;
}

}  // namespace

HeadScan scan_head(std::string_view bytes, std::size_t& from) {
  while (true) {
    const std::size_t at = bytes.find('\n', from);
    if (at == std::string_view::npos) {
      from = bytes.size();
      return {};
    }
    from = at + 1;
    if (at == 0 || bytes[at - 1] != '\r') return {HeadScan::State::bare_line_feed, 0};
    if (at == 1 || (at >= 3 && bytes[at - 2] == '\n')) return {HeadScan::State::complete, at + 1};
  }
}

bool same_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

bool is_token(std::string_view text) {
  if (text.empty()) return false;
  for (const char c : text) {
    if (!tokens.is[static_cast<unsigned char>(c)]) return false;
  }
  return true;
}

bool is_header_value(std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && byte != '\t') || byte == 0x7F) return false;
  }
  return true;
}

std::string_view find_header(const std::vector<HttpHeader>& headers, std::string_view name) {
  for (const HttpHeader& each : headers) {
    if (same_ignoring_case(each.name, name)) return each.value;
  }
  return {};
}

std::string_view next_line(std::string_view& rest) {
  const std::size_t end = rest.find("\r\n");
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
  return line;
}

bool read_field(std::string_view line, Field& field) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return false;
  field.name = line.substr(0, colon);
  field.value = trimmed(line.substr(colon + 1));
  return is_token(field.name) && is_header_value(field.value);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::optional<std::uint64_t> read_length(std::string_view text) {
  // 18 digits fit; nothing near that length is served.
  if (text.empty() || text.size() > 18) return std::nullopt;
  std::uint64_t length = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    length = length * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return length;
}

void add_wishes(std::string_view value, ConnectionWishes& wishes) {
  while (!value.empty()) {
    const std::size_t comma = value.find(',');
    const std::string_view wish = trimmed(value.substr(0, comma));
    wishes.close |= same_ignoring_case(wish, "close");
    wishes.keep_alive |= same_ignoring_case(wish, "keep-alive");
    value.remove_prefix(comma == std::string_view::npos ? value.size() : comma + 1);
  }
}

Result<ResponseHead> read_response_head(std::string_view head, AnswerTo answer_to) {
  ResponseHead read;
  bool is_http_1_0 = false;
  const Result<int> status = read_status_line(next_line(head), is_http_1_0);
  if (!status) return failed(status);
  read.status = *status;
  ConnectionWishes wishes;
  bool has_length = false;
  bool is_chunked = false;
  for (std::string_view line = next_line(head); !line.empty(); line = next_line(head)) {
    Field field;
    const char* wrong = "the answer has a malformed header";
    if (read_field(line, field)) wrong = apply_field(field, read, wishes, has_length, is_chunked);
    if (wrong != nullptr) return failed(ErrorCode::unavailable, wrong);
  }
  if (is_chunked && (has_length || is_http_1_0)) {
    return failed(ErrorCode::unavailable, "the answer's length is said in two ways");
  }
  read.keeps_alive = is_http_1_0 ? wishes.keep_alive && !wishes.close : !wishes.close;
  if (answer_to == AnswerTo::head || has_no_body(read.status)) {
    read.body = BodyKind::none;
  } else if (is_chunked) {
    read.body = BodyKind::chunked;
  } else if (has_length) {
    read.body = read.length == 0 ? BodyKind::none : BodyKind::sized;
  } else {
    read.body = BodyKind::until_close;
    read.keeps_alive = false;
  }
  return read;
}

}  // namespace anban
