// SPDX-License-Identifier: Apache-2.0
// The longest phrases of the text, left to right; each feeling is weighed by what stands near it.
#include "signals/emotion.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

#include "base/ensure.h"
#include "signals/automaton.h"
#include "signals/normalise.h"

namespace anban::signals {
namespace {

constexpr std::string_view phrases =
#include "signals/tables/emotion.inc"
    ;

enum class Sense : std::uint8_t {
  good,
  bad,
  no,
  very,
  after,
  little,
  but,
  supposed,
  self,
  ask,
  skip
};
constexpr std::array<std::string_view, 11> senses{"good", "bad", "not",  "very", "after", "little",
                                                  "but",  "if",  "self", "ask",  "skip"};

// How much each circumstance changes the weight of a feeling. Set by hand on sentences that are not
// in corpora/test; the tests beside this file hold them.
constexpr float stronger = 1.4F;         // "很难过", "难过死了"
constexpr float weaker = 0.6F;           // "有点难过"
constexpr float denied_joy = -0.7F;      // "不觉得快乐" is low
constexpr float denied_sorrow = -0.25F;  // "不难过" is not yet glad
constexpr float supposed_share = 0.25F;  // "要是能开心就好了"
constexpr float asked_share = 0.2F;      // "你开心吗"
constexpr float before_but = 0.4F;       // "累，但是开心": what follows counts more
constexpr float behind_but = 1.3F;
constexpr float least = 0.3F;                // below, the mood is neutral
constexpr std::uint32_t negation_reach = 3;  // characters or words between "不" and what it denies
constexpr std::uint32_t degree_reach = 1;

struct Entry {
  Sense sense;
  float weight;
};

/// A phrase in the text, in units.
struct Phrase {
  std::uint32_t begin;
  std::uint32_t end;
  Entry entry;
};

std::string_view next_word(std::string_view& line) {
  const std::size_t end = std::min(line.find(' '), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return word;
}

/// As the text is read; emoji have no letters, so they stay as they are.
std::vector<char32_t> points_of(std::string_view phrase) {
  std::vector<char32_t> points = normalise_phrase(phrase);
  if (!points.empty()) return points;
  for (const Unit& unit : normalise(phrase).units) points.push_back(unit.point);
  return points;
}

class Lexicon {
 public:
  Lexicon() {
    AutomatonBuilder builder;
    std::string_view rest = phrases;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      add_line(rest.substr(0, end), builder);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    automaton_ = builder.build();
  }

  /// The longest at each place, left to right, none overlapping.
  std::vector<Phrase> in(const std::vector<Unit>& units) const {
    std::vector<Phrase> all;
    Automaton::State state = Automaton::start;
    for (std::uint32_t i = 0; i < units.size(); ++i) {
      state = automaton_.step(state, units[i].point);
      automaton_.each_match(state, [&](std::uint32_t entry, std::uint32_t length) {
        all.push_back({i + 1 - length, i + 1, entries_[entry]});
      });
    }
    std::ranges::sort(all, [](const Phrase& a, const Phrase& b) {
      return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    std::uint32_t taken = 0;
    std::erase_if(all, [&taken](const Phrase& each) {
      if (each.begin < taken) return true;
      taken = each.end;
      return false;
    });
    return all;
  }

 private:
  void add_line(std::string_view line, AutomatonBuilder& builder) {
    if (line.empty()) return;
    const auto* const at = std::ranges::find(senses, next_word(line));
    ensure(at != senses.end(), "tables/emotion.inc names its classes");
    Entry entry{static_cast<Sense>(at - senses.begin()), 0};
    if (entry.sense == Sense::good || entry.sense == Sense::bad) {
      entry.weight = std::strtof(std::string(next_word(line)).c_str(), nullptr);
      ensure(entry.weight > 0, "a feeling has a weight");
    }
    entries_.push_back(entry);
    while (!line.empty()) {
      std::string phrase(next_word(line));
      std::ranges::replace(phrase, '_', ' ');
      const auto number = static_cast<std::uint32_t>(entries_.size() - 1);
      ensure(builder.add(points_of(phrase), number, Hold::none), "a phrase has letters or signs");
    }
  }
  Automaton automaton_;
  std::vector<Entry> entries_;
};

/// Immutable, built when the first text is read.
const Lexicon& lexicon() {
  static const Lexicon all;
  return all;
}

/// What a clause holds that changes the feelings in it.
struct Clause {
  bool asks = false;
  bool self = false;
  std::uint32_t supposed_from = std::numeric_limits<std::uint32_t>::max();
};

/// A text in clauses, and how far its places are apart in characters and words.
class Layout {
 public:
  Layout(const std::vector<Unit>& units, const std::vector<Phrase>& all) : clauses_(1) {
    std::uint32_t words = 0;
    bool was_word = false;
    for (const Unit& unit : units) {
      clause_at_.push_back(static_cast<std::uint32_t>(clauses_.size() - 1));
      words_.push_back(words);
      const Kind kind = unit.point == word_boundary ? Kind::space : kind_of(unit.point);
      if (kind == Kind::ideograph || (kind == Kind::word && !was_word)) ++words;
      was_word = kind == Kind::word;
      if (unit.point == U'?') clauses_.back().asks = true;
      const bool ends = kind == Kind::separator || kind == Kind::sentence_end;
      if (ends || unit.point == U'\n') clauses_.emplace_back();
    }
    words_.push_back(words);
    for (const Phrase& each : all) note(each, clauses_[clause_at_[each.begin]]);
  }
  std::uint32_t clause_at(std::uint32_t unit) const { return clause_at_[unit]; }
  std::uint32_t words_between(std::uint32_t from, std::uint32_t to) const {
    return from >= to ? 0 : words_[to] - words_[from];
  }
  /// Wishes, and questions that are not about oneself, tell little.
  float share_at(std::uint32_t unit) const {
    const Clause& clause = clauses_[clause_at_[unit]];
    if (clause.supposed_from < unit) return supposed_share;
    return clause.asks && !clause.self ? asked_share : 1;
  }

 private:
  static void note(const Phrase& phrase, Clause& clause) {
    if (phrase.entry.sense == Sense::self) clause.self = true;
    if (phrase.entry.sense == Sense::ask) clause.asks = true;
    if (phrase.entry.sense == Sense::supposed) {
      clause.supposed_from = std::min(clause.supposed_from, phrase.begin);
    }
  }
  std::vector<Clause> clauses_;
  std::vector<std::uint32_t> clause_at_;
  std::vector<std::uint32_t> words_;
};

struct Feeling {
  float weight;
  std::uint32_t begin;
  std::uint32_t end;
};

class Scale {
 public:
  Scale(const std::vector<Unit>& units, const std::vector<Phrase>& all)
      : layout_(units, all), all_(all) {}

  std::vector<Feeling> weigh() const {
    const auto buts = std::ranges::count(all_, Sense::but, sense_of);
    std::vector<Feeling> feelings;
    std::ptrdiff_t passed = 0;
    for (std::size_t i = 0; i < all_.size(); ++i) {
      const Sense sense = sense_of(all_[i]);
      if (sense == Sense::but) ++passed;
      if (sense != Sense::good && sense != Sense::bad) continue;
      feelings.push_back(feeling(i));
      float& weight = feelings.back().weight;
      if (passed > 0) weight *= behind_but;
      if (passed < buts) weight *= buts - passed > 1 ? before_but * before_but : before_but;
    }
    return feelings;
  }

 private:
  static Sense sense_of(const Phrase& phrase) { return phrase.entry.sense; }

  Feeling feeling(std::size_t at) const {
    const Phrase& said = all_[at];
    const bool good = said.entry.sense == Sense::good;
    Feeling found{good ? said.entry.weight : -said.entry.weight, said.begin, said.end};
    const bool denied = weigh_before(at, found);
    const bool more = at + 1 < all_.size() && sense_of(all_[at + 1]) == Sense::after &&
                      layout_.words_between(said.end, all_[at + 1].begin) == 0;
    if (more) {
      found.weight *= stronger;
      found.end = all_[at + 1].end;
    }
    if (denied) found.weight *= good ? denied_joy : denied_sorrow;
    found.weight *= layout_.share_at(said.begin);
    return found;
  }

  /// Degrees and negations before a feeling, up to another feeling; whether it is denied.
  bool weigh_before(std::size_t at, Feeling& found) const {
    const Phrase& said = all_[at];
    const std::uint32_t clause = layout_.clause_at(said.begin);
    bool denied = false;
    for (std::size_t i = at; i-- > 0 && layout_.clause_at(all_[i].begin) == clause;) {
      const Sense sense = sense_of(all_[i]);
      const std::uint32_t apart = layout_.words_between(all_[i].end, found.begin);
      if (sense == Sense::good || sense == Sense::bad || sense == Sense::but) break;
      if (sense == Sense::no && apart <= negation_reach) {
        denied = !denied;
        found.begin = all_[i].begin;
      } else if ((sense == Sense::very || sense == Sense::little) && apart <= degree_reach) {
        found.weight *= sense == Sense::very ? stronger : weaker;
        found.begin = all_[i].begin;
      }
    }
    return denied;
  }

  Layout layout_;
  const std::vector<Phrase>& all_;
};

}  // namespace

std::string_view name_of(EmotionLevel level) {
  switch (level) {
    case EmotionLevel::neutral: return "neutral";
    case EmotionLevel::positive: return "positive";
    case EmotionLevel::negative: return "negative";
    case EmotionLevel::extreme: return "extreme";
  }
  return "neutral";
}

Emotion emotion_in(std::string_view text) {
  const NormalText normal = normalise(text);
  const std::vector<Phrase> all = lexicon().in(normal.units);
  const std::vector<Feeling> feelings = Scale(normal.units, all).weigh();
  float sum = 0;
  for (const Feeling& each : feelings) sum += each.weight;
  if (std::abs(sum) < least) return {};
  const float sign = sum > 0 ? 1.0F : -1.0F;
  const auto shown = std::ranges::max_element(
      feelings, {}, [sign](const Feeling& each) { return sign * each.weight; });
  const std::uint32_t begin = normal.units[shown->begin].origin;
  const std::uint32_t end = normal.units[shown->end - 1].origin + 1;
  return {sum > 0 ? EmotionLevel::positive : EmotionLevel::negative, 1 - std::exp(-std::abs(sum)),
          Span{begin, std::min(end, normal.originals)}};
}

Emotion emotion_with(const Emotion& words, const Findings& findings) {
  const Finding* strongest = nullptr;
  for (const Category category :
       {Category::crisis_tier2, Category::crisis_tier1, Category::extreme_emotion}) {
    const Finding* each = find(findings, category);
    if (each != nullptr && (strongest == nullptr || each->strength > strongest->strength)) {
      strongest = each;
    }
  }
  if (strongest == nullptr) return words;
  return {EmotionLevel::extreme, strongest->strength, strongest->span};
}

}  // namespace anban::signals
