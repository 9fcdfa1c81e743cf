// SPDX-License-Identifier: Apache-2.0
// Rules of the accounts of staff.
#include "people/staff_account.h"

#include <gtest/gtest.h>

#include "base/one_time_code.h"

namespace anban {
namespace {

constexpr BytesView secret = "12345678901234567890";

Instant at(std::int64_t seconds) { return Instant(Seconds(seconds)); }
std::string code_at(std::int64_t seconds) {
  return one_time_code(secret, static_cast<std::uint64_t>(seconds / 30));
}

TEST(StaffCode, IsThatOfRfc6238InSixFigures) {
  EXPECT_EQ(accepted_step(secret, "287082", at(59), -1), 1);
  EXPECT_EQ(accepted_step(secret, "081804", at(1111111109), -1), 37037036);
  EXPECT_EQ(accepted_step(secret, "050471", at(1111111111), -1), 37037037);
  EXPECT_EQ(accepted_step(secret, "005924", at(1234567890), -1), 41152263);
  EXPECT_EQ(accepted_step(secret, "279037", at(2000000000), -1), 66666666);
  EXPECT_EQ(accepted_step(secret, "353130", at(20000000000), -1), 666666666);
}

TEST(StaffCode, IsGoodOneStepBeforeAndAfterAndNoMore) {
  const std::int64_t now = 1'800'000'000;
  EXPECT_TRUE(accepted_step(secret, code_at(now - 30), at(now), -1));
  EXPECT_TRUE(accepted_step(secret, code_at(now + 30), at(now), -1));
  EXPECT_FALSE(accepted_step(secret, code_at(now - 60), at(now), -1));
  EXPECT_FALSE(accepted_step(secret, code_at(now + 60), at(now), -1));
  EXPECT_FALSE(accepted_step(secret, "", at(now), -1));
  EXPECT_FALSE(accepted_step(secret, code_at(now) + "0", at(now), -1));
  EXPECT_FALSE(accepted_step("another secret of 20", code_at(now), at(now), -1));
}

TEST(StaffCode, IsGoodOnceAndNoOlderOneAfterIt) {
  const std::int64_t now = 1'800'000'000;
  const auto step = accepted_step(secret, code_at(now), at(now), -1);
  ASSERT_TRUE(step);
  EXPECT_FALSE(accepted_step(secret, code_at(now), at(now), *step)) << "a replay";
  EXPECT_FALSE(accepted_step(secret, code_at(now - 30), at(now), *step));
  EXPECT_TRUE(accepted_step(secret, code_at(now + 30), at(now + 30), *step));
}

TEST(WrongTriesOfStaff, AskToWaitFromTheFifthOnAndDouble) {
  WrongTries tries;
  const Instant now = at(1'800'000'000);
  for (int i = 0; i < 4; ++i) tries = after_wrong(tries, now);
  EXPECT_FALSE(must_wait(tries, now)) << "four wrong ones are typing";
  tries = after_wrong(tries, now);
  EXPECT_EQ(must_wait(tries, now), Seconds(30));
  EXPECT_EQ(must_wait(tries, now + Milliseconds(29'001)), Seconds(1));
  EXPECT_FALSE(must_wait(tries, now + Seconds(30)));
  EXPECT_EQ(must_wait(after_wrong(tries, now), now), Seconds(60));
  for (int i = 0; i < 100; ++i) tries = after_wrong(tries, now);
  EXPECT_EQ(must_wait(tries, now), Seconds(900));
}

TEST(StaffLogin, IsPlainAndInSmallLetters) {
  EXPECT_EQ(staff_login("Wang.Fang@Example"), "wang.fang@example");
  EXPECT_EQ(staff_login("ab"), "ab");
  for (const char* wrong : {"", "a", "王芳", "a b", ".ab", "-ab", "a/b", "a\nb"}) {
    EXPECT_FALSE(staff_login(wrong)) << wrong;
  }
  EXPECT_TRUE(staff_login(std::string(64, 'a')));
  EXPECT_FALSE(staff_login(std::string(65, 'a')));
}

TEST(StaffPassword, IsLongAndNotTheLogin) {
  EXPECT_FALSE(fault_of_password("korrekt horse", "wang"));
  EXPECT_FALSE(fault_of_password("这是一句很长的口令呀", "wang"));
  EXPECT_TRUE(fault_of_password("九个字不够长的口令", "wang"));
  EXPECT_TRUE(fault_of_password("short-one", "wang"));
  EXPECT_TRUE(fault_of_password("aaaabbbbcccc", "wang"));
  EXPECT_TRUE(fault_of_password("my-Wang-password", "wang"));
  EXPECT_TRUE(fault_of_password("wrong \xff bytes here", "wang"));
  EXPECT_FALSE(fault_of_password(std::string(118, 'x') + "abcdefghij", "wang"));
  EXPECT_TRUE(fault_of_password(std::string(119, 'x') + "abcdefghij", "wang"));
}

TEST(StaffSession, EndsAfterTwelveHoursAndHalfAnHourUnused) {
  const Instant begun = at(1'800'000'000);
  const Instant used = begun + Seconds(12 * 3600 - 60);
  EXPECT_TRUE(session_is_open(begun, begun, begun + Seconds(1799)));
  EXPECT_FALSE(session_is_open(begun, begun, begun + Seconds(1800)));
  EXPECT_TRUE(session_is_open(begun, used, begun + Seconds(12 * 3600 - 1)));
  EXPECT_FALSE(session_is_open(begun, used, begun + Seconds(12 * 3600)));
}

StaffAccount sample() {
  StaffAccount account;
  account.id = "stf_1";
  account.name = "王芳";
  account.login = "wang@x";
  account.role = "lead";
  account.created = at(1'800'000'000);
  account.created_by = "key_1";
  account.invitation = "0a0b";
  account.invited_until = account.created + staff_invitation_good_for;
  account.last_step = 60'000'000;
  account.tries = {3, account.created};
  account.sealed = Bytes("\0\xff\x01", 3);
  return account;
}

TEST(StaffAccountStored, ReadsBackAndRefusesWhatDoesNotRead) {
  StaffAccount account = sample();
  for (const auto state :
       {StaffState::invited, StaffState::enrolling, StaffState::active, StaffState::removed}) {
    account.state = state;
    EXPECT_EQ(staff_account_from_stored(to_stored(account)).value(), account);
  }
  for (const char* wrong : {"", "[]", "{}", "{\"id\":1}"}) {
    EXPECT_EQ(staff_account_from_stored(wrong).error().code, ErrorCode::corrupt) << wrong;
    EXPECT_EQ(staff_secrets_from_stored(wrong).error().code, ErrorCode::corrupt) << wrong;
  }
  const StaffSecrets secrets{"$argon2id$v=19$…", Bytes("\0\x01\xff", 3)};
  EXPECT_EQ(staff_secrets_from_stored(to_stored(secrets)).value(), secrets);
}

TEST(StaffAccountStored, AnUnknownStateLetsNobodyIn) {
  std::string text = to_stored(sample());
  text.replace(text.find("invited\""), 7, "dancing");
  EXPECT_EQ(staff_account_from_stored(text).value().state, StaffState::removed);
}

TEST(StaffInvitation, OpensUntilItsEndAndWhileItWaits) {
  StaffAccount account = sample();
  EXPECT_TRUE(may_enrol(account, account.created));
  EXPECT_FALSE(may_enrol(account, *account.invited_until));
  account.state = StaffState::enrolling;
  EXPECT_TRUE(may_enrol(account, account.created));
  account.state = StaffState::active;
  EXPECT_FALSE(may_enrol(account, account.created));
}

TEST(StaffEnrolment, GivesAuthenticatorAppsWhatTheyRead) {
  EXPECT_EQ(otpauth_of(sample(), secret),
            "otpauth://totp/Anban:wang%40x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Anban"
            "&algorithm=SHA1&digits=6&period=30");
}

}  // namespace
}  // namespace anban
