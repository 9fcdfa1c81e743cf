// SPDX-License-Identifier: Apache-2.0
// A clause leaves if phrases of leaving, errands, refusals to talk on, fillers and courtesies cover
// every word of it and say together that the writer goes now. A strong clause leaves wherever it
// stands, unless the message also asks for something; the others leave at its end.
#include "signals/leaving.h"

#include <algorithm>
#include <vector>

namespace anban::signals {
namespace {

enum class Clause { other, stays, others_leave, courtesy, called, weak_exit, strong_exit };

constexpr std::uint32_t words_most = 120;  // a longer message says its farewell at the end
constexpr std::uint32_t errand_most = 14;  // words of a clause that names an errand freely

/// What a clause says of leaving, phrase by phrase.
struct Said {
  bool strong = false;
  bool weak = false;
  bool errand = false;
  bool go = false;
  bool blocked = false;
  bool called = false;
  bool refuses = false;  // to talk on
  bool denied = false;   // a negation of anything else
  bool other = false;    // somebody else is spoken of
  bool covered = false;
  std::uint32_t negated_until = 0;
  std::uint32_t off = 0;    // end of "I must go and ..."
  std::uint32_t known = 0;  // everything before is covered
};

bool is_blank(const Scene& scene, std::uint32_t unit) {
  const char32_t point = scene.units()[unit].point;
  return point == word_boundary || kind_of(point) >= Kind::separator;
}

/// Takes one phrase down; false if it covers nothing.
bool note(const Scene& scene, const Hit& hit, Said& said) {
  const std::uint32_t negated = said.negated_until;
  switch (static_cast<Known>(hit.id)) {
    case Known::exit_strong: said.strong = true; return true;
    case Known::exit_weak: said.weak = true; return true;
    case Known::exit_not:
      said.denied = said.denied || negated != 0;
      said.negated_until = hit.end;
      return true;
    case Known::exit_talk:
      if (negated == 0 || scene.words_between(negated, hit.begin) > 3) return true;
      said.refuses = true;
      said.negated_until = 0;
      return true;
    case Known::exit_errand: said.errand = true; return true;
    case Known::exit_call: said.called = true; return true;
    case Known::exit_go: said.go = true; return true;
    case Known::exit_off: said.off = said.off == 0 ? hit.end : said.off; return true;
    case Known::exit_block: said.blocked = true; return false;
    case Known::exit_who: said.other = true; return true;
    case Known::exit_done:
    case Known::exit_fill:
    case Known::exit_courtesy: return true;
    default: return false;
  }
}

Said read_clause(const Scene& scene, Range clause) {
  Said said;
  const Range range = scene.trimmed(clause);
  std::vector<bool> covered(range.end - range.begin, false);
  const auto& hits = scene.hits();
  auto at = std::lower_bound(hits.begin(), hits.end(), clause.begin,
                             [](const Hit& hit, std::uint32_t begin) { return hit.begin < begin; });
  Range longest;  // what stands inside a longer phrase says nothing of its own
  for (; at != hits.end() && at->begin < range.end; ++at) {
    const bool inside = at->end <= longest.end && at->end - at->begin < longest.end - longest.begin;
    if ((inside && at->id != id_of(Known::exit_go)) || !note(scene, *at, said)) continue;
    if (at->end > longest.end) longest = {at->begin, at->end};
    for (std::uint32_t u = std::max(at->begin, range.begin); u < std::min(at->end, range.end);
         ++u) {
      covered[u - range.begin] = true;
    }
  }
  std::uint32_t u = range.begin;
  while (u < range.end && (is_blank(scene, u) || covered[u - range.begin])) ++u;
  said.known = u;
  said.covered = u == range.end;
  said.denied = said.denied || said.negated_until != 0;
  return said;
}

/// "我得去给羊添料了": an errand of one's own words, begun with a phrase of going.
bool names_an_errand(const Scene& scene, Range clause, const Said& said) {
  if (said.off == 0 || said.known < said.off || said.denied) return false;
  if (scene.words_between(clause.begin, clause.end) > errand_most) return false;
  const Range range = scene.trimmed(clause);
  return !scene.has(Known::exit_not, {said.off, range.end});
}

Clause judge_clause(const Scene& scene, Range clause) {
  const Range range = scene.trimmed(clause);
  if (range.begin == range.end) return Clause::courtesy;
  const Said said = read_clause(scene, clause);
  if (!said.covered) {
    return names_an_errand(scene, clause, said) ? Clause::weak_exit : Clause::other;
  }
  if (said.denied) return Clause::stays;
  if (said.other && said.called) return Clause::called;
  if (said.other) return said.strong || said.weak ? Clause::others_leave : Clause::other;
  if (said.strong) return Clause::strong_exit;
  if (said.refuses || said.weak) return Clause::weak_exit;
  if (said.errand && said.go && !said.blocked) return Clause::weak_exit;
  return said.called ? Clause::called : Clause::courtesy;
}

bool asks(const Scene& scene, Range clause) {
  for (std::uint32_t u = clause.begin; u < clause.end; ++u) {
    if (scene.units()[u].point == U'?') return true;
  }
  return scene.has(Known::question, clause);
}

/// Whether the message wants something besides leaving.
bool talks_on(const Scene& scene) {
  if (scene.measure() > words_most || scene.has(Known::exit_stay) || scene.has(Known::exit_wait)) {
    return true;
  }
  const auto is_mark = [](const Unit& unit) { return unit.point == U'?'; };
  return std::any_of(scene.units().begin(), scene.units().end(), is_mark);
}

Finding exit_at(const Scene& scene, Range clause, Clause judged) {
  const Range range = scene.trimmed(clause);
  const Range said = range.begin < range.end ? range : clause;
  const bool strong = judged == Clause::strong_exit;
  return {Category::exit,         strong ? 0.98F : 0.93F,          true,
          {said.begin, said.end}, strong ? "farewell" : "request", "rules/leaving@1"};
}

/// A farewell behind a blank without a comma: "水开了 我去下面 88".
Range last_words(const Scene& scene, Range clause) {
  const Range range = scene.trimmed(clause);
  for (std::uint32_t u = range.end; u-- > range.begin + 1;) {
    if (scene.units()[u].point != U' ') continue;
    const bool is_border = kind_of(scene.units()[u - 1].point) == Kind::ideograph;
    return is_border ? Range{u + 1, range.end} : Range{};
  }
  return {};
}

std::optional<Finding> at_the_end(const Scene& scene) {
  const std::vector<Range>& clauses = scene.clauses();
  std::optional<Range> call;
  for (std::size_t i = clauses.size(); i-- > 0;) {
    const Clause judged = judge_clause(scene, clauses[i]);
    if (judged == Clause::courtesy) continue;
    if (judged == Clause::called) {
      call = clauses[i];
      continue;
    }
    if (judged == Clause::weak_exit || judged == Clause::strong_exit) {
      if (asks(scene, clauses[i])) return std::nullopt;
      if (judged == Clause::weak_exit && scene.has(Known::exit_wait)) return std::nullopt;
      const bool of_others = i > 0 && !scene.has(Known::first, clauses[i]) &&
                             judge_clause(scene, clauses[i - 1]) == Clause::others_leave;
      if (of_others) return std::nullopt;
      return exit_at(scene, clauses[i], judged);
    }
    const Range last = last_words(scene, clauses[i]);
    if (judged == Clause::other && last.begin < last.end &&
        judge_clause(scene, last) == Clause::strong_exit) {
      return exit_at(scene, last, Clause::strong_exit);
    }
    return std::nullopt;
  }
  if (!call || talks_on(scene)) return std::nullopt;
  return exit_at(scene, *call, Clause::weak_exit);
}

}  // namespace

std::optional<Finding> leaving_of(const Scene& scene) {
  // From the end: courtesies after a leaving clause ("bye, thank you") change nothing.
  if (auto found = at_the_end(scene)) return found;
  // A farewell among reasons, and nothing asked: "再见，我要去自杀了".
  if (!scene.has(Known::exit_strong) || talks_on(scene)) return std::nullopt;
  const std::vector<Range>& clauses = scene.clauses();
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    const Clause judged = judge_clause(scene, clauses[i]);
    if (judged == Clause::stays || judged == Clause::others_leave) return std::nullopt;
    if (judged != Clause::strong_exit) continue;
    // "再见了，我的奶茶": farewell to something else.
    if (i + 1 < clauses.size() && scene.has(Known::own, clauses[i + 1])) continue;
    return exit_at(scene, clauses[i], judged);
  }
  return std::nullopt;
}

}  // namespace anban::signals
