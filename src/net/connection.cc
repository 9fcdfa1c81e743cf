// SPDX-License-Identifier: Apache-2.0
// The life of a client's connection: request after request, then a close that the client can read.
#include "net/connection.h"

#include <exception>
#include <typeinfo>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "net/forwarded.h"

namespace anban {
namespace {

/// Bytes that may wait in the kernel unsent for a slow reader.
constexpr int unsent_in_kernel_max = 128 * 1024;
constexpr Milliseconds linger_within{2'000};
constexpr std::size_t linger_bytes_max = 1024 * 1024;

}  // namespace

Connection::Connection(ServerParts& server, Loop& loop, int descriptor, Address peer)
    : server_(server), socket_(loop, descriptor), peer_(peer) {
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsent_in_kernel_max,
               sizeof unsent_in_kernel_max);
  share().connections.insert(this);
}

Connection::~Connection() {
  share().connections.erase(this);
  share().count.fetch_sub(1);
}

Task<void> Connection::serve() {
  const Result<void> secured = co_await secure();
  bool goes_on = secured.has_value();
  while (goes_on) goes_on = co_await serve_one();
}

Task<Result<void>> Connection::secure() {
  if (!server_.tls) co_return Result<void>();
  TlsSession session = accept_session(server_.tls, socket_.descriptor());
  co_return co_await socket_.shake_hands(std::move(session), server_.options.head_within);
}

Task<bool> Connection::serve_one() {
  HttpRequest request;
  phase_ = Phase::idle;
  framing_ = RequestFraming();
  request_id_.clear();
  is_head_ = false;
  Heard heard = co_await read_head(request);
  if (heard == Heard::request) {
    identify(request);
    heard = co_await read_body(request);
  }
  if (heard == Heard::nothing) co_return false;
  if (heard == Heard::refusal) {
    co_await refuse();
  } else {
    co_await ask(request);
  }
  if (phase_ == Phase::ended && keeps_alive_) co_return true;
  if (phase_ != Phase::broken) co_await linger();
  co_return false;
}

void Connection::identify(HttpRequest& request) {
  const std::string_view given = request.header("x-request-id");
  request_id_ = is_acceptable_request_id(given) ? std::string(given) : share().ids.next();
  request.request_id = request_id_;
  request.secure = socket_.is_secure();
  name_peer(server_.trusted, peer_, request);
  is_head_ = request.method == "HEAD";
  keeps_alive_ = framing_.keeps_alive;
}

Task<void> Connection::refuse() {
  if (request_id_.empty()) request_id_ = share().ids.next();
  phase_ = Phase::asked;
  keeps_alive_ = false;
  HttpAnswer refusal;
  refusal.status = refusal_.status;
  refusal.body = error_body(refusal_);
  co_await answer(std::move(refusal));
}

Task<void> Connection::ask(HttpRequest& request) {
  phase_ = Phase::asked;
  abandoned_ = socket_.has_left();
  socket_.when_left([this](Wake) { left(); });
  std::string thrown;
  try {
    co_await server_.handler.handle(request, *this);
  } catch (const std::exception& fault) {
    // Only the type: what() may repeat a person's words.
    thrown = typeid(fault).name();
  } catch (...) {
    thrown = "unknown";
  }
  socket_.when_left(nullptr);
  act_ = nullptr;
  comment_.clear();
  const bool is_open = phase_ == Phase::asked || phase_ == Phase::streaming;
  if (!thrown.empty()) {
    server_.log.error("request.threw", {{"exception", thrown}, {"request_id", request_id_}});
  } else if (is_open && !abandoned_) {
    server_.log.error("request.unanswered", {{"request_id", request_id_}});
  }
  if (!is_open) co_return;
  keeps_alive_ = false;
  if (phase_ == Phase::asked && !abandoned_) {
    refusal_ = {500, "internal_error", "Something went wrong on our side. Please try again."};
    co_await refuse();
  } else {
    close();
  }
}

Task<void> Connection::linger() {
  socket_.end_writing();
  const Milliseconds until = socket_.loop().wheel().now() + linger_within;
  std::size_t dropped = 0;
  while (dropped < linger_bytes_max) {
    const IoStep step = socket_.read_some(socket_.loop().read_buffer());
    dropped += step.bytes;
    if (step.state == Io::done) continue;
    if (step.state == Io::ended || step.state == Io::broken) co_return;
    const Milliseconds left = until - socket_.loop().wheel().now();
    if (left <= Milliseconds{0}) co_return;
    const Wake woken = co_await wait_for(step.state, left);
    if (woken != Wake::ready) co_return;
  }
}

void Connection::drain() {
  drains_ = true;
  if (phase_ == Phase::idle) socket_.cancel();
}

}  // namespace anban
