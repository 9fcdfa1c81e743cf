// SPDX-License-Identifier: Apache-2.0
// What a turn costs on the wire: reading a request, writing the upstream's, and one SSE event in
// and out (goal: below 1.5 microseconds together).
#include <string>

#include <benchmark/benchmark.h>

#include "wire/chat_answer.h"
#include "wire/chat_request.h"
#include "wire/sse.h"
#include "wire/strict_json.h"
#include "wire/upstream_body.h"
#include "wire/upstream_chunk.h"

namespace anban::wire {
namespace {

/// A request of about `bytes` bytes: a persona and a history of short Chinese messages.
std::string request_of(std::size_t bytes) {
  std::string body =
      R"({"model":"demo","stream":true,"temperature":0.8,"user":"xiaoming","messages":[)"
      R"({"role":"system","content":"你是一个温柔的陪伴者，名字叫小林。"})";
  while (body.size() + 120 < bytes) {
    body += R"(,{"role":"user","content":"今天上班有点累，晚上想早点休息。\n你呢？"})"
            R"(,{"role":"assistant","content":"辛苦了，先喝口水，慢慢说给我听吧。"})";
  }
  return body + R"(,{"role":"user","content":"晚安"}]})";
}

void read_request(benchmark::State& state) {
  const std::string body = request_of(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    auto request = read_chat_request(body);
    benchmark::DoNotOptimize(request);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(body.size()));
}
BENCHMARK(read_request)->Arg(2'000)->Arg(30'000)->Arg(100'000);

void check_only(benchmark::State& state) {
  const std::string body = request_of(static_cast<std::size_t>(state.range(0)));
  JsonDocument document;
  for (auto _ : state) {
    auto read = document.parse(body);
    benchmark::DoNotOptimize(read);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(body.size()));
}
BENCHMARK(check_only)->Arg(2'000)->Arg(30'000);

void write_upstream_body(benchmark::State& state) {
  const auto request = read_chat_request(request_of(static_cast<std::size_t>(state.range(0))));
  for (auto _ : state) {
    std::string body = upstream_body(*request, request->messages, "real");
    benchmark::DoNotOptimize(body);
  }
}
BENCHMARK(write_upstream_body)->Arg(2'000)->Arg(30'000);

std::string event_with(std::string_view id, std::string_view content) {
  return R"(data: {"id":"chatcmpl-)" + std::string(id) +
         R"(","object":"chat.completion.chunk","created":1785546000,"model":"qwen-plus",)"
         R"("system_fingerprint":"fp_1","choices":[{"index":0,"delta":{"content":")" +
         std::string(content) + R"("},"logprobs":null,"finish_reason":null}]})" + "\n\n";
}

/// One event in, one frame out. The argument is how many ids take turns: with 1 the frame around
/// the content repeats, as servers do; with 2 every event goes the long way.
void relay_event(benchmark::State& state) {
  const std::string events[] = {event_with("9f8e7d6c5b4a", "晚安，好梦"),
                                event_with("a1b2c3d4e5f6", "明天见")};
  SseDecoder decoder;
  ChunkReader reader;
  UpstreamDelta delta;
  const FrameWriter frames(completion_id("trn_01J8Z5K3M7Q2W9E4R6T8Y0U1I3"), 1785546000, "demo",
                           UsageFrame::not_asked);
  std::string out;
  std::size_t turn = 0;
  for (auto _ : state) {
    decoder.feed(events[turn]);
    turn = (turn + 1) % static_cast<std::size_t>(state.range(0));
    while (decoder.next() == SseStep::event) {
      if (!reader.read(decoder.data(), delta)) state.SkipWithError("not read");
      out.clear();
      frames.content(out, delta.content);
    }
    benchmark::DoNotOptimize(out);
  }
}
BENCHMARK(relay_event)->Arg(1)->Arg(2);

}  // namespace
}  // namespace anban::wire
