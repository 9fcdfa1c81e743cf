// SPDX-License-Identifier: Apache-2.0
// Writing of takeovers.
#include "api/takeover_json.h"

#include "turn/record.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

void add_line(Json& data, const MessageRow& row, const char* from, const std::string& text) {
  if (text.empty()) return;
  data.push_back({{"id", row.turn.text}, {"at", to_text(row.at)}, {"from", from}, {"text", text}});
}

Result<void> add_row(TurnDeps& deps, const TakenOver& taken, const MessageRow& row, Json& data) {
  const Result<Bytes> text = deps.vault.open(taken.person->key, "message", row.sealed);
  if (!text) return failed(text);
  const Result<StoredTurn> stored = stored_turn_from(*text);
  if (!stored) return failed(stored);
  add_line(data, row, "person", stored->input);
  if (!stored->staff.empty()) add_line(data, row, "staff", stored->reply);
  const bool is_platform = stored->staff.empty() && stored->shown.empty();
  if (is_platform) add_line(data, row, "platform", stored->reply);
  return {};
}

}  // namespace

Json takeover_json(const TakenOver& taken, Milliseconds idle, Instant now) {
  const Takeover& takeover = taken.takeover;
  std::string name;
  {
    const std::lock_guard guard(taken.person->mutex);
    name = taken.person->profile.id.text;
  }
  const bool active = takeover.is_active();
  return {
      {"object", "takeover"},
      {"id", takeover.id},
      {"case", takeover.care_case.text},
      {"person", name},
      {"state", active ? "active" : "ended"},
      {"started", to_text(takeover.started)},
      {"ended", active ? Json() : Json(to_text(*takeover.ended))},
      {"ended_because", active ? Json() : Json(name_of(takeover.why))},
      {"note", takeover.note},
      {"by", {{"key", takeover.by.key}, {"name", takeover.by.name}, {"role", takeover.by.role}}},
      {"until", active ? Json(to_text(ends_at(takeover, idle))) : Json()},
      {"now", to_text(now)}};
}

Result<Json> takeover_messages(TurnDeps& deps, const TakenOver& taken, const TurnId& after,
                               std::size_t limit) {
  MessageQuery query;
  query.person = taken.person->ref;
  if (!after.empty()) query.after = after;
  Json data = Json::array();
  bool more = true;
  while (more && data.size() < limit) {  // what was said before it began is passed over
    const auto rows = deps.journal.messages(query);
    if (!rows) return failed(rows);
    more = rows->size() == query.limit;
    for (const MessageRow& row : *rows) {
      query.after = row.turn;
      if (row.at < taken.takeover.started) continue;
      if (auto added = add_row(deps, taken, row, data); !added) return failed(added);
    }
  }
  return nlohmann::json{{"object", "list"},
                        {"data", std::move(data)},
                        {"has_more", more},
                        {"now", to_text(deps.clock.now())}};
}

Result<MessageRow> turn_of_case(TurnDeps& deps, const CaseRow& row) {
  const auto rows = deps.journal.messages({.person = row.person, .turn = row.turn, .limit = 1});
  if (!rows) return failed(rows);
  return rows->empty() ? MessageRow() : rows->front();  // erased by the person: nothing is known
}

}  // namespace anban::api
