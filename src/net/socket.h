// SPDX-License-Identifier: Apache-2.0
// A connected socket on one loop, in the clear or under TLS. Reading and writing are tried at
// once and waited for only where the kernel has nothing to give or no room; every wait has a
// deadline. One coroutine uses it at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <sys/uio.h>

#include "base/local_time.h"
#include "base/result.h"
#include "base/task.h"
#include "net/address.h"
#include "net/loops.h"
#include "net/tls.h"

namespace anban {

enum class Io { done, ended, waits_to_read, waits_to_write, broken };

struct IoStep {
  Io state = Io::done;
  std::size_t bytes = 0;
};

class Socket final : WheelEntry {
 public:
  /// Takes `descriptor` (non-blocking) over.
  Socket(Loop& loop, int descriptor);
  ~Socket() override;

  Loop& loop() { return loop_; }
  int descriptor() const { return descriptor_; }
  bool is_secure() const { return session_ != nullptr; }

  IoStep read_some(std::span<char> into);
  /// Up to three pieces; a TLS record takes at most 16 KiB of them.
  IoStep write_some(std::span<const iovec> pieces);

  /// At least one byte, or 0 at the proper end. Errors: timed_out, unavailable, cancelled.
  Task<Result<std::size_t>> read(std::span<char> into, Milliseconds within);
  /// Everything. `bytes` stays valid until then; `within` counts from the last byte taken.
  Task<Result<void>> write(std::string_view bytes, Milliseconds within);
  Task<Wake> wait_readable(Milliseconds within);
  Task<Wake> wait_writable(Milliseconds within);

  /// As a step asked for it. Errors: timed_out, cancelled.
  Task<Result<void>> wait_for(Io what, Milliseconds within);

  /// Goes on under TLS. Errors: denied (the certificate), timed_out, unavailable.
  Task<Result<void>> shake_hands(TlsSession session, Milliseconds within);

  /// After connect() said EINPROGRESS.
  Task<Result<void>> wait_connected(Milliseconds within);

  bool is_cancelled() const { return cancelled_; }
  /// The other side closed or broke the connection, or cancel() was called.
  bool has_left() const { return watch_.left || cancelled_; }
  /// Calls `act` once when that happens (not at once where it has); empty takes it back.
  void when_left(Waiter act) { watch_.on_left = std::move(act); }
  /// Bytes may be waiting to be read.
  bool may_read() const { return watch_.readable; }
  /// Ends every present and later wait, from the loop's queue rather than from within this call.
  void cancel();
  /// No more will be written.
  void end_writing();

 private:
  void due() override { watch_.wake_all(Wake::timed_out); }
  Task<Wake> wait(Waiter& slot, Milliseconds within);
  IoStep tls_step(int outcome);
  std::unexpected<Error> fault() const;

  Loop& loop_;
  Watch watch_;
  TlsSession session_;
  int descriptor_;
  bool cancelled_ = false;
  std::shared_ptr<Socket*> self_;  // made by cancel(): lets its queued work find out
};

/// Connects. Errors: unavailable, timed_out, exhausted, cancelled; the detail names the address.
Task<Result<std::unique_ptr<Socket>>> connect_socket(Loop& loop, Address address,
                                                     std::uint16_t port, Milliseconds within);

}  // namespace anban
