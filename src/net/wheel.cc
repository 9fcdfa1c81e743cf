// SPDX-License-Identifier: Apache-2.0
// A hashed timer wheel: an entry lies in the slot of its tick; entries of a later round are put
// back when their slot comes by.
#include "net/wheel.h"

#include <chrono>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace anban {
namespace {

std::uint64_t tick_of_clock() {
  const auto since = std::chrono::steady_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(std::chrono::duration_cast<Milliseconds>(since) / Wheel::tick);
}

}  // namespace

struct Wheel::Ticker {
  explicit Ticker(boost::asio::io_context& context) : timer(context) {}
  boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                    boost::asio::wait_traits<std::chrono::steady_clock>,
                                    boost::asio::io_context::executor_type>
      timer;

  void arm(Wheel& wheel) {
    timer.expires_after(tick);
    timer.async_wait([&wheel](const boost::system::error_code& error) {
      if (!error) wheel.advance();
    });
  }
};

Wheel::Wheel(boost::asio::io_context& context) : ticker_(std::make_unique<Ticker>(context)) {
  refresh();
}

Wheel::~Wheel() = default;

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
    if (ticking_) ticker_->arm(*this);
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

void Wheel::advance() {
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
  if (ticking_) ticker_->arm(*this);
}

void Wheel::finish() {
  finished_ = true;
  ticker_->timer.cancel();
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
