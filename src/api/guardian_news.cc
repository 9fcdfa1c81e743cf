// SPDX-License-Identifier: Apache-2.0
// Rows, notices and messages of guardians' acts.
#include "api/guardian_news.h"

#include "duties/requirement.h"
#include "evidence/leaf.h"
#include "pack/text_keys.h"
#include "people/session.h"
#include "ports/notifier.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

constexpr const char* effects[] = {"none", "at_once", "waits", "both"};
constexpr int gravity = 45;  // of the notice: below a crisis, above what reminds of time

struct Words {
  const char* event;
  pack::TextKey title;
  pack::TextKey body;
  pack::TextKey subject;  // to the other guardian
  pack::TextKey message;
  int obligation;
};

Words words_of(News news) {
  using namespace pack::keys;
  switch (news) {
    case News::loosening:
      return {"settings.loosening",       guardians_loosening_title, guardians_loosening_body,
              guardian_loosening_subject, guardian_loosening_body,   122};
    case News::taken_back:
      return {"settings.taken_back",       guardians_taken_back_title, guardians_taken_back_body,
              guardian_taken_back_subject, guardian_taken_back_body,   122};
    case News::unlinking:
      return {"guardian.unlinking",       guardians_unlinking_title, guardians_unlinking_body,
              guardian_unlinking_subject, guardian_unlinking_body,   126};
    case News::changed: break;
  }
  return {"settings.changed",       guardians_changed_title, guardians_changed_body,
          guardian_changed_subject, guardian_changed_body,   122};
}

std::string hours_of(News news, const pack::Params& params) {
  if (news != News::loosening && news != News::unlinking) return {};
  const Milliseconds waits =
      news == News::loosening ? params.guardians.loosening_waits : params.guardians.unlinking_waits;
  return std::to_string(std::chrono::ceil<std::chrono::hours>(waits).count());
}

pack::Placeholders placeholders(const std::string& hours) {
  if (hours.empty()) return {};
  return {{"hours", hours}};
}

OutboxRow message_to(TurnDeps& deps, const Person& person, const Contact& guardian,
                     const pack::Pack& pack, const Words& words, const std::string& hours) {
  const Instant now = deps.clock.now();
  const std::string& locale = person.profile.locale;
  Notification notification;
  notification.id = new_id<NotificationId>("ntf_", now, deps.entropy);
  notification.channel = guardian.channel;
  notification.event = std::string(words.event);
  notification.address = Private<std::string>(guardian.address);
  notification.locale = locale;
  notification.subject = pack.texts.say(locale, words.subject);
  notification.body = pack.texts.say(locale, words.message, placeholders(hours));
  OutboxRow row;
  row.id = notification.id;
  row.person = person.ref;
  row.recipient = "guardian";
  row.channel = guardian.channel;
  row.event = notification.event;
  row.sealed_notification = seal_notification(notification, deps.outbox_key, deps.vault);
  row.created = now;
  row.next_attempt = now;
  return row;
}

Result<ChangeRecord> change_from(const std::string& id, const std::string& text) {
  try {
    const Json json = Json::parse(text);
    ChangeRecord change;
    change.id = id;
    change.at = Instant(Milliseconds(json.at("at").get<std::int64_t>()));
    change.by = json.at("by").get<std::string>();
    change.field = json.at("field").get<std::string>();
    change.before = json.at("before");
    change.after = json.at("after");
    change.effect = static_cast<Change>(json.at("effect").get<int>());
    change.in_force_from = Instant(Milliseconds(json.at("from").get<std::int64_t>()));
    if (json.contains("taken_back")) {
      change.taken_back = Instant(Milliseconds(json["taken_back"].get<std::int64_t>()));
    }
    return change;
  } catch (const Json::exception& fault) {
    return failed(ErrorCode::corrupt,
                  std::string("a stored change does not read: ") + fault.what());
  }
}

}  // namespace

KeptRow kept_row(TurnDeps& deps, const Person& person, std::string kind, std::string id,
                 const Json& body) {
  KeptRow row;
  row.person = person.ref;
  row.kind = std::move(kind);
  row.id = std::move(id);
  row.sealed = deps.vault.seal(person.key, "kept", body.dump());
  return row;
}

KeptRow change_row(TurnDeps& deps, const Person& person, const ChangeRecord& change) {
  Json body = {{"at", change.at.time_since_epoch().count()},
               {"by", change.by},
               {"field", change.field},
               {"before", change.before},
               {"after", change.after},
               {"effect", static_cast<int>(change.effect)},
               {"from", change.in_force_from.time_since_epoch().count()}};
  if (change.taken_back) body["taken_back"] = change.taken_back->time_since_epoch().count();
  return kept_row(deps, person, "guardian_change", change.id, body);
}

Result<std::vector<ChangeRecord>> changes_of(TurnDeps& deps, const Person& person) {
  std::vector<ChangeRecord> changes;
  KeptQuery query{.kind = "guardian_change", .person = person.ref};
  for (bool more = true; more;) {
    const auto rows = deps.journal.kept(query);
    if (!rows) return failed(rows);
    for (const KeptRow& row : *rows) {
      const Result<Bytes> text = deps.vault.open(person.key, "kept", row.sealed);
      if (!text) return failed(text);
      Result<ChangeRecord> change = change_from(row.id, *text);
      if (!change) return failed(change);
      changes.push_back(std::move(*change));
      query.after = row.id;
    }
    more = rows->size() == query.limit;
  }
  return changes;
}

Json change_json(const ChangeRecord& change, Instant now) {
  const bool waits = change.effect != Change::tightened && now < change.in_force_from;
  const char* state = waits ? "waiting" : "in_force";
  if (change.taken_back) state = "taken_back";
  return {{"id", change.id},
          {"object", "guardian_change"},
          {"at", to_text(change.at)},
          {"by", change.by},
          {"field", change.field},
          {"from", change.before},
          {"to", change.after},
          {"effect", effects[static_cast<std::size_t>(change.effect)]},
          {"in_force_from", to_text(change.in_force_from)},
          {"state", state}};
}

KeptRow guardian_row(TurnDeps& deps, const Person& person, const std::string& guardian) {
  KeptRow row = kept_row(deps, person, "guardian", guardian, Json::object());
  row.mark = deps.vault.look_up("guardian", guardian);
  return row;
}

std::string announce(TurnDeps& deps, Person& person, const pack::Pack& pack, const std::string& by,
                     News news, Transaction& record) {
  const Words words = words_of(news);
  const std::string hours = hours_of(news, pack.params);
  let_wait(person.state,
           {words.event, std::string(words.title.name), std::string(words.body.name), hours,
            static_cast<int>(duties::Display::banner), words.obligation, gravity});
  for (const std::optional<Contact>* each :
       {&person.profile.guardian, &person.profile.second_guardian}) {
    if (!*each || !(*each)->confirmed || (*each)->id == by) continue;
    record.outbox.push_back(message_to(deps, person, **each, pack, words, hours));
  }
  const std::string& locale = person.profile.locale;
  const Json event = {{"id", new_id_text("evt_", deps.clock.now(), deps.entropy)},
                      {"type", words.event},
                      {"obligation", "O-" + std::to_string(words.obligation)},
                      {"severity", "info"},
                      {"display",
                       {{"as", "banner"},
                        {"title", pack.texts.say(locale, words.title)},
                        {"body", pack.texts.say(locale, words.body, placeholders(hours))}}}};
  return event.dump();
}

LeafRow act_leaf_of_all(TurnDeps& deps, std::string kind, std::string actor,
                        std::vector<std::pair<std::string, std::string>> facts) {
  evidence::ActLeaf leaf;
  leaf.kind = std::move(kind);
  leaf.at = deps.clock.now();
  leaf.actor = std::move(actor);
  leaf.facts = std::move(facts);
  return {evidence::leaf_body(leaf)};
}

LeafRow act_leaf(TurnDeps& deps, const Person& person, std::string kind, std::string actor,
                 std::vector<std::pair<std::string, std::string>> facts) {
  evidence::ActLeaf leaf;
  leaf.kind = std::move(kind);
  leaf.at = deps.clock.now();
  leaf.person = person.ref;
  leaf.actor = std::move(actor);
  leaf.facts = std::move(facts);
  return {evidence::leaf_body(leaf)};
}

}  // namespace anban::api
