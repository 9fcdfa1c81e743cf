// SPDX-License-Identifier: Apache-2.0
// A fresh connection for every request; the answer is collected within its limit.
#include "net/fetch.h"

#include "net/client_connection.h"
#include "net/dial.h"
#include "net/request_text.h"
#include "net/time_box.h"

namespace anban {
namespace {

bool is_redirect(int status) { return status >= 300 && status < 400 && status != 304; }

Task<Result<FetchAnswer>> collect(ClientConnection& connection, const std::string& head,
                                  const FetchRequest& request) {
  const AnswerTo answer_to = request.method == "HEAD" ? AnswerTo::head : AnswerTo::other;
  auto answered = co_await connection.ask(head, request.body, answer_to);
  if (!answered) co_return failed(answered);
  if (is_redirect(answered->status)) {
    co_return failed(ErrorCode::denied,
                     "the server redirects, which is not followed; name the final address");
  }
  FetchAnswer answer;
  answer.status = answered->status;
  answer.headers = std::move(answered->headers);
  while (true) {
    const auto piece = co_await connection.read();
    if (!piece) co_return failed(piece);
    if (piece->empty()) break;
    answer.body += *piece;
  }
  co_return answer;
}

}  // namespace

struct Fetcher::Inside {
  FetchOptions options;
};

Result<std::unique_ptr<Fetcher>> Fetcher::make(FetchOptions options) {
  if (auto readable = check_authorities(options.ca_file); !readable) return failed(readable);
  std::unique_ptr<Inside> inside(new Inside{std::move(options)});
  return std::unique_ptr<Fetcher>(new Fetcher(std::move(inside)));
}

Fetcher::Fetcher(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Fetcher::~Fetcher() = default;

Task<Result<FetchAnswer>> Fetcher::fetch(FetchRequest request) {
  Loop& loop = Loop::current();
  const Milliseconds until = loop.wheel().now() + request.within;
  const auto url = parse_url(request.url);
  if (!url) co_return failed(url);
  const auto head = request_text(request.method, *url, request.headers, request.body.size());
  if (!head) co_return failed(head);
  DialOptions dialled;
  dialled.host = url->host;
  dialled.port = url->port;
  dialled.private_addresses = inside_->options.private_addresses;
  dialled.is_secure = url->is_secure;
  dialled.ca_file = inside_->options.ca_file;
  auto socket = co_await dial(loop, std::move(dialled), request.within);
  if (!socket) co_return failed(socket);
  const Milliseconds left = until - loop.wheel().now();
  ClientLimits limits;
  limits.body_bytes_max = request.answer_bytes_max;
  Socket& connected = **socket;
  ClientConnection connection(std::move(*socket), limits);
  const TimeBox box(connected, left);
  auto answer = co_await collect(connection, *head, request);
  if (!answer) co_return std::unexpected<Error>(box.explain(answer.error()));
  co_return std::move(answer);
}

}  // namespace anban
