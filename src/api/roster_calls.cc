// SPDX-License-Identifier: Apache-2.0
// The roster (O-47): who is on call when, and who comes next. Addresses of the staff are shown in
// part only; a member whose address is left out keeps the one that is stored.
#include <algorithm>
#include <set>

#include "api/api.h"
#include "api/body_fields.h"
#include "api/guardian_news.h"
#include "people/roster.h"
#include "turn/rosters.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

constexpr std::size_t members_most = 100;
constexpr std::size_t shifts_most = 3000;  // three a day for more than two years
constexpr std::size_t name_most = 64;
constexpr std::size_t address_most = 512;

/// Faults of one object within a list, under its place: "members[2].name".
class Place {
 public:
  Place(std::string at, Faults& all) : at_(std::move(at)), all_(all) {}
  ~Place() {
    for (wire::FieldFault& each : own) all_.push_back({at_ + each.field, each.message});
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  Faults own;

 private:
  std::string at_;
  Faults& all_;
};

RosterMember member_in(const Json& json, const std::string& at, const Roster& before,
                       Faults& faults) {
  RosterMember out;
  if (!json.is_object()) {
    faults.push_back({at, "must be an object {name, channel, address, key}"});
    return out;
  }
  Place place(at + ".", faults);
  refuse_unknown(json, {"key", "name", "channel", "address"}, place.own);
  const bool has_key = json.contains("key") && !json["key"].is_null();
  if (has_key) out.key = text_in(json, "key", name_most, Field::required, place.own);
  out.name = text_in(json, "name", name_most, Field::required, place.own);
  out.channel = text_in(json, "channel", 16, Field::required, place.own);
  const bool known = out.channel == "sms" || out.channel == "email" || out.channel == "webhook";
  if (!out.channel.empty() && !known) {
    place.own.push_back({"channel", "must be sms, email or webhook"});
  }
  out.address = text_in(json, "address", address_most, Field::optional, place.own);
  for (const RosterMember& each : before.members) {
    const bool same = each.name == out.name && each.channel == out.channel;
    const bool shown = out.address == shown_address(each.channel, each.address);
    if (same && (out.address.empty() || shown)) out.address = each.address;
  }
  if (out.address.empty()) {
    if (place.own.empty()) place.own.push_back({"address", "is missing"});
  } else if (const auto fault = address_fault(out.channel, out.address)) {
    place.own.push_back({"address", *fault});
  }
  return out;
}

std::optional<std::size_t> index_in(const Json& json, std::size_t members) {
  const std::int64_t index = json.is_number_integer() ? json.get<std::int64_t>() : -1;
  if (index < 0 || static_cast<std::size_t>(index) >= members) return std::nullopt;
  return static_cast<std::size_t>(index);
}

std::optional<Instant> time_in(const Json& json, const char* name, Faults& faults) {
  const std::string text = text_in(json, name, 40, Field::required, faults);
  if (text.empty()) return std::nullopt;
  const auto at = parse_instant(text);
  if (at) return *at;
  faults.push_back({name, "must be a time like 2026-08-01T09:00:00+08:00"});
  return std::nullopt;
}

Shift shift_in(const Json& json, const std::string& at, std::size_t members, Faults& faults) {
  Shift out;
  if (!json.is_object()) {
    faults.push_back({at, "must be an object {from, until, first, then}"});
    return out;
  }
  Place place(at + ".", faults);
  refuse_unknown(json, {"from", "until", "first", "then"}, place.own);
  const auto from = time_in(json, "from", place.own);
  const auto until = time_in(json, "until", place.own);
  if (from && until && *until <= *from) place.own.push_back({"until", "must be behind from"});
  out.from = from.value_or(Instant());
  out.until = until.value_or(Instant());
  const auto first = index_in(json.value("first", Json()), members);
  if (!first) place.own.push_back({"first", "must be the number of a member, from 0"});
  out.first = first.value_or(0);
  const Json then = json.value("then", Json::array());
  std::set<std::size_t> seen = {out.first};
  bool good = then.is_array();
  for (std::size_t i = 0; good && i < then.size(); ++i) {
    const auto each = index_in(then[i], members);
    good = each && seen.insert(*each).second;
    if (good) out.then.push_back(*each);
  }
  if (!good) place.own.push_back({"then", "must be a list of other members' numbers"});
  return out;
}

Roster roster_in(const Json& body, const Roster& before, Faults& faults) {
  Roster out;
  refuse_unknown(body, {"members", "shifts"}, faults);
  const Json members = body.value("members", Json());
  const Json shifts = body.value("shifts", Json::array());
  if (!members.is_array() || members.empty() || members.size() > members_most) {
    faults.push_back({"members", "must be a list of 1 to 100 members"});
    return out;
  }
  for (std::size_t i = 0; i < members.size(); ++i) {
    const std::string at = "members[" + std::to_string(i) + "]";
    out.members.push_back(member_in(members[i], at, before, faults));
  }
  if (!shifts.is_array() || shifts.size() > shifts_most) {
    faults.push_back({"shifts", "must be a list of at most 3000 shifts"});
    return out;
  }
  for (std::size_t i = 0; i < shifts.size(); ++i) {
    const std::string at = "shifts[" + std::to_string(i) + "]";
    out.shifts.push_back(shift_in(shifts[i], at, out.members.size(), faults));
  }
  std::sort(out.shifts.begin(), out.shifts.end(),
            [](const Shift& a, const Shift& b) { return a.from < b.from; });
  for (std::size_t i = 1; faults.empty() && i < out.shifts.size(); ++i) {
    if (out.shifts[i].from < out.shifts[i - 1].until) {
      faults.push_back({"shifts", "overlap at " + to_text(out.shifts[i].from)});
    }
  }
  return out;
}

Json member_json(const RosterMember& member) {
  return {{"key", member.key.empty() ? Json() : Json(member.key)},
          {"name", member.name},
          {"channel", member.channel},
          {"address", shown_address(member.channel, member.address)}};
}

Json roster_json(const Roster& roster) {
  Json members = Json::array();
  for (const RosterMember& each : roster.members) members.push_back(member_json(each));
  Json shifts = Json::array();
  for (const Shift& each : roster.shifts) {
    shifts.push_back({{"from", to_text(each.from)},
                      {"until", to_text(each.until)},
                      {"first", each.first},
                      {"then", each.then}});
  }
  return {{"object", "roster"}, {"members", std::move(members)}, {"shifts", std::move(shifts)}};
}

}  // namespace

Task<void> Api::get_roster(Call& call) {
  const auto roster = stored_roster(turn());
  if (!roster) return answer_unavailable(call, roster.error());
  return answer_json(call, 200, roster_json(roster->value_or(Roster())));
}

Task<void> Api::get_roster_now(Call& call) {
  const auto stored = stored_roster(turn());
  if (!stored) return answer_unavailable(call, stored.error());
  const Roster roster = stored->value_or(Roster());
  const Instant now = turn().clock.now();
  Json duty = Json::array();
  for (const std::size_t each : on_duty(roster, now)) {
    duty.push_back(member_json(roster.members[each]));
  }
  const auto changes = duty_changes(roster, now);
  const bool configured = roster.members.empty() && turn().settings.has_on_call;
  const char* source = configured ? "configuration" : roster.members.empty() ? "none" : "roster";
  return answer_json(call, 200,
                     Json{{"object", "roster_now"},
                          {"source", source},
                          {"in_shift", shift_at(roster, now) != nullptr},
                          {"on_duty", std::move(duty)},
                          {"changes", changes ? Json(to_text(*changes)) : Json()}});
}

Task<void> Api::put_roster(Call& call) {
  const auto json = object_in(call);
  const auto before = stored_roster(turn());
  Faults faults;
  Roster roster;
  if (json && before) roster = roster_in(*json, before->value_or(Roster()), faults);
  if (!before || !json || !faults.empty()) {
    std::optional<wire::Problem> wrong;
    if (!json) wrong = json.error();
    if (!faults.empty()) wrong = faulty(std::move(faults));
    auto answering =
        wrong ? answer_problem(call, std::move(*wrong)) : answer_unavailable(call, before.error());
    co_await std::move(answering);
    co_return;
  }
  Transaction record;
  record.settings.push_back(roster_row(turn(), roster));
  record.leaves.push_back(act_leaf_of_all(turn(), "roster.changed", call.caller.role,
                                          {{"obligation", "O-47"},
                                           {"members", std::to_string(roster.members.size())},
                                           {"shifts", std::to_string(roster.shifts.size())},
                                           {"by", call.caller.key.text}}));
  auto committing = turn().journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  auto answering = committed ? answer_json(call, 200, roster_json(roster))
                             : answer_unavailable(call, committed.error());
  co_await std::move(answering);
}

}  // namespace anban::api
