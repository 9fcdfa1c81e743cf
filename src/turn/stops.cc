// SPDX-License-Identifier: Apache-2.0
// Orders and their rows.
#include "turn/stops.h"

#include <nlohmann/json.hpp>

#include "evidence/leaf.h"
#include "pack/text_keys.h"
#include "wire/anban_object.h"

namespace anban {
namespace {

using Json = nlohmann::json;

constexpr const char* kept_kind = "stop";
constexpr const char* row_id = "order";

KeptRow row_of(TurnDeps& deps, const Person& person, const StopOrder* order) {
  KeptRow row;
  row.person = person.ref;
  row.kind = kept_kind;
  row.id = row_id;
  row.mark = deps.vault.look_up("stops", "in_force");
  if (order == nullptr) return row;  // empty: deleted
  const Json body = {{"by", order->by.key},
                     {"name", order->by.name},
                     {"role", order->by.role},
                     {"reason", order->reason},
                     {"since", order->since.time_since_epoch().count()}};
  row.sealed = deps.vault.seal(person.key, "stop", body.dump());
  return row;
}

LeafRow leaf_of(TurnDeps& deps, const Person& person, const StaffMember& by, const char* kind,
                const std::string& reason) {
  evidence::ActLeaf leaf;
  leaf.kind = kind;
  leaf.at = deps.clock.now();
  leaf.person = person.ref;
  leaf.actor = by.role;
  leaf.facts = {{"obligation", "O-187"}, {"by", by.key}};
  if (!reason.empty()) {
    leaf.facts.emplace_back("reason_mac", evidence::text_mac(person.key, reason));
  }
  return {evidence::leaf_body(leaf)};
}

void tell(TurnDeps& deps, Person& person, const char* type, pack::TextKey title,
          pack::TextKey body) {
  std::string locale;
  {
    const std::lock_guard guard(person.mutex);
    if (person.listeners.empty()) return;
    locale = person.profile.locale;
  }
  const auto policy = deps.policies.current();
  wire::AnbanEvent event;
  event.id = new_id_text("evt_", deps.clock.now(), deps.entropy);
  event.type = type;
  event.obligation = "O-187";
  event.basis = policy->pack->basis(187);
  event.severity = "warn";
  event.display.as = "banner";
  event.display.title = policy->pack->texts.say(locale, title);
  event.display.body = policy->pack->texts.say(locale, body);
  tell_listeners(person, wire::anban_event_json(event));
}

}  // namespace

Result<void> Stops::load() {
  KeptQuery query;
  query.kind = kept_kind;
  query.mark = deps_.vault.look_up("stops", "in_force");
  query.limit = stopped_most;
  const auto rows = deps_.journal.kept(query);
  if (!rows) return failed(rows);
  const std::lock_guard guard(mutex_);
  for (const KeptRow& row : *rows) stopped_.insert(row.person);
  count_ = stopped_.size();
  return {};
}

void Stops::clear() {
  const std::lock_guard guard(mutex_);
  stopped_.clear();
  count_ = 0;
}

bool Stops::has(const PersonRef& person) {
  if (count_ == 0) return false;
  const std::lock_guard guard(mutex_);
  return stopped_.contains(person);
}

Result<std::optional<StopOrder>> Stops::order_for(const Person& person) {
  if (!has(person.ref)) return std::optional<StopOrder>();
  const auto rows = deps_.journal.kept({.kind = kept_kind, .person = person.ref, .limit = 1});
  if (!rows) return failed(rows);
  if (rows->empty()) return std::optional<StopOrder>();
  const Result<Bytes> text = deps_.vault.open(person.key, "stop", rows->front().sealed);
  if (!text) return failed(text);
  const Json json = Json::parse(*text, nullptr, false);
  if (!json.is_object()) return failed(ErrorCode::corrupt, "a stored order does not read");
  StopOrder order;
  order.by = {json.value("by", ""), json.value("name", ""), json.value("role", "")};
  order.reason = json.value("reason", "");
  order.since = Instant(Milliseconds(json.value("since", std::int64_t{0})));
  return std::optional(std::move(order));
}

Task<Result<StopOrder>> Stops::stop(std::shared_ptr<Person> person, StopOrder order) {
  bool is_new = false;
  {
    const std::lock_guard guard(mutex_);
    if (stopped_.size() >= stopped_most && !stopped_.contains(person->ref)) {
      co_return failed(ErrorCode::exhausted, "too many conversations are stopped");
    }
    is_new = stopped_.insert(person->ref).second;
    count_ = stopped_.size();
  }
  stop_running(*person, StopReason::stopped_by_staff);  // before the record: it may not wait for it
  order.since = deps_.clock.now();
  Transaction record;
  record.kept.push_back(row_of(deps_, *person, &order));
  record.leaves.push_back(leaf_of(deps_, *person, order.by, "conversation.stopped", order.reason));
  auto committing = deps_.journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) {
    const std::lock_guard guard(mutex_);
    if (is_new) stopped_.erase(person->ref);
    count_ = stopped_.size();
    co_return failed(committed);
  }
  ++deps_.meters.staff_stops;
  tell(deps_, *person, "service.suspended", pack::keys::stopping_title, pack::keys::stopping_body);
  co_return order;
}

Task<Result<void>> Stops::lift(std::shared_ptr<Person> person, StaffMember by) {
  if (!has(person->ref)) co_return failed(ErrorCode::not_found, "nothing is stopped");
  Transaction record;
  record.kept.push_back(row_of(deps_, *person, nullptr));
  record.leaves.push_back(leaf_of(deps_, *person, by, "conversation.resumed", ""));
  auto committing = deps_.journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) co_return failed(committed);
  {
    const std::lock_guard guard(mutex_);
    stopped_.erase(person->ref);
    count_ = stopped_.size();
  }
  tell(deps_, *person, "service.resumed", pack::keys::stopping_over_title,
       pack::keys::stopping_over_body);
  co_return Result<void>();
}

}  // namespace anban
