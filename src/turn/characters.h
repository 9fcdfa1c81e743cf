// SPDX-License-Identifier: Apache-2.0
// Characters that the service offers, by id (O-113): what they are is derived from their words,
// never believed as declared. Kept in memory, stored as settings "character/<id>".
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "people/guardianship.h"
#include "ports/journal.h"
#include "signals/observer.h"

namespace anban {

struct Character {
  CharacterId id;
  std::string name;
  std::string relationship;  // as declared
  std::string prompt;
  int min_age = 0;
  std::vector<std::string> tags;            // as declared, for guardians to block by
  CardSketch sketch;                        // of the prompt, to know copies; derived
  std::string derived;                      // "partner", "relative", "other"
  bool relative = false;                    // derived
  bool intimate = false;                    // derived
  bool forbidden_goal = false;              // derived: aims at dependence (O-58)
  bool doubtful = false;                    // derived: perhaps it does
  std::string owner;                        // id of the key that made it
  std::string goal;                         // what the operator wants of it, as declared
  std::vector<std::string> push_templates;  // words it is to write by itself
};

/// What keeps `character` from publication besides its own words (O-58): "goal" where the goal aims
/// at dependence, "push_templates" where a message to people lures, blames or holds them; empty:
/// nothing.
std::vector<std::string> forbidden_fields(const Character& character,
                                          const signals::Observer& observer);

/// What the words of a card say it is.
struct CardJudgement {
  bool partner = false;
  bool relative = false;
  bool forbidden_goal = false;
  bool doubtful = false;   // perhaps it has one
  CardSketch sketch = {};  // of the whole card
  bool intimate() const { return partner || relative; }
};
CardJudgement judge_card(const signals::Findings& findings);

/// Judges name, declared relationship and prompt together; fills the derived fields.
void derive(Character& character, const signals::Observer& observer);

/// What guardians' blocks are compared with.
CharacterMarks marks_of(const Character& character);
CharacterMarks marks_of(const CardJudgement& card);

std::string to_stored(const Character& character);
Result<Character> character_from_stored(const std::string& json);

class Characters {
 public:
  static constexpr std::size_t characters_most = 100'000;

  /// Loads what is stored and judges it with `observer`. Errors: those of the journal.
  Result<void> load(Journal& journal, const signals::Observer& observer);
  std::optional<Character> find(const CharacterId& id) const;
  /// By id, at most `limit` behind `after`.
  std::vector<Character> list(const std::string& after, std::size_t limit) const;
  /// Errors: exhausted.
  Result<void> put(Character character);
  void remove(const CharacterId& id);
  void clear();

 private:
  mutable std::mutex mutex_;
  std::map<std::string, Character> all_;
};

/// Judgements of system and developer messages, by hash: apps send the same card with each request.
class CardCache {
 public:
  static constexpr std::size_t cards_most = 4096;
  std::optional<CardJudgement> find(std::uint64_t hash) const;
  void put(std::uint64_t hash, CardJudgement judgement);

 private:
  mutable std::mutex mutex_;
  std::map<std::uint64_t, CardJudgement> all_;
};

}  // namespace anban
