// SPDX-License-Identifier: Apache-2.0
// Host names to addresses, off the loop: getaddrinfo blocks, so it runs on threads that exist only
// while names are looked up. Callers who want the same name share one look-up.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/local_time.h"
#include "base/result.h"
#include "base/task.h"
#include "net/address.h"

namespace anban {

class Loop;

/// One loop's look-ups; answers are kept for five seconds.
class HostNames {
 public:
  explicit HostNames(Loop& loop);
  ~HostNames();
  HostNames(const HostNames&) = delete;
  HostNames& operator=(const HostNames&) = delete;

  /// The addresses of `host` in the system's order; a numeric one is its own answer. Errors:
  /// unavailable (the name is unknown, or too many names are being looked up), timed_out,
  /// cancelled.
  Task<Result<std::vector<Address>>> look_up(std::string host, Milliseconds within);

 private:
  struct LookUp;
  Result<std::shared_ptr<LookUp>> join(const std::string& host);
  void finished(LookUp& look_up);
  void forget_old();

  Loop& loop_;
  std::map<std::string, std::shared_ptr<LookUp>> known_;
  int running_ = 0;
};

}  // namespace anban
