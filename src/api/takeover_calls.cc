// SPDX-License-Identifier: Apache-2.0
// Somebody of the staff answers a person in the model's place (O-92): taking over from a case,
// reading and writing live, handing back, and saying that one is there to be asked.
#include <algorithm>

#include "api/api.h"
#include "api/body_fields.h"
#include "api/listener.h"
#include "api/takeover_json.h"
#include "base/utf8.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

constexpr std::size_t message_most = 2000;  // characters: what one reads at once
constexpr std::size_t note_most = 1000;
constexpr std::size_t messages_a_page = 200;
constexpr std::size_t ended_most = 1000;  // looked through for one by its id

StaffMember staff_of(const Caller& caller) { return {caller.key.text, "", caller.role}; }

Milliseconds idle_of(const TurnDeps& deps) {
  return deps.policies.current()->pack->params.care.takeover_idle;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F;
  });
}

std::string words_in(const Json& body, Faults& faults) {
  refuse_unknown(body, {"text"}, faults);
  std::string text = text_in(body, "text", message_most, Field::required, faults);
  const bool blank = text.find_first_not_of(" \t\n") == std::string::npos;
  if (!text.empty() && (blank || has_control(text))) {
    faults.push_back({"text", "must have words, and no control characters but line breaks"});
  }
  return text;
}

wire::Problem taken_already(const std::optional<Takeover>& other) {
  std::string detail = "Somebody else began at the same moment.";
  if (other) {
    const StaffMember& by = other->by;
    detail = "Since " + to_text(other->started) + " by " + (by.name.empty() ? by.key : by.name) +
             " (" + other->id + ").";
  }
  return problem(409, "The dialogue is taken over already", std::move(detail));
}

}  // namespace

std::expected<TakenOver, wire::Problem> Api::own_takeover(const Call& call) {
  auto taken = turn().takeovers->find(call.names[0]);
  if (!taken) return std::unexpected(problem(404, "Not found", "There is no such thing here."));
  if (!taken->takeover.is_active()) {
    return std::unexpected(problem(409, "The takeover is over",
                                   "It ended at " + to_text(*taken->takeover.ended) + ": " +
                                       name_of(taken->takeover.why) + "."));
  }
  if (taken->takeover.by.key != call.caller.key.text) {
    return std::unexpected(problem(403, "Somebody else has taken over",
                                   "Only whoever took over reads along, writes and hands back."));
  }
  return std::move(*taken);
}

Task<void> Api::get_takeovers(Call& call) {
  const std::string state = query_value(call.request, "state").value_or("active");
  if (state != "active" && state != "ended") {
    auto answering = answer_problem(call, faulty({{"state", "must be active or ended"}}));
    co_await std::move(answering);
    co_return;
  }
  auto all = state == "active" ? Result<std::vector<TakenOver>>(turn().takeovers->active())
                               : turn().takeovers->ended(messages_a_page);
  if (!all) {
    auto answering = answer_unavailable(call, all.error());
    co_await std::move(answering);
    co_return;
  }
  std::vector<PersonRef> shown;
  for (const TakenOver& each : *all) shown.push_back(each.person->ref);
  auto recording = may_show_queue(call, "takeovers", std::move(shown));
  const bool recorded = co_await std::move(recording);
  if (!recorded) co_return;
  Json data = Json::array();
  const Instant now = turn().clock.now();
  for (const TakenOver& each : *all) data.push_back(takeover_json(each, idle_of(turn()), now));
  const bool more = state == "ended" && all->size() == messages_a_page;
  auto answering = answer_json(call, 200, list_of(std::move(data), more));
  co_await std::move(answering);
}

Task<void> Api::get_takeover(Call& call) {
  auto taken = turn().takeovers->find(call.names[0]);
  if (!taken) {
    const auto over = turn().takeovers->ended(ended_most);
    if (!over) {
      auto answering = answer_unavailable(call, over.error());
      co_await std::move(answering);
      co_return;
    }
    const auto found = std::find_if(over->begin(), over->end(), [&](const TakenOver& each) {
      return each.takeover.id == call.names[0];
    });
    if (found != over->end()) taken = *found;
  }
  if (!taken) {
    auto answering = answer_not_found(call);
    co_await std::move(answering);
    co_return;
  }
  auto recording = may_show_queue(call, "takeovers", {taken->person->ref});
  const bool recorded = co_await std::move(recording);
  if (!recorded) co_return;
  auto answering =
      answer_json(call, 200, takeover_json(*taken, idle_of(turn()), turn().clock.now()));
  co_await std::move(answering);
}

Task<void> Api::post_takeover_message(Call& call) {
  auto taken = own_takeover(call);
  const auto body = object_in(call);
  Faults faults;
  std::string text = body ? words_in(*body, faults) : std::string();
  if (!taken || !body || !faults.empty()) {
    auto answering = answer_problem(call, !taken  ? std::move(taken.error())
                                          : !body ? body.error()
                                                  : faulty(std::move(faults)));
    co_await std::move(answering);
    co_return;
  }
  auto writing = turn().takeovers->write(call.names[0], std::move(text));
  const Result<StaffMessage> written = co_await std::move(writing);
  if (!written) {
    const bool over = written.error().code == ErrorCode::not_found;
    auto answering = over ? answer_problem(call, problem(409, "The takeover is over",
                                                         "Nobody was told these words."))
                          : answer_unavailable(call, written.error());
    co_await std::move(answering);
    co_return;
  }
  const Json json = {{"object", "takeover_message"},
                     {"id", written->id.text},
                     {"at", to_text(written->at)},
                     {"from", "staff"},
                     {"text", written->text}};
  auto answering = answer_json(call, 201, json);
  co_await std::move(answering);
}

Task<void> Api::get_takeover_messages(Call& call) {
  const auto taken = own_takeover(call);
  if (!taken) return answer_problem(call, taken.error());
  const TurnId after(query_value(call.request, "after").value_or(""));
  const auto list = takeover_messages(turn(), *taken, after, messages_a_page);
  if (!list && list.error().code == ErrorCode::not_found) {
    return answer_problem(call, faulty({{"after", "is no message of this person"}}));
  }
  return list ? answer_json(call, 200, *list) : answer_unavailable(call, list.error());
}

Task<void> Api::get_takeover_events(Call& call) {
  const auto taken = own_takeover(call);
  if (!taken) {
    auto answering = answer_problem(call, taken.error());
    co_await std::move(answering);
    co_return;
  }
  const auto listener = std::make_shared<Listener>();
  const auto listening = turn().takeovers->listen(
      call.names[0], [listener](const std::string& json) { listener->put(json); });
  auto streaming = stream_events(call, listener);
  co_await std::move(streaming);
}

Task<void> Api::post_hand_back(Call& call) {
  auto taken = own_takeover(call);
  const auto body = object_in(call);
  Faults faults;
  std::string note;
  if (body) {
    refuse_unknown(*body, {"note"}, faults);
    note = text_in(*body, "note", note_most, Field::optional, faults);
  }
  if (!taken || !body || !faults.empty()) {
    auto answering = answer_problem(call, !taken  ? std::move(taken.error())
                                          : !body ? body.error()
                                                  : faulty(std::move(faults)));
    co_await std::move(answering);
    co_return;
  }
  auto ending = turn().takeovers->end(call.names[0], TakeoverEnd::handed_back, std::move(note));
  const Result<Takeover> ended = co_await std::move(ending);
  if (!ended) {
    const bool over = ended.error().code == ErrorCode::not_found;
    auto answering =
        over ? answer_problem(call, problem(409, "The takeover is over", "It had ended already."))
             : answer_unavailable(call, ended.error());
    co_await std::move(answering);
    co_return;
  }
  auto answering = answer_json(
      call, 200, takeover_json({*ended, taken->person}, idle_of(turn()), turn().clock.now()));
  co_await std::move(answering);
}

Task<void> Api::put_presence(Call& call) {
  const auto body = object_in(call);
  if (!body) return answer_problem(call, body.error());
  Faults faults;
  refuse_unknown(*body, {"available"}, faults);
  const auto available = body->find("available");
  if (available == body->end() || !available->is_boolean()) {
    faults.push_back({"available", "must be true or false"});
  }
  if (!faults.empty()) return answer_problem(call, faulty(std::move(faults)));
  const bool there = available->get<bool>();
  const Instant until = turn().clock.now() + Takeovers::present_for;
  turn().takeovers->set_present(call.caller.key.text,
                                there ? std::optional<Instant>(until) : std::nullopt);
  return answer_json(call, 200,
                     Json{{"object", "presence"},
                          {"available", there},
                          {"until", there ? Json(to_text(until)) : Json()}});
}

Task<void> Api::post_takeover(Call& call) {
  const auto row = turn().journal.case_by_id(CaseId(call.names[0]));
  const auto found = row && *row ? turn().people.find_by_ref((*row)->person)
                                 : Result<std::shared_ptr<Person>>(nullptr);
  if (!row || !found || !*found) {
    auto answering = !row     ? answer_unavailable(call, row.error())
                     : !found ? answer_unavailable(call, found.error())
                              : answer_not_found(call);
    co_await std::move(answering);
    co_return;
  }
  const std::shared_ptr<Person> person = *found;
  TakeoverStart start{**row, person, staff_of(call.caller)};
  if (const auto opening = turn_of_case(turn(), **row)) {
    start.session = opening->session;
    start.character = opening->character;
  }
  auto beginning = turn().takeovers->begin(std::move(start));
  const Result<Takeover> begun = co_await std::move(beginning);
  if (!begun) {
    const ErrorCode why = begun.error().code;
    auto answering =
        why == ErrorCode::exhausted
            ? answer_problem(call, taken_already(turn().takeovers->of_person(person->ref)))
        : why == ErrorCode::denied || why == ErrorCode::conflict
            ? answer_problem(
                  call, problem(409, "The case is not yours to take over", begun.error().detail))
            : answer_unavailable(call, begun.error());
    co_await std::move(answering);
    co_return;
  }
  call.subject = person;
  auto answering =
      answer_json(call, 201, takeover_json({*begun, person}, idle_of(turn()), turn().clock.now()));
  co_await std::move(answering);
}

}  // namespace anban::api
