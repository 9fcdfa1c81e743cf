// SPDX-License-Identifier: Apache-2.0
#include "people/care_case.h"

#include <gtest/gtest.h>

namespace anban {
namespace {

const Instant noon{Milliseconds(1'785'556'800'000)};
const CaseTerms terms;
const CaseStaff wang{"key_wang", "王芳", "operator"};
const CaseStaff li{"key_li", "李强", "lead"};

CaseRow crisis(int level = 3) {
  CaseRow row;
  row.id = CaseId("cas_1");
  row.person = PersonRef("psn_lin");
  row.kind = "self_harm_intent";
  row.tier = 2;
  row.level = level;
  row.opened = noon;
  return opened(row, terms);
}

Instant after(Milliseconds time) { return noon + time; }
CaseRow taken() { return *claimed(crisis(), wang, noon, terms); }

TEST(CareCase, OpensWithATimeToAcknowledgeIt) {
  const CaseRow row = crisis();
  EXPECT_STREQ(state_of(row, noon), "open");
  EXPECT_EQ(row.acknowledge_by, after(terms.acknowledge_within));
  EXPECT_EQ(row.due, row.acknowledge_by);
  EXPECT_EQ(row.escalate_at, row.acknowledge_by);
  EXPECT_FALSE(is_overdue(row, *row.due));
  EXPECT_TRUE(is_overdue(row, *row.due + Milliseconds(1)));
  CaseRow refund;
  refund.kind = "refund";
  refund = opened(refund, terms);
  EXPECT_FALSE(refund.acknowledge_by);
  EXPECT_FALSE(refund.escalate_at);
  EXPECT_FALSE(is_overdue(refund, after(std::chrono::days(400))));
}

TEST(CareCase, IsOnePersonsForTheTimeOfALease) {
  const CaseRow row = taken();
  EXPECT_STREQ(state_of(row, noon), "claimed");
  EXPECT_EQ(row.version, 2);
  EXPECT_EQ(row.holder_name, "王芳");
  EXPECT_EQ(row.lease_until, after(terms.lease));
  EXPECT_EQ(claimed(row, li, after(terms.lease - Milliseconds(1)), terms).error(),
            CaseRefusal::held_by_another);
  EXPECT_STREQ(state_of(row, after(terms.lease)), "open");
  const auto next = claimed(row, li, after(terms.lease), terms);
  ASSERT_TRUE(next);
  EXPECT_EQ(next->holder, "key_li");
  EXPECT_EQ(next->held_since, after(terms.lease));
}

TEST(CareCase, LeaseIsRenewedByWhatTheHolderDoesAndByNobodyElse) {
  const Instant later = after(std::chrono::minutes(10));
  EXPECT_EQ(acted(taken(), wang, later, terms)->lease_until, later + terms.lease);
  EXPECT_EQ(noted(taken(), wang, later, terms)->lease_until, later + terms.lease);
  EXPECT_EQ(claimed(taken(), wang, later, terms)->held_since, noon) << "one's own, still";
  EXPECT_EQ(noted(taken(), li, later, terms)->lease_until, after(terms.lease));
  EXPECT_EQ(acted(taken(), li, later, terms).error(), CaseRefusal::held_by_another);
  EXPECT_EQ(acted(crisis(), li, later, terms).error(), CaseRefusal::not_the_holder);
  EXPECT_EQ(acted(taken(), wang, after(terms.lease), terms).error(), CaseRefusal::not_the_holder)
      << "a lease that is over holds nothing";
}

TEST(CareCase, AcknowledgementStopsTheRosterAndMovesTheDueTime) {
  const Instant soon = after(std::chrono::minutes(2));
  const CaseRow seen = *acknowledged(crisis(), wang, soon, terms);
  EXPECT_EQ(seen.acknowledged, soon);
  EXPECT_FALSE(seen.escalate_at);
  EXPECT_EQ(seen.due, after(terms.close_within));
  EXPECT_STREQ(state_of(seen, soon), "open") << "seen is not taken";
  EXPECT_EQ(claimed(seen, li, after(std::chrono::minutes(4)), terms)->acknowledged, soon);
  EXPECT_EQ(taken().acknowledged, noon) << "a claim acknowledges";
  CaseRow help = crisis();
  help.tier = 1;
  help.due = after(std::chrono::minutes(30));
  EXPECT_EQ(acknowledged(opened(help, terms), wang, soon, terms)->due, help.due);
}

TEST(CareCase, GoesFromHandToHand) {
  EXPECT_EQ(handed_over(taken(), li, wang, noon, terms).error(), CaseRefusal::held_by_another);
  EXPECT_EQ(handed_over(taken(), wang, wang, noon, terms).error(), CaseRefusal::is_itself);
  const CaseRow row = *handed_over(taken(), wang, li, after(terms.lease / 2), terms);
  EXPECT_TRUE(is_held_by(row, "key_li", after(terms.lease)));
  EXPECT_EQ(row.held_since, after(terms.lease / 2));
  const CaseRow free = *released(taken(), wang, noon);
  EXPECT_STREQ(state_of(free, noon), "open");
  EXPECT_EQ(free.holder, "");
  EXPECT_EQ(released(taken(), li, noon).error(), CaseRefusal::held_by_another);
}

TEST(CareCase, EscalatesAtOnceWhoeverAsks) {
  EXPECT_EQ(escalated(taken(), li, noon, terms)->escalate_at, noon);
  EXPECT_EQ(escalated(crisis(), wang, noon, terms)->escalate_at, noon);
}

TEST(CareCase, IsClosedByItsHolderOnce) {
  EXPECT_EQ(closed(crisis(), wang, "referred", noon).error(), CaseRefusal::not_the_holder);
  EXPECT_EQ(closed(taken(), li, "referred", noon).error(), CaseRefusal::held_by_another);
  const CaseRow row = *closed(taken(), wang, "referred", noon);
  EXPECT_STREQ(state_of(row, noon), "closed");
  EXPECT_EQ(row.outcome, "referred");
  EXPECT_EQ(row.holder, "key_wang") << "who brought it to its outcome";
  EXPECT_FALSE(is_overdue(row, after(std::chrono::days(3))));
  for (const auto& again :
       {claimed(row, wang, noon, terms), acted(row, wang, noon, terms),
        noted(row, wang, noon, terms), closed(row, wang, "other", noon), released(row, wang, noon),
        acknowledged(row, wang, noon, terms), escalated(row, wang, noon, terms)}) {
    EXPECT_EQ(again.error(), CaseRefusal::closed_already);
  }
}

TEST(CareCase, MergesDuplicatesOfTheSamePersonOnly) {
  CaseRow into = crisis();
  into.id = CaseId("cas_0");
  const CaseRow row = *merged(taken(), into, wang, noon);
  EXPECT_STREQ(state_of(row, noon), "closed");
  EXPECT_EQ(row.merged_into.text, "cas_0");
  EXPECT_EQ(merged(taken(), taken(), wang, noon).error(), CaseRefusal::is_itself);
  EXPECT_EQ(merged(taken(), into, li, noon).error(), CaseRefusal::held_by_another);
  into.person = PersonRef("psn_ma");
  EXPECT_EQ(merged(taken(), into, wang, noon).error(), CaseRefusal::is_anothers);
  CaseRow nobodys = taken();
  nobodys.person = into.person = PersonRef();
  EXPECT_EQ(merged(nobodys, into, wang, noon).error(), CaseRefusal::is_anothers)
      << "two strangers are not one person";
  CaseRow ended = *closed(taken(), wang, "other", noon);
  ended.id = CaseId("cas_0");
  EXPECT_EQ(merged(taken(), ended, wang, noon).error(), CaseRefusal::closed_already);
}

TEST(CareCase, DossierReadsAsItWasWritten) {
  Dossier dossier{"zh-CN", "minor", "cn-2026", {{"crisis.window", "30min"}}, {}};
  dossier.entries.push_back({noon, "comment", "key_wang", "王芳", "operator", "", "", "打过电话"});
  dossier.entries.push_back({noon, "unmasked", "key_li", "李强", "lead", "", "trn_1", "要核实"});
  const auto read = dossier_from_stored(to_stored(dossier));
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(*read, dossier);
  EXPECT_EQ(dossier_from_stored("{}").error().code, ErrorCode::corrupt);
  EXPECT_EQ(dossier_from_stored("{\"entries\":[{\"at\":\"x\"}]}").error().code, ErrorCode::corrupt);
}

}  // namespace
}  // namespace anban
