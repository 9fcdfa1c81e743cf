// SPDX-License-Identifier: Apache-2.0
// Events for clients.
#include "turn/told.h"

#include "duties/content/content.h"
#include "pack/text_keys.h"
#include "turn/words.h"

namespace anban {
namespace {

using duties::CrisisKind;

bool is_minor(const Turn& turn) {
  return turn.facts.person.registered && turn.facts.person.standing.mode == Mode::minor;
}

std::string_view region_of(const Turn& turn) {
  return turn.facts.person.registered ? std::string_view(turn.facts.person.profile.region)
                                      : std::string_view("CN");
}

ForWhom for_whom(const Turn& turn) {
  return {duties::crisis_kind(turn.facts), is_minor(turn), region_of(turn)};
}

std::string help_lines(const Turn& turn) {
  return help_lines_text(*turn.policy->pack, turn.locale, for_whom(turn));
}

void add_help(const Turn& turn, wire::AnbanEvent& event) {
  event.extra =
      "\"help_lines\":" + help_lines_json(*turn.policy->pack, turn.locale, for_whom(turn));
}

/// One touch a number, the first of them first, and the platform itself (O-86, O-138).
void add_calls(const Turn& turn, wire::AnbanEvent& event) {
  static constexpr std::size_t calls_most = 3;  // more buttons are a list
  const pack::Pack& pack = *turn.policy->pack;
  const CrisisKind kind =
      event.type == "notice.scam" ? CrisisKind::property_loss : duties::crisis_kind(turn.facts);
  for (const std::string& number :
       help_numbers(pack, {kind, is_minor(turn), region_of(turn)}, calls_most)) {
    event.display.actions.push_back(
        {"call:" + number,
         pack.texts.say(turn.locale, pack::keys::crisis_card_call_label, {{"number", number}})});
  }
  event.display.actions.push_back(
      {"help", std::string(pack.texts.say(turn.locale, pack::keys::crisis_card_help_label))});
}

wire::AnbanEvent bare_event(const Turn& turn, std::string type, int obligation,
                            duties::Severity severity) {
  wire::AnbanEvent event;
  event.id = new_id_text("evt_", turn.deps.clock.now(), turn.deps.entropy);
  event.type = std::move(type);
  event.obligation = "O-" + std::to_string(obligation);
  event.basis = turn.policy->pack->basis(obligation);
  event.severity = name_of(severity);
  return event;
}

}  // namespace

void add_category(wire::AnbanEvent& event, const std::string& category) {
  event.extra = "\"category\":\"" + category + "\"";
}

const char* name_of(duties::Severity severity) {
  switch (severity) {
    case duties::Severity::info: return "info";
    case duties::Severity::warn: return "warn";
    case duties::Severity::critical: return "critical";
  }
  return "info";
}

const char* name_of(duties::Display display) {
  switch (display) {
    case duties::Display::dialog: return "dialog";
    case duties::Display::banner: return "banner";
    case duties::Display::card: return "card";
    case duties::Display::in_line: return "inline";
  }
  return "inline";
}

std::string words_of(const Turn& turn, const Told& told) {
  if (told.tell.text.name.empty()) return {};  // only the app hears of it
  return plain_words(*turn.policy->pack, turn.locale, told.tell.text, told.tell.amount,
                     help_lines(turn));
}

std::string words_of(const Turn& turn, pack::TextKey key) {
  if (key.name.empty()) return {};
  return plain_words(*turn.policy->pack, turn.locale, key, "", help_lines(turn));
}

wire::AnbanEvent event_of(const Turn& turn, const Told& told) {
  wire::AnbanEvent event =
      bare_event(turn, told.tell.event_type, told.obligation, told.tell.severity);
  event.display.as = name_of(told.tell.display);
  event.display.title = words_of(turn, told.tell.title);
  event.display.body = words_of(turn, told);
  if (told.tell.display == duties::Display::dialog) {
    event.display.actions.push_back({"exit", std::string(turn.policy->pack->texts.say(
                                                 turn.locale, pack::keys::leaving_exit_label))});
  }
  if (told.tell.text == pack::keys::mode_suspected_body) {
    event.display.actions.push_back({"appeal", std::string(turn.policy->pack->texts.say(
                                                   turn.locale, pack::keys::appeals_label))});
  }
  if (told.tell.event_type == "input.blocked") {
    const signals::Finding* what = duties::blocked_finding(turn.facts);
    if (what != nullptr) add_category(event, duties::taxonomy_id(*what));
  }
  if (told.tell.event_type == "crisis.card") {
    add_help(turn, event);
    event.extra += ",\"level\":" + std::to_string(told.tell.level);
    add_calls(turn, event);
  }
  if (told.tell.event_type == "notice.scam") add_calls(turn, event);
  if (told.tell.event_type == "contact.requested") {
    const bool unavailable = told.tell.text == pack::keys::crisis_contact_unavailable;
    event.extra = unavailable ? "\"contact\":{\"state\":\"unavailable\"}"
                              : "\"contact\":{\"state\":\"pending\"}";
    event.extra += ",\"case\":\"" + turn.care_case.text + "\"";
  }
  return event;
}

wire::AnbanEvent event_of(const Turn& turn, std::string type, int obligation,
                          duties::Severity severity, pack::TextKey title, pack::TextKey text) {
  wire::AnbanEvent event = bare_event(turn, std::move(type), obligation, severity);
  event.display.as = "inline";
  event.display.title = words_of(turn, title);
  event.display.body = words_of(turn, text);
  return event;
}

}  // namespace anban
