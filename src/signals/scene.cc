// SPDX-License-Identifier: Apache-2.0
// Cutting a text into sentences and clauses, and dropping hits inside masks.
#include "signals/scene.h"

#include <algorithm>

namespace anban::signals {
namespace {

constexpr std::uint32_t sentence_most = 400;  // units; an endless sentence is cut there

bool is_clause_mark(char32_t point) {
  switch (point) {
    case U',':
    case U'、':
    case U':':
    case U';':
    case U'~':
    case U'—':
    case U'…':
    case U'(':
    case U')':
    case U'|':
    case U'/': return true;
    default: return false;
  }
}

/// A full stop that ends a sentence: not inside a number, an address or a split word.
bool is_full_stop(std::span<const Unit> units, std::uint32_t at) {
  if (units[at].point != U'.' && units[at].point != U';' && units[at].point != U'…') return false;
  if (units[at].point != U'.') return true;
  const bool after_word = at > 0 && units[at - 1].point == word_boundary;
  return after_word && (at + 1 == units.size() || units[at + 1].point == U' ');
}

/// A space between Chinese characters parts clauses, but not in "我 想 死".
bool is_parting_space(std::span<const Unit> units, std::uint32_t at, std::uint32_t clause_begin) {
  if (units[at].point != U' ' || at == 0 || at + 1 >= units.size()) return false;
  return at - clause_begin >= 3 && kind_of(units[at - 1].point) == Kind::ideograph &&
         kind_of(units[at + 1].point) == Kind::ideograph &&
         kind_of(units[at - 2].point) == Kind::ideograph;
}

bool stands_before(const Hit& a, const Hit& b) {
  return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
}

/// By beginnings, longer ones first. Counted into their places: hits come in the order of their
/// ends, those of one beginning the shortest first; only those of numbers and names come last.
std::vector<Hit> in_order(const std::vector<Hit>& hits, std::size_t units) {
  std::vector<std::uint32_t> places(units + 1, 0);  // behind the last of each beginning
  for (const Hit& hit : hits) ++places[hit.begin];
  std::uint32_t sum = 0;
  for (std::uint32_t& each : places) each = sum += each;
  std::vector<Hit> ordered(hits.size());
  for (const Hit& hit : hits) ordered[--places[hit.begin]] = hit;
  for (std::size_t i = 1; i < ordered.size(); ++i) {
    if (!stands_before(ordered[i], ordered[i - 1])) continue;
    const Hit hit = ordered[i];
    std::size_t to = i;
    for (; to > 0 && stands_before(hit, ordered[to - 1]); --to) ordered[to] = ordered[to - 1];
    ordered[to] = hit;
  }
  return ordered;
}

}  // namespace

Scene::Scene(std::span<const Unit> units, const std::vector<Hit>& classes)
    : units_(units), hits_(in_order(classes, units.size())) {
  cut();
  mask();
  for (const Hit& hit : hits_) {
    if (hit.id < known_.size()) known_[hit.id] = true;
  }
  std::uint32_t at = 0;
  for (Sentence& sentence : sentences_) {
    sentence.hits.begin = at;
    while (at < hits_.size() && hits_[at].begin < sentence.units.end) ++at;
    sentence.hits.end = at;
  }
}

void Scene::cut() {
  const auto size = static_cast<std::uint32_t>(units_.size());
  measure_.assign(size + 1, 0);
  clause_at_.assign(size, 0);
  std::uint32_t sentence_begin = 0;
  std::uint32_t clause_begin = 0;
  const auto end_clause = [&](std::uint32_t end) {
    if (end > clause_begin) clauses_.push_back({clause_begin, end});
    clause_begin = end;
  };
  bool open_word = false;
  for (std::uint32_t i = 0; i < size; ++i) {
    const char32_t point = units_[i].point;
    const Kind kind = kind_of(point);
    std::uint32_t words =
        kind == Kind::ideograph || (kind == Kind::letter && point != word_boundary);
    if (point == word_boundary) {
      open_word = !open_word;
      words = open_word ? 1 : 0;
    }
    measure_[i + 1] = measure_[i] + words;
    clause_at_[i] = static_cast<std::uint32_t>(clauses_.size());
    const bool is_mark = kind >= Kind::separator;
    const bool ends = i + 1 - sentence_begin >= sentence_most || i + 1 == size ||
                      (is_mark && (kind == Kind::sentence_end || is_full_stop(units_, i)));
    if (ends || (is_mark && (is_clause_mark(point) || is_parting_space(units_, i, clause_begin)))) {
      end_clause(i + 1);
    }
    if (!ends) continue;
    sentences_.push_back({{sentence_begin, i + 1}, {}});
    sentence_begin = i + 1;
  }
}

void Scene::mask() {
  const std::uint32_t mask_id = id_of(Known::mask);
  for (const Hit& hit : hits_) {
    if (hit.id == mask_id) masks_.push_back({hit.begin, hit.end});
  }
  if (masks_.empty()) return;
  auto next = masks_.begin();
  std::uint32_t reach = 0;         // the furthest end of a mask that begins with the hit or before
  std::uint32_t reach_before = 0;  // the same of one that begins before it
  std::uint32_t at = 0;
  std::erase_if(hits_, [&](const Hit& hit) {
    if (hit.begin != at) reach_before = reach;
    at = hit.begin;
    for (; next != masks_.end() && next->begin <= at; ++next) {
      if (next->begin < at) reach_before = std::max(reach_before, next->end);
      reach = std::max(reach, next->end);
    }
    // A phrase that is the mask itself, or holds it, is more than the mask.
    return hit.id == mask_id || reach > hit.end || reach_before >= hit.end;
  });
}

Range Scene::clause_of(std::uint32_t unit) const {
  return unit < clause_at_.size() ? clauses_[clause_at_[unit]] : Range{};
}

bool Scene::has(Known known, Range units) const {
  if (!has(known)) return false;
  const std::uint32_t id = id_of(known);
  auto at = std::lower_bound(hits_.begin(), hits_.end(), units.begin,
                             [](const Hit& hit, std::uint32_t begin) { return hit.begin < begin; });
  for (; at != hits_.end() && at->begin < units.end; ++at) {
    if (at->id == id && at->end <= units.end) return true;
  }
  return false;
}

Range Scene::trimmed(Range range) const {
  const auto is_blank = [&](std::uint32_t i) {
    return units_[i].point == word_boundary || kind_of(units_[i].point) >= Kind::separator;
  };
  while (range.begin < range.end && is_blank(range.begin)) ++range.begin;
  while (range.end > range.begin && is_blank(range.end - 1)) --range.end;
  return range;
}

}  // namespace anban::signals
