// SPDX-License-Identifier: Apache-2.0
#include "vault/key_check.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <optional>

#include "vault/settings_only_journal.h"
#include "vault/software_vault.h"
#include "vault/test_entropy.h"

namespace anban::vault {
namespace {

Result<void> check(Journal& journal, const Vault& vault) {
  boost::asio::io_context loop;
  std::optional<Result<void>> out;
  boost::asio::co_spawn(loop, check_key(journal, vault),
                        [&out](std::exception_ptr, Result<void> result) { out = result; });
  loop.run();
  return *out;
}

TEST(KeyCheck, KnowsItsKeyAgainAndRefusesAnother) {
  TestEntropy entropy;
  const SoftwareVault vault(DataKey(std::array<unsigned char, 32>{1}), entropy);
  const SoftwareVault other(DataKey(std::array<unsigned char, 32>{2}), entropy);
  SettingsOnlyJournal journal;
  EXPECT_TRUE(check(journal, vault));
  EXPECT_TRUE(check(journal, vault));
  const auto refused = check(journal, other);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::denied);
  EXPECT_NE(refused.error().detail.find("bring back"), std::string::npos);
  EXPECT_TRUE(check(journal, vault));
}

TEST(KeyCheck, PassesOnThatTheJournalIsBroken) {
  TestEntropy entropy;
  const SoftwareVault vault(DataKey(std::array<unsigned char, 32>{1}), entropy);
  SettingsOnlyJournal journal;
  journal.refuses_writes = true;
  EXPECT_EQ(check(journal, vault).error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace anban::vault
