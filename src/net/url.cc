// SPDX-License-Identifier: Apache-2.0
// Reading of http and https addresses.
#include "net/url.h"

#include <charconv>

#include "net/address.h"

namespace anban {
namespace {

constexpr std::size_t url_bytes_max = 4096;

std::uint16_t usual_port(bool is_secure) { return is_secure ? 443 : 80; }

bool read_port(std::string_view text, std::uint16_t& port) {
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, port);
  return read.ec == std::errc{} && read.ptr == end && port != 0;
}

bool is_host_name(std::string_view text) {
  if (text.empty() || text.size() > 253) return false;
  for (const char c : text) {
    const bool is_fine =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_';
    if (!is_fine) return false;
  }
  return true;
}

/// Takes host and port from "host", "host:port", "[v6]" or "[v6]:port".
bool read_authority(std::string_view text, Url& url) {
  url.port = usual_port(url.is_secure);
  std::string_view behind;
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos) return false;
    url.host = text.substr(1, close - 1);
    const auto address = parse_address(url.host);
    if (!address || address->is_v4()) return false;
    behind = text.substr(close + 1);
  } else {
    const std::size_t colon = text.find(':');
    url.host = text.substr(0, colon);
    for (char& c : url.host) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    }
    if (!is_host_name(url.host)) return false;
    behind = colon == std::string_view::npos ? std::string_view() : text.substr(colon);
  }
  if (behind.empty()) return true;
  return behind.front() == ':' && read_port(behind.substr(1), url.port);
}

}  // namespace

std::string Url::authority() const {
  std::string text = host.find(':') == std::string::npos ? host : "[" + host + "]";
  if (port != usual_port(is_secure)) text += ":" + std::to_string(port);
  return text;
}

std::string Url::origin() const {
  return (is_secure ? "https://" : "http://") + host + ":" + std::to_string(port);
}

Result<Url> parse_url(std::string_view text) {
  const auto wrong = [](const char* what) {
    return failed(ErrorCode::invalid, std::string("the address is not usable: ") + what);
  };
  if (text.size() > url_bytes_max) return wrong("it is too long");
  for (const char c : text) {
    if (c <= 0x20 || c >= 0x7F) return wrong("it holds a space or a character beyond ASCII");
  }
  Url url;
  if (text.starts_with("https://")) {
    url.is_secure = true;
    text.remove_prefix(8);
  } else if (text.starts_with("http://")) {
    text.remove_prefix(7);
  } else {
    return wrong("it begins neither with https:// nor with http://");
  }
  const std::string_view authority = text.substr(0, text.find_first_of("/?#"));
  text.remove_prefix(authority.size());
  if (authority.find('@') != std::string_view::npos) return wrong("it holds a user name");
  if (text.find('#') != std::string_view::npos) return wrong("it holds a fragment (#)");
  if (!read_authority(authority, url)) return wrong("host or port is malformed");
  url.target = text.starts_with('/') ? std::string(text) : "/" + std::string(text);
  return url;
}

}  // namespace anban
