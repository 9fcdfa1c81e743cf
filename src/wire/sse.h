// SPDX-License-Identifier: Apache-2.0
// SseDecoder: the events of a model server's stream from bytes in any chunking (HTML living
// standard, "event stream interpretation"): LF, CRLF and CR, comments, several data lines, a byte
// order mark. Other fields than `data` are skipped. An event that stands whole in a chunk is not
// copied.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace anban::wire {

/// The longest line, and the longest event: a whole 1 MiB answer in one event is beyond any server.
inline constexpr std::size_t sse_event_bytes_max = std::size_t{1} << 20U;

enum class SseStep {
  event,     // data() holds an event's payload
  hungry,    // everything fed is used up
  done,      // `[DONE]` was read; what follows is ignored
  too_long,  // a line or an event beyond sse_event_bytes_max; nothing more comes
};

/// feed(), then next() until it says other than `event`; at the end of the body feed_end() and
/// next() again.
class SseDecoder {
 public:
  /// `chunk` must stay until next() has said `hungry`. Fed only when the decoder is hungry.
  void feed(std::string_view chunk);
  /// The body is over: an event without its closing blank line counts (servers forget it).
  void feed_end();
  SseStep next();
  /// The payload, data lines joined with \n; holds until the next call of next() or feed().
  std::string_view data() const { return data_; }

 private:
  enum class Line { whole, partial, too_long };
  Line take_line(std::string_view& line);
  Line keep_rest();
  bool add_line(std::string_view line);
  bool add_data(std::string_view payload);
  SseStep dispatch();
  SseStep close_last_event();
  void keep_pending();
  void free_used();

  std::string_view chunk_;
  std::size_t at_ = 0;
  std::size_t next_lf_ = 0;  // look-aheads in chunk_, kept so that mixed line ends stay linear
  std::size_t next_cr_ = 0;
  std::string line_;               // the start of a line, from earlier chunks
  std::string pending_;            // the open event's data where it could not stay in the chunk
  std::string_view pending_view_;  // the open event's only data line, in chunk_
  std::string_view data_;
  bool line_is_used_ = false;  // line_ was read whole and is to be emptied
  bool has_pending_ = false;
  bool pending_is_owned_ = false;
  bool skips_lf_ = false;  // a line ended with CR: a following LF belongs to it
  bool at_start_ = true;
  bool ended_ = false;
  SseStep stopped_ = SseStep::hungry;  // done or too_long, for good
};

}  // namespace anban::wire
