// SPDX-License-Identifier: Apache-2.0
// Traditional forms and look-alikes are the normaliser's table read backwards; similar shapes have
// a table of their own, made otherwise than the detectors' (tools/look_alike_table).
#include "learning/evasions.h"

#include <algorithm>
#include <span>

#include "base/utf8.h"
#include "signals/normalise.h"
#include "signals/syllables.h"

namespace anban::learning {
namespace {

#include "learning/tables/look_alikes.inc"

constexpr std::array<std::string_view, evasion_count> names = {
    "traditional", "pinyin",     "homophone", "emoji",        "split",
    "zero_width",  "look_alike", "digits",    "similar_shape"};

constexpr std::array<std::pair<char32_t, char32_t>, 22> emoji = {{
    {U'死', U'💀'}, {U'刀', U'🔪'}, {U'药', U'💊'}, {U'血', U'🩸'}, {U'爱', U'❤'},  {U'哭', U'😭'},
    {U'心', U'💔'}, {U'钱', U'💰'}, {U'枪', U'🔫'}, {U'酒', U'🍺'}, {U'车', U'🚗'}, {U'家', U'🏠'},
    {U'手', U'✋'}, {U'狗', U'🐶'}, {U'猪', U'🐷'}, {U'鸡', U'🐔'}, {U'水', U'💧'}, {U'火', U'🔥'},
    {U'书', U'📖'}, {U'笑', U'😂'}, {U'炸', U'💣'}, {U'吻', U'💋'},
}};

constexpr std::array<std::pair<std::string_view, char32_t>, 16> digits = {{
    {"si", U'4'},
    {"shi", U'4'},
    {"wu", U'5'},
    {"wo", U'5'},
    {"qi", U'7'},
    {"qu", U'7'},
    {"ba", U'8'},
    {"jiu", U'9'},
    {"er", U'2'},
    {"yi", U'1'},
    {"san", U'3'},
    {"sheng", U'3'},
    {"liu", U'6'},
    {"ling", U'0'},
    {"bu", U'8'},
    {"shan", U'3'},
}};

constexpr std::array<std::pair<char32_t, char32_t>, 12> letters = {{
    {U'a', U'а'},
    {U'e', U'е'},
    {U'o', U'о'},
    {U'p', U'р'},
    {U'c', U'с'},
    {U'x', U'х'},
    {U'i', U'і'},
    {U's', U'ѕ'},
    {U'j', U'ј'},
    {U'y', U'у'},
    {U'd', U'ԁ'},
    {U'h', U'һ'},
}};

constexpr std::array<char32_t, 4> separators = {U' ', U'.', U'*', U'-'};
constexpr std::array<char32_t, 3> invisible = {0x200B, 0x200C, 0x2060};

bool is_ideograph(char32_t point) { return signals::kind_of(point) == signals::Kind::ideograph; }

template <std::size_t N>
char32_t looked_up(const std::array<std::pair<char32_t, char32_t>, N>& table, char32_t point) {
  for (const auto& [from, to] : table) {
    if (from == point) return to;
  }
  return point;
}

std::u32string points_of(std::string_view text) {
  std::u32string points;
  std::size_t at = 0;
  while (at < text.size()) points += next_code_point(text, at);
  return points;
}

/// What `point` is normalised to, if that is one code point.
char32_t normal_of(char32_t point) {
  signals::Normaliser normaliser;
  std::vector<signals::Unit> units;
  normaliser.push(point, units);
  return units.size() == 1 ? units[0].point : 0;
}

/// All, or a share of them.
float share_of(Evasion evasion, float share) {
  switch (evasion) {
    case Evasion::pinyin:
    case Evasion::homophone:
    case Evasion::similar_shape: return share;
    default: return 1;
  }
}

}  // namespace

std::string_view name_of(Evasion evasion) { return names[static_cast<std::size_t>(evasion)]; }

std::uint64_t Dice::next() {
  state_ += 0x9E3779B97F4A7C15U;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
  return mixed ^ (mixed >> 31U);
}

Evader::Evader(const std::vector<std::string_view>& texts) {
  std::unordered_map<char32_t, std::uint32_t> counts;
  for (const std::string_view text : texts) {
    for (const char32_t point : points_of(text)) {
      if (is_ideograph(point)) ++counts[point];
    }
  }
  std::vector<std::pair<std::uint32_t, char32_t>> common;
  for (const auto& [point, count] : counts) {
    if (count > 3) common.emplace_back(count, point);
  }
  std::sort(common.begin(), common.end(), std::greater<>());
  for (const auto& [count, point] : common) {
    auto& same = homophones_[signals::syllable_of(point)];
    if (same.size() < 5) same.push_back(point);
  }
  homophones_.erase(0);
  for (char32_t point = 0x9FFF; point >= 0x4E00; --point) {
    const char32_t normal = normal_of(point);
    if (normal != 0 && normal != point) traditional_[normal] = point;
  }
  for (char32_t point = 0x2F00; point < 0x2FD6; ++point) look_alikes_[normal_of(point)] = point;
  for (char32_t point = 0xF900; point < 0xFA2E; ++point) look_alikes_[normal_of(point)] = point;
  for (const auto& [from, to] : letters) look_alikes_[from] = to;
  look_alikes_.erase(0);
  std::size_t at = 0;
  for (std::size_t i = 0; i < std::size(look_alike_counts); at += look_alike_counts[i++]) {
    const auto similar = std::span(look_alikes).subspan(at, look_alike_counts[i]);
    if (!similar.empty()) {
      similar_[static_cast<char32_t>(0x4E00 + i)] = {similar.begin(), similar.end()};
    }
  }
}

std::u32string Evader::changed(char32_t point, Evasion evasion, std::uint64_t random) const {
  const std::u32string same(1, point);
  const signals::Syllable syllable = is_ideograph(point) ? signals::syllable_of(point) : 0;
  const auto in = [&](const std::unordered_map<char32_t, char32_t>& table) {
    const auto at = table.find(point);
    return at == table.end() ? same : std::u32string(1, at->second);
  };
  switch (evasion) {
    case Evasion::traditional: return in(traditional_);
    case Evasion::look_alike: return in(look_alikes_);
    case Evasion::emoji: return std::u32string(1, looked_up(emoji, point));
    case Evasion::split: return is_ideograph(point) ? same + separators[random % 4] : same;
    case Evasion::zero_width: return same + invisible[random % 3];
    case Evasion::similar_shape: {
      const auto at = similar_.find(point);
      if (at == similar_.end()) return same;
      return std::u32string(1, at->second[random % at->second.size()]);
    }
    default: break;
  }
  if (syllable == 0) return same;
  const std::string_view name = signals::name_of_syllable(syllable);
  if (evasion == Evasion::pinyin) return std::u32string(name.begin(), name.end());
  if (evasion == Evasion::digits) {
    const auto* at = std::find_if(digits.begin(), digits.end(),
                                  [&](const auto& each) { return each.first == name; });
    return at == digits.end() ? same : std::u32string(1, at->second);
  }
  const auto at = homophones_.find(syllable);
  if (at == homophones_.end()) return same;
  const char32_t other = at->second[random % at->second.size()];
  return std::u32string(1, other == point ? at->second[(random + 1) % at->second.size()] : other);
}

std::string Evader::evade(std::string_view text, Evasion evasion, float share,
                          std::uint64_t seed) const {
  Dice dice(seed ^ (static_cast<std::uint64_t>(evasion) << 56U));
  const float most = share_of(evasion, share);
  std::u32string out;
  char32_t separator = separators[dice.next() % separators.size()];
  for (const char32_t point : points_of(text)) {
    const std::uint64_t random = dice.next();
    if (dice.share() >= most) {
      out += point;
    } else if (evasion == Evasion::split && is_ideograph(point)) {
      out += {point, separator};
    } else {
      out += changed(point, evasion, random >> 8U);
    }
  }
  std::string bytes;
  for (const char32_t point : out) append_utf8(bytes, point);
  return bytes;
}

}  // namespace anban::learning
