// SPDX-License-Identifier: Apache-2.0
// The durable outbox: whoever must be told (a guardian, an emergency contact, the person on call)
// is told at least once, across restarts, for as long as the pack says. Serves the crisis duty: a
// row was committed with the turn that asked for it, so an acknowledged crisis is never forgotten.
// A row says `delivered` only after the receiver took the notification over; receivers see the
// notification's id and can drop what comes twice. Neither addresses nor words are logged.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include <boost/asio/any_io_executor.hpp>

#include "base/event_log.h"
#include "ports/clock.h"
#include "ports/doorbell.h"
#include "ports/entropy.h"
#include "ports/journal.h"
#include "ports/notifier.h"
#include "ports/receipts.h"
#include "ports/vault.h"

namespace anban::notify {

/// The first four come from the pack (parameters.toml, group `notify`).
struct OutboxOptions {
  Milliseconds retry_for = std::chrono::hours(72);
  Milliseconds first_backoff = std::chrono::seconds(5);
  Milliseconds backoff_most = std::chrono::hours(1);
  int attempts_a_channel = 3;
  Milliseconds attempt_deadline = std::chrono::seconds(10);
  /// A receiver that was not reached by then is no longer waited for: their other channel is tried
  /// too, and as long after that the next receiver.
  Milliseconds next_receiver_within = std::chrono::seconds(60);
  // Attempts in flight. A receiver that never answers holds its place until the deadline: where one
  // in ten does so, a hundred places are about a hundred attempts a second.
  int at_once = 128;             // for rows of no care case
  int at_once_for_crises = 256;  // for rows of a care case
  int at_once_for_new = 256;     // further ones, for new rows of a care case: see is_new()
  int at_once_by_mail = 24;      // of them all: a mail server takes few connections from one client
  std::size_t crises_known = 10'000;  // kept in memory; others are found again when there is room
};

struct OutboxDeps {
  Journal& journal;
  Clock& clock;
  Timer& timer;
  Entropy& entropy;
  Vault& vault;
  const DataKey& outbox_key;
  const EventLog& log;
};

/// What becomes of a row after an attempt: its state, attempts, times and last error. A
/// closed row forgets its sealed notification. `jitter` is 0 to 1. Pure.
/// - delivered: the receiver said yes;
/// - pending with a reference ("accepted"): the provider took it over and reports later;
/// - failed: it said no for good, or retry_for is over;
/// - unavailable: there is no such channel here;
/// - pending: tried again after first_backoff, doubled each time up to backoff_most, +- 20 %.
OutboxRow after_attempt(OutboxRow row, const Result<Sent>& outcome, Instant now,
                        const OutboxOptions& options, double jitter);
/// Whether a provider took it over and has not reported yet.
bool waits_for_receipt(const OutboxRow& row);
/// What becomes of such a row without a report: once next_receiver_within is over the next receiver
/// is told too, and after retry_for it has failed.
OutboxRow without_receipt(OutboxRow row, Instant now, const OutboxOptions& options);
/// What a report makes of a row: delivered, or failed for good (the provider tried for long).
OutboxRow after_receipt(OutboxRow row, const Receipt& receipt);
/// Whether somebody else must be told instead by now. `row` is as after_attempt() left it.
bool needs_next_receiver(const OutboxRow& row, const OutboxOptions& options);

/// One worker an installation, on one loop; nudge() and stop() from any thread.
class Outbox {
 public:
  Outbox(OutboxDeps deps, OutboxOptions options) : deps_(deps), options_(options) {}
  Outbox(const Outbox&) = delete;
  Outbox& operator=(const Outbox&) = delete;

  // Wiring, before run().

  /// `notifier` serves that channel. A row of another channel becomes `unavailable`.
  void add_channel(std::string channel, Notifier& notifier);
  /// Told of every committed change of a row, on the outbox's loop; must be quick.
  void when_changed(std::function<void(const OutboxRow& row)> tell);
  /// Words for the next receiver (recipient "on_call") of a case whose receiver was not reached;
  /// nothing where nobody is on call. Asked at most once a row, and one row a case is made of it.
  using NextReceiver = std::function<std::optional<Notification>(const OutboxRow& row)>;
  void falls_back_to(NextReceiver next);

  /// Works until stop(); begins with what an earlier run left. Ends when nothing is in flight.
  Task<void> run();
  /// Rows were committed: looks at once. New rows of a care case go before any backlog.
  void nudge() noexcept;
  void stop() noexcept;
  /// The store was emptied (the sandbox's reset): what is under way is not written down any more.
  void forget() noexcept;

  /// Takes a provider's report over, from any loop; one that says what is known already changes
  /// nothing. Errors: not_found (nothing waits for it, or not yet), unavailable (push it again).
  Task<Result<void>> settle(Receipt receipt);

 private:
  /// A row of a care case that waits for its time or for room.
  struct Waiting {
    CaseId care_case;
    std::string channel;
    Instant created{};
    int attempts = 0;
  };

  Task<Result<void>> settle_here(Receipt receipt);
  Task<void> deliver(OutboxRow row);
  Task<bool> commit(OutboxRow row, std::optional<OutboxRow> next);
  Task<Result<Sent>> attempt(const OutboxRow& row);
  Task<OutboxRow> tried(OutboxRow row);
  std::optional<Notification> other_way(const OutboxRow& row);
  std::optional<OutboxRow> next_row(const OutboxRow& row, std::optional<Notification> other);
  void start(OutboxRow row);
  double jitter();

  // outbox_choice.cc: what is started next.
  void know_waiting_crises();
  void choose();
  void start_new_crises();
  void start_waiting_crises(Instant now);
  void start_due(Instant now);
  void look(Instant now);
  std::optional<Instant> due_after(std::size_t count);
  void remember(const OutboxRow& row);
  void wait_for(const OutboxRow& row);
  std::optional<Instant> next_wake(Instant now) const;
  bool has_room_for_other(const std::string& channel) const;
  bool has_room_for_crisis(const Waiting& waiting, Instant now) const;
  bool is_new(const Waiting& waiting, Instant now) const;

  OutboxDeps deps_;
  OutboxOptions options_;
  std::map<std::string, Notifier*, std::less<>> channels_;
  std::function<void(const OutboxRow&)> tell_;
  NextReceiver next_receiver_;
  std::set<NotificationId> in_flight_;
  int cases_in_flight_ = 0;
  int mails_in_flight_ = 0;
  // Rows of care cases, by when they are due; those never tried first (place_of).
  std::map<std::pair<Instant, NotificationId>, Waiting> crises_;
  std::deque<OutboxRow> due_;        // read and not yet started; of no care case
  bool look_ = true;                 // there may be rows that are not known here
  Instant looked_{};                 // when the journal was last asked for what is due
  Instant look_not_before_{};        // it does not answer, or had nothing new
  std::optional<Instant> next_due_;  // the soonest that will be due
  Doorbell bell_;
  std::optional<boost::asio::any_io_executor> loop_;
  std::atomic<bool> nudged_{false};
  std::atomic<bool> stopping_{false};
  std::atomic<std::uint64_t> forgotten_{0};  // how often
  std::uint64_t forgotten_seen_ = 0;
};

}  // namespace anban::notify
