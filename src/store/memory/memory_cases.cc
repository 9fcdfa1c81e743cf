// SPDX-License-Identifier: Apache-2.0
// Cases and the outbox of the journal in memory: written, refused and read as store/sqlite does.
#include <algorithm>
#include <map>
#include <tuple>

#include "store/memory/memory_journal.h"

namespace anban::store {
namespace {

std::tuple<const std::string&, Instant, const std::string&> place_in_queue(const CaseRow& row) {
  return {row.priority, row.due.value_or(Instant::max()), row.id.text};
}

/// Who is feared stays feared.
std::string both(const std::string& before, const std::string& also) {
  if (also.empty() || also == before) return before;
  return before.empty() ? also : "both";
}

bool is_wanted(const CaseRow& row, const CaseQuery& query) {
  if (!query.kind.empty() && row.kind != query.kind) return false;
  if (!query.person.empty() && row.person != query.person) return false;
  const bool closed = row.state == "closed";
  const bool held = !row.holder.empty() && row.lease_until && *row.lease_until > query.now;
  switch (query.which) {
    case CaseQuery::Which::waiting: return !closed && !held;
    case CaseQuery::Which::held: return !closed && held;
    case CaseQuery::Which::live: return !closed;
    case CaseQuery::Which::closed: return closed;
    case CaseQuery::Which::all: break;
  }
  return true;
}

bool goes_by_priority(const CaseQuery& query) {
  return query.person.empty() && query.which != CaseQuery::Which::closed &&
         query.which != CaseQuery::Which::all;
}

}  // namespace

Result<void> MemoryJournal::check_cases(const Transaction& transaction) const {
  std::map<CaseId, std::int64_t> versions;  // as this transaction leaves them
  for (const CaseRow& row : transaction.cases) {
    const CaseRow* stored = find_case(row.id);
    const auto known = versions.try_emplace(row.id, stored == nullptr ? 0 : stored->version).first;
    if (known->second != 0 && row.version == 1) continue;
    if (known->second != 0 && row.version != known->second + 1) {
      return failed(ErrorCode::conflict, "somebody else has changed the case meanwhile");
    }
    known->second = row.version;
  }
  return {};
}

const CaseRow* MemoryJournal::find_case(const CaseId& id) const {
  const auto known = case_places_.find(id);
  return known == case_places_.end() ? nullptr : &cases_[known->second];
}

void MemoryJournal::put_outbox(OutboxRow row) {
  if (erased_.contains(row.person)) return;
  const auto same = [&row](const OutboxRow& each) { return each.id == row.id; };
  const auto known = std::find_if(outbox_.begin(), outbox_.end(), same);
  if (known == outbox_.end()) {
    outbox_.push_back(std::move(row));
  } else {
    *known = std::move(row);
  }
}

void MemoryJournal::forget_person(CaseRow& row) {
  row.person = PersonRef();
  row.turn = TurnId();
  row.age_band.clear();
  row.feared.clear();
  row.sealed_dossier.clear();
}

void MemoryJournal::put_case(CaseRow row) {
  if (erased_.contains(row.person)) forget_person(row);
  const auto [known, is_new] = case_places_.try_emplace(row.id, cases_.size());
  if (is_new) {
    cases_.push_back(std::move(row));
    return;
  }
  if (row.version == 1) return;
  CaseRow& stored = cases_[known->second];
  row.turns = stored.turns;
  row.level = std::max(row.level, stored.level);
  row.priority = std::min(row.priority, stored.priority);
  row.feared = both(stored.feared, row.feared);
  stored = std::move(row);
}

void MemoryJournal::add_case_turn(const CaseTurn& turn) {
  const auto known = case_places_.find(turn.id);
  if (known == case_places_.end()) return;
  CaseRow& row = cases_[known->second];
  ++row.turns;
  row.level = std::max(row.level, turn.level);
  row.priority = std::min(row.priority, turn.priority);
  row.feared = both(row.feared, turn.feared);
}

Result<std::vector<CaseRow>> MemoryJournal::cases(std::size_t limit) {
  const std::scoped_lock lock(mutex_);
  const std::size_t skipped = cases_.size() > limit ? cases_.size() - limit : 0;
  return std::vector<CaseRow>(cases_.begin() + static_cast<std::ptrdiff_t>(skipped), cases_.end());
}

Result<std::optional<CaseRow>> MemoryJournal::case_by_id(const CaseId& id) {
  const std::scoped_lock lock(mutex_);
  const CaseRow* found = find_case(id);
  return found == nullptr ? std::optional<CaseRow>() : std::optional<CaseRow>(*found);
}

Result<std::vector<CaseRow>> MemoryJournal::cases_where(const CaseQuery& query) {
  const std::scoped_lock lock(mutex_);
  const CaseRow* behind = query.after ? find_case(*query.after) : nullptr;
  if (query.after && behind == nullptr) {
    return failed(ErrorCode::not_found, "the case after which to go on is not stored");
  }
  std::vector<CaseRow> out;
  if (!goes_by_priority(query)) {
    for (auto row = cases_.rbegin(); row != cases_.rend() && out.size() < query.limit; ++row) {
      if (is_wanted(*row, query) && (behind == nullptr || &*row < behind)) out.push_back(*row);
    }
    return out;
  }
  for (const CaseRow& row : cases_) {
    const bool is_behind = behind == nullptr || place_in_queue(*behind) < place_in_queue(row);
    if (is_wanted(row, query) && is_behind) out.push_back(row);
  }
  std::sort(out.begin(), out.end(), [](const CaseRow& a, const CaseRow& b) {
    return place_in_queue(a) < place_in_queue(b);
  });
  if (out.size() > query.limit) out.resize(query.limit);
  return out;
}

Result<std::vector<CaseRow>> MemoryJournal::cases_opened(Instant from, Instant to,
                                                         const CaseId& after, std::size_t limit) {
  const std::scoped_lock lock(mutex_);
  const CaseRow* behind = find_case(after);
  std::vector<CaseRow> out;
  for (const CaseRow& row : cases_) {
    const bool is_behind =
        after.empty() ||
        (behind != nullptr && std::tie(behind->opened, behind->id) < std::tie(row.opened, row.id));
    if (row.opened >= from && row.opened < to && is_behind) out.push_back(row);
  }
  std::sort(out.begin(), out.end(), [](const CaseRow& a, const CaseRow& b) {
    return std::tie(a.opened, a.id) < std::tie(b.opened, b.id);
  });
  if (out.size() > limit) out.resize(limit);
  return out;
}

Result<std::vector<CaseRow>> MemoryJournal::cases_to_escalate(Instant until, std::size_t limit) {
  const std::scoped_lock lock(mutex_);
  std::vector<CaseRow> out;
  for (const CaseRow& row : cases_) {
    if (row.state != "closed" && row.escalate_at && *row.escalate_at <= until) out.push_back(row);
  }
  std::sort(out.begin(), out.end(), [](const CaseRow& a, const CaseRow& b) {
    return std::tie(*a.escalate_at, a.id) < std::tie(*b.escalate_at, b.id);
  });
  if (out.size() > limit) out.resize(limit);
  return out;
}

Result<OpenCases> MemoryJournal::open_cases(Instant now) {
  const std::scoped_lock lock(mutex_);
  OpenCases out;
  for (const CaseRow& row : cases_) {
    if (row.state == "closed") continue;
    ++(row.priority == "P0" ? out.p0 : row.priority == "P1" ? out.p1 : out.p2);
    if (row.acknowledge_by && !row.acknowledged) ++out.unacknowledged;
    if (row.due && *row.due < now) ++out.overdue;
  }
  return out;
}

}  // namespace anban::store
