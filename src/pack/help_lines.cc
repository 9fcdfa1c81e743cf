// SPDX-License-Identifier: Apache-2.0
// Help lines by situation. What this file promises is that nobody in distress reads an empty card.
#include "pack/help_lines.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "base/ensure.h"

namespace anban::pack {
namespace {

bool serves(const HelpLine& line, std::string_view situation) {
  return std::find(line.situations.begin(), line.situations.end(), situation) !=
         line.situations.end();
}

void add_lines(const Pack& pack, std::string_view situation, std::vector<const HelpLine*>& chosen) {
  for (const HelpLine& line : pack.help_lines) {
    if (!serves(line, situation)) continue;
    if (std::find(chosen.begin(), chosen.end(), &line) == chosen.end()) chosen.push_back(&line);
  }
}

std::string_view in_locale(const std::map<std::string, std::string, std::less<>>& words,
                           std::string_view locale) {
  for (const std::string_view each :
       {locale, locale.starts_with("zh") ? std::string_view("zh-CN") : std::string_view("en")}) {
    if (const auto found = words.find(each); found != words.end()) return found->second;
  }
  return words.empty() ? std::string_view() : std::string_view(words.begin()->second);
}

std::chrono::sys_days days_of(LocalDate date) {
  return std::chrono::year(date.year) / std::chrono::month(static_cast<unsigned>(date.month)) /
         std::chrono::day(static_cast<unsigned>(date.day));
}

}  // namespace

std::vector<const HelpLine*> help_lines_for(const Pack& pack,
                                            const std::vector<std::string_view>& situations) {
  ensure(!pack.help_lines.empty(), "the loader refuses a pack without help lines");
  std::vector<const HelpLine*> chosen;
  for (const std::string_view situation : situations) {
    if (situation != "any") add_lines(pack, situation, chosen);
  }
  add_lines(pack, "any", chosen);
  if (chosen.empty()) chosen.push_back(&pack.help_lines.front());
  return chosen;
}

std::string help_lines_text(const Pack& pack, std::string_view locale,
                            const std::vector<std::string_view>& situations) {
  const bool chinese = locale.starts_with("zh");
  std::string text;
  for (const HelpLine* line : help_lines_for(pack, situations)) {
    const std::string_view hours = in_locale(line->hours, locale);
    if (!text.empty()) text += '\n';
    text += fmt::format("{}{}{}", line->number, chinese ? "　" : "  ",
                        in_locale(line->name, locale));
    if (!hours.empty()) text += fmt::format(fmt::runtime(chinese ? "（{}）" : " ({})"), hours);
  }
  return text;
}

std::vector<const HelpLine*> stale_help_lines(const Pack& pack, LocalDate today) {
  std::vector<const HelpLine*> stale;
  for (const HelpLine& line : pack.help_lines) {
    const auto age = days_of(today) - days_of(line.last_checked);
    if (age > pack.params.crisis.help_lines_stale_after) stale.push_back(&line);
  }
  return stale;
}

}  // namespace anban::pack
