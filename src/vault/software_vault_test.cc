// SPDX-License-Identifier: Apache-2.0
#include "vault/software_vault.h"

#include <cstring>
#include <new>
#include <set>

#include <gtest/gtest.h>

#include "vault/test_entropy.h"

namespace anban::vault {
namespace {

DataKey key_of(unsigned char number) {
  std::array<unsigned char, 32> bytes{};
  bytes.fill(number);
  return DataKey(bytes);
}

class SoftwareVaultTest : public testing::Test {
 protected:
  TestEntropy entropy_;
  SoftwareVault vault_{key_of(1), entropy_};
  DataKey key_ = vault_.new_key();
};

TEST_F(SoftwareVaultTest, OpensWhatItSealed) {
  for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 300U, 100'000U}) {
    const Bytes plain(size, 'x');
    const Bytes sealed = vault_.seal(key_, "message", plain);
    EXPECT_EQ(sealed.size(), size + 29);
    EXPECT_EQ(vault_.open(key_, "message", sealed).value(), plain);
  }
}

TEST_F(SoftwareVaultTest, SealsTheSameWordsDifferentlyEachTime) {
  std::set<Bytes> all;
  for (int n = 0; n < 100; ++n) all.insert(vault_.seal(key_, "message", "你好"));
  EXPECT_EQ(all.size(), 100U);
}

TEST_F(SoftwareVaultTest, ShowsNothingOfThePlainText) {
  const Bytes sealed = vault_.seal(key_, "message", "我的电话是13800000000");
  EXPECT_EQ(sealed.find("1380000"), std::string::npos);
}

TEST_F(SoftwareVaultTest, OpensForNoOtherPurposeOrKey) {
  const Bytes sealed = vault_.seal(key_, "message", "words");
  EXPECT_EQ(vault_.open(key_, "profile", sealed).error().code, ErrorCode::denied);
  EXPECT_EQ(vault_.open(key_, "message2", sealed).error().code, ErrorCode::denied);
  EXPECT_EQ(vault_.open(key_, "", sealed).error().code, ErrorCode::denied);
  EXPECT_EQ(vault_.open(vault_.new_key(), "message", sealed).error().code, ErrorCode::denied);
}

TEST_F(SoftwareVaultTest, NoticesEveryFlippedByteAndEveryCut) {
  const Bytes sealed = vault_.seal(key_, "message", "some words");
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    Bytes changed = sealed;
    changed[at] ^= 1;
    EXPECT_FALSE(vault_.open(key_, "message", changed)) << at;
    EXPECT_FALSE(vault_.open(key_, "message", sealed.substr(0, at))) << at;
  }
  EXPECT_FALSE(vault_.open(key_, "message", sealed + "x"));
}

TEST_F(SoftwareVaultTest, UnwrapsForTheOwnerOnly) {
  const Bytes wrapped = vault_.wrap(key_, "psn_1");
  EXPECT_EQ(vault_.unwrap(wrapped, "psn_1")->view(), key_.view());
  EXPECT_EQ(vault_.unwrap(wrapped, "psn_2").error().code, ErrorCode::denied);
  EXPECT_NE(wrapped, vault_.wrap(key_, "psn_1"));
  Bytes changed = wrapped;
  changed.back() ^= 1;
  EXPECT_EQ(vault_.unwrap(changed, "psn_1").error().code, ErrorCode::denied);
  EXPECT_EQ(vault_.unwrap("", "psn_1").error().code, ErrorCode::denied);
}

TEST_F(SoftwareVaultTest, KeepsWrappedKeysAndSealedWordsApart) {
  const DataKey installation = vault_.installation_key("wrap");
  EXPECT_FALSE(vault_.open(installation, "psn_1", vault_.wrap(key_, "psn_1")));
  EXPECT_FALSE(vault_.unwrap(vault_.seal(key_, "psn_1", key_.view()), "psn_1"));
}

TEST_F(SoftwareVaultTest, UnderAnotherMasterKeyNothingOpens) {
  SoftwareVault other(key_of(2), entropy_);
  EXPECT_EQ(other.unwrap(vault_.wrap(key_, "psn_1"), "psn_1").error().code, ErrorCode::denied);
  EXPECT_NE(other.look_up("person", "ma"), vault_.look_up("person", "ma"));
  EXPECT_NE(other.public_key(), vault_.public_key());
  EXPECT_NE(other.installation_key("outbox").view(), vault_.installation_key("outbox").view());
}

TEST_F(SoftwareVaultTest, IsTheSameVaultAfterARestart) {
  SoftwareVault again(key_of(1), entropy_);
  EXPECT_TRUE(again.unwrap(vault_.wrap(key_, "psn_1"), "psn_1"));
  EXPECT_EQ(again.look_up("person", "ma"), vault_.look_up("person", "ma"));
  EXPECT_EQ(again.public_key(), vault_.public_key());
  EXPECT_EQ(again.installation_key("outbox").view(), vault_.installation_key("outbox").view());
}

TEST_F(SoftwareVaultTest, KeepsThePurposesOfLookUpsApart) {
  EXPECT_NE(vault_.look_up("person", "ma"), vault_.look_up("credential", "ma"));
  EXPECT_NE(vault_.look_up("person", "ma"), vault_.look_up("personm", "a"));
  EXPECT_NE(vault_.look_up("person", "ma"), vault_.look_up("person", "mb"));
  EXPECT_NE(vault_.look_up("person", "ma"), sha256("ma"));
}

TEST_F(SoftwareVaultTest, SignsSoThatOthersCanCheck) {
  const Bytes signature = vault_.sign("a checkpoint");
  EXPECT_TRUE(verify_signature(vault_.public_key(), "a checkpoint", signature));
  EXPECT_FALSE(verify_signature(vault_.public_key(), "a checkpoint!", signature));
  EXPECT_FALSE(verify_signature(vault_.public_key(), "a checkpoint", signature.substr(1)));
  EXPECT_EQ(vault_.public_key().size(), 32U);
}

TEST_F(SoftwareVaultTest, MakesKeysFromTheEntropyItWasGiven) {
  EXPECT_NE(vault_.new_key().view(), vault_.new_key().view());
}

TEST(DataKeys, AreWipedWhenLetGoOf) {
  alignas(DataKey) std::array<unsigned char, sizeof(DataKey)> place{};
  auto* key = new (place.data()) DataKey(key_of(7).clone());
  EXPECT_EQ(key->view(), std::string(32, '\x07'));
  DataKey moved(std::move(*key));
  EXPECT_EQ(moved.view(), std::string(32, '\x07'));
  EXPECT_EQ(std::string(reinterpret_cast<char*>(place.data()), 32), std::string(32, '\0'));
  *key = std::move(moved);
  key->~DataKey();
  EXPECT_EQ(std::string(reinterpret_cast<char*>(place.data()), 32), std::string(32, '\0'));
}

}  // namespace
}  // namespace anban::vault
