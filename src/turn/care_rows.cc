// SPDX-License-Identifier: Apache-2.0
// Rows of cases from turns.
#include "turn/care_rows.h"

#include "duties/crisis/crisis.h"
#include "duties/crisis/level.h"
#include "duties/elders/elders.h"
#include "ports/notifier.h"

namespace anban {
namespace {

std::string minutes(Milliseconds time) {
  return std::to_string(std::chrono::duration_cast<std::chrono::minutes>(time).count()) + "min";
}

}  // namespace

CaseTerms case_terms(const pack::Pack& pack) {
  const auto& care = pack.params.care;
  return {care.acknowledge_within, care.lease, care.close_within};
}

Dossier new_dossier(const pack::Pack& pack, std::string locale, std::string mode) {
  const pack::Params& params = pack.params;
  return {std::move(locale),
          std::move(mode),
          pack.id,
          {{"crisis.window", minutes(params.crisis.window)},
           {"crisis.contact_again_after", minutes(params.crisis.contact_again_after)},
           {"care.acknowledge_within", minutes(params.care.acknowledge_within)},
           {"care.lease", minutes(params.care.lease)},
           {"care.close_within", minutes(params.care.close_within)}},
          {}};
}

Bytes seal_dossier(TurnDeps& deps, const Person* person, const Dossier& dossier) {
  const DataKey& key = person == nullptr ? deps.outbox_key : person->key;
  return deps.vault.seal(key, "case", to_stored(dossier));
}

Result<Dossier> open_dossier(TurnDeps& deps, const Person* person, const CaseRow& row) {
  if (row.sealed_dossier.empty()) return Dossier();
  const DataKey& key = person == nullptr ? deps.outbox_key : person->key;
  const Result<Bytes> text = deps.vault.open(key, "case", row.sealed_dossier);
  if (!text) return failed(text);
  return dossier_from_stored(*text);
}

OutboxRow contact_row(TurnDeps& deps, const pack::Pack& pack, const ContactOrder& order) {
  const pack::Placeholders with = {{"case", order.care_case.text}};
  Notification notification;
  notification.id = new_id<NotificationId>("ntf_", order.at, deps.entropy);
  notification.channel = order.contact.channel.empty() ? "on_call" : order.contact.channel;
  notification.event = order.words.event;
  notification.address = Private<std::string>(order.contact.address);
  notification.locale = order.locale;
  notification.subject = pack.texts.say(order.locale, order.words.subject, with);
  notification.body = pack.texts.say(order.locale, order.words.text, with);
  notification.parameters = {{"case", order.care_case.text}};
  if (order.contact.also) {
    notification.other_channel = order.contact.also->channel;
    notification.other_address = Private<std::string>(order.contact.also->address);
  }
  OutboxRow row;
  row.id = notification.id;
  row.person = order.person;
  row.recipient = order.recipient;
  row.channel = notification.channel;
  row.event = notification.event;
  row.sealed_notification = seal_notification(notification, deps.outbox_key, deps.vault);
  row.created = order.at;
  row.next_attempt = order.at;
  row.care_case = order.care_case;
  return row;
}

CaseRow case_row(Turn& turn, const duties::OpenCase& open, int obligation) {
  const pack::Pack& pack = *turn.policy->pack;
  const Standing& standing = turn.facts.person.standing;
  CaseRow row;
  row.id = turn.care_case;
  row.turn = turn.id;
  row.kind = open.kind;
  row.tier = open.tier;
  row.level = open.level;
  row.priority = duties::priority_of(open.level);
  row.obligation = obligation;
  row.opened = turn.started;
  row.detector_failed = turn.facts.detector_failed;
  row.feared = duties::who_is_feared(turn.facts);
  row.due = duties::elder_case_due(open.kind, turn.started, pack.params);
  Dossier dossier = new_dossier(pack, turn.locale, "");
  if (turn.person) {
    row.person = turn.person->ref;
    row.age_band = name_of(standing.band);
    dossier.mode = name_of(standing.mode);
  }
  row.sealed_dossier = seal_dossier(turn.deps, turn.person.get(), dossier);
  return opened(std::move(row), case_terms(pack));
}

int heard_level(const Turn& turn) {
  if (turn.facts.repeated) return 0;
  const duties::CrisisKind kind = duties::crisis_kind(turn.facts);
  if (kind == duties::CrisisKind::tier1) return 2;
  return duties::crisis_level(kind, turn.facts);
}

std::optional<CaseTurn> joining_turn(const Turn& turn) {
  const auto& window = turn.facts.person.state.crisis;
  if (!turn.person || turn.facts.repeated || !window || window->kind.empty() ||
      turn.started >= window->until) {
    return std::nullopt;
  }
  const bool opens = duties::first<duties::OpenCase>(turn.required) != nullptr;
  const bool speaks_of_it = !turn.facts.about_person.empty() && turn.plan.in_crisis;
  if (opens || !speaks_of_it) return std::nullopt;
  const int level = duties::crisis_level(duties::crisis_kind(turn.facts), turn.facts);
  return CaseTurn{window->care_case, level, duties::priority_of(level),
                  duties::who_is_feared(turn.facts)};
}

}  // namespace anban
