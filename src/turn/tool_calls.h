// SPDX-License-Identifier: Apache-2.0
// Tool calls of a reply, put together from their pieces; they go out whole, once they were judged.
#pragma once

#include <string>
#include <vector>

#include "turn/masking.h"
#include "wire/upstream_chunk.h"

namespace anban {

class ToolCalls {
 public:
  /// More calls or longer arguments than this in one reply are cut off.
  static constexpr std::size_t calls_most = 128;
  static constexpr std::size_t argument_bytes_most = std::size_t{1} << 18U;

  void add(const wire::ToolCall& piece);
  /// Puts back in the arguments what the model server was not shown.
  void restore(const Masks& masks);
  bool empty() const { return calls_.empty(); }
  /// What the arguments say, one text a call.
  std::vector<std::string> words() const;
  /// The array of a message: [{"index", "id", "type": "function", "function": {…}}].
  std::string json() const;

 private:
  std::vector<wire::ToolCall> calls_;
};

}  // namespace anban
