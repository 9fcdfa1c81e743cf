// SPDX-License-Identifier: Apache-2.0
// getrandom() by way of libsodium, which also wants to be initialised once before anything else.
#include "app/system_entropy.h"

#include <sodium.h>

#include "base/ensure.h"

namespace anban::app {

SystemEntropy::SystemEntropy() { ensure(sodium_init() >= 0, "the system gives random bytes"); }

void SystemEntropy::fill(std::span<unsigned char> out) { randombytes_buf(out.data(), out.size()); }

}  // namespace anban::app
