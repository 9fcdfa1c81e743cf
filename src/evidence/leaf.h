// SPDX-License-Identifier: Apache-2.0
// What one leaf of the evidence log says: what was noticed, what was required under which pack, and
// what came of it; never a word of a conversation. A person stands in it by their reference and by
// hashes keyed under their data key, so that after erasure nothing in it points at anybody, while
// the log itself stays whole (O-20, O-150 and every duty that owes a record).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/ids.h"
#include "base/local_time.h"
#include "ports/vault.h"

namespace anban::evidence {

/// A finding without its text and place.
struct FindingMark {
  std::string category;  // "crisis_tier2"
  std::string kind;      // "A.1-6", "resident_id"; may be empty
  float strength = 1.0F;
  bool decided = true;
  friend bool operator==(const FindingMark&, const FindingMark&) = default;
};

/// A requirement by name. `text_key` names the words used, `detail` is a name or number, never text
/// of a person ("guardian", "self_harm_intent", "2026-08-01T13:04:00.000Z").
struct RequirementMark {
  std::string duty;      // "crisis"
  int obligation = 0;    // 98 for O-98
  std::string effect;    // "answer", "notify", "tell", …
  std::string text_key;  // "crisis.tier2.words"; may be empty
  std::string detail;    // may be empty
  friend bool operator==(const RequirementMark&, const RequirementMark&) = default;
};

struct TurnLeaf {
  std::string kind;  // "turn.observed" before the reply, "turn.answered" behind it
  Instant at;
  TurnId turn;
  PersonRef person;  // empty for an unknown person
  SessionId session;
  CharacterId character;
  std::string pack_hash;  // "sha256:…"
  std::string force;      // "advisory", "enforced"
  std::string detectors;  // versions of what looked ("words/cn-2026@3 rules/crisis@1")
  std::vector<FindingMark> findings;
  std::vector<RequirementMark> requirements;
  std::string outcome;               // "answered", "soothed", …; empty where not known yet
  std::vector<std::string> unknown;  // detectors that gave no answer
  bool is_repeated = false;
  std::string input_mac;  // text_mac() of the person's words; empty: none
  std::string output_mac;
};

/// An act that is no turn: a registration, an erasure, a consent, a key, a changed pack.
struct ActLeaf {
  std::string kind;  // "person.registered", "person.erased", "key.made", "pack.loaded", …
  Instant at;
  PersonRef person;       // may be empty
  std::string actor;      // "app", "person", "guardian", "operator", "system"
  std::string pack_hash;  // may be empty
  std::vector<std::pair<std::string, std::string>> facts;  // names and ids, never a person's words
};

/// Canonical JSON: fixed order of keys, no spaces, empty fields left out, "v":1 first.
std::string leaf_body(const TurnLeaf& leaf);
std::string leaf_body(const ActLeaf& leaf);

/// 16 bytes in hexadecimal over `text`, keyed under the person's data key: with the key anybody can
/// check that stored words are the recorded ones; without it the value says nothing.
std::string text_mac(const DataKey& key, std::string_view text);

}  // namespace anban::evidence
