// SPDX-License-Identifier: Apache-2.0
// Writing of cases.
#include "api/case_json.h"

#include "duties/crisis/crisis.h"
#include "pack/text_keys.h"
#include "turn/admit.h"
#include "turn/care_rows.h"
#include "turn/words.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

Json time_json(const std::optional<Instant>& at) { return at ? Json(to_text(*at)) : Json(); }
Json word_json(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json obligation_json(int number) {
  return number == 0 ? Json() : Json("O-" + std::to_string(number));
}

Json holder_json(const CaseRow& row, Instant now) {
  if (!is_held(row, now)) return nullptr;
  return {{"key", row.holder},
          {"name", row.holder_name},
          {"role", row.holder_role},
          {"since", time_json(row.held_since)},
          {"until", time_json(row.lease_until)}};
}

Json main_contact_json(const CaseRow& row, const std::vector<OutboxRow>& rows) {
  const OutboxRow* contact = telling_contact(rows);
  Json json = contact != nullptr ? attempt_json(*contact)
                                 : Json{{"state", "none"},
                                        {"recipient", nullptr},
                                        {"channel", nullptr},
                                        {"attempts", 0},
                                        {"changed", nullptr}};
  json["withheld"] = !row.feared.empty();
  return json;
}

std::string note_of(const Dossier& dossier) {
  for (auto each = dossier.entries.rbegin(); each != dossier.entries.rend(); ++each) {
    if (each->type == "closed") return each->text;
  }
  return {};
}

/// Who it is about, as they are now.
void add_person(TurnDeps& deps, Person* person, Json& json) {
  json["person"] = nullptr;
  json["mode"] = nullptr;
  if (person == nullptr) return;
  const auto policy = deps.policies.current();
  const std::lock_guard guard(person->mutex);
  const Standing standing =
      standing_of(person->profile, person->state, standing_rules(*policy->pack, deps.settings),
                  deps.clock.now());
  json["person"] = person->profile.id.text;
  json["mode"] = name_of(standing.mode);
}

duties::CrisisKind kind_named(const std::string& name) {
  using enum duties::CrisisKind;
  for (const auto kind : {self_harm, life_danger, violence, medical, property_loss}) {
    if (name == duties::case_name(kind)) return kind;
  }
  return tier1;
}

std::string region_of(Person* person) {
  if (person == nullptr) return "CN";
  const std::lock_guard guard(person->mutex);
  return person->profile.region;
}

Json card_json(const pack::Pack& pack, const std::string& locale, const ForWhom& whom) {
  const std::string lines = help_lines_text(pack, locale, whom);
  return {{"title", plain_words(pack, locale, pack::keys::crisis_card_title, "", lines)},
          {"body", plain_words(pack, locale, pack::keys::crisis_card_body, "", lines)},
          {"lines", Json::parse(help_lines_json(pack, locale, whom))}};
}

}  // namespace

Result<std::shared_ptr<Person>> person_of_case(TurnDeps& deps, const CaseRow& row) {
  if (row.person.empty()) return std::shared_ptr<Person>();
  return deps.people.find_by_ref(row.person);
}

const OutboxRow* telling_contact(const std::vector<OutboxRow>& rows) {
  const OutboxRow* chosen = nullptr;
  for (const OutboxRow& each : rows) {
    if (chosen == nullptr || chosen->state != OutboxState::delivered ||
        each.state == OutboxState::delivered) {
      chosen = &each;
    }
  }
  return chosen;
}

Json attempt_json(const OutboxRow& row) {
  return {{"id", row.id.text},
          {"state", name_of(row.state)},
          {"recipient", row.recipient},
          {"channel", row.channel},
          {"event", row.event},
          {"attempts", row.attempts},
          {"created", to_text(row.created)},
          {"changed", to_text(row.changed.value_or(row.created))},
          {"last_error", row.last_error},
          {"withheld", false}};
}

Result<Json> case_json(TurnDeps& deps, const CaseRow& row) {
  const auto person = person_of_case(deps, row);
  if (!person) return failed(person);
  const auto dossier = open_dossier(deps, person->get(), row);
  if (!dossier) return failed(dossier);
  const auto sent = deps.journal.outbox_of_case(row.id);
  if (!sent) return failed(sent);
  const Instant now = deps.clock.now();
  Json contacts = Json::array();
  for (const OutboxRow& each : *sent) contacts.push_back(attempt_json(each));
  Json json = {{"object", "case"},
               {"now", to_text(now)},
               {"id", row.id.text},
               {"turn", word_json(row.turn.text)},
               {"age_band", word_json(row.age_band)},
               {"locale", word_json(dossier->locale)},
               {"kind", row.kind},
               {"tier", row.tier},
               {"level", row.level},
               {"priority", row.priority},
               {"state", state_of(row, now)},
               {"opened", to_text(row.opened)},
               {"acknowledge_by", time_json(row.acknowledge_by)},
               {"acknowledged", time_json(row.acknowledged)},
               {"due", time_json(row.due)},
               {"overdue", is_overdue(row, now)},
               {"escalations", row.escalations},
               {"holder", holder_json(row, now)},
               {"contact", main_contact_json(row, *sent)},
               {"contacts", std::move(contacts)},
               {"takeover", nullptr},
               {"turns", row.turns},
               {"detector_failed", row.detector_failed},
               {"closed", time_json(row.closed)},
               {"outcome", word_json(row.outcome)},
               {"outcome_note", word_json(note_of(*dossier))},
               {"merged_into", word_json(row.merged_into.text)},
               {"obligation", obligation_json(row.obligation)},
               {"policy", nullptr}};
  if (!row.takeover.empty()) {
    json["takeover"] = {{"id", row.takeover}, {"state", row.in_takeover ? "active" : "ended"}};
  }
  if (!dossier->pack.empty()) {
    json["policy"] = {{"pack", dossier->pack}, {"parameters", dossier->parameters}};
  }
  add_person(deps, person->get(), json);
  const bool has_card = row.tier == 2 && !row.person.empty();
  const std::string region = region_of(person->get());
  const ForWhom whom{kind_named(row.kind), json["mode"] == "minor", region};
  json["card"] =
      has_card ? card_json(*deps.policies.current()->pack, dossier->locale, whom) : Json();
  return json;
}

Json care_json(TurnDeps& deps, const Person& person, const pack::Pack& pack) {
  const auto& window = person.state.crisis;
  if (!window) return nullptr;
  auto row = deps.journal.case_by_id(window->care_case);
  while (row && *row && !(*row)->merged_into.empty()) {
    row = deps.journal.case_by_id((*row)->merged_into);  // a case is merged into one not closed
  }
  if (!row || !*row) return nullptr;
  const CaseRow& care_case = **row;
  if (care_case.state == "closed" && deps.clock.now() >= window->until) return nullptr;
  const auto sent = deps.journal.outbox_of_case(care_case.id);
  const OutboxRow* contact = sent ? telling_contact(*sent) : nullptr;
  Json told = {{"state", "none"}, {"recipient", nullptr}};
  if (contact != nullptr) {
    told = {{"state", name_of(contact->state)}, {"recipient", contact->recipient}};
  }
  return {{"case", care_case.id.text},
          {"kind", care_case.kind},
          {"since", to_text(care_case.opened)},
          {"contact", std::move(told)},
          {"card", card_json(pack, person.profile.locale,
                             {kind_named(care_case.kind), window->minor, person.profile.region})}};
}

}  // namespace anban::api
