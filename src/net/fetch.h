// SPDX-License-Identifier: Apache-2.0
// One request to an address that a person or an operator named: webhooks, SMS providers. The
// address is looked up once, checked, and connected to as checked, so that a name which changes
// its answer (DNS rebinding) cannot reach the inside; redirects are refused.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/local_time.h"
#include "base/result.h"
#include "base/task.h"
#include "net/address.h"
#include "ports/http.h"

namespace anban {

struct FetchRequest {
  std::string method = "POST";
  std::string url;
  std::vector<HttpHeader> headers;
  std::string body;
  Milliseconds within{10'000};  // everything together
  std::size_t answer_bytes_max = 64 * 1024;
};

struct FetchAnswer {
  int status = 0;
  std::vector<HttpHeader> headers;
  std::string body;
};

struct FetchOptions {
  PrivateAddresses private_addresses = PrivateAddresses::refused;
  std::string ca_file;  // PEM, besides the system's authorities
};

class Fetcher {
 public:
  /// Errors: invalid (ca_file cannot be read).
  static Result<std::unique_ptr<Fetcher>> make(FetchOptions options);
  ~Fetcher();
  Fetcher(const Fetcher&) = delete;
  Fetcher& operator=(const Fetcher&) = delete;

  /// On a thread of Loops. Any final status but a redirect is an answer. Errors: invalid (the URL),
  /// denied (a private address, a redirect, a certificate), exhausted (the answer is too long),
  /// unavailable, timed_out.
  Task<Result<FetchAnswer>> fetch(FetchRequest request);

 private:
  struct Inside;
  explicit Fetcher(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace anban
