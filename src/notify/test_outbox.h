// SPDX-License-Identifier: Apache-2.0
// An outbox in virtual time with captured receivers, for the tests of this folder.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "notify/outbox.h"
#include "notify/test_journal.h"
#include "sim/captured_notifier.h"
#include "sim/seeded_entropy.h"
#include "sim/virtual_time.h"

namespace anban::notify {

const Instant start{std::chrono::hours(500'000)};

/// Never answers by itself; counts how many wait at once.
class Silent final : public Notifier {
 public:
  explicit Silent(Timer& timer) : timer_(timer) {}
  Task<Result<Sent>> send(Notification) override {
    most = std::max(most, ++waiting);
    co_await timer_.sleep_until(start + std::chrono::hours(100'000));
    co_return Sent();
  }
  int waiting = 0;
  int most = 0;

 private:
  Timer& timer_;
};

struct OutboxTest : testing::Test {
  sim::VirtualTime time{start};
  boost::asio::io_context loop;
  sim::SeededEntropy entropy{1};
  TestJournal journal;
  TestVault vault;
  DataKey key{{}};
  std::vector<std::string> lines;
  EventLog log{Level::debug, [this](std::string_view line) { lines.emplace_back(line); }};
  sim::CapturedNotifier receivers{time};
  OutboxOptions options;
  std::unique_ptr<Outbox> outbox;
  std::vector<OutboxRow> changes;

  void open() {
    outbox = std::make_unique<Outbox>(OutboxDeps{journal, time, time, entropy, vault, key, log},
                                      options);
    outbox->add_channel("email", receivers);
    outbox->add_channel("sms", receivers);
    outbox->when_changed([this](const OutboxRow& row) { changes.push_back(row); });
    outbox->falls_back_to([](const OutboxRow&) {
      Notification words;
      words.channel = "email";
      words.event = "on_call.case";
      words.address = Private<std::string>("oncall@example.com");
      return std::optional(words);
    });
    boost::asio::co_spawn(loop, outbox->run(), boost::asio::detached);
    time.settle(loop);
  }

  void put(const std::string& id, const std::string& channel, const std::string& care_case = "",
           const std::string& other_channel = "") {
    OutboxRow row;
    row.id = NotificationId(id);
    row.recipient = "guardian";
    row.channel = channel;
    row.event = care_case.empty() ? "contact.confirm" : "crisis.contact";
    row.care_case = CaseId(care_case);
    row.created = time.now();
    row.next_attempt = time.now();
    Notification notification;
    notification.channel = channel;
    notification.event = row.event;
    notification.address = Private<std::string>("mama@example.com");
    notification.body = "请联系您关心的人";
    notification.other_channel = other_channel;
    if (!other_channel.empty()) notification.other_address = Private<std::string>("the other one");
    row.sealed_notification = seal_notification(notification, key, vault);
    journal.rows[row.id] = row;
  }

  OutboxRow row(const std::string& id) { return journal.rows.at(NotificationId(id)); }

  void pass(Milliseconds much) { time.run_to(loop, time.now() + much); }

  void TearDown() override {
    if (outbox) outbox->stop();
    time.run_until_idle(loop);
  }
};

}  // namespace anban::notify
