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

/// Who asks: somebody, or a page by itself while nobody sits before it. That keeps no session open.
enum class AskedBy { person, page };

class Credentials {
 public:
  static constexpr std::size_t cached_most = 100'000;
  static constexpr Seconds cached_for{30};

  Credentials(Journal& journal, Vault& vault, const Clock& clock, Entropy& entropy,
              SandboxTokens sandbox)
      : journal_(journal), vault_(vault), clock_(clock), entropy_(entropy), sandbox_(sandbox) {}

  /// The caller behind "Bearer …"; nothing for a wrong, expired or revoked key. Errors: those of
  /// the journal.
  Result<std::optional<Caller>> caller(std::string_view authorization,
                                       AskedBy by = AskedBy::person);

  /// A new secret "ak_…" (app), "pk_…" (personal), "gs_…" (guardian session), "su_…" (set-up link).
  Minted mint(const std::string& kind, std::string subject, std::string scopes,
              std::optional<Instant> expires);
  /// A session of that account of staff (people/staff_account.h): its id is the account's.
  Minted mint_staff_session(const std::string& account, std::string role);
  /// When sessions were last used is kept in memory; now and then it is written down, so that a
  /// restart does not make an unused session a used one. The row to store, where it is time.
  std::optional<SettingRow> use_to_store(std::string_view authorization);
  /// The row that says when a session was last used.
  static std::string use_setting(const Digest& look_up);
  static constexpr const char* use_prefix = "staff_seen/";
  static constexpr Seconds use_stored_every{300};

  /// An eight-letter code for a contact, without letters that look alike.
  Minted mint_code(std::string subject, Instant expires);
  Digest look_up(std::string_view secret) const { return vault_.look_up("credential", secret); }
  /// Of the key in "Bearer …".
  Digest look_up_of(std::string_view authorization) const;
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
    std::optional<Instant> begun = std::nullopt;  // of a session of staff
  };
  struct Use {
    Digest look_up;
    Instant last;
    Instant stored;
  };
  std::optional<Caller> remembered(const std::string& token, AskedBy by, Instant now);
  /// Notes a use of a session of staff that still opens; false where it does not. The caller holds
  /// mutex_.
  bool takes_use(const std::string& token, AskedBy by, Instant begun, Instant now);
  /// Knows from then on when the session was last used. Errors: those of the journal.
  Result<void> recall_use(const std::string& token, const CredentialRow& row);
  std::optional<Caller> sandbox_caller(std::string_view token) const;

  Journal& journal_;
  Vault& vault_;
  const Clock& clock_;
  Entropy& entropy_;
  SandboxTokens sandbox_;
  RateLimit wrong_codes_;
  std::mutex mutex_;
  std::unordered_map<std::string, Known> known_;
  std::unordered_map<std::string, Use> used_;  // sessions of staff
};

}  // namespace anban::api
