// SPDX-License-Identifier: Apache-2.0
// The rules of cases.
#include "people/care_case.h"

#include <algorithm>

namespace anban {
namespace {

constexpr const char* closed_state = "closed";

bool is_crisis(const CaseRow& row) { return row.tier >= 2; }

void acknowledge(CaseRow& row, Instant now, const CaseTerms& terms) {
  if (row.acknowledged) return;
  row.acknowledged = now;
  row.escalate_at.reset();
  if (is_crisis(row)) row.due = row.opened + terms.close_within;
}

void hold(CaseRow& row, const CaseStaff& by, Instant now, const CaseTerms& terms) {
  const bool goes_on = is_held_by(row, by.key, now);
  if (!goes_on) row.held_since = now;
  row.state = "claimed";
  row.holder = by.key;
  row.holder_name = by.name;
  row.holder_role = by.role;
  row.lease_until = now + terms.lease;
}

void let_go(CaseRow& row) {
  row.holder.clear();
  row.holder_name.clear();
  row.holder_role.clear();
  row.held_since.reset();
  row.lease_until.reset();
}

/// Why this member of the staff may not do what only the holder does.
std::optional<CaseRefusal> not_by(const CaseRow& row, const CaseStaff& by, Instant now) {
  if (row.state == closed_state) return CaseRefusal::closed_already;
  if (is_held_by(row, by.key, now)) return std::nullopt;
  return is_held(row, now) ? CaseRefusal::held_by_another : CaseRefusal::not_the_holder;
}

void close(CaseRow& row, std::string outcome, Instant now) {
  row.state = closed_state;
  row.closed = now;
  row.outcome = std::move(outcome);
  row.escalate_at.reset();
  row.in_takeover = false;
  row.lease_until.reset();
}

}  // namespace

CaseRow opened(CaseRow row, const CaseTerms& terms) {
  row.state = "open";
  row.version = 1;
  if (is_crisis(row)) row.due = row.opened + terms.acknowledge_within;
  row.acknowledge_by = row.due;
  if (is_crisis(row)) row.escalate_at = row.due;  // others wait for nobody's sleep
  return row;
}

const char* state_of(const CaseRow& row, Instant now) {
  if (row.state == closed_state) return closed_state;
  return is_held(row, now) ? "claimed" : "open";
}

bool is_held(const CaseRow& row, Instant now) {
  return row.state != closed_state && !row.holder.empty() && row.lease_until &&
         now < *row.lease_until;
}

bool is_held_by(const CaseRow& row, std::string_view key, Instant now) {
  return is_held(row, now) && row.holder == key;
}

bool is_overdue(const CaseRow& row, Instant now) {
  return row.state != closed_state && row.due && *row.due < now;
}

CaseChange claimed(CaseRow row, const CaseStaff& by, Instant now, const CaseTerms& terms) {
  if (row.state == closed_state) return std::unexpected(CaseRefusal::closed_already);
  if (is_held(row, now) && row.holder != by.key) {
    return std::unexpected(CaseRefusal::held_by_another);
  }
  hold(row, by, now, terms);
  acknowledge(row, now, terms);
  ++row.version;
  return row;
}

CaseChange released(CaseRow row, const CaseStaff& by, Instant now) {
  if (const auto refusal = not_by(row, by, now)) return std::unexpected(*refusal);
  let_go(row);
  row.state = "open";
  ++row.version;
  return row;
}

CaseChange acknowledged(CaseRow row, const CaseStaff& by, Instant now, const CaseTerms& terms) {
  auto after = noted(std::move(row), by, now, terms);
  if (after) acknowledge(*after, now, terms);
  return after;
}

CaseChange noted(CaseRow row, const CaseStaff& by, Instant now, const CaseTerms& terms) {
  if (row.state == closed_state) return std::unexpected(CaseRefusal::closed_already);
  if (is_held_by(row, by.key, now)) hold(row, by, now, terms);
  ++row.version;
  return row;
}

CaseChange acted(CaseRow row, const CaseStaff& by, Instant now, const CaseTerms& terms) {
  if (const auto refusal = not_by(row, by, now)) return std::unexpected(*refusal);
  hold(row, by, now, terms);
  ++row.version;
  return row;
}

CaseChange handed_over(CaseRow row, const CaseStaff& by, const CaseStaff& to, Instant now,
                       const CaseTerms& terms) {
  if (const auto refusal = not_by(row, by, now)) return std::unexpected(*refusal);
  if (to.key == by.key) return std::unexpected(CaseRefusal::is_itself);
  let_go(row);
  hold(row, to, now, terms);
  ++row.version;
  return row;
}

CaseChange escalated(CaseRow row, const CaseStaff& by, Instant now, const CaseTerms& terms) {
  auto after = noted(std::move(row), by, now, terms);
  if (after) after->escalate_at = now;
  return after;
}

CaseChange closed(CaseRow row, const CaseStaff& by, std::string outcome, Instant now) {
  if (const auto refusal = not_by(row, by, now)) return std::unexpected(*refusal);
  close(row, std::move(outcome), now);
  ++row.version;
  return row;
}

CaseChange merged(CaseRow row, const CaseRow& into, const CaseStaff& by, Instant now) {
  if (row.id == into.id) return std::unexpected(CaseRefusal::is_itself);
  if (row.person.empty() || row.person != into.person) {
    return std::unexpected(CaseRefusal::is_anothers);
  }
  if (into.state == closed_state) return std::unexpected(CaseRefusal::closed_already);
  if (const auto refusal = not_by(row, by, now)) return std::unexpected(*refusal);
  close(row, "", now);
  row.merged_into = into.id;
  ++row.version;
  return row;
}

}  // namespace anban
