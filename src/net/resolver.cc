// SPDX-License-Identifier: Apache-2.0
// One thread a look-up, few at once. A look-up that nobody waits for any more ends unheard.
#include "net/resolver.h"

#include <netdb.h>

#include <system_error>
#include <thread>

#include "net/wheel_wait.h"

namespace anban {
namespace {

/// Threads a loop may have in getaddrinfo at once, whatever strangers' URLs do.
constexpr int look_ups_max = 16;

/// What thread and coroutine share.
struct LookUp {
  std::string host;
  int code = 0;
  std::vector<Address> found;
  WheelWait* waiting = nullptr;  // used on the loop only
};

void resolve(LookUp& look_up) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  look_up.code = ::getaddrinfo(look_up.host.c_str(), nullptr, &hints, &list);
  if (look_up.code != 0) return;
  for (const addrinfo* each = list; each != nullptr; each = each->ai_next) {
    if (const auto address = address_of(each->ai_addr)) look_up.found.push_back(*address);
  }
  ::freeaddrinfo(list);
}

Result<void> start(Loop& loop, std::shared_ptr<LookUp> look_up) {
  if (loop.look_ups_running >= look_ups_max) {
    return failed(ErrorCode::unavailable, "too many names are being looked up; try later");
  }
  try {
    std::thread([remote = loop.remote(), at = &loop, look_up] {
      resolve(*look_up);
      remote->post([at, look_up] {
        --at->look_ups_running;
        if (look_up->waiting != nullptr) look_up->waiting->ring();
      });
    }).detach();
  } catch (const std::system_error& fault) {
    return failed(ErrorCode::unavailable, std::string("no thread for a look-up: ") + fault.what());
  }
  ++loop.look_ups_running;
  return {};
}

}  // namespace

Task<Result<std::vector<Address>>> look_up_host(Loop& loop, std::string host, Milliseconds within) {
  if (const auto numeric = parse_address(host)) {
    std::vector<Address> itself(1, *numeric);
    co_return itself;
  }
  WheelWait wait(loop.wheel());
  auto look_up = std::make_shared<LookUp>();
  look_up->host = host;
  look_up->waiting = &wait;
  if (auto started = start(loop, look_up); !started) co_return failed(started);
  const Wake woken = co_await wait.wait(within);
  look_up->waiting = nullptr;
  if (woken == Wake::cancelled) co_return failed(ErrorCode::cancelled, "the call was stopped");
  if (woken == Wake::timed_out) {
    co_return failed(ErrorCode::timed_out, "looking up " + host + " took too long");
  }
  if (look_up->code != 0 || look_up->found.empty()) {
    co_return failed(ErrorCode::unavailable,
                     "the name " + host + " is unknown: " + ::gai_strerror(look_up->code));
  }
  co_return std::move(look_up->found);
}

}  // namespace anban
