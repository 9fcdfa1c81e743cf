// SPDX-License-Identifier: Apache-2.0
// A turn while somebody of the staff answers in the model's place (O-92): what was said is recorded
// and shown to them, the request stays open for their words, and the model is never called. Where
// no words come in time, fixed ones say so.
#include "pack/text_keys.h"
#include "turn/failures.h"
#include "turn/gateway.h"
#include "turn/opening.h"
#include "turn/record.h"
#include "turn/registered.h"
#include "turn/staff_words.h"
#include "turn/stops.h"
#include "turn/takeovers.h"
#include "turn/told.h"
#include "turn/words.h"

namespace anban {
namespace {

/// Left by button while the words were awaited: the goodbye is an event, as with any reply.
void speak_leaving(Turn& turn, Speaker& speaker) {
  turn.outcome = "ended";
  speaker.tell(event_of(turn, "session.exited", 160, duties::Severity::info,
                        pack::keys::leaving_exit_label, pack::keys::leaving_goodbye));
}

void speak_what_came(Turn& turn, Speaker& speaker) {
  turn.outcome = "taken_over";
  if (!turn.staff_words) {
    speaker.say_paragraph(marked(turn.locale, words_of(turn, pack::keys::takeover_waiting)));
    return;
  }
  if (!turn.staff_words->messages.empty()) {
    speaker.set_label(words_of(turn, pack::keys::takeover_label));
  }
  speak_staff(turn, speaker);
}

}  // namespace

void stop_if_ordered_meanwhile(const Turn& turn, Running& running) {
  if (!turn.person) return;
  const PersonRef& person = turn.person->ref;
  if (turn.deps.stops != nullptr && !turn.facts.stopped_by_staff && turn.deps.stops->has(person)) {
    running.stop(StopReason::stopped_by_staff);
  }
  if (turn.deps.takeovers != nullptr && turn.deps.takeovers->of_person(person)) {
    running.stop(StopReason::taken_over);
  }
}

Task<void> Gateway::answer_by_staff(Reply& reply) {
  Turn& turn = reply.turn;
  reply.running = std::make_shared<Running>();
  const Registered registered(turn, reply.running);
  const auto running = reply.running;
  reply.exchange.when_abandoned([running] { running->stop(StopReason::abandoned); });
  reply.speaker = make_speaker(turn, reply.exchange);
  {
    const auto lock = lock_person(turn);
    record_input(turn, reply.record);
  }
  auto committing =
      commit(reply, turn.plan.before.empty() ? Urgency::ordinary : Urgency::must_answer);
  const bool recorded = co_await std::move(committing);
  if (!recorded) {
    auto failing = reply.speaker->fail(not_recorded(turn));
    co_await std::move(failing);
    co_return;
  }
  deps_.takeovers->hear(turn);
  speak_before(turn, *reply.speaker);
  auto flushing = reply.speaker->flush();  // from here on the transport keeps a stream alive
  co_await std::move(flushing);
  const Instant until = turn.started + Takeovers::waits_most;
  auto waiting = deps_.takeovers->wait(turn.person->ref, until, *running);
  co_await std::move(waiting);
  reply.exchange.when_abandoned(nullptr);
  auto closing = close_staff_reply(reply);
  co_await std::move(closing);
}

Task<void> Gateway::close_staff_reply(Reply& reply) {
  Turn& turn = reply.turn;
  const std::optional<StopReason> stopped = reply.running->reason();
  const bool abandoned = stopped == StopReason::abandoned;
  if (!stopped) take_staff_words(turn);  // who left hears them with the next reply
  if (stopped == StopReason::left) {
    speak_leaving(turn, *reply.speaker);
  } else {
    speak_what_came(turn, *reply.speaker);
    speak_behind(turn, *reply.speaker);
  }
  if (abandoned) ++deps_.meters.abandoned;
  StoredTurn stored{
      turn.said,       reply.speaker->content(),
      turn.outcome,    abandoned ? "broken" : "stop",
      turn.chat.model, abandoned ? std::string() : reply.speaker->summary(turn.outcome)};
  {
    const auto lock = lock_renewed(turn);
    record_answered(turn, stored, reply.record);
  }
  auto committing = commit(reply, turn.plan.in_crisis ? Urgency::must_answer : Urgency::ordinary);
  const bool recorded = co_await std::move(committing);
  if (abandoned) {
    reply.exchange.close();
    co_return;
  }
  if (!recorded) {
    auto failing = reply.speaker->fail(not_recorded(turn));
    co_await std::move(failing);
    co_return;
  }
  auto finishing = reply.speaker->finish(turn.outcome, "stop");
  co_await std::move(finishing);
}

}  // namespace anban
