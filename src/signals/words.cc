// SPDX-License-Identifier: Apache-2.0
// Compiling word lists, reading texts in two views, and judging what was found.
#include "signals/words.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>

namespace anban::signals {
namespace {

constexpr std::size_t findings_most = 32;  // of word lists in one text; the rest says nothing new

std::string_view role_text(Role role) {
  switch (role) {
    case Role::user: return "user";
    case Role::assistant: return "assistant";
    case Role::character_card: return "character_card";
  }
  return "";
}

using Roles = std::uint8_t;  // bit 1 << Role
constexpr Roles all_roles = 7;

constexpr Roles bit_of(Role role) { return static_cast<Roles>(1U << static_cast<unsigned>(role)); }

/// Of known roles; others count for nothing (faults_in_lexicons names them).
Roles roles_of(const pack::Lexicon& lexicon) {
  Roles roles = 0;
  for (const Role role : {Role::user, Role::assistant, Role::character_card}) {
    const auto& named = lexicon.roles;
    if (std::find(named.begin(), named.end(), role_text(role)) != named.end()) {
      roles = static_cast<Roles>(roles | bit_of(role));
    }
  }
  return roles;
}

std::uint32_t payload(WordImage::Payload type, std::size_t id, Roles roles) {
  return (static_cast<std::uint32_t>(type) << 30U) | (std::uint32_t{roles} << 27U) |
         static_cast<std::uint32_t>(id);
}

#include "signals/tables/function_words.inc"

/// How many units at the beginning of `phrase` are function words, or the first two letters of a
/// Latin word. The last Chinese character of a phrase is never among them.
std::uint32_t harmless_beginning(const std::vector<char32_t>& phrase) {
  std::size_t harmless = 0;
  std::size_t at = 0;
  while (at < phrase.size()) {
    if (phrase[at] == word_boundary) {
      std::string word = " ";
      std::size_t end = at + 1;
      while (end < phrase.size() && phrase[end] != word_boundary) {
        word += static_cast<char>(phrase[end++]);
      }
      word += ' ';
      if (end + 1 >= phrase.size() || function_words.find(word) == std::string_view::npos) {
        // Two letters of a longer word say nothing yet.
        harmless = at + (word.size() >= 6 ? 3 : 1);
        break;
      }
      at = end + 1;
    } else if (phrase[at] == U' ' ||
               (at + 1 < phrase.size() &&
                function_characters.find(phrase[at]) != std::u32string_view::npos)) {
      ++at;
    } else {
      break;
    }
    harmless = at;
  }
  return static_cast<std::uint32_t>(harmless);
}

bool is_comma(char32_t point) {
  return point == U',' || point == U'、' || point == U':' || point == U';';
}

bool by_id_and_place(const Hit& a, const Hit& b) {
  return a.id != b.id ? a.id < b.id : a.begin < b.begin;
}

/// Whether a phrase with one of `ids` stands in [from, to).
bool any_between(const std::vector<Hit>& sorted, std::span<const std::uint32_t> ids,
                 std::uint32_t from, std::uint32_t to) {
  return std::any_of(ids.begin(), ids.end(), [&](std::uint32_t id) {
    const auto at =
        std::lower_bound(sorted.begin(), sorted.end(), Hit{from, 0, id}, by_id_and_place);
    return at != sorted.end() && at->id == id && at->begin < to;
  });
}

}  // namespace

/// Gathers phrases for one image.
class WordCompiler {
 public:
  explicit WordCompiler(WordImage& image) : image_(image) {}

  void add_classes(const RuleTable& table) {
    std::vector<Roles> used(table.class_names.size(), 0);
    std::fill_n(used.begin(), static_cast<std::size_t>(Known::count_), all_roles);
    // Only who writes can leave.
    std::fill(used.begin() + id_of(Known::exit_strong), used.begin() + id_of(Known::exit_who) + 1,
              bit_of(Role::user));
    for (const Rule& rule : table.rules) {
      for (const RuleItem& item : rule.items) {
        for (const ClassId id : item.any) used[id] |= rule.roles;
      }
    }
    for (const CueWeight& weight : table.weights) used[weight.id] = all_roles;
    for (const auto& [id, roles] : table.themes) used[id] |= roles;
    for (const ClassPhrase& each : table.phrases) {
      if (used[each.id] == 0) continue;
      builder_.add(each.points, payload(WordImage::Payload::phrase_class, each.id, used[each.id]),
                   Hold::none);
    }
  }

  void add_lexicon(const pack::Lexicon& lexicon, const std::string& pack_id, Category category) {
    const Roles roles = roles_of(lexicon);
    const bool is_said_by_us = (roles & bit_of(Role::assistant)) != 0;  // only replies are held
    const auto at = static_cast<std::uint32_t>(image_.detectors_.size());
    image_.detectors_.push_back("words/" + pack_id + "/" + lexicon.id);
    image_.kinds_.push_back(lexicon.kind);
    for (const pack::WordRule& rule : lexicon.rules) {
      if (category == Category::exit && rule.tier != pack::Tier::ignore) {
        builder_.add(normalise_phrase(rule.word),
                     payload(WordImage::Payload::phrase_class, id_of(Known::exit_strong), roles),
                     Hold::none);
        continue;
      }
      CompiledWord word;
      word.category = category;
      word.tier = rule.tier;
      word.lexicon = at;
      word.near_within = static_cast<std::uint16_t>(std::min(rule.near_within, 0xFFFFU));
      word.first_condition = static_cast<std::uint32_t>(condition_ids_.size());
      word.needs = add_conditions(rule.needs);
      word.unless = add_conditions(rule.unless);
      word.near = add_conditions(rule.near);
      const Hold hold = !is_said_by_us                    ? Hold::none
                        : rule.tier == pack::Tier::block  ? Hold::block
                        : rule.tier == pack::Tier::ignore ? Hold::cover
                                                          : Hold::none;
      const std::vector<char32_t> phrase = normalise_phrase(rule.word);
      if (builder_.add(phrase, payload(WordImage::Payload::word, words_.size(), roles), hold,
                       harmless_beginning(phrase))) {
        words_.push_back(word);
      }
    }
  }

  void build() {
    image_.automaton_ = builder_.build();
    image_.words_ = std::move(words_);
    image_.conditions_ = std::move(condition_ids_);
  }

 private:
  /// How many they are.
  std::uint32_t add_conditions(const std::vector<std::string>& phrases) {
    for (const std::string& each : phrases) {
      const auto [at, is_new] =
          conditions_.try_emplace(each, static_cast<std::uint32_t>(conditions_.size()));
      if (is_new) {
        builder_.add(normalise_phrase(each),
                     payload(WordImage::Payload::condition, at->second, all_roles), Hold::none);
      }
      condition_ids_.push_back(at->second);
    }
    return static_cast<std::uint32_t>(phrases.size());
  }

  WordImage& image_;
  AutomatonBuilder builder_;
  std::vector<CompiledWord> words_;
  std::vector<std::uint32_t> condition_ids_;
  std::unordered_map<std::string_view, std::uint32_t> conditions_;  // of the pack's own texts
};

WordImage::WordImage(const RuleTable& table, const pack::Pack& pack) {
  WordCompiler compiler(*this);
  compiler.add_classes(table);
  for (const pack::Lexicon& lexicon : pack.lexicons) {
    const std::optional<Category> category = category_named(lexicon.category);
    if (category && roles_of(lexicon) != 0) compiler.add_lexicon(lexicon, pack.id, *category);
  }
  compiler.build();
}

bool WordImage::advance(Cursor& cursor, char32_t point) const {
  const std::uint32_t symbol = automaton_.symbol_of(point);
  const bool in_step = cursor.plain == cursor.squeezed;
  cursor.plain = automaton_.step(cursor.plain, symbol);
  const Kind kind = kind_of(point);
  if (point != word_boundary && kind >= Kind::separator) {
    if (kind == Kind::sentence_end || is_comma(point) || ++cursor.gap > widest_split) {
      cursor.squeezed = Automaton::start;
    }
    return false;
  }
  cursor.gap = 0;
  cursor.squeezed = in_step ? cursor.plain : automaton_.step(cursor.squeezed, symbol);
  return true;
}

bool is_split_phrase(std::span<const Unit> units, std::span<const std::uint32_t> places) {
  return places.size() >= 2 && std::all_of(places.begin(), places.end(), [&](std::uint32_t place) {
           return kind_of(units[place].point) == Kind::ideograph;
         });
}

Reading WordImage::read(std::span<const Unit> units, Role role) const {
  Reading reading;
  std::vector<std::uint32_t> places;  // of the squeezed view
  places.reserve(units.size());
  reading.classes.reserve(units.size() * 2);
  Cursor cursor;
  const auto keep = [&](std::uint32_t found, std::uint32_t begin, std::uint32_t end) {
    if (!is_for(role, found)) return;
    switch (type_of(found)) {  // made in place: several hits a character
      case Payload::phrase_class: reading.classes.emplace_back(begin, end, id_of(found)); break;
      case Payload::word: reading.words.emplace_back(begin, end, id_of(found)); break;
      case Payload::condition: reading.conditions.emplace_back(begin, end, id_of(found)); break;
    }
  };
  for (std::uint32_t i = 0; i < units.size(); ++i) {
    const bool squeezed = advance(cursor, units[i].point);
    if (squeezed) places.push_back(i);
    if (automaton_.has_match(cursor.plain)) {
      automaton_.each_match(cursor.plain, [&](std::uint32_t found, std::uint32_t length) {
        keep(found, i + 1 - length, i + 1);
      });
    }
    if (!squeezed || cursor.squeezed == cursor.plain || !automaton_.has_match(cursor.squeezed)) {
      continue;
    }
    automaton_.each_match(cursor.squeezed, [&](std::uint32_t found, std::uint32_t length) {
      const std::span<const std::uint32_t> last(places.data() + places.size() - length, length);
      if (last.back() - last.front() + 1 > length && is_split_phrase(units, last)) {
        keep(found, last.front(), i + 1);
      }
    });
  }
  return reading;
}

bool WordImage::holds(const CompiledWord& word, const Hit& hit,
                      const std::vector<Hit>& conditions) const {
  constexpr std::uint32_t everywhere = 0xFFFFFFFF;
  if (!word.is_conditional()) return true;
  const auto ids = conditions_.all().subspan(word.first_condition);
  const auto needs = ids.first(word.needs);
  const auto unless = ids.subspan(word.needs, word.unless);
  if (!needs.empty() && !any_between(conditions, needs, 0, everywhere)) return false;
  if (any_between(conditions, unless, 0, everywhere)) return false;
  if (word.near == 0) return true;
  const std::uint32_t from = hit.begin > word.near_within ? hit.begin - word.near_within : 0;
  return any_between(conditions, ids.subspan(word.needs + word.unless, word.near), from,
                     hit.end + word.near_within);
}

Findings WordImage::judge(std::span<const Unit> units, const Reading& reading) const {
  Findings findings;
  if (reading.words.empty()) return findings;
  std::vector<Hit> conditions = reading.conditions;
  std::sort(conditions.begin(), conditions.end(), by_id_and_place);
  // Where an ignore phrase stands, no word inside it counts.
  std::vector<bool> covered(units.size(), false);
  for (const Hit& hit : reading.words) {
    const CompiledWord& word = words_[hit.id];
    if (word.tier != pack::Tier::ignore || !holds(word, hit, conditions)) continue;
    std::fill(covered.begin() + hit.begin, covered.begin() + hit.end, true);
  }
  for (const Hit& hit : reading.words) {
    const CompiledWord& word = words_[hit.id];
    if (word.tier == pack::Tier::ignore || findings.size() == findings_most) continue;
    const bool is_covered = std::all_of(covered.begin() + hit.begin, covered.begin() + hit.end,
                                        [](bool each) { return each; });
    if (is_covered || !holds(word, hit, conditions)) continue;
    const bool block = word.tier == pack::Tier::block;
    findings.push_back({word.category,
                        block ? 0.97F : 0.4F,
                        block,
                        {hit.begin, hit.end},
                        std::string(kind(word)),
                        std::string(detector(word))});
  }
  return findings;
}

void WordImage::drop_covered(const Reading& reading, Findings& findings) const {
  std::erase_if(findings, [&](const Finding& finding) {
    return std::any_of(reading.words.begin(), reading.words.end(), [&](const Hit& hit) {
      const CompiledWord& word = words_[hit.id];
      return word.tier == pack::Tier::ignore && word.category == finding.category &&
             hit.begin <= finding.span.start && hit.end >= finding.span.end;
    });
  });
}

}  // namespace anban::signals
