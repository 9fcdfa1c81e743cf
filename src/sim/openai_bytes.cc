// SPDX-License-Identifier: Apache-2.0
// Requests are read with a tree, since nothing here is hot; answers are written with JsonWriter.
#include "sim/openai_bytes.h"

#include <nlohmann/json.hpp>

#include "base/digest.h"
#include "base/json_writer.h"
#include "base/utf8.h"

namespace anban::sim {
namespace {

using Json = nlohmann::json;

std::string text_of(const Json& message, const char* name) {
  const auto found = message.find(name);
  if (found == message.end()) return {};
  if (found->is_string()) return found->get<std::string>();
  std::string joined;
  if (!found->is_array()) return joined;
  for (const Json& part : *found) {
    if (!part.is_object()) continue;
    const auto text = part.find("text");
    if (text != part.end() && text->is_string()) joined += text->get<std::string>();
  }
  return joined;
}

bool flag(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

std::size_t prompt_tokens(const ChatRequest& request) {
  std::size_t points = 0;
  for (const auto& each : request.messages) points += count_code_points(each.content);
  return points;
}

/// As many tokens as characters: Chinese is about that, and nobody is billed for it.
void write_usage(JsonWriter& json, std::size_t prompt, std::size_t completion) {
  json.key("usage").begin_object();
  json.field("prompt_tokens", prompt).field("completion_tokens", completion);
  json.field("total_tokens", prompt + completion).end_object();
}

std::int64_t seconds(Instant now) { return now.time_since_epoch().count() / 1000; }

void begin_frame(JsonWriter& json, const ChatRequest& request, std::string_view id, Instant now) {
  json.begin_object().field("id", id).field("object", "chat.completion.chunk");
  json.field("created", seconds(now)).field("model", request.model);
}

std::string frame(const ChatRequest& request, std::string_view id, Instant now,
                  std::string_view delta, std::string_view finish) {
  std::string out = "data: ";
  JsonWriter json(out);
  begin_frame(json, request, id, now);
  json.key("choices").begin_array().begin_object().field("index", 0).key("delta").raw(delta);
  json.key("finish_reason").raw(finish).end_object().end_array().end_object();
  return out + "\n\n";
}

std::string delta_of(std::string_view piece) {
  std::string delta;
  JsonWriter(delta).begin_object().field("content", piece).end_object();
  return delta;
}

}  // namespace

std::string_view ChatRequest::last(std::string_view role) const {
  for (auto each = messages.rbegin(); each != messages.rend(); ++each) {
    if (each->role == role) return each->content;
  }
  return {};
}

Result<ChatRequest> read_chat_request(std::string_view body) {
  const Json json = Json::parse(body, nullptr, false);
  if (!json.is_object()) return failed(ErrorCode::invalid, "the request is no JSON object");
  const auto messages = json.find("messages");
  if (messages == json.end() || !messages->is_array()) {
    return failed(ErrorCode::invalid, "the request has no list of messages");
  }
  ChatRequest request;
  request.model = text_of(json, "model");
  request.streams = flag(json, "stream");
  const auto options = json.find("stream_options");
  request.wants_usage =
      options != json.end() && options->is_object() && flag(*options, "include_usage");
  for (const Json& each : *messages) {
    if (each.is_object())
      request.messages.push_back({text_of(each, "role"), text_of(each, "content")});
  }
  return request;
}

std::string completion_bytes(const ChatRequest& request, std::string_view id, Instant now,
                             std::string_view content) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("id", id).field("object", "chat.completion");
  json.field("created", seconds(now)).field("model", request.model);
  json.key("choices").begin_array().begin_object().field("index", 0);
  json.key("message")
      .begin_object()
      .field("role", "assistant")
      .field("content", content)
      .end_object();
  json.field("finish_reason", "stop").end_object().end_array();
  write_usage(json, prompt_tokens(request), count_code_points(content));
  json.end_object();
  return out;
}

std::vector<std::string> stream_frames(const ChatRequest& request, std::string_view id, Instant now,
                                       const std::vector<std::string>& pieces) {
  std::vector<std::string> frames;
  frames.push_back(frame(request, id, now, R"({"role":"assistant","content":""})", "null"));
  std::size_t points = 0;
  for (const std::string& piece : pieces) {
    frames.push_back(frame(request, id, now, delta_of(piece), "null"));
    points += count_code_points(piece);
  }
  frames.push_back(frame(request, id, now, "{}", R"("stop")"));
  if (request.wants_usage) {
    std::string usage = "data: ";
    JsonWriter json(usage);
    begin_frame(json, request, id, now);
    json.key("choices").begin_array().end_array();
    write_usage(json, prompt_tokens(request), points);
    json.end_object();
    frames.push_back(usage + "\n\n");
  }
  frames.push_back("data: [DONE]\n\n");
  return frames;
}

std::string error_bytes(int status) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("error").begin_object();
  json.field("message", "scripted status " + std::to_string(status));
  json.field("type", "server_error").key("param").null().key("code").null();
  json.end_object().end_object();
  return out;
}

std::string models_bytes(Instant now) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("object", "list").key("data").begin_array().begin_object();
  json.field("id", "demo").field("object", "model").field("created", seconds(now));
  json.field("owned_by", "anban").end_object().end_array().end_object();
  return out;
}

Result<std::string> embeddings_bytes(std::string_view body) {
  const Json json = Json::parse(body, nullptr, false);
  const auto input = json.is_object() ? json.find("input") : json.end();
  if (!json.is_object() || input == json.end()) {
    return failed(ErrorCode::invalid, "the request has no input");
  }
  std::vector<std::string> texts;
  if (input->is_string()) texts.push_back(input->get<std::string>());
  if (input->is_array()) {
    for (const Json& each : *input)
      texts.push_back(each.is_string() ? each.get<std::string>() : each.dump());
  }
  std::string out;
  JsonWriter answer(out);
  answer.begin_object().field("object", "list").field("model", "demo").key("data").begin_array();
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const Digest digest = sha256(texts[i]);
    answer.begin_object()
        .field("object", "embedding")
        .field("index", i)
        .key("embedding")
        .begin_array();
    for (std::size_t at = 0; at < 8; ++at)
      answer.number(static_cast<double>(digest.bytes[at]) / 255.0);
    answer.end_array().end_object();
  }
  answer.end_array().key("usage").begin_object();
  answer.field("prompt_tokens", texts.size()).field("total_tokens", texts.size());
  answer.end_object().end_object();
  return out;
}

}  // namespace anban::sim
