// SPDX-License-Identifier: Apache-2.0
// A clause leaves if phrases of leaving, fillers and courtesies cover every word of it and at least
// one phrase of leaving is among them.
#include "signals/leaving.h"

#include <algorithm>
#include <vector>

namespace anban::signals {
namespace {

enum class Clause { other, courtesy, weak_exit, strong_exit };

constexpr std::uint32_t words_most = 60;  // a longer message that begins with a farewell talks on

Clause judge_clause(const Scene& scene, Range clause) {
  const Range range = scene.trimmed(clause);
  if (range.begin == range.end) return Clause::courtesy;
  bool strong = false;
  bool weak = false;
  std::vector<bool> covered(range.end - range.begin, false);
  const auto& hits = scene.hits();
  auto at = std::lower_bound(hits.begin(), hits.end(), clause.begin,
                             [](const Hit& hit, std::uint32_t begin) { return hit.begin < begin; });
  for (; at != hits.end() && at->begin < clause.end; ++at) {
    const bool is_strong = at->id == id_of(Known::exit_strong);
    const bool is_weak = at->id == id_of(Known::exit_weak);
    if (!is_strong && !is_weak && at->id != id_of(Known::exit_fill) &&
        at->id != id_of(Known::exit_courtesy)) {
      continue;
    }
    strong = strong || is_strong;
    weak = weak || is_weak;
    for (std::uint32_t u = std::max(at->begin, range.begin); u < std::min(at->end, range.end);
         ++u) {
      covered[u - range.begin] = true;
    }
  }
  for (std::uint32_t u = range.begin; u < range.end; ++u) {
    const char32_t point = scene.units()[u].point;
    const bool blank = point == word_boundary || kind_of(point) >= Kind::separator;
    if (!blank && !covered[u - range.begin]) return Clause::other;
  }
  if (strong) return Clause::strong_exit;
  return weak ? Clause::weak_exit : Clause::courtesy;
}

bool asks(const Scene& scene, Range clause) {
  for (std::uint32_t u = clause.begin; u < clause.end; ++u) {
    if (scene.units()[u].point == U'?') return true;
  }
  return scene.has(Known::question, clause);
}

Finding exit_at(const Scene& scene, Range clause, Clause judged) {
  return {Category::exit,
          judged == Clause::strong_exit ? 0.98F : 0.93F,
          true,
          scene.trimmed(clause).begin < scene.trimmed(clause).end
              ? Span{scene.trimmed(clause).begin, scene.trimmed(clause).end}
              : Span{clause.begin, clause.end},
          judged == Clause::strong_exit ? "farewell" : "request",
          "rules/leaving@1"};
}

}  // namespace

std::optional<Finding> leaving_of(const Scene& scene) {
  if (!scene.has(Known::exit_strong) && !scene.has(Known::exit_weak)) return std::nullopt;
  const std::vector<Range>& clauses = scene.clauses();
  // From the end: courtesies after a leaving clause ("bye, thank you") change nothing.
  for (std::size_t i = clauses.size(); i-- > 0;) {
    const Clause judged = judge_clause(scene, clauses[i]);
    if (judged == Clause::courtesy) continue;
    if (judged == Clause::other || asks(scene, clauses[i])) break;
    return exit_at(scene, clauses[i], judged);
  }
  // A farewell first, and then no question: "再见，我要去自杀了".
  const Range first = clauses.front();
  if (scene.measure() > words_most || judge_clause(scene, first) != Clause::strong_exit) {
    return std::nullopt;
  }
  if (asks(scene, {0, static_cast<std::uint32_t>(scene.units().size())})) return std::nullopt;
  return exit_at(scene, first, Clause::strong_exit);
}

}  // namespace anban::signals
