// SPDX-License-Identifier: Apache-2.0
// Token counts as OpenAI reports them; all zero for canned replies.
#pragma once

#include <cstdint>

namespace anban::wire {

struct Usage {
  std::int64_t prompt_tokens = 0;
  std::int64_t completion_tokens = 0;
  std::int64_t total_tokens = 0;
  friend bool operator==(const Usage&, const Usage&) = default;
};

}  // namespace anban::wire
