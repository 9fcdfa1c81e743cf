// SPDX-License-Identifier: Apache-2.0
// Readiness of sockets: one edge-triggered epoll set a loop, in which the loop sleeps. A socket is
// registered once for its life, so waiting costs no system call, an idle connection holds no
// buffer, and the other side's leaving (EPOLLRDHUP) is noticed without reading. docs/decisions says
// why this is not one asio socket a connection.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "base/local_time.h"

namespace anban {

enum class Wake { ready, timed_out, cancelled };
using Waiter = std::move_only_function<void(Wake)>;

class Poller;

/// One descriptor's registration. At most one waiter a direction.
class Watch {
 public:
  Watch() = default;
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  ~Watch() { unregister(); }

  /// Leaves the epoll set; call before closing the descriptor. Waiters are let go of.
  void unregister() noexcept;
  /// Takes both waiters out and calls them with `why`. The watch may be gone afterwards.
  void wake_all(Wake why);

  Waiter on_readable;
  Waiter on_writable;
  /// Called once when the other side closed or broke the connection.
  Waiter on_left;
  bool readable = true;  // false after a read found nothing; set again by the poller
  bool writable = true;  // likewise
  bool left = false;     // the other side will send no more

 private:
  friend class Poller;
  Poller* poller_ = nullptr;
  int descriptor_ = -1;
  Watch* before_ = nullptr;
  Watch* after_ = nullptr;
};

class Poller {
 public:
  Poller();
  ~Poller();
  Poller(const Poller&) = delete;
  Poller& operator=(const Poller&) = delete;

  /// Registers `descriptor`; false when the kernel has no room.
  bool watch(Watch& watch, int descriptor);
  /// Sleeps until something happens, at most for `most` (without end if it is negative), and calls
  /// those who waited for it.
  void wait(Milliseconds most);
  /// Ends the present or the next wait. Thread safe.
  void ring() noexcept;
  /// Wakes every waiter with `cancelled`, and lets every later wait end so: the loop's end.
  void finish();
  bool is_finished() const { return finished_; }

 private:
  friend class Watch;
  struct Inside;
  void dispatch();
  void forget(Watch& watch) noexcept;

  std::unique_ptr<Inside> inside_;
  Watch* first_ = nullptr;
  bool finished_ = false;
};

}  // namespace anban
