// SPDX-License-Identifier: Apache-2.0
// A policy pack in memory: what a lawyer could change. Immutable after load, shared by pointer,
// hashed into every record. pack/load.h reads it, pack/overlay.h tightens it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/local_time.h"
#include "pack/params.h"

namespace anban::pack {

/// The name of words shown to people ("crisis.soothing"). Placeholders are written {like_this}.
struct TextKey {
  std::string_view name;
  friend bool operator==(const TextKey&, const TextKey&) = default;
};

using Placeholders = std::vector<std::pair<std::string_view, std::string>>;

class Texts {
 public:
  /// By locale ("zh-CN", "en"), then key. The loader has checked that every locale has every key.
  std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> words;
  /// The words for `locale`; "zh-CN" for any other Chinese locale, "en" for the rest, and the
  /// pack's first locale where neither exists. `key` must exist (pack/text_keys.h lists all).
  std::string_view say(std::string_view locale, TextKey key) const;
  /// The same with placeholders filled in.
  std::string say(std::string_view locale, TextKey key, const Placeholders& with) const;
};

struct Obligation {
  int number = 0;                  // 98 for "O-98"
  std::string citation;            // "Art. 18 para. 2", shown as `basis`
  std::string duty;                // "time_in_use"
  std::string kind;                // "must", "must_not", "may"
  std::string evidence;            // what proves it
  std::string title;               // one line, English
  std::vector<std::string> tests;  // names of tests that check it; empty: not built yet
};

/// A help line shown in a crisis (facts.md section 6). Data with a date, never empty.
struct HelpLine {
  std::string number;
  std::map<std::string, std::string, std::less<>> name;   // by locale
  std::map<std::string, std::string, std::less<>> hours;  // by locale; may be empty
  std::string region;                                     // "CN"
  std::vector<std::string> situations;  // "any", "minor", "fraud", "violence", "medical",
                                        // "women", "disaster"
  LocalDate last_checked;
};

enum class Tier : std::uint8_t { block, signal, ignore };

/// One word rule (pack/lexicon.h reads the files). All conditions in normalised text.
struct WordRule {
  std::string word;
  Tier tier = Tier::block;
  std::vector<std::string> needs;   // at least one of these in the same text
  std::vector<std::string> unless;  // none of these in the same text
  std::vector<std::string> near;    // at least one within `near_within` code points
  std::uint32_t near_within = 12;
};

/// One file of words: a category of the taxonomy and where it applies.
struct Lexicon {
  std::string id;                  // "fraud"
  std::string category;            // name of a signals category: "fraud"
  std::string kind;                // taxonomy id: "A.1-6", "B1"
  std::vector<std::string> roles;  // "user", "assistant", "character_card"
  LocalDate updated;
  std::string source;     // who wrote it, licence
  bool imported = false;  // an operator's list, not shipped
  std::vector<WordRule> rules;
};

struct Category {
  std::string id;                                        // "A.1-1", "B1"
  std::string group;                                     // "A.1"
  std::map<std::string, std::string, std::less<>> name;  // by locale
};

/// Where a parameter's value comes from, for people who read it.
struct ParamNote {
  std::string citation;  // "Art. 18 para. 2", "guideline (default, not statutory)", "engineering"
};

enum class Force : std::uint8_t { advisory, enforced };

struct Pack {
  std::string id;            // "cn-2026"
  std::string jurisdiction;  // "CN"
  std::string title;
  std::vector<std::string> sources;
  LocalDate in_force_from;
  std::string default_time_zone;
  std::string replaces;  // id of an older pack, or empty
  Params params;
  Params limits;  // how far an overlay may go (param_fields.h has the directions)
  std::map<std::string, ParamNote, std::less<>> param_notes;  // by dotted name
  Texts texts;
  std::vector<Obligation> obligations;  // by number
  std::vector<HelpLine> help_lines;
  std::vector<Lexicon> lexicons;
  std::vector<Category> taxonomy;
  Digest hash;            // over every file's name and bytes, and the overlay's
  std::string hash_text;  // "sha256:" and 64 hex digits

  /// Advisory before the local midnight of in_force_from, enforced from then on.
  Force force_at(Instant now) const;
  /// The obligation of that number, or null.
  const Obligation* obligation(int number) const;
  /// "Art. 18 para. 2", or "" for an unknown number.
  std::string_view basis(int number) const;
};

}  // namespace anban::pack
