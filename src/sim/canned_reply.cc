// SPDX-License-Identifier: Apache-2.0
// Waits end by the timer or by abort(), whichever comes first.
#include "sim/canned_reply.h"

namespace anban::sim {

CannedReply::CannedReply(const Clock& clock, Timer& timer, CannedAnswer answer,
                         std::function<void()> aborted)
    : clock_(clock), timer_(timer), answer_(std::move(answer)), tell_(std::move(aborted)) {}

CannedReply::~CannedReply() = default;

Task<void> CannedReply::wait(Milliseconds most) {
  const std::unique_ptr<Alarm> alarm = timer_.at(clock_.now() + most, [this] { stop_.ring(); });
  co_await stop_.wait();
}

Task<Result<std::string_view>> CannedReply::read() {
  if (aborted_) co_return failed(ErrorCode::cancelled, "the answer was aborted");
  if (next_ < answer_.pieces.size()) {
    if (next_ > 0 && answer_.pause.count() > 0) co_await wait(answer_.pause);
    if (aborted_) co_return failed(ErrorCode::cancelled, "the answer was aborted");
    co_return std::string_view(answer_.pieces[next_++]);
  }
  if (answer_.ending == CannedAnswer::Ending::silence) {
    co_await wait(answer_.silence_most);
    if (aborted_) co_return failed(ErrorCode::cancelled, "the answer was aborted");
    over_ = true;
    co_return failed(ErrorCode::timed_out, "the model server fell silent");
  }
  over_ = true;
  if (answer_.ending == CannedAnswer::Ending::broken) {
    co_return failed(ErrorCode::unavailable, "the model server broke the connection");
  }
  co_return std::string_view();
}

void CannedReply::abort() noexcept {
  if (over_ || aborted_.exchange(true)) return;
  if (tell_) tell_();
  stop_.ring();
}

std::vector<std::string> cut_bytes(const std::string& bytes, std::size_t size) {
  std::vector<std::string> pieces;
  for (std::size_t at = 0; at < bytes.size(); at += size) pieces.push_back(bytes.substr(at, size));
  return pieces;
}

}  // namespace anban::sim
