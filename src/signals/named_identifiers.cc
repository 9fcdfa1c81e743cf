// SPDX-License-Identifier: Apache-2.0
// Each kind has a mark that is looked for (@, a province's character, a road's number, a cue), and
// is read around it.
#include "signals/named_identifiers.h"

#include <algorithm>

namespace anban::signals {
namespace {

constexpr std::size_t email_part_most = 96;
constexpr std::size_t contact_most = 24;  // characters of a WeChat name
constexpr std::size_t address_most = 48;  // characters to either side of a house number

bool is_alnum(char32_t point) { return is_latin(point) || is_number(point); }
bool is_chinese(char32_t point) { return point >= 0x4E00 && point <= 0x9FFF; }
bool is_one_of(char32_t point, std::u32string_view set) { return set.find(point) != set.npos; }

/// GB 32100: the 18th character checks the others, base 31.
bool is_credit_code(std::u32string_view code) {
  constexpr std::u32string_view symbols = U"0123456789abcdefghjklmnpqrtuwxy";
  constexpr std::uint32_t weights[] = {1,  3,  9,  27, 19, 26, 16, 17, 20,
                                       29, 25, 13, 8,  24, 10, 30, 28};
  if (code.size() != 18 || !is_one_of(code[0], U"123456789anry")) return false;
  std::size_t sum = 0;
  for (std::size_t i = 0; i < 17; ++i) {
    const std::size_t value = symbols.find(code[i]);
    if (value == symbols.npos) return false;
    sum += value * weights[i];
  }
  return symbols[(31 - sum % 31) % 31] == code[17];
}

class Finder {
 public:
  Finder(const PlainText& text, std::size_t most, Findings& found)
      : text_(text), most_(most), found_(found) {}

  void find() {
    for (std::size_t at = 0; at < text_.size() && found_.size() < most_; ++at) {
      const char32_t point = text_.at(at);
      if (point == U'@') email(at);
      if (is_latin(text_.at(at + 1)) && is_province(point)) plate(at);
      if (is_alnum(point) && !is_alnum(text_.at(at - 1))) word(at);
      if (is_one_of(point, U"号弄栋幢室")) address(at);
    }
  }

 private:
  void add(std::size_t begin, std::size_t end, const char* kind) {
    found_.push_back(text_.finding(begin, end, kind));
  }
  std::size_t word_end(std::size_t at) const {
    while (is_alnum(text_.at(at))) ++at;
    return at;
  }
  bool near(std::size_t at, std::size_t reach, std::u32string_view words) const {
    return text_.has_before(at, reach, words);
  }

  // --- e-mail ----------------------------------------------------------------------------------

  static bool is_email_part(char32_t point) {
    return is_alnum(point) || is_one_of(point, U"._-+%");
  }
  void email(std::size_t at) {
    std::size_t begin = at;
    while (begin > 0 && at - begin < email_part_most && is_email_part(text_.at(begin - 1))) --begin;
    std::size_t end = at + 1;
    while (end - at < email_part_most && is_email_part(text_.at(end))) ++end;
    while (begin < at && !is_alnum(text_.at(begin))) ++begin;
    while (end > at && !is_alnum(text_.at(end - 1))) --end;
    std::size_t top = end;
    while (top > at && is_latin(text_.at(top - 1))) --top;
    // The domain has a dot, and ends in two letters or more.
    if (begin < at && end - top >= 2 && top > at + 2 && text_.at(top - 1) == U'.') {
      add(begin, end, "email");
    }
  }

  static bool is_province(char32_t point) {
    return is_one_of(point, U"京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼");
  }

  // --- plates ----------------------------------------------------------------------------------

  void plate(std::size_t at) {
    if (!is_latin(text_.at(at + 1)) || is_one_of(text_.at(at + 1), U"io")) return;
    std::size_t begin = at + 2;
    if (is_one_of(text_.at(begin), U"·.- •")) ++begin;
    const std::size_t end = word_end(begin);
    std::size_t size = end - begin;
    const bool police = text_.at(end) == U'警' || text_.at(end) == U'学' || text_.at(end) == U'挂';
    if (police) ++size;
    if (size != 5 && size != 6) return;
    std::size_t digits = 0;
    for (std::size_t i = begin; i < end; ++i) {
      if (is_number(text_.at(i))) ++digits;
      if (is_one_of(text_.at(i), U"io")) return;
    }
    const bool is_new_energy =
        size == 6 && digits >= 4 && (is_latin(text_.at(begin)) || is_latin(text_.at(end - 1)));
    const bool told = near(at, 12, U"车牌 牌照 车号 ");
    if (!is_new_energy && (size != 5 || (digits < 3 && !told))) return;
    add(at, end + (police ? 1 : 0), "plate");
  }

  // --- words of letters and digits ---------------------------------------------------------------

  void word(std::size_t at) {
    const std::size_t end = word_end(at);
    const std::u32string_view word = text_.points().substr(at, end - at);
    const bool letters = std::any_of(word.begin(), word.end() - 1, is_latin);
    if (letters && is_credit_code(word)) return add(at, end, "credit_code");
    if (!letters && word.size() == 18 && is_credit_code(word) &&
        near(at, 16, U"信用代码 统一代码 ")) {
      return add(at, end, "credit_code");
    }
    if (is_passport(word) && (near(at, 16, U"护照 通行证 passport ") || follows(end, U"护照"))) {
      return add(at, end, "passport");
    }
    const std::size_t glued = glued_cue(word);
    contact(at + glued);
  }
  /// "qq123456", "vx138...": letters of the cue that digits follow at once.
  static std::size_t glued_cue(std::u32string_view word) {
    for (const std::u32string_view cue : {U"qq", U"vx", U"wx", U"v", U"weixin"}) {
      if (!word.starts_with(cue) || word.size() < cue.size() + 5) continue;
      if (std::all_of(word.begin() + static_cast<std::ptrdiff_t>(cue.size()), word.end(),
                      is_number)) {
        return cue.size();
      }
    }
    return 0;
  }
  static bool is_passport(std::u32string_view word) {
    if (word.size() != 9 || !is_latin(word[0])) return false;
    const std::size_t from = is_latin(word[1]) ? 2 : 1;
    return std::all_of(word.begin() + static_cast<std::ptrdiff_t>(from), word.end(), is_number);
  }
  bool follows(std::size_t at, std::u32string_view word) const {
    const std::size_t found = text_.points().substr(std::min(at, text_.size()), 8).find(word);
    return found != std::u32string_view::npos;
  }

  /// WeChat and QQ numbers stand right behind their cue.
  void contact(std::size_t at) {
    std::size_t end = at;
    while (end - at <= contact_most &&
           (is_alnum(text_.at(end)) ||
            (is_one_of(text_.at(end), U"_-") && is_alnum(text_.at(end + 1))))) {
      ++end;
    }
    const std::u32string_view name = text_.points().substr(at, end - at);
    const std::size_t cue_end = behind_cue(at);
    if (cue_end == at && text_.at(at - 1) == U' ') return;
    const auto cue_is = [&](std::u32string_view words) { return ends_with_any(cue_end, words); };
    const bool digits = std::all_of(name.begin(), name.end(), is_number);
    if (digits && name.size() >= 5 && name.size() <= 11 && name[0] != U'0' &&
        cue_is(U"qq 扣扣 企鹅 q号 ")) {
      return add(at, end, "qq");
    }
    if (name.size() < 6 || name.size() > 20 ||
        !cue_is(U"微信 weixin wechat wx vx v信 威信 薇信 加v 微x 卫星 ")) {
      return;
    }
    const bool plain_word = std::all_of(name.begin(), name.end(), is_latin);
    const bool linked = cue_end < at;  // "微信号：", "微信是"
    if (plain_word && !linked) return;
    if (is_latin(name[0]) || digits) add(at, end, "wechat");
  }
  /// Before the links between a cue and its number ("号", "是", ":").
  std::size_t behind_cue(std::size_t at) const {
    std::size_t end = at;
    while (end > 0 && at - end < 6 && is_one_of(text_.at(end - 1), U"号是为:：= 群()id我的就,"))
      --end;
    return end;
  }
  bool ends_with_any(std::size_t end, std::u32string_view words) const {
    const std::u32string_view before = text_.points().substr(0, end);
    while (!words.empty()) {
      const std::size_t size = words.find(U' ');
      const std::u32string_view word = words.substr(0, size);
      const bool apart = !is_latin(word[0]) || before.size() <= word.size() ||
                         !is_latin(before[before.size() - word.size() - 1]);
      if (before.ends_with(word) && apart) return true;
      words.remove_prefix(size + 1);
    }
    return false;
  }

  // --- addresses -------------------------------------------------------------------------------

  static bool counts(char32_t point) {
    return is_number(point) || is_one_of(point, U"零一二三四五六七八九十百-");
  }
  /// A house number behind a road or estate; then to both sides.
  void address(std::size_t at) {
    if (!found_.empty() && found_.back().kind == "address" && at < address_end_) return;
    std::size_t road = at;
    while (road > 0 && at - road < 8 &&
           (counts(text_.at(road - 1)) || is_latin(text_.at(road - 1))))
      --road;
    if (road == at || road == 0 || text_.at(at + 1) == U'线') return;
    if (!is_one_of(text_.at(road - 1), U"路街道巷弄村镇里苑园区城厦座栋幢号院庄湾府")) return;
    std::size_t begin = road - 1;
    while (begin > 0 && road - begin < address_most && is_chinese(text_.at(begin - 1))) --begin;
    begin = behind_lead(begin, road);
    if (road - begin < 3) return;
    const std::u32string_view named = text_.points().substr(begin, road - begin);
    if (!std::any_of(named.begin(), named.end(), [](char32_t each) {
          return is_one_of(each, U"路街道巷村镇区市县苑园城厦院");
        })) {
      return;
    }
    std::size_t end = at + 1;
    for (std::size_t next = end; next < text_.size() && next - at < address_most; ++next) {
      const char32_t point = text_.at(next);
      if (!is_chinese(point) && !is_alnum(point) && point != U'-') break;
      const bool closes = is_one_of(point, U"号楼栋幢座元室层户房") &&
                          (is_alnum(text_.at(next - 1)) || text_.at(next - 1) == U'单' ||
                           counts(text_.at(next - 1)) || text_.at(next - 1) == U'号');
      if (closes) end = next + 1;
      if (!closes && point >= 0x80 && next - end > 12) break;
    }
    if (is_number(text_.at(end)) || text_.at(end) == U'-') {
      while (is_alnum(text_.at(end)) || text_.at(end) == U'-') ++end;
      if (text_.at(end) == U'室') ++end;
    }
    address_end_ = end;
    add(begin, end, "address");
  }
  /// Behind what leads up to an address ("我家住在").
  std::size_t behind_lead(std::size_t begin, std::size_t road) const {
    static constexpr std::u32string_view leads[] = {
        U"地址是", U"地址", U"住址是", U"住址", U"住在", U"住", U"寄到", U"寄给", U"送到", U"发到",
        U"搬到",   U"就在", U"位于",   U"家在", U"在",   U"来", U"到",   U"是",   U"去",   U"于"};
    const std::u32string_view text = text_.points().substr(begin, road - begin);
    std::size_t after = 0;
    for (const std::u32string_view lead : leads) {
      const std::size_t at = text.rfind(lead);
      if (at != text.npos && at + lead.size() + 2 < text.size())
        after = std::max(after, at + lead.size());
    }
    return begin + after;
  }

  const PlainText& text_;
  std::size_t most_;
  Findings& found_;
  std::size_t address_end_ = 0;
};

}  // namespace

PlainText::PlainText(std::span<const Unit> units) {
  points_.reserve(units.size());
  units_.reserve(units.size());
  for (std::uint32_t i = 0; i < units.size(); ++i) {
    if (units[i].point == word_boundary) continue;
    points_ += units[i].point;
    units_.push_back(i);
  }
}

Finding PlainText::finding(std::size_t begin, std::size_t end, const char* kind) const {
  return {Category::pi, 0.99F, true, {units_[begin], units_[end - 1] + 1}, kind, "identifiers@2"};
}

bool PlainText::has_before(std::size_t place, std::size_t reach, std::u32string_view words) const {
  std::size_t from = place > reach ? place - reach : 0;
  for (std::size_t i = from; i < place; ++i) {
    if (is_one_of(points_[i], U",。!?;\n")) from = i + 1;
  }
  const std::u32string_view before = std::u32string_view(points_).substr(from, place - from);
  while (!words.empty()) {
    const std::size_t size = words.find(U' ');
    if (before.find(words.substr(0, size)) != before.npos) return true;
    words.remove_prefix(size + 1);
  }
  return false;
}

void add_named_identifiers(const PlainText& text, std::size_t most, Findings& found) {
  Finder(text, most, found).find();
}

}  // namespace anban::signals
