// SPDX-License-Identifier: Apache-2.0
// The exchange in memory checks its contract: one answer, nothing after the end.
#include "sim/memory_transport.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "base/ensure.h"

namespace anban::sim {
namespace {

namespace asio = boost::asio;

Task<void> serve(HttpHandler& server, HttpRequest request,
                 std::shared_ptr<MemoryExchange> exchange) {
  co_await server.handle(request, *exchange);
}

void rethrow(std::exception_ptr problem) {
  if (problem) std::rethrow_exception(problem);
}

}  // namespace

Task<Result<void>> MemoryExchange::answer(HttpAnswer answer) {
  ensure(status_ == 0, "a handler answers once");
  if (left_) co_return failed(ErrorCode::cancelled, "the client left");
  status_ = answer.status;
  content_type_ = std::move(answer.content_type);
  headers_ = std::move(answer.headers);
  body_ = std::move(answer.body);
  over_ = true;
  co_return Result<void>();
}

Task<Result<void>> MemoryExchange::begin(StreamHead head) {
  ensure(status_ == 0, "a handler answers once");
  if (left_) co_return failed(ErrorCode::cancelled, "the client left");
  status_ = head.status;
  content_type_ = std::move(head.content_type);
  headers_ = std::move(head.headers);
  streamed_ = true;
  co_return Result<void>();
}

Task<Result<void>> MemoryExchange::write(std::string_view bytes) {
  ensure(streamed_, "a stream was begun");
  ensure(!over_, "nothing is written after the end");
  if (left_) co_return failed(ErrorCode::cancelled, "the client left");
  body_ += bytes;
  writes_.emplace_back(bytes);
  if (look_) look_(*this);
  co_return Result<void>();
}

Task<Result<void>> MemoryExchange::end() {
  ensure(streamed_, "a stream was begun");
  if (left_) co_return failed(ErrorCode::cancelled, "the client left");
  over_ = true;
  co_return Result<void>();
}

void MemoryExchange::close() noexcept {
  closed_ = true;
  over_ = true;
}

void MemoryExchange::when_abandoned(std::function<void()> act) {
  abandoned_ = std::move(act);
  if (left_ && abandoned_) std::exchange(abandoned_, nullptr)();
}

void MemoryExchange::leave() {
  if (left_ || over_) return;
  left_ = true;
  if (abandoned_) std::exchange(abandoned_, nullptr)();
}

std::string_view MemoryExchange::header(std::string_view name) const {
  HttpRequest as_request;
  for (const auto& [known, value] : headers_) {
    as_request.headers = {{known, value}};
    if (!as_request.header(name).empty()) return value;
  }
  return {};
}

std::vector<std::string> MemoryExchange::stream_events() const {
  std::vector<std::string> events;
  std::string_view rest = body_;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    if (line.starts_with("data: ")) events.emplace_back(line.substr(6));
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  return events;
}

std::shared_ptr<MemoryExchange> MemoryClient::start(HttpRequest request) {
  auto exchange = std::make_shared<MemoryExchange>();
  asio::co_spawn(loop_, serve(server_, std::move(request), exchange), rethrow);
  return exchange;
}

std::shared_ptr<MemoryExchange> MemoryClient::ask(HttpRequest request) {
  auto exchange = start(std::move(request));
  const bool over = time_.run_until(loop_, [&] { return exchange->is_over(); });
  ensure(over, "a handler answers before nothing is left to do");
  time_.settle(loop_);
  return exchange;
}

HttpRequest MemoryClient::request(std::string_view method, std::string_view target,
                                  std::string body, std::string_view key) {
  HttpRequest made;
  made.method = method;
  const std::size_t mark = target.find('?');
  made.path = target.substr(0, mark);
  if (mark != std::string_view::npos) made.query = target.substr(mark + 1);
  if (!key.empty()) made.headers.push_back({"Authorization", "Bearer " + std::string(key)});
  if (!body.empty()) made.headers.push_back({"Content-Type", "application/json"});
  made.body = std::move(body);
  made.request_id = "req_memory";
  made.peer = "127.0.0.1";
  return made;
}

}  // namespace anban::sim
