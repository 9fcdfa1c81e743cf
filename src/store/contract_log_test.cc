// SPDX-License-Identifier: Apache-2.0
// Contract claims about the evidence log and about transactions as a whole.
#include <gtest/gtest.h>

#include "evidence/merkle.h"
#include "store/contract_rows.h"

namespace anban::store::contract {

void NumbersLeavesInTheOrderOfCommits(Journal& journal) {
  EXPECT_EQ(journal.leaf_count().value(), 0U);
  EXPECT_EQ(commit(journal, {.leaves = {{"a"}, {"b"}}})->first_leaf, 0U);
  EXPECT_EQ(commit(journal, {.settings = {{"name", "value"}}})->first_leaf, 2U);
  EXPECT_EQ(commit(journal, {.leaves = {{"c"}}})->first_leaf, 2U);
  EXPECT_EQ(journal.leaf_count().value(), 3U);
  using Bodies = std::vector<std::string>;
  EXPECT_EQ(journal.leaves(0, 3).value(), (Bodies{"a", "b", "c"}));
  EXPECT_EQ(journal.leaves(1, 2).value(), (Bodies{"b"}));
  EXPECT_EQ(journal.leaves(2, 9).value(), (Bodies{"c"}));
  EXPECT_EQ(journal.leaves(3, 9).value(), Bodies());
  EXPECT_EQ(journal.leaves(2, 1).value(), Bodies());
}

void KeepsHashesAndHeadOfTheLog(Journal& journal) {
  EXPECT_EQ(journal.log_head()->root, evidence::empty_root());
  evidence::Frontier frontier;
  for (int n = 0; n < 20; ++n) {
    const std::string body = "leaf " + std::to_string(n);
    must_commit(journal, {.leaves = {{body}}});
    frontier.append(evidence::leaf_hash(body));
    EXPECT_EQ(journal.log_head()->size, frontier.size());
    EXPECT_EQ(journal.log_head()->root, frontier.root());
  }
  const auto hashes = journal.leaf_hashes(4, 6).value();
  ASSERT_EQ(hashes.size(), 2U);
  EXPECT_EQ(hashes[0], evidence::leaf_hash("leaf 4"));
  EXPECT_EQ(hashes[1], evidence::leaf_hash("leaf 5"));
}

void KeepsCheckpointsNewestFirst(Journal& journal) {
  must_commit(journal, {.leaves = {{"a"}, {"b"}}});
  const Digest root = journal.log_head()->root;
  ASSERT_TRUE(add_checkpoint(journal, {1, sha256("1"), minute(1), "signature 1"}));
  ASSERT_TRUE(add_checkpoint(journal, {2, root, minute(2), "signature 2"}));
  EXPECT_EQ(add_checkpoint(journal, {3, root, minute(3), ""}).error().code, ErrorCode::invalid);
  const auto all = journal.checkpoints(10).value();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].size, 2U);
  EXPECT_EQ(all[0].root, root);
  EXPECT_EQ(all[0].at, minute(2));
  EXPECT_EQ(all[0].signature, "signature 2");
  EXPECT_EQ(journal.checkpoints(1)->size(), 1U);
  EXPECT_EQ(journal.checkpoints(1)->front().size, 2U);
}

void LeavesNothingOfARefusedTransaction(Journal& journal) {
  must_commit(journal, {.persons = {person("ma")}, .leaves = {{"a"}}});
  auto thief = person("wang");
  thief.look_up = name_of_person("ma");
  const auto refused = commit(journal, {.persons = {person("ma", 2), person("li"), thief},
                                        .messages = {message("ma", "1")},
                                        .leaves = {{"b"}},
                                        .outbox = {notice("1", "ma")},
                                        .cases = {care_case("1", "ma")},
                                        .settings = {{"name", "value"}}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(journal.person_by_ref(PersonRef("psn_ma")).value()->version, 1);
  EXPECT_FALSE(journal.person_by_ref(PersonRef("psn_li")).value());
  EXPECT_TRUE(journal.messages({})->empty());
  EXPECT_TRUE(journal.outbox_all(9)->empty());
  EXPECT_TRUE(journal.cases(9)->empty());
  EXPECT_TRUE(journal.settings("")->empty());
  EXPECT_EQ(journal.leaf_count().value(), 1U);
  EXPECT_EQ(commit(journal, {.leaves = {{"c"}}})->first_leaf, 1U);
  evidence::Frontier expected;
  expected.append(evidence::leaf_hash("a"));
  expected.append(evidence::leaf_hash("c"));
  EXPECT_EQ(journal.log_head()->root, expected.root());
}

void ForgetsEverythingOnClear(Journal& journal) {
  must_commit(journal, {.persons = {person("ma"), person("li")},
                        .messages = {message("ma", "1")},
                        .leaves = {{"a"}},
                        .outbox = {notice("1", "ma")},
                        .cases = {care_case("1", "ma")},
                        .credentials = {credential("one", "psn_ma")},
                        .settings = {{"name", "value"}}});
  ASSERT_TRUE(add_checkpoint(journal, {1, journal.log_head()->root, minute(1), "s"}));
  must_commit(journal, {.erased_persons = {PersonRef("psn_li")}});
  ASSERT_TRUE(clear(journal));
  EXPECT_FALSE(journal.person_by_ref(PersonRef("psn_ma")).value());
  EXPECT_TRUE(journal.messages({})->empty());
  EXPECT_TRUE(journal.outbox_all(9)->empty());
  EXPECT_TRUE(journal.cases(9)->empty());
  EXPECT_FALSE(journal.credential(sha256("one")).value());
  EXPECT_TRUE(journal.settings("")->empty());
  EXPECT_EQ(journal.leaf_count().value(), 0U);
  EXPECT_EQ(journal.log_head()->root, evidence::empty_root());
  EXPECT_TRUE(journal.checkpoints(9)->empty());
  // It is as new: even who was erased may come back.
  EXPECT_EQ(commit(journal, {.persons = {person("li")}, .leaves = {{"b"}}})->first_leaf, 0U);
  EXPECT_TRUE(journal.person_by_ref(PersonRef("psn_li")).value());
}

void KeepsBytesAsTheyAre(Journal& journal) {
  std::string every;
  for (int c = 0; c < 256; ++c) every.push_back(static_cast<char>(c));
  auto row = person("ma");
  row.wrapped_key = row.sealed_profile = row.sealed_state = every;
  auto said = message("ma", "1");
  said.sealed = every + std::string(100'000, '\0');
  auto note = notice("1", "ma");
  note.sealed_notification = every;
  const std::string body = "{\"words\":\"\xE4\xBD\xA0\\u0000'\\\"\"}";
  must_commit(journal, {.persons = {row},
                        .messages = {said},
                        .leaves = {{body}},
                        .outbox = {note},
                        .settings = {{"name'%_", "a'b\nc"}}});
  const auto stored = journal.person_by_ref(row.ref).value();
  EXPECT_EQ(stored->wrapped_key, every);
  EXPECT_EQ(stored->sealed_profile, every);
  EXPECT_EQ(stored->sealed_state, every);
  EXPECT_EQ(journal.messages({})->front().sealed, said.sealed);
  EXPECT_EQ(journal.leaves(0, 1)->front(), body);
  EXPECT_EQ(journal.outbox_all(1)->front().sealed_notification, every);
  EXPECT_EQ(journal.settings("name'%")->front().value, "a'b\nc");
}

}  // namespace anban::store::contract
