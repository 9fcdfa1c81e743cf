// SPDX-License-Identifier: Apache-2.0
// What waits for a decision by staff (appeals, identity reviews): rows of a kind, each sealed under
// its person's key, found by the mark of the queue that they stand in.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "turn/turn.h"

namespace anban::api {

inline constexpr std::size_t queue_most = 1000;  // listed at once

template <class Matter>
struct Queued {
  std::shared_ptr<Person> person;
  Matter matter;
};

/// Rows of `kind`, sealed under that purpose, whose mark is `queue` looked up under `marks`; the
/// soonest due first. `read` makes a Matter of a row's text. Rows of persons who were erased
/// meanwhile are left out. Errors: those of the journal; denied and corrupt.
template <class Matter, class Read>
Result<std::vector<Queued<Matter>>> queued(TurnDeps& deps, const char* kind, const char* marks,
                                           const char* queue, Read read) {
  const auto rows = deps.journal.kept(
      {.kind = kind, .mark = deps.vault.look_up(marks, queue), .limit = queue_most});
  if (!rows) return failed(rows);
  std::vector<Queued<Matter>> out;
  for (const KeptRow& row : *rows) {
    const auto person = deps.people.find_by_ref(row.person);
    if (!person) return failed(person);
    if (!*person) continue;
    const auto text = deps.vault.open((*person)->key, kind, row.sealed);
    if (!text) return failed(text);
    Result<Matter> matter = read(*text);
    if (!matter) return failed(matter);
    out.push_back({*person, std::move(*matter)});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const auto& a, const auto& b) { return a.matter.due < b.matter.due; });
  return out;
}

}  // namespace anban::api
