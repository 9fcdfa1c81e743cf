// SPDX-License-Identifier: Apache-2.0
// Words of the platform, told apart from the character's: every paragraph of ours begins with a
// mark, so that people know who speaks (O-84) and so that the same words can be taken out of the
// history that a client sends along, before the model sees it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "duties/crisis/crisis.h"
#include "duties/requirement.h"
#include "pack/pack.h"

namespace anban {

/// "zh-CN" or "en": the profile's where known, else by whether the text holds Han characters.
std::string locale_for(std::string_view text);

/// The pack's words with {hours}, {minutes} and {lines} filled in; no mark.
std::string plain_words(const pack::Pack& pack, std::string_view locale, pack::TextKey key,
                        const std::string& amount, const std::string& lines);
/// One paragraph that begins with the platform's mark.
std::string marked(std::string_view locale, std::string_view words);

/// Whose help lines are asked for; "CN-31" is a region of a country, "CN" the country.
struct ForWhom {
  duties::CrisisKind kind = duties::CrisisKind::none;
  bool minor = false;
  std::string_view region = "CN";
};

/// The same for words of somebody of the staff: "【真人工作人员】…", "[Person] …" (O-92).
std::string marked_as_staff(const pack::Pack& pack, std::string_view locale,
                            std::string_view words);

/// The help lines that fit, most fitting first, one a line: "12356 全国统一心理援助热线". Never
/// empty.
std::string help_lines_text(const pack::Pack& pack, std::string_view locale, const ForWhom& whom);
/// The same as a JSON array of {number, name, hours, region, last_checked}.
std::string help_lines_json(const pack::Pack& pack, std::string_view locale, const ForWhom& whom);
/// The first numbers of the same, at most that many.
std::vector<std::string> help_numbers(const pack::Pack& pack, const ForWhom& whom,
                                      std::size_t most);

/// `text` without our marked paragraphs, those of the staff and label lines (in any locale of the
/// pack).
std::string without_platform_words(const pack::Pack& pack, std::string_view text);

/// Whether the text asks something that the model can answer (a question mark or question word),
/// so that tier 1 soothes first and then lets the model answer.
bool asks_something(std::string_view text);

}  // namespace anban
