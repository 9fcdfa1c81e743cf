// SPDX-License-Identifier: Apache-2.0
// One message, in a reply and as an event.
#include "turn/staff_words.h"

#include "base/json_writer.h"
#include "pack/text_keys.h"
#include "turn/takeovers.h"
#include "turn/words.h"

namespace anban {
namespace {

std::string locale_of(Person& person) {
  const std::lock_guard guard(person.mutex);
  return person.profile.locale;
}

wire::AnbanEvent bare_event(const pack::Pack& pack, std::string id, std::string type) {
  wire::AnbanEvent event;
  event.id = std::move(id);
  event.type = std::move(type);
  event.obligation = "O-92";
  event.basis = pack.basis(92);
  event.severity = "info";
  return event;
}

wire::AnbanEvent message_event(const pack::Pack& pack, const std::string& locale,
                               const std::string& takeover, const StaffMessage& message) {
  wire::AnbanEvent event = bare_event(pack, "evt_" + message.id.text, "takeover.message");
  event.display.as = "inline";
  event.display.title = pack.texts.say(locale, pack::keys::takeover_label);
  event.display.body = message.text;
  std::string fields;
  JsonWriter json(fields);
  json.begin_object().field("message", message.text).field("takeover", takeover);
  json.field("turn", message.id.text).field("at", to_text(message.at)).end_object();
  event.extra = fields.substr(1, fields.size() - 2);
  return event;
}

wire::AnbanEvent change_event(const pack::Pack& pack, const std::string& locale,
                              const std::string& takeover, const std::string& type) {
  const bool ends = type == "takeover.ended";
  // Told at once and in the next reply by the same id, so that a client shows it once.
  wire::AnbanEvent event =
      bare_event(pack, "evt_" + takeover + (ends ? "_ended" : "_started"), type);
  event.display.as = "banner";
  event.display.title = pack.texts.say(
      locale, ends ? pack::keys::takeover_ended_title : pack::keys::takeover_started_title);
  event.display.body = pack.texts.say(
      locale, ends ? pack::keys::takeover_ended_body : pack::keys::takeover_started_body);
  event.extra = "\"takeover\":\"" + takeover + "\"";
  return event;
}

bool is_crisis(const Turn& turn) {
  for (const duties::Requirement& each : turn.required) {
    if (each.duty == duties::Duty::crisis && std::holds_alternative<duties::Answer>(each.effect)) {
      return true;
    }
  }
  return false;
}

}  // namespace

void take_staff_words(Turn& turn) {
  if (turn.deps.takeovers == nullptr || !turn.person || turn.staff_words) return;
  turn.staff_words = turn.deps.takeovers->take(turn.person->ref);
}

void speak_staff(Turn& turn, Speaker& speaker) {
  if (!turn.staff_words) return;
  const pack::Pack& pack = *turn.policy->pack;
  const StaffWords& words = *turn.staff_words;
  for (const StaffMessage& each : words.messages) {
    wire::AnbanEvent event = message_event(pack, turn.locale, words.takeover, each);
    event.inline_span = speaker.say_paragraph(marked_as_staff(pack, turn.locale, each.text));
    speaker.tell(std::move(event));
  }
  if (words.has_ended) {
    wire::AnbanEvent event = change_event(pack, turn.locale, words.takeover, "takeover.ended");
    event.inline_span = speaker.say_paragraph(marked(turn.locale, event.display.body));
    speaker.tell(std::move(event));
  }
  if (turn.says_label) speaker.say_label();
}

std::string takeover_event_json(TurnDeps& deps, Person& person, const Takeover& takeover,
                                const std::string& type) {
  const auto policy = deps.policies.current();
  return wire::anban_event_json(change_event(*policy->pack, locale_of(person), takeover.id, type));
}

std::string staff_message_json(TurnDeps& deps, Person& person, const std::string& takeover,
                               const StaffMessage& message) {
  const auto policy = deps.policies.current();
  return wire::anban_event_json(message_event(*policy->pack, locale_of(person), takeover, message));
}

std::string person_said_json(const Turn& turn) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("type", "person.message").field("turn", turn.id.text);
  json.field("at", to_text(turn.started)).field("text", turn.said);
  json.field("crisis", is_crisis(turn)).field("left", turn.plan.ends_session).end_object();
  return out;
}

std::string staff_wrote_json(const StaffMessage& message) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("type", "staff.message").field("turn", message.id.text);
  json.field("at", to_text(message.at)).field("text", message.text).end_object();
  return out;
}

std::string takeover_over_json(const Takeover& takeover) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("type", "takeover.ended").field("takeover", takeover.id);
  json.field("why", name_of(takeover.why)).end_object();
  return out;
}

}  // namespace anban
