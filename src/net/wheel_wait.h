// SPDX-License-Identifier: Apache-2.0
// Waiting on the wheel in a coroutine. Includes asio: for .cc files of net/ only.
#pragma once

#include <utility>

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/task.h"
#include "net/poller.h"
#include "net/wheel.h"

namespace anban {

/// Suspends the caller until someone calls the Waiter that is put into `slot`. Where the coroutine
/// can be cancelled in asio's way (operator||), `cancel` is called then; it should wake the waiter.
template <class Cancel>
Task<Wake> wait_in(Waiter& slot, Cancel cancel) {
  return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void(Wake)>(
      [&slot, cancel](auto&& resume) {
        auto cancellation = boost::asio::get_associated_cancellation_slot(resume);
        slot = std::forward<decltype(resume)>(resume);
        if (cancellation.is_connected()) {
          cancellation.assign([cancel](boost::asio::cancellation_type) { cancel(); });
        }
      },
      boost::asio::use_awaitable);
}

/// A wait for time to pass; ends early (cancelled) with the coroutine's cancellation.
class WheelWait final : WheelEntry {
 public:
  explicit WheelWait(Wheel& wheel) : wheel_(wheel) {}
  Task<Wake> wait(Milliseconds duration) {
    wheel_.set(*this, duration);
    return wait_in(waiter_, [this] {
      clear();
      wake(Wake::cancelled);
    });
  }
  /// Ends the wait as ready. On the loop's thread.
  void ring() {
    clear();
    wake(Wake::ready);
  }

 private:
  void due() override { wake(Wake::timed_out); }
  void wake(Wake why) {
    if (!waiter_) return;
    Waiter taken = std::exchange(waiter_, nullptr);
    taken(why);
  }

  Wheel& wheel_;
  Waiter waiter_;
};

}  // namespace anban
