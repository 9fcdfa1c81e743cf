// SPDX-License-Identifier: Apache-2.0
// Hashes of passwords: what they say of themselves, whom they let in, and how many wait at once.
#include "vault/argon2_hasher.h"

#include <ctime>
#include <set>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

namespace anban::vault {
namespace {

using Secret = Private<std::string>;
constexpr const char* parameters = "$argon2id$v=19$m=19456,t=2,p=1$";

template <class T>
Result<T> result_of(Task<Result<T>> task) {
  boost::asio::io_context loop;
  Result<T> out = failed(ErrorCode::cancelled, "not finished");
  boost::asio::co_spawn(loop, std::move(task), [&](std::exception_ptr fault, Result<T> result) {
    if (!fault) out = std::move(result);
  });
  loop.run();
  return out;
}

TEST(Argon2Hasher, LetsInWithTheSamePasswordOnly) {
  Argon2Hasher hasher;
  const auto hash = result_of(hasher.hash(Secret("a long password 口令")));
  ASSERT_TRUE(hash);
  EXPECT_TRUE(hash->starts_with(parameters)) << *hash;
  EXPECT_EQ(result_of(hasher.compare(*hash, Secret("a long password 口令"))), PasswordMatch::yes);
  EXPECT_EQ(result_of(hasher.compare(*hash, Secret("a long password 口"))), PasswordMatch::no);
  EXPECT_EQ(result_of(hasher.compare(*hash, Secret(""))), PasswordMatch::no);
  EXPECT_NE(result_of(hasher.hash(Secret("a long password 口令"))).value(), *hash) << "salted";
}

TEST(Argon2Hasher, ALoginThatNobodyHasCostsTheSameWork) {
  EXPECT_TRUE(std::string_view(argon2_nobody).starts_with(parameters));
  Argon2Hasher hasher;
  const auto hash = result_of(hasher.hash(Secret("a long password")));
  EXPECT_EQ(hash.value().size(), std::string_view(argon2_nobody).size());
  const auto took = [&](const std::string& against) {  // this process's, whatever others do
    const std::clock_t begun = std::clock();
    EXPECT_EQ(result_of(hasher.compare(against, Secret("wrong"))), PasswordMatch::no);
    return std::clock() - begun;
  };
  auto known = took(*hash);
  auto unknown = took("");
  for (int i = 0; i < 8; ++i) {
    known = std::min(known, took(*hash));
    unknown = std::min(unknown, took(""));
  }
  EXPECT_LT(unknown, known * 2);
  EXPECT_LT(known, unknown * 2);
}

TEST(Argon2Hasher, RefusesWhoWouldWaitTooLong) {
  Argon2Hasher hasher;
  boost::asio::io_context loop;
  std::vector<ErrorCode> refused;
  int answered = 0;
  constexpr int callers = 40;
  for (int i = 0; i < callers; ++i) {
    boost::asio::co_spawn(loop, hasher.compare("", Secret("wrong")),
                          [&](std::exception_ptr, Result<PasswordMatch> result) {
                            if (result) ++answered;
                            if (!result) refused.push_back(result.error().code);
                          });
  }
  loop.run();
  EXPECT_EQ(answered + static_cast<int>(refused.size()), callers);
  EXPECT_GE(answered, static_cast<int>(Argon2Hasher::waiting_most));
  EXPECT_FALSE(refused.empty());
  EXPECT_EQ(std::set<ErrorCode>(refused.begin(), refused.end()), std::set{ErrorCode::exhausted});
}

TEST(Argon2Hasher, EndsWhileOthersWait) {
  boost::asio::io_context loop;
  Argon2Hasher hasher;
  for (int i = 0; i < 5; ++i) {
    boost::asio::co_spawn(loop, hasher.compare("", Secret("wrong")), boost::asio::detached);
  }
  loop.poll();
}

}  // namespace
}  // namespace anban::vault
