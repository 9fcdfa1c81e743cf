// SPDX-License-Identifier: Apache-2.0
// The listening socket: opened with an error that says what to do, accepted from on one loop.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/result.h"
#include "net/address.h"
#include "net/poller.h"

namespace anban {

/// Owns a descriptor until released.
class Descriptor {
 public:
  explicit Descriptor(int value = -1) : value_(value) {}
  Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  ~Descriptor();
  int get() const { return value_; }
  int release() { return std::exchange(value_, -1); }

 private:
  int value_;
};

struct Accepted {
  Descriptor descriptor;
  Address peer;
};

enum class AcceptFault { nothing_waits, out_of_descriptors };

class Listener {
 public:
  /// Errors: invalid (address), unavailable (port in use), denied (port without permission).
  static Result<std::unique_ptr<Listener>> open(const std::string& address, std::uint16_t port);
  std::uint16_t port() const { return port_; }
  int descriptor() const { return descriptor_.get(); }
  std::expected<Accepted, AcceptFault> accept();

  Watch watch;  // last of the two to be made, first to go

 private:
  Descriptor descriptor_;
  std::uint16_t port_ = 0;
};

}  // namespace anban
