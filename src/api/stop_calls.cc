// SPDX-License-Identifier: Apache-2.0
// Stopping one person's conversation by order, and lifting the order (O-187).
#include "api/api.h"
#include "api/body_fields.h"
#include "turn/stops.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

constexpr std::size_t reason_most = 500;

StaffMember staff_of(const Caller& caller) { return {caller.key.text, "", caller.role}; }

}  // namespace

Task<void> Api::post_stop(Call& call) {
  const auto person = person_of(call);
  const auto body = object_in(call);
  if (!person || !*person || !body) {
    auto answering = answer_lacking(call, person, body);
    co_await std::move(answering);
    co_return;
  }
  Faults faults;
  refuse_unknown(*body, {"reason"}, faults);
  StopOrder order;
  order.reason = text_in(*body, "reason", reason_most, Field::required, faults);
  order.by = staff_of(call.caller);
  if (!faults.empty()) {
    auto answering = answer_problem(call, faulty(std::move(faults)));
    co_await std::move(answering);
    co_return;
  }
  call.subject = *person;
  auto stopping = turn().stops->stop(*person, std::move(order));
  const Result<StopOrder> stopped = co_await std::move(stopping);
  if (!stopped) {
    auto answering = answer_unavailable(call, stopped.error());
    co_await std::move(answering);
    co_return;
  }
  const Json json = {
      {"object", "stop"},
      {"person", call.names[0]},
      {"since", to_text(stopped->since)},
      {"reason", stopped->reason},
      {"by", {{"key", stopped->by.key}, {"name", stopped->by.name}, {"role", stopped->by.role}}}};
  auto answering = answer_json(call, 201, json);
  co_await std::move(answering);
}

Task<void> Api::delete_stop(Call& call) {
  const auto person = person_of(call);
  if (!person || !*person) {
    auto answering = person ? answer_not_found(call) : answer_unavailable(call, person.error());
    co_await std::move(answering);
    co_return;
  }
  auto lifting = turn().stops->lift(*person, staff_of(call.caller));
  const Result<void> lifted = co_await std::move(lifting);
  const bool none = !lifted && lifted.error().code == ErrorCode::not_found;
  auto answering =
      lifted ? answer_json(call, 200,
                           Json{{"object", "stop"}, {"person", call.names[0]}, {"lifted", true}})
      : none ? answer_not_found(call)
             : answer_unavailable(call, lifted.error());
  co_await std::move(answering);
}

}  // namespace anban::api
