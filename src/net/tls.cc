// SPDX-License-Identifier: Apache-2.0
// OpenSSL behind tls.h.
#include "net/tls.h"

#include <cerrno>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ensure.h"
#include "net/address.h"

namespace anban {
namespace {

constexpr unsigned char http_1_1[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* length,
                    const unsigned char* offered, unsigned offered_length, void*) {
  unsigned char* found = nullptr;
  const int outcome =
      SSL_select_next_proto(&found, length, http_1_1, sizeof http_1_1, offered, offered_length);
  *chosen = found;
  return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

TlsContext new_context(const SSL_METHOD* method) {
  TlsContext context(SSL_CTX_new(method), SSL_CTX_free);
  ensure(context != nullptr, "OpenSSL makes a context unless memory is gone");
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                         SSL_OP_CIPHER_SERVER_PREFERENCE);
  SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                      SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  return context;
}

Result<void> check_readable(const std::string& file, const char* what) {
  if (::access(file.c_str(), R_OK) == 0) return {};
  if (errno == EACCES) {
    return failed(ErrorCode::denied, std::string(what) + " " + file +
                                         " may not be read by this user; change its permissions");
  }
  return failed(ErrorCode::not_found,
                std::string(what) + " " + file + " is not there; give the path of a PEM file");
}

Result<void> trust(const TlsContext& context, const std::string& ca_file) {
  if (ca_file.empty()) return {};
  if (SSL_CTX_load_verify_locations(context.get(), ca_file.c_str(), nullptr) == 1) return {};
  return failed(ErrorCode::invalid, "the authorities file " + ca_file +
                                        " cannot be read as PEM: " + tls_fault(nullptr));
}

}  // namespace

void TlsFree::operator()(ssl_st* session) const noexcept { SSL_free(session); }

std::string tls_fault(const ssl_st* session) {
  if (session != nullptr) {
    const long verdict = SSL_get_verify_result(session);
    if (verdict != X509_V_OK) {
      ERR_clear_error();
      return X509_verify_cert_error_string(verdict);
    }
  }
  const unsigned long code = ERR_get_error();
  ERR_clear_error();
  const char* const reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  return reason == nullptr ? "the connection broke" : reason;
}

Result<TlsContext> server_tls(const std::string& certificate_file, const std::string& key_file) {
  if (auto there = check_readable(certificate_file, "the certificate"); !there) {
    return failed(there);
  }
  if (auto there = check_readable(key_file, "the certificate's key"); !there) return failed(there);
  TlsContext context = new_context(TLS_server_method());
  if (SSL_CTX_use_certificate_chain_file(context.get(), certificate_file.c_str()) != 1) {
    return failed(ErrorCode::invalid, "the certificate " + certificate_file +
                                          " is not a PEM chain: " + tls_fault(nullptr));
  }
  if (SSL_CTX_use_PrivateKey_file(context.get(), key_file.c_str(), SSL_FILETYPE_PEM) != 1) {
    return failed(
        ErrorCode::invalid,
        "the key " + key_file + " is not the certificate's PEM key: " + tls_fault(nullptr));
  }
  SSL_CTX_set_alpn_select_cb(context.get(), choose_protocol, nullptr);
  return context;
}

Result<void> check_authorities(const std::string& ca_file) {
  const TlsContext context = new_context(TLS_client_method());
  return trust(context, ca_file);
}

Result<TlsContext> ClientTls::context(const std::string& ca_file, TlsUse use) {
  TlsContext& made = made_[{ca_file, use}];
  if (made) return made;
  TlsContext context = new_context(TLS_client_method());
  SSL_CTX_set_default_verify_paths(context.get());
  if (auto trusted = trust(context, ca_file); !trusted) return failed(trusted);
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  if (use == TlsUse::http) SSL_CTX_set_alpn_protos(context.get(), http_1_1, sizeof http_1_1);
  ERR_clear_error();
  made = context;
  return context;
}

TlsSession accept_session(const TlsContext& context, int descriptor) {
  TlsSession session(SSL_new(context.get()));
  ensure(session != nullptr, "OpenSSL makes a session unless memory is gone");
  SSL_set_fd(session.get(), descriptor);
  SSL_set_accept_state(session.get());
  return session;
}

TlsSession connect_session(const TlsContext& context, int descriptor, const std::string& host) {
  TlsSession session(SSL_new(context.get()));
  ensure(session != nullptr, "OpenSSL makes a session unless memory is gone");
  SSL_set_fd(session.get(), descriptor);
  SSL_set_connect_state(session.get());
  if (parse_address(host)) {
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session.get()), host.c_str());
  } else {
    SSL_set_hostflags(session.get(), X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    SSL_set1_host(session.get(), host.c_str());
    SSL_set_tlsext_host_name(session.get(), host.c_str());
  }
  return session;
}

}  // namespace anban
