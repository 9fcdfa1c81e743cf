// SPDX-License-Identifier: Apache-2.0
// What a provider reports later decides what became of a message; until then it is accepted only.
#include "notify/sms_receipts.h"

#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "notify/tencent.h"
#include "notify/test_journal.h"
#include "sim/seeded_entropy.h"
#include "sim/virtual_time.h"

namespace anban::notify {
namespace {

namespace asio = boost::asio;
using std::chrono::hours;
using std::chrono::seconds;

const Instant start{hours(500'000)};

/// Takes everything over and promises a report.
struct Accepting final : Notifier {
  Task<Result<Sent>> send(Notification notification) override {
    ++count;
    co_return Sent{"tencent:5000:" + notification.id.text};
  }
  int count = 0;
};

struct ReceiptsTest : testing::Test {
  sim::VirtualTime time{start};
  asio::io_context loop;
  sim::SeededEntropy entropy{1};
  TestJournal journal;
  TestVault vault;
  DataKey key{{}};
  EventLog log{Level::error, [](std::string_view) {}};
  Accepting provider;
  Outbox outbox{OutboxDeps{journal, time, time, entropy, vault, key, log}, OutboxOptions()};
  Tencent tencent;
  SmsReceipts receipts{tencent, Private<std::string>("a-secret-of-the-operator"), outbox};

  void SetUp() override {
    outbox.add_channel("sms", provider);
    outbox.falls_back_to([](const OutboxRow&) {
      Notification words;
      words.channel = "sms";
      words.event = "crisis.case";
      return std::optional(words);
    });
    OutboxRow row;
    row.id = NotificationId("ntf_1");
    row.recipient = "guardian";
    row.channel = "sms";
    row.care_case = CaseId("cas_1");
    row.created = row.next_attempt = start;
    row.sealed_notification = seal_notification(Notification(), key, vault);
    journal.rows[row.id] = row;
    asio::co_spawn(loop, outbox.run(), asio::detached);
    time.settle(loop);
  }
  void TearDown() override {
    outbox.stop();
    time.run_until_idle(loop);
  }
  OutboxRow row(const std::string& id = "ntf_1") { return journal.rows.at(NotificationId(id)); }
  void pass(Milliseconds much) { time.run_to(loop, time.now() + much); }

  Task<void> taking(std::string secret, std::string body, std::optional<Result<std::string>>& out) {
    auto working = receipts.take("tencent", std::move(secret), std::move(body));
    out = co_await std::move(working);
  }
  std::optional<ErrorCode> push(const std::string& status, const std::string& sid = "5000:ntf_1",
                                const std::string& secret = "a-secret-of-the-operator") {
    std::optional<Result<std::string>> answer;
    const std::string body =
        R"([{"sid":")" + sid + R"(","report_status":")" + status + R"(","errmsg":"X"}])";
    asio::co_spawn(loop, taking(secret, body, answer), asio::detached);
    time.settle(loop);
    return *answer ? std::nullopt : std::optional(answer->error().code);
  }
};

TEST_F(ReceiptsTest, AnAcceptedMessageIsNotDeliveredBeforeItsReport) {
  EXPECT_EQ(provider.count, 1);
  EXPECT_STREQ(state_name(row()), "accepted");
  EXPECT_TRUE(row().sealed_notification.empty());
  EXPECT_EQ(push("SUCCESS"), std::nullopt);
  EXPECT_EQ(row().state, OutboxState::delivered);
  EXPECT_EQ(push("SUCCESS"), std::nullopt) << "said twice";
  EXPECT_EQ(push("FAIL"), std::nullopt) << "what was delivered stays so";
  EXPECT_EQ(row().state, OutboxState::delivered);
  pass(hours(80));
  EXPECT_EQ(journal.rows.size(), 1U) << "nobody else is told";
  EXPECT_EQ(provider.count, 1);
}

TEST_F(ReceiptsTest, AReportOfFailureTurnsToTheNextReceiverAtOnce) {
  EXPECT_EQ(push("FAIL"), std::nullopt);
  EXPECT_EQ(row().state, OutboxState::failed);
  EXPECT_EQ(row().last_error, "not_received");
  ASSERT_EQ(journal.rows.size(), 2U);
  EXPECT_EQ(row("ntf_1_on_call").recipient, "on_call");
}

TEST_F(ReceiptsTest, WithoutAReportTheNextReceiverIsToldWithinAMinute) {
  pass(seconds(59));
  EXPECT_EQ(journal.rows.size(), 1U);
  pass(seconds(2));
  EXPECT_EQ(journal.rows.size(), 2U);
  EXPECT_STREQ(state_name(row()), "accepted") << "the report may still come";
  EXPECT_EQ(push("SUCCESS"), std::nullopt);
  EXPECT_EQ(row().state, OutboxState::delivered);
}

TEST_F(ReceiptsTest, AReportOfFailureTurnsToTheOtherAddressFirst) {
  Notification words;
  words.other_channel = "sms";
  words.other_address = Private<std::string>("+8613800138001");
  OutboxRow second = row();
  second.id = NotificationId("ntf_2");
  second.reference.clear();
  second.next_attempt = time.now();
  second.attempts = 0;
  second.sealed_notification = seal_notification(words, key, vault);
  journal.rows[second.id] = second;
  outbox.nudge();
  time.settle(loop);
  EXPECT_STREQ(state_name(row("ntf_2")), "accepted");
  EXPECT_EQ(push("FAIL", "5000:ntf_2"), std::nullopt);
  EXPECT_TRUE(row("ntf_2").sealed_notification.empty());
  EXPECT_STREQ(state_name(row("ntf_2_also")), "accepted");
  EXPECT_EQ(journal.rows.size(), 3U) << "nobody is on call for it yet";
  EXPECT_EQ(push("FAIL", "5000:ntf_2_also"), std::nullopt);
  EXPECT_EQ(row("ntf_1_on_call").recipient, "on_call");
}

TEST_F(ReceiptsTest, WithoutAReportForAllTheTimeItHasFailed) {
  pass(hours(71));
  EXPECT_STREQ(state_name(row()), "accepted");
  pass(hours(2));
  EXPECT_EQ(row().state, OutboxState::failed);
  EXPECT_EQ(row().last_error, "no_receipt");
  EXPECT_EQ(provider.count, 2) << "the guardian once, the person on call once";
}

TEST_F(ReceiptsTest, NobodyReportsWithoutTheSecretOrOnSomethingUnknown) {
  EXPECT_EQ(push("SUCCESS", "5000:ntf_1", "another"), ErrorCode::denied);
  EXPECT_EQ(push("SUCCESS", "5000:ntf_1", ""), ErrorCode::denied);
  EXPECT_EQ(push("SUCCESS", "5000:ntf_7"), ErrorCode::not_found);
  EXPECT_EQ(push("PERHAPS"), ErrorCode::invalid);
  EXPECT_STREQ(state_name(row()), "accepted");
}

}  // namespace
}  // namespace anban::notify
