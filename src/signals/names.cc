// SPDX-License-Identifier: Apache-2.0
// Two characters decide; the table of ordinary words says what is no name.
#include "signals/names.h"

#include <array>
#include <cstdint>
#include <string_view>

#include "signals/rule_table.h"
#include "signals/sounds.h"

namespace anban::signals {
namespace {

// The commonest surnames, without those that are also particles or everyday adjectives.
constexpr std::u32string_view surnames =
    U"王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧肖曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏"
    U"薛叶阎潘杜戴夏钟汪姜范姚谭廖邹熊陆郝孔崔康毛邱秦史顾侯邵孟龙钱汤尹黎乔贺赖龚";
// What no given name begins with.
constexpr std::u32string_view particles =
    U"的了是在和就都也不没有很要会能说去来吗呢吧啊呀嘛个这那我你他她它们把被给让对跟与为从到上里么"
    U"得着过只还又再才已将可以及或但而于之";

/// A set of common characters, a bit each: it is asked of every character of every text.
class CharacterSet {
 public:
  explicit constexpr CharacterSet(std::u32string_view all) {
    for (const char32_t each : all) bits_[(each - first) / 64] |= bit_of(each);
  }
  constexpr bool holds(char32_t point) const {
    return point >= first && point <= last && (bits_[(point - first) / 64] & bit_of(point)) != 0;
  }

 private:
  static constexpr char32_t first = 0x4E00;
  static constexpr char32_t last = 0x9FFF;
  static constexpr std::uint64_t bit_of(char32_t point) {
    return std::uint64_t{1} << ((point - first) % 64);
  }
  std::array<std::uint64_t, (last - first) / 64 + 1> bits_{};
};

constexpr CharacterSet surname_set(surnames);
constexpr CharacterSet particle_set(particles);

bool is_word(char32_t first, char32_t second) {
  const std::array<char32_t, 2> both{first, second};
  return rank_of_word({both.data(), both.size()}) != rare;
}

bool is_han(const Unit& unit) {
  return unit.point < word_boundary && kind_of(unit.point) == Kind::ideograph;
}

}  // namespace

std::vector<Hit> name_hits(std::span<const Unit> units) {
  std::vector<Hit> hits;
  for (std::size_t i = 0; i + 1 < units.size(); ++i) {
    const char32_t surname = units[i].point;
    if (!surname_set.holds(surname) || !is_han(units[i + 1])) continue;
    const char32_t given = units[i + 1].point;
    if (particle_set.holds(given) || is_word(surname, given)) continue;
    if (i > 0 && is_han(units[i - 1]) && is_word(units[i - 1].point, surname)) continue;
    const auto begin = static_cast<std::uint32_t>(i);
    hits.push_back({begin, begin + 2, id_of(Known::person_name)});
  }
  return hits;
}

}  // namespace anban::signals
