// SPDX-License-Identifier: Apache-2.0
// The minute's round.
#include "turn/housekeeping.h"

#include "evidence/checkpoint.h"
#include "evidence/leaf.h"
#include "turn/drills.h"
#include "turn/minors_audits.h"

namespace anban {
namespace {

constexpr std::size_t erased_at_once = 100;

}  // namespace

Task<void> Housekeeping::run() {
  while (!stopping_) {
    auto pausing = deps_.timer.sleep_until(deps_.clock.now() + every);
    co_await std::move(pausing);
    if (stopping_) co_return;
    auto tidying = tidy_up();
    co_await std::move(tidying);
  }
}

Task<void> Housekeeping::tidy_up() {
  auto erasing = erase_waiting();
  co_await std::move(erasing);
  auto reminding = remind_of_audits();
  co_await std::move(reminding);
  auto asking = remind_of_drills(deps_);
  co_await std::move(asking);
  const Result<std::uint64_t> leaves = deps_.journal.leaf_count();
  const auto newest = deps_.journal.checkpoints(1);
  // A checkpoint is itself a leaf, so a log that only grew by it needs no other.
  const std::uint64_t covered = newest && !newest->empty() ? newest->front().size + 1 : 0;
  if (!leaves || *leaves <= covered) co_return;
  auto writing = evidence::write_checkpoint(deps_.journal, deps_.vault, deps_.clock.now());
  const Result<Checkpoint> written = co_await std::move(writing);
  if (!written) deps_.log.warn("checkpoint.not_written", {{"why", written.error().detail}});
}

Task<void> Housekeeping::remind_of_audits() {
  const LocalDate today = audit_today(deps_);
  if (today == reminded_on_) co_return;
  auto reminding = remind_of_minors_audits(deps_);
  const bool done = co_await std::move(reminding);
  if (done) reminded_on_ = today;
}

Task<void> Housekeeping::erase_waiting() {
  const auto rows = deps_.journal.persons_to_erase(deps_.clock.now(), erased_at_once);
  if (!rows || rows->empty()) co_return;
  Transaction record;
  for (const PersonRow& row : *rows) {
    const auto person = deps_.people.find_by_ref(row.ref);
    if (person && *person) {
      deps_.people.forget(**person);
      const std::lock_guard guard((*person)->mutex);
      (*person)->erased = true;
    }
    evidence::ActLeaf leaf;
    leaf.kind = "person.erased";
    leaf.at = deps_.clock.now();
    leaf.person = row.ref;
    leaf.actor = "system";
    leaf.facts = {{"obligation", "O-130"}, {"why", "no guardian consented in time"}};
    record.leaves.push_back({evidence::leaf_body(leaf)});
    record.erased_persons.push_back(row.ref);
  }
  auto committing = deps_.journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) {
    deps_.log.warn("erasure.not_done", {{"why", committed.error().detail}});
    co_return;
  }
  auto scrubbing = deps_.journal.scrub();
  co_await std::move(scrubbing);
}

}  // namespace anban
