// SPDX-License-Identifier: Apache-2.0
// A hashed timer wheel: an entry lies in the slot of its tick; entries of a later round are put
// back when their slot comes by.
#include "net/wheel.h"

#include <algorithm>
#include <chrono>

namespace anban {
namespace {

std::chrono::steady_clock::duration since_start() {
  return std::chrono::steady_clock::now().time_since_epoch();
}

std::uint64_t tick_of_clock() { return static_cast<std::uint64_t>(since_start() / Wheel::tick); }

}  // namespace

void WheelEntry::clear() noexcept {
  if (wheel_ == nullptr) return;
  Wheel::take_out(link_);
  --wheel_->count_;
  wheel_ = nullptr;
}

void Wheel::take_out(Link& link) noexcept {
  link.before->after = link.after;
  link.after->before = link.before;
  link.before = link.after = &link;
}

void Wheel::link(WheelEntry& entry) {
  Link& head = slots_[entry.tick_ % slots];
  entry.link_.owner = &entry;
  entry.link_.before = head.before;
  entry.link_.after = &head;
  head.before->after = &entry.link_;
  head.before = &entry.link_;
}

void Wheel::set(WheelEntry& entry, Milliseconds after) {
  entry.clear();
  if (!ticking_) {
    refresh();
    ticking_ = !finished_;
  }
  if (after < Milliseconds{0}) after = Milliseconds{0};
  // One tick is added because the current one has begun already.
  const auto ticks = static_cast<std::uint64_t>((after + tick - Milliseconds{1}) / tick) + 1;
  entry.tick_ = current_ + ticks;
  entry.wheel_ = this;
  ++count_;
  link(entry);
}

void Wheel::refresh() { current_ = tick_of_clock(); }

Milliseconds Wheel::now() {
  if (!ticking_) refresh();
  return tick * static_cast<std::int64_t>(current_);
}

Milliseconds Wheel::until_tick() const {
  if (!ticking_) return Milliseconds{-1};
  const auto left = tick * static_cast<std::int64_t>(current_ + 1) - since_start();
  return std::max(std::chrono::ceil<Milliseconds>(left), Milliseconds{0});
}

void Wheel::advance() {
  if (!ticking_) return;
  const std::uint64_t until = tick_of_clock();
  while (current_ < until) {
    ++current_;
    Link& slot = slots_[current_ % slots];
    if (slot.after == &slot) continue;
    // The slot's entries move to a list of their own, since due() may set and clear any entry.
    Link batch;
    batch.after = slot.after;
    batch.before = slot.before;
    batch.after->before = &batch;
    batch.before->after = &batch;
    slot.before = slot.after = &slot;
    while (batch.after != &batch) {
      WheelEntry& entry = *batch.after->owner;
      take_out(entry.link_);
      if (entry.tick_ > current_) {
        link(entry);
        continue;
      }
      --count_;
      entry.wheel_ = nullptr;
      entry.due();
    }
  }
  ticking_ = count_ > 0 && !finished_;
}

void Wheel::finish() {
  finished_ = true;
  ticking_ = false;
  for (Link& slot : slots_) {
    while (slot.after != &slot) {
      WheelEntry& entry = *slot.after->owner;
      entry.clear();
      entry.due();
    }
  }
}

}  // namespace anban
