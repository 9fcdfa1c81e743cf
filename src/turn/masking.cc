// SPDX-License-Identifier: Apache-2.0
// Every kind of identifier has a name for its marks; a mark is that name with a number in brackets.
#include "turn/masking.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
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

constexpr std::size_t other_least = 5;         // "a@b.io" has five letters and marks
constexpr std::size_t numbers_least = 5;       // a QQ number in Chinese numerals
constexpr std::size_t spared_digits_most = 6;  // marks of one request are fewer

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

/// A digit of either width at `at`, which moves behind it.
std::optional<char> take_digit(std::string_view text, std::size_t& at) {
  if (text[at] >= '0' && text[at] <= '9') return text[at++];
  const std::string_view wide = text.substr(at, 3);  // EF BC 90 to EF BC 99
  if (wide.size() < 3 || !wide.starts_with("\xEF\xBC")) return std::nullopt;
  if (wide[2] < '\x90' || wide[2] > '\x99') return std::nullopt;
  at += wide.size();
  return static_cast<char>(wide[2] - '\x90' + '0');
}

/// Where the digits between two gaps begin, the gap in front of `end` ends.
std::size_t without_gap(std::string_view text, std::size_t end) {
  static constexpr std::string_view wide_gap = "\u3000";
  for (;;) {
    if (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '_' || text[end - 1] == '-')) {
      --end;
    } else if (text.substr(0, end).ends_with(wide_gap)) {
      end -= wide_gap.size();
    } else {
      return end;
    }
  }
}

/// Whether `text` ends with `name`, whatever the case and width of its letters.
bool ends_with_name(std::string_view text, std::string_view name) {
  std::size_t at = text.size();
  for (std::size_t left = name.size(); left > 0; --left) {
    const char wanted = name[left - 1];
    char found = at > 0 ? text[at - 1] : '\0';
    std::size_t length = 1;
    // Full-width letters are EF BC A1 to EF BC BA and EF BD 81 to EF BD 9A.
    const std::string_view three = at >= 3 ? text.substr(at - 3, 3) : std::string_view();
    if ((wanted >= 'A' && wanted <= 'Z') && three.starts_with("\xEF\xBC")) {
      found = static_cast<char>(three[2] - '\xA1' + 'A');
      length = 3;
    } else if ((wanted >= 'A' && wanted <= 'Z') && three.starts_with("\xEF\xBD")) {
      found = static_cast<char>(three[2] - '\x81' + 'A');
      length = 3;
    } else if (found >= 'a' && found <= 'z') {
      found = static_cast<char>(found - 'a' + 'A');
    }
    if (found != wanted) return false;
    at -= length;
  }
  return true;
}

/// Which escapes are read: those of the text itself, or also those of texts quoted in it, however
/// deep ("\\\\u0031").
enum class Depth { own, any };

/// JSON's escapes of letters, digits and other printable characters read; all else stays as it is,
/// so that JSON stays JSON.
std::string without_escapes(std::string_view text, Depth depth = Depth::any) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t from = std::min(text.find('\\', at), text.size());
    out += text.substr(at, from - at);
    std::size_t end = std::min(text.find_first_not_of('\\', from), text.size());
    std::uint32_t point = 0;
    const bool is_escape = text.substr(end).starts_with('u') && text.size() >= end + 5;
    if (is_escape) {
      const char* digits = text.data() + end + 1;
      const auto read = std::from_chars(digits, digits + 4, point, 16);
      if (read.ptr != digits + 4) point = 0;
    }
    const bool is_surrogate = point >= 0xD800 && point < 0xE000;
    const bool is_printable = point > 0x20 && point != '"' && point != '\\' && point != 0x7F;
    const std::size_t backslashes = end - from;
    const bool is_read = depth == Depth::any || backslashes % 2 == 1;
    if (is_printable && !is_surrogate && is_read) {
      if (depth == Depth::own) out.append(backslashes - 1, '\\');
      append_utf8(out, static_cast<char32_t>(point));
      end += 5;
    } else {
      out += text.substr(from, end - from);
    }
    at = end;
  }
  return out;
}

bool has_escapes(std::string_view text) { return text.find("\\u") != text.npos; }

/// A finding's value, whatever its spelling: what the normaliser made of it, without gaps.
std::u32string value_of(const signals::NormalText& normal, signals::Span span) {
  std::u32string value;
  for (std::size_t i = span.start; i < span.end; ++i) {
    const char32_t point = normal.units[i].point;
    if (point != signals::word_boundary && point != U' ' && point != U'-') value += point;
  }
  return value;
}

/// Follows which strings of JSON stand open, also those of JSON that is quoted in a string, as the
/// arguments of tool calls are. Asked with places that grow.
class OpenStrings {
 public:
  explicit OpenStrings(std::string_view json) : json_(json) {}

  /// The quote that would make a string of the bytes where they are a number of their own; empty
  /// where they are part of a string.
  std::string quote_at(std::size_t from, std::size_t to) {
    while (from > 0 && json_[from - 1] == ' ') --from;
    while (to < json_.size() && json_[to] == ' ') ++to;
    static constexpr std::string_view before = ":[,";
    static constexpr std::string_view behind = ",]}";
    if (from == 0 || before.find(json_[from - 1]) == before.npos) return {};
    if (to < json_.size() && behind.find(json_[to]) == behind.npos) return {};
    advance(from);
    if (!opened_.empty() && !is_json_at(opened_.back())) return {};
    return std::string((std::size_t{1} << opened_.size()) - 1, '\\') + '"';
  }

 private:
  void advance(std::size_t to) {
    for (; at_ < to; ++at_) {
      if (json_[at_] == '"') {
        take_quote();
        backslashes_ = 0;
      } else {
        backslashes_ = json_[at_] == '\\' ? backslashes_ + 1 : 0;
      }
    }
  }

  /// A string in a string has its quotes behind one backslash, one in that behind three.
  void take_quote() {
    std::size_t level = 0;
    for (; backslashes_ % 2 == 1; backslashes_ /= 2) ++level;
    if (level < opened_.size()) {
      opened_.resize(level);
    } else if (level == opened_.size()) {
      opened_.push_back(at_ + 1);
    }
  }

  bool is_json_at(std::size_t at) const {
    while (at < json_.size() && json_[at] == ' ') ++at;
    return at < json_.size() && (json_[at] == '{' || json_[at] == '[');
  }

  std::string_view json_;
  std::size_t at_ = 0;
  std::size_t backslashes_ = 0;
  std::vector<std::size_t> opened_;
};

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
  if (has_escapes(text)) spare(without_escapes(text));
  std::string number;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t here = at;
    const auto digit = at < text.size() ? take_digit(text, at) : std::nullopt;
    if (digit) {
      if (number.empty()) begin = here;
      number += *digit;
      continue;
    }
    if (!number.empty() && number.size() <= spared_digits_most) {
      const std::string_view before = text.substr(0, without_gap(text, begin));
      for (const KindName& each : kind_names) {
        const std::string_view name = chinese_ ? each.chinese : each.english;
        const std::string_view bare = name.ends_with('_') ? name.substr(0, name.size() - 1) : name;
        if (ends_with_name(before, bare)) spared_.insert("[" + std::string(name) + number);
      }
    }
    number.clear();
    if (here == text.size()) return;
    at = here + 1;
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
  std::string masked = mask_plain(text);
  if (!has_escapes(masked)) return masked;
  const std::string read = without_escapes(masked);
  return hidden_in(read).empty() ? masked : mask_plain(read);
}

std::string Masks::mask_json(std::string_view members) {
  std::string masked = mask_plain_json(members);
  if (!has_escapes(masked)) return masked;
  const std::string read = without_escapes(masked);
  return hidden_in(read).empty() ? masked : mask_plain_json(read);
}

std::string Masks::mask_plain(std::string_view text) {
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

std::string Masks::mask_plain_json(std::string_view members) {
  std::string masked;
  OpenStrings strings(members);
  std::size_t at = 0;
  for (const Hidden& each : hidden_in(members)) {
    const std::string_view original = members.substr(each.from, each.to - each.from);
    if (original.find_first_of("\"\\{}[]:,") != original.npos) continue;
    const std::string quote = strings.quote_at(each.from, each.to);
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
  bool any = false;
  const auto put_back = [&](std::string_view words) {
    any = true;
    restored(words);
  };
  const auto walk = [&](std::string_view all) {
    out.clear();
    const std::size_t done = walk_marks(originals_, longest_, all, plain, put_back);
    out += all.substr(done);
  };
  if (has_escapes(text)) walk(without_escapes(text, Depth::own));  // servers may escape marks
  if (!any) walk(text);
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
