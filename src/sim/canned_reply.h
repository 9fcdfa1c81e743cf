// SPDX-License-Identifier: Apache-2.0
// An answer of a model server that was written beforehand: pieces of bytes with a pause before
// each, and, where the script says so, a silence that only abort() or a deadline ends.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "ports/clock.h"
#include "ports/doorbell.h"
#include "ports/upstream.h"

namespace anban::sim {

struct CannedAnswer {
  enum class Ending { proper, silence, broken };
  int status = 200;
  std::string content_type = "application/json";
  std::vector<std::string> pieces;    // one a read
  Milliseconds pause{0};              // before each piece but the first
  Ending ending = Ending::proper;     // behind the last piece
  Milliseconds silence_most{60'000};  // then read() answers timed_out
};

class CannedReply final : public UpstreamReply {
 public:
  /// `aborted` is called once, on any thread, when the reply is aborted before its end.
  CannedReply(const Clock& clock, Timer& timer, CannedAnswer answer, std::function<void()> aborted);
  ~CannedReply() override;
  int status() const override { return answer_.status; }
  std::string_view content_type() const override { return answer_.content_type; }
  Task<Result<std::string_view>> read() override;
  void abort() noexcept override;

 private:
  Task<void> wait(Milliseconds most);
  const Clock& clock_;
  Timer& timer_;
  CannedAnswer answer_;
  std::function<void()> tell_;
  Doorbell stop_;
  std::size_t next_ = 0;
  std::atomic<bool> aborted_{false};
  std::atomic<bool> over_{false};
};

/// `bytes` in pieces of `size` bytes, cut anywhere.
std::vector<std::string> cut_bytes(const std::string& bytes, std::size_t size);

}  // namespace anban::sim
