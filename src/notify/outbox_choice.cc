// SPDX-License-Identifier: Apache-2.0
// Which rows are started next. Rows of care cases have places of their own and go by a list in
// memory, those never tried first, so that neither a backlog nor receivers that never answer keep
// a new crisis waiting. Other rows go in the order in which they are due, a page at a time: the
// journal is not asked again for each attempt that ends.
#include <iterator>

#include "notify/outbox.h"

namespace anban::notify {
namespace {

constexpr std::size_t newest_rows = 128;  // where rows of a turn that just committed are found
constexpr std::size_t known_at_start = 20'000;  // rows that are read for it when the worker starts
constexpr std::size_t page = 256;
constexpr int rows_a_millisecond =
    10;  // looked at, so that looking takes a few hundredths of the time
constexpr Milliseconds journal_pause = std::chrono::seconds(2);  // when it does not answer
constexpr Milliseconds fresh_for = std::chrono::seconds(1);      // a page: somebody may be erased

/// What was never tried goes before everything that was, the newest first: where receivers are
/// silent and places are few, whoever asked just now can still be told in time, and an old one is
/// late already.
Instant place_of(const OutboxRow& row) {
  const bool is_new = row.attempts == 0 && row.next_attempt <= row.created;
  return is_new ? Instant{} - row.created.time_since_epoch() : row.next_attempt;
}

}  // namespace

bool Outbox::has_room_for_other(const std::string& channel) const {
  if (channel == "email" && mails_in_flight_ >= options_.at_once_by_mail) return false;
  return static_cast<int>(in_flight_.size()) - cases_in_flight_ < options_.at_once;
}

bool Outbox::has_room_for_crisis(const Waiting& waiting, Instant now) const {
  if (waiting.channel == "email" && mails_in_flight_ >= options_.at_once_by_mail) return false;
  const int further = is_new(waiting, now) ? options_.at_once_for_new : 0;
  return cases_in_flight_ < options_.at_once_for_crises + further;
}

/// Never tried, and it can still be in time. Older ones do not take the places of new ones, else
/// silent receivers of a burst would hold them all until the deadline.
bool Outbox::is_new(const Waiting& waiting, Instant now) const {
  return waiting.attempts == 0 && now - waiting.created < options_.attempt_deadline;
}

void Outbox::choose() {
  const Instant now = deps_.clock.now();
  if (forgotten_seen_ != forgotten_) {
    forgotten_seen_ = forgotten_;
    crises_.clear();
    due_.clear();
    look_ = true;
  }
  if (nudged_.exchange(false)) {
    look_ = true;
    start_new_crises();
  }
  start_waiting_crises(now);
  start_due(now);
  start_waiting_crises(now);  // a page may have brought some
}

/// What an earlier run left: its crises are known before any backlog is worked off.
void Outbox::know_waiting_crises() {
  const auto rows = deps_.journal.outbox_due(Instant::max(), known_at_start);
  if (!rows) return;
  for (const OutboxRow& row : *rows) remember(row);
}

void Outbox::start_new_crises() {
  const auto rows = deps_.journal.outbox_all(newest_rows);
  if (!rows) return;
  for (const OutboxRow& row : *rows) {
    if (row.care_case.empty() || row.attempts > 0 || in_flight_.contains(row.id)) continue;
    remember(row);
  }
}

/// Rows are read again when their time has come: what was erased meanwhile is not sent.
void Outbox::start_waiting_crises(Instant now) {
  for (auto next = crises_.begin(); next != crises_.end() && next->first.first <= now;) {
    if (cases_in_flight_ >= options_.at_once_for_crises + options_.at_once_for_new) return;
    const auto [key, waiting] = *next;
    if (!has_room_for_crisis(waiting, now)) {
      const bool others_have_none = waiting.channel != "email" && !is_new(waiting, now);
      if (others_have_none) return;  // behind it are older ones
      ++next;
      continue;
    }
    next = crises_.erase(next);
    auto rows = deps_.journal.outbox_of_case(waiting.care_case);
    if (!rows) {
      look_ = true;
      continue;
    }
    std::optional<OutboxRow> later;
    for (OutboxRow& row : *rows) {
      if (row.id != key.second || row.state != OutboxState::pending) continue;
      if (row.next_attempt > now) later = row;  // a report moved it
      if (row.next_attempt <= now && !in_flight_.contains(row.id)) start(std::move(row));
    }
    if (later) wait_for(*later);
  }
}

void Outbox::remember(const OutboxRow& row) {
  if (row.state != OutboxState::pending) return;
  if (row.care_case.empty()) {
    if (!next_due_ || row.next_attempt < *next_due_) next_due_ = row.next_attempt;
  } else {
    wait_for(row);
  }
}

void Outbox::wait_for(const OutboxRow& row) {
  const auto key = std::pair(place_of(row), row.id);
  crises_.insert_or_assign(key, Waiting{row.care_case, row.channel, row.created, row.attempts});
  if (crises_.size() <= options_.crises_known) return;
  const auto last = std::prev(crises_.end());
  if (!next_due_ || last->first.first < *next_due_) next_due_ = last->first.first;
  crises_.erase(last);
}

void Outbox::start_due(Instant now) {
  if (now < looked_) {  // the clock was set back
    due_.clear();
    next_due_.reset();
    look_not_before_ = now;
    look_ = true;
  }
  if (next_due_ && *next_due_ <= now) look_ = true;
  if (!due_.empty() && now - looked_ >= fresh_for) {
    due_.clear();
    look_ = true;
  }
  const bool may_look = now >= look_not_before_;
  if (look_ && due_.empty() && may_look) look(now);
  std::deque<OutboxRow> left;
  for (OutboxRow& row : due_) {
    if (has_room_for_other(row.channel)) {
      start(std::move(row));
    } else {
      left.push_back(std::move(row));
    }
  }
  due_ = std::move(left);
}

/// Asks the journal for a page of what is due, and for what will be due next.
void Outbox::look(Instant now) {
  const std::size_t most = in_flight_.size() + crises_.size() + page;
  auto rows = deps_.journal.outbox_due(now, most);
  if (!rows) {
    deps_.log.warn("outbox.unreadable", {{"error", name_of(rows.error().code)}});
    look_not_before_ = now + journal_pause;
    return;
  }
  looked_ = now;
  look_ = rows->size() == most;
  if (!look_) next_due_ = due_after(rows->size());
  for (OutboxRow& row : *rows) {
    if (in_flight_.contains(row.id)) continue;
    if (row.care_case.empty()) {
      due_.push_back(std::move(row));
    } else {
      wait_for(row);
    }
  }
  look_not_before_ = now + Milliseconds(rows->size() / rows_a_millisecond);
}

/// When the first row falls due behind the `count` that are due.
std::optional<Instant> Outbox::due_after(std::size_t count) {
  const auto rows = deps_.journal.outbox_due(Instant::max(), count + 1);
  if (!rows) return deps_.clock.now() + journal_pause;
  if (rows->size() <= count) return std::nullopt;
  return rows->back().next_attempt;
}

/// When there will be something to do without a nudge. Where there is no room, the end of an
/// attempt rings.
std::optional<Instant> Outbox::next_wake(Instant now) const {
  std::optional<Instant> soonest;
  const auto consider = [&](Instant at) {
    if (at > now && (!soonest || at < *soonest)) soonest = at;
  };
  if (look_ && due_.empty()) consider(look_not_before_);
  if (next_due_) consider(*next_due_);
  const auto later = crises_.upper_bound({now, NotificationId(std::string(1, '\x7f'))});
  if (later != crises_.end()) consider(later->first.first);
  return soonest;
}

}  // namespace anban::notify
