// SPDX-License-Identifier: Apache-2.0
// One thread a look-up, few at once. A look-up that nobody waits for any more ends unheard.
#include "net/resolver.h"

#include <algorithm>
#include <system_error>
#include <thread>

#include <netdb.h>

#include "net/loops.h"
#include "net/wheel_wait.h"

namespace anban {
namespace {

/// Threads a loop may have in getaddrinfo at once, whatever strangers' URLs do.
constexpr int look_ups_max = 16;
constexpr std::size_t known_max = 256;
constexpr Milliseconds kept_for{5'000};

}  // namespace

struct HostNames::LookUp {
  std::string host;
  int code = 0;
  std::vector<Address> found;
  // Used on the loop only:
  bool is_done = false;
  Milliseconds valid_until{0};
  std::vector<WheelWait*> waiting;

  void resolve() {
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    code = ::getaddrinfo(host.c_str(), nullptr, &hints, &list);
    if (code != 0) return;
    for (const addrinfo* each = list; each != nullptr; each = each->ai_next) {
      if (const auto address = address_of(each->ai_addr)) found.push_back(*address);
    }
    ::freeaddrinfo(list);
  }
};

HostNames::HostNames(Loop& loop) : loop_(loop) {}
HostNames::~HostNames() = default;

void HostNames::forget_old() {
  const Milliseconds now = loop_.wheel().now();
  std::erase_if(known_, [now](const auto& each) {
    return each.second->is_done && each.second->valid_until <= now;
  });
}

Result<std::shared_ptr<HostNames::LookUp>> HostNames::join(const std::string& host) {
  forget_old();
  if (const auto at = known_.find(host); at != known_.end()) return at->second;
  if (running_ >= look_ups_max || known_.size() >= known_max) {
    return failed(ErrorCode::unavailable, "too many names are being looked up; try later");
  }
  auto look_up = std::make_shared<LookUp>();
  look_up->host = host;
  try {
    std::thread([remote = loop_.remote(), this, look_up] {
      look_up->resolve();
      remote->post([this, look_up] { finished(*look_up); });
    }).detach();  // tidy: getaddrinfo may block for half a minute, and nothing stops it
  } catch (const std::system_error& fault) {
    return failed(ErrorCode::unavailable, std::string("no thread for a look-up: ") + fault.what());
  }
  ++running_;
  known_.emplace(host, look_up);
  return look_up;
}

void HostNames::finished(LookUp& look_up) {
  --running_;
  look_up.is_done = true;
  look_up.valid_until = loop_.wheel().now();
  if (look_up.code == 0) look_up.valid_until += kept_for;
  for (WheelWait* const each : std::exchange(look_up.waiting, {})) each->ring();
}

Task<Result<std::vector<Address>>> HostNames::look_up(std::string host, Milliseconds within) {
  if (const auto numeric = parse_address(host)) {
    std::vector<Address> itself(1, *numeric);
    co_return itself;
  }
  const auto joined = join(host);
  if (!joined) co_return failed(joined);
  const std::shared_ptr<LookUp> look_up = *joined;
  if (!look_up->is_done) {
    WheelWait wait(loop_.wheel());
    look_up->waiting.push_back(&wait);
    const Wake woken = co_await wait.wait(within);
    std::erase(look_up->waiting, &wait);
    if (woken == Wake::cancelled) co_return failed(ErrorCode::cancelled, "the call was stopped");
    if (!look_up->is_done) {
      co_return failed(ErrorCode::timed_out, "looking up " + host + " took too long");
    }
  }
  if (look_up->code != 0 || look_up->found.empty()) {
    co_return failed(ErrorCode::unavailable,
                     "the name " + host + " is unknown: " + ::gai_strerror(look_up->code));
  }
  co_return look_up->found;
}

}  // namespace anban
