// SPDX-License-Identifier: Apache-2.0
// Clause by clause: what it holds decides what it is; then one division.
#include "signals/catering.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/ensure.h"

namespace anban::signals {
namespace {

constexpr std::string_view phrases =
#include "signals/tables/catering.inc"
    ;

enum class Sense : std::uint8_t { agree, praise, flatter, think, fill };
constexpr std::array<std::string_view, 5> senses{"agree", "praise", "flatter", "think", "fill"};

constexpr float plain_most = 0.75F;       // agreement and praise in ordinary words
constexpr float flattery_most = 0.95F;    // what nobody says who means it
constexpr std::uint32_t said_least = 2;   // characters or words below which a clause says nothing
constexpr std::uint32_t aside_most = 40;  // units of a stage direction in brackets

std::uint32_t sense_named(std::string_view name) {
  const auto* const at = std::find(senses.begin(), senses.end(), name);
  ensure(at != senses.end(), "tables/catering.inc names one of five classes");
  return static_cast<std::uint32_t>(at - senses.begin());
}

/// The next word of a line; `line` is what comes behind it.
std::string_view next_word(std::string_view& line) {
  const std::size_t end = std::min(line.find(' '), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return word;
}

void add_line(std::string_view line, AutomatonBuilder& builder) {
  if (line.empty()) return;
  const std::uint32_t sense = sense_named(next_word(line));
  while (!line.empty()) {
    std::string phrase(next_word(line));
    std::replace(phrase.begin(), phrase.end(), '_', ' ');
    ensure(builder.add(normalise_phrase(phrase), sense, Hold::none), "a cue has letters");
  }
}

/// What one clause holds.
struct Clause {
  std::uint32_t measure = 0;  // characters and words
  std::uint32_t filled = 0;   // units of its longest filler
  std::uint32_t letters = 0;  // units that are letters
  std::array<bool, senses.size()> has{};

  bool holds(Sense sense) const { return has[static_cast<std::size_t>(sense)]; }
  bool caters() const {
    return !holds(Sense::think) &&
           (holds(Sense::agree) || holds(Sense::praise) || holds(Sense::flatter));
  }
};

/// The clauses of a reply that say something, added up.
struct Tally {
  std::uint32_t clauses = 0;
  std::uint32_t catering = 0;
  bool thinks = false;
  bool flatters = false;

  void add(const Clause& clause, bool asks) {
    if (clause.caters()) {
      ++clauses;
      ++catering;
      flatters = flatters || clause.holds(Sense::flatter);
      return;
    }
    if (asks || clause.holds(Sense::think)) thinks = true;
    if (clause.measure >= said_least && clause.filled < clause.letters) ++clauses;
  }
  float strength() const {
    if (thinks || catering == 0) return 0;
    return static_cast<float>(catering) / static_cast<float>(clauses) *
           (flatters ? flattery_most : plain_most);
  }
};

bool ends_clause(const Unit& unit) {
  if (unit.point == word_boundary) return false;
  const Kind kind = kind_of(unit.point);
  return kind == Kind::sentence_end || kind == Kind::separator || unit.point == U'\n';
}

/// Behind the bracket that closes a stage direction; `at` where none begins here.
std::size_t behind_aside(std::span<const Unit> units, std::size_t at) {
  const char32_t open = units[at].point;
  if (open != U'(' && open != U'*' && open != U'[') return at;
  const char32_t close = open == U'(' ? U')' : open == U'[' ? U']' : U'*';
  const std::size_t last = std::min(units.size(), at + aside_most);
  for (std::size_t i = at + 1; i < last; ++i) {
    if (units[i].point == close) return i + 1;
  }
  return at;
}

}  // namespace

Catering::Catering() {
  AutomatonBuilder builder;
  std::string_view rest = phrases;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    add_line(rest.substr(0, end), builder);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  automaton_ = builder.build();
}

std::optional<Finding> Catering::in(std::span<const Unit> units) const {
  Tally tally;
  Clause clause;
  Automaton::State state = Automaton::start;
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (const std::size_t behind = behind_aside(units, i); behind > i) {
      i = behind - 1;
      state = Automaton::start;
      continue;
    }
    const Unit& unit = units[i];
    state = automaton_.step(state, unit.point);
    automaton_.each_match(state, [&](std::uint32_t sense, std::uint32_t length) {
      clause.has[sense] = true;
      if (static_cast<Sense>(sense) == Sense::fill) clause.filled = std::max(clause.filled, length);
    });
    if (ends_clause(unit)) {
      tally.add(clause, unit.point == U'?');
      clause = Clause();
      continue;
    }
    const Kind kind = unit.point == word_boundary ? Kind::letter : kind_of(unit.point);
    const bool begins_word = unit.point == word_boundary && i + 1 < units.size() &&
                             kind_of(units[i + 1].point) == Kind::word;
    if (kind == Kind::ideograph || begins_word) ++clause.measure;
    if (kind == Kind::ideograph || kind == Kind::word || unit.point == word_boundary) {
      ++clause.letters;
    }
  }
  tally.add(clause, false);
  const float strength = tally.strength();
  if (strength <= 0) return std::nullopt;
  const Span whole{0, static_cast<std::uint32_t>(units.size())};
  return Finding{Category::sycophancy, strength, false, whole, "caters", "catering@1"};
}

}  // namespace anban::signals
