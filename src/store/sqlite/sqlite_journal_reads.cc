// SPDX-License-Identifier: Apache-2.0
// The journal's reads, each one statement and so one snapshot.
#include "evidence/merkle.h"
#include "store/sqlite/rows_of.h"
#include "store/sqlite/sqlite_journal.h"
#include "store/sqlite/writer.h"

namespace anban::store {
namespace {

PersonRow person_at(const Statement& row) {
  PersonRow out;
  out.ref = PersonRef(row.text_at(0));
  out.look_up = row.digest_at(1);
  out.version = row.number_at(2);
  out.wrapped_key = row.bytes_at(3);
  out.sealed_profile = row.bytes_at(4);
  out.sealed_state = row.bytes_at(5);
  out.erase_at = row.maybe_instant_at(6);
  return out;
}

MessageRow message_at(const Statement& row) {
  return {TurnId(row.text_at(0)),      PersonRef(row.text_at(1)), SessionId(row.text_at(2)),
          CharacterId(row.text_at(3)), row.instant_at(4),         row.bytes_at(5)};
}

CredentialRow credential_at(const Statement& row) {
  CredentialRow out;
  out.look_up = row.digest_at(0);
  out.kind = row.text_at(1);
  out.id = KeyId(row.text_at(2));
  out.subject = row.text_at(3);
  out.scopes = row.text_at(4);
  out.created = row.instant_at(5);
  out.expires = row.maybe_instant_at(6);
  out.failures = static_cast<int>(row.number_at(7));
  out.revoked = row.number_at(8) != 0;
  return out;
}

KeptRow kept_at(const Statement& row) {
  KeptRow out;
  out.person = PersonRef(row.text_at(0));
  out.kind = row.text_at(1);
  out.id = row.text_at(2);
  if (!row.view_at(3).empty()) out.mark = row.digest_at(3);
  out.sealed = row.bytes_at(4);
  return out;
}

Checkpoint checkpoint_at(const Statement& row) {
  return {static_cast<std::uint64_t>(row.number_at(0)), row.digest_at(1), row.instant_at(2),
          row.bytes_at(3)};
}

/// A run of leaves without gaps, or `corrupt` with the first number that is missing.
template <class Value>
Result<std::vector<Value>> without_gaps(Result<std::vector<std::pair<std::uint64_t, Value>>> rows,
                                        std::uint64_t from) {
  if (!rows) return failed(rows);
  std::vector<Value> out;
  out.reserve(rows->size());
  for (auto& [number, value] : *rows) {
    if (number != from + out.size()) {
      return failed(ErrorCode::corrupt, "leaf " + std::to_string(from + out.size()) +
                                            " of the evidence log is missing");
    }
    out.push_back(std::move(value));
  }
  return out;
}

const std::string* text_or_null(const auto& id) { return id ? &id->text : nullptr; }

}  // namespace

Result<std::optional<PersonRow>> SqliteJournal::person_by_look_up(const Digest& look_up) {
  const auto bind = [&look_up](Statement& query) { query.digest(1, look_up); };
  return first_of(rows_of(*readers_, Query::person_by_look_up, bind, person_at));
}

Result<std::optional<PersonRow>> SqliteJournal::person_by_ref(const PersonRef& ref) {
  const auto bind = [&ref](Statement& query) { query.text(1, ref.text); };
  return first_of(rows_of(*readers_, Query::person_by_ref, bind, person_at));
}

Result<std::vector<PersonRow>> SqliteJournal::persons_to_erase(Instant until, std::size_t limit) {
  const auto bind = [=](Statement& query) { query.instant(1, until).number(2, as_limit(limit)); };
  return rows_of(*readers_, Query::persons_to_erase, bind, person_at);
}

Result<std::vector<MessageRow>> SqliteJournal::messages(const MessageQuery& query) {
  std::int64_t behind = 0;
  if (query.after) {
    const auto bind = [&query](Statement& statement) { statement.text(1, query.after->text); };
    const auto read = [](const Statement& row) { return row.number_at(0); };
    const auto known = rows_of(*readers_, Query::number_of_turn, bind, read);
    if (!known) return failed(known);
    if (known->empty()) {
      return failed(ErrorCode::not_found, "the turn after which to go on is not stored (any more)");
    }
    behind = known->front();
  }
  const auto bind = [&query, behind](Statement& statement) {
    statement.text(1, query.person.text).number(2, behind).number(6, as_limit(query.limit));
    bind_filter(statement, 3, text_or_null(query.turn));
    bind_filter(statement, 4, text_or_null(query.session));
    bind_filter(statement, 5, text_or_null(query.character));
  };
  Query which = query.person.empty() ? Query::all_messages : Query::messages_of_person;
  if (query.turn) which = Query::message_of_turn;
  return rows_of(*readers_, which, bind, message_at);
}

Result<std::optional<CredentialRow>> SqliteJournal::credential(const Digest& look_up) {
  const auto bind = [&look_up](Statement& query) { query.digest(1, look_up); };
  return first_of(rows_of(*readers_, Query::credential, bind, credential_at));
}

Result<std::vector<CredentialRow>> SqliteJournal::credentials_of(const std::string& subject) {
  const auto bind = [&subject](Statement& query) { query.text(1, subject); };
  return rows_of(*readers_, Query::credentials_of, bind, credential_at);
}

Result<std::vector<SettingRow>> SqliteJournal::settings(const std::string& prefix) {
  const std::string behind = prefix + "\xff";  // no name in UTF-8 has this byte
  const auto bind = [&](Statement& query) { query.text(1, prefix).text(2, behind); };
  const auto read = [](const Statement& row) { return SettingRow{row.text_at(0), row.text_at(1)}; };
  return rows_of(*readers_, Query::settings, bind, read);
}

Result<std::vector<KeptRow>> SqliteJournal::kept(const KeptQuery& query) {
  const auto by_mark = [&query](Statement& statement) {
    statement.digest(1, *query.mark).text(2, query.kind).text(3, query.person.text);
    statement.number(4, as_limit(query.limit));
  };
  if (query.mark) return rows_of(*readers_, Query::kept_by_mark, by_mark, kept_at);
  const auto of_person = [&query](Statement& statement) {
    statement.text(1, query.person.text).text(2, query.kind).text(3, query.after);
    statement.number(4, as_limit(query.limit));
  };
  return rows_of(*readers_, Query::kept_of_person, of_person, kept_at);
}

Result<std::uint64_t> SqliteJournal::leaf_count() {
  const auto bind = [](Statement&) {};
  const auto read = [](const Statement& row) {
    return std::pair(row.number_at(0), row.number_at(1));
  };
  const auto rows = rows_of(*readers_, Query::leaf_count, bind, read);
  if (!rows) return failed(rows);
  if (rows->empty()) return failed(ErrorCode::corrupt, "the head of the evidence log is missing");
  const auto [stated, stored] = rows->front();
  if (stated != stored) {
    return failed(ErrorCode::corrupt, "the evidence log ends at leaf " + std::to_string(stored) +
                                          ", but its head says " + std::to_string(stated));
  }
  return static_cast<std::uint64_t>(stated);
}

Result<LogHead> SqliteJournal::log_head() {
  if (writer_) {
    const evidence::Frontier frontier = writer_->frontier();
    return LogHead{frontier.size(), frontier.root()};
  }
  const auto bind = [](Statement&) {};
  const auto read = [](const Statement& row) {
    return std::pair(row.number_at(0), row.bytes_at(1));
  };
  const auto rows = rows_of(*readers_, Query::log_head, bind, read);
  if (!rows) return failed(rows);
  if (rows->empty()) return failed(ErrorCode::corrupt, "the head of the evidence log is missing");
  const auto size = static_cast<std::uint64_t>(rows->front().first);
  const auto frontier = evidence::Frontier::from_bytes(size, rows->front().second);
  if (!frontier) return failed(frontier);
  return LogHead{size, frontier->root()};
}

Result<std::vector<std::string>> SqliteJournal::leaves(std::uint64_t from, std::uint64_t to) {
  const auto bind = [=](Statement& query) {
    query.number(1, as_limit(from)).number(2, as_limit(to));
  };
  const auto read = [](const Statement& row) {
    return std::pair(static_cast<std::uint64_t>(row.number_at(0)), row.text_at(1));
  };
  return without_gaps(rows_of(*readers_, Query::leaves, bind, read), from);
}

Result<std::vector<Digest>> SqliteJournal::leaf_hashes(std::uint64_t from, std::uint64_t to) {
  const auto bind = [=](Statement& query) {
    query.number(1, as_limit(from)).number(2, as_limit(to));
  };
  const auto read = [](const Statement& row) {
    return std::pair(static_cast<std::uint64_t>(row.number_at(0)), row.digest_at(1));
  };
  return without_gaps(rows_of(*readers_, Query::leaf_hashes, bind, read), from);
}

Result<std::vector<Checkpoint>> SqliteJournal::checkpoints(std::size_t limit) {
  const auto bind = [=](Statement& query) { query.number(1, as_limit(limit)); };
  return rows_of(*readers_, Query::checkpoints, bind, checkpoint_at);
}

}  // namespace anban::store
