// SPDX-License-Identifier: Apache-2.0
// The pool of readers and the texts of their queries.
#include "store/sqlite/readers.h"

#include "store/sqlite/schema.h"

namespace anban::store {
namespace {

#define ANBAN_PERSON                                                                      \
  "SELECT p.ref, p.look_up, s.version, p.wrapped_key, p.sealed_profile, s.sealed_state, " \
  "p.erase_at FROM persons p JOIN states s ON s.person = p.number "
#define ANBAN_MESSAGE                                                             \
  "SELECT m.turn, p.ref, m.session, m.character, m.at, m.sealed FROM messages m " \
  "JOIN persons p ON p.number = m.person "
// ?1 person, ?2 number behind which to go on, ?3 turn, ?4 session, ?5 character, ?6 limit
#define ANBAN_CHOSEN                                                                      \
  "AND m.number > ?2 AND (?3 IS NULL OR m.turn = ?3) AND (?4 IS NULL OR m.session = ?4) " \
  "AND (?5 IS NULL OR m.character = ?5) ORDER BY m.number LIMIT ?6"
#define ANBAN_OUTBOX                                                                     \
  "SELECT id, person, recipient, channel, event, sealed, state, created, next_attempt, " \
  "attempts, last_error, care_case, first_attempt, changed, reference FROM outbox "
#define ANBAN_CASE                                                                             \
  "SELECT id, person, turn, kind, tier, state, opened, version, level, priority, obligation, " \
  "age_band, turns, detector_failed, acknowledge_by, acknowledged, due, escalate_at, "         \
  "escalations, holder, holder_name, holder_role, held_since, lease_until, takeover, "         \
  "in_takeover, closed, outcome, merged_into, sealed_dossier, feared FROM cases "
// ?1 kind, ?2 person, ?3 which (CaseQuery::Which), ?4 now, ?5 the cursor's case, ?6 limit
#define ANBAN_WANTED                                                                   \
  "AND (?1 = '' OR kind = ?1) AND (?2 = '' OR person = ?2) AND CASE ?3 "               \
  "WHEN 0 THEN state <> 'closed' AND (holder = '' OR coalesce(lease_until, 0) <= ?4) " \
  "WHEN 1 THEN state <> 'closed' AND holder <> '' AND coalesce(lease_until, 0) > ?4 "  \
  "WHEN 2 THEN state <> 'closed' WHEN 3 THEN state = 'closed' ELSE 1 END "
#define ANBAN_NEWEST                                                             \
  "AND (?5 IS NULL OR number < (SELECT c.number FROM cases c WHERE c.id = ?5)) " \
  "ORDER BY number DESC LIMIT ?6"
#define ANBAN_CREDENTIAL                                                            \
  "SELECT look_up, kind, id, subject, scopes, created, expires, failures, revoked " \
  "FROM credentials "

const char* text_about_cases(Query query) {
  switch (query) {
    case Query::cases: return ANBAN_CASE "ORDER BY number DESC LIMIT ?1";
    case Query::case_by_id: return ANBAN_CASE "WHERE id = ?1";
    case Query::cases_live:
      return ANBAN_CASE
          "WHERE state <> 'closed' " ANBAN_WANTED
          "AND (?5 IS NULL OR (priority, due, id) > (SELECT c.priority, c.due, c.id FROM cases c "
          "WHERE c.id = ?5)) ORDER BY priority, due, id LIMIT ?6";
    case Query::cases_past: return ANBAN_CASE "WHERE 1 = 1 " ANBAN_WANTED ANBAN_NEWEST;
    case Query::cases_past_of_kind: return ANBAN_CASE "WHERE kind = ?1 " ANBAN_WANTED ANBAN_NEWEST;
    case Query::cases_past_of_state:
      return ANBAN_CASE "WHERE state = 'closed' " ANBAN_WANTED ANBAN_NEWEST;
    case Query::cases_of_person: return ANBAN_CASE "WHERE person = ?2 " ANBAN_WANTED ANBAN_NEWEST;
    case Query::cases_opened:
      return ANBAN_CASE
          "WHERE opened >= ?1 AND opened < ?2 AND (?3 = '' OR (opened, id) > "
          "(SELECT c.opened, c.id FROM cases c WHERE c.id = ?3)) ORDER BY opened, id LIMIT ?4";
    case Query::cases_to_escalate:
      return ANBAN_CASE
          "WHERE escalate_at IS NOT NULL AND state <> 'closed' AND escalate_at <= ?1 "
          "ORDER BY escalate_at, id LIMIT ?2";
    case Query::open_cases:
      return "SELECT priority, count(*), "
             "sum(acknowledge_by IS NOT NULL AND acknowledged IS NULL), sum(due < ?1) "
             "FROM cases WHERE state <> 'closed' GROUP BY priority";
    default: break;
  }
  return "SELECT 1";
}

const char* text_of(Query query) {
  switch (query) {
    case Query::person_by_look_up: return ANBAN_PERSON "WHERE p.look_up = ?1";
    case Query::person_by_ref: return ANBAN_PERSON "WHERE p.ref = ?1";
    case Query::persons_to_erase:
      return ANBAN_PERSON
          "WHERE p.erase_at IS NOT NULL AND p.erase_at <= ?1 ORDER BY p.erase_at, p.ref LIMIT ?2";
    case Query::messages_of_person:
      return ANBAN_MESSAGE
          "WHERE m.person = (SELECT number FROM persons WHERE ref = ?1) " ANBAN_CHOSEN;
    case Query::message_of_turn:
      return ANBAN_MESSAGE "WHERE m.turn = ?3 AND (?1 = '' OR p.ref = ?1) " ANBAN_CHOSEN;
    case Query::all_messages: return ANBAN_MESSAGE "WHERE ?1 = '' " ANBAN_CHOSEN;
    case Query::number_of_turn: return "SELECT number FROM messages WHERE turn = ?1";
    case Query::credential: return ANBAN_CREDENTIAL "WHERE look_up = ?1";
    case Query::credentials_of: return ANBAN_CREDENTIAL "WHERE subject = ?1 ORDER BY created, id";
    case Query::settings:
      return "SELECT name, value FROM settings WHERE name >= ?1 AND name < ?2 ORDER BY name";
    case Query::outbox_due:
      return ANBAN_OUTBOX
          "WHERE state = 0 AND next_attempt <= ?1 ORDER BY next_attempt, id LIMIT ?2";
    case Query::outbox_all: return ANBAN_OUTBOX "ORDER BY number DESC LIMIT ?1";
    case Query::outbox_of_case: return ANBAN_OUTBOX "WHERE care_case = ?1 ORDER BY number";
    case Query::outbox_of_reference:
      return ANBAN_OUTBOX "WHERE reference = ?1 AND reference <> '' ORDER BY number";
    case Query::cases:
    case Query::case_by_id:
    case Query::cases_live:
    case Query::cases_past:
    case Query::cases_past_of_kind:
    case Query::cases_past_of_state:
    case Query::cases_of_person:
    case Query::cases_opened:
    case Query::cases_to_escalate:
    case Query::open_cases: return text_about_cases(query);
    case Query::kept_of_person:
      return "SELECT p.ref, k.kind, k.id, k.mark, k.sealed FROM kept k "
             "JOIN persons p ON k.person = p.number "
             "WHERE p.ref = ?1 AND k.kind = ?2 AND k.id > ?3 ORDER BY k.id LIMIT ?4";
    case Query::kept_by_mark:
      return "SELECT p.ref, k.kind, k.id, k.mark, k.sealed FROM kept k "
             "JOIN persons p ON k.person = p.number WHERE k.mark = ?1 AND k.kind = ?2 "
             "AND (?3 = '' OR p.ref = ?3) ORDER BY p.ref, k.id LIMIT ?4";
    case Query::leaf_count:
      return "SELECT size, (SELECT coalesce(max(number), -1) + 1 FROM leaves) FROM log_head";
    case Query::leaves:
      return "SELECT number, body FROM leaves WHERE number >= ?1 AND number < ?2 ORDER BY number";
    case Query::leaf_hashes:
      return "SELECT number, hash FROM leaves WHERE number >= ?1 AND number < ?2 ORDER BY number";
    case Query::checkpoints:
      return "SELECT size, root, at, signature FROM checkpoints ORDER BY number DESC LIMIT ?1";
    case Query::log_head: return "SELECT size, frontier FROM log_head WHERE number = 1";
    case Query::count_: break;
  }
  return "SELECT 1";
}

}  // namespace

Result<Statement*> Reader::statement(Query query) {
  Statement& known = statements_[static_cast<std::size_t>(query)];
  if (!known) {
    auto made = connection_->prepare(text_of(query));
    if (!made) return failed(made);
    known = std::move(*made);
  }
  return &known;
}

Result<std::unique_ptr<Reader>> Readers::open() const {
  auto connection = Connection::open(file_, Access::read_only, vfs_);
  if (!connection) return failed(connection);
  const auto ready = prepare_reader(**connection);
  if (!ready) return failed(ready);
  return std::make_unique<Reader>(std::move(*connection));
}

Result<Readers::Lease> Readers::take() {
  std::unique_lock lock(mutex_);
  while (idle_.empty() && opened_ >= readers_max) came_back_.wait(lock);
  if (!idle_.empty()) {
    auto reader = std::move(idle_.back());
    idle_.pop_back();
    return Lease(*this, std::move(reader));
  }
  ++opened_;
  lock.unlock();
  auto made = open();
  if (made) return Lease(*this, std::move(*made));
  lock.lock();
  --opened_;
  came_back_.notify_one();
  return failed(made);
}

void Readers::give_back(std::unique_ptr<Reader> reader) {
  {
    const std::scoped_lock lock(mutex_);
    idle_.push_back(std::move(reader));
  }
  came_back_.notify_one();
}

}  // namespace anban::store
