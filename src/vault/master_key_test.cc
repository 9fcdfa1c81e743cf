// SPDX-License-Identifier: Apache-2.0
#include "vault/master_key.h"

#include <cstdlib>
#include <fstream>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "vault/test_entropy.h"

namespace anban::vault {
namespace {

namespace fs = std::filesystem;

class MasterKey : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "anban-vault-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  MasterKeyFile place(Profile profile, const char* name = "master.key") const {
    return {folder_ / name, folder_ / "data", profile, WhereMissing::make};
  }
  void write(const std::string& content, mode_t mode = 0600) const {
    std::ofstream(folder_ / "master.key", std::ios::binary) << content;
    ASSERT_EQ(chmod((folder_ / "master.key").c_str(), mode), 0);
  }
  Error refusal(const MasterKeyFile& where) {
    const auto key = load_master_key(where, entropy_);
    EXPECT_FALSE(key);
    return key ? Error{ErrorCode::invalid, ""} : key.error();
  }
  fs::path folder_;
  TestEntropy entropy_;
};

TEST_F(MasterKey, IsMadeOnceInDevelopmentForItsOwnerOnly) {
  const auto made = load_master_key(place(Profile::development), entropy_);
  ASSERT_TRUE(made) << made.error().detail;
  struct stat status{};
  ASSERT_EQ(stat((folder_ / "master.key").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  const auto again = load_master_key(place(Profile::development), entropy_);
  EXPECT_EQ(again->view(), made->view());
}

TEST_F(MasterKey, IsNeverMadeInProductionNorForAFolderWithData) {
  EXPECT_EQ(refusal(place(Profile::production)).code, ErrorCode::not_found);
  auto with_data = place(Profile::development);
  with_data.where_missing = WhereMissing::refuse;
  const Error error = refusal(with_data);
  EXPECT_EQ(error.code, ErrorCode::not_found);
  EXPECT_NE(error.detail.find("bring back the copy"), std::string::npos) << error.detail;
  EXPECT_FALSE(fs::exists(folder_ / "master.key"));
}

TEST_F(MasterKey, IsReadRawAndAsHexadecimal) {
  const std::string raw = "0123456789abcdef0123456789abcdeF";
  write(raw);
  EXPECT_EQ(load_master_key(place(Profile::production), entropy_)->view(), raw);
  for (const char* end : {"", "\n", "\r\n"}) {
    write(to_hex(raw) + end);
    EXPECT_EQ(load_master_key(place(Profile::production), entropy_)->view(), raw);
  }
}

TEST_F(MasterKey, IsRefusedWhenShortLongOrSomethingElse) {
  for (const std::string& content :
       {std::string(), std::string(31, 'a'), std::string(33, 'a'), std::string(63, 'a'),
        std::string(66, 'a'), std::string(64, 'g'), std::string(5000, 'a')}) {
    write(content);
    const Error error = refusal(place(Profile::development));
    EXPECT_EQ(error.code, ErrorCode::invalid) << content.size();
    EXPECT_NE(error.detail.find("32 bytes or 64 hexadecimal digits"), std::string::npos);
  }
}

TEST_F(MasterKey, IsRefusedInProductionWhenOthersMayReadIt) {
  for (const mode_t mode : {0640U, 0604U, 0644U}) {
    write(std::string(32, 'k'), mode);
    const Error error = refusal(place(Profile::production));
    EXPECT_EQ(error.code, ErrorCode::denied);
    EXPECT_NE(error.detail.find("chmod 600"), std::string::npos) << error.detail;
    EXPECT_TRUE(load_master_key(place(Profile::development), entropy_));
  }
}

TEST_F(MasterKey, IsRefusedInProductionInsideTheDataFolder) {
  fs::create_directories(folder_ / "data" / "keys");
  for (const char* name : {"data/master.key", "data/keys/k", "data/../data/k"}) {
    const Error error = refusal(place(Profile::production, name));
    EXPECT_EQ(error.code, ErrorCode::invalid);
    EXPECT_NE(error.detail.find("outside the data folder"), std::string::npos) << error.detail;
  }
  EXPECT_EQ(refusal(place(Profile::production, "data2")).code, ErrorCode::not_found);
}

TEST_F(MasterKey, IsNotOverwritten) {
  write(std::string(32, 'k'));
  EXPECT_EQ(make_master_key(folder_ / "master.key", entropy_).error().code, ErrorCode::invalid);
  EXPECT_EQ(fs::file_size(folder_ / "master.key"), 32U);
}

TEST_F(MasterKey, IsNoFolder) {
  fs::create_directories(folder_ / "master.key");
  EXPECT_EQ(refusal(place(Profile::development)).code, ErrorCode::invalid);
}

}  // namespace
}  // namespace anban::vault
