// SPDX-License-Identifier: Apache-2.0
// One coarse timer wheel a loop, for every deadline of every connection: 100 ms ticks, setting and
// clearing cost a few pointer moves and no system call. It ticks only while something is set,
// driven by the loop, which sleeps until the next tick at most.
#pragma once

#include <array>
#include <cstdint>

#include "base/local_time.h"

namespace anban {

class Wheel;

/// Something that falls due once. Letting go of it clears it.
class WheelEntry {
 public:
  WheelEntry() = default;
  WheelEntry(const WheelEntry&) = delete;
  WheelEntry& operator=(const WheelEntry&) = delete;
  virtual ~WheelEntry() { clear(); }
  bool is_set() const { return wheel_ != nullptr; }
  void clear() noexcept;

 protected:
  /// Called on the loop's thread; the entry is cleared already and may be set again or destroyed.
  virtual void due() = 0;

 private:
  friend class Wheel;
  struct Link {
    Link* before = this;
    Link* after = this;
    WheelEntry* owner = nullptr;
  };
  Link link_;
  Wheel* wheel_ = nullptr;
  std::uint64_t tick_ = 0;
};

class Wheel {
 public:
  static constexpr Milliseconds tick{100};

  Wheel() { refresh(); }
  Wheel(const Wheel&) = delete;
  Wheel& operator=(const Wheel&) = delete;

  /// Has `entry` fall due after `after` or up to two ticks later; replaces an earlier setting.
  void set(WheelEntry& entry, Milliseconds after);
  /// Monotonic milliseconds, exact to a tick while anything is set.
  Milliseconds now();
  /// How long until the next tick; negative while nothing is set.
  Milliseconds until_tick() const;
  /// Calls what has fallen due.
  void advance();
  /// Everything set falls due at once, and nothing ticks afterwards: the loop's end.
  void finish();

 private:
  friend class WheelEntry;
  static constexpr std::size_t slots = 1024;
  using Link = WheelEntry::Link;

  void link(WheelEntry& entry);
  void refresh();
  static void take_out(Link& link) noexcept;

  std::array<Link, slots> slots_;
  std::uint64_t current_ = 0;
  std::size_t count_ = 0;
  bool ticking_ = false;
  bool finished_ = false;
};

}  // namespace anban
