// SPDX-License-Identifier: Apache-2.0
// Credentials: keys, sessions and codes. Only a keyed hash of a secret is stored, so a copy of the
// data folder opens nothing. Look-ups are cached for a short while; revoking clears the cache.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "api/rate_limit.h"
#include "ports/clock.h"
#include "ports/entropy.h"
#include "ports/journal.h"
#include "ports/vault.h"
#include "turn/caller.h"

namespace anban::api {

/// Whether `Bearer sandbox-<role>` opens doors; never outside `anban sandbox`.
enum class SandboxTokens { refused, accepted };

struct Minted {
  std::string secret;  // shown once
  CredentialRow row;   // to be committed
};

class Credentials {
 public:
  static constexpr std::size_t cached_most = 100'000;
  static constexpr Seconds cached_for{30};

  Credentials(Journal& journal, Vault& vault, const Clock& clock, Entropy& entropy,
              SandboxTokens sandbox)
      : journal_(journal), vault_(vault), clock_(clock), entropy_(entropy), sandbox_(sandbox) {}

  /// The caller behind "Bearer …"; nothing for a wrong, expired or revoked key. Errors: those of
  /// the journal.
  Result<std::optional<Caller>> caller(std::string_view authorization);

  /// A new secret "ak_…" (app), "pk_…" (personal), "gs_…" (guardian session), "su_…" (set-up link).
  Minted mint(const std::string& kind, std::string subject, std::string scopes,
              std::optional<Instant> expires);
  /// An eight-letter code for a contact, without letters that look alike.
  Minted mint_code(std::string subject, Instant expires);
  Digest look_up(std::string_view secret) const { return vault_.look_up("credential", secret); }
  void forget_cached();

  /// Wrong codes of one network address in a minute; what is more is not even looked at.
  static constexpr int wrong_codes_a_minute = 30;
  /// After how long a code may be tried from there, where too many were wrong.
  std::optional<Seconds> too_many_wrong(const std::string& peer) {
    return wrong_codes_.ask(peer, wrong_codes_a_minute, clock_.now());
  }
  void count_wrong(const std::string& peer) {
    wrong_codes_.take(peer, wrong_codes_a_minute, clock_.now());
  }
  /// The sandbox's reset.
  void forget_wrong() { wrong_codes_.clear(); }

 private:
  struct Known {
    std::optional<Caller> caller;
    Instant until;
  };
  std::optional<Caller> sandbox_caller(std::string_view token) const;

  Journal& journal_;
  Vault& vault_;
  const Clock& clock_;
  Entropy& entropy_;
  SandboxTokens sandbox_;
  RateLimit wrong_codes_;
  std::mutex mutex_;
  std::unordered_map<std::string, Known> known_;
};

}  // namespace anban::api
