// SPDX-License-Identifier: Apache-2.0
// The claims of the contract suite as functions over a journal (contract_*_test.cc holds them, so
// that each implementation's test stays a few lines), and the rows that they share.
#pragma once

#include <string>
#include <string_view>

#include "ports/journal.h"
#include "ports/vault.h"

namespace anban::store::contract {

inline Instant minute(int n) { return Instant(Milliseconds(1'785'546'000'000 + n * 60'000)); }
inline Digest name_of_person(std::string_view name) { return sha256(name); }

inline PersonRow person(const std::string& name, std::int64_t version = 1) {
  PersonRow row;
  row.ref = PersonRef("psn_" + name);
  row.look_up = name_of_person(name);
  row.version = version;
  row.wrapped_key = "key of " + name;
  row.sealed_profile = "profile of " + name;
  row.sealed_state = "state " + std::to_string(version) + " of " + name;
  return row;
}

inline MessageRow message(const std::string& name, const std::string& turn, int at = 0) {
  MessageRow row;
  row.turn = TurnId("trn_" + turn);
  row.person = PersonRef("psn_" + name);
  row.session = SessionId("ses_1");
  row.character = CharacterId("xiaoyu");
  row.at = minute(at);
  row.sealed = "words of " + turn;
  return row;
}

inline OutboxRow notice(const std::string& id, const std::string& name, int due = 0) {
  OutboxRow row;
  row.id = NotificationId("ntf_" + id);
  row.person = PersonRef("psn_" + name);
  row.recipient = "guardian";
  row.channel = "sms";
  row.event = "crisis.contact";
  row.sealed_notification = "sealed notice " + id;
  row.created = minute(0);
  row.next_attempt = minute(due);
  row.care_case = CaseId("cas_1");
  return row;
}

inline CaseRow care_case(const std::string& id, const std::string& name) {
  CaseRow row;
  row.id = CaseId("cas_" + id);
  row.person = PersonRef("psn_" + name);
  row.turn = TurnId("trn_1");
  row.kind = "self_harm_intent";
  row.tier = 2;
  row.state = "open";
  row.opened = minute(1);
  return row;
}

inline CredentialRow credential(const std::string& secret, const std::string& subject) {
  CredentialRow row;
  row.look_up = sha256(secret);
  row.kind = "personal";
  row.id = KeyId("key_" + secret);
  row.subject = subject;
  row.scopes = "chat own:users";
  row.created = minute(0);
  row.expires = minute(60);
  return row;
}

/// Runs a task of the journal on a loop of its own, to its end.
Result<Committed> commit(Journal& journal, Transaction transaction);
Result<void> add_checkpoint(Journal& journal, Checkpoint checkpoint);
Result<Checkpoint> write_checkpoint(Journal& journal, const Vault& vault, Instant now);
Result<void> check_key(Journal& journal, const Vault& vault);
Result<void> scrub(Journal& journal);
Result<void> clear(Journal& journal);
/// Commits and fails the running test where that fails.
void must_commit(Journal& journal, Transaction transaction);

void FindsAPersonByNameAndByReference(Journal& journal);
void KeepsTheNewestVersionOfAPerson(Journal& journal);
void KeepsTheProfileWhereARowBringsNone(Journal& journal);
void RefusesANameThatIsAnotherPersons(Journal& journal);
void ListsPersonsWhoseTimeToBeErasedHasCome(Journal& journal);
void GivesMessagesOldestFirstFromACursor(Journal& journal);
void SelectsMessagesByEveryField(Journal& journal);
void ReplacesTheMessageOfAKnownTurn(Journal& journal);
void RefusesAMessageOfNobody(Journal& journal);
void ErasesSingleTurns(Journal& journal);
void ErasesEverythingOfAPersonAndNothingOfOthers(Journal& journal);
void KeepsErasedPersonsErased(Journal& journal);
void LetsAnErasedNameRegisterAgain(Journal& journal);
void GivesOutboxRowsThatAreDue(Journal& journal);
void ReplacesOutboxAndCaseRowsById(Journal& journal);
void KeepsEveryFieldOfACase(Journal& journal);
void RefusesACaseThatWasChangedMeanwhile(Journal& journal);
void CountsTurnsOfACaseBesideItsChanges(Journal& journal);
void GivesCasesGravestAndSoonestDueFirst(Journal& journal);
void FindsCasesByPersonTimeAndEscalation(Journal& journal);
void ForgetsWhoseCaseItWas(Journal& journal);
void FindsCredentialsByHashAndSubject(Journal& journal);
void ListsSettingsByPrefixAndDeletesEmptyOnes(Journal& journal);
void KeepsRowsOfAPersonByKindAndMark(Journal& journal);
void NumbersLeavesInTheOrderOfCommits(Journal& journal);
void KeepsHashesAndHeadOfTheLog(Journal& journal);
void KeepsCheckpointsNewestFirst(Journal& journal);
void LeavesNothingOfARefusedTransaction(Journal& journal);
void ForgetsEverythingOnClear(Journal& journal);
void KeepsBytesAsTheyAre(Journal& journal);

}  // namespace anban::store::contract
