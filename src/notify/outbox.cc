// SPDX-License-Identifier: Apache-2.0
// The worker: one loop starts attempts, at most so many at once (outbox_choice.cc says which); it
// sleeps until the next row is due, an attempt has ended, or somebody nudges.
#include "notify/outbox.h"

#include <algorithm>
#include <array>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "notify/deadline.h"

namespace anban::notify {
namespace {

namespace asio = boost::asio;

constexpr Milliseconds journal_pause = std::chrono::seconds(2);  // when it does not answer

/// The row of the same receiver's other channel: one for each row.
NotificationId other_way_id(const NotificationId& id) { return NotificationId(id.text + "_also"); }

/// One on-call row a case, whoever asks for it: its id comes from the case's.
NotificationId on_call_id(const CaseId& care_case) {
  const std::size_t prefix = care_case.text.find('_');
  return NotificationId(
      "ntf_" + care_case.text.substr(prefix == std::string::npos ? 0 : prefix + 1) + "_on_call");
}

}  // namespace

void Outbox::add_channel(std::string channel, Notifier& notifier) {
  channels_.insert_or_assign(std::move(channel), &notifier);
}

void Outbox::when_changed(std::function<void(const OutboxRow&)> tell) { tell_ = std::move(tell); }

void Outbox::falls_back_to(NextReceiver next) { next_receiver_ = std::move(next); }

void Outbox::nudge() noexcept {
  nudged_ = true;
  bell_.ring();
}

void Outbox::forget() noexcept {
  ++forgotten_;
  bell_.ring();
}

void Outbox::stop() noexcept {
  stopping_ = true;
  bell_.ring();
}

Task<void> Outbox::run() {
  loop_ = co_await asio::this_coro::executor;
  know_waiting_crises();
  while (!stopping_) {
    choose();
    const std::optional<Instant> wake = next_wake(deps_.clock.now());
    std::unique_ptr<Alarm> alarm;
    if (wake) alarm = deps_.timer.at(*wake, [this] { bell_.ring(); });
    co_await bell_.wait();
  }
  while (!in_flight_.empty()) co_await bell_.wait();
}

/// `row` is not in flight, and there is room for it.
void Outbox::start(OutboxRow row) {
  const NotificationId id = row.id;
  const int of_case = row.care_case.empty() ? 0 : 1;
  const int by_mail = row.channel == "email" ? 1 : 0;
  in_flight_.insert(id);
  cases_in_flight_ += of_case;
  mails_in_flight_ += by_mail;
  const auto ended = [this, id, of_case, by_mail](std::exception_ptr problem) {
    if (problem) deps_.log.error("outbox.attempt_broke", {{"notification", id.text}});
    in_flight_.erase(id);
    cases_in_flight_ -= of_case;
    mails_in_flight_ -= by_mail;
    bell_.ring();
  };
  asio::co_spawn(*loop_, deliver(std::move(row)), ended);
}

Task<Result<Sent>> Outbox::attempt(const OutboxRow& row) {
  const auto channel = channels_.find(row.channel);
  if (channel == channels_.end()) {
    co_return failed(ErrorCode::not_found, "this installation has no such channel");
  }
  auto notification = open_notification(row.sealed_notification, deps_.outbox_key, deps_.vault);
  if (!notification) co_return failed(notification);
  notification->id = row.id;
  const Instant until = deps_.clock.now() + options_.attempt_deadline;
  Result<Sent> outcome =
      co_await send_until(*channel->second, std::move(*notification), deps_.timer, until);
  co_return outcome;
}

Task<OutboxRow> Outbox::tried(OutboxRow row) {
  if (waits_for_receipt(row)) {
    co_return without_receipt(std::move(row), deps_.clock.now(), options_);
  }
  const Result<Sent> outcome = co_await attempt(row);
  co_return after_attempt(std::move(row), outcome, deps_.clock.now(), options_, jitter());
}

Task<void> Outbox::deliver(OutboxRow row) {
  const std::uint64_t forgotten = forgotten_;
  if (!row.first_attempt) row.first_attempt = deps_.clock.now();
  OutboxRow after = co_await tried(row);
  if (forgotten != forgotten_) co_return;
  const std::optional<Notification> other = other_way(row);
  if (other && waits_for_receipt(after)) after.sealed_notification = row.sealed_notification;
  std::optional<OutboxRow> next;
  if (needs_next_receiver(after, options_)) next = next_row(after, other);
  deps_.log.info("outbox.attempted", {{"notification", row.id.text},
                                      {"channel", row.channel},
                                      {"recipient", row.recipient},
                                      {"event", row.event},
                                      {"state", state_name(after)},
                                      {"attempts", after.attempts},
                                      {"error", after.last_error}});
  const bool committed = co_await commit(after, next);
  if (!committed) co_return;
  remember(after);
  if (tell_) tell_(after);
  if (next) nudge();
}

Task<Result<void>> Outbox::settle(Receipt receipt) {
  if (!loop_) co_return failed(ErrorCode::unavailable, "the outbox does not run yet");
  auto settled = asio::co_spawn(*loop_, settle_here(std::move(receipt)), asio::use_awaitable);
  Result<void> done = co_await std::move(settled);
  co_return done;
}

Task<Result<void>> Outbox::settle_here(Receipt receipt) {
  const auto rows = deps_.journal.outbox_of_reference(receipt.reference);
  if (!rows) co_return failed(rows);
  if (rows->empty()) co_return failed(ErrorCode::not_found, "nothing waits for this report");
  const OutboxRow& row = rows->back();
  if (!waits_for_receipt(row)) co_return Result<void>();
  if (!in_flight_.insert(row.id).second) {
    co_return failed(ErrorCode::unavailable, "the notification is being looked at");
  }
  const OutboxRow after = after_receipt(row, receipt);
  std::optional<OutboxRow> next;
  if (needs_next_receiver(after, options_)) next = next_row(after, other_way(row));
  deps_.log.info("outbox.reported", {{"notification", row.id.text},
                                     {"channel", row.channel},
                                     {"state", state_name(after)},
                                     {"code", receipt.code}});
  const bool committed = co_await commit(after, next);
  in_flight_.erase(row.id);
  if (!committed) co_return failed(ErrorCode::unavailable, "the server is stopping");
  std::erase_if(due_, [&](const OutboxRow& each) { return each.id == after.id; });
  remember(after);
  if (tell_) tell_(after);
  nudge();
  co_return Result<void>();
}

/// Until the journal takes it: an outcome that is known must not be tried out again.
Task<bool> Outbox::commit(OutboxRow row, std::optional<OutboxRow> next) {
  Transaction transaction;
  transaction.outbox.push_back(std::move(row));
  if (next) transaction.outbox.push_back(std::move(*next));
  while (true) {
    Transaction copy = transaction;
    const Result<Committed> committed = co_await deps_.journal.commit(std::move(copy));
    if (committed) co_return true;
    deps_.log.warn("outbox.not_recorded", {{"error", name_of(committed.error().code)}});
    if (stopping_) co_return false;
    const Instant again = deps_.clock.now() + journal_pause;
    co_await deps_.timer.sleep_until(again);
  }
}

/// The same words for the receiver's other channel; nothing where there is none, or the row is
/// closed and forgot them.
std::optional<Notification> Outbox::other_way(const OutboxRow& row) {
  if (row.care_case.empty() || row.sealed_notification.empty()) return std::nullopt;
  auto words = open_notification(row.sealed_notification, deps_.outbox_key, deps_.vault);
  if (!words || words->other_channel.empty()) return std::nullopt;
  words->channel = std::exchange(words->other_channel, {});
  words->address = std::exchange(words->other_address, {});
  return std::move(*words);
}

/// Who is told since `row` did not reach its receiver: the same by `other`, then whoever is on
/// call. Nothing while such a row is there already: it asks for the next one itself.
std::optional<OutboxRow> Outbox::next_row(const OutboxRow& row, std::optional<Notification> other) {
  const auto known = deps_.journal.outbox_of_case(row.care_case);
  if (!known) return std::nullopt;
  const bool is_other = other.has_value();
  for (const OutboxRow& each : *known) {
    if (each.id == other_way_id(row.id)) return std::nullopt;
    if (each.recipient == "on_call" && !is_other) return std::nullopt;
  }
  std::optional<Notification> words = is_other         ? std::move(other)
                                      : next_receiver_ ? next_receiver_(row)
                                                       : std::nullopt;
  if (!words) return std::nullopt;
  OutboxRow made;
  made.id = is_other ? other_way_id(row.id) : on_call_id(row.care_case);
  words->id = made.id;
  made.person = row.person;
  made.recipient = is_other ? row.recipient : "on_call";
  made.channel = words->channel;
  made.event = words->event;
  made.care_case = row.care_case;
  made.created = deps_.clock.now();
  made.next_attempt = made.created;
  made.sealed_notification = seal_notification(*words, deps_.outbox_key, deps_.vault);
  return made;
}

double Outbox::jitter() {
  std::array<unsigned char, 2> random{};
  deps_.entropy.fill(random);
  return static_cast<double>(random[0] * 256 + random[1]) / 65535.0;
}

}  // namespace anban::notify
