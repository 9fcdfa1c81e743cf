// SPDX-License-Identifier: Apache-2.0
// ports/upstream.h over HTTP: one or several OpenAI-compatible servers, chosen by model name.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/private.h"
#include "net/client.h"
#include "ports/upstream.h"

namespace anban {

struct UpstreamServer {
  std::string name;          // as logs and errors call it
  std::string base_url;      // "https://host/v1"
  Private<std::string> key;  // sent as Authorization: Bearer; empty: none
  /// Public model name -> the server's own name. Empty: every model passes under its own name.
  std::map<std::string, std::string> models;
  std::size_t calls_at_once_max = 10'000;
};

class HttpUpstream final : public Upstream {
 public:
  /// `client` lives longer. Errors: invalid (no server, a base URL that does not parse, a key with
  /// characters that a header cannot carry); the detail names the server.
  static Result<std::unique_ptr<HttpUpstream>> make(HttpClient& client,
                                                    std::vector<UpstreamServer> servers);
  ~HttpUpstream() override;

  /// The server whose map names the model; else the first server that passes every model; a call
  /// without a model goes to the first server.
  Task<Result<std::unique_ptr<UpstreamReply>>> call(UpstreamCall call) override;
  /// Public names in all maps, in order and once each.
  std::vector<std::string> mapped_models() const;

 private:
  struct Server;
  HttpUpstream(HttpClient& client, std::vector<std::unique_ptr<Server>> servers);
  Server* server_of(const std::string& model);
  static ClientRequest request_of(const Server& server, UpstreamCall call);

  HttpClient& client_;
  std::vector<std::unique_ptr<Server>> servers_;
};

/// `body` with the value of its top-level "model" replaced. A body without one stays as it is.
std::string with_model(std::string_view body, std::string_view model);

}  // namespace anban
