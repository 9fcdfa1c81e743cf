// SPDX-License-Identifier: Apache-2.0
// `anban chat`: a companion in the terminal, through the gateway like any other client.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

#include "app/commands.h"
#include "base/json_writer.h"
#include "net/client.h"
#include "net/http_upstream.h"
#include "wire/sse.h"
#include "wire/upstream_chunk.h"

namespace anban::app {
namespace {

struct Said {
  std::string role;
  std::string words;
};

constexpr std::size_t history_most = 40;  // messages sent along; older ones are left out

std::string request_body(const std::vector<Said>& history, const std::string& model) {
  std::string body;
  JsonWriter json(body);
  json.begin_object().field("model", model).field("stream", true).key("messages").begin_array();
  const std::size_t from = history.size() > history_most ? history.size() - history_most : 0;
  for (std::size_t i = from; i < history.size(); ++i) {
    json.begin_object()
        .field("role", history[i].role)
        .field("content", history[i].words)
        .end_object();
  }
  json.end_array().end_object();
  return body;
}

/// Prints the reply as it comes and returns it whole.
Task<Result<std::string>> talk(Upstream& gateway, std::string body, std::string model) {
  UpstreamCall call;
  call.path = "/chat/completions";
  call.body = std::move(body);
  call.streams = true;
  call.model = std::move(model);
  auto calling = gateway.call(std::move(call));
  auto reply = co_await std::move(calling);
  if (!reply) co_return failed(reply);
  std::string words;
  std::string raw;
  wire::SseDecoder decoder;
  wire::ChunkReader chunks;
  wire::UpstreamDelta delta;
  for (;;) {
    auto reading = (*reply)->read();
    const Result<std::string_view> piece = co_await std::move(reading);
    if (!piece) co_return failed(piece);
    if (piece->empty()) break;
    if ((*reply)->status() != 200) {
      raw += *piece;
      continue;
    }
    decoder.feed(*piece);
    while (decoder.next() == wire::SseStep::event) {
      if (!chunks.read(decoder.data(), delta)) continue;
      if (delta.is_error) co_return failed(ErrorCode::unavailable, delta.error_message);
      std::fputs(delta.content.c_str(), stdout);
      std::fflush(stdout);
      words += delta.content;
    }
  }
  if ((*reply)->status() != 200) co_return failed(ErrorCode::denied, raw);
  co_return words;
}

std::string key_of(const ChatOptions& options) {
  if (!options.key.empty()) return options.key;
  std::ifstream stream(std::filesystem::path(options.data_folder) / "demo.key");
  std::string key;
  std::getline(stream, key);
  return key;
}

void converse(Loops& loops, Upstream& gateway, const std::string& model) {
  std::vector<Said> history;
  std::string line;
  std::fputs("说“退出”离开 / say \"exit\" to leave\n\n> ", stdout);
  std::fflush(stdout);
  while (std::getline(std::cin, line)) {
    if (!line.empty()) {
      history.push_back({"user", line});
      auto asked = boost::asio::co_spawn(loops.executor(0),
                                         talk(gateway, request_body(history, model), model),
                                         boost::asio::use_future);
      const Result<std::string> reply = asked.get();
      if (!reply) {
        std::fputs(("anban: " + reply.error().detail).c_str(), stdout);
        history.pop_back();
      } else {
        history.push_back({"assistant", *reply});
      }
    }
    std::fputs("\n\n> ", stdout);
    std::fflush(stdout);
  }
  std::fputs("\n", stdout);
}

}  // namespace

int chat(const ChatOptions& options) {
  const std::string key = key_of(options);
  if (key.empty()) {
    return complain(
        "no key: start `anban serve` first (it writes the demonstration key into its data folder), "
        "name that folder with --data, or give --key");
  }
  Loops loops(1);
  auto client = HttpClient::make(loops, HttpClientOptions());
  if (!client) return complain(client.error().detail);
  std::vector<UpstreamServer> servers;
  servers.push_back({"anban", options.url + "/v1", Private<std::string>(key), {}});
  auto gateway = HttpUpstream::make(**client, std::move(servers));
  if (!gateway) return complain(gateway.error().detail);
  loops.start();
  converse(loops, **gateway, options.model);
  loops.stop();
  loops.join();
  return 0;
}

}  // namespace anban::app
