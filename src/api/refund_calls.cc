// SPDX-License-Identifier: Apache-2.0
// Refund of a minor's purchases (O-136): a case for the staff's queue, with evidence that verifies
// without us: what was bought when, under which limits, signed with the installation's key. And the
// question before data goes to a third party (O-133).
#include <algorithm>
#include <map>

#include "api/api.h"
#include "api/body_fields.h"
#include "api/guardian_news.h"
#include "api/guardian_settings.h"
#include "api/spending.h"
#include "turn/admit.h"
#include "turn/care_rows.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

constexpr std::size_t purchases_most = 100;  // in one case

struct RefundBody {
  std::vector<std::string> purchases;
  std::string reason;
};

RefundBody refund_in(const Json& body, Faults& faults) {
  RefundBody out;
  const Json purchases = body.value("authorisations", Json());
  if (!purchases.is_array() || purchases.empty() || purchases.size() > purchases_most) {
    faults.push_back({"authorisations", "must be a list of 1 to 100 ids of authorisations"});
  } else {
    for (std::size_t i = 0; i < purchases.size(); ++i) {
      const auto id = words_in(purchases[i], 64);
      if (!id) {
        faults.push_back({"authorisations[" + std::to_string(i) + "]", "must be an id"});
      } else if (std::find(out.purchases.begin(), out.purchases.end(), *id) ==
                 out.purchases.end()) {
        out.purchases.push_back(*id);
      }
    }
  }
  const Json reason = body.value("reason", Json());
  if (reason != "without_consent" && reason != "mistake" && reason != "other") {
    faults.push_back({"reason", "must be without_consent, mistake or other"});
  } else {
    out.reason = reason.get<std::string>();
  }
  for (const auto& [name, value] : body.items()) {
    if (name != "authorisations" && name != "reason") {
      faults.push_back({name, "is not a known field"});
    }
  }
  return out;
}

/// Every kept row of that kind. Errors: those of the journal.
Result<std::vector<KeptRow>> all_kept(TurnDeps& deps, const Person& person, const char* kind) {
  std::vector<KeptRow> all;
  KeptQuery query{.kind = kind, .person = person.ref};
  for (bool more = true; more;) {
    auto rows = deps.journal.kept(query);
    if (!rows) return failed(rows);
    more = rows->size() == query.limit;
    for (KeptRow& row : *rows) {
      query.after = row.id;
      all.push_back(std::move(row));
    }
  }
  return all;
}

Result<Json> opened(TurnDeps& deps, const Person& person, const KeptRow& row) {
  const Result<Bytes> text = deps.vault.open(person.key, "kept", row.sealed);
  if (!text) return failed(text);
  Json json = Json::parse(*text, nullptr, false);
  if (!json.is_object()) return failed(ErrorCode::corrupt, "a stored row does not read");
  return json;
}

/// The evidence's list of purchases; faults where one is not there to refund.
struct Gathered {
  Json purchases = Json::array();
  std::int64_t total = 0;
};

Result<Gathered> gather(TurnDeps& deps, const Person& person,
                        const std::vector<std::string>& wanted, Faults& faults) {
  const auto rows = all_kept(deps, person, "purchase");
  const auto refunds = all_kept(deps, person, "refund");
  if (!rows) return failed(rows);
  if (!refunds) return failed(refunds);
  std::map<std::string, std::string> refunded;  // case by purchase
  for (const KeptRow& row : *refunds) {
    const Result<Json> refund = opened(deps, person, row);
    if (!refund) return failed(refund);
    for (const Json& each : refund->at("purchases")) {
      refunded[each.at("id").get<std::string>()] = row.id;
    }
  }
  Gathered out;
  for (const std::string& id : wanted) {
    const auto row = std::find_if(rows->begin(), rows->end(),
                                  [&id](const KeptRow& each) { return each.id == id; });
    if (row == rows->end()) {
      faults.push_back({"authorisations", "there is no authorisation \"" + id + "\""});
      continue;
    }
    const Result<Purchase> purchase = purchase_from(deps, person, *row);
    const Result<Json> stored = opened(deps, person, *row);
    if (!purchase) return failed(purchase);
    if (!stored) return failed(stored);
    if (!purchase->reason.empty()) {
      faults.push_back({"authorisations", "\"" + id + "\" was not allowed, so nothing was paid"});
    } else if (refunded.contains(id)) {
      faults.push_back({"authorisations", "\"" + id + "\" is part of case " + refunded[id]});
    } else {
      Json each = purchase_json(*purchase);
      each["limits"] = stored->value("limits", Json());
      out.purchases.push_back(std::move(each));
      out.total += purchase->amount;
    }
  }
  return out;
}

const char* asker_of(const Caller& caller) {
  if (caller.kind == CallerKind::guardian) return "guardian";
  if (caller.kind == CallerKind::staff) return "operator";
  return caller.kind == CallerKind::personal ? "person" : "app";
}

/// The case as its reader sees it: the evidence word for word, and its signature.
Json refund_json(TurnDeps& deps, const std::string& id, const std::string& evidence,
                 const std::string& state) {
  return {{"id", id},
          {"object", "refund"},
          {"state", state},
          {"evidence", Json::parse(evidence)},
          {"signed",
           {{"text", evidence},
            {"algorithm", "Ed25519"},
            {"signature", to_base64(deps.vault.sign(evidence))},
            {"public_key", to_base64(deps.vault.public_key())}}}};
}

std::string state_of_refund(TurnDeps& deps, const std::string& id) {
  const auto found = deps.journal.case_by_id(CaseId(id));
  return found && *found ? state_of(**found, deps.clock.now()) : "open";
}

/// The case for the queue of staff. The caller holds person.mutex.
CaseRow refund_case(TurnDeps& deps, const pack::Pack& pack, const Person& person,
                    const Standing& standing, CaseRow row) {
  row.person = person.ref;
  row.kind = "refund";
  row.obligation = 136;
  row.age_band = name_of(standing.band);
  row.sealed_dossier =
      seal_dossier(deps, &person, new_dossier(pack, person.profile.locale, name_of(standing.mode)));
  return opened(std::move(row), case_terms(pack));
}

}  // namespace

Task<void> Api::post_refund(Call& call) {
  const auto found = person_of(call);
  const auto json = object_in(call);
  if (!found || !*found || !json) {
    auto answering = answer_lacking(call, found, json);
    co_await std::move(answering);
    co_return;
  }
  const std::shared_ptr<Person> person = *found;
  const Instant now = turn().clock.now();
  Faults faults;
  const RefundBody body = refund_in(*json, faults);
  Result<Gathered> gathered = Gathered();
  if (faults.empty()) gathered = gather(turn(), *person, body.purchases, faults);
  if (!gathered || !faults.empty()) {
    auto answering = gathered ? answer_problem(call, faulty(std::move(faults)))
                              : answer_unavailable(call, gathered.error());
    co_await std::move(answering);
    co_return;
  }
  const auto policy = turn().policies.current();
  CaseRow refund;
  refund.id = new_id<CaseId>("cas_", now, turn().entropy);
  refund.opened = now;
  Json evidence;
  Transaction record;
  {
    const std::lock_guard lock(person->mutex);
    const Standing standing = standing_of(person->profile, person->state,
                                          standing_rules(*policy->pack, turn().settings), now);
    evidence = {{"case", refund.id.text},
                {"obligation", "O-136"},
                {"opened", to_text(now)},
                {"asked_by", asker_of(call.caller)},
                {"reason", body.reason},
                {"person", person->ref.text},
                {"age_band", name_of(standing.band)},
                {"guardians", bound_guardians(person->profile)},
                {"settings", settings_json(strictest(person->guardianship))},
                {"purchases", gathered->purchases},
                {"total_fen", gathered->total}};
    record.kept.push_back(kept_row(turn(), *person, "refund", refund.id.text, evidence));
    record.leaves.push_back(act_leaf(turn(), *person, "refund.asked", asker_of(call.caller),
                                     {{"obligation", "O-136"},
                                      {"case", refund.id.text},
                                      {"total_fen", std::to_string(gathered->total)}}));
    refund = refund_case(turn(), *policy->pack, *person, standing, std::move(refund));
    record.cases.push_back(refund);
  }
  auto storing = stores(call, person, std::move(record));
  const bool stored = co_await std::move(storing);
  if (!stored) co_return;
  turn().meters.care.note_case(refund.kind);
  auto answering =
      answer_json(call, 201, refund_json(turn(), refund.id.text, evidence.dump(), refund.state));
  co_await std::move(answering);
}

Task<void> Api::get_refunds(Call& call) {
  const auto person = person_of(call);
  if (!person) return answer_unavailable(call, person.error());
  if (!*person) return answer_not_found(call);
  const auto rows = all_kept(turn(), **person, "refund");
  if (!rows) return answer_unavailable(call, rows.error());
  Json data = Json::array();
  for (const KeptRow& row : *rows) {
    const auto evidence = opened(turn(), **person, row);
    if (!evidence) return answer_unavailable(call, evidence.error());
    data.push_back({{"id", row.id},
                    {"object", "refund"},
                    {"state", state_of_refund(turn(), row.id)},
                    {"opened", evidence->value("opened", Json())},
                    {"total_fen", evidence->value("total_fen", Json())}});
  }
  return answer_json(call, 200, list_of(std::move(data), false));
}

Task<void> Api::get_refund(Call& call) {
  const auto person = person_of(call);
  if (!person) return answer_unavailable(call, person.error());
  if (!*person) return answer_not_found(call);
  const auto rows = all_kept(turn(), **person, "refund");
  if (!rows) return answer_unavailable(call, rows.error());
  for (const KeptRow& row : *rows) {
    if (row.id != call.names.back()) continue;
    const auto evidence = opened(turn(), **person, row);
    if (!evidence) return answer_unavailable(call, evidence.error());
    return answer_json(
        call, 200, refund_json(turn(), row.id, evidence->dump(), state_of_refund(turn(), row.id)));
  }
  return answer_not_found(call);
}

Task<void> Api::post_provision(Call& call) {
  const auto found = person_of(call);
  const auto json = object_in(call);
  if (!found || !*found || !json) {
    auto answering = answer_lacking(call, found, json);
    co_await std::move(answering);
    co_return;
  }
  Faults faults;
  const auto recipient = words_in(json->value("recipient", Json()), 128);
  if (!recipient) faults.push_back({"recipient", "must be a string of 1 to 128 characters"});
  for (const auto& [name, value] : json->items()) {
    if (name != "recipient") faults.push_back({name, "is not a known field"});
  }
  if (!faults.empty()) {
    auto answering = answer_problem(call, faulty(std::move(faults)));
    co_await std::move(answering);
    co_return;
  }
  const std::shared_ptr<Person> person = *found;
  const auto policy = turn().policies.current();
  Transaction record;
  std::string reason;
  {
    const std::lock_guard lock(person->mutex);
    const bool needs_guardian =
        policy->pack->params.guardians.third_party_consent && is_minor_now(*person);
    reason = needs_guardian ? "guardian_consent_missing" : "consent_missing";
    for (const Consent& each : person->profile.consents) {
      if (each.purpose != "third_party") continue;
      const bool is_this = each.recipient == *recipient;
      const bool counts = needs_guardian
                              ? is_this && bound_guardian(person->profile, each.by) != nullptr
                              : is_this || each.recipient.empty();
      if (is_this && !each.granted) {
        reason = "withdrawn";
        break;
      }
      if (counts && each.granted) reason.clear();
    }
    record.leaves.push_back(
        act_leaf(turn(), *person, reason.empty() ? "provision.allowed" : "provision.blocked",
                 asker_of(call.caller),
                 {{"obligation", "O-133"}, {"recipient", *recipient}, {"reason", reason}}));
  }
  auto storing = stores(call, person, std::move(record));
  const bool stored = co_await std::move(storing);
  if (!stored) co_return;
  const Json answer = {{"object", "provision"},
                       {"recipient", *recipient},
                       {"allowed", reason.empty()},
                       {"reason", reason.empty() ? Json() : Json(reason)}};
  auto answering = answer_json(call, 200, answer);
  co_await std::move(answering);
}

}  // namespace anban::api
