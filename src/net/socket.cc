// SPDX-License-Identifier: Apache-2.0
// Reading, writing, waiting and connecting.
#include "net/socket.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/address.h"
#include "net/wheel_wait.h"

namespace anban {
namespace {

/// What one TLS record can carry; pieces are joined up to this.
constexpr std::size_t tls_record_max = 16 * 1024;

std::string_view joined(std::span<const iovec> pieces, std::array<char, tls_record_max>& room) {
  if (pieces.size() == 1) {
    return {static_cast<const char*>(pieces[0].iov_base),
            std::min(pieces[0].iov_len, tls_record_max)};
  }
  std::size_t filled = 0;
  for (const iovec& piece : pieces) {
    const std::size_t part = std::min(piece.iov_len, room.size() - filled);
    if (part > 0) std::memcpy(room.data() + filled, piece.iov_base, part);
    filled += part;
  }
  return {room.data(), filled};
}

}  // namespace

Socket::Socket(Loop& loop, int descriptor) : loop_(loop), descriptor_(descriptor) {
  const int on = 1;
  ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (!loop.poller().watch(watch_, descriptor)) cancelled_ = true;
}

Socket::~Socket() {
  if (self_) *self_ = nullptr;
  watch_.unregister();
  session_.reset();
  ::close(descriptor_);
}

IoStep Socket::tls_step(int outcome) {
  const int code = SSL_get_error(session_.get(), outcome);
  switch (code) {
    case SSL_ERROR_WANT_READ: watch_.readable = watch_.left; return {Io::waits_to_read, 0};
    case SSL_ERROR_WANT_WRITE: watch_.writable = false; return {Io::waits_to_write, 0};
    case SSL_ERROR_ZERO_RETURN: return {Io::ended, 0};
    default: return {Io::broken, 0};
  }
}

IoStep Socket::read_some(std::span<char> into) {
  if (!watch_.readable) return {Io::waits_to_read, 0};
  if (session_) {
    ERR_clear_error();
    const int got = SSL_read(session_.get(), into.data(), static_cast<int>(into.size()));
    if (got > 0) return {Io::done, static_cast<std::size_t>(got)};
    const IoStep step = tls_step(got);
    // The TCP connection is over, so that nothing more can come.
    if (step.state == Io::waits_to_read && watch_.left) return {Io::broken, 0};
    return step;
  }
  const ssize_t got = ::recv(descriptor_, into.data(), into.size(), 0);
  if (got > 0) {
    const auto bytes = static_cast<std::size_t>(got);
    // A short read emptied the socket; the next arrival is a new edge.
    if (bytes < into.size() && !watch_.left) watch_.readable = false;
    return {Io::done, bytes};
  }
  if (got == 0) return {Io::ended, 0};
  if (errno == EAGAIN || errno == EINTR) {
    if (errno == EAGAIN) watch_.readable = false;
    return {Io::waits_to_read, 0};
  }
  return {Io::broken, 0};
}

IoStep Socket::write_some(std::span<const iovec> pieces) {
  if (session_) {
    std::array<char, tls_record_max> room;
    const std::string_view bytes = joined(pieces, room);
    if (bytes.empty()) return {};
    ERR_clear_error();
    const int put = SSL_write(session_.get(), bytes.data(), static_cast<int>(bytes.size()));
    if (put > 0) return {Io::done, static_cast<std::size_t>(put)};
    return tls_step(put);
  }
  msghdr message{};
  message.msg_iov = const_cast<iovec*>(pieces.data());
  message.msg_iovlen = pieces.size();
  const ssize_t put = ::sendmsg(descriptor_, &message, MSG_NOSIGNAL);
  if (put >= 0) return {Io::done, static_cast<std::size_t>(put)};
  if (errno != EAGAIN && errno != EINTR) return {Io::broken, 0};
  if (errno == EAGAIN) watch_.writable = false;
  return {Io::waits_to_write, 0};
}

Task<Wake> Socket::wait(Waiter& slot, Milliseconds within) {
  loop_.wheel().set(*this, within);
  return wait_in(slot, [this] { cancel(); });
}

Task<Wake> Socket::wait_readable(Milliseconds within) {
  if (cancelled_ || loop_.poller().is_finished()) co_return Wake::cancelled;
  if (watch_.readable) co_return Wake::ready;
  const Wake woken = co_await wait(watch_.on_readable, within);
  clear();
  co_return woken;
}

Task<Wake> Socket::wait_writable(Milliseconds within) {
  if (cancelled_ || loop_.poller().is_finished()) co_return Wake::cancelled;
  if (watch_.writable) co_return Wake::ready;
  const Wake woken = co_await wait(watch_.on_writable, within);
  clear();
  co_return woken;
}

Task<Result<void>> Socket::wait_for(Io what, Milliseconds within) {
  Wake woken = Wake::ready;
  if (what == Io::waits_to_read) {
    woken = co_await wait_readable(within);
  } else {
    woken = co_await wait_writable(within);
  }
  if (woken == Wake::timed_out) {
    co_return failed(ErrorCode::timed_out, "the other side was silent for too long");
  }
  if (woken == Wake::cancelled) co_return failed(ErrorCode::cancelled, "the call was stopped");
  co_return Result<void>();
}

std::unexpected<Error> Socket::fault() const {
  if (cancelled_) return failed(ErrorCode::cancelled, "the call was stopped");
  return failed(ErrorCode::unavailable, "the connection broke");
}

Task<Result<std::size_t>> Socket::read(std::span<char> into, Milliseconds within) {
  while (true) {
    if (cancelled_) co_return fault();
    const IoStep step = read_some(into);
    if (step.state == Io::done) co_return step.bytes;
    if (step.state == Io::ended) co_return std::size_t{0};
    if (step.state == Io::broken) co_return fault();
    const Result<void> waited = co_await wait_for(step.state, within);
    if (!waited) co_return failed(waited);
  }
}

Task<Result<void>> Socket::write(std::string_view bytes, Milliseconds within) {
  while (!bytes.empty()) {
    const iovec piece{const_cast<char*>(bytes.data()), bytes.size()};
    const IoStep step = write_some(std::span(&piece, 1));
    bytes.remove_prefix(step.bytes);
    if (step.state == Io::done) continue;
    if (step.state == Io::broken || step.state == Io::ended) co_return fault();
    const Result<void> waited = co_await wait_for(step.state, within);
    if (!waited) co_return failed(waited);
  }
  co_return Result<void>();
}

Task<Result<void>> Socket::shake_hands(TlsSession session, Milliseconds within) {
  session_ = std::move(session);
  const Milliseconds until = loop_.wheel().now() + within;
  while (true) {
    ERR_clear_error();
    const int outcome = SSL_do_handshake(session_.get());
    if (outcome == 1) co_return Result<void>();
    const IoStep step = tls_step(outcome);
    if (step.state == Io::broken || step.state == Io::ended || watch_.left) {
      const bool is_distrusted = SSL_get_verify_result(session_.get()) != X509_V_OK;
      co_return failed(is_distrusted ? ErrorCode::denied : ErrorCode::unavailable,
                       "TLS failed: " + tls_fault(session_.get()));
    }
    const Milliseconds left = until - loop_.wheel().now();
    const Result<void> waited = co_await wait_for(step.state, left);
    if (!waited) co_return failed(waited);
  }
}

void Socket::cancel() {
  if (cancelled_) return;
  cancelled_ = true;
  self_ = std::make_shared<Socket*>(this);
  loop_.post([self = self_] {
    if (*self != nullptr) (*self)->watch_.wake_all(Wake::cancelled);
  });
}

void Socket::end_writing() {
  if (session_) {
    ERR_clear_error();
    SSL_shutdown(session_.get());
    ERR_clear_error();
  }
  ::shutdown(descriptor_, SHUT_WR);
}

Task<Result<std::unique_ptr<Socket>>> connect_socket(Loop& loop, Address address,
                                                     std::uint16_t port, Milliseconds within) {
  sockaddr_storage where{};
  const socklen_t length = fill_socket_address(address, port, where);
  const int descriptor = ::socket(where.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (descriptor < 0) {
    co_return failed(ErrorCode::exhausted,
                     std::string("no socket can be opened: ") + std::strerror(errno));
  }
  const int outcome = ::connect(descriptor, reinterpret_cast<const sockaddr*>(&where), length);
  const int fault = outcome == 0 ? 0 : errno;
  auto socket = std::make_unique<Socket>(loop, descriptor);
  const std::string name = to_text(address) + " port " + std::to_string(port);
  if (fault != 0 && fault != EINPROGRESS) {
    co_return failed(ErrorCode::unavailable, name + ": " + std::strerror(fault));
  }
  if (fault == EINPROGRESS) {
    const Result<void> connected = co_await socket->wait_connected(within);
    if (!connected) {
      co_return failed(connected.error().code, name + ": " + connected.error().detail);
    }
  }
  co_return std::move(socket);
}

Task<Result<void>> Socket::wait_connected(Milliseconds within) {
  watch_.writable = false;
  watch_.readable = false;
  const Result<void> waited = co_await wait_for(Io::waits_to_write, within);
  if (!waited) co_return failed(waited);
  int fault = 0;
  socklen_t length = sizeof fault;
  ::getsockopt(descriptor_, SOL_SOCKET, SO_ERROR, &fault, &length);
  if (fault != 0) co_return failed(ErrorCode::unavailable, std::strerror(fault));
  co_return Result<void>();
}

}  // namespace anban
