// SPDX-License-Identifier: Apache-2.0
// The line format of word lists. A list is read to its end whatever is wrong with a line, since
// whoever wrote ten thousand words wants all faults at once.
#include "pack/lexicon.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <unordered_set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/utf8.h"
#include "pack/categories.h"

namespace anban::pack {
namespace {

constexpr auto roles = std::to_array<std::string_view>({"user", "assistant", "character_card"});

bool contains(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::string_view blanks = " \t\r";

/// A piece of one line that knows its column.
struct Piece {
  std::string_view text;
  std::size_t offset = 0;  // bytes from the start of the line
};

Piece trimmed(Piece piece) {
  const std::size_t first = piece.text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {{}, piece.offset};
  const std::size_t last = piece.text.find_last_not_of(blanks);
  return {piece.text.substr(first, last - first + 1), piece.offset + first};
}

std::vector<Piece> split(Piece whole, char separator) {
  std::vector<Piece> pieces;
  std::size_t start = 0;
  for (;;) {
    const std::size_t end = whole.text.find(separator, start);
    const std::size_t length = (end == std::string_view::npos ? whole.text.size() : end) - start;
    pieces.push_back(trimmed({whole.text.substr(start, length), whole.offset + start}));
    if (end == std::string_view::npos) return pieces;
    start = end + 1;
  }
}

/// Reads one list; one object a call.
class ListReader {
 public:
  ListReader(const std::string& file, Faults& faults) : file_(file), faults_(faults) {}

  void read(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    list.rules.reserve(std::min(lines, lexicon_rules_most));
    kept_.reserve(std::min(lines, lexicon_rules_most));
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      line(text.substr(0, end));
      text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
  }

  Lexicon list;
  bool has_header = false;
  std::set<std::string, std::less<>> headers;
  bool tolerate_repeats = false;

 private:
  void fault(std::size_t offset, std::string message) {
    const std::string_view before = line_.substr(0, std::min(offset, line_.size()));
    faults_.add(file_, {number_, static_cast<int>(count_code_points(before)) + 1},
                std::move(message));
  }

  void line(std::string_view text) {
    ++number_;
    line_ = text;
    if (!is_valid_utf8(text)) {
      faults_.add(file_, {number_, 1}, "this line is not UTF-8; save the list as UTF-8");
      return;
    }
    const Piece whole = trimmed({text, 0});
    if (whole.text.empty()) return;
    if (whole.text.starts_with('#')) {
      if (list.rules.empty()) header(whole);
      return;
    }
    if (list.rules.size() == lexicon_rules_most) {
      if (!too_long_) fault(0, fmt::format("a list holds at most {} rules", lexicon_rules_most));
      too_long_ = true;
      return;
    }
    rule(whole);
  }

  void header(Piece whole) {
    const std::size_t colon = whole.text.find(':');
    if (colon == std::string_view::npos) return;
    const std::string_view key = trimmed({whole.text.substr(1, colon - 1), 0}).text;
    const Piece value = trimmed({whole.text.substr(colon + 1), whole.offset + colon + 1});
    constexpr std::array<std::string_view, 6> known{"id",    "category", "kind",
                                                    "roles", "updated",  "source"};
    if (!contains(known, key)) return;
    has_header = true;
    if (!headers.emplace(key).second) {
      return fault(whole.offset, fmt::format("\"# {}:\" stands here a second time", key));
    }
    if (value.text.empty()) return fault(value.offset, fmt::format("\"# {}:\" is empty", key));
    set_header(key, value);
  }

  void set_header(std::string_view key, Piece value) {
    if (key == "id") list.id = value.text;
    if (key == "source") list.source = value.text;
    if (key == "kind") list.kind = value.text;
    if (key == "category") {
      list.category = value.text;
      if (!contains(categories, value.text)) {
        fault(value.offset, fmt::format("there is no category \"{}\"; there are: {}", value.text,
                                        fmt::join(categories, ", ")));
      }
    }
    if (key == "updated") {
      const Result<LocalDate> date = parse_date(value.text);
      if (date) {
        list.updated = *date;
      } else {
        fault(value.offset, date.error().detail);
      }
    }
    if (key != "roles") return;
    for (const Piece& role : split(value, ' ')) {
      if (role.text.empty()) continue;
      list.roles.emplace_back(role.text);
      if (!contains(roles, role.text)) {
        fault(role.offset, fmt::format("there is no role \"{}\"; there are: {}", role.text,
                                       fmt::join(roles, ", ")));
      }
    }
  }

  void rule(Piece whole) {
    const std::vector<Piece> parts = split(whole, '|');
    WordRule made;
    made.word = parts[0].text;
    const std::size_t length = count_code_points(made.word);
    if (length == 0) return fault(parts[0].offset, "the word before \"|\" is missing");
    if (length > word_code_points_most) {
      return fault(parts[0].offset, fmt::format("a word has at most {} characters, this one has {}",
                                                word_code_points_most, length));
    }
    std::set<std::string_view> said;
    for (std::size_t i = 1; i < parts.size(); ++i) {
      if (!part(parts[i], made, said)) return;
    }
    keep(std::move(made), parts[0]);
  }

  bool part(const Piece& piece, WordRule& made, std::set<std::string_view>& said) {
    const std::size_t colon = piece.text.find(':');
    const std::string_view name = trimmed({piece.text.substr(0, colon), 0}).text;
    const bool tier = name == "block" || name == "signal" || name == "ignore";
    if (!said.insert(tier ? std::string_view("tier") : name).second) {
      fault(piece.offset, fmt::format("\"{}\" is said twice in this rule", name));
      return false;
    }
    if (tier && colon == std::string_view::npos) {
      made.tier = name == "block" ? Tier::block : name == "signal" ? Tier::signal : Tier::ignore;
      return true;
    }
    if (colon != std::string_view::npos) {
      const Piece value = trimmed({piece.text.substr(colon + 1), piece.offset + colon + 1});
      if (name == "needs") return words(value, name, made.needs);
      if (name == "unless") return words(value, name, made.unless);
      if (name == "near") return near(value, made);
    }
    fault(piece.offset,
          fmt::format("\"{}\" is not a part of a rule; parts are: block, signal, ignore, "
                      "needs: a, b, unless: a, b, near: a, b within 12",
                      piece.text));
    return false;
  }

  bool words(Piece value, std::string_view name, std::vector<std::string>& into) {
    for (const Piece& each : split(value, ',')) {
      if (each.text.empty()) {
        fault(each.offset, fmt::format("\"{}:\" has an empty word", name));
        return false;
      }
      into.emplace_back(each.text);
    }
    return true;
  }

  bool near(Piece value, WordRule& made) {
    constexpr std::string_view joint = " within ";
    const std::size_t at = value.text.rfind(joint);
    if (at == std::string_view::npos) return words(value, "near", made.near);
    const Piece count =
        trimmed({value.text.substr(at + joint.size()), value.offset + at + joint.size()});
    const char* end = count.text.data() + count.text.size();
    const auto parsed = std::from_chars(count.text.data(), end, made.near_within);
    if (parsed.ec != std::errc() || parsed.ptr != end || made.near_within < 1 ||
        made.near_within > near_within_most) {
      fault(count.offset, fmt::format("\"within\" takes a whole number from 1 to {}, not \"{}\"",
                                      near_within_most, count.text));
      return false;
    }
    return words(trimmed({value.text.substr(0, at), value.offset}), "near", made.near);
  }

  void keep(WordRule made, const Piece& word) {
    if (kept_.insert(identity_of(made)).second) {
      list.rules.push_back(std::move(made));
    } else if (!tolerate_repeats) {
      fault(word.offset, fmt::format("\"{}\" stands in this list already", made.word));
    }
  }

  /// Equal for equal rules. Lists are read at every start, so plain words cost no formatting.
  static std::string identity_of(const WordRule& made) {
    if (made.needs.empty() && made.unless.empty() && made.near.empty()) {
      return made.word + "|" + static_cast<char>('0' + static_cast<int>(made.tier));
    }
    return fmt::format("{}|{}|{}|{}|{}|{}", made.word, static_cast<int>(made.tier),
                       fmt::join(made.needs, ","), fmt::join(made.unless, ","),
                       fmt::join(made.near, ","), made.near_within);
  }

  const std::string& file_;
  Faults& faults_;
  int number_ = 0;
  std::string_view line_;
  bool too_long_ = false;
  std::unordered_set<std::string> kept_;
};

void check_headers(const ListReader& reader, const std::string& file, Faults& faults) {
  for (const std::string_view key : {"id", "category", "kind", "roles", "updated", "source"}) {
    if (reader.headers.contains(key)) continue;
    faults.add(file, {1, 1}, fmt::format("the list has no line \"# {}: …\"", key));
  }
}

}  // namespace

std::span<const std::string_view> lexicon_categories() { return categories; }
std::span<const std::string_view> lexicon_roles() { return roles; }

Lexicon parse_lexicon(std::string_view text, const std::string& file, Faults& faults) {
  ListReader reader(file, faults);
  reader.read(text);
  check_headers(reader, file, faults);
  if (reader.list.rules.empty()) faults.add(file, {1, 1}, "the list holds no rule");
  return std::move(reader.list);
}

Lexicon import_lexicon(std::string_view text, const std::string& file, const ImportOptions& options,
                       Faults& faults) {
  ListReader reader(file, faults);
  reader.tolerate_repeats = true;
  reader.read(text);
  if (reader.list.rules.empty()) faults.add(file, {1, 1}, "the list holds no rule");
  Lexicon list = std::move(reader.list);
  list.imported = true;
  if (reader.has_header) {
    check_headers(reader, file, faults);
    return list;
  }
  list.id = options.id;
  list.category = options.category;
  list.kind = options.kind;
  list.roles = options.roles;
  list.updated = options.updated;
  list.source = options.source;
  if (!contains(categories, list.category)) {
    faults.add(file, {1, 1}, fmt::format("there is no category \"{}\"", list.category));
  }
  for (const std::string& role : list.roles) {
    if (contains(roles, role)) continue;
    faults.add(file, {1, 1}, fmt::format("there is no role \"{}\"", role));
  }
  return list;
}

}  // namespace anban::pack
