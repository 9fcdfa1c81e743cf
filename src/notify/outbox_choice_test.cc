// SPDX-License-Identifier: Apache-2.0
// What is started next: a new crisis before everything else, others in pages, nothing starved,
// nothing forgotten.
#include <gtest/gtest.h>

#include "notify/test_outbox.h"

namespace anban::notify {
namespace {

using sim::ReceiverPlan;
using std::chrono::hours;
using std::chrono::seconds;

struct OutboxChoiceTest : OutboxTest {
  Silent silent{time};

  void open_with_silent(const std::string& channel) {
    open();
    outbox->add_channel(channel, silent);
  }
  void put_many(int count, const std::string& channel, int attempts, bool of_cases) {
    for (int n = 0; n < count; ++n) {
      const std::string number = std::to_string(10'000 + n);
      put("ntf_" + number, channel, of_cases ? "cas_" + number : "");
      journal.rows[NotificationId("ntf_" + number)].attempts = attempts;
    }
  }
  auto count(OutboxState state) const {
    return std::count_if(journal.rows.begin(), journal.rows.end(),
                         [&](const auto& each) { return each.second.state == state; });
  }
};

TEST_F(OutboxChoiceTest, ANewCrisisIsTriedAtOnceThoughOlderOnesWaitForSilentReceivers) {
  open_with_silent("webhook");
  put_many(400, "webhook", 2, true);
  outbox->nudge();
  time.settle(loop);
  EXPECT_EQ(silent.most, options.at_once_for_crises);
  put("ntf_z", "email", "cas_z");
  outbox->nudge();
  time.settle(loop);
  EXPECT_EQ(row("ntf_z").state, OutboxState::delivered);
  EXPECT_EQ(time.now(), start);
}

TEST_F(OutboxChoiceTest, ANewCrisisThatFoundNoRoomIsFirstWhenThereIsSome) {
  open_with_silent("webhook");
  put_many(options.at_once_for_crises + options.at_once_for_new, "webhook", 0, true);
  outbox->nudge();
  time.settle(loop);
  outbox->nudge();
  time.settle(loop);
  EXPECT_EQ(silent.most, options.at_once_for_crises + options.at_once_for_new);
  put("ntf_z", "email", "cas_z");
  outbox->nudge();
  time.settle(loop);
  EXPECT_EQ(row("ntf_z").attempts, 0) << "every place is taken";
  pass(options.attempt_deadline + Milliseconds(1));
  EXPECT_EQ(row("ntf_z").state, OutboxState::delivered) << "without another nudge";
}

TEST_F(OutboxChoiceTest, ABurstAtSilentReceiversDoesNotHoldThePlacesOfNewCrises) {
  open_with_silent("webhook");
  put_many(options.at_once_for_crises + options.at_once_for_new + 300, "webhook", 0, true);
  outbox->nudge();
  for (int second = 0; second < 25; ++second) pass(seconds(1));
  put("ntf_z", "email", "cas_z");
  const Instant asked = time.now();
  outbox->nudge();
  time.settle(loop);
  EXPECT_EQ(row("ntf_z").state, OutboxState::delivered);
  EXPECT_EQ(time.now(), asked);
}

TEST_F(OutboxChoiceTest, OfCrisesNeverTriedTheNewestIsFirst) {
  options.at_once_for_crises = 1;
  options.at_once_for_new = 0;
  put("ntf_c", "sms", "cas_c");
  journal.rows[NotificationId("ntf_c")].attempts = 1;
  for (const std::string name : {"a", "b"}) {
    put("ntf_" + name, "sms", "cas_" + name);
    pass(seconds(1));
  }
  open();
  pass(seconds(1));
  std::string order;
  for (const auto& each : receivers.attempts()) order += each.notification.id.text + " ";
  EXPECT_EQ(order, "ntf_b ntf_a ntf_c ");
}

TEST_F(OutboxChoiceTest, CrisesDoNotKeepOthersFromTheirPlaces) {
  open_with_silent("webhook");
  put_many(400, "webhook", 2, true);
  outbox->nudge();
  time.settle(loop);
  put("ntf_a", "email");
  outbox->nudge();
  pass(seconds(1));
  EXPECT_EQ(row("ntf_a").state, OutboxState::delivered);
}

TEST_F(OutboxChoiceTest, AMailServerIsAskedByFewAtOnceAndOthersDoNotWaitForIt) {
  open_with_silent("email");
  put_many(100, "email", 0, true);
  outbox->nudge();
  time.settle(loop);
  EXPECT_EQ(silent.most, options.at_once_by_mail);
  put("ntf_z", "sms", "cas_z");
  put("ntf_y", "sms");
  outbox->nudge();
  pass(seconds(1));
  EXPECT_EQ(row("ntf_z").state, OutboxState::delivered);
  EXPECT_EQ(row("ntf_y").state, OutboxState::delivered);
}

TEST_F(OutboxChoiceTest, ABacklogIsReadInPages) {
  put_many(1000, "sms", 0, false);
  open();
  pass(seconds(10));
  EXPECT_EQ(count(OutboxState::delivered), 1000);
  EXPECT_LT(journal.due_reads, 30) << "not for each attempt that ends";
}

TEST_F(OutboxChoiceTest, WhatIsErasedWhileItWaitsForRoomIsNotSent) {
  open_with_silent("webhook");
  put_many(options.at_once + 100, "webhook", 0, false);
  outbox->nudge();
  time.settle(loop);
  ASSERT_EQ(silent.most, options.at_once);
  outbox->add_channel("webhook", receivers);
  const NotificationId first_waiting("ntf_" + std::to_string(10'000 + options.at_once));
  std::erase_if(journal.rows, [&](const auto& each) { return each.first >= first_waiting; });
  pass(seconds(30));
  EXPECT_FALSE(receivers.attempts().empty());
  for (const auto& each : receivers.attempts()) {
    EXPECT_LT(each.notification.id, first_waiting);
  }
}

TEST_F(OutboxChoiceTest, MoreCrisesThanAreKnownInMemoryAreAllTold) {
  options.crises_known = 20;
  receivers.set_plan("sms", ReceiverPlan::timeout);
  put_many(150, "sms", 0, true);
  open();
  pass(seconds(30));
  receivers.set_plan("sms", ReceiverPlan::delivered);
  pass(hours(2));
  EXPECT_EQ(count(OutboxState::pending), 0);
  EXPECT_EQ(count(OutboxState::failed), 0);
}

TEST_F(OutboxChoiceTest, ACrisisFromBeforeARestartGoesBeforeTheBacklogOfThen) {
  Silent& receiver = silent;
  put_many(500, "webhook", 0, false);
  put("ntf_z", "email", "cas_z");
  journal.rows[NotificationId("ntf_z")].attempts = 1;
  open_with_silent("webhook");
  time.settle(loop);
  EXPECT_EQ(row("ntf_z").state, OutboxState::delivered);
  EXPECT_LE(receiver.most, options.at_once);
}

TEST_F(OutboxChoiceTest, ARowForLaterWaitsForItsTime) {
  open();
  put("ntf_z", "email", "cas_z");
  journal.rows[NotificationId("ntf_z")].next_attempt = time.now() + seconds(90);
  outbox->nudge();
  pass(seconds(89));
  EXPECT_EQ(row("ntf_z").attempts, 0);
  pass(seconds(2));
  EXPECT_EQ(row("ntf_z").state, OutboxState::delivered);
}

}  // namespace
}  // namespace anban::notify
