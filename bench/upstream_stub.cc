// SPDX-License-Identifier: Apache-2.0
// A model server that costs next to nothing, so that what is measured is what stands before it: one
// thread, epoll, whole completions at once and streams at a steady pace. The model's name says what
// is wanted: "paced-40-20" is a stream of 40 events, one in 20 ms; any other is answered whole.
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <queue>
#include <string>
#include <string_view>
#include <unordered_map>

#include <arpa/inet.h>
#include <fmt/core.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "replies.h"

namespace {

using Clock = std::chrono::steady_clock;

struct Pace {
  int events = 0;
  std::chrono::milliseconds gap{0};
};

struct Connection {
  int fd = -1;
  std::uint64_t number = 0;
  std::string in;
  std::string out;
  Pace pace;
  int sent = 0;
  bool listens_for_room = false;
};

struct Due {
  Clock::time_point at;
  std::uint64_t number;
  bool operator>(const Due& other) const { return at > other.at; }
};

std::string with_length(std::string_view type, const std::string& body) {
  return fmt::format("HTTP/1.1 200 OK\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n{}", type,
                     body.size(), body);
}

std::string completion(std::size_t turn) {
  const std::string_view reply = anban::bench::replies[turn % anban::bench::replies.size()];
  return with_length(
      "application/json",
      fmt::format(
          R"({{"id":"chatcmpl-{}","object":"chat.completion","created":1785000000,"model":"bench",)"
          R"("choices":[{{"index":0,"message":{{"role":"assistant","content":"{}"}},)"
          R"("finish_reason":"stop"}}],"usage":{{"prompt_tokens":40,"completion_tokens":30,)"
          R"("total_tokens":70}}}})",
          turn, reply));
}

std::string chunk(const std::string& data) {
  return fmt::format("{:x}\r\n{}\r\n", data.size(), data);
}

/// One SSE event with a few characters of a reply, as models send them.
std::string event(int index, const char* finish) {
  // Words of which none begins a forbidden phrase: how late an event comes then says how busy the
  // server is. What ordinary words hold back is bench_hold_back's matter.
  static constexpr std::array<std::string_view, 8> words{"今天", "我们", "红茶", "，",
                                                         "苹果", "月亮", "长椅", "。"};
  const std::string_view word = words[static_cast<std::size_t>(index) % words.size()];
  const std::string delta =
      finish == nullptr ? fmt::format(R"({{"content":"{}"}})", word) : std::string("{}");
  const std::string reason = finish == nullptr ? "null" : fmt::format("\"{}\"", finish);
  return fmt::format(
      R"(data: {{"id":"chatcmpl-s","object":"chat.completion.chunk","created":1785000000,)"
      R"("model":"bench","choices":[{{"index":0,"delta":{},"finish_reason":{}}}]}})"
      "\n\n",
      delta, reason);
}

Pace pace_in(std::string_view body) {
  Pace pace;
  const std::size_t at = body.find("paced-");
  int gap = 0;
  if (at != std::string_view::npos && std::sscanf(std::string(body.substr(at, 32)).c_str(),
                                                  "paced-%d-%d", &pace.events, &gap) == 2) {
    pace.gap = std::chrono::milliseconds(gap);
  }
  return pace;
}

std::size_t length_in(std::string_view head) {
  for (const std::string_view name : {"Content-Length: ", "content-length: "}) {
    const std::size_t at = head.find(name);
    if (at != std::string_view::npos)
      return std::strtoul(head.data() + at + name.size(), nullptr, 10);
  }
  return 0;
}

class Stub {
 public:
  bool start() {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0) return false;
    if (listen(listener_, 4096) != 0) return false;
    if (getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) return false;
    epoll_ = epoll_create1(0);
    epoll_event wanted{EPOLLIN, {.u64 = 0}};
    if (epoll_ctl(epoll_, EPOLL_CTL_ADD, listener_, &wanted) != 0) return false;
    fmt::print("ready port={}\n", ntohs(address.sin_port));
    std::fflush(stdout);
    return true;
  }

  [[noreturn]] void run() {
    std::array<epoll_event, 512> events{};
    for (;;) {
      const int count =
          epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), wait_for());
      for (int i = 0; i < count; ++i) {
        const epoll_event& each = events[static_cast<std::size_t>(i)];
        if (each.data.u64 == 0) {
          take_connections();
        } else {
          serve(each.data.u64, each.events);
        }
      }
      send_due();
    }
  }

 private:
  int wait_for() const {
    if (due_.empty()) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(due_.top().at - Clock::now());
    return left.count() < 0 ? 0 : static_cast<int>(left.count());
  }

  void take_connections() {
    for (;;) {
      const int fd = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK);
      if (fd < 0) return;
      const int on = 1;
      setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
      auto connection = std::make_unique<Connection>();
      connection->fd = fd;
      connection->number = ++last_;
      epoll_event wanted{EPOLLIN, {.u64 = connection->number}};
      epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &wanted);
      open_.emplace(connection->number, std::move(connection));
    }
  }

  void serve(std::uint64_t number, std::uint32_t what) {
    const auto found = open_.find(number);
    if (found == open_.end()) return;
    Connection& connection = *found->second;
    if ((what & EPOLLOUT) != 0) flush(connection);
    if ((what & EPOLLIN) == 0 && (what & (EPOLLHUP | EPOLLERR)) == 0) return;
    std::array<char, 16384> buffer{};
    for (;;) {
      const ssize_t got = read(connection.fd, buffer.data(), buffer.size());
      if (got > 0) {
        connection.in.append(buffer.data(), static_cast<std::size_t>(got));
        continue;
      }
      if (got < 0 && errno == EAGAIN) break;
      close(connection.fd);
      open_.erase(found);
      return;
    }
    while (answer_one(connection)) {
    }
  }

  bool answer_one(Connection& connection) {
    const std::size_t head_end = connection.in.find("\r\n\r\n");
    if (head_end == std::string::npos) return false;
    const std::string_view head = std::string_view(connection.in).substr(0, head_end);
    const std::size_t whole = head_end + 4 + length_in(head);
    if (connection.in.size() < whole) return false;
    const std::string_view body =
        std::string_view(connection.in).substr(head_end + 4, whole - head_end - 4);
    connection.pace = pace_in(body);
    if (head.starts_with("GET ")) {
      connection.out += with_length("application/json", R"({"object":"list","data":[]})");
    } else if (connection.pace.events > 0) {
      connection.out +=
          "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
          "Transfer-Encoding: chunked\r\n\r\n";
      connection.sent = 0;
      due_.push({Clock::now(), connection.number});
    } else {
      connection.out += completion(turn_++);
    }
    connection.in.erase(0, whole);
    flush(connection);
    return true;
  }

  void send_due() {
    const Clock::time_point now = Clock::now();
    while (!due_.empty() && due_.top().at <= now) {
      Due due = due_.top();
      due_.pop();
      const auto found = open_.find(due.number);
      if (found == open_.end()) continue;
      Connection& connection = *found->second;
      if (connection.sent < connection.pace.events) {
        connection.out += chunk(event(connection.sent++, nullptr));
        due.at += connection.pace.gap;
        due_.push(due);
      } else {
        connection.out += chunk(event(0, "stop")) + chunk("data: [DONE]\n\n") + "0\r\n\r\n";
      }
      flush(connection);
    }
  }

  void flush(Connection& connection) {
    while (!connection.out.empty()) {
      const ssize_t sent =
          send(connection.fd, connection.out.data(), connection.out.size(), MSG_NOSIGNAL);
      if (sent < 0) break;
      connection.out.erase(0, static_cast<std::size_t>(sent));
    }
    const bool waits = !connection.out.empty();
    if (waits == connection.listens_for_room) return;
    connection.listens_for_room = waits;
    epoll_event wanted{waits ? EPOLLIN | EPOLLOUT : static_cast<std::uint32_t>(EPOLLIN),
                       {.u64 = connection.number}};
    epoll_ctl(epoll_, EPOLL_CTL_MOD, connection.fd, &wanted);
  }

  int listener_ = -1;
  int epoll_ = -1;
  std::uint64_t last_ = 0;
  std::size_t turn_ = 0;
  std::unordered_map<std::uint64_t, std::unique_ptr<Connection>> open_;
  std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;
};

}  // namespace

int main() {
  Stub stub;
  if (!stub.start()) {
    std::perror("bench_upstream");
    return 1;
  }
  stub.run();
}
