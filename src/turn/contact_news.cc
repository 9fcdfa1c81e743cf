// SPDX-License-Identifier: Apache-2.0
// The true state of a contact, to whoever listens.
#include "turn/contact_news.h"

#include "pack/text_keys.h"
#include "wire/anban_object.h"

namespace anban {
namespace {

pack::TextKey words_for(OutboxState state) {
  switch (state) {
    case OutboxState::delivered: return pack::keys::crisis_contact_delivered;
    case OutboxState::failed: return pack::keys::crisis_contact_failed;
    case OutboxState::unavailable: return pack::keys::crisis_contact_unavailable;
    case OutboxState::pending:
    case OutboxState::captured: break;
  }
  return pack::keys::crisis_contact_pending;
}

void note_contact(CareMeters& care, const OutboxRow& row) {
  if (row.attempts == 1 && row.first_attempt) {
    care.first_attempt.note((*row.first_attempt - row.created).count());
  }
  ++care.contact_states[static_cast<std::size_t>(row.state)];
}

}  // namespace

void tell_contact_state(TurnDeps& deps, const OutboxRow& row) {
  if (!row.care_case.empty()) note_contact(deps.meters.care, row);
  if (row.event != "crisis.contact" || row.person.empty()) return;
  const auto person = deps.people.find_by_ref(row.person);
  if (!person || !*person) return;
  std::string locale;
  {
    const std::lock_guard guard((*person)->mutex);
    if ((*person)->listeners.empty()) return;
    locale = (*person)->profile.locale;
  }
  const auto policy = deps.policies.current();
  const bool delivered = row.state == OutboxState::delivered;
  wire::AnbanEvent event;
  event.id = new_id_text("evt_", deps.clock.now(), deps.entropy);
  event.type = delivered ? "contact.notified" : "contact.requested";
  event.obligation = "O-90";
  event.basis = policy->pack->basis(90);
  event.severity = "info";
  event.display.as = "card";
  event.display.title = policy->pack->texts.say(locale, pack::keys::crisis_card_title);
  event.display.body = policy->pack->texts.say(locale, words_for(row.state));
  event.extra = std::string("\"contact\":{\"state\":\"") + name_of(row.state) + "\"},\"case\":\"" +
                row.care_case.text + "\"";
  tell_listeners(**person, wire::anban_event_json(event));
}

}  // namespace anban
