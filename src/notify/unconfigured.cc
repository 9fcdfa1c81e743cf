// SPDX-License-Identifier: Apache-2.0
// Nothing is sent.
#include "notify/unconfigured.h"

namespace anban::notify {

Task<Result<Sent>> UnconfiguredChannel::send(Notification) {
  co_return failed(ErrorCode::not_found, why_);
}

}  // namespace anban::notify
