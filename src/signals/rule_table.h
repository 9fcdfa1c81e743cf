// SPDX-License-Identifier: Apache-2.0
// The rule language in which cues are written down (tables/*.inc), and its reader. A class is a set
// of phrases; a rule is a short sequence of classes with gaps, inside one sentence, which means a
// category unless a guard (negation, hyperbole, somebody else, quotation, fiction, ...) says no.
// The tables are part of the program: a fault in them ends it at start, and a test reads them all.
//
//     + WANT 想 打算 want_to          a class; underscores are spaces; may be continued
//     mask 想死你 笑死                words inside these phrases do not count
//     theme SCHOOL 老师 作业          a class that no rule needs: a cue for the trained model
//     common WANT FIRST              too frequent to start a rule's evaluation
//     words open                     what follows is everyday talk, which nobody spells otherwise
//                                    to hide it: it is not restored (`words hidden` ends that)
//     for user assistant card        roles of the rules that follow
//     guard neg third                guards of the rules that follow
//     crisis_tier2 plan .97 -third : WANT ~3 DIE
//     life_danger threatened .9 weak : ^ HELP|SAVE_ME $
//
// Items stand in order; `~n` lets up to n Chinese characters or Latin words come between; `^` and
// `$` tie the first and last item to the borders of a clause; `|` separates alternatives; an item
// in lower case or Chinese is a phrase itself. `weak` findings score but do not decide.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "signals/finding.h"

namespace anban::signals {

using ClassId = std::uint16_t;

/// What may speak against a match; a set of them is a bit mask.
enum class Guard : std::uint16_t {
  neg = 1,
  hyper = 2,
  third = 4,
  quote = 8,
  fiction = 16,
  past = 32,
  prevent = 64,
  own = 128,
  deny = 256,
  news = 512,
  law = 1024
};

/// One of 64 bits for a class; several share one.
constexpr std::uint64_t bit_of(ClassId id) { return std::uint64_t{1} << (id & 63U); }

struct RuleItem {
  std::vector<ClassId> any;
  std::uint64_t bits = 0;  // bit_of() each of them, for a quick no
  std::uint32_t gap = 0;   // most words between the item before and this one
  bool clause_begin = false;
  bool clause_end = false;
};

struct Rule {
  Category category = Category::count_;
  std::string kind;
  float strength = 0;
  bool decides = true;
  bool open = false;  // its words do not make other words suspicious
  std::uint16_t guards = 0;
  std::uint8_t roles = 0;  // bit 1 << Role
  std::vector<RuleItem> items;
  bool guarded_by(Guard guard) const { return (guards & static_cast<std::uint16_t>(guard)) != 0; }
};

/// One weight of the cue score (cue_score.h): `weigh category CLASS weight`.
struct CueWeight {
  Category category;
  ClassId id;
  float weight;
};

/// A phrase of a class, as normalise_phrase() gives it.
struct ClassPhrase {
  std::vector<char32_t> points;
  ClassId id;
  bool open = false;  // never hidden behind another spelling
};

struct RuleTable {
  std::vector<std::string> class_names;
  std::vector<ClassPhrase> phrases;
  std::vector<bool> common;  // by class id
  std::vector<Rule> rules;
  std::vector<CueWeight> weights;
  std::vector<std::pair<Category, float>> biases;
  std::vector<std::pair<ClassId, std::uint8_t>> themes;  // read though no rule has them; roles
  /// The id of a class that must exist.
  ClassId id_of(std::string_view name) const;
};

/// Class ids that the program itself relies on; the reader makes them first, in this order.
enum class Known : ClassId {
  mask,
  first,
  other,
  generic,
  fictional,
  you,
  own,
  preposition,
  cognition,
  report,
  worry,
  neg,
  laugh,
  fiction,
  quote_cue,
  past,
  resolved,
  present,
  prevent,
  question,
  news,
  amount_big,
  amount_mid,
  amount,
  age_minor,
  age_adult,
  age_past,
  number_minor,
  number_many,
  exit_strong,
  exit_weak,
  exit_fill,
  exit_courtesy,
  exit_errand,
  exit_go,
  exit_done,
  exit_off,
  exit_call,
  exit_not,
  exit_talk,
  exit_stay,
  exit_block,
  exit_wait,
  exit_who,
  law,
  person_name,
  count_
};
constexpr ClassId id_of(Known known) { return static_cast<ClassId>(known); }

/// Reads tables in order; ends the process with the line at fault.
RuleTable read_rules(const std::vector<std::string_view>& tables);

/// The tables of the program.
RuleTable shipped_rules();

}  // namespace anban::signals
