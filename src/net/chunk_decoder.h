// SPDX-License-Identifier: Apache-2.0
// The chunked transfer coding (RFC 9112 section 7.1), decoded in place and strictly: sizes of at
// most eight hexadecimal digits, CR LF everywhere, extensions and trailers checked, bounded and
// dropped. Pure; fuzzed by chunk_fuzz.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace anban {

class ChunkDecoder {
 public:
  struct Step {
    std::size_t body = 0;  // bytes of the body, now at the front of `bytes`
    std::size_t used = 0;  // bytes of `bytes` that were read; fewer than all only at the end
  };

  /// Reads what came. After the end or a fault it reads nothing more.
  Step decode(std::span<char> bytes);
  bool is_done() const { return state_ == State::done; }
  bool is_broken() const { return state_ == State::broken; }

 private:
  enum class State : unsigned char {
    size,
    extension,
    size_line_feed,
    data,
    data_return,
    data_line_feed,
    trailer_start,
    trailer_name,
    trailer_value,
    trailer_line_feed,
    last_line_feed,
    done,
    broken
  };
  State after(char c);
  State after_size(char c);
  State after_trailer_name(char c) const;
  static State expect(char c, char wanted, State next);

  State state_ = State::size;
  unsigned char digits_ = 0;
  std::uint16_t extra_ = 0;  // bytes of extensions and trailers
  std::uint32_t left_ = 0;   // of the current chunk's data
};

}  // namespace anban
