// SPDX-License-Identifier: Apache-2.0
// A deadline over several steps on one socket, however the other side spreads its bytes.
#pragma once

#include "net/socket.h"
#include "net/wheel.h"

namespace anban {

/// Cancels the socket when the time is up, unless let go of before.
class TimeBox final : WheelEntry {
 public:
  TimeBox(Socket& socket, Milliseconds within) : socket_(socket) {
    socket.loop().wheel().set(*this, within);
  }
  bool is_over() const { return is_over_; }
  /// `error`, or timed_out where this box is the reason for it.
  Error explain(Error error) const {
    if (is_over_) return {ErrorCode::timed_out, "it took too long"};
    return error;
  }

 private:
  void due() override {
    is_over_ = true;
    socket_.cancel();
  }
  Socket& socket_;
  bool is_over_ = false;
};

}  // namespace anban
