// SPDX-License-Identifier: Apache-2.0
// The transport in memory, the seeded entropy and the captured channels keep their promises.
#include "sim/memory_transport.h"

#include <array>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "sim/captured_notifier.h"
#include "sim/seeded_entropy.h"

namespace anban::sim {
namespace {

namespace asio = boost::asio;

const Instant start{std::chrono::hours(500'000)};

/// Streams three events a second apart, or answers "/whole" at once.
class Teller final : public HttpHandler {
 public:
  explicit Teller(Timer& timer) : timer_(timer) {}
  Task<void> handle(HttpRequest& request, HttpExchange& exchange) override {
    if (request.path == "/whole") {
      HttpAnswer answer;
      answer.status = 201;
      answer.headers = {{"X-One", "1"}};
      answer.body = request.query + request.body;
      co_await exchange.answer(std::move(answer));
      co_return;
    }
    exchange.when_abandoned([this] { ++abandoned; });
    StreamHead head;
    co_await exchange.begin(std::move(head));
    for (int i = 0; i < 3; ++i) {
      const auto sent = co_await exchange.write("data: {}\n\n");
      if (!sent) co_return;
      ++written;
      const Instant next = start + std::chrono::seconds(i + 1);
      co_await timer_.sleep_until(next);
    }
    co_await exchange.write("data: [DONE]\n\n");
    co_await exchange.end();
  }
  int written = 0;
  int abandoned = 0;

 private:
  Timer& timer_;
};

struct MemoryTransport : testing::Test {
  VirtualTime time{start};
  asio::io_context loop;
  Teller teller{time};
  MemoryClient client{loop, time, teller};
};

TEST_F(MemoryTransport, KeepsAWholeAnswer) {
  const auto answer = client.ask(MemoryClient::request("POST", "/whole?a=b", "body", "key"));
  EXPECT_EQ(answer->status(), 201);
  EXPECT_EQ(answer->body(), "a=bbody");
  EXPECT_EQ(answer->header("x-one"), "1");
  EXPECT_EQ(answer->header("x-two"), "");
  EXPECT_TRUE(answer->is_over());
  EXPECT_FALSE(answer->streamed());
}

TEST_F(MemoryTransport, KeepsAStreamAndTimePassesInIt) {
  const auto answer = client.ask(MemoryClient::request("GET", "/stream", "", ""));
  EXPECT_EQ(answer->writes().size(), 4U);
  EXPECT_EQ(answer->stream_events().back(), "[DONE]");
  EXPECT_EQ(time.now(), start + std::chrono::seconds(3));
  EXPECT_EQ(teller.abandoned, 0);
}

TEST_F(MemoryTransport, AClientThatLeavesAbandonsOnceAndHearsNoMore) {
  const auto answer = client.start(MemoryClient::request("GET", "/stream", "", ""));
  answer->on_write([](MemoryExchange& exchange) { exchange.leave(); });
  time.run_until_idle(loop);
  EXPECT_EQ(teller.abandoned, 1);
  EXPECT_EQ(teller.written, 1);
  EXPECT_EQ(answer->writes().size(), 1U);
}

TEST_F(MemoryTransport, WhoHasLeftAlreadyIsReportedAtOnce) {
  MemoryExchange exchange;
  exchange.leave();
  int told = 0;
  exchange.when_abandoned([&] { ++told; });
  EXPECT_EQ(told, 1);
}

TEST(SeededEntropy, TheSameSeedReplaysAndAnotherDoesNot) {
  const auto bytes = [](std::uint64_t seed) {
    SeededEntropy entropy(seed);
    std::array<unsigned char, 20> out{};
    entropy.fill(out);
    return out;
  };
  EXPECT_EQ(bytes(7), bytes(7));
  EXPECT_NE(bytes(7), bytes(8));
  SeededEntropy entropy(1);
  for (int i = 0; i < 100; ++i) EXPECT_LT(entropy.pick(3), 3U);
}

Task<void> send_to(CapturedNotifier& notifier, std::string channel, std::optional<ErrorCode>& error,
                   bool& sent) {
  Notification notification;
  notification.channel = std::move(channel);
  notification.subject = "s";
  const auto result = co_await notifier.send(std::move(notification));
  sent = result.has_value();
  if (!result) error = result.error().code;
}

TEST(CapturedNotifier, FollowsThePlanOfEachChannelAndKeepsEveryAttempt) {
  VirtualTime time(start);
  CapturedNotifier notifier(time);
  const auto attempt = [&](const std::string& channel) {
    asio::io_context loop;
    std::optional<ErrorCode> error;
    bool sent = false;
    asio::co_spawn(loop, send_to(notifier, channel, error, sent), asio::detached);
    loop.run();
    return sent ? std::optional<ErrorCode>() : error;
  };
  EXPECT_EQ(attempt("email"), std::nullopt);
  notifier.set_plan("sms", ReceiverPlan::failed);
  notifier.set_plan("email", ReceiverPlan::timeout);
  EXPECT_EQ(attempt("sms"), ErrorCode::invalid);
  EXPECT_EQ(attempt("email"), ErrorCode::timed_out);
  EXPECT_EQ(attempt("webhook"), std::nullopt);
  EXPECT_EQ(notifier.attempts().size(), 4U);
  EXPECT_EQ(notifier.attempts()[1].result, ReceiverPlan::failed);
  notifier.reset();
  EXPECT_TRUE(notifier.attempts().empty());
  EXPECT_EQ(attempt("sms"), std::nullopt);
  EXPECT_FALSE(receiver_plan_named("maybe"));
  EXPECT_EQ(*receiver_plan_named("timeout"), ReceiverPlan::timeout);
}

}  // namespace
}  // namespace anban::sim
