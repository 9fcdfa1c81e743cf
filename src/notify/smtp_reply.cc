// SPDX-License-Identifier: Apache-2.0
// A line is three digits, then a space or nothing for the last line, a hyphen for the others.
#include "notify/smtp_reply.h"

#include <algorithm>

namespace anban::notify {
namespace {

constexpr std::size_t lines_most = 128;  // the longest EHLO answers of real servers have about 20

bool same(std::string_view a, std::string_view b) {
  const auto upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return upper(x) == upper(y); });
}

std::string_view next_word(std::string_view& text) {
  const std::size_t from = std::min(text.find_first_not_of(" =\t"), text.size());
  text.remove_prefix(from);
  const std::string_view word = text.substr(0, text.find_first_of(" =\t"));
  text.remove_prefix(word.size());
  return word;
}

}  // namespace

bool SmtpReply::offers(std::string_view keyword) const {
  for (std::size_t i = 1; i < lines.size(); ++i) {
    std::string_view rest = lines[i];
    if (same(next_word(rest), keyword)) return true;
  }
  return false;
}

bool SmtpReply::offers(std::string_view keyword, std::string_view value) const {
  for (std::size_t i = 1; i < lines.size(); ++i) {
    std::string_view rest = lines[i];
    if (!same(next_word(rest), keyword)) continue;
    for (std::string_view word = next_word(rest); !word.empty(); word = next_word(rest)) {
      if (same(word, value)) return true;
    }
  }
  return false;
}

Result<bool> SmtpReplyReader::add(std::string_view line) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool coded = line.size() >= 3 && std::all_of(line.begin(), line.begin() + 3, is_digit);
  if (!coded || line[0] < '2' || line[0] > '5') {
    return failed(ErrorCode::corrupt, "the mail server's answer does not begin with a reply code");
  }
  const bool last = line.size() == 3 || line[3] == ' ';
  if (!last && line[3] != '-') {
    return failed(ErrorCode::corrupt, "the mail server's answer is malformed behind its code");
  }
  const int code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
  if (!reply_.lines.empty() && code != reply_.code) {
    return failed(ErrorCode::corrupt, "the mail server's answer mixes reply codes");
  }
  if (reply_.lines.size() >= lines_most) {
    return failed(ErrorCode::corrupt, "the mail server's answer does not end");
  }
  reply_.code = code;
  reply_.lines.emplace_back(line.size() > 4 ? line.substr(4) : std::string_view());
  return last;
}

}  // namespace anban::notify
