// SPDX-License-Identifier: Apache-2.0
// Cases and the notifications that belong to them. Of two who change a case at once the second is
// refused, so that nobody holds what somebody else holds.
#include "store/sqlite/apply.h"

namespace anban::store {

Result<void> Apply::outbox(const OutboxRow& row) {
  const auto gone = is_erased(row.person);
  if (!gone) return failed(gone);
  if (*gone) return {};
  put_outbox_.text(1, row.id.text).text(2, row.person.text).text(3, row.recipient);
  put_outbox_.text(4, row.channel).text(5, row.event).bytes(6, row.sealed_notification);
  put_outbox_.number(7, static_cast<std::int64_t>(row.state)).instant(8, row.created);
  put_outbox_.instant(9, row.next_attempt).number(10, row.attempts).text(11, row.last_error);
  put_outbox_.text(12, row.care_case.text).instant(13, row.first_attempt);
  return put_outbox_.instant(14, row.changed).text(15, row.reference).run();
}

/// The stored version of that case; 0 where it is new.
Result<std::int64_t> Apply::version_of(const CaseId& id) {
  StatementUse known(find_case_);
  const auto found = known->text(1, id.text).step();
  if (!found) return failed(found);
  return *found ? known->number_at(0) : 0;
}

Result<void> Apply::care_case(const CaseRow& row) {
  const auto known = version_of(row.id);
  if (!known) return failed(known);
  if (*known != 0 && row.version == 1) return {};  // opened already, by the same turn
  if (*known != 0 && row.version != *known + 1) {
    return failed(ErrorCode::conflict, "somebody else has changed the case meanwhile");
  }
  const auto gone = is_erased(row.person);
  if (!gone) return failed(gone);
  const auto unless_gone = [&gone](std::string_view text) {
    return *gone ? std::string_view() : text;
  };
  put_case_.text(1, row.id.text).text(2, unless_gone(row.person.text));
  put_case_.text(3, unless_gone(row.turn.text)).text(4, row.kind).number(5, row.tier);
  put_case_.text(6, row.state).instant(7, row.opened).number(8, row.version);
  put_case_.number(9, row.level).text(10, row.priority).number(11, row.obligation);
  put_case_.text(12, unless_gone(row.age_band)).number(13, row.turns);
  put_case_.number(14, row.detector_failed ? 1 : 0).instant(15, row.acknowledge_by);
  put_case_.instant(16, row.acknowledged).instant(17, row.due.value_or(Instant::max()));
  put_case_.instant(18, row.escalate_at).number(19, row.escalations).text(20, row.holder);
  put_case_.text(21, row.holder_name).text(22, row.holder_role).instant(23, row.held_since);
  put_case_.instant(24, row.lease_until).text(25, row.takeover);
  put_case_.number(26, row.in_takeover ? 1 : 0).instant(27, row.closed).text(28, row.outcome);
  put_case_.text(29, row.merged_into.text);
  put_case_.bytes(30, unless_gone(row.sealed_dossier)).text(31, unless_gone(row.feared));
  return put_case_.run();
}

Result<void> Apply::case_turn(const CaseTurn& turn) {
  add_case_turn_.text(1, turn.id.text).number(2, turn.level).text(3, turn.priority);
  add_case_turn_.text(4, turn.feared);
  return add_case_turn_.run();
}

}  // namespace anban::store
