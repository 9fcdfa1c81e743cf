// SPDX-License-Identifier: Apache-2.0
// What an app asks before somebody pays (O-124). Decided under the person's lock and stored before
// it is answered, so that requests at once never overspend together; the same `reference` is the
// same purchase however often it is asked. And asking before data goes to somebody else (O-133).
#include "api/api.h"
#include "api/body_fields.h"
#include "api/guardian_news.h"
#include "api/guardian_settings.h"
#include "api/spending.h"
#include "pack/text_keys.h"
#include "turn/admit.h"
#include "turn/trends.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t amount_most = 1'000'000'000;  // fen; ten million yuan is no purchase

/// Where a call names the user.
enum class NamedIn { path, body };

struct Wish {
  std::int64_t amount = 0;
  std::string reference;
};

std::expected<Wish, Faults> wish_in(const Json& body, NamedIn where) {
  Wish wish;
  Faults faults;
  const auto amount = body.find("amount_fen");
  const auto fen =
      amount != body.end() ? whole_in(*amount, 1, amount_most) : std::optional<std::int64_t>();
  if (!fen) {
    faults.push_back({"amount_fen", "must be a whole number of fen from 1 to 1000000000"});
  }
  wish.amount = fen.value_or(0);
  if (body.contains("reference")) {
    const auto reference = words_in(body["reference"], 128);
    if (!reference) {
      faults.push_back({"reference", "must be a string of 1 to 128 characters"});
    }
    wish.reference = reference.value_or("");
  }
  const bool names_user = where == NamedIn::body;
  if (names_user && !words_in(body.value("user", Json()), 128)) {
    faults.push_back({"user", "must be the id of a user"});
  }
  for (const auto& [name, value] : body.items()) {
    if (name != "amount_fen" && name != "reference" && !(names_user && name == "user")) {
      faults.push_back({name, "is not a known field"});
    }
  }
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return wish;
}

std::string yuan(std::int64_t fen) {
  const std::int64_t rest = fen % 100;
  std::string text = std::to_string(fen / 100);
  if (rest != 0) text += (rest < 10 ? ".0" : ".") + std::to_string(rest);
  return text;
}

std::string words_for(const pack::Pack& pack, const std::string& locale, const Purchase& purchase,
                      const SpendLimits& limits) {
  using namespace pack::keys;
  if (purchase.reason == "age") return std::string(pack.texts.say(locale, spending_age));
  if (purchase.reason == "guardian") return std::string(pack.texts.say(locale, spending_guardian));
  if (purchase.reason == "single") {
    return pack.texts.say(locale, spending_single, {{"amount", yuan(limits.single)}});
  }
  return pack.texts.say(locale, spending_month, {{"amount", yuan(limits.month)}});
}

Json reason_json(const std::string& reason) {
  if (reason.empty()) return nullptr;
  if (reason == "single" || reason == "month") return "over_" + reason + "_limit";
  return reason == "age" ? "under_age" : "guardian";
}

Json limits_json(const Spending& spending, const std::optional<SpendLimits>& limits,
                 const LocalDate& today) {
  if (!limits) return nullptr;
  const std::int64_t spent = spent_in(spending, today);
  return {{"single_fen", limits->single},
          {"month_fen", limits->month},
          {"spent_month_fen", spent},
          {"left_month_fen", std::max<std::int64_t>(0, limits->month - spent)}};
}

Json purchase_body(const Purchase& purchase, const std::optional<SpendLimits>& limits) {
  Json body = {{"at", purchase.at.time_since_epoch().count()},
               {"amount", purchase.amount},
               {"reason", purchase.reason}};
  if (limits) body["limits"] = {{"single", limits->single}, {"month", limits->month}};
  return body;
}

/// What one authorisation is decided with. The caller holds person.mutex.
struct Deciding {
  std::optional<SpendLimits> by_age;
  std::optional<SpendLimits> limits;
  LocalDate today;
};

Deciding deciding_of(const Person& person, const pack::Params& params, const StandingRules& rules,
                     Instant now) {
  Deciding out;
  const Standing standing = standing_of(person.profile, person.state, rules, now);
  out.by_age = limits_by_age(person, standing, params);
  if (out.by_age) out.limits = limits_with(person.guardianship, *out.by_age);
  out.today = local_time(now, person.profile.time_zone).date;
  return out;
}

}  // namespace

std::optional<SpendLimits> limits_by_age(const Person& person, const Standing& standing,
                                         const pack::Params& params) {
  const pack::Params::Spending& rules = params.spending;
  if (standing.is_minor_by_age && standing.age < rules.none_below) return SpendLimits{};
  const bool young = standing.age < params.age.young_minor;
  if (standing.is_minor_by_age && !young) return SpendLimits{rules.single, rules.month};
  // Who is only taken for a minor has the limits of the under-16 band until the appeal ends.
  if (standing.is_minor_by_age || person.state.suspected_minor) {
    return SpendLimits{rules.single_young, rules.month_young};
  }
  return std::nullopt;
}

Result<std::optional<Purchase>> stored_purchase(TurnDeps& deps, const Person& person,
                                                const Digest& mark) {
  const auto rows =
      deps.journal.kept({.kind = "purchase", .person = person.ref, .mark = mark, .limit = 1});
  if (!rows) return failed(rows);
  if (rows->empty()) return std::optional<Purchase>();
  Result<Purchase> purchase = purchase_from(deps, person, rows->front());
  if (!purchase) return failed(purchase);
  return std::optional<Purchase>(std::move(*purchase));
}

Result<Purchase> purchase_from(TurnDeps& deps, const Person& person, const KeptRow& row) {
  const Result<Bytes> text = deps.vault.open(person.key, "kept", row.sealed);
  if (!text) return failed(text);
  const Json json = Json::parse(*text, nullptr, false);
  if (!json.is_object()) return failed(ErrorCode::corrupt, "a stored purchase does not read");
  Purchase purchase;
  purchase.id = row.id;
  purchase.at = Instant(Milliseconds(json.value("at", std::int64_t{0})));
  purchase.amount = json.value("amount", std::int64_t{0});
  purchase.reason = json.value("reason", std::string());
  return purchase;
}

Json purchase_json(const Purchase& purchase) {
  return {{"id", purchase.id},
          {"object", "spend_authorisation"},
          {"at", to_text(purchase.at)},
          {"amount_fen", purchase.amount},
          {"allowed", purchase.reason.empty()},
          {"reason", reason_json(purchase.reason)}};
}

namespace {

/// What came of a wish: `answer` is null where its reference named another amount before.
struct Decided {
  Transaction record;
  std::optional<Purchase> fresh;  // counted by this call
  Json answer;
  Error failure = {ErrorCode::unavailable, ""};  // with a detail: the store did not answer
};

/// Puts a new purchase down, allowed or not. The caller holds person.mutex.
Purchase put_down_new(TurnDeps& deps, Person& person, const Wish& wish, std::uint64_t reference,
                      const Digest& mark, const Deciding& deciding, Transaction& record) {
  const Instant now = deps.clock.now();
  Spending& spending = person.guardianship.spending;
  Purchase purchase{
      new_id_text("spd_", now, deps.entropy), reference, now, wish.amount,
      why_not(spending, wish.amount, deciding.today, deciding.limits, deciding.by_age)};
  put_down(spending, purchase, deciding.today);
  KeptRow row =
      kept_row(deps, person, "purchase", purchase.id, purchase_body(purchase, deciding.limits));
  if (reference != 0) row.mark = mark;
  record.kept.push_back(std::move(row));
  const char* kind = purchase.reason.empty() ? "spend.allowed" : "spend.denied";
  record.leaves.push_back(
      act_leaf(deps, person, kind, "app",
               {{"obligation", "O-124"}, {"purchase", purchase.id}, {"reason", purchase.reason}}));
  return purchase;
}

Decided decide(TurnDeps& deps, Person& person, const Wish& wish, const pack::Pack& pack) {
  const Digest mark = deps.vault.look_up("purchase", person.ref.text + "/" + wish.reference);
  const std::uint64_t reference = wish.reference.empty() ? 0 : cache_hash(mark.view()) | 1;
  Decided out;
  Result<std::optional<Purchase>> before = std::optional<Purchase>();
  if (reference != 0) before = stored_purchase(deps, person, mark);
  if (!before) {
    out.failure = before.error();
    return out;
  }
  const std::lock_guard lock(person.mutex);
  const Deciding deciding =
      deciding_of(person, pack.params, standing_rules(pack, deps.settings), deps.clock.now());
  Purchase purchase;
  if (const Purchase* known = known_purchase(person.guardianship.spending, reference)) {
    purchase = *known;
  } else if (*before) {
    purchase = **before;
  } else {
    purchase = put_down_new(deps, person, wish, reference, mark, deciding, out.record);
    out.fresh = purchase;
  }
  if (purchase.amount != wish.amount) return out;
  // A repeat stores too: it must not be answered before the first is durable.
  out.record.persons.push_back(deps.people.row(person, RowParts::state_and_profile));
  out.answer = purchase_json(purchase);
  out.answer["limits"] = limits_json(person.guardianship.spending, deciding.limits, deciding.today);
  out.answer["message"] = nullptr;
  if (!purchase.reason.empty() && deciding.limits) {
    out.answer["message"] = words_for(pack, person.profile.locale, purchase, *deciding.limits);
  }
  return out;
}

}  // namespace

Task<void> Api::post_authorisation(Call& call) {
  const auto json = object_in(call);
  const bool names_user = call.names.empty();
  if (names_user && json) {
    call.names.push_back(words_in(json->value("user", Json()), 128).value_or(""));
  }
  const auto found = json ? person_of(call) : std::shared_ptr<Person>();
  const auto wish =
      json ? wish_in(*json, names_user ? NamedIn::body : NamedIn::path) : std::unexpected(Faults());
  const bool faults_first = names_user && !wish;  // who is meant is one of the fields
  if (json && !faults_first && (!found || !*found)) {
    auto answering = found ? answer_not_found(call) : answer_unavailable(call, found.error());
    co_await std::move(answering);
    co_return;
  }
  if (!json || !wish) {
    auto answering = answer_problem(call, json ? faulty(wish.error()) : json.error());
    co_await std::move(answering);
    co_return;
  }
  const std::shared_ptr<Person> person = *found;
  const auto policy = turn().policies.current();
  Decided decided = decide(turn(), *person, *wish, *policy->pack);
  if (!decided.failure.detail.empty()) {
    auto answering = answer_unavailable(call, decided.failure);
    co_await std::move(answering);
    co_return;
  }
  if (decided.answer.is_null()) {
    auto answering =
        answer_problem(call, faulty({{"reference", "named a purchase of another amount"}}));
    co_await std::move(answering);
    co_return;
  }
  auto committing = turn().journal.commit(std::move(decided.record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed && decided.fresh) {
    // Taken back rather than forgotten: others that were decided meanwhile counted it.
    const std::lock_guard lock(person->mutex);
    take_back(person->guardianship.spending, *decided.fresh);
  }
  if (committed && decided.fresh && decided.fresh->reason.empty()) {
    // Part of the dependence score (O-96); stored with the person's next turn.
    const std::lock_guard lock(person->mutex);
    person->state.trends = after_purchase(person->state.trends, decided.fresh->amount,
                                          decided.fresh->at, trend_rules(policy->pack->params));
  }
  auto answering = committed ? answer_json(call, 200, decided.answer)
                             : answer_unavailable(call, committed.error());
  co_await std::move(answering);
}

Task<void> Api::get_authorisations(Call& call) {
  const auto person = person_of(call);
  if (!person) return answer_unavailable(call, person.error());
  if (!*person) return answer_not_found(call);
  const std::string after = query_value(call.request, "after").value_or("");
  const auto rows = turn().journal.kept(
      {.kind = "purchase", .person = (*person)->ref, .after = after, .limit = 200});
  if (!rows) return answer_unavailable(call, rows.error());
  Json data = Json::array();
  for (const KeptRow& row : *rows) {
    const auto purchase = purchase_from(turn(), **person, row);
    if (!purchase) return answer_unavailable(call, purchase.error());
    data.push_back(purchase_json(*purchase));
  }
  const auto policy = turn().policies.current();
  const std::lock_guard lock((*person)->mutex);
  const Deciding deciding =
      deciding_of(**person, policy->pack->params, standing_rules(*policy->pack, turn().settings),
                  turn().clock.now());
  Json body = list_of(std::move(data), rows->size() == 200);
  body["limits"] = limits_json((*person)->guardianship.spending, deciding.limits, deciding.today);
  return answer_json(call, 200, body);
}

}  // namespace anban::api
