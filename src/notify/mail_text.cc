// SPDX-License-Identifier: Apache-2.0
// Encoded words are cut between characters, as RFC 2047 asks.
#include "notify/mail_text.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/bytes.h"
#include "base/utf8.h"

namespace anban::notify {
namespace {

// "=?UTF-8?B?" and "?=" take 12 of 75 characters; 45 bytes become 60 of base64.
constexpr std::size_t bytes_a_word = 45;
constexpr std::size_t plain_most = 60;         // a header line stays below 78 with its name
constexpr std::size_t body_bytes_a_line = 57;  // 76 characters of base64

std::string without_controls(std::string_view text) {
  std::string clean(text);
  for (char& c : clean) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) c = ' ';
  }
  return clean;
}

bool needs_encoding(std::string_view text) {
  const auto plain = [](char c) { return c >= ' ' && c < '\x7f'; };
  return text.size() > plain_most || !std::all_of(text.begin(), text.end(), plain) ||
         text.find("=?") != std::string_view::npos ||
         text.find_first_of("()<>[]:;@\\,.\"") != std::string_view::npos;
}

/// "Sat, 01 Aug 2026 13:04:00 +0000".
std::string mail_date(Instant now) {
  constexpr std::array<const char*, 7> days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<Seconds>(now - day));
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000",
                     days[std::chrono::weekday(day).c_encoding()],
                     static_cast<unsigned>(date.day()),
                     months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

}  // namespace

std::string header_words(std::string_view text) {
  const std::string clean = without_controls(text);
  if (!needs_encoding(clean)) return clean;
  std::string out;
  for (std::size_t at = 0; at < clean.size();) {
    std::size_t end = at;
    while (end < clean.size()) {
      std::size_t behind = end;
      next_code_point(clean, behind);
      if (behind - at > bytes_a_word) break;
      end = behind;
    }
    if (!out.empty()) out += "\r\n ";
    out += "=?UTF-8?B?" + to_base64(std::string_view(clean).substr(at, end - at)) + "?=";
    at = end;
  }
  return out;
}

std::string mail_text(const Notification& notification, std::string_view from,
                      std::string_view from_name, Instant now) {
  const std::size_t at = from.find('@');
  const std::string_view domain = at == std::string_view::npos ? from : from.substr(at + 1);
  std::string out = fmt::format("From: {} <{}>\r\n", header_words(from_name), from);
  out += fmt::format("To: <{}>\r\n", without_controls(notification.address.reveal()));
  out += fmt::format("Subject: {}\r\n", header_words(notification.subject));
  out += fmt::format("Date: {}\r\n", mail_date(now));
  out += fmt::format("Message-ID: <{}@{}>\r\n", without_controls(notification.id.text), domain);
  out += "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n";
  out += "Content-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n";
  const std::string_view body = notification.body;
  for (std::size_t begin = 0; begin < body.size(); begin += body_bytes_a_line) {
    out += to_base64(body.substr(begin, body_bytes_a_line)) + "\r\n";
  }
  return out;
}

std::string dot_stuffed(std::string_view message) {
  std::string out;
  bool line_begins = true;
  for (const char c : message) {
    if (line_begins && c == '.') out += '.';
    out += c;
    line_begins = c == '\n';
  }
  if (!out.ends_with("\r\n")) out += "\r\n";
  return out + ".\r\n";
}

}  // namespace anban::notify
