// SPDX-License-Identifier: Apache-2.0
// The load generator's connection and its requests.
#include "load_client.h"

#include <array>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <cstdlib>

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace anban::bench {

bool LoadClient::open(int port) {
  close();
  fd_ = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  if (connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) return false;
  const int on = 1;
  setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  return fcntl(fd_, F_SETFL, O_NONBLOCK) == 0;
}

void LoadClient::close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

bool LoadClient::send(std::string_view request) {
  in_.clear();
  head_size_ = length_ = counted_ = 0;
  chunked_ = whole_ = false;
  status_ = 0;
  event_times_.clear();
  const ssize_t sent = ::send(fd_, request.data(), request.size(), MSG_NOSIGNAL);
  return sent == static_cast<ssize_t>(request.size());
}

bool LoadClient::read() {
  std::array<char, 65536> buffer;
  for (;;) {
    const ssize_t got = ::read(fd_, buffer.data(), buffer.size());
    if (got > 0) {
      in_.append(buffer.data(), static_cast<std::size_t>(got));
      if (static_cast<std::size_t>(got) == buffer.size()) continue;
      break;
    }
    if (got < 0 && errno == EAGAIN) break;
    return false;
  }
  judge();
  return true;
}

bool LoadClient::read_head() {
  if (head_size_ != 0) return true;
  const std::size_t end = in_.find("\r\n\r\n");
  if (end == std::string::npos) return false;
  head_size_ = counted_ = end + 4;
  constexpr std::size_t status_at = 9;  // after "HTTP/1.1 "
  if (end < status_at + 3) return false;
  std::from_chars(in_.data() + status_at, in_.data() + status_at + 3, status_);
  std::string head = in_.substr(0, end);
  for (char& c : head) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  chunked_ = head.find("transfer-encoding: chunked") != std::string::npos;
  const std::size_t at = head.find("content-length: ");
  if (at != std::string::npos) length_ = std::strtoul(head.c_str() + at + 16, nullptr, 10);
  return true;
}

void LoadClient::judge() {
  if (!read_head()) return;
  const Clock::time_point now = Clock::now();
  for (std::size_t at = in_.find("\"content\":\"", counted_); at != std::string::npos;
       at = in_.find("\"content\":\"", counted_)) {
    event_times_.push_back(now);
    counted_ = at + 11;
  }
  if (!chunked_) {
    whole_ = in_.size() >= head_size_ + length_;
    return;
  }
  const std::string_view rest = body();
  whole_ = rest == "0\r\n\r\n" || rest.ends_with("\r\n0\r\n\r\n");
}

std::string_view LoadClient::body() const { return std::string_view(in_).substr(head_size_); }

namespace {

/// A sentence that is ordinary and, by its five words, differs from all others.
std::string sentence(std::uint64_t number) {
  static constexpr std::array<std::string_view, 32> words{
      "早饭", "窗台", "花园", "江边", "同事", "书店", "面条", "毛衣", "火车", "阳台", "雨伞",
      "吉他", "电影", "红茶", "苹果", "邻居", "小猫", "公园", "日记", "围巾", "地铁", "照片",
      "厨房", "相册", "风筝", "月亮", "薄荷", "台灯", "信箱", "钢琴", "长椅", "木桌"};
  std::array<std::string_view, 5> picked;
  for (std::string_view& each : picked) {
    each = words[number % words.size()];
    number /= words.size();
  }
  return fmt::format(
      "今天我先想到{}，后来又看到{}和{}，晚上说起{}的时候还提到了{}，你觉得哪一样更有意思？",
      picked[0], picked[1], picked[2], picked[3], picked[4]);
}

}  // namespace

std::string turn_body(std::string_view model, std::string_view user, std::uint64_t number,
                      std::string_view stream_field) {
  return fmt::format(R"({{"model":"{}","user":"{}",{}"messages":[{{"role":"system","content":)"
                     R"("你是一位温和的伙伴。"}},{{"role":"user","content":"{}"}}]}})",
                     model, user, stream_field, sentence(number));
}

std::string registration_body(std::string_view agreement, std::string_view contact) {
  return fmt::format(
      R"({{"birth_date":"1990-01-01","agreement":{{"version":"{}","accepted":true}}{}}})",
      agreement, contact);
}

std::string request_text(std::string_view method, std::string_view path, std::string_view headers,
                         const std::string& body) {
  return fmt::format(
      "{} {} HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n{}Content-Length: "
      "{}\r\n\r\n{}",
      method, path, headers, body.size(), body);
}

}  // namespace anban::bench
