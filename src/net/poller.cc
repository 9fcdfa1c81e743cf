// SPDX-License-Identifier: Apache-2.0
// The epoll set behind poller.h.
#include "net/poller.h"

#include <array>
#include <utility>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/ensure.h"

namespace anban {
namespace {

constexpr int events_a_batch = 128;

void wake(Waiter& waiter, Wake why) {
  if (!waiter) return;
  Waiter taken = std::exchange(waiter, nullptr);
  taken(why);
}

}  // namespace

struct Poller::Inside {
  Inside() : set(::epoll_create1(EPOLL_CLOEXEC)), bell(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    ensure(set >= 0 && bell >= 0, "the kernel gives an epoll set to each loop at the start");
    // By edge: each ring is a new one, and nobody needs to read the count.
    epoll_event event{};
    event.events = EPOLLIN | EPOLLET;
    ensure(::epoll_ctl(set, EPOLL_CTL_ADD, bell, &event) == 0, "a new epoll set has room");
  }
  ~Inside() {
    ::close(bell);
    ::close(set);
  }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;
  int set;
  int bell;
  std::array<epoll_event, events_a_batch> batch;
  int filled = 0;
  int at = 0;
};

Poller::Poller() : inside_(std::make_unique<Inside>()) {}

Poller::~Poller() {
  while (first_ != nullptr) first_->unregister();
}

void Poller::ring() noexcept {
  const std::uint64_t once = 1;
  // Fails only where the count is full of rings that nobody has heard yet.
  [[maybe_unused]] const auto written = ::write(inside_->bell, &once, sizeof once);
}

void Poller::wait(Milliseconds most) {
  Inside& in = *inside_;
  in.at = 0;
  in.filled =
      ::epoll_wait(in.set, in.batch.data(), events_a_batch, static_cast<int>(most.count()));
  dispatch();
}

bool Poller::watch(Watch& watch, int descriptor) {
  epoll_event event{};
  event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
  event.data.ptr = &watch;
  if (::epoll_ctl(inside_->set, EPOLL_CTL_ADD, descriptor, &event) != 0) return false;
  watch.poller_ = this;
  watch.descriptor_ = descriptor;
  watch.before_ = nullptr;
  watch.after_ = first_;
  if (first_ != nullptr) first_->before_ = &watch;
  first_ = &watch;
  return true;
}

void Poller::dispatch() {
  Inside& in = *inside_;
  while (in.at < in.filled) {
    const epoll_event& event = in.batch[static_cast<std::size_t>(in.at++)];
    auto* watch = static_cast<Watch*>(event.data.ptr);
    if (watch == nullptr) continue;
    const bool left = (event.events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
    const bool readable = left || (event.events & EPOLLIN) != 0;
    const bool writable = (event.events & (EPOLLOUT | EPOLLHUP | EPOLLERR)) != 0;
    watch->left |= left;
    watch->readable |= readable;
    watch->writable |= writable;
    // Whoever is called may let go of the watch, so everything is taken out of it first.
    Waiter on_left = left ? std::exchange(watch->on_left, nullptr) : nullptr;
    Waiter on_readable = readable ? std::exchange(watch->on_readable, nullptr) : nullptr;
    Waiter on_writable = writable ? std::exchange(watch->on_writable, nullptr) : nullptr;
    wake(on_left, Wake::ready);
    wake(on_readable, Wake::ready);
    wake(on_writable, Wake::ready);
  }
  in.filled = 0;
}

void Poller::forget(Watch& watch) noexcept {
  ::epoll_ctl(inside_->set, EPOLL_CTL_DEL, watch.descriptor_, nullptr);
  for (int i = inside_->at; i < inside_->filled; ++i) {
    epoll_event& event = inside_->batch[static_cast<std::size_t>(i)];
    if (event.data.ptr == &watch) event.data.ptr = nullptr;
  }
  if (watch.before_ != nullptr) watch.before_->after_ = watch.after_;
  if (watch.after_ != nullptr) watch.after_->before_ = watch.before_;
  if (first_ == &watch) first_ = watch.after_;
}

void Poller::finish() {
  finished_ = true;
  // A woken coroutine may let go of any watch, so the walk starts anew after each.
  for (Watch* each = first_; each != nullptr;) {
    if (each->on_readable || each->on_writable || each->on_left) {
      each->wake_all(Wake::cancelled);
      each = first_;
    } else {
      each = each->after_;
    }
  }
}

void Watch::unregister() noexcept {
  if (poller_ != nullptr) std::exchange(poller_, nullptr)->forget(*this);
  on_readable = nullptr;
  on_writable = nullptr;
  on_left = nullptr;
}

void Watch::wake_all(Wake why) {
  Waiter readable_waiter = std::exchange(on_readable, nullptr);
  Waiter writable_waiter = std::exchange(on_writable, nullptr);
  // A deadline ends a wait; only the end of everything speaks for the other side's leaving.
  Waiter left_waiter = why == Wake::cancelled ? std::exchange(on_left, nullptr) : nullptr;
  wake(left_waiter, why);
  wake(readable_waiter, why);
  wake(writable_waiter, why);
}

}  // namespace anban
