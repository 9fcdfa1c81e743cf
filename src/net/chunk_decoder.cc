// SPDX-License-Identifier: Apache-2.0
// A state a byte, but for data, which moves as a block.
#include "net/chunk_decoder.h"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "net/head.h"

namespace anban {
namespace {

constexpr unsigned char digits_max = 8;
/// Extensions and trailers of one body together; nothing here reads them.
constexpr std::uint16_t extra_max = 4096;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

ChunkDecoder::State ChunkDecoder::expect(char c, char wanted, State next) {
  return c == wanted ? next : State::broken;
}

ChunkDecoder::State ChunkDecoder::after_size(char c) {
  const int digit = hex_digit(c);
  if (digit >= 0) {
    if (++digits_ > digits_max) return State::broken;
    left_ = left_ * 16 + static_cast<std::uint32_t>(digit);
    return State::size;
  }
  if (digits_ == 0) return State::broken;
  if (c == '\r') return State::size_line_feed;
  return expect(c, ';', State::extension);
}

ChunkDecoder::State ChunkDecoder::after_trailer_name(char c) const {
  if (c == ':') return state_ == State::trailer_name ? State::trailer_value : State::broken;
  return is_token(std::string_view(&c, 1)) ? State::trailer_name : State::broken;
}

ChunkDecoder::State ChunkDecoder::after(char c) {
  switch (state_) {
    case State::size: return after_size(c);
    case State::extension:
    case State::trailer_value:
      if (c == '\r') {
        return state_ == State::extension ? State::size_line_feed : State::trailer_line_feed;
      }
      if (++extra_ > extra_max || !is_header_value(std::string_view(&c, 1))) return State::broken;
      return state_;
    case State::size_line_feed:
      digits_ = 0;
      return expect(c, '\n', left_ == 0 ? State::trailer_start : State::data);
    case State::data_return: return expect(c, '\r', State::data_line_feed);
    case State::data_line_feed: return expect(c, '\n', State::size);
    case State::trailer_start:
      if (c == '\r') return State::last_line_feed;
      [[fallthrough]];
    case State::trailer_name:
      if (++extra_ > extra_max) return State::broken;
      return after_trailer_name(c);
    case State::trailer_line_feed: return expect(c, '\n', State::trailer_start);
    case State::last_line_feed: return expect(c, '\n', State::done);
    case State::data:
    case State::done:
    case State::broken: break;
  }
  return State::broken;
}

ChunkDecoder::Step ChunkDecoder::decode(std::span<char> bytes) {
  Step step;
  while (step.used < bytes.size() && !is_done() && !is_broken()) {
    if (state_ != State::data) {
      state_ = after(bytes[step.used++]);
      continue;
    }
    const std::size_t piece = std::min<std::size_t>(left_, bytes.size() - step.used);
    std::memmove(bytes.data() + step.body, bytes.data() + step.used, piece);
    step.body += piece;
    step.used += piece;
    left_ -= static_cast<std::uint32_t>(piece);
    if (left_ == 0) state_ = State::data_return;
  }
  return step;
}

}  // namespace anban
