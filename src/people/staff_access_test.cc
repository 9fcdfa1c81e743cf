// SPDX-License-Identifier: Apache-2.0
// A ticket opens one person's parts to one key for a while, after somebody else granted it (O-134).
#include "people/staff_access.h"

#include <gtest/gtest.h>

namespace anban {
namespace {

Instant at(std::string_view text) { return parse_instant(text).value(); }

const Instant noon = at("2026-08-01T12:00:00+08:00");
constexpr Milliseconds day = std::chrono::hours(24);

AccessTicket asked_for(std::vector<DataPart> parts) {
  return {"tkt_1", "key_o", "operator", std::move(parts), "a refund", noon};
}

TicketDecision grant(std::vector<DataPart> parts = {}) {
  return {TicketState::granted, "key_l", "lead", "needed", std::move(parts)};
}

std::vector<AccessTicket> granted(std::vector<DataPart> parts) {
  return {decided(asked_for(std::move(parts)), grant(), noon, day)};
}

TEST(StaffAccess, OpensOnlyWhatWasGranted) {
  const auto tickets = granted({DataPart::profile, DataPart::spending});
  EXPECT_NE(ticket_for(tickets, "key_o", DataPart::profile, noon), nullptr);
  EXPECT_NE(ticket_for(tickets, "key_o", DataPart::spending, noon), nullptr);
  EXPECT_EQ(ticket_for(tickets, "key_o", DataPart::guardians, noon), nullptr);
  EXPECT_EQ(ticket_for(tickets, "key_other", DataPart::profile, noon), nullptr);
}

TEST(StaffAccess, EndsWithItsTime) {
  const auto tickets = granted({DataPart::profile});
  const Instant last = noon + day - Milliseconds(1);
  EXPECT_NE(ticket_for(tickets, "key_o", DataPart::profile, last), nullptr);
  EXPECT_EQ(ticket_for(tickets, "key_o", DataPart::profile, noon + day), nullptr);
}

TEST(StaffAccess, NothingIsOpenBeforeADecisionOrAfterARefusal) {
  const AccessTicket waiting = asked_for({DataPart::profile});
  TicketDecision no = grant();
  no.outcome = TicketState::refused;
  for (const AccessTicket& each : {waiting, decided(waiting, no, noon, day)}) {
    EXPECT_EQ(ticket_for({each}, "key_o", DataPart::profile, noon), nullptr);
  }
}

TEST(StaffAccess, NobodyGrantsTheirOwnTicketAndNothingBeyondIt) {
  const AccessTicket ticket = asked_for({DataPart::profile});
  EXPECT_EQ(may_decide(ticket, grant()), MayDecide::yes);
  EXPECT_EQ(may_decide(ticket, grant({DataPart::guardians})), MayDecide::asks_for_more);
  TicketDecision own = grant();
  own.by = ticket.asked_by;
  EXPECT_EQ(may_decide(ticket, own), MayDecide::is_their_own);
  own.outcome = TicketState::refused;
  EXPECT_EQ(may_decide(ticket, own), MayDecide::yes);  // taking one's own question back
  EXPECT_EQ(may_decide(decided(ticket, grant(), noon, day), grant()), MayDecide::decided_already);
}

TEST(StaffAccess, MayBeGrantedInPart) {
  const AccessTicket ticket = asked_for({DataPart::profile, DataPart::guardians});
  const std::vector<AccessTicket> tickets = {
      decided(ticket, grant({DataPart::guardians}), noon, day)};
  EXPECT_NE(ticket_for(tickets, "key_o", DataPart::guardians, noon), nullptr);
  EXPECT_EQ(ticket_for(tickets, "key_o", DataPart::profile, noon), nullptr);
}

TEST(StaffAccess, KeepsEveryFieldOverStorage) {
  const AccessTicket waiting = asked_for({DataPart::profile, DataPart::consents});
  for (const AccessTicket& each : {waiting, decided(waiting, grant(), noon, day)}) {
    const auto read = access_ticket_from_stored(to_stored(each));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, each);
  }
  EXPECT_FALSE(access_ticket_from_stored("{}"));
  EXPECT_FALSE(data_part("nothing"));
}

}  // namespace
}  // namespace anban
