// SPDX-License-Identifier: Apache-2.0
// Contract claims about cases: the queue, versions, turns that join, erasure.
#include <gtest/gtest.h>

#include "store/contract_rows.h"

namespace anban::store::contract {
namespace {

using Which = CaseQuery::Which;

CaseRow queued(const std::string& id, const std::string& priority, int due) {
  CaseRow row = care_case(id, "ma");
  row.priority = priority;
  row.due = minute(due);
  return row;
}

CaseRow stored(Journal& journal, const std::string& id) {
  const auto found = journal.case_by_id(CaseId("cas_" + id));
  EXPECT_TRUE(found && *found) << id;
  return found && *found ? **found : CaseRow();
}

std::string names(const Result<std::vector<CaseRow>>& rows) {
  if (!rows) return rows.error().detail;
  std::string out;
  for (const CaseRow& row : *rows) out += row.id.text.substr(4) + " ";
  return out;
}

CaseRow full_case() {
  CaseRow row = queued("full", "P1", 5);
  row.level = 3;
  row.obligation = 87;
  row.age_band = "18-59";
  row.turns = 1;
  row.detector_failed = true;
  row.feared = "guardian";
  row.acknowledge_by = minute(5);
  row.acknowledged = minute(2);
  row.escalate_at = minute(6);
  row.escalations = 2;
  row.holder = "key_1";
  row.holder_name = "王芳";
  row.holder_role = "operator";
  row.held_since = minute(2);
  row.lease_until = minute(17);
  row.takeover = "tko_1";
  row.in_takeover = true;
  row.closed = minute(9);
  row.outcome = "referred";
  row.merged_into = CaseId("cas_0");
  row.sealed_dossier = std::string("sealed\0dossier", 14);
  return row;
}

void expect_same(const CaseRow& a, const CaseRow& b) {
  EXPECT_EQ(std::tie(a.id, a.person, a.turn, a.kind, a.tier, a.state, a.opened, a.version, a.level,
                     a.priority, a.obligation, a.age_band, a.turns, a.detector_failed, a.feared),
            std::tie(b.id, b.person, b.turn, b.kind, b.tier, b.state, b.opened, b.version, b.level,
                     b.priority, b.obligation, b.age_band, b.turns, b.detector_failed, b.feared));
  EXPECT_EQ(
      std::tie(a.acknowledge_by, a.acknowledged, a.due, a.escalate_at, a.escalations, a.holder,
               a.holder_name, a.holder_role, a.held_since, a.lease_until, a.takeover),
      std::tie(b.acknowledge_by, b.acknowledged, b.due, b.escalate_at, b.escalations, b.holder,
               b.holder_name, b.holder_role, b.held_since, b.lease_until, b.takeover));
  EXPECT_EQ(std::tie(a.in_takeover, a.closed, a.outcome, a.merged_into, a.sealed_dossier),
            std::tie(b.in_takeover, b.closed, b.outcome, b.merged_into, b.sealed_dossier));
}

}  // namespace

void KeepsEveryFieldOfACase(Journal& journal) {
  CaseRow bare;
  bare.id = CaseId("cas_bare");
  bare.state = "open";
  must_commit(journal, {.persons = {person("ma")}, .cases = {full_case(), bare}});
  expect_same(stored(journal, "full"), full_case());
  expect_same(stored(journal, "bare"), bare);
  EXPECT_FALSE(journal.case_by_id(CaseId("cas_none")).value());
  CaseRow next = full_case();
  next.version = 2;
  next.acknowledged.reset();
  next.due.reset();
  next.lease_until.reset();
  next.outcome = "other";
  must_commit(journal, {.cases = {next}});
  expect_same(stored(journal, "full"), next);
}

void RefusesACaseThatWasChangedMeanwhile(Journal& journal) {
  must_commit(journal, {.persons = {person("ma")}, .cases = {care_case("1", "ma")}});
  CaseRow first = care_case("1", "ma");
  first.version = 2;
  first.holder = "key_first";
  CaseRow second = first;
  second.holder = "key_second";
  must_commit(journal, {.cases = {first}});
  const auto refused = commit(journal, {.leaves = {{"{\"claim\":2}"}}, .cases = {second}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_EQ(stored(journal, "1").holder, "key_first");
  EXPECT_EQ(journal.leaf_count().value(), 0U) << "nothing of a refused change stays";
  second.version = 4;
  EXPECT_EQ(commit(journal, {.cases = {second}}).error().code, ErrorCode::conflict);
  must_commit(journal, {.cases = {care_case("1", "ma")}});  // the same turn is stored once more
  EXPECT_EQ(stored(journal, "1").holder, "key_first") << "it opens the case once";
}

void CountsTurnsOfACaseBesideItsChanges(Journal& journal) {
  CaseRow row = queued("1", "P1", 5);
  row.level = 3;
  must_commit(journal, {.persons = {person("ma")}, .cases = {row}});
  must_commit(journal, {.case_turns = {{CaseId("cas_1"), 4, "P0", "guardian"},
                                       {CaseId("cas_1"), 0, "P2", ""},
                                       {CaseId("cas_unknown"), 4, "P0", ""}}});
  EXPECT_EQ(stored(journal, "1").turns, 3);
  EXPECT_EQ(stored(journal, "1").version, 1) << "staff are not disturbed";
  row.version = 2;  // as staff read it before those turns
  row.state = "claimed";
  must_commit(journal, {.cases = {row}});
  const CaseRow now = stored(journal, "1");
  EXPECT_EQ(now.state, "claimed");
  EXPECT_EQ(std::tie(now.turns, now.level, now.priority, now.feared),
            std::make_tuple(3, 4, std::string("P0"), std::string("guardian")));
  must_commit(journal, {.case_turns = {{CaseId("cas_1"), 3, "P1", "contact"}}});
  EXPECT_EQ(stored(journal, "1").level, 4) << "it never falls";
  EXPECT_EQ(stored(journal, "1").feared, "both");
  EXPECT_EQ(journal.cases(10)->size(), 1U);
}

void GivesCasesGravestAndSoonestDueFirst(Journal& journal) {
  CaseRow held = queued("held", "P0", 9);
  held.state = "claimed";
  held.holder = "key_1";
  held.lease_until = minute(20);
  CaseRow closed = queued("closed", "P0", 1);
  closed.state = "closed";
  CaseRow undue = queued("undue", "P2", 0);
  undue.due.reset();
  CaseRow refund = queued("refund", "P2", 3);
  refund.kind = "refund";
  must_commit(journal, {.persons = {person("ma")},
                        .cases = {undue, queued("b", "P1", 7), refund, held, closed,
                                  queued("a", "P1", 2), queued("c", "P0", 9)}});
  const auto list = [&journal](CaseQuery query) { return names(journal.cases_where(query)); };
  EXPECT_EQ(list({.which = Which::live}), "c held a b refund undue ");
  EXPECT_EQ(list({.which = Which::waiting, .now = minute(10)}), "c a b refund undue ");
  EXPECT_EQ(list({.which = Which::waiting, .now = minute(20)}), "c held a b refund undue ");
  EXPECT_EQ(list({.which = Which::held, .now = minute(19)}), "held ");
  EXPECT_EQ(list({.which = Which::held, .now = minute(20)}), "");
  EXPECT_EQ(list({.which = Which::closed}), "closed ");
  EXPECT_EQ(list({.which = Which::all}), "c a closed held refund b undue ");
  EXPECT_EQ(list({.which = Which::all, .kind = "refund"}), "refund ");
  EXPECT_EQ(list({.which = Which::live, .kind = "refund"}), "refund ");
  EXPECT_EQ(list({.which = Which::closed, .kind = "refund"}), "");
  EXPECT_EQ(list({.which = Which::live, .after = CaseId("cas_a"), .limit = 2}), "b refund ");
  EXPECT_EQ(list({.which = Which::all, .after = CaseId("cas_held"), .limit = 2}), "refund b ");
  const auto lost = journal.cases_where({.after = CaseId("cas_lost")});
  EXPECT_EQ(lost.error().code, ErrorCode::not_found);
  const OpenCases open = journal.open_cases(minute(8)).value();
  EXPECT_EQ(std::tie(open.p0, open.p1, open.p2), std::make_tuple(2U, 2U, 2U));
  EXPECT_EQ(open.overdue, 3U);
}

void FindsCasesByPersonTimeAndEscalation(Journal& journal) {
  CaseRow of_li = care_case("li", "li");
  of_li.opened = minute(7);
  of_li.escalate_at = minute(9);
  CaseRow early = care_case("early", "ma");
  early.opened = minute(3);
  early.escalate_at = minute(8);
  early.acknowledge_by = minute(8);
  CaseRow closed = care_case("closed", "ma");
  closed.opened = minute(5);
  closed.state = "closed";
  closed.escalate_at = minute(1);
  must_commit(journal, {.persons = {person("ma"), person("li")}, .cases = {of_li, closed, early}});
  EXPECT_EQ(names(journal.cases_where({.which = Which::all, .person = PersonRef("psn_ma")})),
            "early closed ");
  EXPECT_EQ(names(journal.cases_where({.which = Which::live, .person = PersonRef("psn_ma")})),
            "early ");
  EXPECT_EQ(names(journal.cases_opened(minute(3), minute(7), CaseId(), 9)), "early closed ");
  EXPECT_EQ(names(journal.cases_opened(minute(3), minute(8), CaseId("cas_early"), 9)),
            "closed li ");
  EXPECT_EQ(names(journal.cases_opened(minute(3), minute(8), CaseId(), 1)), "early ");
  EXPECT_EQ(names(journal.cases_to_escalate(minute(7), 9)), "");
  EXPECT_EQ(names(journal.cases_to_escalate(minute(9), 9)), "early li ");
  EXPECT_EQ(names(journal.cases_to_escalate(minute(9), 1)), "early ");
  EXPECT_EQ(journal.open_cases(minute(1)).value().unacknowledged, 1U);
}

void ForgetsWhoseCaseItWas(Journal& journal) {
  must_commit(journal, {.persons = {person("ma")}, .cases = {full_case()}});
  must_commit(journal, {.erased_persons = {PersonRef("psn_ma")}});
  const auto expect_bare = [&journal](const char* when) {
    const CaseRow row = stored(journal, "full");
    EXPECT_EQ(row.person.text + row.turn.text + row.age_band + row.feared, "") << when;
    EXPECT_EQ(row.sealed_dossier, "") << when;
    EXPECT_EQ(row.kind, "self_harm_intent") << when;
    EXPECT_EQ(row.outcome, "referred") << when;
    EXPECT_EQ(row.opened, full_case().opened) << when;
  };
  expect_bare("erased");
  CaseRow late = full_case();  // somebody changed it while the person was erased
  late.version = 2;
  must_commit(journal, {.cases = {late}});
  expect_bare("written late");
}

}  // namespace anban::store::contract
