// SPDX-License-Identifier: Apache-2.0
// The story in order: admit, observe, assess, record, carry out, relay, label and close.
#include "turn/gateway.h"

#include "base/background.h"
#include "base/both.h"
#include "pack/text_keys.h"
#include "turn/admit.h"
#include "turn/assess.h"
#include "turn/failures.h"
#include "turn/hindsight.h"
#include "turn/observe.h"
#include "turn/opening.h"
#include "turn/record.h"
#include "turn/registered.h"
#include "turn/second_opinion.h"
#include "turn/spool.h"
#include "turn/staff_words.h"
#include "turn/takeovers.h"
#include "turn/trends.h"
#include "turn/wariness.h"

namespace anban {
namespace {

std::vector<std::uint64_t> seen_of(const Turn& turn) {
  if (!turn.person) return {};
  const std::lock_guard guard(turn.person->mutex);
  return turn.person->state.seen;
}

void count_findings(Turn& turn) {
  for (const signals::Finding& each : turn.facts.about_person) {
    if (each.decided) ++turn.deps.meters.findings[static_cast<std::size_t>(each.category)];
  }
}

/// The words of the staff that the reply shows are in its record, which holds.
void settle_staff_words(Turn& turn) {
  if (!turn.staff_words || !turn.staff_words->in_record) return;
  turn.deps.takeovers->shown(turn.person->ref);
}

void give_back_staff_words(Turn& turn) {
  if (!turn.staff_words) return;
  turn.deps.takeovers->put_back(turn.person->ref, *turn.staff_words);
  turn.staff_words.reset();
}

/// Who is to be told hears of it as soon as the store has taken the record.
Task<void> drain(Spool& spool, std::function<void()> nudge_outbox) {
  auto draining = spool.drain();
  co_await std::move(draining);
  if (nudge_outbox) nudge_outbox();
}

/// A stream may last minutes; what only its beginning needed does not wait for its end.
void forget_what_was_asked(Turn& turn) {
  wire::ChatRequest rest;
  rest.model = std::move(turn.chat.model);
  rest.stream = turn.chat.stream;
  rest.include_usage = turn.chat.include_usage;
  turn.chat = std::move(rest);
  turn.facts.person.profile = Profile();
  duties::Requirements().swap(turn.required);
}

bool is_refused(const ReplyPlan& plan) {
  return plan.refusal || (plan.answer && plan.answer->outcome == "refused");
}

std::unique_ptr<Alarm> stop_alarm(const Turn& turn, const std::shared_ptr<Running>& running) {
  if (!turn.plan.stop_at) return nullptr;
  StopReason reason = StopReason::quota;
  if (turn.plan.stop_at->text == pack::keys::limit_night_body) reason = StopReason::night;
  if (turn.plan.stop_at->text == pack::keys::limit_hours_body) reason = StopReason::hours;
  return turn.deps.timer.at(turn.plan.stop_at->when, [running, reason] { running->stop(reason); });
}

}  // namespace

std::optional<RecentTurn> Gateway::assess_and_change(Reply& reply) {
  Turn& turn = reply.turn;
  std::unique_lock<std::mutex> lock = lock_renewed(turn);
  if (turn.person && turn.person->erased) {
    lock.unlock();
    turn.person = nullptr;
  }
  const auto strangers = turn.person ? std::unique_lock<std::mutex>() : strangers_.lock();
  auto earlier = enter(turn);
  if (!turn.person) earlier = strangers_.recall(turn);
  notice_trends(turn);
  turn.required = assess(turn.facts, turn.policy->pack->params);
  turn.plan = plan_of(turn.required, turn.facts);
  if (is_refused(turn.plan) && hear_behind_refusal(turn)) {
    turn.required = assess(turn.facts, turn.policy->pack->params);
    turn.plan = plan_of(turn.required, turn.facts);
  }
  const bool only_asks = !turn.plan.refusal && !turn.plan.answer && !turn.plan.in_crisis &&
                         !turn.plan.for_staff && turn.plan.before.empty() &&
                         turn.plan.behind.empty() && !(earlier && earlier->answered);
  if (!only_asks) reply.over_limit.reset();
  if (reply.over_limit) return earlier;
  if (duties::first<duties::OpenCase>(turn.required) != nullptr) {
    turn.care_case = new_id<CaseId>("cas_", turn.started, deps_.entropy);
  } else if (turn.facts.person.state.crisis && turn.plan.in_crisis) {
    turn.care_case = turn.facts.person.state.crisis->care_case;
  }
  if (turn.person) {
    change_state(turn);
    remember_need(turn);
  }
  const bool is_new_case = !turn.facts.repeated && !turn.care_case.empty();
  if (!turn.person && is_new_case) strangers_.remember(turn);
  record_observed(turn, reply.record);
  return earlier;
}

Task<bool> Gateway::commit(Reply& reply, Urgency urgency) {
  Transaction kept;
  if (urgency == Urgency::must_answer) kept = reply.record;
  auto committing = deps_.journal.commit(std::move(reply.record));
  const Result<Committed> committed = co_await std::move(committing);
  reply.record = Transaction();
  if (committed || urgency == Urgency::must_answer) settle_staff_words(reply.turn);
  if (committed) {
    if (reply.turn.notification && deps_.nudge_outbox) deps_.nudge_outbox();
    co_return true;
  }
  ++deps_.meters.record_failures;
  deps_.log.error("turn.not_recorded",
                  {{"turn", reply.turn.id.text}, {"why", committed.error().detail}});
  if (urgency == Urgency::ordinary) {
    give_back_staff_words(reply.turn);
    co_return false;
  }
  deps_.spool.put(std::move(kept));
  auto draining = drain(deps_.spool, deps_.nudge_outbox);
  auto starting = in_background(std::move(draining));
  co_await std::move(starting);
  co_return true;
}

Task<void> Gateway::refuse(Reply& reply) {
  ++deps_.meters.refused;
  {
    const auto lock = lock_person(reply.turn);
    record_person(reply.turn, reply.record);
  }
  auto committing = commit(reply, Urgency::must_answer);
  co_await std::move(committing);
  reply.speaker = make_speaker(reply.turn, reply.exchange);
  auto answering = reply.speaker->fail(refusal_of(reply.turn));
  co_await std::move(answering);
}

Task<void> Gateway::put_off(Reply& reply) {
  const wire::ApiError error = too_many_requests(*reply.over_limit);
  HttpAnswer answer{error.status, "application/json", error.headers,
                    wire::openai_error_body(error)};
  auto answering = reply.exchange.answer(std::move(answer));
  co_await std::move(answering);
}

Task<void> Gateway::answer_in_words(Reply& reply) {
  Turn& turn = reply.turn;
  const bool owed_at_once = turn.plan.in_crisis || turn.plan.ends_session;
  take_staff_words(turn);
  reply.speaker = make_speaker(turn, reply.exchange);
  speak_staff(turn, *reply.speaker);
  speak_before(turn, *reply.speaker);
  speak_answer(turn, *reply.speaker);
  speak_behind(turn, *reply.speaker);
  if (turn.outcome == "soothed") ++deps_.meters.soothed;
  if (turn.plan.ends_session) {
    ++deps_.meters.ended;
    if (turn.person) stop_running(*turn.person, StopReason::left);
  }
  StoredTurn stored{turn.said, reply.speaker->content(), turn.outcome,
                    "stop",    turn.chat.model,          reply.speaker->summary(turn.outcome)};
  {
    const auto lock = lock_person(turn);
    record_answered(turn, stored, reply.record);
  }
  if (!turn.person && !turn.care_case.empty()) strangers_.keep_answer(turn.id, stored);
  auto committing = commit(reply, owed_at_once ? Urgency::must_answer : Urgency::ordinary);
  const bool recorded = co_await std::move(committing);
  if (!recorded) {
    auto failing = reply.speaker->fail(not_recorded(turn));
    co_await std::move(failing);
    co_return;
  }
  if (turn.facts.staff == duties::StaffThere::joined) deps_.takeovers->hear(turn);
  auto finishing = reply.speaker->finish(turn.outcome, "stop");
  co_await std::move(finishing);
}

Task<bool> Gateway::record_before_reply(Reply& reply, std::shared_ptr<UpstreamReply>& model,
                                        std::optional<Error>& failure) {
  Turn& turn = reply.turn;
  UpstreamCall call{"/chat/completions",     request_for_model(turn), turn.chat.stream,
                    turn.options.request_id, model_for(turn),         reply.running->cancel()};
  forget_what_was_asked(turn);
  ++deps_.meters.upstream_calls;
  auto calling = deps_.upstream.call(std::move(call));
  // Nothing of a whole answer leaves before its end, so one record there is enough.
  if (!turn.chat.stream && !turn.deps.people.stores_early()) {
    auto answered = co_await std::move(calling);
    if (answered) model = std::move(*answered);
    if (!answered) failure = answered.error();
    co_return true;
  }
  {
    const auto lock = lock_person(turn);
    record_input(turn, reply.record);
  }
  auto committing =
      commit(reply, turn.plan.before.empty() ? Urgency::ordinary : Urgency::must_answer);
  auto doing_both = both(std::move(committing), std::move(calling));
  auto [recorded, answered] = co_await std::move(doing_both);
  if (answered) model = std::move(*answered);
  if (!answered) failure = answered.error();
  co_return recorded;
}

Task<void> Gateway::ask_model(Reply& reply) {
  Turn& turn = reply.turn;
  reply.running = std::make_shared<Running>();
  const Registered registered(turn, reply.running);
  const auto running = reply.running;
  reply.exchange.when_abandoned([running] { running->stop(StopReason::abandoned); });
  const std::unique_ptr<Alarm> alarm = stop_alarm(turn, running);
  stop_if_ordered_meanwhile(turn, *running);
  take_staff_words(turn);
  reply.speaker = make_speaker(turn, reply.exchange);
  std::shared_ptr<UpstreamReply> model;
  std::optional<Error> failure;
  auto recording = record_before_reply(reply, model, failure);
  const bool recorded = co_await std::move(recording);
  if (!recorded) {
    if (model) model->abort();
    auto failing = reply.speaker->fail(not_recorded(turn));
    co_await std::move(failing);
    co_return;
  }
  speak_staff(turn, *reply.speaker);
  speak_before(turn, *reply.speaker);
  RelayEnd end;
  if (model && model->status() / 100 == 2) {
    auto relaying = relay(turn, model, *reply.speaker, *running, end);
    co_await std::move(relaying);
  } else {
    end.failure = failure ? *failure : status_failure(model->status());
    end.stopped = running->reason();
    if (end.stopped) end.failure.reset();
    end.client_left = end.stopped == StopReason::abandoned;
    if (model) model->abort();
  }
  reply.exchange.when_abandoned(nullptr);
  auto closing = close(reply, end);
  co_await std::move(closing);
}

Task<void> Gateway::close(Reply& reply, RelayEnd& end) {
  Turn& turn = reply.turn;
  if (end.client_left) ++deps_.meters.abandoned;
  if (end.failure) ++deps_.meters.upstream_failures;
  const bool soothes =
      end.failure && (turn.staff_words || !turn.plan.before.empty() || !turn.plan.behind.empty()) &&
      !end.model_spoke;
  if (soothes) {  // the model is silent, the help is not
    turn.outcome = "soothed";
    end.failure.reset();
  }
  if (end.cut && !end.stopped && !end.failure && !end.client_left) {
    const auto lock = lock_renewed(turn);
    if (hear_in_hindsight(turn, *end.cut, reply.record)) {
      reply.speaker->set_case(turn.care_case.text);
    }
  }
  if (turn.plan.ends_session) {
    ++deps_.meters.ended;
    stop_running(*turn.person, StopReason::left);
  }
  const std::string finish = speak_end(turn, *reply.speaker, end);
  if (end.failure) turn.outcome = "failed";
  const bool answered = !end.failure && !end.client_left;
  StoredTurn stored{
      turn.said,       reply.speaker->content(),
      turn.outcome,    answered ? finish : std::string("broken"),
      turn.chat.model, answered ? reply.speaker->summary(turn.outcome) : std::string()};
  const bool is_whole = answered && end.model_spoke && !end.cut && !end.stopped;
  if (is_whole) turn.caters = catering_of(turn, stored.reply);
  {
    // What hindsight changed is not stored yet: renewing the person now could undo it.
    const auto lock = turn.in_hindsight ? lock_person(turn) : lock_renewed(turn);
    record_answered(turn, stored, reply.record);
  }
  auto committing = commit(reply, turn.plan.in_crisis ? Urgency::must_answer : Urgency::ordinary);
  const bool recorded = co_await std::move(committing);
  if (end.client_left) {
    reply.exchange.close();
    co_return;
  }
  if (!recorded || end.failure) {
    auto failing =
        reply.speaker->fail(recorded ? upstream_failed(turn, *end.failure) : not_recorded(turn));
    co_await std::move(failing);
    co_return;
  }
  auto finishing = reply.speaker->finish(turn.outcome, finish);
  co_await std::move(finishing);
}

Task<void> Gateway::converse(wire::ChatRequest chat, Caller caller, TurnOptions options,
                             HttpExchange& exchange) {
  auto turn = std::make_unique<Turn>(deps_, std::move(caller), std::move(options));
  turn->chat = std::move(chat);
  return converse(std::move(turn), exchange);
}

Task<void> Gateway::converse(std::unique_ptr<Turn> own, HttpExchange& exchange) {
  Turn& turn = *own;
  std::optional<wire::ApiError> error = admit(turn);
  if (!error) error = unfit_for_json(turn);
  if (error) {
    HttpAnswer answer{error->status, "application/json", error->headers,
                      wire::openai_error_body(*error)};
    auto answering = exchange.answer(std::move(answer));
    co_await std::move(answering);
    co_return;
  }
  observe(turn, seen_of(turn));
  if (deps_.second_opinion != nullptr) {
    auto asking = deps_.second_opinion->ask(turn);
    co_await std::move(asking);
  }
  Reply reply{turn, exchange, nullptr, nullptr, {}, turn.options.over_limit};
  const std::optional<RecentTurn> earlier = assess_and_change(reply);
  count_findings(turn);
  ++deps_.meters.turns;
  if (turn.chat.stream) ++deps_.meters.turns_streamed;
  if (turn.facts.person.registered && turn.facts.person.standing.mode == Mode::minor) {
    turn.chat.passed_on_tools.clear();  // no tools for minors
  }
  Task<void> answering = reply.over_limit               ? put_off(reply)
                         : earlier && earlier->answered ? replay(reply, *earlier)
                         : turn.plan.for_staff          ? answer_by_staff(reply)
                         : turn.plan.refusal            ? refuse(reply)
                         : turn.plan.answer             ? answer_in_words(reply)
                                                        : ask_model(reply);
  co_await std::move(answering);
}

}  // namespace anban
