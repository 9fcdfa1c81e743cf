// SPDX-License-Identifier: Apache-2.0
// Contract claims about messages, outbox, cases, credentials and settings.
#include "store/contract_rows.h"

#include <gtest/gtest.h>

namespace anban::store::contract {
namespace {

std::string turns(Journal& journal, const MessageQuery& query) {
  const auto rows = journal.messages(query);
  if (!rows) return "error: " + rows.error().detail;
  std::string out;
  for (const MessageRow& row : *rows) out += row.turn.text.substr(4) + " ";
  return out;
}

std::string ids(const Result<std::vector<OutboxRow>>& rows) {
  if (!rows) return "error: " + rows.error().detail;
  std::string out;
  for (const OutboxRow& row : *rows) out += row.id.text.substr(4) + " ";
  return out;
}

}  // namespace

void GivesMessagesOldestFirstFromACursor(Journal& journal) {
  must_commit(journal, {.persons = {person("ma"), person("li")}});
  for (const char* turn : {"1", "2", "3", "4"}) {
    must_commit(journal,
                {.messages = {message("ma", turn), message("li", turn + std::string("x"))}});
  }
  const PersonRef ma("psn_ma");
  EXPECT_EQ(turns(journal, {.person = ma}), "1 2 3 4 ");
  EXPECT_EQ(turns(journal, {.person = ma, .limit = 2}), "1 2 ");
  EXPECT_EQ(turns(journal, {.person = ma, .after = TurnId("trn_2"), .limit = 1}), "3 ");
  EXPECT_EQ(turns(journal, {.person = ma, .after = TurnId("trn_4")}), "");
  EXPECT_EQ(turns(journal, {.limit = 0}), "");
  EXPECT_EQ(turns(journal, {}), "1 1x 2 2x 3 3x 4 4x ");
  EXPECT_EQ(turns(journal, {.person = PersonRef("psn_nobody")}), "");
  EXPECT_EQ(journal.messages({.after = TurnId("trn_never")}).error().code, ErrorCode::not_found);
}

void SelectsMessagesByEveryField(Journal& journal) {
  auto other_session = message("ma", "2");
  other_session.session = SessionId("ses_2");
  auto other_character = message("ma", "3");
  other_character.character = CharacterId("dashu");
  must_commit(journal, {.persons = {person("ma"), person("li")},
                        .messages = {message("ma", "1", 7), other_session, other_character,
                                     message("li", "4")}});
  const PersonRef ma("psn_ma");
  EXPECT_EQ(turns(journal, {.person = ma, .session = SessionId("ses_1")}), "1 3 ");
  EXPECT_EQ(turns(journal, {.session = SessionId("ses_1")}), "1 3 4 ");
  EXPECT_EQ(turns(journal, {.person = ma, .character = CharacterId("dashu")}), "3 ");
  EXPECT_EQ(turns(journal, {.turn = TurnId("trn_4")}), "4 ");
  EXPECT_EQ(turns(journal, {.person = ma, .turn = TurnId("trn_4")}), "");
  const auto one = journal.messages({.turn = TurnId("trn_1")});
  ASSERT_EQ(one->size(), 1U);
  EXPECT_EQ(one->front().person.text, "psn_ma");
  EXPECT_EQ(one->front().session.text, "ses_1");
  EXPECT_EQ(one->front().character.text, "xiaoyu");
  EXPECT_EQ(one->front().at, minute(7));
  EXPECT_EQ(one->front().sealed, "words of 1");
}

void ReplacesTheMessageOfAKnownTurn(Journal& journal) {
  must_commit(journal, {.persons = {person("ma")}});
  must_commit(journal, {.messages = {message("ma", "1"), message("ma", "2")}});
  auto with_reply = message("ma", "1", 3);
  with_reply.sealed = "words of 1 and the reply";
  must_commit(journal, {.messages = {with_reply}});
  const auto rows = journal.messages({.person = PersonRef("psn_ma")});
  ASSERT_EQ(rows->size(), 2U);
  EXPECT_EQ(rows->front().sealed, "words of 1 and the reply");
  EXPECT_EQ(rows->front().at, minute(3));
}

void RefusesAMessageOfNobody(Journal& journal) {
  const auto refused = commit(journal, {.messages = {message("nobody", "1")}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::invalid);
  must_commit(journal, {.persons = {person("ma")}, .messages = {message("ma", "1")}});
  EXPECT_EQ(turns(journal, {}), "1 ");
}

void ErasesSingleTurns(Journal& journal) {
  must_commit(journal, {.persons = {person("ma")},
                        .messages = {message("ma", "1"), message("ma", "2"), message("ma", "3")}});
  must_commit(journal, {.erased_turns = {TurnId("trn_2"), TurnId("trn_unknown")}});
  EXPECT_EQ(turns(journal, {.person = PersonRef("psn_ma")}), "1 3 ");
  EXPECT_EQ(turns(journal, {.turn = TurnId("trn_2")}), "");
}

void GivesOutboxRowsThatAreDue(Journal& journal) {
  auto done = notice("done", "ma", 1);
  done.state = OutboxState::delivered;
  auto of_nobody = notice("late", "", 9);
  of_nobody.person = PersonRef();
  of_nobody.care_case = CaseId();
  must_commit(journal, {.persons = {person("ma")},
                        .outbox = {notice("b", "ma", 5), of_nobody, done, notice("a", "ma", 2)}});
  EXPECT_EQ(ids(journal.outbox_due(minute(1), 10)), "");
  EXPECT_EQ(ids(journal.outbox_due(minute(5), 10)), "a b ");
  EXPECT_EQ(ids(journal.outbox_due(minute(9), 2)), "a b ");
  EXPECT_EQ(ids(journal.outbox_due(minute(9), 9)), "a b late ");
  EXPECT_EQ(ids(journal.outbox_all(9)), "b late done a ");
  EXPECT_EQ(ids(journal.outbox_all(2)), "done a ");
  EXPECT_EQ(ids(journal.outbox_of_case(CaseId("cas_1"))), "b done a ");
}

void ReplacesOutboxAndCaseRowsById(Journal& journal) {
  must_commit(journal, {.persons = {person("ma")},
                        .outbox = {notice("1", "ma"), notice("2", "ma")},
                        .cases = {care_case("1", "ma"), care_case("2", "ma")}});
  auto tried = notice("1", "ma", 4);
  tried.attempts = 2;
  tried.first_attempt = minute(1);
  tried.changed = minute(3);
  tried.state = OutboxState::failed;
  tried.last_error = "connection refused";
  auto claimed = care_case("1", "ma");
  claimed.state = "claimed";
  claimed.version = 2;
  must_commit(journal, {.outbox = {tried}, .cases = {claimed}});
  const auto outbox = journal.outbox_all(10);
  ASSERT_EQ(outbox->size(), 2U);
  const OutboxRow& row = outbox->front();
  EXPECT_EQ(row.id, tried.id);
  EXPECT_EQ(row.attempts, 2);
  EXPECT_EQ(row.state, OutboxState::failed);
  EXPECT_EQ(row.last_error, "connection refused");
  EXPECT_EQ(row.next_attempt, minute(4));
  EXPECT_EQ(row.sealed_notification, "sealed notice 1");
  EXPECT_EQ(row.recipient, "guardian");
  EXPECT_EQ(row.first_attempt, minute(1));
  EXPECT_EQ(row.changed, minute(3));
  const auto cases = journal.cases(10);
  ASSERT_EQ(cases->size(), 2U);
  EXPECT_EQ(cases->front().state, "claimed");
  EXPECT_EQ(cases->front().tier, 2);
  EXPECT_EQ(cases->front().kind, "self_harm_intent");
  EXPECT_EQ(cases->back().id.text, "cas_2");
  EXPECT_EQ(journal.cases(1)->front().id.text, "cas_2");
}

void FindsCredentialsByHashAndSubject(Journal& journal) {
  auto older = credential("one", "psn_ma");
  auto newer = credential("two", "psn_ma");
  newer.created = minute(1);
  newer.expires.reset();
  must_commit(journal, {.credentials = {newer, older, credential("three", "psn_li")}});
  EXPECT_FALSE(journal.credential(sha256("four")).value());
  older.failures = 3;
  older.revoked = true;
  must_commit(journal, {.credentials = {older}});
  const auto found = journal.credential(older.look_up).value();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id.text, "key_one");
  EXPECT_EQ(found->kind, "personal");
  EXPECT_EQ(found->scopes, "chat own:users");
  EXPECT_EQ(found->expires, minute(60));
  EXPECT_EQ(found->failures, 3);
  EXPECT_TRUE(found->revoked);
  const auto all = journal.credentials_of("psn_ma");
  ASSERT_EQ(all->size(), 2U);
  EXPECT_EQ(all->front().id.text, "key_one");
  EXPECT_FALSE(all->back().expires);
}

void ListsSettingsByPrefixAndDeletesEmptyOnes(Journal& journal) {
  must_commit(
      journal,
      {.settings = {
           {"character/b", "2"}, {"character/a", "1"}, {"characters", "no"}, {"agreement", "{}"}}});
  const auto found = journal.settings("character/");
  ASSERT_EQ(found->size(), 2U);
  EXPECT_EQ(found->front().name, "character/a");
  EXPECT_EQ(found->back().value, "2");
  must_commit(journal, {.settings = {{"character/a", ""}, {"character/b", "3"}, {"never", ""}}});
  ASSERT_EQ(journal.settings("character/")->size(), 1U);
  EXPECT_EQ(journal.settings("character/")->front().value, "3");
  EXPECT_EQ(journal.settings("")->size(), 3U);
}

void KeepsRowsOfAPersonByKindAndMark(Journal& journal) {
  const PersonRef ma("psn_ma");
  const PersonRef li("psn_li");
  const Digest mark = sha256("grd_1");
  must_commit(journal, {.persons = {person("ma"), person("li")},
                        .kept = {{ma, "change", "b", {}, "2"},
                                 {ma, "change", "a", {}, "1"},
                                 {ma, "purchase", "a", mark, "p"},
                                 {li, "purchase", "c", mark, "q"},
                                 {PersonRef("psn_nobody"), "change", "x", {}, "n"}}});
  const auto list = [&journal](const KeptQuery& query) {
    std::string out;
    for (const KeptRow& row : journal.kept(query).value()) out += row.id + row.sealed + " ";
    return out;
  };
  EXPECT_EQ(list({.kind = "change", .person = ma}), "a1 b2 ");
  EXPECT_EQ(list({.kind = "change", .person = ma, .after = "a"}), "b2 ");
  EXPECT_EQ(list({.kind = "change", .person = ma, .limit = 1}), "a1 ");
  EXPECT_EQ(list({.kind = "change", .person = li}), "");
  EXPECT_EQ(list({.kind = "purchase", .mark = mark}), "cq ap ");
  EXPECT_EQ(list({.kind = "purchase", .person = ma, .mark = mark}), "ap ");
  EXPECT_EQ(list({.kind = "purchase", .mark = sha256("grd_2")}), "");
  EXPECT_EQ(journal.kept({.kind = "purchase", .person = ma}).value().front().mark, mark);
  must_commit(journal, {.kept = {{ma, "change", "a", {}, "3"}, {ma, "change", "b", {}, ""}}});
  EXPECT_EQ(list({.kind = "change", .person = ma}), "a3 ");
  must_commit(journal, {.erased_persons = {ma}});
  must_commit(journal, {.kept = {{ma, "change", "a", {}, "4"}}});
  EXPECT_EQ(list({.kind = "change", .person = ma}), "");
  EXPECT_EQ(list({.kind = "purchase", .mark = mark}), "cq ");
}

}  // namespace anban::store::contract
