// SPDX-License-Identifier: Apache-2.0
// Takeovers as they are stored: those of before a restart, and those that are over.
#include "turn/record.h"
#include "turn/takeovers.h"

namespace anban {

Result<void> Takeovers::load() {
  KeptQuery query;
  query.kind = kept_kind;
  query.mark = deps_.vault.look_up("takeovers", live_mark);
  query.limit = live_most;
  const auto rows = deps_.journal.kept(query);
  if (!rows) return failed(rows);
  for (const KeptRow& row : *rows) {
    if (auto loaded = load_one(row); !loaded) return loaded;
  }
  return {};
}

Result<void> Takeovers::load_one(const KeptRow& row) {
  const auto person = deps_.people.find_by_ref(row.person);
  if (!person) return failed(person);
  if (!*person) return {};
  const Result<Bytes> text = deps_.vault.open((*person)->key, "takeover", row.sealed);
  if (!text) return failed(text);
  auto takeover = takeover_from_stored(*text);
  if (!takeover) return failed(takeover);
  const auto taken = std::make_shared<Live>();
  taken->person = *person;
  for (const TurnId& each : takeover->unshown) {
    const auto rows = deps_.journal.messages({.person = row.person, .turn = each, .limit = 1});
    if (!rows) return failed(rows);
    if (rows->empty()) continue;  // the person erased it
    const auto words = deps_.vault.open((*person)->key, "message", rows->front().sealed);
    if (!words) return failed(words);
    const auto stored = stored_turn_from(*words);
    if (!stored) return failed(stored);
    taken->unshown.push_back({each, rows->front().at, stored->reply});
  }
  taken->row = std::move(*takeover);
  const std::lock_guard guard(mutex_);
  lives_[row.person] = taken;
  count_ = lives_.size();
  return {};
}

Result<std::vector<TakenOver>> Takeovers::ended(std::size_t limit) {
  KeptQuery query;
  query.kind = kept_kind;
  query.mark = deps_.vault.look_up("takeovers", over_mark);
  query.limit = limit;
  const auto rows = deps_.journal.kept(query);
  if (!rows) return failed(rows);
  std::vector<TakenOver> all;
  for (const KeptRow& row : *rows) {
    const auto person = deps_.people.find_by_ref(row.person);
    if (!person) return failed(person);
    if (!*person) continue;
    const Result<Bytes> text = deps_.vault.open((*person)->key, "takeover", row.sealed);
    if (!text) return failed(text);
    auto takeover = takeover_from_stored(*text);
    if (!takeover) return failed(takeover);
    all.push_back({std::move(*takeover), *person});
  }
  return all;
}

}  // namespace anban
