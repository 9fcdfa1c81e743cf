// SPDX-License-Identifier: Apache-2.0
// Leaving by button or voice (O-160, O-161), minor mode (O-116), events for clients that want
// notices at once.
#include "api/api.h"
#include "api/listener.h"
#include "evidence/leaf.h"
#include "turn/admit.h"

namespace anban::api {
namespace {

class Listening {
 public:
  Listening(std::shared_ptr<Person> person, std::shared_ptr<Listener> listener)
      : person_(std::move(person)) {
    const std::lock_guard guard(person_->mutex);
    number_ = ++person_->next_listener;
    person_->listeners[number_] = [listener](const std::string& json) { listener->put(json); };
  }
  Listening(const Listening&) = delete;
  Listening& operator=(const Listening&) = delete;
  ~Listening() {
    const std::lock_guard guard(person_->mutex);
    person_->listeners.erase(number_);
  }

 private:
  std::shared_ptr<Person> person_;
  std::uint64_t number_ = 0;
};

}  // namespace

/// Who chose minor mode and is of age leaves it by proving the age again, after the choice and a
/// short while ago.
bool Api::leaves_by_proof(Person& person) {
  const auto policy = turn().policies.current();
  const pack::Params& params = policy->pack->params;
  const Instant now = turn().clock.now();
  const std::lock_guard guard(person.mutex);
  const auto& identity = person.profile.identity;
  const auto& since = person.profile.minor_mode_since;
  if (!identity || !proves_age(*identity) || (since && identity->at < *since)) return false;
  const LocalDate today = local_time(now, person.profile.time_zone).date;
  return now - identity->at < params.registration.code_valid &&
         age_on(*identity->birth_date, today) >= params.age.minor;
}

Task<void> Api::post_exit(Call& call) {
  const auto found = person_of(call);
  if (!found || !*found) {
    auto answering = found ? answer_not_found(call) : answer_unavailable(call, found.error());
    co_await std::move(answering);
    co_return;
  }
  const std::string how = query_value(call.request, "how").value_or("button");
  auto leaving = deps_.gateway.leave(*found, how == "voice" ? "voice" : "button");
  const Result<void> left = co_await std::move(leaving);
  const nlohmann::json body = {{"object", "exit"}, {"ended", true}, {"recorded", left.has_value()}};
  auto answering = answer_json(call, 200, body);  // nobody is kept because a disk is full
  co_await std::move(answering);
}

Task<void> Api::put_mode(Call& call) {
  const auto found = person_of(call);
  const auto body = object_in(call);
  if (!found || !*found || !body) {
    auto answering = answer_lacking(call, found, body);
    co_await std::move(answering);
    co_return;
  }
  const std::string mode = body->value("mode", nlohmann::json()).is_string()
                               ? (*body)["mode"].get<std::string>()
                               : std::string();
  const bool by_guardian = call.caller.kind == CallerKind::guardian;
  const bool may_leave = by_guardian || leaves_by_proof(**found);
  if (mode != "minor" && !(mode == "adult" && may_leave)) {
    const bool leaving = mode == "adult";
    auto answering = answer_problem(
        call,
        leaving
            ? problem(403, "Leaving minor mode needs the guardian",
                      "Minor mode is left in a guardian's session or by verified identity.")
            : problem(422, "Unknown mode",
                      "mode is minor, or adult in a guardian's session or after proving the age."));
    co_await std::move(answering);
    co_return;
  }
  const std::shared_ptr<Person> person = *found;
  Transaction record;
  {
    const std::lock_guard guard(person->mutex);
    person->profile.minor_mode_chosen = mode == "minor";
    person->profile.minor_mode_since = std::nullopt;
    if (mode == "minor") person->profile.minor_mode_since = turn().clock.now();
    evidence::ActLeaf leaf;
    leaf.kind = mode == "minor" ? "minor_mode.on" : "minor_mode.off";
    leaf.at = turn().clock.now();
    leaf.person = person->ref;
    leaf.actor = by_guardian ? "guardian" : "person";
    record.leaves.push_back({evidence::leaf_body(leaf)});
    record.persons.push_back(turn().people.row(*person, RowParts::state_and_profile));
  }
  auto committing = turn().journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) turn().people.forget(*person);  // memory must not be ahead of what is stored
  if (committed && mode == "minor") stop_running(*person, StopReason::barred);
  auto answering = committed ? get_user(call) : answer_unavailable(call, committed.error());
  co_await std::move(answering);
}

Task<void> Api::get_events(Call& call) {
  const auto found = person_of(call);
  if (!found || !*found) {
    auto answering = found ? answer_not_found(call) : answer_unavailable(call, found.error());
    co_await std::move(answering);
    co_return;
  }
  const auto listener = std::make_shared<Listener>();
  const Listening listening(*found, listener);
  auto streaming = stream_events(call, listener);
  co_await std::move(streaming);
}

Task<void> Api::post_agreement(Call& call) {
  const auto found = person_of(call);
  const auto body = object_in(call);
  if (!found || !*found || !body) {
    auto answering = answer_lacking(call, found, body);
    co_await std::move(answering);
    co_return;
  }
  const std::string& version = turn().settings.agreement_version;
  if (body->value("accepted", nlohmann::json()) != true ||
      body->value("version", nlohmann::json()) != version) {
    auto answering =
        answer_problem(call, problem(422, "The agreement was not accepted",
                                     "Send {\"version\": \"" + version +
                                         "\", \"accepted\": true} for the version in force."));
    co_await std::move(answering);
    co_return;
  }
  const std::shared_ptr<Person> person = *found;
  Transaction record;
  {
    const std::lock_guard guard(person->mutex);
    person->profile.agreement = Agreement{version, turn().clock.now()};
    evidence::ActLeaf leaf;
    leaf.kind = "agreement.accepted";
    leaf.at = turn().clock.now();
    leaf.person = person->ref;
    leaf.actor = "person";
    leaf.facts = {{"version", version}};
    record.leaves.push_back({evidence::leaf_body(leaf)});
    record.persons.push_back(turn().people.row(*person, RowParts::state_and_profile));
  }
  auto committing = turn().journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) turn().people.forget(*person);
  auto answering = committed ? get_user(call) : answer_unavailable(call, committed.error());
  co_await std::move(answering);
}

}  // namespace anban::api
