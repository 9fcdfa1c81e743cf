// SPDX-License-Identifier: Apache-2.0
// The attempt runs as a coroutine of its own on the same loop; a bell tells which came first.
#include "notify/deadline.h"

#include <memory>
#include <optional>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>

#include "ports/doorbell.h"

namespace anban::notify {
namespace {

namespace asio = boost::asio;

struct Attempt {
  Doorbell bell;
  std::optional<Result<Sent>> outcome;
  asio::cancellation_signal cancel;
};

Task<void> run_attempt(Notifier& notifier, Notification notification,
                       std::shared_ptr<Attempt> attempt) {
  Result<Sent> outcome = co_await notifier.send(std::move(notification));
  attempt->outcome = std::move(outcome);
}

}  // namespace

Task<Result<Sent>> send_until(Notifier& notifier, Notification notification, Timer& timer,
                              Instant until) {
  const auto attempt = std::make_shared<Attempt>();
  const auto loop = co_await asio::this_coro::executor;
  const auto finished = [attempt](std::exception_ptr problem) {
    if (problem) attempt->outcome = failed(ErrorCode::unavailable, "the channel broke off");
    attempt->bell.ring();
  };
  asio::co_spawn(loop, run_attempt(notifier, std::move(notification), attempt),
                 asio::bind_cancellation_slot(attempt->cancel.slot(), finished));
  const auto alarm = timer.at(until, [attempt] { attempt->bell.ring(); });
  co_await attempt->bell.wait();
  if (attempt->outcome) co_return *attempt->outcome;
  attempt->cancel.emit(asio::cancellation_type::all);
  co_return failed(ErrorCode::timed_out, "no answer before the deadline");
}

}  // namespace anban::notify
