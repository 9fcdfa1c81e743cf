// SPDX-License-Identifier: Apache-2.0
// People keeps one object a person, finds who is stored, forgets who was erased, and writes rows
// that only the right vault opens.
#include "people/people.h"

#include <gtest/gtest.h>

#include "store/memory/memory_journal.h"
#include "store/test_commit.h"
#include "vault/software_vault.h"

namespace anban {
namespace {

const Instant noon{std::chrono::hours(495'000)};

class CountingEntropy final : public Entropy {
 public:
  void fill(std::span<unsigned char> out) override {
    for (unsigned char& byte : out) byte = next_++;
  }

 private:
  unsigned char next_ = 0;
};

struct PeopleTest : testing::Test {
  CountingEntropy entropy;
  DataKey master{std::array<unsigned char, 32>{1, 2, 3}};
  vault::SoftwareVault vault{master, entropy};
  store::MemoryJournal journal;
  People people{journal, vault, entropy};

  void commit(PersonRow row) {
    Transaction transaction;
    transaction.persons.push_back(std::move(row));
    ASSERT_TRUE(store::commit_now(journal, std::move(transaction)));
  }

  std::shared_ptr<Person> stored(const char* name) {
    auto person = people.make(PersonId(name), noon);
    commit(people.row(*person, RowParts::state_and_profile));
    return person;
  }
};

TEST_F(PeopleTest, FindsNobodyWhereNobodyIsRegistered) {
  const auto found = people.find(PersonId("lin"));
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, nullptr);
  const auto by_ref = people.find_by_ref(PersonRef("psn_none"));
  ASSERT_TRUE(by_ref);
  EXPECT_EQ(*by_ref, nullptr);
}

TEST_F(PeopleTest, MakesSomebodyWhoIsNotFoundBeforeTheyAreKept) {
  const auto made = people.make(PersonId("lin"), noon);
  EXPECT_TRUE(made->ref.text.starts_with("psn_"));
  EXPECT_EQ(made->profile.registered, noon);
  EXPECT_EQ(people.find(PersonId("lin")).value(), nullptr);
  EXPECT_EQ(people.keep(made), made);
  EXPECT_EQ(people.find(PersonId("lin")).value(), made);
}

TEST_F(PeopleTest, KeepsTheRegistrationThatWon) {
  const auto first = people.keep(people.make(PersonId("lin"), noon));
  EXPECT_EQ(people.keep(people.make(PersonId("lin"), noon)), first);
}

TEST_F(PeopleTest, OpensAStoredPersonOnceByNameAndByRef) {
  auto person = people.make(PersonId("lin"), noon);
  person->profile.locale = "en";
  person->state.strikes.today = 3;
  commit(people.row(*person, RowParts::state_and_profile));
  const auto by_name = people.find(PersonId("lin")).value();
  ASSERT_NE(by_name, nullptr);
  EXPECT_EQ(by_name->profile, person->profile);
  EXPECT_EQ(by_name->state.strikes.today, 3);
  EXPECT_EQ(by_name->state.version, 1);
  EXPECT_EQ(by_name->ref, person->ref);
  EXPECT_EQ(people.find(PersonId("lin")).value(), by_name);
  EXPECT_EQ(people.find_by_ref(person->ref).value(), by_name);
  EXPECT_EQ(people.find_by_ref(person->ref).value(), by_name);  // and again from the cache
}

TEST_F(PeopleTest, FindsByRefAfterEverybodyWasLetGo) {
  const auto person = stored("lin");
  const auto before = people.find_by_ref(person->ref).value();
  ASSERT_NE(before, nullptr);
  people.clear();
  const auto after = people.find_by_ref(person->ref).value();
  ASSERT_NE(after, nullptr);
  EXPECT_NE(after, before);
  EXPECT_EQ(after->profile, before->profile);
}

TEST_F(PeopleTest, ForgetsOnlyThePersonItself) {
  const auto kept = people.keep(people.make(PersonId("lin"), noon));
  const auto other = people.make(PersonId("lin"), noon);
  people.forget(*other);
  EXPECT_EQ(people.find(PersonId("lin")).value(), kept);
  people.forget(*kept);
  EXPECT_EQ(people.find(PersonId("lin")).value(), nullptr);
}

TEST_F(PeopleTest, NumbersRowsSoThatTheNewestStays) {
  const auto person = people.make(PersonId("lin"), noon);
  const PersonRow first = people.row(*person, RowParts::state_and_profile);
  person->state.strikes.today = 5;
  const PersonRow second = people.row(*person, RowParts::state);
  EXPECT_EQ(first.version + 1, second.version);
  EXPECT_FALSE(first.sealed_profile.empty());
  EXPECT_TRUE(second.sealed_profile.empty());  // leave as stored
  commit(first);
  commit(second);
  commit(first);  // a commit that comes late changes nothing
  people.clear();
  EXPECT_EQ(people.find(PersonId("lin")).value()->state.strikes.today, 5);
}

TEST_F(PeopleTest, LeavesNothingReadableInARow) {
  auto person = people.make(PersonId("lin-secret-name"), noon);
  const PersonRow row = people.row(*person, RowParts::state_and_profile);
  EXPECT_EQ(row.sealed_profile.find("lin-secret-name"), std::string::npos);
  EXPECT_EQ(row.look_up, people.look_up(PersonId("lin-secret-name")));
  EXPECT_NE(row.look_up, people.look_up(PersonId("lin")));
}

TEST_F(PeopleTest, IsDeniedUnderAnotherMasterKey) {
  stored("lin");
  const DataKey wrong{std::array<unsigned char, 32>{9}};
  vault::SoftwareVault other(wrong, entropy);
  // The same look-up, so that the row is found, but a key that does not open it.
  auto row = journal.person_by_look_up(vault.look_up("person", "lin")).value();
  ASSERT_TRUE(row);
  row->look_up = other.look_up("person", "lin");
  row->ref = PersonRef("psn_copied");
  commit(*row);
  People strangers(journal, other, entropy);
  const auto found = strangers.find(PersonId("lin"));
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::denied);
}

TEST_F(PeopleTest, SaysWhichPartOfARowDoesNotOpen) {
  const auto person = people.make(PersonId("lin"), noon);
  PersonRow row = people.row(*person, RowParts::state_and_profile);
  const Bytes good_profile = row.sealed_profile;
  const auto outcome_of = [&](const PersonRow& broken) {
    PersonRow next = broken;
    next.version = ++row.version;
    commit(next);
    people.clear();
    return people.find(PersonId("lin"));
  };
  row.sealed_profile = vault.seal(person->key, "profile", "no json");
  EXPECT_EQ(outcome_of(row).error().code, ErrorCode::corrupt);
  row.sealed_profile = "changed";
  EXPECT_FALSE(outcome_of(row));
  row.sealed_profile = good_profile;
  EXPECT_TRUE(outcome_of(row));
  row.sealed_state = vault.seal(person->key, "state", "no json");
  EXPECT_EQ(outcome_of(row).error().code, ErrorCode::corrupt);
  row.sealed_state = "changed";
  EXPECT_FALSE(outcome_of(row));
  EXPECT_FALSE(people.find_by_ref(person->ref));
}

TEST_F(PeopleTest, OfSeveralNodesEachSeesWhatAnotherStored) {
  People here{journal, vault, entropy, Nodes::several};
  People there{journal, vault, entropy, Nodes::several};
  const auto made = here.make(PersonId("lin"), noon);
  commit(here.row(*made, RowParts::state_and_profile));
  here.keep(made);
  const auto other = there.find(PersonId("lin")).value();
  other->state.last_answer = noon;
  other->profile.locale = "en";
  commit(there.row(*other, RowParts::state_and_profile));

  EXPECT_FALSE(made->state.last_answer);
  const auto seen = here.find(PersonId("lin")).value();
  ASSERT_EQ(seen, made) << "one object a person and node";
  EXPECT_EQ(seen->state.last_answer, noon);
  EXPECT_EQ(seen->profile.locale, "en");

  other->state.last_answer = noon + std::chrono::hours(1);
  commit(there.row(*other, RowParts::state));
  EXPECT_EQ(here.find_by_ref(made->ref).value()->state.last_answer, noon + std::chrono::hours(1));
  commit(here.row(*made, RowParts::state));
  EXPECT_EQ(journal.overtaken(), 0U);

  // One that is not renewed writes over the other's word, which the journal notices.
  commit(there.row(*other, RowParts::state));
  EXPECT_EQ(journal.overtaken(), 1U);

  Transaction erasing;
  erasing.erased_persons.push_back(made->ref);
  ASSERT_TRUE(store::commit_now(journal, std::move(erasing)));
  EXPECT_EQ(here.find(PersonId("lin")).value(), nullptr);
  EXPECT_TRUE(made->erased);
}

TEST_F(PeopleTest, ReachesRunningRepliesAndListenersWithoutHoldingTheLock) {
  const auto person = people.make(PersonId("lin"), noon);
  std::vector<StopReason> stopped;
  std::vector<std::string> told;
  person->running[TurnId("trn_1")].stop = [&](StopReason reason) {
    const std::lock_guard guard(person->mutex);  // would hang if the caller held it
    person->running.clear();
    stopped.push_back(reason);
  };
  person->listeners[1] = [&](const std::string& event) { told.push_back(event); };
  stop_running(*person, StopReason::night);
  stop_running(*person, StopReason::left);
  tell_listeners(*person, "{}");
  ASSERT_EQ(stopped.size(), 1U);
  EXPECT_EQ(stopped[0], StopReason::night);
  EXPECT_EQ(told, std::vector<std::string>{"{}"});
}

}  // namespace
}  // namespace anban
