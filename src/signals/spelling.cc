// SPDX-License-Identifier: Apache-2.0
// Glyphs first; then what is spelled out character by character is drawn together; then words of
// letters and digits are judged, those side by side together.
#include "signals/spelling.h"

#include <algorithm>
#include <string>

#include "signals/sounds.h"

namespace anban::signals {
namespace {

using Type = Glyph::Type;
using Reading = Glyph::Reading;

constexpr std::size_t pinyin_most = 48;   // letters of a word; longer ones are no pinyin
constexpr std::size_t initials_most = 5;  // letters of initials
constexpr std::size_t digits_most = 4;    // digits of a run that may stand for sounds
constexpr std::size_t syllable_most = 6;  // letters of a syllable
constexpr std::size_t wide_gap = 3;       // glyphs between characters that are spelled out
constexpr std::size_t spelled_least = 3;  // characters spelled out one by one
constexpr std::size_t letters_least = 4;  // letters spelled out one by one

Type type_of(char32_t point) {
  if (point >= 0x4E00 && point <= 0x9FFF) return Type::chinese;
  if (point >= 0x2E80 && point <= 0x2FDF) return Type::chinese;  // radicals
  switch (kind_of(point)) {
    case Kind::word: return point <= U'9' ? Type::digit : Type::letter;
    case Kind::ideograph: return sounds_of(point)[0] != 0 ? Type::chinese : Type::other;
    case Kind::separator: return words_of_emoji(point).words.empty() ? Type::gap : Type::emoji;
    case Kind::space: return Type::gap;
    case Kind::sentence_end: return Type::stop;
    case Kind::letter: return Type::other;
  }
  return Type::other;
}

bool is_between(Type type) {
  return type == Type::gap || type == Type::stop || type == Type::emoji;
}

/// A number behind these goes on counting ("3月4", "第4", "2.4").
bool is_counter(char32_t point) {
  constexpr std::u32string_view counters = U"第年月点号.-/:*=+%";
  return counters.find(point) != std::u32string_view::npos;
}

class Speller {
 public:
  explicit Speller(std::span<const Unit> units) {
    glyphs_.reserve(units.size());
    for (const Unit& unit : units) {
      if (unit.point == word_boundary) continue;
      Glyph glyph;
      glyph.point = unit.point;
      glyph.origin = unit.origin;
      glyph.type = type_of(unit.point);
      glyphs_.push_back(glyph);
    }
  }

  Glyphs spell() {
    draw_together(Type::chinese, spelled_least);
    draw_together(Type::letter, letters_least);
    for (std::size_t at = 0; at < glyphs_.size();) {
      if (glyphs_[at].type == Type::letter) {
        at = read_words(at);
      } else if (glyphs_[at].type == Type::digit) {
        at = read_digits(at);
      } else {
        ++at;
      }
    }
    return std::move(glyphs_);
  }

 private:
  Type type(std::size_t at) const { return at < glyphs_.size() ? glyphs_[at].type : Type::stop; }

  /// Behind the gap at `at`, or `at` where none is or it is too wide.
  std::size_t behind_gap(std::size_t at) const {
    std::size_t end = at;
    while (end < glyphs_.size() && is_between(glyphs_[end].type) && glyphs_[end].point != U'\n')
      ++end;
    return end - at <= wide_gap ? end : at;
  }

  /// "我 不 想 活", "z.i.s.h.a": characters each between gaps lose these.
  void draw_together(Type wanted, std::size_t least) {
    std::size_t at = 0;
    while (at < glyphs_.size()) {
      const bool alone =
          type(at) == wanted && (at == 0 || type(at - 1) != wanted) && type(at + 1) != wanted;
      if (!alone) {
        ++at;
        continue;
      }
      std::size_t count = 1;
      std::size_t last = at;
      for (;;) {
        const std::size_t next = behind_gap(last + 1);
        if (next == last + 1 || type(next) != wanted || type(next + 1) == wanted) break;
        last = next;
        ++count;
      }
      if (count >= least) {
        for (std::size_t i = at; i < last; ++i) {
          if (is_between(glyphs_[i].type)) glyphs_[i].dropped = true;
        }
      }
      at = last + 1;
    }
  }

  /// Behind the word of letters at `at`, over dropped gaps.
  std::size_t word_end(std::size_t at) const {
    std::size_t end = at;
    while (end < glyphs_.size() && (glyphs_[end].type == Type::letter || glyphs_[end].dropped))
      ++end;
    while (end > at && glyphs_[end - 1].dropped) --end;
    return end;
  }

  struct Word {
    std::size_t begin;
    std::size_t end;
    bool pinyin;
    bool english;
  };

  /// Words side by side (one space or tone digits between): either pinyin all of them, or none.
  std::size_t read_words(std::size_t at) {
    std::vector<Word> words;
    std::size_t end = at;
    while (type(end) == Type::letter) {
      const std::size_t stop = word_end(end);
      words.push_back(judged(end, stop));
      end = stop;
      if (is_tone(end)) ++end;
      if (type(end) == Type::gap && !glyphs_[end].dropped && type(end + 1) == Type::letter) ++end;
    }
    std::size_t sure = 0;
    std::size_t foreign = 0;
    for (const Word& word : words) {
      sure += word.pinyin && !word.english ? 1 : 0;
      foreign += word.pinyin ? 0 : 1;
    }
    for (const Word& word : words) {
      const bool all = sure > foreign;
      const Reading reading = !word.pinyin             ? Reading::none
                              : (all || !word.english) ? Reading::pinyin
                                                       : Reading::weak;
      for (std::size_t i = word.begin; i < word.end; ++i) {
        glyphs_[i].reading = reading;
        glyphs_[i].word_end = static_cast<std::uint32_t>(word.end);
        glyphs_[i].initials = words.size() == 1 && word.end - word.begin <= initials_most;
      }
    }
    return end;
  }

  bool is_tone(std::size_t at) const {
    return type(at) == Type::digit && glyphs_[at].point >= U'1' && glyphs_[at].point <= U'5' &&
           type(at + 1) != Type::digit;
  }

  Word judged(std::size_t begin, std::size_t end) {
    Word word{begin, end, false, false};
    std::string letters;
    std::vector<std::size_t> places;
    for (std::size_t i = begin; i < end; ++i) {
      if (glyphs_[i].dropped) continue;
      letters += static_cast<char>(glyphs_[i].point);
      places.push_back(i);
    }
    if (letters.size() > pinyin_most) return word;
    const std::size_t size = letters.size();
    std::vector<bool> from(size + 1, false);
    std::vector<bool> to(size + 1, false);
    from[size] = true;
    to[0] = true;
    const auto is_syllable = [&](std::size_t at, std::size_t length) {
      return sound_named(std::string_view(letters).substr(at, length)) != 0;
    };
    for (std::size_t i = size; i-- > 0;) {
      for (std::size_t n = 1; n <= std::min(syllable_most, size - i) && !from[i]; ++n) {
        from[i] = from[i + n] && is_syllable(i, n);
      }
    }
    word.pinyin = from[0];
    word.english = is_english_like_pinyin(letters);
    if (!word.pinyin) return word;
    for (std::size_t i = 0; i < size; ++i) {
      for (std::size_t n = 1; to[i] && n <= std::min(syllable_most, size - i); ++n) {
        if (is_syllable(i, n)) to[i + n] = true;
      }
      glyphs_[places[i]].opens = to[i];
      glyphs_[places[i]].closes = from[i];
    }
    return word;
  }

  std::size_t read_digits(std::size_t at) {
    std::size_t end = at;
    while (type(end) == Type::digit) ++end;
    const bool after =
        at > 0 && (type(at - 1) == Type::letter || is_counter(glyphs_[at - 1].point));
    const bool before =
        end < glyphs_.size() && (type(end) == Type::letter || is_measure(glyphs_[end].point));
    const bool sounds = end - at <= digits_most && !after && !before;
    for (std::size_t i = at; i < end; ++i) {
      glyphs_[i].sounds = sounds;
      glyphs_[i].word_end = static_cast<std::uint32_t>(end);
    }
    return end;
  }

  Glyphs glyphs_;
};

}  // namespace

bool is_measure(char32_t point) {
  constexpr std::u32string_view measures =
      U"点个年月日号楼岁次天块元折度米斤层级星期周时分秒页章集季版班名位人台辆只条件份张本万千百亿"
      U"十倍路室"
      U"栋代字口家间题届毛角寸公厘克吨升双套款场局段步杯瓶碗盒包把根头匹座所朵颗粒片道门项句首回趟"
      U"遍种样世环"
      U"线院中小大医医里%℃°-/:.~+*=";
  return measures.find(point) != std::u32string_view::npos;
}

Glyphs glyphs_of(std::span<const Unit> units) { return Speller(units).spell(); }

}  // namespace anban::signals
