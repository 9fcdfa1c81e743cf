// SPDX-License-Identifier: Apache-2.0
// Choosing the server, naming the model its way, and counting the calls that are under way.
#include "net/http_upstream.h"

#include <algorithm>
#include <atomic>

#include "base/json_writer.h"
#include "net/head.h"

namespace anban {

struct HttpUpstream::Server {
  UpstreamServer settings;
  Url base;
  std::atomic<std::size_t> calls = 0;

  bool serves(const std::string& model) const { return settings.models.contains(model); }
};

namespace {

/// One call under way; counts it out when let go of.
template <class Server>
class CallCount {
 public:
  explicit CallCount(Server& server) : server_(&server) {}
  CallCount(CallCount&& other) noexcept : server_(std::exchange(other.server_, nullptr)) {}
  CallCount& operator=(CallCount&&) = delete;
  ~CallCount() {
    if (server_ != nullptr) server_->calls.fetch_sub(1);
  }

 private:
  Server* server_;
};

template <class Server>
class CountedReply final : public UpstreamReply {
 public:
  CountedReply(CallCount<Server> count, std::unique_ptr<ClientReply> reply)
      : count_(std::move(count)), reply_(std::move(reply)) {}
  int status() const override { return reply_->status(); }
  std::string_view content_type() const override { return reply_->content_type(); }
  Task<Result<std::string_view>> read() override { return reply_->read(); }
  void abort() noexcept override { reply_->abort(); }

 private:
  CallCount<Server> count_;
  std::unique_ptr<ClientReply> reply_;
};

/// Moves `at` behind the JSON string that starts there.
void skip_string(std::string_view json, std::size_t& at) {
  for (++at; at < json.size() && json[at] != '"'; ++at) {
    if (json[at] == '\\') ++at;
  }
  at = std::min(at + 1, json.size());
}

std::size_t skip_spaces(std::string_view json, std::size_t at) {
  const std::size_t found = json.find_first_not_of(" \t\r\n", at);
  return found == std::string_view::npos ? json.size() : found;
}

}  // namespace

std::string with_model(std::string_view body, std::string_view model) {
  int depth = 0;
  for (std::size_t at = 0; at < body.size();) {
    const char c = body[at];
    if (c != '"') {
      depth += (c == '{' || c == '[') - (c == '}' || c == ']');
      ++at;
      continue;
    }
    const std::size_t start = at;
    skip_string(body, at);
    if (depth != 1 || body.substr(start, at - start) != "\"model\"") continue;
    std::size_t value = skip_spaces(body, at);
    if (value == body.size() || body[value] != ':') continue;
    value = skip_spaces(body, value + 1);
    if (value == body.size() || body[value] != '"') continue;
    std::size_t end = value;
    skip_string(body, end);
    std::string changed(body.substr(0, value));
    append_json_string(changed, model);
    changed += body.substr(end);
    return changed;
  }
  return std::string(body);
}

Result<std::unique_ptr<HttpUpstream>> HttpUpstream::make(HttpClient& client,
                                                         std::vector<UpstreamServer> servers) {
  if (servers.empty()) return failed(ErrorCode::invalid, "no upstream server is configured");
  std::vector<std::unique_ptr<Server>> made;
  for (UpstreamServer& each : servers) {
    auto base = parse_url(each.base_url);
    if (!base) {
      return failed(ErrorCode::invalid,
                    "upstream '" + each.name + "': base_url: " + base.error().detail);
    }
    if (base->target.find('?') != std::string::npos) {
      return failed(ErrorCode::invalid, "upstream '" + each.name + "': base_url holds a query");
    }
    if (!is_header_value(each.key.reveal())) {
      return failed(ErrorCode::invalid,
                    "upstream '" + each.name + "': the key holds control characters (a line end?)");
    }
    while (base->target.ends_with('/')) base->target.pop_back();
    made.push_back(std::make_unique<Server>());
    made.back()->settings = std::move(each);
    made.back()->base = std::move(*base);
  }
  return std::unique_ptr<HttpUpstream>(new HttpUpstream(client, std::move(made)));
}

HttpUpstream::HttpUpstream(HttpClient& client, std::vector<std::unique_ptr<Server>> servers)
    : client_(client), servers_(std::move(servers)) {}

HttpUpstream::~HttpUpstream() = default;

std::vector<std::string> HttpUpstream::mapped_models() const {
  std::vector<std::string> names;
  for (const auto& server : servers_) {
    for (const auto& [name, own] : server->settings.models) {
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  }
  return names;
}

HttpUpstream::Server* HttpUpstream::server_of(const std::string& model) {
  if (model.empty()) return servers_.front().get();
  for (const auto& server : servers_) {
    if (server->serves(model)) return server.get();
  }
  for (const auto& server : servers_) {
    if (server->settings.models.empty()) return server.get();
  }
  return nullptr;
}

ClientRequest HttpUpstream::request_of(const Server& server, UpstreamCall call) {
  ClientRequest request;
  request.retry = Retry::before_first_byte;
  request.cancel = std::move(call.cancel);
  request.method = call.body.empty() ? "GET" : "POST";
  request.url = server.base;
  request.url.target += call.path;
  const std::string& key = server.settings.key.reveal();
  request.headers.reserve(5);
  if (!key.empty()) request.headers.push_back({"Authorization", "Bearer " + key});
  request.headers.push_back({"Accept", call.streams ? "text/event-stream" : "application/json"});
  if (!call.body.empty()) request.headers.push_back({"Content-Type", "application/json"});
  if (!call.request_id.empty()) request.headers.push_back({"x-request-id", call.request_id});
  request.headers.push_back({"User-Agent", "anban"});
  const auto own_name = server.settings.models.find(call.model);
  if (own_name != server.settings.models.end() && own_name->second != call.model) {
    request.body = with_model(call.body, own_name->second);
  } else {
    request.body = std::move(call.body);
  }
  return request;
}

Task<Result<std::unique_ptr<UpstreamReply>>> HttpUpstream::call(UpstreamCall call) {
  Server* const server = server_of(call.model);
  if (server == nullptr) {
    co_return failed(ErrorCode::not_found, "no upstream server serves this model");
  }
  const std::string& name = server->settings.name;
  if (server->calls.fetch_add(1) >= server->settings.calls_at_once_max) {
    server->calls.fetch_sub(1);
    co_return failed(ErrorCode::exhausted, "upstream '" + name + "' has too many calls at once");
  }
  CallCount<Server> count(*server);
  ClientRequest request = request_of(*server, std::move(call));
  auto reply = co_await client_.send(std::move(request));
  if (!reply) {
    co_return failed(reply.error().code, "upstream '" + name + "': " + reply.error().detail);
  }
  co_return std::make_unique<CountedReply<Server>>(std::move(count), std::move(*reply));
}

}  // namespace anban
