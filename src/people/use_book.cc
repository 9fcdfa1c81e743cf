// SPDX-License-Identifier: Apache-2.0
// The book of days: "2026-08-01 3600000 12 xiaoan=5&zhou=1 low_mood=1;" a day, names escaped.
#include "people/use_book.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace anban {
namespace {

using Counts = std::vector<std::pair<std::string, int>>;

constexpr std::string_view others = "…";
constexpr std::string_view hex = "0123456789abcdef";

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

std::string escaped(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (is_plain(c)) {
      out += c;
    } else {
      out += '%';
      out += hex[static_cast<unsigned char>(c) >> 4];
      out += hex[static_cast<unsigned char>(c) & 15];
    }
  }
  return out;
}

std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    int value = 0;
    const char* from = text.data() + i + 1;
    if (text[i] == '%' && i + 2 < text.size() &&
        std::from_chars(from, from + 2, value, 16).ptr == from + 2) {
      out += static_cast<char>(value);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string text_of(const Counts& counts) {
  std::string out;
  for (const auto& [name, times] : counts) {
    if (!out.empty()) out += '&';
    out += escaped(name) + "=" + std::to_string(times);
  }
  return out;
}

/// The part before `end`, which is taken off with it.
std::string_view take_until(std::string_view& rest, char end) {
  const std::string_view part = rest.substr(0, rest.find(end));
  rest.remove_prefix(std::min(rest.size(), part.size() + 1));
  return part;
}

template <class Number>
std::optional<Number> number_in(std::string_view text) {
  Number value{};
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || read.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

Counts counts_from(std::string_view text) {
  Counts counts;
  while (!text.empty()) {
    std::string_view each = take_until(text, '&');
    const std::string_view name = take_until(each, '=');
    const auto times = number_in<int>(each);
    if (times) counts.emplace_back(plain(name), *times);
  }
  return counts;
}

std::optional<UseDay> day_from(std::string_view text) {
  UseDay day;
  const Result<LocalDate> date = parse_date(take_until(text, ' '));
  const auto used = number_in<std::int64_t>(take_until(text, ' '));
  const auto turns = number_in<int>(take_until(text, ' '));
  if (!date || !used || !turns) return std::nullopt;
  day.date = *date;
  day.used = Milliseconds(*used);
  day.turns = *turns;
  day.characters = counts_from(take_until(text, ' '));
  day.risks = counts_from(text);
  return day;
}

}  // namespace

UseDay& day_of(UseBook& book, const LocalDate& date) {
  for (UseDay& each : book.days) {
    if (each.date == date) return each;
  }
  if (book.days.size() >= UseBook::days_most) book.days.erase(book.days.begin());
  book.days.push_back(UseDay{.date = date, .characters = {}, .risks = {}});
  return book.days.back();
}

void count(Counts& counts, std::string_view name, std::size_t most) {
  const auto named = [&counts](std::string_view wanted) {
    return std::find_if(counts.begin(), counts.end(),
                        [wanted](const auto& each) { return each.first == wanted; });
  };
  auto known = named(name);
  if (known == counts.end() && counts.size() + 1 >= most) known = named(name = others);
  if (known == counts.end()) {
    counts.emplace_back(name, 1);
  } else {
    ++known->second;
  }
}

std::string to_text(const UseBook& book) {
  std::string out;
  for (const UseDay& each : book.days) {
    out += to_text(each.date) + " " + std::to_string(each.used.count()) + " " +
           std::to_string(each.turns) + " " + text_of(each.characters) + " " + text_of(each.risks) +
           ";";
  }
  return out;
}

UseBook use_book_from(std::string_view text) {
  UseBook book;
  while (!text.empty()) {
    auto day = day_from(take_until(text, ';'));
    if (day) book.days.push_back(std::move(*day));
  }
  return book;
}

}  // namespace anban
