// SPDX-License-Identifier: Apache-2.0
// Accounts of staff as they are stored: one setting each, "staff/<id>", with hash and code secret
// sealed under the installation's key, so that a copy of the data folder gives nobody anything to
// guess at. Reads are of committed rows; whoever changes an account stands behind one gate
// (api/staff_desk.h), so that a code lets in once and no change is lost.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "api/credentials.h"
#include "people/staff_account.h"
#include "ports/journal.h"
#include "turn/caller.h"

namespace anban::api {

class StaffBook {
 public:
  static constexpr std::size_t accounts_most = 1000;

  StaffBook(Journal& journal, Vault& vault, const DataKey& key)
      : journal_(journal), vault_(vault), key_(key) {}

  /// Oldest first; those who were removed, too, whose ids stand in records. Errors: those of the
  /// journal, corrupt.
  Result<std::vector<StaffAccount>> all();
  Result<std::optional<StaffAccount>> by_id(std::string_view id);
  Result<std::optional<StaffAccount>> by_login(std::string_view login);
  /// Whose link this is, while it opens.
  Result<std::optional<StaffAccount>> by_invitation(const Digest& look_up, Instant now);

  static SettingRow row(const StaffAccount& account);
  /// Of an account without any: two empty ones. Errors: denied, corrupt.
  Result<StaffSecrets> secrets_of(const StaffAccount& account);
  void seal(StaffAccount& account, const StaffSecrets& secrets);

  /// Ends every session of the account but `spared`. Errors: those of the journal.
  Result<void> end_sessions(const std::string& account, const std::optional<Digest>& spared,
                            Transaction& record);
  /// Forgets when sessions that are over were used last.
  Result<void> forget_old_uses(Instant now, Transaction& record);

 private:
  Journal& journal_;
  Vault& vault_;
  const DataKey& key_;
};

/// The account waits for whoever has the link with this token; what it had before is gone.
std::string invite(StaffAccount& account, Credentials& credentials, Instant now);

struct FirstAdmin {
  StaffAccount account;
  std::string token;  // of its link
};
/// An account for the first administrator, invited: a new one, or the one that was invited before.
/// Nothing where an administrator can sign in. Errors: those of the journal.
Result<std::optional<FirstAdmin>> first_admin(StaffBook& book, Credentials& credentials,
                                              Entropy& entropy, Instant now);

/// Canonical JSON of an act at an account: never a login, a password or a code.
std::string staff_leaf(std::string kind, const StaffAccount& account, const Caller& by,
                       Instant now);

/// The name behind an id of staff ("stf_…", "key_…"); the id itself where there is none.
Result<std::string> staff_name(Journal& journal, const std::string& id);

/// Wrong tries at logins that nobody has, so that they have to wait like others. In memory only.
class UnknownLogins {
 public:
  static constexpr std::size_t remembered_most = 10'000;
  WrongTries of(const Digest& login);
  void count(const Digest& login, Instant now);
  void clear();

 private:
  std::mutex mutex_;
  std::map<Digest, WrongTries> tries_;
};

}  // namespace anban::api
