// SPDX-License-Identifier: Apache-2.0
// The outbox keeps its word: told at least once, never marked delivered without a yes, the next
// receiver within a minute, crises before a backlog, nothing lost over a restart.
#include "notify/outbox.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "notify/on_call.h"
#include "notify/test_outbox.h"
#include "notify/unconfigured.h"

namespace anban::notify {
namespace {

using sim::ReceiverPlan;
using std::chrono::hours;
using std::chrono::seconds;

TEST_F(OutboxTest, DeliversAtOnceWhenNudged) {
  open();
  put("ntf_1", "email");
  time.settle(loop);
  EXPECT_EQ(receivers.attempts().size(), 0U) << "nobody said so yet";
  outbox->nudge();
  time.settle(loop);
  EXPECT_EQ(time.now(), start);
  ASSERT_EQ(receivers.attempts().size(), 1U);
  EXPECT_EQ(receivers.attempts()[0].notification.id.text, "ntf_1");
  EXPECT_EQ(row("ntf_1").state, OutboxState::delivered);
  EXPECT_TRUE(row("ntf_1").sealed_notification.empty()) << "a closed row forgets the address";
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].state, OutboxState::delivered);
}

TEST_F(OutboxTest, SendsWhatAnEarlierRunLeftAndNothingTwice) {
  put("ntf_1", "email");
  open();
  EXPECT_EQ(receivers.attempts().size(), 1U);
  outbox->nudge();
  pass(hours(80));
  EXPECT_EQ(receivers.attempts().size(), 1U);
}

TEST_F(OutboxTest, TriesAgainWithBackOffAndIsNeverMarkedDeliveredWithoutAYes) {
  receivers.set_plan("email", ReceiverPlan::timeout);
  put("ntf_1", "email");
  open();
  EXPECT_EQ(row("ntf_1").state, OutboxState::pending);
  EXPECT_EQ(row("ntf_1").attempts, 1);
  EXPECT_EQ(row("ntf_1").last_error, "timed_out");
  pass(seconds(3));
  EXPECT_EQ(receivers.attempts().size(), 1U) << "not before the back-off";
  pass(seconds(4));
  EXPECT_EQ(receivers.attempts().size(), 2U);
  pass(hours(10));
  EXPECT_EQ(row("ntf_1").state, OutboxState::pending);
  receivers.set_plan("email", ReceiverPlan::delivered);
  pass(hours(2));
  EXPECT_EQ(row("ntf_1").state, OutboxState::delivered);
}

TEST_F(OutboxTest, GivesUpOnlyAfterTheWholeTime) {
  receivers.set_plan("email", ReceiverPlan::timeout);
  put("ntf_1", "email");
  open();
  pass(hours(70));
  EXPECT_EQ(row("ntf_1").state, OutboxState::pending);
  pass(hours(3));
  EXPECT_EQ(row("ntf_1").state, OutboxState::failed);
  const std::size_t attempts = receivers.attempts().size();
  EXPECT_GT(attempts, 70U);
  pass(hours(100));
  EXPECT_EQ(receivers.attempts().size(), attempts);
}

TEST_F(OutboxTest, ARefusalIsFailedAtOnceAndTheOnCallPersonIsTold) {
  receivers.set_plan("sms", ReceiverPlan::failed);
  open();
  put("ntf_1", "sms", "cas_7");
  outbox->nudge();
  time.settle(loop);
  EXPECT_EQ(row("ntf_1").state, OutboxState::failed);
  EXPECT_EQ(row("ntf_7_on_call").state, OutboxState::delivered);
  EXPECT_EQ(row("ntf_7_on_call").recipient, "on_call");
  EXPECT_EQ(row("ntf_7_on_call").care_case.text, "cas_7");
}

TEST_F(OutboxTest, ASilentReceiverIsNotWaitedForLongerThanAMinute) {
  receivers.set_plan("sms", ReceiverPlan::timeout);
  open();
  put("ntf_1", "sms", "cas_7");
  outbox->nudge();
  pass(seconds(59));
  EXPECT_EQ(row("ntf_7_on_call").state, OutboxState::delivered);
  EXPECT_EQ(row("ntf_1").state, OutboxState::pending) << "and is still tried";
  pass(hours(80));
  const auto told = receivers.attempts();
  EXPECT_EQ(
      std::count_if(told.begin(), told.end(),
                    [](const auto& each) { return each.notification.event == "on_call.case"; }),
      1)
      << "one row a case, however often the first receiver fails";
}

TEST_F(OutboxTest, WhoIsNotReachedIsTriedByTheirOtherChannelBeforeAnybodyElse) {
  receivers.set_plan("sms", ReceiverPlan::failed);
  open();
  put("ntf_1", "sms", "cas_7", "email");
  outbox->nudge();
  pass(hours(80));
  EXPECT_EQ(row("ntf_1").state, OutboxState::failed);
  ASSERT_TRUE(journal.rows.contains(NotificationId("ntf_1_also")));
  EXPECT_EQ(row("ntf_1_also").state, OutboxState::delivered);
  EXPECT_EQ(row("ntf_1_also").recipient, "guardian");
  EXPECT_EQ(row("ntf_1_also").channel, "email");
  const auto told = receivers.attempts();
  EXPECT_EQ(told.back().notification.address.reveal(), "the other one");
  EXPECT_EQ(told.back().notification.body, "请联系您关心的人");
  EXPECT_EQ(journal.rows.size(), 2U) << "they were reached: nobody else is told";
}

TEST_F(OutboxTest, ASilentFirstChannelLeavesThePersonOnCallTimeWithinFiveMinutes) {
  receivers.set_plan("sms", ReceiverPlan::timeout);
  receivers.set_plan("webhook", ReceiverPlan::timeout);
  open();
  outbox->add_channel("webhook", receivers);
  put("ntf_1", "sms", "cas_7", "webhook");
  outbox->nudge();
  pass(seconds(20));
  EXPECT_TRUE(journal.rows.contains(NotificationId("ntf_1_also")));
  EXPECT_FALSE(journal.rows.contains(NotificationId("ntf_7_on_call")));
  pass(seconds(99));
  EXPECT_EQ(row("ntf_7_on_call").state, OutboxState::delivered);
  receivers.set_plan("sms", ReceiverPlan::delivered);
  pass(hours(80));
  EXPECT_EQ(row("ntf_1").state, OutboxState::delivered) << "the first was tried all the while";
  EXPECT_EQ(journal.rows.size(), 3U);
}

TEST_F(OutboxTest, TheOtherChannelIsForCrisesOnly) {
  receivers.set_plan("sms", ReceiverPlan::failed);
  open();
  put("ntf_1", "sms", "", "email");
  outbox->nudge();
  pass(hours(1));
  EXPECT_EQ(journal.rows.size(), 1U);
}

TEST_F(OutboxTest, WithoutACrisisNobodyElseIsTold) {
  receivers.set_plan("email", ReceiverPlan::failed);
  open();
  put("ntf_1", "email");
  outbox->nudge();
  pass(hours(1));
  EXPECT_EQ(journal.rows.size(), 1U);
}

TEST_F(OutboxTest, AChannelThatDoesNotExistIsUnavailableAndFallsBack) {
  open();
  put("ntf_1", "pigeon", "cas_7");
  outbox->nudge();
  time.settle(loop);
  EXPECT_EQ(row("ntf_1").state, OutboxState::unavailable);
  EXPECT_EQ(row("ntf_7_on_call").state, OutboxState::delivered);
}

TEST_F(OutboxTest, SmsWithoutAProviderIsUnavailable) {
  UnconfiguredChannel sms("no SMS provider is configured");
  open();
  outbox->add_channel("sms", sms);
  put("ntf_1", "sms");
  outbox->nudge();
  time.settle(loop);
  EXPECT_EQ(row("ntf_1").state, OutboxState::unavailable);
  EXPECT_TRUE(receivers.attempts().empty());
}

TEST_F(OutboxTest, WhoeverIsOnCallWhenTheRowIsSentGetsIt) {
  std::optional<OnDuty> who;
  OnCallChannel roster([&] { return Result<std::optional<OnDuty>>(who); });
  roster.add_channel("email", receivers);
  open();
  outbox->add_channel("on_call", roster);
  put("ntf_1", "on_call");
  outbox->nudge();
  time.settle(loop);
  EXPECT_EQ(row("ntf_1").state, OutboxState::unavailable) << "nobody is";
  who = OnDuty{"email", Private<std::string>("duty@example.com")};
  put("ntf_2", "on_call");
  outbox->nudge();
  time.settle(loop);
  EXPECT_EQ(row("ntf_2").state, OutboxState::delivered);
  const Notification sent = receivers.attempts().back().notification;
  EXPECT_EQ(sent.channel, "email");
  EXPECT_EQ(sent.address.reveal(), "duty@example.com");
  who->channel = "pager";
  put("ntf_3", "on_call");
  outbox->nudge();
  time.settle(loop);
  EXPECT_EQ(row("ntf_3").state, OutboxState::unavailable) << "by a channel that is not configured";
}

TEST_F(OutboxTest, AnAttemptEndsAtItsDeadline) {
  Silent silent(time);
  open();
  outbox->add_channel("webhook", silent);
  put("ntf_1", "webhook");
  outbox->nudge();
  pass(seconds(9));
  EXPECT_EQ(row("ntf_1").attempts, 0);
  pass(seconds(2));
  EXPECT_EQ(row("ntf_1").attempts, 1);
  EXPECT_EQ(row("ntf_1").last_error, "timed_out");
}

TEST_F(OutboxTest, AnAttemptUnderWayIsNotWrittenIntoAStoreThatWasEmptied) {
  Silent silent(time);
  open();
  outbox->add_channel("webhook", silent);
  put("ntf_1", "webhook", "cas_7");
  outbox->nudge();
  time.settle(loop);
  ASSERT_EQ(silent.waiting, 1);
  journal.rows.clear();
  outbox->forget();
  put("ntf_2", "email");
  outbox->nudge();
  pass(seconds(90));
  EXPECT_EQ(journal.rows.size(), 1U) << "neither the old row nor its fall-back";
  EXPECT_EQ(row("ntf_2").state, OutboxState::delivered);
}

TEST_F(OutboxTest, ACrisisGoesBeforeABacklogOfSilentReceivers) {
  Silent silent(time);
  open();
  outbox->add_channel("webhook", silent);
  for (int i = 0; i < 500; ++i) put("ntf_a" + std::to_string(1000 + i), "webhook");
  outbox->nudge();
  time.settle(loop);
  EXPECT_EQ(silent.most, options.at_once);
  put("ntf_z", "email", "cas_7");
  outbox->nudge();
  time.settle(loop);
  EXPECT_EQ(row("ntf_z").state, OutboxState::delivered);
}

TEST_F(OutboxTest, ACrisisIsTriedAgainBeforeABacklog) {
  Silent silent(time);
  open();
  outbox->add_channel("webhook", silent);
  receivers.set_plan("email", ReceiverPlan::timeout);
  for (int i = 0; i < 500; ++i) put("ntf_a" + std::to_string(1000 + i), "webhook");
  put("ntf_z", "email", "cas_7");
  outbox->nudge();
  pass(seconds(50));
  EXPECT_GE(row("ntf_z").attempts, 3);
  EXPECT_TRUE(journal.rows.contains(NotificationId("ntf_7_on_call")));
}

TEST_F(OutboxTest, AnOutcomeThatCouldNotBeRecordedIsKeptAndNotTriedOut) {
  open();
  put("ntf_1", "email");
  journal.refuses_writes = true;
  outbox->nudge();
  pass(seconds(30));
  EXPECT_EQ(row("ntf_1").state, OutboxState::pending);
  EXPECT_EQ(receivers.attempts().size(), 1U);
  EXPECT_TRUE(changes.empty()) << "nobody is told what is not durable";
  journal.refuses_writes = false;
  pass(seconds(30));
  EXPECT_EQ(row("ntf_1").state, OutboxState::delivered);
  EXPECT_EQ(receivers.attempts().size(), 1U);
}

TEST_F(OutboxTest, AJournalThatCannotBeReadIsAskedAgain) {
  journal.refuses_reads = true;
  put("ntf_1", "email");
  open();
  pass(seconds(10));
  EXPECT_EQ(receivers.attempts().size(), 0U);
  journal.refuses_reads = false;
  pass(seconds(10));
  EXPECT_EQ(row("ntf_1").state, OutboxState::delivered);
}

TEST_F(OutboxTest, ARowThatCannotBeOpenedFailsAndFallsBack) {
  open();
  put("ntf_1", "email", "cas_7");
  journal.rows[NotificationId("ntf_1")].sealed_notification = "broken";
  outbox->nudge();
  time.settle(loop);
  EXPECT_EQ(row("ntf_1").state, OutboxState::failed);
  EXPECT_EQ(row("ntf_7_on_call").state, OutboxState::delivered);
}

TEST_F(OutboxTest, LogsNeitherAddressesNorWords) {
  receivers.set_plan("sms", ReceiverPlan::failed);
  open();
  put("ntf_1", "sms", "cas_7");
  outbox->nudge();
  pass(hours(1));
  ASSERT_FALSE(lines.empty());
  for (const std::string& line : lines) {
    EXPECT_EQ(line.find("example.com"), std::string::npos) << line;
    EXPECT_EQ(line.find("关心"), std::string::npos) << line;
  }
}

TEST_F(OutboxTest, EveryoneIsToldWhereAThirdOfTheReceiversFail) {
  int calls = 0;
  struct Flaky final : Notifier {
    explicit Flaky(int& c) : count(c) {}
    Task<Result<Sent>> send(Notification) override {
      if (++count % 3 == 0) co_return failed(ErrorCode::unavailable, "busy");
      co_return Sent();
    }
    int& count;
  } flaky(calls);
  open();
  outbox->add_channel("webhook", flaky);
  for (int i = 0; i < 300; ++i) put("ntf_" + std::to_string(10'000 + i), "webhook");
  outbox->nudge();
  pass(hours(2));
  const auto delivered =
      std::count_if(journal.rows.begin(), journal.rows.end(),
                    [](const auto& each) { return each.second.state == OutboxState::delivered; });
  EXPECT_EQ(delivered, 300);
}

TEST(OutboxRows, BackOffDoublesUpToItsMostAndIsSpread) {
  OutboxOptions options;
  OutboxRow row;
  row.created = start;
  row.sealed_notification = "x";
  const auto wait = [&](int attempts, double jitter) {
    OutboxRow tried = row;
    tried.attempts = attempts - 1;
    const Result<Sent> outcome = failed(ErrorCode::unavailable, "");
    return after_attempt(tried, outcome, start, options, jitter).next_attempt - start;
  };
  EXPECT_EQ(wait(1, 0.5), seconds(5));
  EXPECT_EQ(wait(2, 0.5), seconds(10));
  EXPECT_EQ(wait(30, 0.5), hours(1));
  EXPECT_EQ(wait(1, 0.0), seconds(4));
  EXPECT_EQ(wait(1, 1.0), seconds(6));
  EXPECT_EQ(wait(1, 7.0), seconds(6));
}

TEST(OutboxRows, EveryErrorIsEitherFinalOrTriedAgain) {
  OutboxRow row;
  row.created = start;
  const auto state = [&](ErrorCode code) {
    return after_attempt(row, failed(code, ""), start, OutboxOptions(), 0.5).state;
  };
  for (const auto code : {ErrorCode::invalid, ErrorCode::denied, ErrorCode::corrupt}) {
    EXPECT_EQ(state(code), OutboxState::failed);
  }
  for (const auto code :
       {ErrorCode::exhausted, ErrorCode::unavailable, ErrorCode::timed_out, ErrorCode::cancelled}) {
    EXPECT_EQ(state(code), OutboxState::pending);
  }
  EXPECT_EQ(state(ErrorCode::not_found), OutboxState::unavailable);
}

}  // namespace
}  // namespace anban::notify
