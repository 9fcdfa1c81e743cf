// SPDX-License-Identifier: Apache-2.0
// Claims about the event decoder; the last ones hold for any chunking.
#include "wire/sse.h"

#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace anban::wire {
namespace {

struct Heard {
  std::vector<std::string> events;
  SseStep last = SseStep::hungry;
  friend bool operator==(const Heard&, const Heard&) = default;
};

void hear(SseDecoder& decoder, Heard& heard) {
  for (;;) {
    heard.last = decoder.next();
    if (heard.last != SseStep::event) return;
    heard.events.emplace_back(decoder.data());
  }
}

Heard decode(const std::vector<std::string>& chunks) {
  SseDecoder decoder;
  Heard heard;
  for (const std::string& chunk : chunks) {
    // A copy of the exact size, so that a view kept too long is found by the sanitizer.
    const std::string own(chunk);
    decoder.feed(own);
    hear(decoder, heard);
    if (heard.last != SseStep::hungry) return heard;
  }
  decoder.feed_end();
  hear(decoder, heard);
  return heard;
}

std::vector<std::string> events(const std::string& bytes) { return decode({bytes}).events; }

using Strings = std::vector<std::string>;

TEST(Sse, ReadsEventsWithEveryLineEnd) {
  EXPECT_EQ(events("data: a\n\ndata: b\n\n"), (Strings{"a", "b"}));
  EXPECT_EQ(events("data: a\r\n\r\ndata: b\r\n\r\n"), (Strings{"a", "b"}));
  EXPECT_EQ(events("data: a\r\rdata: b\r\r"), (Strings{"a", "b"}));
  EXPECT_EQ(events("data: a\r\n\ndata: b\r\r\n"), (Strings{"a", "b"}));
}

TEST(Sse, SkipsCommentsOtherFieldsAndEmptyEvents) {
  EXPECT_EQ(events(": keep-alive\n\nevent: x\nid: 1\nretry: 5\ndata: a\n\n\n\n"), (Strings{"a"}));
  EXPECT_EQ(events("event: only\n\ndata\n\ndata:\n\ndatabase: no\n\n"), Strings{});
}

TEST(Sse, TakesOneSpaceBehindTheColonAndNoMore) {
  EXPECT_EQ(events("data:a\n\ndata:  a\n\ndata: \xE4\xBD\xA0\n\n"), (Strings{"a", " a", "你"}));
}

TEST(Sse, JoinsSeveralDataLines) {
  EXPECT_EQ(events("data: a\n: between\ndata: b\ndata:\ndata: c\n\n"), (Strings{"a\nb\n\nc"}));
}

TEST(Sse, SkipsAByteOrderMarkOnlyAtTheStart) {
  EXPECT_EQ(events("\xEF\xBB\xBF"
                   "data: a\n\n"),
            (Strings{"a"}));
  EXPECT_EQ(decode({"\xEF", "\xBB",
                    "\xBF"
                    "da",
                    "ta: a\n\n"})
                .events,
            (Strings{"a"}));
  EXPECT_EQ(events("data: a\n\n\xEF\xBB\xBF"
                   "data: b\n\n"),
            (Strings{"a"}));
}

TEST(Sse, EndsAtDoneAndIgnoresTheRest) {
  const Heard heard = decode({"data: a\n\ndata: [DONE]\n\ndata: b\n\n", "data: c\n\n"});
  EXPECT_EQ(heard.events, (Strings{"a"}));
  EXPECT_EQ(heard.last, SseStep::done);
  EXPECT_EQ(decode({"data: [DONE]"}).last, SseStep::done);
  EXPECT_EQ(decode({"data: [DONE] \n\n"}).last, SseStep::done);
  EXPECT_EQ(events("data: [DONE]x\n\n"), (Strings{"[DONE]x"}));
}

TEST(Sse, GivesTheLastEventOfABodyThatForgotItsBlankLine) {
  EXPECT_EQ(events("data: a\n\ndata: b"), (Strings{"a", "b"}));
  EXPECT_EQ(events("data: b\n"), (Strings{"b"}));
  EXPECT_EQ(events("data: b\ndata: c"), (Strings{"b\nc"}));
}

TEST(Sse, RefusesALineOrAnEventThatIsTooLong) {
  const std::string line = "data: " + std::string(sse_event_bytes_max - 6, 'x');
  EXPECT_EQ(events(line + "\n\n").size(), 1U);
  EXPECT_EQ(decode({line, "x\n\n"}).last, SseStep::too_long);
  EXPECT_EQ(decode({line + "x\n\n"}).last, SseStep::too_long);
  const std::string half = "data: " + std::string(sse_event_bytes_max / 2, 'x') + "\n";
  EXPECT_EQ(decode({half, half, half, "\n"}).last, SseStep::too_long);
  SseDecoder endless;
  const std::string comment(4096, ':');
  SseStep step = SseStep::hungry;
  for (int i = 0; i < 300 && step == SseStep::hungry; ++i) {
    endless.feed(comment);
    step = endless.next();
  }
  EXPECT_EQ(step, SseStep::too_long);
  EXPECT_EQ(endless.next(), SseStep::too_long);
}

TEST(Sse, DoesNotCopyAnEventThatStandsWholeInItsChunk) {
  const std::string chunk = "data: hello\n\ndata: you\n\n";
  SseDecoder decoder;
  decoder.feed(chunk);
  ASSERT_EQ(decoder.next(), SseStep::event);
  EXPECT_EQ(decoder.data().data(), chunk.data() + 6);
}

const std::string mixed =
    "\xEF\xBB\xBF: hi\r\ndata: {\"a\":\"\xE4\xBD\xA0\xE5\xA5\xBD\"}\r\n\r\ndata: one\rdata: two\r\r"
    "event: x\ndata:three\n\n\ndata\n\nid: 7\ndata: \xF0\x9F\x99\x82\n\ndata: last\n\n";

TEST(Sse, HearsTheSameByteByByte) {
  std::vector<std::string> bytes;
  for (const char c : mixed) bytes.emplace_back(1, c);
  EXPECT_EQ(decode(bytes), decode({mixed}));
  EXPECT_EQ(decode({mixed}).events.size(), 5U);
}

TEST(Sse, HearsTheSameForEveryCutInTwo) {
  for (std::size_t at = 0; at <= mixed.size(); ++at) {
    EXPECT_EQ(decode({mixed.substr(0, at), mixed.substr(at)}), decode({mixed})) << at;
  }
}

TEST(Sse, HearsTheSameForAnyChunking) {
  constexpr unsigned seed = 20260801;
  std::mt19937 random(seed);
  constexpr std::string_view alphabet = "\n\n\r\rd:a x";
  for (int round = 0; round < 2'000; ++round) {
    std::string text;
    for (int i = 0; i < 60; ++i) {
      const std::size_t pick = random() % (alphabet.size() + 3);
      text += pick < alphabet.size() ? std::string(1, alphabet[pick]) : std::string("data: y");
    }
    std::vector<std::string> chunks;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t length = random() % 9;
      chunks.push_back(text.substr(at, length));
      at += length;
    }
    ASSERT_EQ(decode(chunks), decode({text})) << "seed " << seed << " round " << round;
  }
}

}  // namespace
}  // namespace anban::wire
