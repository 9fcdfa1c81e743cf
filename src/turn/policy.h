// SPDX-License-Identifier: Apache-2.0
// Policy: the pack in force with the detectors and screens built from it, swapped as one. A running
// turn keeps the policy it began with; a reload only changes what the next turn sees.
#pragma once

#include <atomic>
#include <memory>

#include "pack/pack.h"
#include "signals/observer.h"

namespace anban {

struct Policy {
  std::shared_ptr<const pack::Pack> pack;
  std::shared_ptr<const signals::Observer> observer;
  std::shared_ptr<const signals::ScreenMaker> screens;
};

class Policies {
 public:
  explicit Policies(std::shared_ptr<const Policy> first) : current_(std::move(first)) {}
  std::shared_ptr<const Policy> current() const { return current_.load(); }
  void swap(std::shared_ptr<const Policy> next) { current_.store(std::move(next)); }

 private:
  std::atomic<std::shared_ptr<const Policy>> current_;
};

}  // namespace anban
