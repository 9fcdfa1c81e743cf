// SPDX-License-Identifier: Apache-2.0
// Proving who one is (O-77 to O-79): by a code to one's phone, a resident id, the national online
// identity, or the app's word for it. Each is voluntary beside the others; a number is checked,
// sent to the service where one is configured, hashed and forgotten.
#include <algorithm>

#include "api/api.h"
#include "api/body_fields.h"
#include "turn/admit.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

bool checks_resident_ids(const IdentityServices* services) {
  return services != nullptr && services->checks_resident_ids();
}

bool offers_national_identity(const IdentityServices* services) {
  return services != nullptr && services->offers_national_identity();
}

Json methods_offered(const IdentityServices* services) {
  Json methods = {"phone_code", "resident_id", "app_asserted"};
  if (offers_national_identity(services)) methods.push_back("national_identity");
  return methods;
}

std::optional<ResidentIdClaim> resident_id_in(const Json& body, const IdentityServices* services,
                                              Faults& faults) {
  refuse_unknown(body, {"method", "number", "name"}, faults);
  const std::string number = text_in(body, "number", 18, Field::required, faults);
  const bool needs_name = checks_resident_ids(services);
  const Field name_field = needs_name ? Field::required : Field::optional;
  const std::string name = text_in(body, "name", 64, name_field, faults);
  if (!number.empty() && !birth_date_of_resident_id(number)) {
    faults.push_back({"number", "is not a resident id: 18 characters with a valid check"});
  }
  if (!faults.empty()) return std::nullopt;
  std::string spelt = number;
  if (spelt.back() == 'x') spelt.back() = 'X';
  return ResidentIdClaim{Private<std::string>(std::move(spelt)), Private<std::string>(name)};
}

std::string phone_in(const Json& body, Faults& faults) {
  refuse_unknown(body, {"method", "phone"}, faults);
  const std::string phone = text_in(body, "phone", 24, Field::required, faults);
  if (phone.empty()) return {};
  std::string digits;
  bool plain = true;
  for (const char c : phone) {
    if (c >= '0' && c <= '9') digits.push_back(c);
    plain = plain && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == ' ');
  }
  if (digits.size() == 13 && digits.starts_with("861")) digits.erase(0, 2);
  if (!plain || digits.size() < 5 || digits.size() > 15) {
    faults.push_back({"phone", "must be a telephone number of 5 to 15 digits"});
  }
  return digits;
}

Proof asserted(const std::string& reference, Instant now) {
  return {{IdentityMethod::app_asserted, Vouching::stated, now, std::nullopt},
          Private<std::string>(reference)};
}

}  // namespace

wire::Problem service_problem(const Error& why) {
  if (why.code == ErrorCode::denied) {
    return problem(403, "The identity was not confirmed",
                   "The service did not confirm it. Check what you entered, or choose another "
                   "method.");
  }
  return problem(503, "The identity service does not answer",
                 "Try again later, or choose another method.");
}

Task<void> Api::get_identity(Call& call) {
  const auto found = person_of(call);
  if (!found) return answer_unavailable(call, found.error());
  if (!*found) return answer_not_found(call);
  const auto reviews = turn().journal.kept({.kind = identity_review_kind, .person = (*found)->ref});
  if (!reviews) return answer_unavailable(call, reviews.error());
  const Digest open = turn().vault.look_up("identity_reviews", "open");
  const bool waits = std::any_of(reviews->begin(), reviews->end(),
                                 [&](const KeptRow& row) { return row.mark == open; });
  Json body = {{"object", "identity"},
               {"state", waits ? "in_review" : "none"},
               {"method", nullptr},
               {"verified", false},
               {"methods", methods_offered(deps_.identity)}};
  const std::lock_guard guard((*found)->mutex);
  if (const auto& identity = (*found)->profile.identity) {
    body["state"] = "taken";
    body["method"] = name_of(identity->method);
    body["verified"] = identity->vouching == Vouching::verified;
    body["at"] = to_text(identity->at);
  }
  return answer_json(call, 200, body);
}

Task<void> Api::answer_proof(Call& call, std::shared_ptr<Person> person, Proof proof) {
  auto taking = proofs_.take(person, std::move(proof));
  const Result<ProofOutcome> outcome = co_await std::move(taking);
  if (!outcome) {
    auto answering = answer_unavailable(call, outcome.error());
    co_await std::move(answering);
    co_return;
  }
  bool is_minor = false;
  {
    const auto policy = turn().policies.current();
    const std::lock_guard guard(person->mutex);
    is_minor = standing_of(person->profile, person->state,
                           standing_rules(*policy->pack, turn().settings), turn().clock.now())
                   .mode == Mode::minor;
  }
  if (is_minor) stop_running(*person, StopReason::barred);  // an earlier, older age may be wrong
  auto answering = get_identity(call);
  co_await std::move(answering);
}

Task<void> Api::prove_resident_id(Call& call, std::shared_ptr<Person> person,
                                  ResidentIdClaim claim) {
  Identity identity{IdentityMethod::resident_id, Vouching::stated, turn().clock.now(),
                    birth_date_of_resident_id(claim.number.reveal())};
  const Private<std::string> number = claim.number;
  if (checks_resident_ids(deps_.identity)) {
    auto checking = deps_.identity->check(std::move(claim));
    const Result<Vouched> vouched = co_await std::move(checking);
    if (!vouched) {
      auto answering = answer_problem(call, service_problem(vouched.error()));
      co_await std::move(answering);
      co_return;
    }
    identity.vouching = Vouching::verified;
  }
  auto answering = answer_proof(call, std::move(person), Proof{identity, number});
  co_await std::move(answering);
}

Task<void> Api::post_identity(Call& call) {
  const auto found = person_of(call);
  const auto body = object_in(call);
  if (!found || !*found || !body) {
    auto answering = answer_lacking(call, found, body);
    co_await std::move(answering);
    co_return;
  }
  Faults faults;
  const auto method = identity_method(text_in(*body, "method", 32, Field::required, faults));
  const bool is_offered = method && (method != IdentityMethod::national_identity ||
                                     offers_national_identity(deps_.identity));
  if (!is_offered && faults.empty()) {
    faults.push_back({"method", "must be one of " + methods_offered(deps_.identity).dump()});
  }
  std::string phone;
  std::string reference;
  std::optional<ResidentIdClaim> claim;
  if (is_offered && method == IdentityMethod::phone_code) phone = phone_in(*body, faults);
  if (is_offered && method == IdentityMethod::resident_id) {
    claim = resident_id_in(*body, deps_.identity, faults);
  }
  if (is_offered && method == IdentityMethod::app_asserted) {
    refuse_unknown(*body, {"method", "reference"}, faults);
    reference = text_in(*body, "reference", 128, Field::required, faults);
  }
  const bool asserts = method == IdentityMethod::app_asserted;
  if (!faults.empty() || (asserts && call.caller.kind != CallerKind::app)) {
    auto answering = answer_problem(
        call, faults.empty() ? problem(403, "Only an app asserts", "Choose another method.")
                             : faulty(std::move(faults)));
    co_await std::move(answering);
    co_return;
  }
  Task<void> answering =
      claim                                  ? prove_resident_id(call, *found, *claim)
      : method == IdentityMethod::phone_code ? begin_phone_code(call, *found, phone)
      : asserts ? answer_proof(call, *found, asserted(reference, turn().clock.now()))
                : begin_national_identity(call, *found);
  co_await std::move(answering);
}

Task<void> Api::confirm_identity(Call& call) {
  const auto found = person_of(call);
  const auto body = object_in(call);
  if (!found || !*found || !body) {
    auto answering = answer_lacking(call, found, body);
    co_await std::move(answering);
    co_return;
  }
  Faults faults;
  const auto method = identity_method(text_in(*body, "method", 32, Field::required, faults));
  const bool by_phone = method == IdentityMethod::phone_code;
  const bool by_flow =
      method == IdentityMethod::national_identity && offers_national_identity(deps_.identity);
  std::string code;
  if (by_phone) {
    refuse_unknown(*body, {"method", "code"}, faults);
    code = text_in(*body, "code", 64, Field::required, faults);
  } else if (by_flow) {
    refuse_unknown(*body, {"method", "state", "code", "error"}, faults);
    text_in(*body, "state", 128, Field::required, faults);
    text_in(*body, "code", 1024, body->contains("error") ? Field::optional : Field::required,
            faults);
    text_in(*body, "error", 128, Field::optional, faults);
  } else if (faults.empty()) {
    faults.push_back({"method", "must be phone_code, or national_identity where it is offered"});
  }
  if (!faults.empty()) {
    auto answering = answer_problem(call, faulty(std::move(faults)));
    co_await std::move(answering);
    co_return;
  }
  Task<void> answering = by_phone ? confirm_phone_code(call, *found, code)
                                  : confirm_national_identity(call, *found, *body);
  co_await std::move(answering);
}

}  // namespace anban::api
