// SPDX-License-Identifier: Apache-2.0
// The sandbox's calls move the clock, script the model server and show what was sent; everything
// else reaches the server.
#include "sim/sandbox.h"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "sim/memory_transport.h"

namespace anban::sim {
namespace {

namespace asio = boost::asio;
using Json = nlohmann::json;

const Instant start = *parse_instant("2026-08-01T09:00:00+08:00");

class Behind final : public HttpHandler {
 public:
  Task<void> handle(HttpRequest& request, HttpExchange& exchange) override {
    HttpAnswer answer;
    answer.status = 418;
    answer.body = request.path;
    const auto sent = co_await exchange.answer(std::move(answer));
    static_cast<void>(sent);
  }
};

/// Only the outbox is read.
class Rows final : public Journal {
 public:
  std::vector<OutboxRow> rows;
  Result<std::vector<OutboxRow>> outbox_all(std::size_t) override { return rows; }
  Task<Result<Committed>> commit(Transaction) override { co_return Committed{}; }
  Result<std::optional<PersonRow>> person_by_look_up(const Digest&) override { return none(); }
  Result<std::optional<PersonRow>> person_by_ref(const PersonRef&) override { return none(); }
  Result<std::vector<PersonRow>> persons_to_erase(Instant, std::size_t) override { return none(); }
  Result<std::vector<MessageRow>> messages(const MessageQuery&) override { return none(); }
  Result<std::optional<CredentialRow>> credential(const Digest&) override { return none(); }
  Result<std::vector<CredentialRow>> credentials_of(const std::string&) override { return none(); }
  Result<std::vector<SettingRow>> settings(const std::string&) override { return none(); }
  Result<std::vector<OutboxRow>> outbox_due(Instant, std::size_t) override { return none(); }
  Result<std::vector<OutboxRow>> outbox_of_case(const CaseId&) override { return none(); }
  Result<std::vector<OutboxRow>> outbox_of_reference(const std::string&) override { return none(); }
  Result<std::vector<CaseRow>> cases(std::size_t) override { return none(); }
  Result<std::optional<CaseRow>> case_by_id(const CaseId&) override { return none(); }
  Result<std::vector<CaseRow>> cases_where(const CaseQuery&) override { return none(); }
  Result<std::vector<CaseRow>> cases_opened(Instant, Instant, const CaseId&, std::size_t) override {
    return none();
  }
  Result<std::vector<CaseRow>> cases_to_escalate(Instant, std::size_t) override { return none(); }
  Result<OpenCases> open_cases(Instant) override { return none(); }
  Result<std::vector<KeptRow>> kept(const KeptQuery&) override { return none(); }
  Result<std::uint64_t> leaf_count() override { return none(); }
  Result<LogHead> log_head() override { return none(); }
  Result<std::vector<std::string>> leaves(std::uint64_t, std::uint64_t) override { return none(); }
  Result<std::vector<Digest>> leaf_hashes(std::uint64_t, std::uint64_t) override { return none(); }
  Result<std::vector<Checkpoint>> checkpoints(std::size_t) override { return none(); }
  Task<Result<void>> add_checkpoint(Checkpoint) override { co_return Result<void>(); }
  Task<Result<void>> scrub() override { co_return Result<void>(); }
  Task<Result<void>> clear() override { co_return Result<void>(); }

 private:
  static std::unexpected<Error> none() { return failed(ErrorCode::unavailable, "not kept here"); }
};

Task<Result<void>> forget_all(bool& forgotten) {
  forgotten = true;
  co_return Result<void>();
}

struct SandboxTest : testing::Test {
  VirtualTime time{start};
  asio::io_context loop;
  Behind behind;
  ScriptedUpstream upstream{time, time};
  CapturedNotifier receivers{time};
  Rows journal;
  bool forgotten = false;
  Sandbox sandbox{SandboxDeps{behind, time, start, upstream, receivers, journal,
                              [this] { return forget_all(forgotten); }}};
  MemoryClient client{loop, time, sandbox};

  int status = 0;
  Json call(const char* method, const char* path, const std::string& body = "") {
    const auto answer = client.ask(MemoryClient::request(method, path, body, ""));
    status = answer->status();
    return Json::parse(answer->body(), nullptr, false);
  }
};

TEST_F(SandboxTest, EverythingElseReachesTheServer) {
  EXPECT_EQ(client.ask(MemoryClient::request("GET", "/v1/models", "", ""))->body(), "/v1/models");
  EXPECT_EQ(client.ask(MemoryClient::request("GET", "/sandboxes", "", ""))->status(), 418);
}

TEST_F(SandboxTest, MovesTheClockAndFiresWhatFallsDueBeforeItAnswers) {
  int fired = 0;
  const auto alarm = time.at(start + std::chrono::hours(1), [&] { ++fired; });
  EXPECT_EQ(call("GET", "/sandbox/clock")["now"], "2026-08-01T01:00:00.000Z");
  EXPECT_EQ(call("POST", "/sandbox/clock", R"({"advance_s": 7200})")["now"],
            "2026-08-01T03:00:00.000Z");
  EXPECT_EQ(fired, 1);
  EXPECT_EQ(call("POST", "/sandbox/clock", R"({"set": "2026-08-01T21:04:00+08:00"})")["now"],
            "2026-08-01T13:04:00.000Z");
  EXPECT_EQ(call("POST", "/sandbox/clock", R"({"set": "2026-07-01T00:00:00Z"})")["now"],
            "2026-07-01T00:00:00.000Z")
      << "backwards is allowed here";
  EXPECT_EQ(status, 200);
}

TEST_F(SandboxTest, RefusesTimesThatMakeNoSense) {
  for (const char* body :
       {"", "{}", "[]", R"({"set": 5})", R"({"set": "noon"})", R"({"advance_s": -1})",
        R"({"advance_s": 1e12})", R"({"set": "2926-08-01T00:00:00Z"})"}) {
    call("POST", "/sandbox/clock", body);
    EXPECT_EQ(status, 422) << body;
  }
  EXPECT_EQ(time.now(), start);
}

TEST_F(SandboxTest, ScriptsTheModelServerAndListsItsCalls) {
  call("PUT", "/sandbox/upstream", R"({"reply": "好"})");
  EXPECT_EQ(status, 200);
  EXPECT_EQ(call("GET", "/sandbox/upstream/calls")["count"], 0);
  call("PUT", "/sandbox/upstream", R"({"repli": "好"})");
  EXPECT_EQ(status, 422);
}

TEST_F(SandboxTest, ShowsTheOutboxOldestFirst) {
  OutboxRow newer;
  newer.id = NotificationId("ntf_2");
  newer.recipient = "guardian";
  newer.channel = "sms";
  newer.event = "crisis.contact";
  OutboxRow older = newer;
  older.id = NotificationId("ntf_1");
  older.state = OutboxState::delivered;
  journal.rows = {newer, older};
  const Json list = call("GET", "/sandbox/outbox");
  EXPECT_EQ(list["data"][0]["id"], "ntf_1");
  EXPECT_EQ(list["data"][0]["state"], "delivered");
  EXPECT_EQ(list["data"][1]["event"], "crisis.contact");
  EXPECT_EQ(list["data"][1]["kind"], "guardian");
}

TEST_F(SandboxTest, PlansReceivers) {
  call("PUT", "/sandbox/outbox/plan", R"({"channel": "sms", "result": "failed"})");
  EXPECT_EQ(status, 200);
  for (const char* body : {"{}", R"({"channel": "sms", "result": "maybe"})", R"({"result": 1})",
                           R"({"channel": 1, "result": "failed"})"}) {
    call("PUT", "/sandbox/outbox/plan", body);
    EXPECT_EQ(status, 422) << body;
  }
}

TEST_F(SandboxTest, ResetForgetsEverythingAndPutsTheClockBack) {
  call("POST", "/sandbox/clock", R"({"advance_s": 7200})");
  call("POST", "/sandbox/reset");
  EXPECT_EQ(status, 200);
  EXPECT_TRUE(forgotten);
  EXPECT_EQ(time.now(), start);
}

TEST_F(SandboxTest, UnknownCallsAreNamed) {
  call("GET", "/sandbox/moon");
  EXPECT_EQ(status, 404);
  call("DELETE", "/sandbox/clock");
  EXPECT_EQ(status, 405);
}

}  // namespace
}  // namespace anban::sim
