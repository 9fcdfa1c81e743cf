// SPDX-License-Identifier: Apache-2.0
// Reads of the journal in memory: copies, so that no caller holds what a writer changes.
#include <algorithm>

#include "store/memory/memory_journal.h"

namespace anban::store {
namespace {

/// The newest `limit` rows, oldest first.
template <class Row>
std::vector<Row> newest(const std::vector<Row>& rows, std::size_t limit) {
  const std::size_t skipped = rows.size() > limit ? rows.size() - limit : 0;
  return {rows.begin() + static_cast<std::ptrdiff_t>(skipped), rows.end()};
}

template <class Row>
std::vector<Row> part(const std::vector<Row>& rows, std::uint64_t from, std::uint64_t to) {
  const auto end = std::min<std::uint64_t>(to, rows.size());
  if (from >= end) return {};
  const auto begin = rows.begin();
  return {begin + static_cast<std::ptrdiff_t>(from), begin + static_cast<std::ptrdiff_t>(end)};
}

bool is_chosen(const MessageRow& row, const MessageQuery& query) {
  return (query.person.empty() || row.person == query.person) &&
         (!query.turn || row.turn == *query.turn) &&
         (!query.session || row.session == *query.session) &&
         (!query.character || row.character == *query.character);
}

}  // namespace

Result<std::optional<PersonRow>> MemoryJournal::person_by_look_up(const Digest& look_up) {
  const std::scoped_lock lock(mutex_);
  const auto known = names_.find(look_up);
  if (known == names_.end()) return std::optional<PersonRow>();
  return std::optional<PersonRow>(persons_.at(known->second));
}

Result<std::optional<PersonRow>> MemoryJournal::person_by_ref(const PersonRef& ref) {
  const std::scoped_lock lock(mutex_);
  const auto known = persons_.find(ref);
  if (known == persons_.end()) return std::optional<PersonRow>();
  return std::optional<PersonRow>(known->second);
}

Result<std::vector<PersonRow>> MemoryJournal::persons_to_erase(Instant until, std::size_t limit) {
  const std::scoped_lock lock(mutex_);
  std::vector<PersonRow> due;
  for (const auto& [ref, row] : persons_) {
    if (row.erase_at && *row.erase_at <= until) due.push_back(row);
  }
  const auto sooner = [](const PersonRow& a, const PersonRow& b) {
    return std::pair(*a.erase_at, a.ref) < std::pair(*b.erase_at, b.ref);
  };
  std::sort(due.begin(), due.end(), sooner);
  if (due.size() > limit) due.resize(limit);
  return due;
}

Result<std::vector<MessageRow>> MemoryJournal::messages(const MessageQuery& query) {
  const std::scoped_lock lock(mutex_);
  std::optional<std::uint64_t> behind;
  if (query.after) {
    const auto known = message_numbers_.find(*query.after);
    if (known == message_numbers_.end()) {
      return failed(ErrorCode::not_found, "the turn after which to go on is not stored (any more)");
    }
    behind = known->second;
  }
  std::map<std::uint64_t, const MessageRow*> chosen;
  const auto from = messages_.lower_bound({query.person, 0});
  for (auto at = from; at != messages_.end(); ++at) {
    if (!query.person.empty() && at->first.first != query.person) break;
    if (behind && at->first.second <= *behind) continue;
    if (is_chosen(at->second, query)) chosen.emplace(at->first.second, &at->second);
  }
  std::vector<MessageRow> out;
  for (const auto& [number, row] : chosen) {
    if (out.size() == query.limit) break;
    out.push_back(*row);
  }
  return out;
}

Result<std::optional<CredentialRow>> MemoryJournal::credential(const Digest& look_up) {
  const std::scoped_lock lock(mutex_);
  const auto known = credentials_.find(look_up);
  if (known == credentials_.end()) return std::optional<CredentialRow>();
  return std::optional<CredentialRow>(known->second);
}

Result<std::vector<CredentialRow>> MemoryJournal::credentials_of(const std::string& subject) {
  const std::scoped_lock lock(mutex_);
  std::vector<CredentialRow> out;
  for (const auto& [look_up, row] : credentials_) {
    if (row.subject == subject) out.push_back(row);
  }
  const auto older = [](const CredentialRow& a, const CredentialRow& b) {
    return std::pair(a.created, a.id) < std::pair(b.created, b.id);
  };
  std::sort(out.begin(), out.end(), older);
  return out;
}

Result<std::vector<SettingRow>> MemoryJournal::settings(const std::string& prefix) {
  const std::scoped_lock lock(mutex_);
  std::vector<SettingRow> out;
  for (auto at = settings_.lower_bound(prefix); at != settings_.end(); ++at) {
    if (!at->first.starts_with(prefix)) break;
    out.push_back({at->first, at->second});
  }
  return out;
}

Result<std::vector<OutboxRow>> MemoryJournal::outbox_due(Instant now, std::size_t limit) {
  const std::scoped_lock lock(mutex_);
  std::vector<OutboxRow> due;
  for (const OutboxRow& row : outbox_) {
    if (row.state == OutboxState::pending && row.next_attempt <= now) due.push_back(row);
  }
  const auto sooner = [](const OutboxRow& a, const OutboxRow& b) {
    return std::pair(a.next_attempt, a.id) < std::pair(b.next_attempt, b.id);
  };
  std::sort(due.begin(), due.end(), sooner);
  if (due.size() > limit) due.resize(limit);
  return due;
}

Result<std::vector<OutboxRow>> MemoryJournal::outbox_all(std::size_t limit) {
  const std::scoped_lock lock(mutex_);
  return newest(outbox_, limit);
}

Result<std::vector<OutboxRow>> MemoryJournal::outbox_of_case(const CaseId& care_case) {
  const std::scoped_lock lock(mutex_);
  std::vector<OutboxRow> out;
  for (const OutboxRow& row : outbox_) {
    if (row.care_case == care_case) out.push_back(row);
  }
  return out;
}

Result<std::vector<OutboxRow>> MemoryJournal::outbox_of_reference(const std::string& reference) {
  const std::scoped_lock lock(mutex_);
  std::vector<OutboxRow> out;
  for (const OutboxRow& row : outbox_) {
    if (!reference.empty() && row.reference == reference) out.push_back(row);
  }
  return out;
}

Result<std::vector<KeptRow>> MemoryJournal::kept(const KeptQuery& query) {
  const std::scoped_lock lock(mutex_);
  std::vector<KeptRow> out;
  for (const auto& [key, row] : kept_) {
    if (row.kind != query.kind || out.size() == query.limit) continue;
    const bool theirs = query.person.empty() || row.person == query.person;
    const bool chosen = query.mark ? theirs && row.mark == query.mark
                                   : row.person == query.person && row.id > query.after;
    if (chosen) out.push_back(row);
  }
  return out;
}

Result<std::uint64_t> MemoryJournal::leaf_count() {
  const std::scoped_lock lock(mutex_);
  return leaves_.size();
}

Result<LogHead> MemoryJournal::log_head() {
  const std::scoped_lock lock(mutex_);
  return LogHead{frontier_.size(), frontier_.root()};
}

Result<std::vector<std::string>> MemoryJournal::leaves(std::uint64_t from, std::uint64_t to) {
  const std::scoped_lock lock(mutex_);
  return part(leaves_, from, to);
}

Result<std::vector<Digest>> MemoryJournal::leaf_hashes(std::uint64_t from, std::uint64_t to) {
  const std::scoped_lock lock(mutex_);
  return part(leaf_hashes_, from, to);
}

Result<std::vector<Checkpoint>> MemoryJournal::checkpoints(std::size_t limit) {
  const std::scoped_lock lock(mutex_);
  auto out = newest(checkpoints_, limit);
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace anban::store
