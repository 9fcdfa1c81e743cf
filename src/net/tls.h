// SPDX-License-Identifier: Apache-2.0
// TLS settings made from files, and sessions over a descriptor. TLS 1.2 at least, buffers
// released while idle.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"

struct ssl_st;
struct ssl_ctx_st;

namespace anban {

using TlsContext = std::shared_ptr<ssl_ctx_st>;

struct TlsFree {
  void operator()(ssl_st* session) const noexcept;
};
using TlsSession = std::unique_ptr<ssl_st, TlsFree>;

/// Both are PEM files. Errors: invalid, not_found, denied; the detail names the file and what to do.
Result<TlsContext> server_tls(const std::string& certificate_file, const std::string& key_file);
enum class TlsUse { http, lines };

/// Trusts the system's authorities and those of `ca_file` where it is not empty; HTTP is offered by
/// ALPN only where it is spoken. Errors: invalid.
Result<TlsContext> client_tls(const std::string& ca_file, TlsUse use);

/// For an accepted connection.
TlsSession accept_session(const TlsContext& context, int descriptor);
/// For a connection to `host`, whose name (or numeric address) the certificate must hold.
TlsSession connect_session(const TlsContext& context, int descriptor, const std::string& host);

/// The oldest error that OpenSSL noted on this thread, in words; empties its list.
std::string tls_fault(const ssl_st* session);

}  // namespace anban
