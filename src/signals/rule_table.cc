// SPDX-License-Identifier: Apache-2.0
// Reading the rule language; it is described in rule_table.h.
#include "signals/rule_table.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <unordered_map>

#include "base/ensure.h"
#include "signals/normalise.h"

namespace anban::signals {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Known::count_)> known_names = {
    "MASK",      "FIRST",       "OTHER",         "GENERIC",      "FICTIONAL",   "YOU",
    "OWN",       "PREPOSITION", "COGNITION",     "REPORT",       "WORRY",       "NEG",
    "LAUGH",     "FICTION",     "QUOTE_CUE",     "PAST",         "RESOLVED",    "PRESENT",
    "PREVENT",   "QUESTION",    "NEWS",          "AMOUNT_BIG",   "AMOUNT_MID",  "AMOUNT",
    "AGE_MINOR", "AGE_ADULT",   "AGE_PAST",      "NUMBER_MINOR", "NUMBER_MANY", "EXIT_STRONG",
    "EXIT_WEAK", "EXIT_FILL",   "EXIT_COURTESY", "EXIT_ERRAND",  "EXIT_GO",     "EXIT_DONE",
    "EXIT_OFF",  "EXIT_CALL",   "EXIT_NOT",      "EXIT_TALK",    "EXIT_STAY",   "EXIT_BLOCK",
    "EXIT_WAIT", "EXIT_WHO",    "LAW",           "PERSON_NAME"};

constexpr std::array<std::pair<std::string_view, Guard>, 11> guard_names = {
    {{"neg", Guard::neg},
     {"hyper", Guard::hyper},
     {"third", Guard::third},
     {"quote", Guard::quote},
     {"fiction", Guard::fiction},
     {"past", Guard::past},
     {"prevent", Guard::prevent},
     {"own", Guard::own},
     {"deny", Guard::deny},
     {"news", Guard::news},
     {"law", Guard::law}}};

constexpr std::array<std::pair<std::string_view, Role>, 3> role_names = {
    {{"user", Role::user}, {"assistant", Role::assistant}, {"card", Role::character_card}}};

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    if (end != 0) parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return parts;
}

bool is_class_name(std::string_view word) {
  return word.size() >= 2 && word[0] >= 'A' && word[0] <= 'Z' &&
         std::all_of(word.begin(), word.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
         });
}

/// Takes views, so that a question allocates nothing.
struct NameHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view name) const {
    return std::hash<std::string_view>()(name);
  }
};

class Reader {
 public:
  Reader() {
    for (const std::string_view name : known_names) class_for(name);
  }
  void read(std::string_view text) {
    open_ = false;
    for (const std::string_view line : split(text, '\n')) {
      line_ = line;
      if (line.front() == '#') continue;
      const std::vector<std::string_view> words = split(line, ' ');
      if (!words.empty()) read_line(words);
    }
  }
  RuleTable finish() {
    for (const auto& [name, id] : ids_) {
      line_ = name;
      must(defined_[id] || id < known_names.size(), "every class that is used has words");
    }
    return std::move(table_);
  }

 private:
  using Words = std::vector<std::string_view>;

  void read_line(const Words& words) {
    const std::string_view verb = words[0];
    if (verb == "+") {
      must(words.size() >= 3, "a class has a name and words");
      add_phrases(class_for(words[1]), words, 2);
    } else if (verb == "mask") {
      add_phrases(id_of(Known::mask), words, 1);
    } else if (verb == "common") {
      for (std::size_t i = 1; i < words.size(); ++i) table_.common[class_for(words[i])] = true;
    } else if (verb == "for") {
      roles_ = 0;
      for (std::size_t i = 1; i < words.size(); ++i) roles_ |= role_named(words[i]);
    } else if (verb == "guard") {
      guards_ = 0;
      for (std::size_t i = 1; i < words.size(); ++i) guards_ |= guard_named(words[i]);
    } else if (verb == "words") {
      must(words.size() == 2 && (words[1] == "open" || words[1] == "hidden"), "open or hidden");
      open_ = words[1] == "open";
    } else if (verb == "theme") {
      must(words.size() >= 3 && roles_ != 0, "a theme has a name, words and roles");
      add_phrases(class_for(words[1]), words, 2);
      table_.themes.emplace_back(class_for(words[1]), roles_);
    } else if (verb == "weigh") {
      must(words.size() == 4, "weigh has a category, a class and a number");
      table_.weights.push_back({category(words[1]), class_for(words[2]), number(words[3])});
    } else if (verb == "bias") {
      must(words.size() == 3, "bias has a category and a number");
      table_.biases.emplace_back(category(words[1]), number(words[2]));
    } else {
      read_rule(words);
    }
  }

  void read_rule(const Words& words) {
    must(words.size() >= 5, "a rule has a category, a kind, a strength, ':' and items");
    Rule rule;
    rule.category = category(words[0]);
    rule.kind = words[1] == "-" ? "" : std::string(words[1]);
    rule.strength = number(words[2]);
    rule.guards = guards_;
    rule.roles = roles_;
    rule.open = open_;
    std::size_t at = 3;
    for (; at < words.size() && words[at] != ":"; ++at) {
      const std::string_view option = words[at];
      if (option == "weak") rule.decides = false;
      if (option[0] == '-')
        rule.guards &= static_cast<std::uint16_t>(~guard_named(option.substr(1)));
      if (option[0] == '+') rule.guards |= guard_named(option.substr(1));
    }
    RuleItem item;
    bool begin = false;
    for (++at; at < words.size(); ++at) {
      const std::string_view word = words[at];
      if (word == "^") {
        begin = true;
      } else if (word == "$") {
        must(!rule.items.empty(), "'$' follows an item");
        rule.items.back().clause_end = true;
      } else if (word[0] == '~') {
        item.gap = static_cast<std::uint32_t>(number(word.substr(1)));
      } else {
        item.clause_begin = begin;
        for (const std::string_view each : split(word, '|')) item.any.push_back(item_class(each));
        rule.items.push_back(std::move(item));
        item = RuleItem();
        begin = false;
      }
    }
    must(!rule.items.empty() && rule.roles != 0, "a rule has items and roles");
    table_.rules.push_back(std::move(rule));
  }

  ClassId item_class(std::string_view word) {
    if (is_class_name(word)) return class_for(word);
    const ClassId id = class_for(word);
    if (!defined_[id]) {
      add_phrase(id, word);
      words_.resize(id + 1U, 0);
      words_[id] = table_.phrases.size() - 1;
    }
    ClassPhrase& phrase = table_.phrases[words_[id]];
    phrase.open = phrase.open && open_;  // hidden somewhere is hidden
    return id;
  }

  ClassId class_for(std::string_view name) {
    const auto found = ids_.find(name);
    if (found != ids_.end()) return found->second;
    const auto id = static_cast<ClassId>(table_.class_names.size());
    table_.class_names.emplace_back(name);
    table_.common.push_back(false);
    defined_.push_back(false);
    ids_.emplace(name, id);
    return id;
  }

  void add_phrases(ClassId id, const Words& words, std::size_t from) {
    for (std::size_t i = from; i < words.size(); ++i) add_phrase(id, words[i]);
  }
  void add_phrase(ClassId id, std::string_view word) {
    std::string phrase(word);
    std::replace(phrase.begin(), phrase.end(), '_', ' ');
    table_.phrases.push_back({normalise_phrase(phrase), id, open_});
    defined_[id] = true;
  }

  Category category(std::string_view name) {
    const std::optional<Category> found = category_named(name);
    must(found.has_value(), "a category of finding.h");
    return *found;
  }
  float number(std::string_view text) {
    const std::string copy(text);
    char* end = nullptr;
    const float value = std::strtof(copy.c_str(), &end);
    must(end == copy.c_str() + copy.size(), "a number");
    return value;
  }
  std::uint16_t guard_named(std::string_view name) {
    for (const auto& [known, guard] : guard_names) {
      if (known == name) return static_cast<std::uint16_t>(guard);
    }
    must(false, "a guard of rule_table.h");
    return 0;
  }
  std::uint8_t role_named(std::string_view name) {
    for (const auto& [known, role] : role_names) {
      if (known == name) return static_cast<std::uint8_t>(1U << static_cast<unsigned>(role));
    }
    must(false, "a role: user, assistant or card");
    return 0;
  }
  void must(bool holds, const char* expected) {
    if (holds) return;
    const std::string sentence =
        std::string("rule tables: expected ") + expected + " in: " + std::string(line_);
    ensure(false, sentence.c_str());
  }

  RuleTable table_;
  std::unordered_map<std::string, ClassId, NameHash, std::equal_to<>> ids_;
  std::vector<bool> defined_;
  std::vector<std::size_t> words_;  // by class that is a word: its phrase
  std::string_view line_;
  std::uint16_t guards_ = 0;
  std::uint8_t roles_ = 0;
  bool open_ = false;
};

}  // namespace

ClassId RuleTable::id_of(std::string_view name) const {
  const auto found = std::find(class_names.begin(), class_names.end(), name);
  ensure(found != class_names.end(), "the class exists");
  return static_cast<ClassId>(found - class_names.begin());
}

RuleTable read_rules(const std::vector<std::string_view>& tables) {
  Reader reader;
  for (const std::string_view each : tables) reader.read(each);
  return reader.finish();
}

}  // namespace anban::signals
