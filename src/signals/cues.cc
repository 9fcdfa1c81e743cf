// SPDX-License-Identifier: Apache-2.0
// The cues. Phrases stand in tables/cues.inc; what they do to a match is decided here.
#include "signals/cues.h"

#include <algorithm>

namespace anban::signals {
namespace {

bool is(const Hit& hit, Known known) { return hit.id == id_of(known); }

bool names_person(const Hit& hit) {
  return is(hit, Known::first) || is(hit, Known::other) || is(hit, Known::generic) ||
         is(hit, Known::fictional) || is(hit, Known::you);
}

Subject subject_by(const Hit& hit) {
  if (is(hit, Known::first)) return Subject::self;
  if (is(hit, Known::other)) return Subject::other;
  if (is(hit, Known::generic)) return Subject::generic;
  if (is(hit, Known::you)) return Subject::you;
  return Subject::fictional;
}

/// Hits of one sentence that lie in `range`, in order.
template <class Each>
void each_hit(const Scene& scene, Range range, Each&& each) {
  const auto& hits = scene.hits();
  auto at = std::lower_bound(hits.begin(), hits.end(), range.begin,
                             [](const Hit& hit, std::uint32_t begin) { return hit.begin < begin; });
  for (; at != hits.end() && at->begin < range.end; ++at) {
    if (at->end <= range.end) each(*at);
  }
}

/// Whether a `known` phrase ends right before `unit` (at most `words` between), after `from`.
bool stands_before(const Scene& scene, Known known, std::uint32_t from, std::uint32_t unit,
                   std::uint32_t words) {
  bool found = false;
  each_hit(scene, {from, unit}, [&](const Hit& hit) {
    if (is(hit, known) && scene.words_between(hit.end, unit) <= words) found = true;
  });
  return found;
}

/// The word for oneself is a possessive before another person ("my friend", "我妈").
bool is_possessive(const Scene& scene, const Hit& first, Range clause) {
  bool found = false;
  each_hit(scene, {first.begin, clause.end}, [&](const Hit& hit) {
    const bool person = is(hit, Known::other) || is(hit, Known::own);
    const bool overlaps = hit.begin <= first.begin && hit.end > first.end;
    const bool touches = hit.begin >= first.end && scene.words_between(first.end, hit.begin) == 0 &&
                         hit.end - hit.begin > 1;
    if (person && (overlaps || touches)) found = true;
  });
  return found;
}

/// Whether a longer person phrase holds this one ("我朋友" holds "我" and "朋友").
bool is_inside_longer(const Scene& scene, const Hit& inner, Range clause) {
  bool found = false;
  each_hit(scene, clause, [&](const Hit& hit) {
    const bool holds = hit.begin <= inner.begin && hit.end >= inner.end &&
                       hit.end - hit.begin > inner.end - inner.begin;
    if (holds && names_person(hit)) found = true;
  });
  return found;
}

/// The person nearest before `unit` in its clause, objects of prepositions left aside.
Subject nearest_person(const Scene& scene, Range clause, std::uint32_t unit) {
  Subject found = Subject::nobody;
  bool self_before = false;
  each_hit(scene, {clause.begin, unit}, [&](const Hit& hit) {
    if (!names_person(hit) || is_inside_longer(scene, hit, clause)) return;
    const std::uint32_t reach = is(hit, Known::first) ? 0 : 1;
    if (stands_before(scene, Known::preposition, clause.begin, hit.begin, reach)) return;
    if (is(hit, Known::first)) {
      if (is_possessive(scene, hit, clause)) return;
      self_before = true;
      found = Subject::self;
      return;
    }
    // "我恨他，想死": an object after oneself stays an object, but "我怕他想死" speaks of him.
    const bool speaks_of = stands_before(scene, Known::cognition, clause.begin, hit.begin, 1);
    if (self_before && !speaks_of) return;
    found = subject_by(hit);
  });
  return found;
}

/// Whether a clause introduces somebody whose state the next clause tells ("我朋友说，…").
bool introduces_other(const Scene& scene, Range clause) {
  if (nearest_person(scene, clause, clause.end) != Subject::other) return false;
  bool self_or_you = false;
  each_hit(scene, clause, [&](const Hit& hit) {
    const bool self = is(hit, Known::first) && !is_possessive(scene, hit, clause) &&
                      !is_inside_longer(scene, hit, clause) &&
                      !stands_before(scene, Known::preposition, clause.begin, hit.begin, 0);
    self_or_you = self_or_you || self || is(hit, Known::you);
  });
  return !self_or_you && (scene.has(Known::report, clause) || scene.has(Known::worry, clause));
}

/// Somebody else between wanting and the thing wanted ("想让他死").
bool has_other_inside(const Scene& scene, const Match& match) {
  bool found = false;
  each_hit(scene, {match.head, match.last}, [&](const Hit& hit) {
    if (hit.begin > match.head && names_person(hit) && !is(hit, Known::first)) found = true;
  });
  return found;
}

bool is_opening_quote(char32_t point) {
  return point == U'“' || point == U'「' || point == U'『' || point == U'《';
}
bool is_closing_quote(char32_t point) {
  return point == U'”' || point == U'」' || point == U'』' || point == U'》';
}

Range sentence_of(const Scene& scene, const Match& match) {
  return scene.sentences()[match.sentence].units;
}

}  // namespace

Subject subject_of(const Scene& scene, const Match& match) {
  const std::uint32_t index = scene.clause_index(match.head);
  const Range clause = scene.clauses()[index];
  if (has_other_inside(scene, match)) return Subject::you;
  const Subject nearest = nearest_person(scene, clause, match.head);
  if (nearest != Subject::nobody || index == 0) return nearest;
  const Range before = scene.clauses()[index - 1];
  return introduces_other(scene, before) ? Subject::other : Subject::nobody;
}

bool is_negated(const Scene& scene, const Match& match) {
  const Range clause = scene.clause_of(match.head);
  return stands_before(scene, Known::neg, clause.begin, match.head, 0) ||
         stands_before(scene, Known::neg, clause.begin, match.begin, 0) ||
         (match.last > match.head && stands_before(scene, Known::neg, match.head, match.last, 0));
}

bool is_hyperbole(const Scene& scene, const Match& match) {
  return scene.has(Known::laugh, sentence_of(scene, match));
}

bool is_quoted(const Scene& scene, const Match& match) {
  const Range sentence = sentence_of(scene, match);
  std::uint32_t depth = 0;
  bool straight = false;
  bool title = false;
  for (std::uint32_t i = sentence.begin; i < match.head; ++i) {
    const char32_t point = scene.units()[i].point;
    if (point == U'"') straight = !straight;
    if (is_opening_quote(point)) {
      ++depth;
      title = title || point == U'《';
    }
    if (is_closing_quote(point) && depth > 0) {
      --depth;
      if (point == U'》') title = false;
    }
  }
  if (title) return true;
  if (depth == 0 && !straight) return false;
  // In quotes: somebody's words, unless the writer quotes oneself.
  return scene.has(Known::other, sentence) || scene.has(Known::generic, sentence) ||
         scene.has(Known::fictional, sentence) || scene.has(Known::quote_cue, sentence);
}

bool is_fiction(const Scene& scene, const Match& match) {
  const Range sentence = sentence_of(scene, match);
  if (!scene.has(Known::fiction, sentence)) return false;
  const Range clause = scene.clause_of(match.head);
  return scene.has(Known::fiction, clause) ||
         nearest_person(scene, clause, match.head) != Subject::self;
}

Past past_of(const Scene& scene, const Match& match) {
  const Range clause = scene.clause_of(match.head);
  const Range before{clause.begin, std::max(match.head, match.last)};
  if (!scene.has(Known::past, before) || scene.has(Known::present)) return Past::no;
  return scene.has(Known::resolved) ? Past::resolved : Past::past;
}

bool is_prevention(const Scene& scene, const Match& match) {
  const Range clause = scene.clause_of(match.head);
  return stands_before(scene, Known::prevent, clause.begin, match.head, 5);
}

bool is_denied(const Scene& scene, const Match& match) {
  return scene.has(Known::neg, {match.begin, match.end});
}

bool is_news(const Scene& scene, const Match& match) {
  return scene.has(Known::news, sentence_of(scene, match));
}

bool is_about_law(const Scene& scene, const Match& match) {
  return scene.has(Known::law, sentence_of(scene, match));
}

bool is_about_own(const Scene& scene, const Match& match) {
  const Range clause = scene.clause_of(match.head);
  // "我的猫12岁了": what is one's own is not oneself.
  std::uint32_t own = 0;
  std::uint32_t self = 0;
  each_hit(scene, {match.begin, clause.end}, [&](const Hit& hit) {
    if (hit.begin != match.begin) return;
    if (is(hit, Known::own)) own = std::max(own, hit.end);
    if (is(hit, Known::first)) self = std::max(self, hit.end);
  });
  if (own > self) return true;
  // "a 15 year old son"
  bool followed = false;
  each_hit(scene, {match.end, clause.end}, [&](const Hit& hit) {
    const bool near = scene.words_between(match.end, hit.begin) == 0;
    if (near && is(hit, Known::other)) followed = true;
  });
  if (followed) return true;
  const Subject subject = nearest_person(scene, clause, match.end);
  if (subject == Subject::other || subject == Subject::generic || subject == Subject::fictional) {
    return true;
  }
  const std::uint32_t index = scene.clause_index(match.head);
  if (subject != Subject::nobody || index == 0) return false;
  const Range previous = scene.clauses()[index - 1];
  return nearest_person(scene, previous, previous.end) == Subject::other;
}

}  // namespace anban::signals
