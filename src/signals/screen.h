// SPDX-License-Identifier: Apache-2.0
// The streaming screen behind observer.h (Art. 8, O-37): text passes while nothing fires. A tail
// that could still become a forbidden phrase is held, to the code point; a suspicious word holds
// the rest of its clause until the clause is judged. What comes out in sum depends on the text
// only, never on the chunks; clean text arrives byte for byte; no code point is ever split.
#pragma once

#include <memory>
#include <string_view>

#include "signals/observer.h"
#include "signals/rules.h"
#include "signals/stream_words.h"
#include "signals/words.h"

namespace anban::signals {

/// What a screen needs of the detectors; immutable, shared by all screens.
class JudgeImage {
 public:
  virtual ~JudgeImage() = default;
  virtual const WordImage& words() const = 0;
  virtual const RuleSet& rules() const = 0;
  virtual const Observer& observer() const = 0;
};

std::shared_ptr<const ScreenMaker> screens_over(std::shared_ptr<const JudgeImage> judge);

/// Bytes that a screen holds at most when it holds the whole reply; more is cut.
inline constexpr std::size_t held_bytes_most = 256 * 1024;
/// Code points of a clause without any mark; then it is judged as it stands.
inline constexpr std::uint32_t clause_most = 200;
/// Code points before a clause that its judge sees too: of one clause, of two together.
inline constexpr std::uint32_t context_most = 120;
inline constexpr std::uint32_t contexts_most = 80;
/// A comma ends a clause that is at least this long.
inline constexpr std::uint32_t clause_long = 40;

}  // namespace anban::signals
