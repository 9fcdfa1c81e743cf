// SPDX-License-Identifier: Apache-2.0
// Lines over a Socket.
#include "net/line_stream.h"

#include "net/dial.h"
#include "net/time_box.h"

namespace anban {
namespace {

class SocketLines final : public LineStream {
 public:
  SocketLines(std::unique_ptr<Socket> socket, LineStreamOptions options)
      : socket_(std::move(socket)), options_(std::move(options)) {}

  bool is_secure() const override { return socket_->is_secure(); }

  Task<Result<void>> start_tls() override {
    if (is_secure()) co_return failed(ErrorCode::invalid, "the connection is secure already");
    if (!pending_.empty()) {
      co_return failed(ErrorCode::denied, "the server sent text before TLS began");
    }
    const auto tls = socket_->loop().client_tls().context(options_.ca_file, TlsUse::lines);
    if (!tls) co_return failed(tls);
    TlsSession session = connect_session(*tls, socket_->descriptor(), options_.host);
    co_return co_await socket_->shake_hands(std::move(session), options_.line_within);
  }

  Task<Result<std::string>> read_line() override {
    const TimeBox box(*socket_, options_.line_within);
    std::size_t scanned = 0;
    while (true) {
      const std::size_t end = pending_.find('\n', scanned);
      if (end != std::string::npos && end <= options_.line_bytes_max) co_return take_line(end);
      if (pending_.size() > options_.line_bytes_max) {
        co_return failed(ErrorCode::exhausted, "the server's line is too long");
      }
      scanned = pending_.size();
      const std::span<char> room = socket_->loop().read_buffer().first(read_max);
      const auto got = co_await socket_->read(room, options_.line_within);
      if (!got) co_return std::unexpected<Error>(box.explain(got.error()));
      if (*got == 0) co_return failed(ErrorCode::unavailable, "the server closed the connection");
      pending_.append(room.data(), *got);
    }
  }

  Task<Result<void>> write(std::string_view bytes) override {
    const TimeBox box(*socket_, options_.line_within);
    const auto sent = co_await socket_->write(bytes, options_.line_within);
    if (!sent) co_return std::unexpected<Error>(box.explain(sent.error()));
    co_return Result<void>();
  }

 private:
  static constexpr std::size_t read_max = 4096;

  std::string take_line(std::size_t end) {
    const bool has_return = end > 0 && pending_[end - 1] == '\r';
    std::string line = pending_.substr(0, end - (has_return ? 1 : 0));
    pending_.erase(0, end + 1);
    return line;
  }

  std::unique_ptr<Socket> socket_;
  LineStreamOptions options_;
  std::string pending_;
};

}  // namespace

Task<Result<std::unique_ptr<LineStream>>> LineStream::connect(LineStreamOptions options) {
  DialOptions dialled;
  dialled.host = options.host;
  dialled.port = options.port;
  dialled.private_addresses = options.private_addresses;
  dialled.is_secure = options.security == LineSecurity::from_start;
  dialled.ca_file = options.ca_file;
  dialled.use = TlsUse::lines;
  auto socket = co_await dial(Loop::current(), std::move(dialled), options.connect_within);
  if (!socket) co_return failed(socket);
  co_return std::make_unique<SocketLines>(std::move(*socket), std::move(options));
}

}  // namespace anban
