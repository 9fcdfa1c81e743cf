// SPDX-License-Identifier: Apache-2.0
// Lists of the table are put into order once, at the first question.
#include "signals/sounds.h"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "base/utf8.h"

namespace anban::signals {
namespace {

#include "signals/tables/restore_table.inc"

constexpr char32_t first_character = 0x4E00;
constexpr char32_t last_character = 0x9FFF;

std::vector<std::string_view> words_in(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

struct Part {
  char16_t first;
  char16_t second;
  char16_t whole;
};

/// FNV-1a over code points; stands for the word.
std::uint64_t key_of(std::u32string_view word) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char32_t each : word) hash = (hash ^ each) * 0x100000001B3U;
  return hash;
}

struct Ranked {
  std::uint64_t key;
  std::uint32_t rank;
};

/// The lists in a form that is quick to ask.
struct Lists {
  std::vector<std::string_view> names = words_in(syllable_names);
  std::array<SoundRange, 26> by_letter{};
  std::vector<bool> alone = std::vector<bool>(last_character - first_character + 1, false);
  std::vector<bool> parts = std::vector<bool>(last_character + 1, false);
  std::vector<std::uint16_t> second = std::vector<std::uint16_t>(alone.size(), 0);
  std::unordered_set<std::string_view> english;
  std::vector<Part> joined;
  std::vector<Ranked> ranks;  // by key

  Lists() {
    for (std::size_t i = 0; i < names.size(); ++i) {
      SoundRange& range = by_letter[static_cast<std::size_t>(names[i][0] - 'a')];
      if (range.first == 0) range.first = static_cast<Sound>(i + 1);
      range.last = static_cast<Sound>(i + 2);
    }
    for (std::size_t at = 0; at < standing_alone.size();) {
      const char32_t point = next_code_point(standing_alone, at);
      if (point >= first_character) alone[point - first_character] = true;
    }
    for (std::size_t i = 0; i + 1 < std::size(second_sounds); i += 2) {
      second[second_sounds[i] - first_character] = second_sounds[i + 1];
    }
    for (const std::string_view word : words_in(english_like_pinyin)) english.insert(word);
    rank_words();
    for (std::size_t i = 0; i + 2 < std::size(parts_of_characters); i += 3) {
      const std::uint16_t* part = parts_of_characters + i;
      joined.push_back({static_cast<char16_t>(part[0]), static_cast<char16_t>(part[1]),
                        static_cast<char16_t>(part[2])});
      if (part[0] <= last_character) parts[part[0]] = true;
    }
    std::sort(joined.begin(), joined.end(), [](const Part& a, const Part& b) {
      return a.first != b.first ? a.first < b.first : a.second < b.second;
    });
  }

  void rank_words() {
    const std::vector<std::string_view> words = words_in(common_words);
    ranks.reserve(words.size());
    std::u32string points;
    for (const std::string_view word : words) {
      points.clear();
      for (std::size_t at = 0; at < word.size();) points += next_code_point(word, at);
      ranks.push_back({key_of(points), static_cast<std::uint32_t>(ranks.size() + 1)});
    }
    std::sort(ranks.begin(), ranks.end(), [](const Ranked& a, const Ranked& b) {
      return a.key != b.key ? a.key < b.key : a.rank < b.rank;
    });
  }
};

const Lists& lists() {
  static const Lists all;
  return all;
}

bool is_character(char32_t point) { return point >= first_character && point <= last_character; }

/// A filter of four bits a word; the hash is that of tools/restore_table.
template <std::size_t N>
bool is_in_filter(const std::uint32_t (&filter)[N], std::span<const char32_t> characters) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char32_t each : characters) {
    hash = (hash ^ each) * 0x9E3779B97F4A7C15ULL;
    hash ^= hash >> 29U;
  }
  for (unsigned k = 0; k < 4; ++k) {
    const std::uint64_t at = (hash >> (14U * k)) & (N * 32 - 1);
    if ((filter[at >> 5U] >> (at & 31U) & 1U) == 0) return false;
  }
  return true;
}

struct DigitSounds {
  std::array<std::string_view, 3> names;
};
constexpr std::array<DigitSounds, 10> digit_names = {{{{"ling", "ni", ""}},
                                                      {{"yi", "yao", ""}},
                                                      {{"er", "ai", ""}},
                                                      {{"san", "sheng", ""}},
                                                      {{"si", "shi", ""}},
                                                      {{"wu", "wo", ""}},
                                                      {{"liu", "lu", "le"}},
                                                      {{"qi", "qu", "chi"}},
                                                      {{"ba", "bu", "bai"}},
                                                      {{"jiu", "gou", ""}}}};

struct Emoji {
  char32_t point;
  EmojiWords words;
};

#include "signals/tables/emoji_words.inc"

}  // namespace

std::size_t sound_count() { return lists().names.size() + 1; }

std::array<Sound, 2> sounds_of(char32_t character) {
  if (!is_character(character)) return {0, 0};
  return {first_sound[character - first_character], lists().second[character - first_character]};
}

Sound common_sound_of(char32_t character) {
  return is_character(character) ? first_sound[character - first_character] : Sound{0};
}

Sound sound_named(std::string_view letters) {
  const std::vector<std::string_view>& names = lists().names;
  const auto at = std::lower_bound(names.begin(), names.end(), letters);
  return at != names.end() && *at == letters ? static_cast<Sound>(at - names.begin() + 1)
                                             : Sound{0};
}

SoundRange sounds_from(char32_t letter) {
  return letter >= U'a' && letter <= U'z' ? lists().by_letter[letter - U'a'] : SoundRange{};
}

std::array<Sound, 3> sounds_of_digit(char32_t digit) {
  if (digit < U'0' || digit > U'9') return {};
  const DigitSounds& names = digit_names[digit - U'0'];
  return {sound_named(names.names[0]), sound_named(names.names[1]), sound_named(names.names[2])};
}

bool is_ordinary_word(std::span<const char32_t> characters) {
  return is_in_filter(ordinary_words, characters);
}

bool is_ordinary_pair(char32_t first, char32_t second) {
  return is_in_filter(ordinary_pairs, std::array{first, second});
}

bool stands_alone(char32_t character) {
  return is_character(character) && lists().alone[character - first_character];
}

bool is_english_like_pinyin(std::string_view letters) { return lists().english.contains(letters); }

std::vector<char32_t> joined_from(char32_t first, char32_t second) {
  std::vector<char32_t> wholes;
  const std::vector<Part>& all = lists().joined;
  auto at = std::lower_bound(all.begin(), all.end(), first,
                             [](const Part& part, char32_t key) { return part.first < key; });
  for (; at != all.end() && at->first == first; ++at) {
    if (at->second == second) wholes.push_back(at->whole);
  }
  return wholes;
}

bool is_first_part(char32_t character) {
  return character <= last_character && lists().parts[character];
}

EmojiWords words_of_emoji(char32_t emoji) {
  if (emoji < 0x2600) return {};
  const auto* at =
      std::lower_bound(std::begin(emoji_words), std::end(emoji_words), emoji,
                       [](const Emoji& each, char32_t key) { return each.point < key; });
  return at != std::end(emoji_words) && at->point == emoji ? at->words : EmojiWords{};
}

std::string_view words_by_rank() { return common_words; }

std::uint32_t rank_of_word(std::u32string_view word) {
  const std::vector<Ranked>& ranks = lists().ranks;
  const std::uint64_t key = key_of(word);
  const auto at =
      std::lower_bound(ranks.begin(), ranks.end(), key,
                       [](const Ranked& each, std::uint64_t k) { return each.key < k; });
  return at != ranks.end() && at->key == key ? at->rank : rare;
}

}  // namespace anban::signals
