// SPDX-License-Identifier: Apache-2.0
// Single answers over real sockets: framing, limits, deadlines and identity of a request.
#include "net/server.h"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "net/net_test_support.h"

namespace anban::net_testing {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::string get = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";
const std::string last_get = "GET /b HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

TEST(HttpServer, KeepsConnectionsForFurtherRequests) {
  RunningServer running(echo);
  RawClient client(running.port);
  EXPECT_THAT(client.send(get).read_answer(),
              AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), EndsWith("\r\n\r\nGET /a? ")));
  EXPECT_THAT(client.send(last_get).read_all(),
              AllOf(HasSubstr("Connection: close"), EndsWith("GET /b? ")));
  EXPECT_EQ(running.handler.calls, 2);
}

TEST(HttpServer, AnswersPipelinedRequestsInOrder) {
  RunningServer running(echo);
  RawClient client(running.port);
  client.send(get + "POST /p HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\none" + last_get);
  const std::string all = client.read_all();
  EXPECT_THAT(all, HasSubstr("GET /a? "));
  EXPECT_LT(all.find("GET /a"), all.find("POST /p? one"));
  EXPECT_LT(all.find("POST /p? one"), all.find("GET /b"));
}

TEST(HttpServer, ReadsChunkedBodiesThatComeInPieces) {
  RunningServer running(echo);
  RawClient client(running.port);
  const std::string sent =
      "POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
      "3\r\nabc\r\n2;x\r\nde\r\n0\r\nA: b\r\n\r\n";
  for (const char c : sent) client.send(std::string_view(&c, 1));
  EXPECT_THAT(client.read_all(), EndsWith("POST /c? abcde"));
}

TEST(HttpServer, RefusesABadRequestOnceAndCloses) {
  RunningServer running(echo);
  RawClient client(running.port);
  client.send("GET /a HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n" + get);
  const std::string all = client.read_all();
  EXPECT_THAT(all, AllOf(StartsWith("HTTP/1.1 400 Bad Request"), HasSubstr("x-request-id: req_"),
                         HasSubstr(R"("type":"invalid_request_error","param":null)")));
  EXPECT_EQ(all.find("HTTP/1.1", 1), std::string::npos);
  EXPECT_EQ(running.handler.calls, 0);
}

TEST(HttpServer, NamesTheLimitThatARequestPasses) {
  RunningServer running(echo);
  const std::string long_value(20'000, 'a');
  RawClient head(running.port);
  EXPECT_THAT(head.send("GET /a HTTP/1.1\r\nHost: h\r\nX: " + long_value + "\r\n\r\n").read_all(),
              StartsWith("HTTP/1.1 431 "));
  RawClient target(running.port);
  EXPECT_THAT(target.send("GET /" + long_value).read_all(), StartsWith("HTTP/1.1 414 "));
  RawClient sized(running.port);
  sized.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 1048577\r\n\r\n");
  EXPECT_THAT(sized.read_all(), StartsWith("HTTP/1.1 413 "));
  EXPECT_EQ(running.handler.calls, 0);
}

TEST(HttpServer, StopsAChunkedBodyAtItsLimit) {
  ServerOptions options;
  options.body_bytes_max = 1000;
  RunningServer running(echo, options);
  RawClient client(running.port);
  client.send("POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3E9\r\n" +
              std::string(1001, 'a') + "\r\n");
  EXPECT_THAT(client.read_all(), StartsWith("HTTP/1.1 413 "));
  RawClient fits(running.port);
  fits.send("POST /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 1000\r\n\r\n" +
            std::string(1000, 'a'));
  EXPECT_THAT(fits.read_all(), StartsWith("HTTP/1.1 200 "));
}

TEST(HttpServer, EndsSlowHeadsAndBodies) {
  ServerOptions options;
  options.head_within = Milliseconds{100};
  options.body_within = Milliseconds{100};
  RunningServer running(echo, options);
  RawClient head(running.port);
  EXPECT_THAT(head.send("GET /a HT").read_all(), StartsWith("HTTP/1.1 408 "));
  RawClient body(running.port);
  body.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nab");
  EXPECT_THAT(body.read_all(), StartsWith("HTTP/1.1 408 "));
  RawClient silent(running.port);
  EXPECT_EQ(silent.read_all(), "");
}

TEST(HttpServer, ClosesIdleConnections) {
  ServerOptions options;
  options.idle_max = Milliseconds{100};
  RunningServer running(echo, options);
  RawClient client(running.port);
  EXPECT_THAT(client.send(get).read_all(), EndsWith("GET /a? "));
}

TEST(HttpServer, AnswersHeadWithoutABody) {
  RunningServer running(echo);
  RawClient client(running.port);
  client.send("HEAD /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(client.read_all(), AllOf(HasSubstr("Content-Length: 9\r\n"), EndsWith("\r\n\r\n")));
}

TEST(HttpServer, SpeaksHttp10) {
  RunningServer running(echo);
  RawClient once(running.port);
  EXPECT_THAT(once.send("GET /a HTTP/1.0\r\n\r\n").read_all(), EndsWith("GET /a? "));
  RawClient kept(running.port);
  const std::string keep = "GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
  EXPECT_THAT(kept.send(keep).read_answer(), HasSubstr("Connection: keep-alive"));
  EXPECT_THAT(kept.send(keep).read_answer(), EndsWith("GET /a? "));
}

TEST(HttpServer, SaysContinueWhereABodyIsWaitedFor) {
  RunningServer running(echo);
  RawClient client(running.port);
  client.send("POST /a HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_THAT(client.send("hi").read_answer(), EndsWith("POST /a? hi"));
}

TEST(HttpServer, TurnsExceptionsIntoA500WithoutTheirWords) {
  RunningServer running([](HttpRequest&, HttpExchange&) -> Task<void> {
    throw std::runtime_error("what a person said");
    co_return;
  });
  RawClient client(running.port);
  EXPECT_THAT(client.send(get).read_all(),
              AllOf(StartsWith("HTTP/1.1 500 "), Not(HasSubstr("person said"))));
  EXPECT_THAT(running.log_lines(),
              ElementsAre(AllOf(HasSubstr("request.threw"), Not(HasSubstr("person said")))));
}

TEST(HttpServer, AnswersForAHandlerThatForgets) {
  RunningServer running([](HttpRequest&, HttpExchange&) -> Task<void> { co_return; });
  RawClient client(running.port);
  EXPECT_THAT(client.send(get).read_all(), StartsWith("HTTP/1.1 500 "));
}

Task<void> who(HttpRequest& request, HttpExchange& exchange) {
  HttpAnswer answer;
  answer.body = request.peer + (request.secure ? " secure " : " clear ") + request.request_id;
  answer.headers.push_back({"X-Odd", "a\r\nInjected: b"});
  const auto sent = co_await exchange.answer(std::move(answer));
  static_cast<void>(sent);
}

TEST(HttpServer, TakesRequestIdsThatAreFitToPassOn) {
  RunningServer running(who);
  RawClient client(running.port);
  client.send("GET / HTTP/1.1\r\nHost: h\r\nX-Request-Id: abc-1\r\n\r\n");
  EXPECT_THAT(client.read_answer(),
              AllOf(HasSubstr("x-request-id: abc-1\r\n"), EndsWith("127.0.0.1 clear abc-1")));
  client.send("GET / HTTP/1.1\r\nHost: h\r\nX-Request-Id: a b\r\n\r\n");
  EXPECT_THAT(client.read_answer(), HasSubstr("x-request-id: req_"));
}

TEST(HttpServer, LetsNoValueEndAHeader) {
  RunningServer running(who);
  RawClient client(running.port);
  EXPECT_THAT(client.send(get).read_answer(), HasSubstr("X-Odd: aInjected: b\r\n"));
}

TEST(HttpServer, BelievesForwardedHeadersOfNamedProxiesOnly) {
  const std::string forwarded =
      "GET / HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 9.9.9.9, 203.0.113.7, 127.0.0.9\r\n"
      "X-Forwarded-Proto: https\r\nX-Request-Id: i\r\n\r\n";
  RunningServer plain(who);
  RawClient stranger(plain.port);
  EXPECT_THAT(stranger.send(forwarded).read_answer(), EndsWith("127.0.0.1 clear i"));
  ServerOptions options;
  options.trusted_proxies = {"127.0.0.0/8"};
  RunningServer behind(who, options);
  RawClient proxy(behind.port);
  EXPECT_THAT(proxy.send(forwarded).read_answer(), EndsWith("203.0.113.7 secure i"));
}

TEST(HttpServer, TurnsAwayConnectionsAboveItsLimit) {
  ServerOptions options;
  options.connections_max = 1;
  RunningServer running(echo, options);
  RawClient first(running.port);
  EXPECT_THAT(first.send(get).read_answer(), StartsWith("HTTP/1.1 200 "));
  RawClient second(running.port);
  EXPECT_THAT(second.read_all(), AllOf(StartsWith("HTTP/1.1 503 "), HasSubstr("Retry-After")));
  EXPECT_THAT(first.send(get).read_answer(), StartsWith("HTTP/1.1 200 "));
}

}  // namespace
}  // namespace anban::net_testing
