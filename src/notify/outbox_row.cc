// SPDX-License-Identifier: Apache-2.0
// The pure half of the outbox: what an outcome makes of a row.
#include <algorithm>

#include "notify/outbox.h"

namespace anban::notify {
namespace {

bool may_be_tried_again(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid:
    case ErrorCode::conflict:
    case ErrorCode::denied:
    case ErrorCode::corrupt:
    case ErrorCode::not_found: return false;
    case ErrorCode::exhausted:
    case ErrorCode::unavailable:
    case ErrorCode::timed_out:
    case ErrorCode::cancelled: return true;
  }
  return false;
}

/// first_backoff, doubled with each attempt, at most backoff_most; spread by a fifth to both sides
/// so that receivers that come back are not met by everybody at once.
Milliseconds backoff(int attempts, const OutboxOptions& options, double jitter) {
  Milliseconds wait = options.first_backoff;
  for (int i = 1; i < attempts && wait < options.backoff_most; ++i) wait *= 2;
  wait = std::min(wait, options.backoff_most);
  const double spread = 0.8 + 0.4 * std::clamp(jitter, 0.0, 1.0);
  return Milliseconds(static_cast<std::int64_t>(static_cast<double>(wait.count()) * spread));
}

}  // namespace

bool waits_for_receipt(const OutboxRow& row) {
  return row.state == OutboxState::pending && !row.reference.empty();
}

OutboxRow without_receipt(OutboxRow row, Instant now, const OutboxOptions& options) {
  const Instant last = row.created + options.retry_for;
  row.next_attempt = last;
  row.last_error = "no_receipt";
  if (now >= last) row.state = OutboxState::failed;
  if (row.state == OutboxState::failed) row.sealed_notification.clear();
  return row;
}

OutboxRow after_receipt(OutboxRow row, const Receipt& receipt) {
  row.state = receipt.arrived ? OutboxState::delivered : OutboxState::failed;
  row.last_error = receipt.arrived ? std::string() : "not_received";
  row.sealed_notification.clear();
  return row;
}

OutboxRow after_attempt(OutboxRow row, const Result<Sent>& outcome, Instant now,
                        const OutboxOptions& options, double jitter) {
  ++row.attempts;
  row.changed = now;
  row.last_error = outcome ? std::string() : name_of(outcome.error().code);
  if (outcome && !outcome->reference.empty()) {
    row.reference = outcome->reference;
    row.next_attempt = std::max(now, row.created + options.next_receiver_within);
    row.sealed_notification.clear();  // it is with the provider now
  } else if (outcome) {
    row.state = OutboxState::delivered;
  } else if (outcome.error().code == ErrorCode::not_found) {
    row.state = OutboxState::unavailable;
  } else if (!may_be_tried_again(outcome.error().code)) {
    row.state = OutboxState::failed;
  } else {
    row.next_attempt = now + backoff(row.attempts, options, jitter);
    if (row.next_attempt > row.created + options.retry_for) row.state = OutboxState::failed;
  }
  if (row.state != OutboxState::pending) row.sealed_notification.clear();
  return row;
}

bool needs_next_receiver(const OutboxRow& row, const OutboxOptions& options) {
  if (row.care_case.empty() || row.recipient == "on_call") return false;
  if (row.state == OutboxState::failed || row.state == OutboxState::unavailable) return true;
  if (row.state != OutboxState::pending || row.attempts == 0) return false;
  if (waits_for_receipt(row)) return row.last_error == "no_receipt";
  // An attempt that starts after the limit would also end after it.
  const Instant too_late = row.created + options.next_receiver_within - options.attempt_deadline;
  return row.attempts >= options.attempts_a_channel || row.next_attempt > too_late;
}

}  // namespace anban::notify
