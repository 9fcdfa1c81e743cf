// SPDX-License-Identifier: Apache-2.0
// socket, bind, listen, accept.
#include "net/listener.h"

#include <cerrno>
#include <cstring>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace anban {
namespace {

/// Connections that the kernel completes before they are accepted; net.core.somaxconn caps it.
constexpr int backlog = 4096;

std::unexpected<Error> bind_failed(int fault, const std::string& address, std::uint16_t port) {
  const std::string where = address + " port " + std::to_string(port);
  if (fault == EADDRINUSE) {
    return failed(ErrorCode::unavailable,
                  where + " is in use by another program; stop it or choose another port");
  }
  if (fault == EACCES || fault == EPERM) {
    return failed(ErrorCode::denied, where +
                                         " needs more rights; choose a port above 1023 or "
                                         "grant CAP_NET_BIND_SERVICE");
  }
  if (fault == EADDRNOTAVAIL) {
    return failed(ErrorCode::invalid,
                  address + " is no address of this machine; name one of its own, or 0.0.0.0");
  }
  return failed(ErrorCode::unavailable, where + " cannot be listened on: " + std::strerror(fault));
}

std::uint16_t bound_port(int descriptor) {
  sockaddr_storage bound{};
  socklen_t length = sizeof bound;
  ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&bound), &length);
  if (bound.ss_family == AF_INET6) {
    return ntohs(reinterpret_cast<const sockaddr_in6&>(bound).sin6_port);
  }
  return ntohs(reinterpret_cast<const sockaddr_in&>(bound).sin_port);
}

}  // namespace

Descriptor::~Descriptor() {
  if (value_ >= 0) ::close(value_);
}

Result<std::unique_ptr<Listener>> Listener::open(const std::string& address, std::uint16_t port) {
  const auto parsed = parse_address(address);
  if (!parsed) {
    return failed(ErrorCode::invalid,
                  "'" + address + "' is no numeric address; write for example 127.0.0.1");
  }
  sockaddr_storage where{};
  const socklen_t length = fill_socket_address(*parsed, port, where);
  auto listener = std::make_unique<Listener>();
  listener->descriptor_ =
      Descriptor(::socket(where.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  const int descriptor = listener->descriptor();
  if (descriptor < 0) return bind_failed(errno, address, port);
  const int on = 1;
  ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (::bind(descriptor, reinterpret_cast<const sockaddr*>(&where), length) != 0 ||
      ::listen(descriptor, backlog) != 0) {
    return bind_failed(errno, address, port);
  }
  listener->port_ = bound_port(descriptor);
  return listener;
}

std::expected<Accepted, AcceptFault> Listener::accept() {
  while (true) {
    sockaddr_storage from{};
    socklen_t length = sizeof from;
    const int accepted = ::accept4(descriptor(), reinterpret_cast<sockaddr*>(&from), &length,
                                   SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (accepted >= 0) {
      const auto peer = address_of(reinterpret_cast<const sockaddr*>(&from));
      return Accepted{Descriptor(accepted), peer.value_or(Address())};
    }
    if (errno == EAGAIN) {
      watch.readable = false;
      return std::unexpected(AcceptFault::nothing_waits);
    }
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      return std::unexpected(AcceptFault::out_of_descriptors);
    }
    // Anything else concerns one connection that is gone already.
  }
}

}  // namespace anban
