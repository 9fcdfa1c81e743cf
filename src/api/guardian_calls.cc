// SPDX-License-Identifier: Apache-2.0
// A guardian's settings for a child (O-122 to O-125): what is stricter holds at once and stops what
// runs against it, what is looser waits and is announced, and can be taken back until then.
#include "api/api.h"
#include "api/guardian_news.h"
#include "api/guardian_settings.h"
#include "api/spending.h"
#include "base/background.h"
#include "duties/minors/minors.h"
#include "turn/admit.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

/// What the pack gives the child a day.
Milliseconds quota_by_age(const Person& child, const Standing& standing,
                          const pack::Params& params) {
  return duties::quota_of(duties::age_of_limits(standing, child.state.suspected_minor, params),
                          params);
}

/// The settings as the page of this guardian shows them. The caller holds person.mutex.
Json view_of(const Person& child, const std::string& guardian, const pack::Params& params,
             const Standing& standing, Instant now) {
  const Milliseconds quota = quota_by_age(child, standing, params);
  GuardianSettings in_force = strictest(child.guardianship);
  in_force.quota = std::min(quota, in_force.quota.value_or(quota));
  const GuardianSide* own = find_side(child.guardianship, guardian);
  Json waiting = Json::array();
  for (const GuardianSide& side : child.guardianship.sides) {
    for (const Loosening& each : side.waiting) {
      waiting.push_back({{"change", each.id},
                         {"by", side.guardian},
                         {"field", name_of(each.field)},
                         {"to", field_json(each.field, each.wanted)},
                         {"from", to_text(each.from)}});
    }
  }
  const Contact* contact = bound_guardian(child.profile, guardian);
  const std::optional<Instant> verified = contact != nullptr ? contact->verified : std::nullopt;
  const bool due = !verified || now - *verified >= params.guardians.verified_for;
  const auto spend = limits_by_age(child, standing, params);
  return {
      {"object", "guardian_settings"},
      {"child", child.profile.id.text},
      {"in_force", settings_json(in_force)},
      {"own", settings_json(own != nullptr ? own->settings : GuardianSettings())},
      {"waiting", waiting},
      {"defaults",
       {{"quota_minutes", std::chrono::duration_cast<std::chrono::minutes>(quota).count()},
        {"night",
         {{"from", clock_text(params.minors.night_from)},
          {"until", clock_text(params.minors.night_until)}}},
        {"spend_single_fen", spend ? Json(spend->single) : Json()},
        {"spend_month_fen", spend ? Json(spend->month) : Json()}}},
      {"loosening_waits_s", params.guardians.loosening_waits.count() / 1000},
      {"verification", {{"verified", verified ? Json(to_text(*verified)) : Json()}, {"due", due}}}};
}

bool is_due_for_verification(const Contact& guardian, const pack::Params& params, Instant now) {
  return !guardian.verified || now - *guardian.verified >= params.guardians.verified_for;
}

/// A guardian's switch is a consent withdrawn too, so that whoever asks for consents need not know
/// of guardians.
void withdraw(Profile& profile, std::string_view purpose, const std::string& guardian, Instant at) {
  for (Consent& each : profile.consents) {
    if (each.purpose == purpose && each.granted) {
      each.granted = false;
      each.by = guardian;
      each.at = at;
    }
  }
}

struct Applied {
  std::vector<ChangeRecord> changes;
  bool tightened = false;
  bool loosened = false;
};

/// Changes the guardian's side field by field. The caller holds person.mutex.
Applied apply(TurnDeps& deps, Person& child, const std::string& guardian, const SettingsBody& body,
              Milliseconds waits) {
  const Instant now = deps.clock.now();
  Applied applied;
  GuardianSide& side = side_of(child.guardianship, guardian);
  for (const SettingField field : body.fields) {
    ChangeRecord change;
    change.id = new_id_text("chg_", now, deps.entropy);
    change.at = now;
    change.by = guardian;
    change.field = name_of(field);
    change.before = field_json(field, side.settings);
    change.after = field_json(field, body.wanted);
    change.effect = change_setting(side, field, body.wanted, change.id, now + waits);
    if (change.effect == Change::none) continue;
    const bool tightens = change.effect == Change::tightened || change.effect == Change::both;
    change.in_force_from = change.effect == Change::tightened ? now : now + waits;
    applied.tightened = applied.tightened || tightens;
    applied.loosened = applied.loosened || change.effect != Change::tightened;
    applied.changes.push_back(std::move(change));
  }
  if (side.settings.memory_off) withdraw(child.profile, "personalisation", guardian, now);
  if (side.settings.training_off) {
    withdraw(child.profile, "training", guardian, now);
    withdraw(child.profile, "training_sensitive", guardian, now);
  }
  return applied;
}

/// Whether the body would loosen anything. The caller holds person.mutex.
bool would_loosen(const Person& child, const std::string& guardian, const SettingsBody& body,
                  Instant now) {
  const GuardianSide* known = find_side(child.guardianship, guardian);
  GuardianSide side = known != nullptr ? *known : GuardianSide{guardian, {}, {}};
  for (const SettingField field : body.fields) {
    const Change change = change_setting(side, field, body.wanted, "", now);
    if (change == Change::loosened || change == Change::both) return true;
  }
  return false;
}

/// Until when replies that run may go on under the settings, and why they stop then.
struct Until {
  Instant at;
  StopReason why = StopReason::quota;
};

std::optional<Until> may_run_until(Person& child, const pack::Params& params, const Standing& is,
                                   Instant now) {
  const std::lock_guard guard(child.mutex);
  const std::string& zone = child.profile.time_zone;
  std::optional<Until> until;
  const auto quota = quota_set(child.guardianship);
  if (quota) {
    const UseMeter use = as_of(child.state.use, now, params.time_in_use.idle_gap, zone);
    until = Until{now + std::min(*quota, quota_by_age(child, is, params)) - use.today_used,
                  StopReason::quota};
  }
  const auto hours = hours_set(child.guardianship);
  if (hours) {
    const LocalTime local = local_time(now, zone);
    const bool within = local.time_of_day >= hours->from && local.time_of_day < hours->until;
    const Instant end = within ? now + (hours->until - local.time_of_day) : now;
    if (!until || end < until->at) until = Until{end, StopReason::hours};
  }
  return until;
}

/// Stops the replies that run now when their time is over.
Task<void> stop_then(TurnDeps& deps, std::weak_ptr<Person> child, std::vector<TurnId> turns,
                     Until until) {
  auto sleeping = deps.timer.sleep_until(until.at);
  co_await std::move(sleeping);
  const auto person = child.lock();
  if (!person) co_return;
  std::vector<std::function<void(StopReason)>> stops;
  {
    const std::lock_guard guard(person->mutex);
    for (const TurnId& turn : turns) {
      const auto running = person->running.find(turn);
      if (running != person->running.end()) stops.push_back(running->second.stop);
    }
  }
  for (const auto& stop : stops) stop(until.why);
}

Task<void> stop_what_runs(TurnDeps& deps, std::shared_ptr<Person> child, const pack::Params& params,
                          Standing standing) {
  stop_blocked(*child);
  const auto until = may_run_until(*child, params, standing, deps.clock.now());
  if (!until) co_return;
  if (until->at <= deps.clock.now()) {
    stop_running(*child, until->why);
    co_return;
  }
  std::vector<TurnId> turns;
  {
    const std::lock_guard guard(child->mutex);
    for (const auto& [turn, reply] : child->running) turns.push_back(turn);
  }
  if (turns.empty()) co_return;
  auto stopping = stop_then(deps, child, std::move(turns), *until);
  auto starting = in_background(std::move(stopping));
  co_await std::move(starting);
}

wire::Problem verification_due() {
  return problem(403, "Please confirm again that you are the guardian",
                 "The last confirmation is too long ago to ease a limit or unlink: POST "
                 "…/verification sends a code. Stricter settings are taken at any time.");
}

/// The sketch of a character that is offered, or that was when it was blocked.
std::optional<CardSketch> sketch_of_id(TurnDeps& deps, const Person& child, const std::string& id) {
  for (const GuardianSide& side : child.guardianship.sides) {
    for (const BlockedCharacter& each : side.settings.blocked) {
      if (each.id == id) return each.sketch;
    }
  }
  const auto character = deps.characters.find(CharacterId(id));
  if (!character) return std::nullopt;
  return character->sketch;
}

/// What came of a PATCH: why not, or what is to be stored, told and answered.
struct Patched {
  std::optional<wire::Problem> wrong;
  Standing standing;
  bool tightened = false;
  Transaction record;
  std::vector<std::string> events;
  Json answer;
};

void record_changes(TurnDeps& deps, Person& child, const std::string& guardian,
                    const Applied& applied, const pack::Pack& pack, Patched& out) {
  for (const ChangeRecord& each : applied.changes) {
    out.record.kept.push_back(change_row(deps, child, each));
    out.record.leaves.push_back(act_leaf(deps, child, "guardian.settings", "guardian",
                                         {{"field", each.field},
                                          {"change", each.id},
                                          {"in_force_from", to_text(each.in_force_from)}}));
  }
  if (applied.tightened) {
    out.events.push_back(announce(deps, child, pack, guardian, News::changed, out.record));
  }
  if (applied.loosened) {
    out.events.push_back(announce(deps, child, pack, guardian, News::loosening, out.record));
  }
  out.record.persons.push_back(deps.people.row(child, RowParts::state_and_profile));
}

Patched patch(TurnDeps& deps, Person& child, const std::string& guardian, const Json& json,
              const pack::Pack& pack) {
  const pack::Params& params = pack.params;
  const Instant now = deps.clock.now();
  Patched out;
  const std::lock_guard lock(child.mutex);
  out.standing = standing_of(child.profile, child.state, standing_rules(pack, deps.settings), now);
  const auto sketch = [&](const std::string& id) { return sketch_of_id(deps, child, id); };
  const auto body = read_settings(json, {quota_by_age(child, out.standing, params), sketch});
  if (!body) {
    out.wrong = problem(422, "Some fields are wrong", "Mend the fields named in errors.");
    out.wrong->faults = body.error();
    return out;
  }
  const Contact* contact = bound_guardian(child.profile, guardian);
  const bool due = contact == nullptr || is_due_for_verification(*contact, params, now);
  if (due && would_loosen(child, guardian, *body, now)) {
    out.wrong = verification_due();
    return out;
  }
  const Applied applied = apply(deps, child, guardian, *body, params.guardians.loosening_waits);
  out.tightened = applied.tightened;
  record_changes(deps, child, guardian, applied, pack, out);
  out.answer = view_of(child, guardian, params, out.standing, now);
  out.answer["changes"] = Json::array();
  for (const ChangeRecord& each : applied.changes) {
    out.answer["changes"].push_back(change_json(each, now));
  }
  return out;
}

}  // namespace

Task<bool> Api::stores(Call& call, std::shared_ptr<Person> person, Transaction record) {
  auto committing = turn().journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (committed) {
    if (turn().nudge_outbox) turn().nudge_outbox();
    co_return true;
  }
  turn().people.forget(*person);  // what is in memory must not be ahead of what is stored
  auto answering = answer_unavailable(call, committed.error());
  co_await std::move(answering);
  co_return false;
}

Result<std::shared_ptr<Person>> Api::child_of(Call& call) {
  const std::string& guardian = call.names[0];
  const bool theirs = call.caller.kind == CallerKind::guardian;
  if (theirs && guardian != call.caller.guardian.text) return std::shared_ptr<Person>();
  auto child = turn().people.find(PersonId(call.names[1]));
  if (!child || !*child) return child;
  call.subject = *child;
  Caller as_guardian;
  as_guardian.kind = CallerKind::guardian;
  as_guardian.guardian = GuardianId(guardian);
  return may_touch(as_guardian, **child) ? child : std::shared_ptr<Person>();
}

Task<void> Api::get_settings(Call& call) {
  const auto child = child_of(call);
  if (!child) return answer_unavailable(call, child.error());
  if (!*child) return answer_not_found(call);
  const auto policy = turn().policies.current();
  const Instant now = turn().clock.now();
  const std::lock_guard guard((*child)->mutex);
  const Standing standing = standing_of((*child)->profile, (*child)->state,
                                        standing_rules(*policy->pack, turn().settings), now);
  return answer_json(call, 200,
                     view_of(**child, call.names[0], policy->pack->params, standing, now));
}

Task<void> Api::patch_settings(Call& call) {
  const auto found = child_of(call);
  const auto json = object_in(call);
  if (!found || !*found || !json) {
    auto answering = answer_lacking(call, found, json);
    co_await std::move(answering);
    co_return;
  }
  const std::shared_ptr<Person> child = *found;
  const auto policy = turn().policies.current();
  Patched patched = patch(turn(), *child, call.names[0], *json, *policy->pack);
  if (patched.wrong) {
    auto answering = answer_problem(call, std::move(*patched.wrong));
    co_await std::move(answering);
    co_return;
  }
  auto storing = stores(call, child, std::move(patched.record));
  const bool stored = co_await std::move(storing);
  if (!stored) co_return;
  if (patched.tightened) {
    auto stopping = stop_what_runs(turn(), child, policy->pack->params, patched.standing);
    co_await std::move(stopping);
  }
  for (const std::string& each : patched.events) tell_listeners(*child, each);
  auto answering = answer_json(call, 200, patched.answer);
  co_await std::move(answering);
}

}  // namespace anban::api
