// SPDX-License-Identifier: Apache-2.0
// Accounts of the people who work for the operator: invited, then enrolled with a password and an
// authenticator app, and let in with both. Pure rules and the stored form; hashing the password,
// storing and the session's key are the caller's. Times: a session ends 12 hours after signing in
// and 30 minutes after its last use (NIST SP 800-63B-4, AAL2); a one-time code is good within one
// step of 30 seconds on either side (RFC 6238, 5.2) and once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/local_time.h"
#include "base/result.h"

namespace anban {

constexpr std::string_view staff_account_prefix = "stf_";  // of ids
constexpr Seconds staff_session_most{12 * 3600};
constexpr Seconds staff_session_idle{30 * 60};
constexpr Seconds staff_invitation_good_for{72 * 3600};
constexpr std::size_t staff_password_least = 10;  // code points
constexpr std::size_t staff_password_most = 128;  // code points

enum class StaffState {
  invited,    // a link waits for them
  enrolling,  // they chose a password; the authenticator app is not confirmed yet
  active,
  removed
};
const char* name_of(StaffState state);

/// What was tried in vain. Kept for logins that nobody has, too, so that waiting tells nothing.
struct WrongTries {
  static constexpr int free = 4;  // the fifth wrong one asks to wait
  static constexpr Seconds first_wait{30};
  static constexpr Seconds wait_most{15 * 60};

  int count = 0;
  std::optional<Instant> wait_until = {};
  friend bool operator==(const WrongTries&, const WrongTries&) = default;
};
/// How long nobody may try; nothing where they may.
std::optional<Seconds> must_wait(const WrongTries& tries, Instant now);
/// One more wrong try: from the fifth on each doubles the wait, up to a quarter of an hour.
WrongTries after_wrong(WrongTries tries, Instant now);

struct StaffAccount {
  std::string id;  // "stf_…": what leases, tickets and records name
  std::string name;
  std::string login;
  std::string role;
  StaffState state = StaffState::invited;
  Instant created;
  std::string created_by;       // id of the administrator's key
  std::string invitation = {};  // look-up of the link's token, hexadecimal; empty: none
  std::optional<Instant> invited_until = {};
  std::optional<Instant> last_sign_in = {};
  std::int64_t last_step = -1;  // of the newest code that let somebody in
  WrongTries tries = {};
  Bytes sealed = {};  // StaffSecrets under the installation's key
  friend bool operator==(const StaffAccount&, const StaffAccount&) = default;
};

std::string to_stored(const StaffAccount& account);
/// Errors: corrupt.
Result<StaffAccount> staff_account_from_stored(std::string_view text);

struct StaffSecrets {
  std::string password_hash;
  Bytes code_secret;  // 20 bytes
  friend bool operator==(const StaffSecrets&, const StaffSecrets&) = default;
};
std::string to_stored(const StaffSecrets& secrets);
/// Errors: corrupt.
Result<StaffSecrets> staff_secrets_from_stored(std::string_view text);

/// In small letters, or nothing for what can be no login: 2 to 64 of a-z 0-9 . _ - @ that begin
/// with a letter or figure.
std::optional<std::string> staff_login(std::string_view text);
/// What is wrong with a password, or nothing: 10 to 128 code points, not of few characters, and
/// without the login in it.
std::optional<std::string> fault_of_password(std::string_view password, std::string_view login);
/// Whether a link with this invitation still opens.
bool may_enrol(const StaffAccount& account, Instant now);

/// The step whose code this is, where it is newer than the last that was used.
std::optional<std::int64_t> accepted_step(BytesView code_secret, std::string_view code, Instant now,
                                          std::int64_t last_step);
/// "otpauth://totp/…", as authenticator apps read it from a QR code.
std::string otpauth_of(const StaffAccount& account, BytesView code_secret);

/// Whether a session that was begun and last used then still opens.
bool session_is_open(Instant begun, Instant last_used, Instant now);

}  // namespace anban
