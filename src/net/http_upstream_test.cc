// SPDX-License-Identifier: Apache-2.0
// Model servers by configuration: which one is asked, what it is sent, how many calls at once.
#include "net/http_upstream.h"

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

const std::string ok =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 2"
    "\r\n\r\nhi";

struct Setting {
  explicit Setting(std::vector<UpstreamServer> servers) : loops(1) {
    client = std::move(*HttpClient::make(loops, {}));
    auto made = HttpUpstream::make(*client, std::move(servers));
    EXPECT_TRUE(made) << made.error().detail;
    upstream = std::move(*made);
    loops.start();
  }
  ~Setting() {
    loops.stop();
    loops.join();
  }
  /// "200 type body", or the error's code.
  std::string call(UpstreamCall what) {
    return run_on<std::string>(loops, [&]() -> Task<std::string> {
      UpstreamCall copy = what;
      auto reply = co_await upstream->call(std::move(copy));
      if (!reply) co_return std::string(name_of(reply.error().code));
      const auto piece = co_await (*reply)->read();
      std::string all = std::to_string((*reply)->status());
      all += " " + std::string((*reply)->content_type()) + " " + std::string(*piece);
      co_return all;
    });
  }
  Loops loops;
  std::unique_ptr<HttpClient> client;
  std::unique_ptr<HttpUpstream> upstream;
};

UpstreamServer server_at(std::uint16_t port, std::string key = {}) {
  UpstreamServer server;
  server.name = "test";
  server.base_url = "http://127.0.0.1:" + std::to_string(port) + "/v1/";
  server.key = Private<std::string>(std::move(key));
  return server;
}

UpstreamCall call_for(std::string model) {
  UpstreamCall call;
  call.path = "/chat/completions";
  call.body = R"({"messages":[{"model":"no"}],"model":")" + model + R"(","x":1})";
  call.streams = true;
  call.request_id = "req_1";
  call.model = std::move(model);
  return call;
}

TEST(HttpUpstream, SendsTheCallBelowTheBaseUrlWithItsKey) {
  ScriptedServer server({{{R"("x":1})", ok}}});
  Setting setting({server_at(server.port(), "sk-1")});
  EXPECT_EQ(setting.call(call_for("m")), "200 text/event-stream hi");
  EXPECT_THAT(
      server.received(0),
      AllOf(StartsWith("POST /v1/chat/completions HTTP/1.1\r\n"),
            HasSubstr("Authorization: Bearer sk-1\r\n"), HasSubstr("Accept: text/event-stream\r\n"),
            HasSubstr("x-request-id: req_1\r\n"),
            EndsWith(R"({"messages":[{"model":"no"}],"model":"m","x":1})")));
}

TEST(HttpUpstream, AsksForListsWithoutABody) {
  ScriptedServer server({{{"\r\n\r\n", ok}}});
  Setting setting({server_at(server.port())});
  UpstreamCall call;
  call.path = "/models";
  EXPECT_EQ(setting.call(call), "200 text/event-stream hi");
  EXPECT_THAT(server.received(0),
              AllOf(StartsWith("GET /v1/models HTTP/1.1\r\n"), Not(HasSubstr("Authorization")),
                    Not(HasSubstr("Content-Length")), HasSubstr("Accept: application/json")));
}

TEST(HttpUpstream, PicksTheServerByModelAndUsesItsName) {
  ScriptedServer passes({{{R"("x":1})", ok}}});
  ScriptedServer maps({{{R"("x":1})", ok}}});
  UpstreamServer mapped = server_at(maps.port());
  mapped.models = {{"companion", "big\"one"}};
  Setting setting({server_at(passes.port()), mapped});
  setting.call(call_for("companion"));
  setting.call(call_for("other"));
  EXPECT_THAT(maps.received(0), HasSubstr(R"("model":"big\"one","x":1})"));
  EXPECT_THAT(passes.received(0), HasSubstr(R"("model":"other","x":1})"));
  EXPECT_THAT(setting.upstream->mapped_models(), ElementsAre("companion"));
}

TEST(HttpUpstream, KnowsNoServerForOtherModels) {
  UpstreamServer mapped = server_at(1);
  mapped.models = {{"companion", "c"}};
  Setting setting({mapped});
  EXPECT_EQ(setting.call(call_for("other")), "not_found");
}

TEST(HttpUpstream, LimitsCallsAtOnce) {
  ScriptedServer server({{{R"("x":1})", ok}}});
  UpstreamServer limited = server_at(server.port());
  limited.calls_at_once_max = 1;
  Setting setting({limited});
  const auto codes = run_on<std::string>(setting.loops, [&]() -> Task<std::string> {
    UpstreamCall one = call_for("m");
    auto first = co_await setting.upstream->call(std::move(one));
    UpstreamCall two = call_for("m");
    const auto second = co_await setting.upstream->call(std::move(two));
    co_return std::string(first ? "ok" : "failed") + " " + name_of(second.error().code);
  });
  EXPECT_EQ(codes, "ok exhausted");
}

TEST(HttpUpstream, RefusesSettingsThatCannotWork) {
  Loops loops(1);
  const auto client = *HttpClient::make(loops, {});
  const auto fault = [&](UpstreamServer server) {
    const auto made = HttpUpstream::make(*client, {std::move(server)});
    return made ? std::string() : made.error().detail;
  };
  UpstreamServer bad_url = server_at(1);
  bad_url.base_url = "host/v1";
  EXPECT_THAT(fault(bad_url), HasSubstr("'test'"));
  EXPECT_THAT(fault(server_at(1, "sk-1\n")), HasSubstr("key"));
  EXPECT_FALSE(HttpUpstream::make(*client, {}));
}

TEST(ModelNames, AreReplacedAtTheTopLevelOnly) {
  EXPECT_EQ(
      with_model(R"({"a":{"model":"x"},"b":["model","y"],"c":"\"model\"","model" : "x"})", "z"),
      R"({"a":{"model":"x"},"b":["model","y"],"c":"\"model\"","model" : "z"})");
  EXPECT_EQ(with_model(R"({"b":"model","model":1})", "z"), R"({"b":"model","model":1})");
  EXPECT_EQ(with_model("{\"model", "z"), "{\"model");
}

}  // namespace
}  // namespace anban::net_testing
