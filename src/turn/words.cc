// SPDX-License-Identifier: Apache-2.0
// The platform's own voice.
#include "turn/words.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/json_writer.h"
#include "base/utf8.h"
#include "pack/text_keys.h"

namespace anban {
namespace {

using duties::CrisisKind;

constexpr std::string_view mark_zh = "【安伴】";
constexpr std::string_view mark_en = "[Anban] ";

bool is_chinese(std::string_view locale) { return locale.starts_with("zh"); }

std::string_view situation_of(CrisisKind kind) {
  switch (kind) {
    case CrisisKind::property_loss: return "fraud";
    case CrisisKind::violence: return "violence";
    case CrisisKind::medical: return "medical";
    default: return "any";
  }
}

bool fits(const pack::HelpLine& line, std::string_view situation) {
  return std::find(line.situations.begin(), line.situations.end(), situation) !=
         line.situations.end();
}

enum class Reach { own_region, whole_country };

/// A line of "CN-31" is for people there; one of "CN" for everybody in the country.
bool reaches(const pack::HelpLine& line, std::string_view region, Reach reach) {
  if (reach == Reach::own_region) return line.region == region && region.contains('-');
  return line.region == region.substr(0, region.find('-'));
}

/// Lines for the situation first, then a minor's, then those for anybody, each those of the
/// person's own region before the country's; at most five. Where none is listed for the country,
/// those of the pack's own: the list is never empty.
std::vector<const pack::HelpLine*> fitting_lines(const pack::Pack& pack, const ForWhom& whom) {
  static constexpr std::size_t lines_most = 5;  // more is a list, not help
  std::vector<const pack::HelpLine*> out;
  std::string_view region = whom.region;
  const bool listed =
      std::any_of(pack.help_lines.begin(), pack.help_lines.end(), [&](const pack::HelpLine& line) {
        return reaches(line, region, Reach::own_region) ||
               reaches(line, region, Reach::whole_country);
      });
  if (!listed && !pack.help_lines.empty()) region = pack.help_lines.front().region;
  const auto take_of = [&](std::string_view situation, Reach reach) {
    for (const pack::HelpLine& line : pack.help_lines) {
      if (!reaches(line, region, reach) || !fits(line, situation)) continue;
      const bool taken = std::find(out.begin(), out.end(), &line) != out.end();
      if (!taken && out.size() < lines_most) out.push_back(&line);
    }
  };
  const auto take = [&](std::string_view situation) {
    take_of(situation, Reach::own_region);
    take_of(situation, Reach::whole_country);
  };
  if (situation_of(whom.kind) != "any") take(situation_of(whom.kind));
  if (whom.minor) take("minor");
  take("any");
  return out;
}

std::string_view in_locale(const std::map<std::string, std::string, std::less<>>& words,
                           std::string_view locale) {
  if (const auto found = words.find(locale); found != words.end()) return found->second;
  const auto other = words.find(is_chinese(locale) ? "zh-CN" : "en");
  if (other != words.end()) return other->second;
  return words.empty() ? std::string_view() : std::string_view(words.begin()->second);
}

std::string staff_mark(const pack::Pack& pack, std::string_view locale) {
  const std::string label(pack.texts.say(locale, pack::keys::takeover_label));
  return is_chinese(locale) ? "【" + label + "】" : "[" + label + "] ";
}

/// One paragraph: an empty line inside would end what the mark covers.
void append_paragraph(std::string& out, std::string_view words) {
  std::size_t from = 0;
  while (from < words.size() && words[from] == '\n') ++from;
  for (std::size_t at = from; at < words.size(); ++at) {
    if (words[at] == '\n' && (at + 1 >= words.size() || words[at + 1] == '\n')) continue;
    out.push_back(words[at]);
  }
}

bool is_ours(const pack::Pack& pack, std::string_view paragraph) {
  if (paragraph.starts_with(mark_zh) || paragraph.starts_with(mark_en)) return true;
  for (const auto& [locale, words] : pack.texts.words) {
    if (paragraph.starts_with(staff_mark(pack, locale))) return true;
    const auto label = words.find(pack::keys::label_text.name);
    if (label != words.end() && paragraph == label->second) return true;
  }
  return false;
}

}  // namespace

std::string locale_for(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const char32_t point = next_code_point(text, at);
    if (point >= 0x4E00 && point <= 0x9FFF) return "zh-CN";
  }
  return text.empty() ? "zh-CN" : "en";
}

std::string plain_words(const pack::Pack& pack, std::string_view locale, pack::TextKey key,
                        const std::string& amount, const std::string& lines) {
  return pack.texts.say(
      locale, key, {{"hours", amount}, {"minutes", amount}, {"days", amount}, {"lines", lines}});
}

std::string marked(std::string_view locale, std::string_view words) {
  std::string out(is_chinese(locale) ? mark_zh : mark_en);
  append_paragraph(out, words);
  return out;
}

std::string marked_as_staff(const pack::Pack& pack, std::string_view locale,
                            std::string_view words) {
  std::string out = staff_mark(pack, locale);
  append_paragraph(out, words);
  return out;
}

std::vector<std::string> help_numbers(const pack::Pack& pack, const ForWhom& whom,
                                      std::size_t most) {
  std::vector<std::string> numbers;
  for (const pack::HelpLine* line : fitting_lines(pack, whom)) {
    if (numbers.size() < most) numbers.push_back(line->number);
  }
  return numbers;
}

std::string help_lines_text(const pack::Pack& pack, std::string_view locale, const ForWhom& whom) {
  std::string out;
  for (const pack::HelpLine* line : fitting_lines(pack, whom)) {
    if (!out.empty()) out.push_back('\n');
    out += line->number;
    out.push_back(' ');
    out += in_locale(line->name, locale);
  }
  return out;
}

std::string help_lines_json(const pack::Pack& pack, std::string_view locale, const ForWhom& whom) {
  std::string out;
  JsonWriter json(out);
  json.begin_array();
  for (const pack::HelpLine* line : fitting_lines(pack, whom)) {
    json.begin_object().field("number", line->number).field("name", in_locale(line->name, locale));
    json.field("hours", in_locale(line->hours, locale)).field("region", line->region);
    json.field("last_checked", to_text(line->last_checked)).end_object();
  }
  json.end_array();
  return out;
}

std::string without_platform_words(const pack::Pack& pack, std::string_view text) {
  std::string out;
  std::size_t from = 0;
  while (from <= text.size()) {
    std::size_t end = text.find("\n\n", from);
    if (end == std::string_view::npos) end = text.size();
    const std::string_view paragraph = text.substr(from, end - from);
    if (!is_ours(pack, paragraph)) {
      if (!out.empty()) out += "\n\n";
      out += paragraph;
    }
    from = end + 2;
  }
  return out;
}

bool asks_something(std::string_view text) {
  static constexpr std::array<std::string_view, 22> cues = {
      "?",    "？",    "吗",     "怎么",   "什么",     "为什么",   "如何", "哪里",
      "哪个", "几点",  "多少",   "能不能", "可不可以", "是不是",   "how ", "what ",
      "why ", "when ", "where ", "which ", "can you",  "could you"};
  // "什么都不想做" asks nothing.
  static constexpr std::array<std::string_view, 9> no_questions = {
      "什么都", "什么也", "没什么", "没有什么", "不为什么", "怎么都", "怎么也", "没怎么", "哪里都"};
  std::string asked(text);
  for (const std::string_view each : no_questions) {
    for (auto at = asked.find(each); at != std::string::npos; at = asked.find(each, at)) {
      asked.erase(at, each.size());
    }
  }
  return std::any_of(cues.begin(), cues.end(),
                     [&](std::string_view cue) { return asked.find(cue) != std::string::npos; });
}

}  // namespace anban
