// SPDX-License-Identifier: Apache-2.0
// A quick look first; then the likeliest readings that do not overlap are chosen from the back and
// written into the text.
#include "signals/restore.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string>

#include "base/utf8.h"
#include "signals/restore_match.h"
#include "signals/sounds.h"
#include "signals/spelling.h"

namespace anban::signals {
namespace {

using Type = Glyph::Type;

constexpr std::uint32_t common_most = 1500;  // by rank

bool is_chinese(char32_t point) { return point >= 0x4E00 && point <= 0x9FFF; }
bool is_clause_mark(char32_t point) {
  constexpr std::u32string_view marks = U",、。!?:;\n\"“”‘’()《》";
  return marks.find(point) != marks.npos;
}

/// Phrases that people write by their initials; others are too ambiguous.
bool is_known_by_initials(std::u32string_view phrase) {
  using std::string_view_literals::operator""sv;
  static constexpr std::array known = {
      U"自杀"sv,    U"想死"sv,   U"去死"sv,   U"自残"sv,   U"割腕"sv,     U"跳楼"sv,
      U"抑郁"sv,    U"上吊"sv,   U"死了"sv,   U"轻生"sv,   U"烧炭"sv,     U"遗书"sv,
      U"约炮"sv,    U"包养"sv,   U"冰毒"sv,   U"傻逼"sv,   U"死亡"sv,     U"痛苦"sv,
      U"解脱"sv,    U"活着"sv,   U"抑郁症"sv, U"不想活"sv, U"安眠药"sv,   U"想自杀"sv,
      U"去自杀"sv,  U"要自杀"sv, U"操你妈"sv, U"死全家"sv, U"不想活了"sv, U"结束生命"sv,
      U"你妈死了"sv};
  return std::find(known.begin(), known.end(), phrase) != known.end();
}

/// How unlikely a word is, as the logarithm of its rank; what matters is likelier than it is
/// common.
std::uint8_t cost_of(std::u32string_view word, Weight weight, std::uint32_t rank) {
  constexpr int a_word = 4;
  const int by_rank = rank != rare ? a_word + static_cast<int>(std::bit_width(rank)) : 20;
  if (word.size() == 1) return static_cast<std::uint8_t>(by_rank);
  // Spellings of the same phrase that stand in lists too ("自鲨") are less likely than the word.
  const bool is_word = word.size() <= 4 && is_ordinary_word(word);
  const int by_weight = weight == Weight::urgent ? 9 : weight == Weight::grave ? 12 : 15;
  return static_cast<std::uint8_t>(std::min(by_rank, is_word ? by_weight - 2 : by_weight));
}

bool is_digit(char32_t point) { return point >= U'0' && point <= U'9'; }

/// What stands before what somebody wants or is about to do.
bool is_wish(char32_t point) {
  constexpr std::u32string_view wishes = U"想去敢会试就么样次备愿算定";
  return wishes.find(point) != wishes.npos;
}

/// A few digits beside Chinese characters that count nothing.
bool may_be_sounds(std::span<const Unit> units, std::size_t at) {
  constexpr std::size_t digits_most = 4;
  std::size_t end = at;
  while (end < units.size() && is_digit(units[end].point)) ++end;
  if (end - at > digits_most || end >= units.size()) return false;
  if (units[end].point != word_boundary) return true;  // letters follow
  const char32_t before = at >= 2 ? units[at - 2].point : 0;
  const char32_t behind = end + 1 < units.size() ? units[end + 1].point : 0;
  return (is_chinese(before) || is_chinese(behind)) && !is_measure(behind);
}

/// A full stop between Chinese sentences, which nothing is read across. One between characters that
/// stand alone may only part a phrase.
bool ends_sentence(std::span<const Unit> units, std::size_t at) {
  if (kind_of(units[at].point) != Kind::sentence_end || at < 2 || at + 2 >= units.size()) {
    return false;
  }
  return is_chinese(units[at - 1].point) && is_chinese(units[at - 2].point) &&
         is_chinese(units[at + 1].point) && is_chinese(units[at + 2].point);
}

/// Which of the readings stand, by index, in order: the best sum, letters left over count against.
std::vector<std::size_t> chosen(const Glyphs& glyphs, const std::vector<SpelledPhrase>& all) {
  constexpr std::size_t none = ~std::size_t{0};
  std::vector<std::int32_t> best(glyphs.size() + 1, 0);
  std::vector<std::size_t> choice(glyphs.size(), none);
  std::size_t next = all.size();
  for (std::size_t at = glyphs.size(); at-- > 0;) {
    const bool left_over = glyphs[at].reading == Glyph::Reading::pinyin && !glyphs[at].dropped;
    best[at] = best[at + 1] - (left_over ? 3 : 0);
    while (next > 0 && all[next - 1].begin >= at) {
      --next;
      const std::int32_t sum = all[next].score + best[all[next].end];
      if (sum > best[at] || (sum == best[at] && choice[at] == none)) {
        best[at] = sum;
        choice[at] = next;
      }
    }
  }
  std::vector<std::size_t> picked;
  for (std::size_t at = 0; at < glyphs.size();) {
    if (choice[at] == none) {
      ++at;
      continue;
    }
    picked.push_back(choice[at]);
    at = all[choice[at]].end;
  }
  return picked;
}

/// Writes the restored text, with borders of words, sentence by sentence.
class Writer {
 public:
  explicit Writer(const NormalText& text) {
    restored_.text.originals = text.originals;
    restored_.text.units.reserve(text.units.size() + 16);
    restored_.ends.reserve(text.units.size() + 16);
  }
  /// Whole sentences that stay as they are.
  void copy(std::span<const Unit> units) {
    if (in_word_) boundary(last_end_ - 1);
    in_word_ = false;
    restored_.text.units.insert(restored_.text.units.end(), units.begin(), units.end());
    for (const Unit& each : units) restored_.ends.push_back(each.origin + 1);
  }
  void sentence(const Glyphs& glyphs, const std::vector<SpelledPhrase>& all) {
    glyphs_ = glyphs;
    std::size_t at = 0;
    for (const std::size_t index : chosen(glyphs, all)) {
      for (; at < all[index].begin; ++at) glyph(at);
      phrase(all[index]);
      at = all[index].end;
    }
    for (; at < glyphs.size(); ++at) glyph(at);
  }
  std::optional<Restored> finish() {
    if (in_word_) boundary(last_end_ - 1);
    if (!changed_) return std::nullopt;
    return std::move(restored_);
  }

 private:
  void glyph(std::size_t at) {
    const Glyph& each = glyphs_[at];
    if (each.dropped) {
      changed_ = true;
      return;
    }
    const EmojiWords words = each.type == Type::emoji ? words_of_emoji(each.point) : EmojiWords{};
    if (!words.names_a_thing || !stands_by_chinese(at))
      return put(each.point, each.origin, each.origin + 1);
    changed_ = true;
    for (const char32_t point : words.words.substr(0, words.words.find(U' '))) {
      put(point, each.origin, each.origin + 1);
    }
  }
  void phrase(const SpelledPhrase& phrase) {
    changed_ = true;
    const auto begin = static_cast<std::uint32_t>(restored_.text.units.size());
    for (std::size_t k = 0; k < phrase.characters.size(); ++k) {
      const SpelledStep& step = phrase.steps[k];
      put(phrase.characters[k], glyphs_[step.begin].origin, glyphs_[step.end - 1].origin + 1);
    }
    const Span place{begin, static_cast<std::uint32_t>(restored_.text.units.size())};
    restored_.places.push_back(place);
    if (phrase.uncertain) restored_.uncertain.push_back(place);
  }
  bool stands_by_chinese(std::size_t at) const {
    return (at > 0 && glyphs_[at - 1].type == Type::chinese) ||
           (at + 1 < glyphs_.size() && glyphs_[at + 1].type == Type::chinese);
  }
  void boundary(std::uint32_t origin) {
    restored_.text.units.push_back({word_boundary, origin});
    restored_.ends.push_back(origin + 1);
  }
  void put(char32_t point, std::uint32_t origin, std::uint32_t end) {
    const bool is_word = kind_of(point) == Kind::word;
    if (is_word != in_word_) boundary(in_word_ ? last_end_ - 1 : origin);
    in_word_ = is_word;
    restored_.text.units.push_back({point, origin});
    restored_.ends.push_back(end);
    last_end_ = end;
  }
  std::span<const Glyph> glyphs_;  // of the sentence
  Restored restored_;
  bool changed_ = false;
  bool in_word_ = false;
  std::uint32_t last_end_ = 1;
};

}  // namespace

void Restorer::add(std::string_view phrase, Weight weight) {
  const std::vector<char32_t> points = normalise_phrase(phrase);
  add(std::u32string_view(points.data(), points.size()), weight);
}

void Restorer::add(std::u32string_view characters, Weight weight) {
  if (!std::all_of(characters.begin(), characters.end(), is_chinese)) return;
  const std::uint32_t rank = rank_of_word(characters);
  // What everybody says all the time is not worth hiding ("想法").
  if (characters.size() == 1 || rank <= common_most) weight = std::min(weight, Weight::cue);
  phrases_.add(characters,
               {{}, weight, cost_of(characters, weight, rank), is_known_by_initials(characters)});
}

void Restorer::build() {
  const std::string_view words = words_by_rank();
  std::u32string word;
  std::uint32_t rank = 1;
  for (std::size_t at = 0; at < words.size();) {
    const char32_t point = next_code_point(words, at);
    if (point != U' ') {
      word += point;
      continue;
    }
    phrases_.add(word, {{}, Weight::common, cost_of(word, Weight::common, rank++), false});
    word.clear();
  }
  phrases_.build();
}

/// Whether a character that differs from the phrase stands beside one that it hardly ever stands
/// beside, or two of them make a word after a wish ("想紫砂").
static bool is_odd(std::span<const Unit> units, std::size_t from, std::u32string_view phrase) {
  for (std::size_t k = 0; k < phrase.size(); ++k) {
    const std::size_t at = from + k;
    if (phrase[k] == units[at].point) continue;
    const bool odd_before = at > 0 && is_chinese(units[at - 1].point) &&
                            !is_ordinary_pair(units[at - 1].point, units[at].point);
    const bool odd_behind = at + 1 < units.size() && is_chinese(units[at + 1].point) &&
                            !is_ordinary_pair(units[at].point, units[at + 1].point);
    if (odd_before || odd_behind) return true;
  }
  const bool both = phrase.size() == 2 && phrase[0] != units[from].point;
  return both && from > 0 && is_wish(units[from - 1].point);
}

bool Restorer::sounds_grave(std::span<const Unit> units, std::size_t from) const {
  PhraseSounds::Node node = PhraseSounds::root;
  for (std::size_t at = from; at < units.size() && at < from + PhraseSounds::longest; ++at) {
    const Sound sound = common_sound_of(units[at].point);
    if (sound == 0) return false;
    node = phrases_.child(node, sound);
    if (node == PhraseSounds::root) return false;
    for (const PhraseSounds::Phrase& phrase : phrases_.phrases(node)) {
      if (phrase.weight < (at == from + 1 ? Weight::urgent : Weight::grave) || at == from) continue;
      if (is_odd(units, from, phrase.characters)) return true;
    }
  }
  return false;
}

bool Restorer::has_phrase_over(std::span<const Unit> units, std::size_t at, Weight least) const {
  const std::size_t from = at - std::min(at, PhraseSounds::longest - 1);
  std::u32string text;
  for (std::size_t i = from; i < std::min(units.size(), at + PhraseSounds::longest); ++i) {
    text += units[i].point;
  }
  for (std::size_t i = from; i <= at; ++i) {
    const std::u32string_view rest = std::u32string_view(text).substr(i - from);
    const std::size_t size = phrases_.longest_at(rest, least);
    if (size > 1 && i + size > at) return true;
  }
  return false;
}

std::size_t Restorer::first_evasive(std::span<const Unit> units, std::size_t from) const {
  Sound before = 0;
  Sound next = 0;  // of the character behind, where that is known
  for (std::size_t i = from; i < units.size(); ++i) {
    const char32_t point = units[i].point;
    if (is_chinese(point)) {
      const Sound sound = next != 0 ? next : common_sound_of(point);
      next = i + 1 < units.size() ? common_sound_of(units[i + 1].point) : Sound{0};
      if (before != 0) {
        if (phrases_.may_be_meant(before, sound, next) && sounds_grave(units, i - 1)) return i;
        if (is_first_part(units[i - 1].point) && !is_ordinary_pair(units[i - 1].point, point) &&
            !joined_from(units[i - 1].point, point).empty()) {
          return i;
        }
      }
      before = sound;
      continue;
    }
    before = 0;
    next = 0;
    if (point == word_boundary) continue;
    if (point >= 0x2600 && !words_of_emoji(point).words.empty()) return i;
    const Kind kind = kind_of(point);
    if (kind == Kind::word) {
      if (point > U'9' || may_be_sounds(units, i)) return i;
      while (i + 1 < units.size() && is_digit(units[i + 1].point)) ++i;
    } else if (kind >= Kind::separator && may_part_word(units, i)) {
      return i;
    }
  }
  return units.size();
}

/// A gap between characters that stand alone, or one that ends no clause, or inside a phrase.
bool Restorer::may_part_word(std::span<const Unit> units, std::size_t at) const {
  const auto chinese = [&](std::size_t i) {
    return i < units.size() && is_chinese(units[i].point);
  };
  if (at == 0 || !chinese(at - 1)) return false;
  std::size_t behind = at + 1;
  while (behind < at + 3 && behind < units.size() && units[behind].point != U'\n' &&
         kind_of(units[behind].point) >= Kind::separator) {
    ++behind;
  }
  if (!chinese(behind)) return false;
  const bool after_one = at < 2 || !chinese(at - 2);
  const bool before_one = !chinese(behind + 1);
  const char32_t mark = units[at].point;
  if (after_one && before_one) return true;
  if (mark == U' ' && (after_one || before_one)) return true;
  if (mark != U' ' && !is_clause_mark(mark)) return true;
  const std::array<char32_t, 2> sides = {units[at - 1].point, units[behind].point};
  return is_ordinary_word(sides) &&
         phrases_.begins_grave(common_sound_of(sides[0]), common_sound_of(sides[1]));
}

std::optional<Restored> Restorer::restore(const NormalText& text) const {
  const std::span<const Unit> units = text.units;
  std::size_t odd = first_evasive(units, 0);
  if (odd == units.size()) return std::nullopt;
  Writer writer(text);
  std::size_t done = 0;
  while (odd < units.size()) {
    std::size_t begin = odd;
    while (begin > done && !ends_sentence(units, begin - 1)) --begin;
    std::size_t end = odd;
    while (end < units.size() && !ends_sentence(units, end)) ++end;
    end = std::min(end + 1, units.size());
    writer.copy(units.subspan(done, begin - done));
    const Glyphs glyphs = glyphs_of(units.subspan(begin, end - begin));
    writer.sentence(glyphs, phrases_spelled(glyphs, phrases_));
    done = end;
    odd = first_evasive(units, done);
  }
  writer.copy(units.subspan(done));
  return writer.finish();
}

}  // namespace anban::signals
