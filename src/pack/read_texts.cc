// SPDX-License-Identifier: Apache-2.0
// texts/<locale>.toml: all words people read. Checked for completeness, placeholders, the elements
// that GB 45438-2025 wants in a label, and for telephone numbers nobody keeps up to date.
#include <algorithm>

#include <fmt/format.h>

#include "pack/pack_parts.h"

namespace anban::pack {
namespace {

void flatten(const TomlTable& table, const std::string& prefix, const std::string& file,
             FoundTexts& found, Faults& faults) {
  for (const TomlEntry& entry : table.entries) {
    const std::string key = prefix + entry.key;
    if (const TomlTable* nested = std::get_if<TomlTable>(&entry.value.is)) {
      flatten(*nested, key + ".", file, found, faults);
      continue;
    }
    const std::string* words = std::get_if<std::string>(&entry.value.is);
    if (words != nullptr && !words->empty()) {
      found[key] = {*words, entry.value.at};
    } else {
      faults.add(file, entry.value.at, fmt::format("{} must be a text that is not empty", key));
    }
  }
}

std::string placeholders_in(std::string_view words) {
  std::set<std::string_view> names;
  for (std::size_t open = words.find('{'); open != std::string_view::npos;
       open = words.find('{', open + 1)) {
    const std::size_t close = words.find('}', open);
    if (close == std::string_view::npos) break;
    names.insert(words.substr(open + 1, close - open - 1));
  }
  std::string joined;
  for (const std::string_view name : names) joined += fmt::format("{{{}}} ", name);
  return joined.empty() ? "none" : joined.substr(0, joined.size() - 1);
}

std::string placeholders_of(const TextKeyRule& rule) {
  std::string braced;
  for (const char c : rule.placeholders) {
    if (c == ',') {
      braced += "} {";
    } else {
      braced += c;
    }
  }
  return placeholders_in("{" + braced + "}") == "{}" ? "none" : placeholders_in("{" + braced + "}");
}

bool names_ai(std::string_view words) {
  return words.find("AI") != std::string_view::npos ||
         words.find("人工智能") != std::string_view::npos;
}

bool names_making(std::string_view words) {
  return words.find("生成") != std::string_view::npos ||
         words.find("合成") != std::string_view::npos;
}

}  // namespace

FoundTexts flatten_texts(const TomlTable& root, const std::string& file, Faults& faults) {
  FoundTexts found;
  flatten(root, "", file, found, faults);
  return found;
}

void check_text(const std::string& key, const FoundText& text, const std::string& file,
                Faults& faults) {
  const auto rules = all_text_keys();
  const auto rule = std::find_if(rules.begin(), rules.end(),
                                 [&](const TextKeyRule& each) { return each.key.name == key; });
  if (rule == rules.end()) {
    faults.add(file, text.at, fmt::format("there is no text \"{}\"", key));
    return;
  }
  const std::string has = placeholders_in(text.words);
  const std::string wants = placeholders_of(*rule);
  if (has != wants) {
    faults.add(file, text.at,
               fmt::format("the placeholders of {} are {}, but must be {}", key, has, wants));
  }
  const bool about_ai = rule->key == keys::label_text || rule->key == keys::disclosure_ai_body ||
                        rule->key == keys::labels_i_am_ai;
  if (about_ai && !names_ai(text.words)) {
    faults.add(file, text.at, fmt::format("{} must name AI (\"AI\" or \"人工智能\")", key));
  }
  if (rule->key == keys::label_text && !names_making(text.words)) {
    faults.add(file, text.at,
               fmt::format("{} must say that it was made (\"生成\" or \"合成\")", key));
  }
}

std::set<std::string> numbers_in(std::string_view words) {
  std::set<std::string> numbers;
  constexpr std::string_view digits = "0123456789";
  for (std::size_t at = words.find_first_of(digits); at != std::string_view::npos;
       at = words.find_first_of(digits, at)) {
    const std::size_t end = std::min(words.find_first_not_of("0123456789-", at), words.size());
    std::string number(words.substr(at, end - at));
    while (number.ends_with('-')) number.pop_back();
    if (number.size() >= 3) numbers.insert(std::move(number));
    at = end;
  }
  return numbers;
}

void check_numbers(const std::string& key, const FoundText& text, const std::string& file,
                   const Pack& pack, Faults& faults) {
  const bool about_help = key.starts_with("crisis.") || key.starts_with("contact.") ||
                          key.starts_with("service.") || key == keys::cannot_continue.name;
  if (!about_help || pack.help_lines.empty()) return;
  for (const std::string& number : numbers_in(text.words)) {
    const bool listed = std::any_of(pack.help_lines.begin(), pack.help_lines.end(),
                                    [&](const HelpLine& line) { return line.number == number; });
    if (listed) continue;
    faults.add(file, text.at,
               fmt::format("{} names {}, which help_lines.toml does not list", key, number));
  }
}

void read_texts(const TomlTable& root, const std::string& file, const std::string& locale,
                Pack& pack, Faults& faults) {
  auto& words = pack.texts.words[locale];
  for (auto& [key, text] : flatten_texts(root, file, faults)) {
    check_text(key, text, file, faults);
    check_numbers(key, text, file, pack, faults);
    words[key] = text.words;
  }
  for (const TextKeyRule& rule : all_text_keys()) {
    if (words.contains(rule.key.name)) continue;
    faults.add(file, {}, fmt::format("the text \"{}\" is missing", rule.key.name));
  }
}

}  // namespace anban::pack
