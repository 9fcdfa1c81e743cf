// SPDX-License-Identifier: Apache-2.0
// TLS settings made from files, and sessions over a descriptor. TLS 1.2 at least, buffers
// released while idle.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "base/result.h"

struct ssl_st;
struct ssl_ctx_st;

namespace anban {

using TlsContext = std::shared_ptr<ssl_ctx_st>;

struct TlsFree {
  void operator()(ssl_st* session) const noexcept;
};
using TlsSession = std::unique_ptr<ssl_st, TlsFree>;

/// Both are PEM files. Errors: invalid, not_found, denied; the detail names file and remedy.
Result<TlsContext> server_tls(const std::string& certificate_file, const std::string& key_file);
enum class TlsUse { http, lines };

/// Whether `ca_file` (empty: none) holds PEM certificates. Errors: invalid.
Result<void> check_authorities(const std::string& ca_file);

/// One loop's settings for connections that we open, made when first needed: reading the system's
/// authorities takes milliseconds, which a start without TLS should not wait for.
class ClientTls {
 public:
  /// Trusts the system's authorities and those of `ca_file`; HTTP is offered by ALPN only where it
  /// is spoken. Errors: invalid.
  Result<TlsContext> context(const std::string& ca_file, TlsUse use);

 private:
  std::map<std::pair<std::string, TlsUse>, TlsContext> made_;
};

/// For an accepted connection.
TlsSession accept_session(const TlsContext& context, int descriptor);
/// For a connection to `host`, whose name (or numeric address) the certificate must hold.
TlsSession connect_session(const TlsContext& context, int descriptor, const std::string& host);

/// The oldest error that OpenSSL noted on this thread, in words; empties its list.
std::string tls_fault(const ssl_st* session);

}  // namespace anban
