// SPDX-License-Identifier: Apache-2.0
// Sockets of the tests' own side: blocking, and independent of the code under test.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/net_test_support.h"

namespace anban::net_testing {
namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

void give_up_after_five_seconds(int descriptor) {
  const timeval limit{5, 0};
  ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
}

std::string read_script(int descriptor, const ScriptedServer::Script& script) {
  std::string received;
  std::size_t seen = 0;
  for (const ScriptedServer::Step& step : script) {
    char bytes[4096];
    std::size_t at = received.find(step.awaits, seen);
    while (at == std::string::npos) {
      const ssize_t got = ::recv(descriptor, bytes, sizeof bytes, 0);
      if (got <= 0) return received;
      received.append(bytes, static_cast<std::size_t>(got));
      at = received.find(step.awaits, seen);
    }
    seen = at + step.awaits.size();
    ::send(descriptor, step.sends.data(), step.sends.size(), MSG_NOSIGNAL);
  }
  return received;
}

}  // namespace

RawClient::RawClient(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
  give_up_after_five_seconds(descriptor_);
  const sockaddr_in address = loopback(port);
  const int outcome =
      ::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  if (outcome != 0) close();
}

RawClient::~RawClient() { close(); }

RawClient& RawClient::send(std::string_view bytes) {
  ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  return *this;
}

bool RawClient::fill() {
  char bytes[16384];
  const ssize_t got = ::recv(descriptor_, bytes, sizeof bytes, 0);
  if (got > 0) pending_.append(bytes, static_cast<std::size_t>(got));
  if (got < 0 && errno == EAGAIN) pending_ += "…(silence)";
  return got > 0;
}

std::string RawClient::read_until(std::string_view end) {
  while (pending_.find(end) == std::string::npos) {
    if (!fill()) return std::exchange(pending_, {});
  }
  const std::size_t length = pending_.find(end) + end.size();
  std::string read = pending_.substr(0, length);
  pending_.erase(0, length);
  return read;
}

std::string RawClient::read_all() {
  while (fill()) {
  }
  return std::exchange(pending_, {});
}

std::string RawClient::read_answer() {
  std::string answer = read_until("\r\n\r\n");
  const std::size_t at = answer.find("Content-Length: ");
  if (at == std::string::npos) return answer;
  const std::size_t length = std::strtoul(answer.c_str() + at + 16, nullptr, 10);
  while (pending_.size() < length && fill()) {
  }
  answer += pending_.substr(0, length);
  pending_.erase(0, std::min(length, pending_.size()));
  return answer;
}

void RawClient::close() {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

void RawClient::close_with_reset() {
  const linger at_once{1, 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  close();
}

void RawClient::end_writing() { ::shutdown(descriptor_, SHUT_WR); }

Task<void> echo(HttpRequest& request, HttpExchange& exchange) {
  HttpAnswer answer;
  answer.content_type = "text/plain";
  answer.body = request.method + " " + request.path + "?" + request.query + " " + request.body;
  const auto sent = co_await exchange.answer(std::move(answer));
  static_cast<void>(sent);
}

RunningServer::RunningServer(WrittenHandler::Act act, ServerOptions options)
    : log(Level::info,
          [this](std::string_view line) {
            const std::lock_guard lock(log_mutex);
            lines.emplace_back(line);
          }),
      handler(std::move(act)),
      loops(2),
      server(loops, std::move(options), handler, log) {
  const auto started = server.start();
  EXPECT_TRUE(started.has_value()) << (started ? "" : started.error().detail);
  port = started.value_or(0);
  loops.start();
}

RunningServer::~RunningServer() {
  loops.stop();
  loops.join();
}

std::vector<std::string> RunningServer::log_lines() {
  const std::lock_guard lock(log_mutex);
  return lines;
}

ScriptedServer::ScriptedServer(std::vector<Script> scripts)
    : listener_(::socket(AF_INET, SOCK_STREAM, 0)), received_(scripts.size()) {
  sockaddr_in address = loopback(0);
  ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  ::listen(listener_, 16);
  socklen_t length = sizeof address;
  ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length);
  port_ = ntohs(address.sin_port);
  thread_ = std::jthread([this, all = std::move(scripts)] { serve(all); });
}

ScriptedServer::~ScriptedServer() {
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

void ScriptedServer::serve(std::vector<Script> scripts) {
  for (std::size_t i = 0; i < scripts.size(); ++i) {
    const int accepted = ::accept(listener_, nullptr, nullptr);
    if (accepted < 0) return;
    ++connections_;
    give_up_after_five_seconds(accepted);
    received_[i].set_value(read_script(accepted, scripts[i]));
    ::close(accepted);
  }
}

std::string ScriptedServer::received(std::size_t index) {
  return received_[index].get_future().get();
}

}  // namespace anban::net_testing
