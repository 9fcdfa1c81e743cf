// SPDX-License-Identifier: Apache-2.0
// One keep-alive HTTP/1.1 connection of the load generator: sends a request, reads the answer as it
// comes, says when it is whole. It reads only as much of HTTP as the servers under test send.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace anban::bench {

using Clock = std::chrono::steady_clock;

class LoadClient {
 public:
  /// Connects to 127.0.0.1:`port`, then does not block. False where it cannot.
  bool open(int port);
  void close();
  int fd() const { return fd_; }
  bool send(std::string_view request);

  /// Reads what is there. False where the connection broke.
  bool read();
  bool is_whole() const { return whole_; }
  int status() const { return status_; }
  /// Body so far, chunk sizes left in for chunked ones.
  std::string_view body() const;
  /// When each event ("data:" line with content) of a stream came.
  const std::vector<Clock::time_point>& event_times() const { return event_times_; }

 private:
  void judge();
  bool read_head();

  int fd_ = -1;
  std::string in_;
  std::size_t head_size_ = 0;
  std::size_t length_ = 0;
  std::size_t counted_ = 0;  // where the count of events goes on
  bool chunked_ = false;
  bool whole_ = false;
  int status_ = 0;
  std::vector<Clock::time_point> event_times_;
};

/// The request number `number` of person `person`: no two turns have the same words.
std::string turn_body(std::string_view model, std::string_view user, std::uint64_t number,
                      std::string_view stream_field);
/// An adult; `contact` is ",\"emergency_contact\":{…}" where the pack asks for one, or empty.
std::string registration_body(std::string_view agreement, std::string_view contact);
std::string request_text(std::string_view method, std::string_view path, std::string_view headers,
                         const std::string& body);

}  // namespace anban::bench
