// SPDX-License-Identifier: Apache-2.0
// getrandom() by way of libsodium, which also wants to be initialised once before anything else.
#include "app/system_entropy.h"

#include <sodium.h>

#include <cstring>

#include "base/ensure.h"

namespace anban::app {

SystemEntropy::SystemEntropy() { ensure(sodium_init() >= 0, "the system gives random bytes"); }

void SystemEntropy::fill(std::span<unsigned char> out) {
  if (out.size() > stock_size / 8) {
    randombytes_buf(out.data(), out.size());
    return;
  }
  const std::lock_guard guard(mutex_);
  if (stock_.size() - used_ < out.size()) {
    randombytes_buf(stock_.data(), stock_.size());
    used_ = 0;
  }
  std::memcpy(out.data(), stock_.data() + used_, out.size());
  sodium_memzero(stock_.data() + used_, out.size());  // nothing is given out twice or left behind
  used_ += out.size();
}

}  // namespace anban::app
