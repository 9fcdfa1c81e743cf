// SPDX-License-Identifier: Apache-2.0
// Our own words around a reply.
#include "turn/opening.h"

#include "duties/content/content.h"
#include "pack/text_keys.h"
#include "turn/told.h"
#include "turn/words.h"

namespace anban {
namespace {

using duties::Severity;

/// Whether notices stand in the words. `structured` is honoured for clients that said they show
/// events; everybody else gets words, since a duty must not hang on a client reading a field.
bool notices_in_words(const Turn& turn) {
  const bool aware = turn.caller.has("client:aware");
  return !aware || turn.options.notices != NoticeMode::structured;
}

/// What is said of a reply that was stopped from outside.
struct Stop {
  int obligation;
  const char* type;
  pack::TextKey title;
  pack::TextKey words;
};

Stop stop_of(StopReason reason) {
  using namespace pack::keys;
  switch (reason) {
    case StopReason::night: return {119, "limit.reached", limit_reached_title, limit_night_body};
    case StopReason::quota: return {118, "limit.reached", limit_reached_title, limit_reached_body};
    case StopReason::hours: return {125, "limit.reached", limit_reached_title, limit_hours_body};
    case StopReason::blocked:
      return {123, "character.blocked", minors_card_barred_title, guardians_card_blocked_body};
    case StopReason::barred: return {116, "mode.changed", mode_minor_on_title, mode_minor_on_body};
    case StopReason::withdrawn:
      return {114, "limit.reached", limit_reached_title, refuse_guardian_consent_missing};
    case StopReason::stopped_by_staff:
      return {187, "service.suspended", stopping_title, stopping_body};
    case StopReason::taken_over:
      return {92, "takeover.started", takeover_started_title, takeover_started_body};
    default: return {187, "service.suspended", limit_reached_title, service_stopped};
  }
}

void speak_stop(Turn& turn, Speaker& speaker, StopReason reason) {
  ++turn.deps.meters.stopped;
  turn.outcome = "ended";
  if (reason == StopReason::left) {
    speaker.tell(event_of(turn, "session.exited", 160, Severity::info,
                          pack::keys::leaving_exit_label, pack::keys::leaving_goodbye));
    return;
  }
  if (reason == StopReason::taken_over) turn.outcome = "replaced";  // the conversation goes on
  const Stop stop = stop_of(reason);
  wire::AnbanEvent event =
      event_of(turn, stop.type, stop.obligation, Severity::warn, stop.title, stop.words);
  event.inline_span = speaker.say_paragraph(marked(turn.locale, words_of(turn, stop.words)));
  speaker.tell(std::move(event));
}

std::string speak_cut(Turn& turn, Speaker& speaker, const RelayEnd& end) {
  ++turn.deps.meters.replaced;
  turn.outcome = "replaced";
  if (turn.in_hindsight) {
    turn.outcome = turn.plan.answer->outcome;
    if (turn.outcome == "soothed") ++turn.deps.meters.soothed;
    for (const Told& told : turn.plan.events) speaker.tell(event_of(turn, told));
  }
  const signals::Category category = end.cut->category;
  ++turn.deps.meters.replaced_for[static_cast<std::size_t>(category)];
  const int obligation = duties::obligation_of(*end.cut);
  const pack::TextKey words =
      turn.in_hindsight ? turn.plan.answer->text : duties::words_in_place_of(*end.cut);
  wire::AnbanEvent event = event_of(turn, "output.replaced", obligation, Severity::warn,
                                    pack::keys::content_output_replaced_title, words);
  std::string said;
  if (end.model_spoke) said = words_of(turn, pack::keys::content_cut) + "\n";
  said += words_of(turn, words);
  event.inline_span = speaker.say_paragraph(marked(turn.locale, said));
  add_category(event, duties::taxonomy_id(*end.cut));
  speaker.tell(std::move(event));
  return end.model_spoke ? "content_filter" : "stop";
}

}  // namespace

std::unique_ptr<Speaker> make_speaker(Turn& turn, HttpExchange& exchange) {
  SpeakerOptions options;
  options.streams = turn.chat.stream;
  options.usage_frame =
      turn.chat.include_usage ? wire::UsageFrame::asked : wire::UsageFrame::not_asked;
  options.turn = turn.id.text;
  options.session = turn.session.text;
  options.model = turn.chat.model;
  options.created = std::chrono::floor<Seconds>(turn.started).time_since_epoch().count();
  if (!turn.plan.for_staff) {
    options.label_text = turn.policy->pack->texts.say(turn.locale, pack::keys::label_text);
    options.aigc.emplace();
    options.aigc->content_producer = turn.deps.settings.content_producer;
    options.aigc->produce_id = turn.id.text;
  }
  options.says_label = turn.says_label && !turn.staff_words;  // theirs come first, unlabelled
  auto speaker = std::make_unique<Speaker>(std::move(options), exchange);
  speaker->set_case(turn.care_case.text);
  return speaker;
}

void speak_before(Turn& turn, Speaker& speaker) {
  for (const Told& told : turn.plan.events) speaker.tell(event_of(turn, told));
  for (const Told& told : turn.plan.before) {
    wire::AnbanEvent event = event_of(turn, told);
    event.inline_span = speaker.say_paragraph(marked(turn.locale, words_of(turn, told)));
    speaker.tell(std::move(event));
  }
  if (!turn.plan.notice) return;
  wire::AnbanEvent event = event_of(turn, *turn.plan.notice);
  if (notices_in_words(turn)) {
    event.inline_span =
        speaker.say_paragraph(marked(turn.locale, words_of(turn, *turn.plan.notice)));
  }
  speaker.tell(std::move(event));
}

void speak_behind(Turn& turn, Speaker& speaker) {
  for (const Told& told : turn.plan.behind) {
    wire::AnbanEvent event = event_of(turn, told);
    event.inline_span = speaker.say_paragraph(marked(turn.locale, words_of(turn, told)));
    speaker.tell(std::move(event));
  }
}

void speak_answer(Turn& turn, Speaker& speaker) {
  turn.outcome = turn.plan.answer->outcome;
  speaker.say_paragraph(marked(turn.locale, words_of(turn, turn.plan.answer->text)));
}

std::string speak_end(Turn& turn, Speaker& speaker, const RelayEnd& end) {
  if (end.stopped && !end.client_left) {
    speak_stop(turn, speaker, *end.stopped);
    return "stop";
  }
  std::string finish = end.finish_reason;
  if (end.cut) finish = speak_cut(turn, speaker, end);
  speak_behind(turn, speaker);
  return finish;
}

}  // namespace anban
