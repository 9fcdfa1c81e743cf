// SPDX-License-Identifier: Apache-2.0
// A data folder knows its master key again (vault/key_check.h over a journal).
#include "vault/key_check.h"

#include <gtest/gtest.h>

#include "store/contract_rows.h"
#include "store/memory/memory_journal.h"
#include "store/test_vault.h"

namespace anban::store {
namespace {

/// Looks up under a key of its own, as every master key does.
class KeyedVault final : public Vault {
 public:
  explicit KeyedVault(char key) : key_(32, key) {}
  Digest look_up(std::string_view, std::string_view text) const override {
    return keyed_hash(key_, text);
  }
  Bytes sign(BytesView message) const override { return vault_.sign(message); }
  Bytes public_key() const override { return vault_.public_key(); }
  DataKey new_key() override { return vault_.new_key(); }
  Bytes wrap(const DataKey& key, std::string_view owner) override {
    return vault_.wrap(key, owner);
  }
  Result<DataKey> unwrap(BytesView wrapped, std::string_view owner) override {
    return vault_.unwrap(wrapped, owner);
  }
  Bytes seal(const DataKey& key, std::string_view purpose, BytesView plain) override {
    return vault_.seal(key, purpose, plain);
  }
  Result<Bytes> open(const DataKey& key, std::string_view purpose, BytesView sealed) override {
    return vault_.open(key, purpose, sealed);
  }

 private:
  Bytes key_;
  TestVault vault_;
};

TEST(KeyCheck, KnowsItsKeyAgainAndRefusesAnother) {
  const KeyedVault vault('a');
  const KeyedVault other('b');
  MemoryJournal journal;
  EXPECT_TRUE(contract::check_key(journal, vault));
  EXPECT_TRUE(contract::check_key(journal, vault));
  const auto refused = contract::check_key(journal, other);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::denied);
  EXPECT_NE(refused.error().detail.find("bring back"), std::string::npos);
  EXPECT_TRUE(contract::check_key(journal, vault));
}

TEST(KeyCheck, PassesOnThatTheJournalIsBroken) {
  MemoryJournal journal;
  journal.refuse_writes(Error{ErrorCode::unavailable, "the disk is full"});
  EXPECT_EQ(contract::check_key(journal, KeyedVault('a')).error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace anban::store
