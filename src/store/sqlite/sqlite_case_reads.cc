// SPDX-License-Identifier: Apache-2.0
// Reads of cases and of the outbox, each one statement and so one snapshot. What staff wait for
// (the queue, what must be escalated, the numbers) is found by partial indexes over what is not
// closed, so that it takes as long with a hundred thousand closed cases as with none.
#include "store/sqlite/rows_of.h"
#include "store/sqlite/sqlite_journal.h"

namespace anban::store {
namespace {

OutboxRow outbox_at(const Statement& row) {
  OutboxRow out;
  out.id = NotificationId(row.text_at(0));
  out.person = PersonRef(row.text_at(1));
  out.recipient = row.text_at(2);
  out.channel = row.text_at(3);
  out.event = row.text_at(4);
  out.sealed_notification = row.bytes_at(5);
  out.state = static_cast<OutboxState>(row.number_at(6));
  out.created = row.instant_at(7);
  out.next_attempt = row.instant_at(8);
  out.attempts = static_cast<int>(row.number_at(9));
  out.last_error = row.text_at(10);
  out.care_case = CaseId(row.text_at(11));
  out.first_attempt = row.maybe_instant_at(12);
  out.changed = row.maybe_instant_at(13);
  out.reference = row.text_at(14);
  return out;
}

CaseRow case_at(const Statement& row) {
  CaseRow out;
  out.id = CaseId(row.text_at(0));
  out.person = PersonRef(row.text_at(1));
  out.turn = TurnId(row.text_at(2));
  out.kind = row.text_at(3);
  out.tier = static_cast<int>(row.number_at(4));
  out.state = row.text_at(5);
  out.opened = row.instant_at(6);
  out.version = row.number_at(7);
  out.level = static_cast<int>(row.number_at(8));
  out.priority = row.text_at(9);
  out.obligation = static_cast<int>(row.number_at(10));
  out.age_band = row.text_at(11);
  out.turns = static_cast<int>(row.number_at(12));
  out.detector_failed = row.number_at(13) != 0;
  out.acknowledge_by = row.maybe_instant_at(14);
  out.acknowledged = row.maybe_instant_at(15);
  if (row.instant_at(16) != Instant::max()) out.due = row.instant_at(16);
  out.escalate_at = row.maybe_instant_at(17);
  out.escalations = static_cast<int>(row.number_at(18));
  out.holder = row.text_at(19);
  out.holder_name = row.text_at(20);
  out.holder_role = row.text_at(21);
  out.held_since = row.maybe_instant_at(22);
  out.lease_until = row.maybe_instant_at(23);
  out.takeover = row.text_at(24);
  out.in_takeover = row.number_at(25) != 0;
  out.closed = row.maybe_instant_at(26);
  out.outcome = row.text_at(27);
  out.merged_into = CaseId(row.text_at(28));
  out.sealed_dossier = row.bytes_at(29);
  out.feared = row.text_at(30);
  return out;
}

/// The query whose index fits what is asked for.
Query query_for(const CaseQuery& query) {
  if (!query.person.empty()) return Query::cases_of_person;
  if (query.which != CaseQuery::Which::closed && query.which != CaseQuery::Which::all) {
    return Query::cases_live;
  }
  if (!query.kind.empty()) return Query::cases_past_of_kind;
  return query.which == CaseQuery::Which::closed ? Query::cases_past_of_state : Query::cases_past;
}

}  // namespace

Result<std::vector<OutboxRow>> SqliteJournal::outbox_due(Instant now, std::size_t limit) {
  const auto bind = [=](Statement& query) { query.instant(1, now).number(2, as_limit(limit)); };
  return rows_of(*readers_, Query::outbox_due, bind, outbox_at);
}

Result<std::vector<OutboxRow>> SqliteJournal::outbox_all(std::size_t limit) {
  const auto bind = [=](Statement& query) { query.number(1, as_limit(limit)); };
  return reversed(rows_of(*readers_, Query::outbox_all, bind, outbox_at));
}

Result<std::vector<OutboxRow>> SqliteJournal::outbox_of_case(const CaseId& care_case) {
  const auto bind = [&care_case](Statement& query) { query.text(1, care_case.text); };
  return rows_of(*readers_, Query::outbox_of_case, bind, outbox_at);
}

Result<std::vector<OutboxRow>> SqliteJournal::outbox_of_reference(const std::string& reference) {
  const auto bind = [&reference](Statement& query) { query.text(1, reference); };
  return rows_of(*readers_, Query::outbox_of_reference, bind, outbox_at);
}

Result<std::vector<CaseRow>> SqliteJournal::cases(std::size_t limit) {
  const auto bind = [=](Statement& query) { query.number(1, as_limit(limit)); };
  return reversed(rows_of(*readers_, Query::cases, bind, case_at));
}

Result<std::optional<CaseRow>> SqliteJournal::case_by_id(const CaseId& id) {
  const auto bind = [&id](Statement& query) { query.text(1, id.text); };
  return first_of(rows_of(*readers_, Query::case_by_id, bind, case_at));
}

Result<std::vector<CaseRow>> SqliteJournal::cases_where(const CaseQuery& query) {
  if (query.after) {
    const auto known = case_by_id(*query.after);
    if (!known) return failed(known);
    if (!*known) return failed(ErrorCode::not_found, "the case after which to go on is not stored");
  }
  const auto bind = [&query](Statement& statement) {
    statement.text(1, query.kind).text(2, query.person.text);
    statement.number(3, static_cast<std::int64_t>(query.which)).instant(4, query.now);
    bind_filter(statement, 5, query.after ? &query.after->text : nullptr);
    statement.number(6, as_limit(query.limit));
  };
  return rows_of(*readers_, query_for(query), bind, case_at);
}

Result<std::vector<CaseRow>> SqliteJournal::cases_opened(Instant from, Instant to,
                                                         const CaseId& after, std::size_t limit) {
  const auto bind = [&](Statement& query) {
    query.instant(1, from).instant(2, to).text(3, after.text).number(4, as_limit(limit));
  };
  return rows_of(*readers_, Query::cases_opened, bind, case_at);
}

Result<std::vector<CaseRow>> SqliteJournal::cases_to_escalate(Instant until, std::size_t limit) {
  const auto bind = [=](Statement& query) { query.instant(1, until).number(2, as_limit(limit)); };
  return rows_of(*readers_, Query::cases_to_escalate, bind, case_at);
}

Result<OpenCases> SqliteJournal::open_cases(Instant now) {
  const auto bind = [=](Statement& query) { query.instant(1, now); };
  const auto read = [](const Statement& row) {
    return std::pair(row.text_at(0), std::array<std::int64_t, 3>{row.number_at(1), row.number_at(2),
                                                                 row.number_at(3)});
  };
  const auto rows = rows_of(*readers_, Query::open_cases, bind, read);
  if (!rows) return failed(rows);
  OpenCases out;
  for (const auto& [priority, numbers] : *rows) {
    std::uint64_t& of = priority == "P0" ? out.p0 : priority == "P1" ? out.p1 : out.p2;
    of += static_cast<std::uint64_t>(numbers[0]);
    out.unacknowledged += static_cast<std::uint64_t>(numbers[1]);
    out.overdue += static_cast<std::uint64_t>(numbers[2]);
  }
  return out;
}

}  // namespace anban::store
