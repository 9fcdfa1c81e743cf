// SPDX-License-Identifier: Apache-2.0
// The statements of Apply, prepared once for the writer's life.
#include "store/sqlite/apply.h"

namespace anban::store {

Result<void> Apply::prepare() {
  auto done = prepare_persons();
  if (done) done = prepare_rows();
  if (done) done = prepare_cases();
  return done;
}

Result<void> Apply::prepare_all(std::initializer_list<Wanted> all) {
  for (const Wanted& wanted : all) {
    auto statement = connection_.prepare(wanted.sql);
    if (!statement) return failed(statement);
    *wanted.statement = std::move(*statement);
  }
  return {};
}

Result<void> Apply::prepare_persons() {
  return prepare_all({
      {&find_person_,
       "SELECT p.number, p.look_up, p.wrapped_key, p.erase_at, s.version FROM persons p "
       "JOIN states s ON s.person = p.number WHERE p.ref = ?1"},
      {&find_number_, "SELECT number FROM persons WHERE ref = ?1"},
      {&add_person_,
       "INSERT INTO persons(ref, look_up, wrapped_key, sealed_profile, erase_at) "
       "VALUES (?1, ?2, ?3, ?4, ?5)"},
      {&add_state_, "INSERT INTO states(person, version, sealed_state) VALUES (?1, ?2, ?3)"},
      {&set_person_,
       "UPDATE persons SET look_up = ?1, wrapped_key = coalesce(?2, wrapped_key), erase_at = ?3 "
       "WHERE number = ?4"},
      {&set_profile_, "UPDATE persons SET sealed_profile = ?1 WHERE number = ?2"},
      {&set_state_, "UPDATE states SET version = ?1, sealed_state = ?2 WHERE person = ?3"},
      {&find_erased_, "SELECT 1 FROM erased WHERE ref = ?1"},
      {&add_erased_, "INSERT OR IGNORE INTO erased(ref) VALUES (?1)"},
      {&drop_person_, "DELETE FROM persons WHERE ref = ?1"},
      {&drop_outbox_, "DELETE FROM outbox WHERE person = ?1"},
      {&drop_credentials_,
       "DELETE FROM credentials WHERE subject = ?1 OR (subject >= ?2 AND subject < ?3)"},
      {&unlink_cases_,
       "UPDATE cases SET person = '', turn = '', age_band = '', feared = '', "
       "sealed_dossier = x'' "
       "WHERE person = ?1"},
  });
}

Result<void> Apply::prepare_rows() {
  return prepare_all({
      {&put_message_,
       "INSERT INTO messages(person, turn, session, character, at, sealed) "
       "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(turn) DO UPDATE SET person = excluded.person, "
       "session = excluded.session, character = excluded.character, at = excluded.at, "
       "sealed = excluded.sealed"},
      {&drop_message_, "DELETE FROM messages WHERE turn = ?1"},
      {&add_leaf_, "INSERT INTO leaves(number, hash, body) VALUES (?1, ?2, ?3)"},
      {&put_head_, "UPDATE log_head SET size = ?1, frontier = ?2 WHERE number = 1"},
      {&put_outbox_,
       "INSERT INTO outbox(id, person, recipient, channel, event, sealed, state, created, "
       "next_attempt, attempts, last_error, care_case, first_attempt, changed, reference) "
       "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) ON CONFLICT(id) "
       "DO UPDATE SET "
       "person = excluded.person, recipient = excluded.recipient, channel = excluded.channel, "
       "event = excluded.event, sealed = excluded.sealed, state = excluded.state, "
       "created = excluded.created, next_attempt = excluded.next_attempt, "
       "attempts = excluded.attempts, last_error = excluded.last_error, "
       "care_case = excluded.care_case, first_attempt = excluded.first_attempt, "
       "changed = excluded.changed, reference = excluded.reference"},
      {&put_credential_,
       "INSERT OR REPLACE INTO credentials(look_up, kind, id, subject, scopes, created, expires, "
       "failures, revoked) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"},
      {&put_setting_, "INSERT OR REPLACE INTO settings(name, value) VALUES (?1, ?2)"},
      {&drop_setting_, "DELETE FROM settings WHERE name = ?1"},
      {&put_kept_,
       "INSERT OR REPLACE INTO kept(person, kind, id, mark, sealed) VALUES (?1, ?2, ?3, ?4, ?5)"},
      {&drop_kept_, "DELETE FROM kept WHERE person = ?1 AND kind = ?2 AND id = ?3"},
      {&add_checkpoint_,
       "INSERT INTO checkpoints(size, root, at, signature) VALUES (?1, ?2, ?3, ?4)"},
  });
}

// Who is feared stays feared.
#define ANBAN_FEARED(also) \
  "CASE WHEN " also " IN ('', feared) THEN feared WHEN feared = '' THEN " also " ELSE 'both' END"

/// Turns, level and priority of a stored case only grow: a turn adds to them while staff change it.
Result<void> Apply::prepare_cases() {
  return prepare_all({
      {&find_case_, "SELECT version FROM cases WHERE id = ?1"},
      {&put_case_,
       "INSERT INTO cases(id, person, turn, kind, tier, state, opened, version, level, "
       "priority, obligation, age_band, turns, detector_failed, acknowledge_by, "
       "acknowledged, due, escalate_at, escalations, holder, holder_name, holder_role, "
       "held_since, lease_until, takeover, in_takeover, closed, outcome, merged_into, "
       "sealed_dossier, feared) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
       "?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, "
       "?30, ?31) ON CONFLICT(id) DO UPDATE SET person = excluded.person, turn = "
       "excluded.turn, kind = excluded.kind, tier = excluded.tier, state = "
       "excluded.state, opened = excluded.opened, version = excluded.version, level = "
       "max(level, excluded.level), priority = min(priority, excluded.priority), "
       "obligation = excluded.obligation, age_band = excluded.age_band, detector_failed = "
       "excluded.detector_failed, acknowledge_by = excluded.acknowledge_by, acknowledged "
       "= excluded.acknowledged, due = excluded.due, escalate_at = excluded.escalate_at, "
       "escalations = excluded.escalations, holder = excluded.holder, holder_name = "
       "excluded.holder_name, holder_role = excluded.holder_role, held_since = "
       "excluded.held_since, lease_until = excluded.lease_until, takeover = "
       "excluded.takeover, in_takeover = excluded.in_takeover, closed = excluded.closed, "
       "outcome = excluded.outcome, merged_into = excluded.merged_into, sealed_dossier = "
       "excluded.sealed_dossier, feared = " ANBAN_FEARED("excluded.feared")},
      {&add_case_turn_,
       "UPDATE cases SET turns = turns + 1, level = max(level, ?2), priority = min(priority, ?3), "
       "feared = " ANBAN_FEARED("?4") " WHERE id = ?1"},
  });
}

}  // namespace anban::store
