// SPDX-License-Identifier: Apache-2.0
// A token is a run of letters, digits and the marks that stand for letters. It is tried as it
// stands, then with letters for its digits and marks, with drawn-out letters cut, and as several
// words.
#include "signals/latin_spelling.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace anban::signals {
namespace {

constexpr std::size_t token_most = 48;
constexpr std::size_t word_most = 16;
constexpr std::size_t doubtful_most = 4;  // marks with two readings; more would be guesses

bool is_letter(char32_t point) { return point >= U'a' && point <= U'z'; }
bool is_digit(char32_t point) { return point >= U'0' && point <= U'9'; }

/// What a digit or mark is drawn for; the second reading where there are two, else 0.
std::pair<char, char> drawn_for(char32_t point) {
  switch (point) {
    case U'0': return {'o', 0};
    case U'1': return {'i', 'l'};
    case U'2': return {'z', 0};
    case U'3': return {'e', 0};
    case U'4': return {'a', 0};
    case U'5': return {'s', 0};
    case U'6': return {'g', 0};
    case U'7': return {'t', 0};
    case U'8': return {'b', 0};
    case U'9': return {'g', 0};
    case U'@': return {'a', 0};
    case U'$': return {'s', 0};
    case U'!': return {'i', 'l'};
    case U'|': return {'l', 'i'};
    case U'+': return {'t', 0};
    default: return {0, 0};
  }
}

bool is_mark(char32_t point) { return !is_digit(point) && drawn_for(point).first != 0; }

/// Words that two others are joined by: "the rapist" is a therapist, "kill myself" is none.
bool is_personal(std::string_view word) {
  constexpr std::array<std::string_view, 14> personal = {
      "i",        "im",      "my",      "me",   "myself", "you", "your",
      "yourself", "himself", "herself", "want", "wanna",  "to",  "gonna"};
  return std::find(personal.begin(), personal.end(), word) != personal.end();
}

}  // namespace

/// Units [begin, end) of the text, and their letters, digits and marks.
struct LatinSpelling::Token {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::u32string points;
  std::size_t letters = 0;
  std::size_t drawn = 0;
};

void LatinSpelling::add(std::span<const char32_t> phrase) {
  std::string word;
  for (const char32_t point : phrase) {
    if (is_letter(point)) {
      word += static_cast<char>(point);
      continue;
    }
    if (!word.empty() && word.size() <= word_most) words_.insert(word);
    word.clear();
  }
  if (!word.empty() && word.size() <= word_most) words_.insert(word);
}

void LatinSpelling::write(ImageWriter& image) const {
  std::vector<std::string> words(words_.begin(), words_.end());
  std::sort(words.begin(), words.end());
  image.put_texts(words);
}

bool LatinSpelling::read(ImageReader& image) {
  std::vector<std::string> words;
  if (!image.take_texts(words)) return false;
  words_ = std::unordered_set<std::string>(words.begin(), words.end());
  return true;
}

/// Letters for digits and marks, if that is a word.
std::optional<std::string> LatinSpelling::unmasked(std::string_view letters) const {
  std::vector<std::size_t> doubtful;
  std::string word;
  for (const char each : letters) {
    const auto [first, second] = drawn_for(static_cast<unsigned char>(each));
    if (second != 0) doubtful.push_back(word.size());
    word += first != 0 ? first : each;
  }
  if (doubtful.size() > doubtful_most) return std::nullopt;
  for (unsigned choice = 0; choice < (1U << doubtful.size()); ++choice) {
    for (std::size_t i = 0; i < doubtful.size(); ++i) {
      const auto [first, second] = drawn_for(static_cast<unsigned char>(letters[doubtful[i]]));
      word[doubtful[i]] = (choice >> i & 1U) != 0 ? second : first;
    }
    if (is_known(word) || !parted(word).empty()) return word;
  }
  return std::nullopt;
}

/// Two or more known words that make up the whole; empty where they do not, or by chance.
std::vector<std::string> LatinSpelling::parted(std::string_view letters) const {
  constexpr std::size_t none = ~std::size_t{0};
  if (letters.size() < 6 || letters.size() > token_most) return {};
  // The fewest words that end at each letter, and where the last of them begins.
  std::vector<std::size_t> count(letters.size() + 1, none);
  std::vector<std::size_t> from(letters.size() + 1, 0);
  count[0] = 0;
  for (std::size_t end = 1; end <= letters.size(); ++end) {
    const std::size_t least = end > word_most ? end - word_most : 0;
    for (std::size_t begin = least; begin < end; ++begin) {
      if (count[begin] == none || count[begin] + 1 >= count[end]) continue;
      const std::string_view word = letters.substr(begin, end - begin);
      if (word.size() == 1 && word != "i" && word != "a") continue;
      if (!is_known(word)) continue;
      count[end] = count[begin] + 1;
      from[end] = begin;
    }
  }
  if (count.back() == none || count.back() < 2) return {};
  std::vector<std::string> words;
  for (std::size_t end = letters.size(); end > 0; end = from[end]) {
    words.emplace_back(letters.substr(from[end], end - from[end]));
  }
  std::reverse(words.begin(), words.end());
  const bool is_chance =
      letters.size() < 3 * words.size() || std::none_of(words.begin(), words.end(), is_personal);
  return is_chance ? std::vector<std::string>() : words;
}

std::optional<std::vector<std::string>> LatinSpelling::words_in(const Token& token) const {
  std::string letters;
  for (const char32_t point : token.points) letters += static_cast<char>(point);
  if (token.letters < 2 || is_known(letters)) return std::nullopt;
  if (token.drawn > 0) {
    const std::optional<std::string> word = unmasked(letters);
    if (!word) return std::nullopt;
    letters = *word;
    if (is_known(letters)) return std::vector<std::string>(1, letters);
  } else {
    // "diiiie": three and more of a letter are one, or two.
    std::string once;
    std::string twice;
    for (std::size_t i = 0; i < letters.size(); ++i) {
      const bool again = i > 0 && letters[i] == letters[i - 1];
      const bool third = again && i > 1 && letters[i] == letters[i - 2];
      if (!again) once += letters[i];
      if (!third) twice += letters[i];
    }
    if (twice != letters && is_known(twice)) return std::vector<std::string>(1, twice);
    if (twice != letters && is_known(once)) return std::vector<std::string>(1, once);
  }
  std::vector<std::string> words = parted(letters);
  if (words.empty()) return std::nullopt;
  return words;
}

std::optional<Restored> LatinSpelling::restore(const NormalText& text) const {
  const std::span<const Unit> units = text.units;
  Restored restored;
  restored.text.originals = text.originals;
  const auto put = [&](char32_t point, const Unit& first, const Unit& last) {
    restored.text.units.push_back({point, first.origin});
    restored.ends.push_back(last.origin + 1);
  };
  std::size_t copied = 0;
  std::size_t at = 0;
  while (at < units.size()) {
    if (units[at].point != word_boundary && !is_mark(units[at].point)) {
      ++at;
      continue;
    }
    Token token;
    token.begin = at;
    for (; at < units.size(); ++at) {
      const char32_t point = units[at].point;
      if (point == word_boundary) continue;
      if (!is_letter(point) && !is_digit(point) && !is_mark(point)) break;
      token.points += point;
      ++(is_letter(point) ? token.letters : token.drawn);
    }
    // Marks at the end close a sentence: "die!".
    std::size_t end = at;
    while (!token.points.empty() && is_mark(token.points.back())) {
      token.points.pop_back();
      --token.drawn;
      while (units[end - 1].point == word_boundary) --end;
      --end;
    }
    token.end = end;
    if (token.points.size() > token_most || token.points.size() < 3) continue;
    const std::optional<std::vector<std::string>> words = words_in(token);
    if (!words) continue;
    for (; copied < token.begin; ++copied) put(units[copied].point, units[copied], units[copied]);
    const auto place = static_cast<std::uint32_t>(restored.text.units.size());
    const Unit& first = units[token.begin];
    const Unit& last = units[token.end - 1];
    bool is_first = true;
    for (const std::string& word : *words) {
      if (!std::exchange(is_first, false)) put(U' ', first, last);
      put(word_boundary, first, last);
      for (const char letter : word) put(static_cast<unsigned char>(letter), first, last);
      put(word_boundary, first, last);
    }
    restored.places.push_back({place, static_cast<std::uint32_t>(restored.text.units.size())});
    copied = token.end;
  }
  if (restored.places.empty()) return std::nullopt;
  for (; copied < units.size(); ++copied) put(units[copied].point, units[copied], units[copied]);
  return restored;
}

}  // namespace anban::signals
