// SPDX-License-Identifier: Apache-2.0
// The timeline of a case (O-93): what was said, blacked out where it hurts or names somebody; who
// was told and how far that came; what staff did. One turn's words are seen by POST unmask only.
#include <algorithm>
#include <set>

#include "api/api.h"
#include "api/case_calls.h"
#include "api/case_json.h"
#include "base/utf8.h"
#include "turn/blacked_out.h"
#include "turn/care_rows.h"
#include "turn/record.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

constexpr Milliseconds shown_before = std::chrono::minutes(30);

struct Item {
  Instant at;
  Json json;
};
using Items = std::vector<Item>;

void add(Items& items, Instant at, Json json) {
  json["at"] = to_text(at);
  items.push_back({at, std::move(json)});
}

/// Never throws: where a detector fails, everything is blacked out.
signals::Findings look_at(TurnDeps& deps, const std::string& text, signals::Role role) {
  try {
    return deps.policies.current()->observer->observe(text, role);
  } catch (const std::exception&) {
    const signals::Span whole{0, static_cast<std::uint32_t>(count_code_points(text))};
    return {{signals::Category::pi, 1.0F, true, whole, "", "none"}};
  }
}

Json turn_json(TurnDeps& deps, const MessageRow& row, const StoredTurn& stored, bool unmasked) {
  const auto said = look_at(deps, stored.input, signals::Role::user);
  const auto replied = look_at(deps, stored.reply, signals::Role::assistant);
  Json findings = Json::array();
  for (const signals::Finding& each : said) {
    if (!each.decided) continue;
    const Json one = {{"category", signals::name_of(each.category)}, {"kind", each.kind}};
    if (std::find(findings.begin(), findings.end(), one) == findings.end()) findings.push_back(one);
  }
  return {{"type", "turn"},
          {"turn", row.turn.text},
          {"masked", blacked_out(stored.input, said)},
          {"characters", count_code_points(stored.input)},
          {"findings", std::move(findings)},
          {"reply_masked", blacked_out(stored.reply, replied)},
          {"outcome", stored.outcome},
          {"unmasked", unmasked}};
}

Result<void> add_turns(TurnDeps& deps, const Person& person, const CaseTurns& turns,
                       const Dossier& dossier, Items& items) {
  std::set<std::string> unmasked;
  for (const CaseEntry& each : dossier.entries) {
    if (each.type == "unmasked") unmasked.insert(each.turn);
  }
  for (const MessageRow& row : turns.rows) {
    const Result<Bytes> text = deps.vault.open(person.key, "message", row.sealed);
    if (!text) return failed(text);
    const Result<StoredTurn> stored = stored_turn_from(*text);
    if (!stored) return failed(stored);
    add(items, row.at, turn_json(deps, row, *stored, unmasked.contains(row.turn.text)));
  }
  return {};
}

const char* kind_of(const CaseEntry& entry) {
  if (entry.type.starts_with("takeover")) return "takeover";
  const bool is_work = entry.type == "comment" || entry.type == "act" || entry.type == "contact" ||
                       entry.type == "unmasked";
  return is_work ? "staff" : "state";
}

void add_entries(const Dossier& dossier, Items& items) {
  for (const CaseEntry& each : dossier.entries) {
    Json json = {{"type", kind_of(each)},
                 {"act", each.type},
                 {"by", {{"key", each.by}, {"name", each.name}, {"role", each.role}}}};
    if (!each.act.empty()) json["what"] = each.act;
    if (!each.turn.empty()) json["turn"] = each.turn;
    if (!each.text.empty()) json["note"] = each.text;
    add(items, each.at, std::move(json));
  }
}

Result<Items> items_of(TurnDeps& deps, const CaseRow& row, const CaseTurns& turns) {
  const auto person = person_of_case(deps, row);
  if (!person) return failed(person);
  const auto dossier = open_dossier(deps, person->get(), row);
  if (!dossier) return failed(dossier);
  const auto sent = deps.journal.outbox_of_case(row.id);
  if (!sent) return failed(sent);
  Items items;
  add(items, row.opened, {{"type", "state"}, {"act", "opened"}});
  if (*person) {
    const Result<void> added = add_turns(deps, **person, turns, *dossier, items);
    if (!added) return failed(added);
  }
  for (const OutboxRow& each : *sent) {
    Json json = attempt_json(each);
    json["type"] = "contact";
    add(items, each.changed.value_or(each.created), std::move(json));
  }
  add_entries(*dossier, items);
  std::stable_sort(items.begin(), items.end(),
                   [](const Item& a, const Item& b) { return a.at < b.at; });
  return items;
}

bool belongs(const MessageRow& message, const CaseRow& row) {
  return message.at >= row.opened - shown_before && (!row.closed || message.at <= *row.closed);
}

/// The rows of the session in which the case was opened, before it was.
Result<std::vector<MessageRow>> rows_before(TurnDeps& deps, const CaseRow& row) {
  const auto opening = deps.journal.messages({.person = row.person, .turn = row.turn, .limit = 1});
  if (!opening) return failed(opening);
  if (opening->empty()) return std::vector<MessageRow>();
  std::vector<MessageRow> out;
  MessageQuery query{.person = row.person, .session = opening->front().session};
  for (bool more = true; more;) {
    const auto rows = deps.journal.messages(query);
    if (!rows) return failed(rows);
    more = rows->size() == query.limit;
    for (const MessageRow& each : *rows) {
      query.after = each.turn;
      if (each.turn == row.turn) more = false;
      if (!more && each.at > row.opened) break;
      if (belongs(each, row) && each.at <= row.opened) out.push_back(each);
    }
  }
  return out;
}

}  // namespace

Result<CaseTurns> turns_of(TurnDeps& deps, const CaseRow& row) {
  CaseTurns turns;
  if (row.person.empty() || row.turn.empty()) return turns;
  auto before = rows_before(deps, row);
  if (!before) return failed(before);
  turns.rows = std::move(*before);
  if (turns.rows.empty()) return turns;  // the person has erased that turn
  const std::size_t room = CaseTurns::most - std::min(turns.rows.size(), CaseTurns::most);
  const auto behind =
      deps.journal.messages({.person = row.person, .after = row.turn, .limit = room + 1});
  if (!behind) return failed(behind);
  for (const MessageRow& each : *behind) {
    const bool fits = turns.rows.size() < CaseTurns::most;
    if (belongs(each, row) && fits) turns.rows.push_back(each);
    turns.has_more |= belongs(each, row) && !fits;
  }
  return turns;
}

Task<void> Api::get_case_timeline(Call& call) {
  const auto row = turn().journal.case_by_id(CaseId(call.names[0]));
  if (!row || !*row) {
    auto answering = row ? answer_not_found(call) : answer_unavailable(call, row.error());
    co_await std::move(answering);
    co_return;
  }
  auto recording = may_show_queue(call, "case_timeline", {(*row)->person});
  const bool recorded = co_await std::move(recording);
  if (!recorded) co_return;
  const auto turns = turns_of(turn(), **row);
  const Result<Items> items = turns ? items_of(turn(), **row, *turns) : failed(turns);
  Json data = Json::array();
  if (items) {
    for (const Item& each : *items) data.push_back(each.json);
  }
  auto answering = items ? answer_json(call, 200, list_of(std::move(data), turns->has_more))
                         : answer_unavailable(call, items.error());
  co_await std::move(answering);
}

}  // namespace anban::api
