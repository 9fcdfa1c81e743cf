// SPDX-License-Identifier: Apache-2.0
// The pooled client against servers of raw bytes: bodies, reuse, the one retry, deadlines, abort.
#include "net/client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "net/net_test_support.h"

namespace anban::net_testing {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

const std::string ok_sized = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n";
const std::string end_of_request = "\r\n\r\nbody";

struct Client {
  explicit Client(HttpClientOptions options = {}) : loops(1) {
    auto made = HttpClient::make(loops, std::move(options));
    client = std::move(*made);
    loops.start();
  }
  ~Client() {
    loops.stop();
    loops.join();
  }
  Loops loops;
  std::unique_ptr<HttpClient> client;
};

ClientRequest request_to(std::uint16_t port) {
  ClientRequest request;
  request.url = *parse_url("http://127.0.0.1:" + std::to_string(port) + "/p");
  request.body = "body";
  return request;
}

/// "200 body", or the error's code.
Task<std::string> ask(HttpClient& client, ClientRequest request) {
  auto reply = co_await client.send(std::move(request));
  if (!reply) co_return std::string(name_of(reply.error().code));
  std::string all = std::to_string((*reply)->status()) + " ";
  while (true) {
    const auto piece = co_await (*reply)->read();
    if (!piece) co_return all + name_of(piece.error().code);
    if (piece->empty()) co_return all;
    all += *piece;
  }
}

std::string ask(Client& client, ClientRequest request) {
  return run_on<std::string>(client.loops, [&] { return ask(*client.client, request); });
}

std::size_t idle(Client& client) {
  return run_on<std::size_t>(
      client.loops, [&]() -> Task<std::size_t> { co_return client.client->idle_connections(); });
}

TEST(HttpClient, ReadsEveryKindOfBody) {
  const struct {
    std::string answer, read;
  } cases[] = {
      {ok_sized + "hi", "200 hi"},
      {"HTTP/1.1 100 Continue\r\n\r\n" + ok_sized + "hi", "200 hi"},
      {"HTTP/1.1 201 X\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nh\r\n1\r\ni\r\n0\r\n\r\n",
       "201 hi"},
      {"HTTP/1.0 200 OK\r\n\r\nuntil close", "200 until close"},
      {"HTTP/1.1 204 No Content\r\n\r\n", "204 "},
      {"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhi", "200 hiunavailable"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n", "200 hiunavailable"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "200 unavailable"},
      {"HTTP/1.1 200 OK\nContent-Length: 2\n\nhi", "unavailable"},
      {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nhi", "unavailable"},
      {"HTTP/1.1 101 Switching Protocols\r\n\r\n", "unavailable"}};
  Client client;
  for (const auto& each : cases) {
    ScriptedServer server({{{end_of_request, each.answer}}});
    EXPECT_EQ(ask(client, request_to(server.port())), each.read) << each.answer;
  }
}

TEST(HttpClient, SendsAWholeRequest) {
  ScriptedServer server({{{end_of_request, ok_sized + "hi"}}});
  Client client;
  ClientRequest request = request_to(server.port());
  request.headers = {{"X-One", "1"}};
  ask(client, request);
  EXPECT_EQ(server.received(0),
            "POST /p HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) +
                "\r\nX-One: 1\r\nContent-Length: 4\r\n\r\nbody");
}

TEST(HttpClient, SendsNoHeaderThatWouldBreakTheFraming) {
  Client client;
  for (const HttpHeader& header :
       {HttpHeader{"X", "a\r\nY: b"}, HttpHeader{"Content-Length", "1"}, HttpHeader{"A B", "c"}}) {
    ClientRequest request = request_to(1);
    request.headers = {header};
    EXPECT_EQ(ask(client, request), "invalid");
  }
}

TEST(HttpClient, UsesAConnectionAgain) {
  ScriptedServer server({{{end_of_request, ok_sized + "hi"}, {end_of_request, ok_sized + "ho"}}});
  Client client;
  EXPECT_EQ(ask(client, request_to(server.port())), "200 hi");
  EXPECT_EQ(idle(client), 1U);
  EXPECT_EQ(ask(client, request_to(server.port())), "200 ho");
  EXPECT_EQ(server.connections(), 1);
}

TEST(HttpClient, DoesNotUseAConnectionAgainThatSaidClose) {
  ScriptedServer server(
      {{{end_of_request, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"}},
       {{end_of_request, ok_sized + "ho"}}});
  Client client;
  EXPECT_EQ(ask(client, request_to(server.port())), "200 ");
  EXPECT_EQ(ask(client, request_to(server.port())), "200 ho");
  EXPECT_EQ(server.connections(), 2);
}

TEST(HttpClient, DoesNotUseAConnectionAgainThatSaidTooMuch) {
  ScriptedServer server({{{end_of_request, ok_sized + "hi" + ok_sized + "smuggled"}},
                         {{end_of_request, ok_sized + "ho"}}});
  Client client;
  EXPECT_EQ(ask(client, request_to(server.port())), "200 hi");
  EXPECT_EQ(ask(client, request_to(server.port())), "200 ho");
}

TEST(HttpClient, TriesOnceMoreWhereAKeptConnectionDied) {
  // The first connection takes the second request and closes without a word.
  ScriptedServer server({{{end_of_request, ok_sized + "hi"}, {end_of_request, ""}},
                         {{end_of_request, ok_sized + "ho"}}});
  Client client;
  EXPECT_EQ(ask(client, request_to(server.port())), "200 hi");
  EXPECT_EQ(ask(client, request_to(server.port())), "200 ho");
}

TEST(HttpClient, TriesANewConnectionOnceMoreOnlyWhereAsked) {
  {
    ScriptedServer server({{{end_of_request, ""}}, {{end_of_request, ok_sized + "ho"}}});
    Client client;
    EXPECT_EQ(ask(client, request_to(server.port())), "unavailable");
    EXPECT_EQ(server.connections(), 1);
  }
  ScriptedServer server({{{end_of_request, ""}}, {{end_of_request, ok_sized + "ho"}}});
  Client client;
  ClientRequest request = request_to(server.port());
  request.retry = Retry::before_first_byte;
  EXPECT_EQ(ask(client, request), "200 ho");
}

TEST(HttpClient, DoesNotTryAgainAfterTheFirstByte) {
  ScriptedServer server({{{end_of_request, "HTTP/1.1 2"}}, {{end_of_request, ok_sized + "ho"}}});
  Client client;
  ClientRequest request = request_to(server.port());
  request.retry = Retry::before_first_byte;
  EXPECT_EQ(ask(client, request), "unavailable");
  EXPECT_EQ(server.connections(), 1);
}

TEST(HttpClient, GivesUpOnSilence) {
  HttpClientOptions options;
  options.head_within = Milliseconds{100};
  options.between_bytes = Milliseconds{100};
  Client client(options);
  {
    ScriptedServer silent({{{end_of_request, ""}, {"never", ""}}});
    ClientRequest request = request_to(silent.port());
    request.retry = Retry::before_first_byte;
    EXPECT_EQ(ask(client, request), "timed_out");
  }
  ScriptedServer stalls({{{end_of_request, ok_sized + "h"}, {"never", ""}}});
  EXPECT_EQ(ask(client, request_to(stalls.port())), "200 htimed_out");
}

TEST(HttpClient, NamesAServerThatIsNotThere) {
  std::uint16_t port = 0;
  {
    port = ScriptedServer({}).port();
  }
  Client client;
  const auto detail = run_on<std::string>(client.loops, [&]() -> Task<std::string> {
    ClientRequest request = request_to(port);
    const auto reply = co_await client.client->send(std::move(request));
    co_return reply ? std::string() : reply.error().detail;
  });
  EXPECT_THAT(detail, HasSubstr("127.0.0.1 port " + std::to_string(port)));
}

TEST(HttpClient, StopsABodyAtItsLimit) {
  HttpClientOptions options;
  options.body_bytes_max = 3;
  Client client(options);
  ScriptedServer server({{{end_of_request, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfour"}}});
  EXPECT_EQ(ask(client, request_to(server.port())), "200 exhausted");
}

TEST(HttpClient, IsAbortedFromAnotherThread) {
  ScriptedServer server({{{end_of_request, ok_sized + "h"}, {"never", ""}}});
  Client client;
  std::promise<ClientReply*> reading;
  std::jthread other([&] { reading.get_future().get()->abort(); });
  const auto code = run_on<ErrorCode>(client.loops, [&]() -> Task<ErrorCode> {
    ClientRequest request = request_to(server.port());
    auto reply = co_await client.client->send(std::move(request));
    auto piece = co_await (*reply)->read();
    EXPECT_EQ(*piece, "h");
    reading.set_value(reply->get());
    piece = co_await (*reply)->read();
    other.join();
    co_return piece ? ErrorCode::corrupt : piece.error().code;
  });
  EXPECT_EQ(code, ErrorCode::cancelled);
  EXPECT_EQ(idle(client), 0U);
  EXPECT_THAT(server.received(0), EndsWith("body"));
}

/// Asks with a Cancel that `cancels` gets hold of; the code of the error.
std::string ask_with(Client& client, std::uint16_t port, std::function<void(Cancel&)> cancels) {
  ClientRequest request = request_to(port);
  request.retry = Retry::before_first_byte;
  request.cancel = std::make_shared<Cancel>();
  cancels(*request.cancel);
  return ask(client, request);
}

TEST(HttpClient, IsStoppedWhileItWaitsForTheHead) {
  std::promise<void> left;
  RunningServer running([&](HttpRequest&, HttpExchange& exchange) -> Task<void> {
    const auto gone = std::make_shared<bool>(false);
    exchange.when_abandoned([gone] { *gone = true; });
    while (!*gone) co_await Loop::current().sleep(Milliseconds(10));
    left.set_value();
  });
  Client client;
  std::jthread other;
  const auto later = [&](Cancel& cancel) {
    other = std::jthread([&running, &cancel] {
      while (running.handler.calls == 0) std::this_thread::yield();
      cancel.cancel();
    });
  };
  EXPECT_EQ(ask_with(client, running.port, later), "cancelled");
  left.get_future().get();
}

TEST(HttpClient, IsStoppedBeforeItBegins) {
  Client client;
  EXPECT_EQ(ask_with(client, 1, [](Cancel& cancel) { cancel.cancel(); }), "cancelled");
}

TEST(HttpClient, IsNotStoppedByACancelThatNobodyCalls) {
  ScriptedServer server({{{end_of_request, ok_sized + "hi"}}});
  Client client;
  EXPECT_EQ(ask_with(client, server.port(), [](Cancel&) {}), "200 hi");
}

TEST(HttpClient, LetsAReplyGoOnAnotherThread) {
  ScriptedServer server({{{end_of_request, ok_sized + "hi"}, {end_of_request, ok_sized + "ho"}}});
  Client client;
  std::unique_ptr<ClientReply> kept;
  const auto read = run_on<bool>(client.loops, [&]() -> Task<bool> {
    ClientRequest request = request_to(server.port());
    auto reply = co_await client.client->send(std::move(request));
    const auto piece = co_await (*reply)->read();
    kept = std::move(*reply);
    co_return *piece == "hi";
  });
  EXPECT_TRUE(read);
  kept.reset();
  EXPECT_EQ(idle(client), 1U);
  EXPECT_EQ(ask(client, request_to(server.port())), "200 ho");
}

TEST(HttpClient, AbortsOnItsOwnLoopAtOnce) {
  ScriptedServer server({{{end_of_request, ok_sized + "hi"}, {"never", ""}}});
  Client client;
  const auto code = run_on<ErrorCode>(client.loops, [&]() -> Task<ErrorCode> {
    ClientRequest request = request_to(server.port());
    auto reply = co_await client.client->send(std::move(request));
    (*reply)->abort();
    (*reply)->abort();
    const auto piece = co_await (*reply)->read();
    co_return piece ? ErrorCode::corrupt : piece.error().code;
  });
  EXPECT_EQ(code, ErrorCode::cancelled);
}

TEST(HttpClient, ForgetsConnectionsThatTheServerClosesOrThatAge) {
  HttpClientOptions options;
  options.idle_max = Milliseconds{100};
  Client client(options);
  ScriptedServer closes({{{end_of_request, ok_sized + "hi"}}});
  EXPECT_EQ(ask(client, request_to(closes.port())), "200 hi");
  ScriptedServer stays({{{end_of_request, ok_sized + "hi"}, {"never", ""}}});
  EXPECT_EQ(ask(client, request_to(stays.port())), "200 hi");
  const auto left = run_on<std::size_t>(client.loops, [&]() -> Task<std::size_t> {
    co_await Loop::current().sleep(Milliseconds(400));
    co_return client.client->idle_connections();
  });
  EXPECT_EQ(left, 0U);
}

}  // namespace
}  // namespace anban::net_testing
