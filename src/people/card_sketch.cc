// SPDX-License-Identifier: Apache-2.0
// Making and comparing of sketches.
#include "people/card_sketch.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <vector>

#include "base/bytes.h"
#include "base/utf8.h"

namespace anban {
namespace {

constexpr std::size_t run = 4;
constexpr std::size_t looked_at_most = 20'000;  // letters; a longer card is known by its beginning
constexpr int copied_places = 19;               // of 32: three fifths

bool counts(char32_t point) {
  const bool ascii = point < 0x80;
  const bool letter = (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9');
  const bool mark = (point >= 0x2000 && point <= 0x206F) || (point >= 0x3000 && point <= 0x303F) ||
                    (point >= 0xFF00 && point <= 0xFF0F) || (point >= 0xFF1A && point <= 0xFF20);
  return ascii ? letter : !mark && point != 0xA0;
}

std::vector<char32_t> letters_of(std::string_view text) {
  std::vector<char32_t> letters;
  for (std::size_t at = 0; at < text.size() && letters.size() < looked_at_most;) {
    char32_t point = next_code_point(text, at);
    if (point >= 'A' && point <= 'Z') point += 'a' - 'A';
    if (counts(point)) letters.push_back(point);
  }
  return letters;
}

/// A mixing of bits (the finaliser of MurmurHash3, public domain).
std::uint64_t mixed(std::uint64_t value) {
  value ^= value >> 33;
  value *= 0xff51afd7ed558ccdULL;
  value ^= value >> 33;
  value *= 0xc4ceb9fe1a85ec53ULL;
  return value ^ (value >> 33);
}

}  // namespace

CardSketch sketch_of(std::string_view text) {
  const std::vector<char32_t> letters = letters_of(text);
  CardSketch sketch;
  if (letters.size() < run) return sketch;
  sketch.least.fill(std::numeric_limits<std::uint32_t>::max());
  for (std::size_t i = 0; i + run <= letters.size(); ++i) {
    std::uint64_t hash = 0;
    for (std::size_t j = 0; j < run; ++j) hash = mixed(hash ^ letters[i + j]);
    for (std::size_t place = 0; place < sketch.least.size(); ++place) {
      const auto other = static_cast<std::uint32_t>(mixed(hash + place) >> 32);
      sketch.least[place] = std::min(sketch.least[place], other);
    }
  }
  return sketch;
}

bool is_copy(const CardSketch& a, const CardSketch& b) {
  if (a == CardSketch() || b == CardSketch()) return false;
  int same = 0;
  for (std::size_t i = 0; i < a.least.size(); ++i) same += a.least[i] == b.least[i] ? 1 : 0;
  return same >= copied_places;
}

std::string to_text(const CardSketch& sketch) {
  if (sketch == CardSketch()) return {};
  return to_base64({reinterpret_cast<const char*>(sketch.least.data()), sizeof(sketch.least)});
}

CardSketch sketch_from(const std::string& text) {
  CardSketch sketch;
  const Result<Bytes> bytes = from_base64(text);
  if (bytes && bytes->size() == sizeof(sketch.least)) {
    std::memcpy(sketch.least.data(), bytes->data(), bytes->size());
  }
  return sketch;
}

}  // namespace anban
