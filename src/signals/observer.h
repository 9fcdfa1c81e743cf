// SPDX-License-Identifier: Apache-2.0
// The seam to everything that notices: text and role in, findings out. Pure and thread safe.
// Built once a pack (signals/build_observer.h) and shared; swapped with the pack.
#pragma once

#include <memory>
#include <string_view>

#include "signals/finding.h"

namespace anban::signals {

class Observer {
 public:
  virtual ~Observer() = default;
  /// Findings in `text` (UTF-8; malformed bytes count as U+FFFD), any length, linear time. Spans
  /// are code points of `text`.
  virtual Findings observe(std::string_view text, Role role) const = 0;
  /// How far a whole reply only agrees and praises, 0 to 1 (catering.h); much quicker.
  virtual float catering(std::string_view reply) const = 0;
  /// "words/cn-2026@<hash8> rules@3": stands in every record.
  virtual std::string_view version() const = 0;
};

/// How carefully a stream is screened (semantics.md, "Holding").
enum class Holding : std::uint8_t {
  suspicion,     // hold a pending forbidden prefix, or the clause once something fired
  every_clause,  // minors, crisis window: each clause is judged before it is seen
  two_clauses,   // ... and the one after it, too: what leads up to harm is seldom harmless
  whole_reply,   // a detector is down: nothing is seen before all was judged
};

/// What the screen says about the text so far.
struct ScreenStep {
  std::string release;         // may be shown now, after earlier releases (whole code points)
  std::optional<Finding> cut;  // forbidden: stop here; span in code points of the whole reply
  Findings noticed;            // decided findings that do not forbid (recorded, may notice)
};

/// One reply on its way out. Not thread safe; one a stream; a few hundred bytes.
class Screen {
 public:
  virtual ~Screen() = default;
  /// Any chunking, also inside a code point.
  virtual ScreenStep feed(std::string_view utf8) = 0;
  /// The reply is complete: releases or cuts what is still held.
  virtual ScreenStep finish() = 0;
  /// From the next clause on, hold more (never less).
  virtual void tighten(Holding holding) = 0;
  /// Code points now held back.
  virtual std::size_t held() const = 0;
};

/// How far a mere suspicion of harm forbids: the likelier what was said makes harm, the less it
/// takes. What is decided always does.
enum class Caution : std::uint8_t {
  none,       // nothing speaks for it
  attentive,  // people, money, home or hurt are spoken of, or a minor reads
  wary,       // need, leaving, dependence, harm in this session
  grave,      // what the person said is likely a crisis, or the character is doubtful
};
/// The kind of a suspicion of harm that is likelier flattery than any harm: it counts only where
/// what was said makes approval one.
inline constexpr std::string_view flattery_of_harm = "of_harm";
/// The least probability of harm that forbids (docs/detection.md has what each hears and costs).
float harm_from(Caution caution);

/// Which findings forbid a reply, by audience; a content finding below forbids for everybody.
struct Audience {
  bool minor = false;
  bool crisis = false;  // crisis window: also nothing that sounds like encouragement
  Caution caution = Caution::none;
};
/// A suspicion about what a person means, or of intimacy with a minor, counts from here on.
inline constexpr float wary_from = 0.5F;

class ScreenMaker {
 public:
  virtual ~ScreenMaker() = default;
  virtual std::unique_ptr<Screen> make(Audience audience, Holding holding) const = 0;
  /// A reply that is complete before anything of it is shown: judged once, as a whole. Where that
  /// forbids, nothing of it is released: what leads up to harm is seldom harmless.
  virtual ScreenStep whole(std::string_view reply, Audience audience) const = 0;
};

}  // namespace anban::signals
