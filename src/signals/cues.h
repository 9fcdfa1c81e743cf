// SPDX-License-Identifier: Apache-2.0
// What speaks against taking words at their face: negation, hyperbole, somebody else, quotation,
// fiction, the past, prevention. Serves Art. 13: explicit intent about oneself is told from talk
// about a film. Each cue is one function over a scene and the place of a match.
#pragma once

#include <cstdint>

#include "signals/scene.h"

namespace anban::signals {

/// Where a rule matched. `head` is the first item that is not a word for oneself.
struct Match {
  std::uint32_t begin = 0;
  std::uint32_t head = 0;
  std::uint32_t last = 0;  // where the last item begins
  std::uint32_t end = 0;
  std::uint32_t sentence = 0;
};

/// Of whom it is said. `nobody` means that no person is named: the writer, in Chinese.
enum class Subject : std::uint8_t { nobody, self, you, other, generic, fictional };

Subject subject_of(const Scene& scene, const Match& match);

bool is_negated(const Scene& scene, const Match& match);
/// Laughter beside it.
bool is_hyperbole(const Scene& scene, const Match& match);
bool is_quoted(const Scene& scene, const Match& match);
bool is_fiction(const Scene& scene, const Match& match);
/// Told of the past; `resolved` where the writer says that it is over.
enum class Past : std::uint8_t { no, past, resolved };
Past past_of(const Scene& scene, const Match& match);
/// Somebody wants to prevent it ("how to keep a friend from …").
bool is_prevention(const Scene& scene, const Match& match);
/// Denied anywhere between its first and last word ("我没有…自杀").
bool is_denied(const Scene& scene, const Match& match);
/// Heard from the news, not lived through.
bool is_news(const Scene& scene, const Match& match);
/// A question of law, a complaint, a defence.
bool is_about_law(const Scene& scene, const Match& match);
/// A possession or relative of the writer is meant ("my daughter is 12").
bool is_about_own(const Scene& scene, const Match& match);

}  // namespace anban::signals
