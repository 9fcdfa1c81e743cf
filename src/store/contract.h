// SPDX-License-Identifier: Apache-2.0
// The contract of ports/journal.h as a GoogleTest suite: every implementation passes it, so that a
// test on the journal in memory says something about the one on disk. Beyond the header it fixes:
// - what is erased stays erased: later rows of that person are dropped (their leaves are not),
//   their outbox rows and credentials go, and their cases lose what is about them;
// - a case is changed by whoever read it last; turns count themselves beside that;
// - a transaction with a row that cannot be stored is `invalid` as a whole and fails nobody else:
//   a name that is another person's, a message of somebody who is not registered;
// - lists with a limit and no cursor give the newest `limit` rows, oldest first; due and queried
//   rows give the first `limit`; leaves and hashes beyond the end are left out.
// Use: a factory type with `std::unique_ptr<Journal> make()`, then
// INSTANTIATE_TYPED_TEST_SUITE_P(Name, JournalContract, Factory).
#pragma once

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "ports/journal.h"
#include "store/contract_rows.h"

namespace anban::store {

template <class Factory>
class JournalContract : public testing::Test {
 protected:
  Factory factory_;
  std::unique_ptr<Journal> journal_ = factory_.make();
};

TYPED_TEST_SUITE_P(JournalContract);

#define ANBAN_CONTRACT(name) \
  TYPED_TEST_P(JournalContract, name) { contract::name(*this->journal_); }

ANBAN_CONTRACT(FindsAPersonByNameAndByReference)
ANBAN_CONTRACT(KeepsTheNewestVersionOfAPerson)
ANBAN_CONTRACT(KeepsTheProfileWhereARowBringsNone)
ANBAN_CONTRACT(RefusesANameThatIsAnotherPersons)
ANBAN_CONTRACT(ListsPersonsWhoseTimeToBeErasedHasCome)
ANBAN_CONTRACT(GivesMessagesOldestFirstFromACursor)
ANBAN_CONTRACT(SelectsMessagesByEveryField)
ANBAN_CONTRACT(ReplacesTheMessageOfAKnownTurn)
ANBAN_CONTRACT(RefusesAMessageOfNobody)
ANBAN_CONTRACT(ErasesSingleTurns)
ANBAN_CONTRACT(ErasesEverythingOfAPersonAndNothingOfOthers)
ANBAN_CONTRACT(KeepsErasedPersonsErased)
ANBAN_CONTRACT(LetsAnErasedNameRegisterAgain)
ANBAN_CONTRACT(GivesOutboxRowsThatAreDue)
ANBAN_CONTRACT(ReplacesOutboxAndCaseRowsById)
ANBAN_CONTRACT(KeepsEveryFieldOfACase)
ANBAN_CONTRACT(RefusesACaseThatWasChangedMeanwhile)
ANBAN_CONTRACT(CountsTurnsOfACaseBesideItsChanges)
ANBAN_CONTRACT(GivesCasesGravestAndSoonestDueFirst)
ANBAN_CONTRACT(FindsCasesByPersonTimeAndEscalation)
ANBAN_CONTRACT(ForgetsWhoseCaseItWas)
ANBAN_CONTRACT(FindsCredentialsByHashAndSubject)
ANBAN_CONTRACT(ListsSettingsByPrefixAndDeletesEmptyOnes)
ANBAN_CONTRACT(KeepsRowsOfAPersonByKindAndMark)
ANBAN_CONTRACT(NumbersLeavesInTheOrderOfCommits)
ANBAN_CONTRACT(KeepsHashesAndHeadOfTheLog)
ANBAN_CONTRACT(KeepsCheckpointsNewestFirst)
ANBAN_CONTRACT(LeavesNothingOfARefusedTransaction)
ANBAN_CONTRACT(ForgetsEverythingOnClear)
ANBAN_CONTRACT(KeepsBytesAsTheyAre)

#undef ANBAN_CONTRACT

REGISTER_TYPED_TEST_SUITE_P(
    JournalContract, FindsAPersonByNameAndByReference, KeepsTheNewestVersionOfAPerson,
    KeepsTheProfileWhereARowBringsNone, RefusesANameThatIsAnotherPersons,
    ListsPersonsWhoseTimeToBeErasedHasCome, GivesMessagesOldestFirstFromACursor,
    SelectsMessagesByEveryField, ReplacesTheMessageOfAKnownTurn, RefusesAMessageOfNobody,
    ErasesSingleTurns, ErasesEverythingOfAPersonAndNothingOfOthers, KeepsErasedPersonsErased,
    LetsAnErasedNameRegisterAgain, GivesOutboxRowsThatAreDue, ReplacesOutboxAndCaseRowsById,
    KeepsEveryFieldOfACase, RefusesACaseThatWasChangedMeanwhile, CountsTurnsOfACaseBesideItsChanges,
    GivesCasesGravestAndSoonestDueFirst, FindsCasesByPersonTimeAndEscalation, ForgetsWhoseCaseItWas,
    FindsCredentialsByHashAndSubject, ListsSettingsByPrefixAndDeletesEmptyOnes,
    KeepsRowsOfAPersonByKindAndMark, NumbersLeavesInTheOrderOfCommits, KeepsHashesAndHeadOfTheLog,
    KeepsCheckpointsNewestFirst, LeavesNothingOfARefusedTransaction, ForgetsEverythingOnClear,
    KeepsBytesAsTheyAre);

}  // namespace anban::store
