// SPDX-License-Identifier: Apache-2.0
// Claims about the event log: one JSON line an event, whatever the fields hold.
#include "base/event_log.h"

#include <thread>
#include <type_traits>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/local_time.h"
#include "base/private.h"

namespace anban {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

struct Lines {
  std::vector<std::string> lines;
  EventLog log_from(Level least) {
    return EventLog(least, [this](std::string_view line) { lines.emplace_back(line); });
  }
};

TEST(EventLog, WritesTheTimeTheLevelTheEventAndItsFields) {
  Lines seen;
  const EventLog log = seen.log_from(Level::info);
  log.warn("upstream.failed", {{"status", 503}, {"retried", true}, {"model", "qwen"}});
  ASSERT_EQ(seen.lines.size(), 1U);
  const std::string& line = seen.lines[0];
  EXPECT_THAT(line, StartsWith("{\"at\":\"2"));
  EXPECT_THAT(line, EndsWith("Z\",\"level\":\"warn\",\"event\":\"upstream.failed\","
                             "\"status\":503,\"retried\":true,\"model\":\"qwen\"}"));
  EXPECT_TRUE(parse_instant(line.substr(7, 24))) << line;
}

TEST(EventLog, LeavesOutWhatIsBelowItsLevel) {
  Lines seen;
  const EventLog log = seen.log_from(Level::warn);
  log.info("server.started");
  log.write(Level::debug, "turn.step");
  EXPECT_TRUE(seen.lines.empty());
  log.error("store.failed");
  EXPECT_EQ(seen.lines.size(), 1U);
}

TEST(EventLog, StaysOneLineOfJsonWhateverAFieldHolds) {
  Lines seen;
  const EventLog log = seen.log_from(Level::info);
  log.info("config.read", {{"path", "a\nb\"c"}, {"name", "\xff安"}});
  ASSERT_EQ(seen.lines.size(), 1U);
  EXPECT_EQ(seen.lines[0].find('\n'), std::string::npos);
  EXPECT_THAT(seen.lines[0], HasSubstr("\"a\\nb\\\"c\",\"name\":\"\xef\xbf\xbd安\""));
}

TEST(EventLog, MustNotTakeAPersonsWords) {
  EXPECT_FALSE((std::is_constructible_v<Field, std::string_view, Private<std::string>>));
  EXPECT_TRUE((std::is_constructible_v<Field, std::string_view, std::string>));
}

TEST(EventLog, WithoutASinkIsSilent) {
  const EventLog log(Level::debug, nullptr);
  log.error("nobody.listens");
}

TEST(StandardErrorSink, KeepsLinesOfSeveralThreadsWhole) {
  testing::internal::CaptureStderr();
  const EventLog log(Level::info, standard_error_sink());
  const auto speak = [&log] {
    for (int i = 0; i < 50; ++i) log.info("thread.spoke", {{"text", std::string(200, 'x')}});
  };
  std::thread first(speak);
  std::thread second(speak);
  first.join();
  second.join();
  std::istringstream all(testing::internal::GetCapturedStderr());
  int count = 0;
  for (std::string line; std::getline(all, line); ++count) {
    EXPECT_THAT(line, StartsWith("{\"at\":"));
    EXPECT_THAT(line, EndsWith("x\"}"));
  }
  EXPECT_EQ(count, 100);
}

}  // namespace
}  // namespace anban
