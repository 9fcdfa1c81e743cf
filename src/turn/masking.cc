// SPDX-License-Identifier: Apache-2.0
// Every kind of identifier has a name for its marks; a mark is that name with a number in brackets.
#include "turn/masking.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "base/json_writer.h"
#include "base/utf8.h"
#include "signals/identifiers.h"
#include "signals/normalise.h"

namespace anban {
namespace {

struct KindName {
  std::string_view kind;
  std::string_view chinese;
  std::string_view english;
};
constexpr std::array<KindName, 10> kind_names = {{{"resident_id", "身份证号", "ID_CARD_"},
                                                  {"mobile", "手机号", "PHONE_"},
                                                  {"bank_card", "银行卡号", "BANK_CARD_"},
                                                  {"email", "邮箱", "EMAIL_"},
                                                  {"plate", "车牌号", "PLATE_"},
                                                  {"passport", "护照号", "PASSPORT_"},
                                                  {"credit_code", "信用代码", "CREDIT_CODE_"},
                                                  {"wechat", "微信号", "WECHAT_"},
                                                  {"qq", "QQ号", "QQ_"},
                                                  {"address", "地址", "ADDRESS_"}}};

constexpr std::size_t other_least = 5;    // "a@b.io" has five letters and marks
constexpr std::size_t numbers_least = 5;  // a QQ number in Chinese numerals

/// Whether a text could hold an identifier at all. Most Chinese sentences could not.
bool may_hold_one(std::string_view text) {
  static constexpr std::u32string_view numerals = U"零〇一二三四五六七八九十百幺";
  static constexpr std::u32string_view houses = U"号號弄栋棟幢室";
  std::size_t others = 0;
  std::size_t numbers = 0;
  bool house = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t point = next_code_point(text, at);
    const bool is_mark = (point < 0x80 && point != U'@' && !(point >= U'0' && point <= U'9') &&
                          !(point >= U'a' && point <= U'z') && !(point >= U'A' && point <= U'Z')) ||
                         (point >= 0x3000 && point < 0x3040 && point != U'〇') || point == U'，' ||
                         point == U'！' || point == U'？' || point == U'：';
    if (is_mark) continue;
    const bool is_ideograph = point >= 0x4E00 && point <= 0x9FFF;
    if (numerals.find(point) != numerals.npos) {
      ++numbers;
    } else if (!is_ideograph) {
      ++others;
    } else if (houses.find(point) != houses.npos) {
      house = true;
    }
    const bool enough = others >= other_least || others + numbers >= numbers_least;
    if (enough || (house && others + numbers > 0)) return true;
  }
  return false;
}

bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

/// A finding's value, whatever its spelling: what the normaliser made of it, without gaps.
std::u32string value_of(const signals::NormalText& normal, signals::Span span) {
  std::u32string value;
  for (std::size_t i = span.start; i < span.end; ++i) {
    const char32_t point = normal.units[i].point;
    if (point != signals::word_boundary && point != U' ' && point != U'-') value += point;
  }
  return value;
}

/// Whether those bytes of JSON are a number of their own, not part of a string.
bool is_bare(std::string_view json, std::size_t from, std::size_t to) {
  while (from > 0 && json[from - 1] == ' ') --from;
  while (to < json.size() && json[to] == ' ') ++to;
  static constexpr std::string_view before = ":[,";
  static constexpr std::string_view behind = ",]}";
  return from > 0 && to < json.size() && before.find(json[from - 1]) != before.npos &&
         behind.find(json[to]) != behind.npos;
}

/// Calls say(text) for what stands and what a mark stood for, and returns the bytes that were
/// dealt with: all but a beginning of a mark at the end.
template <class Originals, class Plain, class Restored>
std::size_t walk_marks(const Originals& originals, std::size_t longest, std::string_view text,
                       Plain&& plain, Restored&& restored) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = std::min(text.find('[', at), text.size());
    plain(text.substr(at, open - at));
    at = open;
    if (at == text.size()) break;
    const std::string_view rest = text.substr(at, longest);
    const std::size_t close = rest.find(']');
    if (close == rest.npos) {
      const auto next = originals.lower_bound(rest);
      if (next != originals.end() && next->first.starts_with(rest)) return at;
    } else if (const auto mark = originals.find(rest.substr(0, close + 1));
               mark != originals.end()) {
      restored(mark->second);
      at += close + 1;
      continue;
    }
    plain(text.substr(at, 1));
    ++at;
  }
  return at;
}

}  // namespace

void Masks::spare(std::string_view text) {
  for (std::size_t at = text.find('['); at != text.npos; at = text.find('[', at + 1)) {
    const std::string_view rest = text.substr(at + 1);
    for (const KindName& each : kind_names) {
      const std::string_view name = chinese_ ? each.chinese : each.english;
      if (!rest.starts_with(name)) continue;
      std::size_t end = name.size();
      while (end < rest.size() && end < name.size() + 8 && is_digit(rest[end])) ++end;
      spared_.emplace(text.substr(at, end + 1));
    }
  }
}

const std::string& Masks::mark_for(const signals::Finding& found, std::u32string value,
                                   std::string_view original) {
  std::string& mark = marks_[{found.kind, std::move(value)}];
  if (!mark.empty()) return mark;
  const auto name = std::find_if(kind_names.begin(), kind_names.end(),
                                 [&](const KindName& each) { return each.kind == found.kind; });
  std::string opening = "[";
  if (name != kind_names.end()) opening += chinese_ ? name->chinese : name->english;
  std::size_t& number = numbers_[found.kind];
  do {
    mark = opening + std::to_string(++number);
  } while (spared_.contains(mark));
  mark += ']';
  longest_ = std::max(longest_, mark.size());
  originals_.emplace(mark, original);
  return mark;
}

std::vector<Masks::Hidden> Masks::hidden_in(std::string_view text) {
  std::vector<Hidden> hidden;
  if (!may_hold_one(text)) return hidden;
  const signals::NormalText normal = signals::normalise(text);
  constexpr std::size_t all = std::numeric_limits<std::size_t>::max();
  signals::Findings found = signals::identifiers_in(normal.units, all);
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.span.start < b.span.start; });
  std::size_t byte = 0;
  std::size_t point = 0;
  for (const signals::Finding& each : found) {
    const std::size_t start = normal.units[each.span.start].origin;
    const std::size_t end = std::size_t{normal.units[each.span.end - 1].origin} + 1;
    for (; point < start; ++point) next_code_point(text, byte);
    const std::size_t from = byte;
    for (; point < end; ++point) next_code_point(text, byte);
    if (from == byte) continue;
    const std::string_view original = text.substr(from, byte - from);
    hidden.push_back({from, byte, mark_for(each, value_of(normal, each.span), original)});
  }
  return hidden;
}

std::string Masks::mask(std::string_view text) {
  std::string masked;
  std::size_t at = 0;
  for (const Hidden& each : hidden_in(text)) {
    masked += text.substr(at, each.from - at);
    masked += each.mark;
    at = each.to;
  }
  masked += text.substr(at);
  return masked;
}

std::string Masks::mask_json(std::string_view members) {
  std::string masked;
  std::size_t at = 0;
  for (const Hidden& each : hidden_in(members)) {
    const std::string_view original = members.substr(each.from, each.to - each.from);
    if (original.find_first_of("\"\\{}[]:,") != original.npos) continue;
    const std::string_view quote = is_bare(members, each.from, each.to) ? "\\\"" : "";
    masked += members.substr(at, each.from - at);
    masked += quote;
    masked += each.mark;
    masked += quote;
    at = each.to;
  }
  masked += members.substr(at);
  return masked;
}

std::string Masks::restored_json(std::string_view text) const {
  std::string out;
  const auto plain = [&](std::string_view words) { out += words; };
  const auto restored = [&](std::string_view words) {
    std::string quoted;
    append_json_string(quoted, words);
    out += std::string_view(quoted).substr(1, quoted.size() - 2);
  };
  const std::size_t done = walk_marks(originals_, longest_, text, plain, restored);
  out += text.substr(done);
  return out;
}

std::string Unmasking::feed(std::string_view piece) {
  if (masks_.empty()) return std::string(piece);
  held_ += piece;
  std::string out;
  const auto say = [&](std::string_view words) { out += words; };
  const std::size_t done = walk_marks(masks_.originals_, masks_.longest_, held_, say, say);
  held_.erase(0, done);
  return out;
}

std::string Unmasking::finish() { return std::exchange(held_, {}); }

}  // namespace anban
