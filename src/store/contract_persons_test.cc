// SPDX-License-Identifier: Apache-2.0
// Contract claims about persons: finding, versions, erasure.
#include <gtest/gtest.h>

#include "store/contract_rows.h"

namespace anban::store::contract {
namespace {

std::optional<PersonRow> stored(Journal& journal, const std::string& name) {
  const auto row = journal.person_by_ref(PersonRef("psn_" + name));
  EXPECT_TRUE(row) << row.error().detail;
  return row ? *row : std::nullopt;
}

std::optional<PersonRow> named(Journal& journal, const std::string& name) {
  const auto row = journal.person_by_look_up(name_of_person(name));
  EXPECT_TRUE(row) << row.error().detail;
  return row ? *row : std::nullopt;
}

}  // namespace

void FindsAPersonByNameAndByReference(Journal& journal) {
  must_commit(journal, {.persons = {person("ma"), person("li")}});
  for (const auto& row : {named(journal, "ma"), stored(journal, "ma")}) {
    ASSERT_TRUE(row);
    EXPECT_EQ(row->ref.text, "psn_ma");
    EXPECT_EQ(row->look_up, name_of_person("ma"));
    EXPECT_EQ(row->version, 1);
    EXPECT_EQ(row->wrapped_key, "key of ma");
    EXPECT_EQ(row->sealed_profile, "profile of ma");
    EXPECT_EQ(row->sealed_state, "state 1 of ma");
    EXPECT_FALSE(row->erase_at);
  }
  EXPECT_FALSE(named(journal, "nobody"));
  EXPECT_FALSE(stored(journal, "nobody"));
}

void KeepsTheNewestVersionOfAPerson(Journal& journal) {
  must_commit(journal, {.persons = {person("ma", 3)}});
  must_commit(journal, {.persons = {person("ma", 2)}, .messages = {message("ma", "1")}});
  EXPECT_EQ(stored(journal, "ma")->sealed_state, "state 3 of ma");
  EXPECT_EQ(journal.messages({.person = PersonRef("psn_ma")})->size(), 1U);
  auto same = person("ma", 3);
  same.sealed_state = "state 3, said again";
  must_commit(journal, {.persons = {same}});
  EXPECT_EQ(stored(journal, "ma")->sealed_state, "state 3, said again");
  must_commit(journal, {.persons = {person("ma", 4)}});
  EXPECT_EQ(stored(journal, "ma")->version, 4);
}

void KeepsTheProfileWhereARowBringsNone(Journal& journal) {
  must_commit(journal, {.persons = {person("ma", 1)}});
  auto turn = person("ma", 2);
  turn.sealed_profile.clear();
  turn.wrapped_key.clear();
  turn.erase_at = minute(5);
  must_commit(journal, {.persons = {turn}});
  EXPECT_EQ(stored(journal, "ma")->sealed_profile, "profile of ma");
  EXPECT_EQ(stored(journal, "ma")->wrapped_key, "key of ma");
  EXPECT_EQ(stored(journal, "ma")->sealed_state, "state 2 of ma");
  EXPECT_EQ(stored(journal, "ma")->erase_at, minute(5));
  auto change = person("ma", 3);
  change.sealed_profile = "new profile";
  change.wrapped_key = "new key";
  must_commit(journal, {.persons = {change}});
  EXPECT_EQ(stored(journal, "ma")->sealed_profile, "new profile");
  EXPECT_EQ(stored(journal, "ma")->wrapped_key, "new key");
  EXPECT_FALSE(stored(journal, "ma")->erase_at);
}

void RefusesANameThatIsAnotherPersons(Journal& journal) {
  must_commit(journal, {.persons = {person("ma"), person("li")}});
  auto thief = person("wang");
  thief.look_up = name_of_person("ma");
  EXPECT_EQ(commit(journal, {.persons = {thief}}).error().code, ErrorCode::invalid);
  auto renamed = person("li", 2);
  renamed.look_up = name_of_person("ma");
  EXPECT_EQ(commit(journal, {.persons = {renamed}}).error().code, ErrorCode::invalid);
  EXPECT_FALSE(stored(journal, "wang"));
  EXPECT_EQ(named(journal, "ma")->ref.text, "psn_ma");
  renamed.look_up = name_of_person("li the younger");
  must_commit(journal, {.persons = {renamed}});
  EXPECT_FALSE(named(journal, "li"));
  EXPECT_TRUE(named(journal, "li the younger"));
}

void ListsPersonsWhoseTimeToBeErasedHasCome(Journal& journal) {
  auto late = person("ma");
  late.erase_at = minute(30);
  auto soon = person("li");
  soon.erase_at = minute(10);
  must_commit(journal, {.persons = {late, soon, person("wang")}});
  EXPECT_TRUE(journal.persons_to_erase(minute(9), 10)->empty());
  ASSERT_EQ(journal.persons_to_erase(minute(10), 10)->size(), 1U);
  const auto all = journal.persons_to_erase(minute(99), 10);
  ASSERT_EQ(all->size(), 2U);
  EXPECT_EQ(all->front().ref.text, "psn_li");
  EXPECT_EQ(journal.persons_to_erase(minute(99), 1)->size(), 1U);
}

void ErasesEverythingOfAPersonAndNothingOfOthers(Journal& journal) {
  auto key = credential("secret of ma", "psn_ma");
  auto code = credential("code of ma", "psn_ma/guardian");
  auto other = credential("secret of ma2", "psn_ma2");
  must_commit(journal, {.persons = {person("ma"), person("ma2")},
                        .messages = {message("ma", "1"), message("ma2", "2")},
                        .leaves = {{"{\"turn\":1}"}},
                        .outbox = {notice("1", "ma"), notice("2", "ma2")},
                        .cases = {care_case("1", "ma"), care_case("2", "ma2")},
                        .credentials = {key, code, other}});
  must_commit(journal, {.leaves = {{"{\"erased\":1}"}}, .erased_persons = {PersonRef("psn_ma")}});
  EXPECT_FALSE(stored(journal, "ma"));
  EXPECT_FALSE(named(journal, "ma"));
  EXPECT_TRUE(stored(journal, "ma2"));
  ASSERT_EQ(journal.messages({})->size(), 1U);
  EXPECT_EQ(journal.messages({})->front().turn.text, "trn_2");
  ASSERT_EQ(journal.outbox_all(10)->size(), 1U);
  EXPECT_EQ(journal.outbox_all(10)->front().id.text, "ntf_2");
  ASSERT_EQ(journal.cases(10)->size(), 2U);
  EXPECT_EQ(journal.cases(10)->front().person.text, "");
  EXPECT_EQ(journal.cases(10)->back().person.text, "psn_ma2");
  EXPECT_FALSE(journal.credential(key.look_up).value());
  EXPECT_FALSE(journal.credential(code.look_up).value());
  EXPECT_TRUE(journal.credential(other.look_up).value());
  EXPECT_EQ(journal.leaf_count().value(), 2U);
}

void KeepsErasedPersonsErased(Journal& journal) {
  must_commit(journal, {.persons = {person("ma")}});
  must_commit(journal, {.erased_persons = {PersonRef("psn_ma")}});
  // A turn that was under way when the person was erased.
  must_commit(journal, {.persons = {person("ma", 9)},
                        .messages = {message("ma", "1")},
                        .leaves = {{"{\"turn\":1}"}},
                        .outbox = {notice("1", "ma")},
                        .cases = {care_case("1", "ma")}});
  EXPECT_FALSE(stored(journal, "ma"));
  EXPECT_TRUE(journal.messages({})->empty());
  EXPECT_TRUE(journal.outbox_all(10)->empty());
  EXPECT_EQ(journal.cases(10)->front().person.text, "");
  EXPECT_EQ(journal.leaf_count().value(), 1U);
}

void LetsAnErasedNameRegisterAgain(Journal& journal) {
  must_commit(journal, {.persons = {person("ma")}});
  must_commit(journal, {.erased_persons = {PersonRef("psn_ma")}});
  auto again = person("ma");
  again.ref = PersonRef("psn_another");
  must_commit(journal, {.persons = {again}});
  EXPECT_EQ(named(journal, "ma")->ref.text, "psn_another");
}

}  // namespace anban::store::contract
