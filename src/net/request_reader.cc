// SPDX-License-Identifier: Apache-2.0
// Reading of one request from a connection: head, then body, each within its limits. Whole heads
// are read from the loop's shared buffer without a copy.
#include <algorithm>

#include "net/connection.h"

namespace anban {
namespace {

/// Most that is read beyond what is needed, so that pipelined requests take little memory.
constexpr std::size_t read_ahead_max = 16 * 1024;
constexpr std::size_t body_reserved_max = 64 * 1024;
constexpr Milliseconds pace_window{5'000};

constexpr Refusal slow_head{408, "request_timeout", "The request's head took too long."};
constexpr Refusal slow_body{408, "request_timeout", "The request's body took too long."};
constexpr Refusal large_head{431, "head_too_large", "The request's headers are too large."};
constexpr Refusal long_target{414, "target_too_long", "The request's address is too long."};
constexpr Refusal large_body{413, "body_too_large", "The request's body is too large."};
constexpr Refusal bare_line_feed{400, "line_end", "Lines of the head must end with CR LF."};
constexpr Refusal empty_line{400, "request_line", "The request line is missing."};
constexpr Refusal bad_chunk{400, "chunk", "The chunked body is malformed."};

/// A body must be whole in time, and keep coming at a least rate all the while.
class Pace {
 public:
  Pace(const ServerOptions& options, Milliseconds now)
      : until_(now + options.body_within), window_until_(now + pace_window) {
    bytes_a_window_ = options.body_bytes_a_second_min *
                      static_cast<std::size_t>(pace_window / Milliseconds{1'000});
  }
  void add(std::size_t bytes) { bytes_ += bytes; }
  bool holds(Milliseconds now) {
    if (now >= until_) return false;
    if (now < window_until_) return true;
    if (bytes_ < bytes_a_window_) return false;
    bytes_ = 0;
    window_until_ = now + pace_window;
    return true;
  }
  Milliseconds left(Milliseconds now) const { return std::min(until_, window_until_) - now; }

 private:
  Milliseconds until_;
  Milliseconds window_until_;
  std::size_t bytes_ = 0;
  std::size_t bytes_a_window_ = 0;
};

}  // namespace

Connection::Heard Connection::refused(Refusal refusal) {
  refusal_ = refusal;
  return Heard::refusal;
}

void Connection::keep(std::string_view bytes, std::size_t used) {
  if (used == bytes.size()) {
    std::string().swap(pending_);  // gives a large buffer back
  } else if (bytes.data() == pending_.data()) {
    pending_.erase(0, used);
  } else {
    pending_.assign(bytes.substr(used));
  }
}

std::optional<Connection::Heard> Connection::take_head(std::string_view bytes, std::size_t& scanned,
                                                       HttpRequest& request) {
  std::size_t skipped = 0;
  HeadScan scan = scan_head(bytes, scanned);
  if (scan.state == HeadScan::State::complete && scan.length == 2) {
    if (skipped_line_) return refused(empty_line);
    skipped_line_ = true;
    skipped = 2;
    scanned = 0;
    scan = scan_head(bytes.substr(skipped), scanned);
    if (scan.length == 2) return refused(empty_line);
  }
  const std::string_view head = bytes.substr(skipped, scan.length);
  if (scan.state == HeadScan::State::bare_line_feed) return refused(bare_line_feed);
  const std::size_t size =
      scan.state == HeadScan::State::complete ? scan.length : bytes.size() - skipped;
  if (size > server_.options.head_bytes_max) {
    const bool has_line = bytes.substr(skipped).find('\n') < server_.options.head_bytes_max;
    return refused(has_line ? large_head : long_target);
  }
  if (scan.state == HeadScan::State::incomplete) {
    keep(bytes, skipped);
    return std::nullopt;
  }
  skipped_line_ = false;
  const auto refusal = read_request_head(head, server_.options.headers_max, request, framing_);
  if (refusal) return refused(*refusal);
  keep(bytes, skipped + scan.length);
  return Heard::request;
}

Task<Wake> Connection::wait_for(Io what, Milliseconds within) {
  if (what == Io::waits_to_write) return socket_.wait_writable(within);
  return socket_.wait_readable(within);
}

Task<Connection::Heard> Connection::read_head(HttpRequest& request) {
  Loop& loop = socket_.loop();
  const ServerOptions& options = server_.options;
  std::size_t scanned = 0;
  Milliseconds until = loop.wheel().now() + (is_first_ ? options.head_within : options.idle_max);
  is_first_ = false;
  if (!pending_.empty()) {
    phase_ = Phase::reading;
    until = loop.wheel().now() + options.head_within;
    if (const auto heard = take_head(pending_, scanned, request)) co_return *heard;
  }
  while (true) {
    if (drains_ && phase_ == Phase::idle) co_return Heard::nothing;
    const std::span<char> room = loop.read_buffer().first(read_ahead_max);
    const IoStep step = socket_.read_some(room);
    if (step.state == Io::done) {
      if (phase_ == Phase::idle) until = loop.wheel().now() + options.head_within;
      phase_ = Phase::reading;
      std::string_view bytes(room.data(), step.bytes);
      if (!pending_.empty()) {
        pending_.append(bytes);
        bytes = pending_;
      }
      if (const auto heard = take_head(bytes, scanned, request)) co_return *heard;
      continue;
    }
    if (step.state == Io::ended || step.state == Io::broken) co_return Heard::nothing;
    const Wake woken = co_await wait_for(step.state, until - loop.wheel().now());
    if (woken == Wake::cancelled) co_return Heard::nothing;
    // A request that comes at the last moment of an idle connection is still read.
    if (woken == Wake::ready && phase_ == Phase::idle) continue;
    if (loop.wheel().now() < until) continue;
    if (phase_ == Phase::idle) co_return Heard::nothing;
    co_return refused(slow_head);
  }
}

Task<Connection::Heard> Connection::read_body(HttpRequest& request) {
  if (framing_.body == BodyKind::none) co_return Heard::request;
  if (framing_.length > server_.options.body_bytes_max) co_return refused(large_body);
  if (framing_.expects_continue && pending_.empty()) {
    const Result<void> told =
        co_await socket_.write("HTTP/1.1 100 Continue\r\n\r\n", server_.options.write_within);
    if (!told) co_return Heard::nothing;
  }
  const Heard heard = co_await fill_body(request.body);
  co_return heard;
}

bool Connection::has_whole(const BodyProgress& progress) const {
  return framing_.body == BodyKind::chunked ? progress.decoder.is_done() : progress.missing == 0;
}

void Connection::take_body(std::span<char> bytes, BodyProgress& progress, std::string& body) {
  std::size_t used = 0;
  if (framing_.body == BodyKind::chunked) {
    const ChunkDecoder::Step step = progress.decoder.decode(bytes);
    body.append(bytes.data(), step.body);
    used = step.used;
  } else {
    used = std::min<std::size_t>(progress.missing, bytes.size());
    body.append(bytes.data(), used);
    progress.missing -= used;
  }
  if (used < bytes.size()) pending_.assign(bytes.data() + used, bytes.size() - used);
}

Task<Connection::Heard> Connection::fill_body(std::string& body) {
  Loop& loop = socket_.loop();
  BodyProgress progress;
  progress.missing = framing_.length;
  Pace pace(server_.options, loop.wheel().now());
  body.reserve(std::min<std::size_t>(framing_.length, body_reserved_max));
  std::string early = std::exchange(pending_, std::string());
  take_body(early, progress, body);
  while (true) {
    if (progress.decoder.is_broken()) co_return refused(bad_chunk);
    if (body.size() > server_.options.body_bytes_max) co_return refused(large_body);
    if (has_whole(progress)) co_return Heard::request;
    if (!pace.holds(loop.wheel().now())) co_return refused(slow_body);
    // Of a sized body exactly the rest is read, of a chunked one whatever comes.
    const std::size_t wanted = framing_.body == BodyKind::sized ? progress.missing : read_ahead_max;
    const std::span<char> all = loop.read_buffer();
    const std::span<char> room = all.first(std::min<std::size_t>(wanted, all.size()));
    const IoStep step = socket_.read_some(room);
    if (step.state == Io::done) {
      pace.add(step.bytes);
      take_body(room.first(step.bytes), progress, body);
      continue;
    }
    if (step.state == Io::ended || step.state == Io::broken) co_return Heard::nothing;
    const Wake woken = co_await wait_for(step.state, pace.left(loop.wheel().now()));
    if (woken == Wake::cancelled) co_return Heard::nothing;
  }
}

}  // namespace anban
