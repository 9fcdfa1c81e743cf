// SPDX-License-Identifier: Apache-2.0
// Spans of identifiers are code points of the text; replaced from the back, so that they stay true.
#include "turn/masking.h"

#include <algorithm>
#include <string_view>

#include "base/utf8.h"

namespace anban {
namespace {

constexpr std::size_t digits_least = 12;  // the shortest bank card number

/// Digits in the forms people type: ASCII, full width, Chinese and circled ones count as one each.
std::size_t count_digits(std::string_view text) {
  static constexpr std::u32string_view chinese = U"零〇一二三四五六七八九";
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = next_code_point(text, at);
    const bool is_plain = point >= U'0' && point <= U'9';
    const bool is_wide = point >= U'０' && point <= U'９';
    const bool is_circled = point >= 0x2460 && point <= 0x249B;
    const bool is_mathematical = point >= 0x1D7CE && point <= 0x1D7FF;
    const bool is_chinese = chinese.find(point) != std::u32string_view::npos;
    count += is_plain || is_wide || is_circled || is_mathematical || is_chinese ? 1 : 0;
  }
  return count;
}

std::string_view mask_of(const std::string& kind) {
  if (kind == "resident_id") return "[身份证号]";
  return kind == "bank_card" ? "[银行卡号]" : std::string_view();
}

}  // namespace

std::string masked_for_model(const signals::Observer& observer, const std::string& text) {
  if (count_digits(text) < digits_least) return text;
  signals::Findings found = observer.observe(text, signals::Role::user);
  std::erase_if(found, [](const signals::Finding& each) {
    return each.category != signals::Category::pi || mask_of(each.kind).empty();
  });
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.span.start > b.span.start; });
  std::string masked = text;
  for (const signals::Finding& each : found) {
    const std::size_t from = byte_offset_of(masked, each.span.start);
    const std::size_t to = byte_offset_of(masked, each.span.end);
    masked.replace(from, to - from, mask_of(each.kind));
  }
  return masked;
}

}  // namespace anban
