// SPDX-License-Identifier: Apache-2.0
// Streams over real sockets: chunks, comments, clients that leave or read slowly, the orderly end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "net/net_test_support.h"
#include "net/server.h"

namespace anban::net_testing {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::string get = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";

Task<void> two_events(HttpRequest&, HttpExchange& exchange) {
  StreamHead head;
  auto sent = co_await exchange.begin(std::move(head));
  if (sent) sent = co_await exchange.write("data: 1\n\n");
  if (sent) sent = co_await exchange.write("data: 2\n\n");
  if (sent) sent = co_await exchange.end();
}

TEST(HttpStream, SendsEveryWriteAsAChunkAndKeepsTheConnection) {
  RunningServer running(two_events);
  RawClient client(running.port);
  for (int i = 0; i < 2; ++i) {
    const std::string all = client.send(get).read_until("0\r\n\r\n");
    EXPECT_THAT(all, AllOf(StartsWith("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"),
                           HasSubstr("Transfer-Encoding: chunked\r\n"),
                           EndsWith("\r\n\r\n9\r\ndata: 1\n\n\r\n9\r\ndata: 2\n\n\r\n0\r\n\r\n")));
  }
}

TEST(HttpStream, GoesToHttp10UntilTheClose) {
  RunningServer running(two_events);
  RawClient client(running.port);
  EXPECT_THAT(client.send("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").read_all(),
              AllOf(Not(HasSubstr("chunked")), EndsWith("\r\n\r\ndata: 1\n\ndata: 2\n\n")));
}

TEST(HttpStream, AnswersHeadWithoutABody) {
  RunningServer running(two_events);
  RawClient client(running.port);
  client.send("HEAD /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(client.read_all(), EndsWith("\r\n\r\n"));
}

TEST(HttpStream, EndsAfterAnErrorFrameByClosing) {
  RunningServer running([](HttpRequest&, HttpExchange& exchange) -> Task<void> {
    StreamHead head;
    auto sent = co_await exchange.begin(std::move(head));
    sent = co_await exchange.write("data: {\"error\":1}\n\n");
    exchange.close();
    sent = co_await exchange.write("never");
    EXPECT_FALSE(sent);
  });
  RawClient client(running.port);
  EXPECT_THAT(client.send(get).read_all(), EndsWith("data: {\"error\":1}\n\n\r\n"));
}

/// Begins a stream of the given kind and holds it until the client leaves; then fulfils `left`.
WrittenHandler::Act hold(std::string content_type, std::shared_ptr<std::promise<void>> left) {
  return [content_type, left](HttpRequest&, HttpExchange& exchange) -> Task<void> {
    StreamHead head;
    head.content_type = content_type;
    const auto begun = co_await exchange.begin(std::move(head));
    const auto gone = std::make_shared<bool>(false);
    exchange.when_abandoned([left, gone] {
      *gone = true;
      left->set_value();
    });
    while (!*gone) co_await Loop::current().sleep(Milliseconds(10));
  };
}

TEST(HttpStream, KeepsAQuietEventStreamAliveWithComments) {
  ServerOptions options;
  options.keep_alive_comment_every = Milliseconds{100};
  const auto left = std::make_shared<std::promise<void>>();
  RunningServer running(hold("text/event-stream; charset=utf-8", left), options);
  RawClient client(running.port);
  client.send(get).read_until("\r\n\r\n");
  EXPECT_EQ(client.read_until("\n\n\r\n"), "e\r\n: keep-alive\n\n\r\n");
  EXPECT_EQ(client.read_until("\n\n\r\n"), "e\r\n: keep-alive\n\n\r\n");
  client.close();
  left->get_future().get();
}

TEST(HttpStream, PutsNoCommentIntoOtherContent) {
  ServerOptions options;
  options.keep_alive_comment_every = Milliseconds{50};
  RunningServer running(
      [](HttpRequest&, HttpExchange& exchange) -> Task<void> {
        StreamHead head;
        head.content_type = "application/json";
        auto sent = co_await exchange.begin(std::move(head));
        co_await Loop::current().sleep(Milliseconds(300));
        sent = co_await exchange.write("[]");
        sent = co_await exchange.end();
      },
      options);
  RawClient client(running.port);
  EXPECT_THAT(client.send(get).read_until("0\r\n\r\n"), EndsWith("\r\n\r\n2\r\n[]\r\n0\r\n\r\n"));
}

TEST(HttpStream, NoticesAClientThatLeaves) {
  for (const bool breaks : {false, true}) {
    const auto left = std::make_shared<std::promise<void>>();
    RunningServer running(hold("text/event-stream", left));
    RawClient client(running.port);
    client.send(get).read_until("\r\n\r\n");
    if (breaks) {
      client.close_with_reset();
    } else {
      client.close();
    }
    left->get_future().get();
  }
}

TEST(HttpStream, NoticesLeavingBehindPipelinedBytes) {
  const auto left = std::make_shared<std::promise<void>>();
  RunningServer running(hold("text/event-stream", left));
  RawClient client(running.port);
  client.send(get).read_until("\r\n\r\n");
  client.send(std::string(100'000, 'x'));
  client.close();
  left->get_future().get();
}

TEST(HttpStream, TakesPipelinedRequestsForNoLeaving) {
  RunningServer running([](HttpRequest& request, HttpExchange& exchange) -> Task<void> {
    const auto gone = std::make_shared<bool>(false);
    exchange.when_abandoned([gone] { *gone = true; });
    co_await Loop::current().sleep(Milliseconds(100));
    EXPECT_FALSE(*gone);
    co_await echo(request, exchange);
  });
  RawClient client(running.port);
  client.send(get + get);
  EXPECT_THAT(client.read_answer(), EndsWith("GET /a? "));
  EXPECT_THAT(client.read_answer(), EndsWith("GET /a? "));
}

TEST(HttpStream, LeavesAClientThatTakesNothing) {
  ServerOptions options;
  options.write_within = Milliseconds{200};
  const auto ended = std::make_shared<std::promise<ErrorCode>>();
  RunningServer running(
      [ended](HttpRequest&, HttpExchange& exchange) -> Task<void> {
        StreamHead head;
        auto sent = co_await exchange.begin(std::move(head));
        const std::string much(64 * 1024, 'x');
        while (sent) sent = co_await exchange.write(much);
        ended->set_value(sent.error().code);
      },
      options);
  RawClient client(running.port);
  client.send(get);
  EXPECT_EQ(ended->get_future().get(), ErrorCode::timed_out);
}

TEST(HttpStream, CarriesAnswersLargerThanTheKernelTakesWhole) {
  constexpr std::size_t size = 8 * 1024 * 1024;
  RunningServer running([](HttpRequest&, HttpExchange& exchange) -> Task<void> {
    HttpAnswer answer;
    answer.body.assign(size, 'x');
    const auto sent = co_await exchange.answer(std::move(answer));
    EXPECT_TRUE(sent);
  });
  RawClient client(running.port);
  const std::string all = client.send(get).read_answer();
  EXPECT_EQ(all.size() - all.find("\r\n\r\n") - 4, size);
}

Task<int> drain(Server& server) {
  co_await server.drain();
  co_return 0;
}

TEST(HttpServerDrain, LetsRunningAnswersFinishAndRefusesNewConnections) {
  RunningServer running([](HttpRequest& request, HttpExchange& exchange) -> Task<void> {
    while (request.header("x-hold") == "yes" && !Loop::current().poller().is_finished()) {
      co_await Loop::current().sleep(Milliseconds(10));
      request.headers.clear();
      co_await Loop::current().sleep(Milliseconds(300));
    }
    co_await echo(request, exchange);
  });
  RawClient idle(running.port);
  EXPECT_THAT(idle.send(get).read_answer(), StartsWith("HTTP/1.1 200"));
  RawClient busy(running.port);
  busy.send("GET /busy HTTP/1.1\r\nHost: h\r\nX-Hold: yes\r\n\r\n");
  while (running.handler.calls < 2) std::this_thread::yield();
  std::jthread draining([&] { run_on<int>(running.loops, [&] { return drain(running.server); }); });
  EXPECT_EQ(idle.read_all(), "");
  EXPECT_THAT(busy.read_all(), AllOf(HasSubstr("Connection: close"), EndsWith("GET /busy? ")));
  busy.close();
  draining.join();
  EXPECT_EQ(running.server.open_connections(), 0U);
  RawClient late(running.port);
  EXPECT_EQ(late.descriptor(), -1);
}

TEST(HttpServerDrain, CutsWhatDoesNotEnd) {
  ServerOptions options;
  options.drain_within = Milliseconds{100};
  const auto left = std::make_shared<std::promise<void>>();
  RunningServer running(hold("text/event-stream", left), options);
  RawClient client(running.port);
  client.send(get).read_until("\r\n\r\n");
  run_on<int>(running.loops, [&] { return drain(running.server); });
  left->get_future().get();
  EXPECT_EQ(running.server.open_connections(), 0U);
}

}  // namespace
}  // namespace anban::net_testing
