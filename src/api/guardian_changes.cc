// SPDX-License-Identifier: Apache-2.0
// The log of guardians' changes, which both sides read; taking one back; ending a link, with
// notice (O-126).
#include <algorithm>

#include "api/api.h"
#include "api/guardian_news.h"

namespace anban::api {
namespace {

constexpr std::size_t shown_most = 200;  // changes in one answer, the newest

wire::Problem not_any_more() {
  return problem(403, "Nothing to take back",
                 "This change is in force already or was taken back; send a new one.");
}

const char* actor_of(const Caller& caller) {
  if (caller.kind == CallerKind::guardian) return "guardian";
  if (caller.kind == CallerKind::staff) return "operator";
  return caller.kind == CallerKind::personal ? "person" : "app";
}

std::optional<Contact>* contact_named(Profile& profile, const std::string& guardian) {
  for (std::optional<Contact>* each : {&profile.guardian, &profile.second_guardian}) {
    if (*each && (*each)->id == guardian) return each;
  }
  return nullptr;
}

}  // namespace

Task<void> Api::get_changes(Call& call) {
  const bool guardians_side = call.request.path.starts_with("/anban/v1/guardians/");
  const auto person = guardians_side ? child_of(call) : person_of(call);
  if (!person) return answer_unavailable(call, person.error());
  if (!*person) return answer_not_found(call);
  const auto changes = changes_of(turn(), **person);
  if (!changes) return answer_unavailable(call, changes.error());
  nlohmann::json data = nlohmann::json::array();
  const Instant now = turn().clock.now();
  for (auto it = changes->rbegin(); it != changes->rend() && data.size() < shown_most; ++it) {
    data.push_back(change_json(*it, now));
  }
  return answer_json(call, 200, list_of(std::move(data), changes->size() > shown_most));
}

Task<void> Api::delete_change(Call& call) {
  const auto found = child_of(call);
  const auto changes =
      found && *found ? changes_of(turn(), **found) : Result<std::vector<ChangeRecord>>();
  if (!found || !changes) {
    auto answering = answer_unavailable(call, found ? changes.error() : found.error());
    co_await std::move(answering);
    co_return;
  }
  const std::string& id = call.names.back();
  const auto known = std::find_if(changes->begin(), changes->end(),
                                  [&id](const ChangeRecord& each) { return each.id == id; });
  if (!*found || known == changes->end()) {
    auto answering = answer_not_found(call);
    co_await std::move(answering);
    co_return;
  }
  const std::shared_ptr<Person> child = *found;
  ChangeRecord change = *known;
  const Instant now = turn().clock.now();
  Transaction record;
  std::string event;
  bool taken = false;
  {
    const std::lock_guard lock(child->mutex);
    if (change.field == "link") {
      // `after` names whose link was to end.
      auto* contact = contact_named(child->profile, change.after.value("guardian", std::string()));
      taken = contact != nullptr && (*contact)->ends == change.in_force_from;
      if (taken) (*contact)->ends.reset();
    } else {
      taken = take_back(child->guardianship, id);
    }
    if (taken) {
      change.taken_back = now;
      record.kept.push_back(change_row(turn(), *child, change));
      record.leaves.push_back(
          act_leaf(turn(), *child, "guardian.taken_back", "guardian", {{"change", id}}));
      event = announce(turn(), *child, *turn().policies.current()->pack, call.names[0],
                       News::taken_back, record);
      record.persons.push_back(turn().people.row(*child, RowParts::state_and_profile));
    }
  }
  if (!taken) {
    auto answering = answer_problem(call, not_any_more());
    co_await std::move(answering);
    co_return;
  }
  auto storing = stores(call, child, std::move(record));
  const bool stored = co_await std::move(storing);
  if (!stored) co_return;
  tell_listeners(*child, event);
  auto answering = answer_json(call, 200, change_json(change, now));
  co_await std::move(answering);
}

Task<void> Api::delete_link(Call& call) {
  const auto child = child_of(call);
  if (!child) return answer_unavailable(call, child.error());
  if (!*child) return answer_not_found(call);
  return unlink(call, *child, call.names[0]);
}

Task<void> Api::delete_guardian(Call& call) {
  const auto person = person_of(call);
  if (!person) return answer_unavailable(call, person.error());
  if (!*person) return answer_not_found(call);
  const std::string guardian = call.names.back();
  const bool is_own = call.caller.kind == CallerKind::guardian;
  if (is_own && guardian != call.caller.guardian.text) return answer_not_found(call);
  bool minor = false;
  bool known = false;
  {
    const std::lock_guard lock((*person)->mutex);
    minor = is_minor_now(**person);
    known = contact_named((*person)->profile, guardian) != nullptr;
  }
  if (!known) return answer_not_found(call);
  const bool child_side =
      call.caller.kind == CallerKind::app || call.caller.kind == CallerKind::personal;
  if (child_side && minor) {
    return answer_problem(call, problem(403, "A minor's guardian is not removed from this side",
                                        "The guardian unlinks, or the service's staff does."));
  }
  return unlink(call, *person, guardian);
}

Task<void> Api::unlink(Call& call, std::shared_ptr<Person> child, std::string guardian) {
  const auto policy = turn().policies.current();
  const Instant now = turn().clock.now();
  const Milliseconds waits = policy->pack->params.guardians.unlinking_waits;
  ChangeRecord change;
  Transaction record;
  std::string event;
  bool known = false;
  {
    const std::lock_guard lock(child->mutex);
    std::optional<Contact>* contact = contact_named(child->profile, guardian);
    known = contact != nullptr;
    if (known) {
      const bool already = (*contact)->ends.has_value();
      if (!already) (*contact)->ends = is_minor_now(*child) ? now + waits : now;
      change.id = new_id_text("chg_", now, turn().entropy);
      change.at = now;
      change.by = call.caller.kind == CallerKind::guardian ? guardian : actor_of(call.caller);
      change.field = "link";
      change.before = {{"guardian", guardian}, {"linked", true}};
      change.after = {{"guardian", guardian}, {"linked", false}};
      change.effect = Change::loosened;
      change.in_force_from = *(*contact)->ends;
      record.kept.push_back(change_row(turn(), *child, change));
      record.leaves.push_back(
          act_leaf(turn(), *child, "guardian.unlinking", actor_of(call.caller),
                   {{"guardian", guardian}, {"from", to_text(change.in_force_from)}}));
      event = announce(turn(), *child, *policy->pack, change.by, News::unlinking, record);
      record.persons.push_back(turn().people.row(*child, RowParts::state_and_profile));
    }
  }
  if (!known) {
    auto answering = answer_not_found(call);
    co_await std::move(answering);
    co_return;
  }
  auto storing = stores(call, child, std::move(record));
  const bool stored = co_await std::move(storing);
  if (!stored) co_return;
  tell_listeners(*child, event);
  auto answering = answer_json(call, 202, change_json(change, now));
  co_await std::move(answering);
}

}  // namespace anban::api
