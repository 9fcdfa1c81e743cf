// SPDX-License-Identifier: Apache-2.0
#include "api/seen_lately.h"

#include <gtest/gtest.h>

namespace anban::api {
namespace {

const PersonRef lin{"psn_lin"};
const PersonRef wang{"psn_wang"};
const Instant noon{std::chrono::hours(500'000)};

std::set<PersonRef> left_of(const SeenLately& seen, const char* key, const char* queue,
                            Instant now) {
  std::set<PersonRef> persons = {lin, wang};
  seen.leave_new(key, queue, persons, now);
  return persons;
}

TEST(SeenLately, TheSameEyesAtTheSameQueueAreOneAccessForAWhile) {
  SeenLately seen;
  seen.saw("key_1", "cases", {lin}, noon);
  const Milliseconds little{1};
  const std::set<PersonRef> both = {lin, wang};
  EXPECT_EQ(left_of(seen, "key_1", "cases", noon), std::set<PersonRef>{wang});
  EXPECT_EQ(left_of(seen, "key_1", "cases", noon + SeenLately::one_access - little),
            std::set<PersonRef>{wang});
  EXPECT_EQ(left_of(seen, "key_1", "cases", noon + SeenLately::one_access), both);
  EXPECT_EQ(left_of(seen, "key_2", "cases", noon), both);
  EXPECT_EQ(left_of(seen, "key_1", "appeals", noon), both);
  EXPECT_EQ(left_of(seen, "key_1", "cases", noon - little), both) << "a clock that was set back";
}

TEST(SeenLately, ForgetsWhatIsOver) {
  SeenLately seen;
  seen.saw("key_1", "cases", {lin}, noon);
  seen.saw("key_1", "cases", {wang}, noon + SeenLately::one_access);
  EXPECT_EQ(left_of(seen, "key_1", "cases", noon + SeenLately::one_access),
            std::set<PersonRef>{lin});
}

}  // namespace
}  // namespace anban::api
