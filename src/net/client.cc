// SPDX-License-Identifier: Apache-2.0
// Requests over kept or new connections, and the one retry.
#include "net/client.h"

#include <atomic>

#include "net/client_connection.h"
#include "net/client_pool.h"
#include "net/dial.h"
#include "net/request_text.h"

namespace anban {
namespace {

/// What abort() may touch from any thread.
struct AbortState {
  explicit AbortState(Loop& of) : loop(of) {}
  Loop& loop;
  std::atomic<bool> is_aborted = false;
  Socket* socket = nullptr;  // used on the loop only; null when the reply is gone

  void abort() {
    if (socket == nullptr) return;
    socket->cancel();
    socket->end_writing();
  }
};

/// From any thread: the wish reaches the socket on its own loop.
void abort_on_loop(const std::shared_ptr<AbortState>& state) {
  if (state->is_aborted.exchange(true)) return;
  if (Loop::current_or_null() == &state->loop) {
    state->abort();
  } else {
    state->loop.post([state] { state->abort(); });
  }
}

/// While it lives, `cancel` stops what runs on `socket`.
class Stoppable {
 public:
  Stoppable(std::shared_ptr<Cancel> cancel, Socket& socket)
      : cancel_(std::move(cancel)), state_(std::make_shared<AbortState>(socket.loop())) {
    state_->socket = &socket;
    if (cancel_) cancel_->when_cancelled([state = state_] { abort_on_loop(state); });
  }
  Stoppable(const Stoppable&) = delete;
  Stoppable& operator=(const Stoppable&) = delete;
  ~Stoppable() {
    state_->socket = nullptr;
    if (cancel_) cancel_->when_cancelled(nullptr);
  }

 private:
  std::shared_ptr<Cancel> cancel_;
  std::shared_ptr<AbortState> state_;
};

class PooledReply final : public ClientReply {
 public:
  PooledReply(ClientPool& pool, std::string origin, std::unique_ptr<ClientConnection> connection,
              ResponseHead head)
      : pool_(pool),
        origin_(std::move(origin)),
        connection_(std::move(connection)),
        status_(head.status),
        headers_(std::move(head.headers)),
        abort_(std::make_shared<AbortState>(connection_->socket().loop())) {
    abort_->socket = &connection_->socket();
  }
  ~PooledReply() override {
    if (Loop::current_or_null() == &abort_->loop) {
      release(*abort_, pool_, origin_, std::move(connection_));
      return;
    }
    // Whoever aborted last from another thread may hold the last reference.
    abort_->loop.post([state = abort_, &pool = pool_, origin = std::move(origin_),
                       connection = std::move(connection_)]() mutable {
      release(*state, pool, origin, std::move(connection));
    });
  }

  int status() const override { return status_; }
  std::string_view content_type() const override { return header("content-type"); }
  std::string_view header(std::string_view name) const override {
    return find_header(headers_, name);
  }
  const std::vector<HttpHeader>& headers() const override { return headers_; }
  Task<Result<std::string_view>> read() override { return connection_->read(); }

  void abort() noexcept override { abort_on_loop(abort_); }

 private:
  static void release(AbortState& state, ClientPool& pool, const std::string& origin,
                      std::unique_ptr<ClientConnection> connection) {
    state.socket = nullptr;
    pool.give(origin, std::move(connection));
  }

  ClientPool& pool_;
  std::string origin_;
  std::unique_ptr<ClientConnection> connection_;
  int status_;
  std::vector<HttpHeader> headers_;
  std::shared_ptr<AbortState> abort_;
};

Task<Result<ResponseHead>> ask_stoppably(ClientConnection& connection,
                                         std::shared_ptr<Cancel> cancel, std::string_view head,
                                         std::string_view body, AnswerTo answer_to) {
  const Stoppable stoppable(std::move(cancel), connection.socket());
  auto asking = connection.ask(head, body, answer_to);
  co_return co_await std::move(asking);
}

}  // namespace

struct HttpClient::Inside {
  Loops& loops;
  HttpClientOptions options;
  ClientLimits limits;
  std::vector<std::unique_ptr<ClientPool>> pools;

  Task<Result<std::unique_ptr<ClientConnection>>> connect(Loop& loop, const Url& url) {
    DialOptions dialled;
    dialled.host = url.host;
    dialled.port = url.port;
    dialled.is_secure = url.is_secure;
    dialled.ca_file = options.ca_file;
    auto socket = co_await dial(loop, std::move(dialled), options.connect_within);
    if (!socket) co_return failed(socket);
    co_return std::make_unique<ClientConnection>(std::move(*socket), limits);
  }
};

Result<std::unique_ptr<HttpClient>> HttpClient::make(Loops& loops, HttpClientOptions options) {
  if (auto readable = check_authorities(options.ca_file); !readable) return failed(readable);
  const ClientLimits limits{options.head_within, options.between_bytes, options.head_bytes_max,
                            options.body_bytes_max};
  std::unique_ptr<Inside> inside(new Inside{loops, std::move(options), limits, {}});
  for (std::size_t i = 0; i < loops.size(); ++i) {
    inside->pools.push_back(std::make_unique<ClientPool>(loops.at(i), inside->options.idle_max,
                                                         inside->options.idle_connections_max));
  }
  return std::unique_ptr<HttpClient>(new HttpClient(std::move(inside)));
}

HttpClient::HttpClient(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
HttpClient::~HttpClient() = default;

std::size_t HttpClient::idle_connections() const {
  return inside_->pools[Loop::current().index()]->size();
}

Task<Result<std::unique_ptr<ClientReply>>> HttpClient::send(ClientRequest request) {
  if (request.cancel && request.cancel->is_cancelled()) {
    co_return failed(ErrorCode::cancelled, "the call was stopped");
  }
  Loop& loop = Loop::current();
  ClientPool& pool = *inside_->pools[loop.index()];
  std::string origin = request.url.origin();
  const auto head = request_text(request.method, request.url, request.headers, request.body.size());
  if (!head) co_return failed(head);
  const AnswerTo answer_to = request.method == "HEAD" ? AnswerTo::head : AnswerTo::other;
  for (int attempt = 1;; ++attempt) {
    // The second attempt takes a new connection, since the kept ones may all be dead.
    std::unique_ptr<ClientConnection> connection;
    if (attempt == 1) connection = pool.take(origin);
    const bool was_kept = connection != nullptr;
    const bool may_retry = attempt == 1 && (was_kept || request.retry == Retry::before_first_byte);
    if (!was_kept) {
      auto connected = co_await inside_->connect(loop, request.url);
      if (!connected && may_retry && connected.error().code == ErrorCode::unavailable) continue;
      if (!connected) co_return failed(connected);
      connection = std::move(*connected);
    }
    auto asking = ask_stoppably(*connection, request.cancel, *head, request.body, answer_to);
    auto answered = co_await std::move(asking);
    if (answered) {
      co_return std::make_unique<PooledReply>(pool, std::move(origin), std::move(connection),
                                              std::move(*answered));
    }
    const bool broke_silently =
        answered.error().code == ErrorCode::unavailable && !connection->heard_something();
    if (!may_retry || !broke_silently) co_return failed(answered);
  }
}

}  // namespace anban
