// SPDX-License-Identifier: Apache-2.0
// A plan and a request make a CannedAnswer.
#include "sim/scripted_upstream.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/json_writer.h"
#include "sim/canned_reply.h"
#include "sim/openai_bytes.h"

namespace anban::sim {
namespace {

using Json = nlohmann::json;

constexpr std::size_t bodies_most = 1'000;  // the sandbox is for tests, not for load
constexpr std::string_view default_reply = "好的，我在听。";

std::string all_of(const std::vector<std::string>& pieces) {
  std::string joined;
  for (const std::string& each : pieces) joined += each;
  return joined;
}

CannedAnswer completion(const UpstreamPlan& plan, const ChatRequest& chat, bool streams,
                        std::string_view id, Instant now, std::string_view reply) {
  CannedAnswer answer;
  answer.pause = plan.chunk_delay;
  const std::vector<std::string> pieces =
      plan.chunks.empty() ? std::vector<std::string>{std::string(reply)} : plan.chunks;
  if (streams) {
    answer.content_type = "text/event-stream";
    answer.pieces = stream_frames(chat, id, now, pieces);
  } else {
    answer.pieces.push_back(completion_bytes(chat, id, now, all_of(pieces)));
  }
  if (plan.bytes_a_read > 0) answer.pieces = cut_bytes(all_of(answer.pieces), plan.bytes_a_read);
  if (plan.break_after_reads > 0 && plan.break_after_reads < answer.pieces.size()) {
    answer.pieces.resize(plan.break_after_reads);
    answer.ending = CannedAnswer::Ending::broken;
  }
  return answer;
}

CannedAnswer failing(int status) {
  CannedAnswer answer;
  answer.status = status;
  answer.pieces.push_back(error_bytes(status));
  return answer;
}

Result<CannedAnswer> answer_to(const UpstreamCall& call, const UpstreamPlan& plan,
                               std::string_view reply, std::string_view id, Instant now) {
  CannedAnswer answer;
  answer.silence_most = plan.silence_most;
  if (plan.status != 200) return failing(plan.status);
  if (plan.stall) {
    if (call.streams) answer.content_type = "text/event-stream";
    answer.ending = CannedAnswer::Ending::silence;
    return answer;
  }
  if (!plan.raw_body.empty()) {
    if (call.streams) answer.content_type = "text/event-stream";
    answer.pieces = cut_bytes(plan.raw_body, plan.bytes_a_read > 0 ? plan.bytes_a_read : 4096);
    return answer;
  }
  if (call.path == "/embeddings") {
    auto body = embeddings_bytes(call.body);
    if (!body) return failing(400);
    answer.pieces.push_back(std::move(*body));
    return answer;
  }
  if (call.path != "/chat/completions") return failing(404);
  const Result<ChatRequest> chat = read_chat_request(call.body);
  if (!chat) return failing(400);
  const std::string_view words = plan.echo ? chat->last("user") : reply;
  return completion(plan, *chat, call.streams || chat->streams, id, now, words);
}

Result<std::vector<std::string>> strings(const Json& value, std::string_view name) {
  std::vector<std::string> all;
  if (!value.is_array()) return failed(ErrorCode::invalid, fmt::format("{} must be a list", name));
  for (const Json& each : value) {
    if (!each.is_string()) {
      return failed(ErrorCode::invalid, fmt::format("{} must hold strings only", name));
    }
    all.push_back(each.get<std::string>());
  }
  return all;
}

Result<std::int64_t> number(const Json& value, std::string_view name, std::int64_t least,
                            std::int64_t most) {
  if (!value.is_number_integer() || value.get<std::int64_t>() < least ||
      value.get<std::int64_t>() > most) {
    return failed(ErrorCode::invalid, fmt::format("{} must be {} to {}", name, least, most));
  }
  return value.get<std::int64_t>();
}

Result<void> read_words(UpstreamPlan& plan, const std::string& name, const Json& value) {
  if (name == "reply") {
    if (!value.is_string()) return failed(ErrorCode::invalid, "reply must be a string");
    plan.replies = {value.get<std::string>()};
    return {};
  }
  auto all = strings(value, name);
  if (!all) return failed(all);
  if (all->empty()) return failed(ErrorCode::invalid, name + " must not be empty");
  (name == "chunks" ? plan.chunks : plan.replies) = std::move(*all);
  return {};
}

Result<void> read_number(UpstreamPlan& plan, const std::string& name, const Json& value) {
  const std::int64_t least = name == "status" ? 100 : 0;
  const auto count = number(value, name, least, name == "status" ? 599 : 3'600'000);
  if (!count) return failed(count);
  if (name == "status") plan.status = static_cast<int>(*count);
  if (name == "chunk_delay_ms") plan.chunk_delay = Milliseconds(*count);
  if (name == "bytes_a_read") plan.bytes_a_read = static_cast<std::size_t>(*count);
  if (name == "break_after_reads") plan.break_after_reads = static_cast<std::size_t>(*count);
  return {};
}

Result<void> read_field(UpstreamPlan& plan, const std::string& name, const Json& value) {
  if (name == "reply" || name == "chunks" || name == "replies")
    return read_words(plan, name, value);
  if (name == "status" || name == "chunk_delay_ms" || name == "bytes_a_read" ||
      name == "break_after_reads") {
    return read_number(plan, name, value);
  }
  if (name != "echo" && name != "stall") {
    return failed(
        ErrorCode::invalid,
        fmt::format("unknown field {}: one of reply, chunks, chunk_delay_ms, replies, echo, "
                    "status, stall, bytes_a_read, break_after_reads",
                    name));
  }
  if (!value.is_boolean()) return failed(ErrorCode::invalid, name + " must be true or false");
  (name == "echo" ? plan.echo : plan.stall) = value.get<bool>();
  return {};
}

}  // namespace

Result<UpstreamPlan> read_upstream_plan(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || json.empty()) {
    return failed(ErrorCode::invalid, "the plan must be a JSON object with at least one field");
  }
  UpstreamPlan plan;
  for (const auto& [name, value] : json.items()) {
    const auto read = read_field(plan, name, value);
    if (!read) return failed(read);
  }
  return plan;
}

void ScriptedUpstream::set_plan(UpstreamPlan plan) {
  const std::lock_guard lock(counters_->mutex);
  counters_->plan = std::move(plan);
  counters_->next_reply = 0;
}

void ScriptedUpstream::reset() {
  const std::lock_guard lock(counters_->mutex);
  counters_->plan = {};
  counters_->next_reply = 0;
  counters_->calls = 0;
  counters_->aborts = 0;
  counters_->bodies.clear();
}

UpstreamPlan ScriptedUpstream::record(const UpstreamCall& call, std::string& reply,
                                      std::string& id) {
  const std::lock_guard lock(counters_->mutex);
  ++counters_->calls;
  id = fmt::format("chatcmpl-scripted-{}", counters_->calls);
  if (counters_->bodies.size() >= bodies_most) counters_->bodies.erase(counters_->bodies.begin());
  counters_->bodies.push_back(call.body);
  const auto& replies = counters_->plan.replies;
  reply = default_reply;
  if (!replies.empty()) {
    reply = replies[std::min(counters_->next_reply, replies.size() - 1)];
    ++counters_->next_reply;
  }
  return counters_->plan;
}

Task<Result<std::unique_ptr<UpstreamReply>>> ScriptedUpstream::call(UpstreamCall call) {
  CannedAnswer answer;
  if (call.path == "/models") {
    answer.pieces.push_back(models_bytes(clock_.now()));
  } else {
    std::string reply;
    std::string id;
    const UpstreamPlan plan = record(call, reply, id);
    if (plan.refuses_connections) {
      co_return failed(ErrorCode::unavailable, "the scripted model server refuses connections");
    }
    auto made = answer_to(call, plan, reply, id, clock_.now());
    if (!made) co_return failed(made);
    answer = std::move(*made);
  }
  auto count_abort = [counters = counters_] {
    const std::lock_guard lock(counters->mutex);
    ++counters->aborts;
  };
  std::unique_ptr<UpstreamReply> reply =
      std::make_unique<CannedReply>(clock_, timer_, std::move(answer), std::move(count_abort));
  co_return reply;
}

std::uint64_t ScriptedUpstream::calls() const {
  const std::lock_guard lock(counters_->mutex);
  return counters_->calls;
}

std::uint64_t ScriptedUpstream::aborts() const {
  const std::lock_guard lock(counters_->mutex);
  return counters_->aborts;
}

std::vector<std::string> ScriptedUpstream::bodies() const {
  const std::lock_guard lock(counters_->mutex);
  return counters_->bodies;
}

std::string ScriptedUpstream::calls_json() const {
  const std::lock_guard lock(counters_->mutex);
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("count", counters_->calls).key("calls").begin_array();
  for (const std::string& each : counters_->bodies) json.raw(each.empty() ? "null" : each);
  json.end_array().end_object();
  return out;
}

}  // namespace anban::sim
