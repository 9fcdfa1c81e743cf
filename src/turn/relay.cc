// SPDX-License-Identifier: Apache-2.0
// The reply on its way back. The usual event costs one read, one decode, one screen and one write.
#include "turn/relay.h"

#include <algorithm>

#include "duties/content/content.h"
#include "turn/tool_calls.h"
#include "turn/wariness.h"
#include "wire/sse.h"
#include "wire/upstream_chunk.h"

namespace anban {
namespace {

using signals::Finding;

/// The state of one relay; lives in the frame of relay().
struct Relay {
  Turn& turn;
  Speaker& speaker;
  std::unique_ptr<signals::Screen> screen;  // of a stream
  ToolCalls tools;
  Unmasking unmasking;
  RelayEnd& end;
};

signals::Holding holding_of(const Turn& turn) {
  switch (wariness_of(turn)) {
    case Wariness::whole: return signals::Holding::whole_reply;
    case Wariness::held:
    case Wariness::clauses: return std::max(turn.plan.holding, signals::Holding::two_clauses);
    case Wariness::none: break;
  }
  return turn.plan.holding;
}

signals::Audience audience_of(const Turn& turn) {
  const auto& person = turn.facts.person;
  signals::Audience audience;
  audience.minor = !person.registered || person.standing.mode == Mode::minor;
  audience.crisis = turn.plan.in_crisis;
  audience.caution = caution_of(turn);
  return audience;
}

/// Takes over what the screen says; true while the reply may go on.
bool take(Relay& relay, signals::ScreenStep step) {
  if (!step.release.empty()) {
    relay.speaker.say(step.release);
    relay.end.model_spoke = true;
  }
  for (Finding& each : step.noticed) relay.turn.in_reply.push_back(std::move(each));
  if (!step.cut) return true;
  relay.turn.in_reply.push_back(*step.cut);
  relay.end.cut = std::move(step.cut);
  return false;
}

/// Words of the model: what the person gave is put back, so that all that is shown was screened.
bool take_words(Relay& relay, std::string_view words) {
  return words.empty() || take(relay, relay.screen->feed(relay.unmasking.feed(words)));
}

/// The reply is complete: nothing is held any more.
void take_rest(Relay& relay) {
  if (!take(relay, relay.screen->feed(relay.unmasking.finish()))) return;
  take(relay, relay.screen->finish());
}

bool take_delta(Relay& relay, const wire::UpstreamDelta& delta) {
  ++relay.turn.deps.meters.events_relayed;
  if (delta.is_error) {
    relay.end.failure =
        Error{ErrorCode::unavailable, "the model server reported an error in its stream"};
    return false;
  }
  if (delta.usage) relay.speaker.set_usage(*delta.usage);
  for (const wire::ToolCall& call : delta.tool_calls) relay.tools.add(call);
  if (delta.finish_reason) relay.end.finish_reason = *delta.finish_reason;
  return take_words(relay, delta.content) && take_words(relay, delta.refusal);
}

/// What the tools of a finished reply would carry out is screened like content.
void judge_tools(Relay& relay) {
  if (relay.end.cut || relay.end.failure || relay.tools.empty()) return;
  relay.tools.restore(relay.turn.masks);
  for (const std::string& words : relay.tools.words()) {
    for (Finding& each : relay.turn.policy->observer->observe(words, signals::Role::assistant)) {
      if (!each.decided || !duties::is_forbidden_output(each.category)) continue;
      relay.turn.in_reply.push_back(each);
      relay.end.cut = std::move(each);
      return;
    }
  }
  relay.speaker.set_tool_calls(relay.tools.json());
}

Task<Result<std::string>> read_all(UpstreamReply& reply) {
  std::string body;
  for (;;) {
    auto reading = reply.read();
    const Result<std::string_view> piece = co_await std::move(reading);
    if (!piece) co_return failed(piece);
    if (piece->empty()) co_return body;
    if (body.size() + piece->size() > wire::completion_bytes_max) {
      co_return failed(ErrorCode::exhausted, "the model server's answer is larger than 8 MiB");
    }
    body += *piece;
  }
}

Task<void> relay_whole(Relay& relay, UpstreamReply& reply) {
  auto reading = read_all(reply);
  const Result<std::string> body = co_await std::move(reading);
  if (!body) {
    relay.end.failure = body.error();
    co_return;
  }
  const Result<wire::UpstreamCompletion> answer = wire::read_completion(*body);
  if (!answer) {
    relay.end.failure = answer.error();
    co_return;
  }
  if (answer->usage) relay.speaker.set_usage(*answer->usage);
  for (const wire::ToolCall& call : answer->tool_calls) relay.tools.add(call);
  relay.end.finish_reason = answer->finish_reason;
  std::string words =
      relay.unmasking.feed(answer->content.empty() ? answer->refusal : answer->content);
  words += relay.unmasking.finish();
  const Turn& turn = relay.turn;
  if (!words.empty()) take(relay, turn.policy->screens->whole(words, audience_of(turn)));
}

/// Decodes and screens what one read brought; false ends the reply. Not inlined, so that what it
/// needs for a moment has no place in the frame of relay_stream(), which lives as long as a stream.
[[gnu::noinline]] bool take_piece(Relay& relay, wire::SseDecoder& decoder,
                                  wire::ChunkReader& chunks) {
  wire::UpstreamDelta delta;
  for (;;) {
    switch (decoder.next()) {
      case wire::SseStep::hungry: return true;
      case wire::SseStep::done: return false;
      case wire::SseStep::too_long:
        relay.end.failure = Error{ErrorCode::invalid, "the model server sent an event over 1 MiB"};
        return false;
      case wire::SseStep::event: break;
    }
    const Result<void> read = chunks.read(decoder.data(), delta);
    if (!read) {
      relay.end.failure = read.error();
      return false;
    }
    if (!take_delta(relay, delta)) return false;
  }
}

Task<void> relay_stream(Relay& relay, UpstreamReply& reply) {
  wire::SseDecoder decoder;
  wire::ChunkReader chunks;
  bool goes_on = true;
  while (goes_on) {
    auto reading = reply.read();
    const Result<std::string_view> piece = co_await std::move(reading);
    if (!piece) {
      relay.end.failure = piece.error();
      break;
    }
    goes_on = !piece->empty();
    if (goes_on) {
      decoder.feed(*piece);
    } else {
      decoder.feed_end();
    }
    goes_on = take_piece(relay, decoder, chunks) && goes_on;
    if (relay.end.failure) break;  // a reply that has not begun can still be a plain error
    auto flushing = relay.speaker.flush();
    const Result<void> flushed = co_await std::move(flushing);
    if (!flushed) {
      relay.end.client_left = true;
      break;
    }
  }
  const bool complete = !relay.end.cut && !relay.end.failure && !relay.end.client_left;
  if (complete) take_rest(relay);
}

}  // namespace

Task<void> relay(Turn& turn, std::shared_ptr<UpstreamReply> reply, Speaker& speaker,
                 Running& running, RelayEnd& end) {
  Relay state{turn, speaker, nullptr, {}, Unmasking(turn.masks), end};
  running.cancel()->when_cancelled([reply] { reply->abort(); });
  if (turn.chat.stream) {
    state.screen = turn.policy->screens->make(audience_of(turn), holding_of(turn));
    auto relaying = relay_stream(state, *reply);
    co_await std::move(relaying);
  } else {
    auto relaying = relay_whole(state, *reply);
    co_await std::move(relaying);
  }
  running.cancel()->when_cancelled(nullptr);
  judge_tools(state);
  if (end.failure || end.cut) reply->abort();
  if (end.cut) remember_harm(turn, *end.cut);
  end.stopped = running.reason();
  if (end.stopped) end.failure.reset();
  if (end.stopped == StopReason::abandoned) end.client_left = true;
}

}  // namespace anban
