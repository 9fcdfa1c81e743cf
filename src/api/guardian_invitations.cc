// SPDX-License-Identifier: Apache-2.0
// Inviting guardians (O-126). A binding needs both sides: somebody who may speak for the child
// names the guardian, and the guardian answers with the code that only their own channel got. A
// second guardian is invited by the first; nobody becomes one by claiming it.
#include "api/api.h"
#include "api/body_fields.h"
#include "api/contact_codes.h"
#include "api/guardian_news.h"
#include "pack/text_keys.h"
#include "turn/admit.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

bool same_address(const std::optional<Contact>& a, const Contact& b) {
  return a && a->channel == b.channel && a->address == b.address;
}

Json guardian_json(const Contact& contact) {
  Json json = contact_json(contact);
  json["verified"] = contact.verified ? Json(to_text(*contact.verified)) : Json();
  json["ends"] = contact.ends ? Json(to_text(*contact.ends)) : Json();
  return json;
}

/// Why that guardian may not be invited now; nothing: they may. The caller holds person.mutex.
std::optional<wire::Problem> objection(const Profile& profile, const Contact& invited,
                                       CallerKind by) {
  const int bound = bound_guardians(profile);
  if (bound > 0 && by != CallerKind::guardian) {
    return problem(403, "A guardian is bound already",
                   "The other guardian is invited in the session of the first.");
  }
  if (bound >= 2) {
    return problem(403, "There are two guardians already", "One of them unlinks first.");
  }
  const bool same = same_address(profile.guardian, invited) ||
                    (profile.guardian && profile.guardian->id == invited.id);
  if (bound > 0 && same) {
    return faulty({{"address", "is that of the guardian who is bound already"}});
  }
  return std::nullopt;
}

}  // namespace

nlohmann::json Api::invite(Person& child, Contact invited, InvitedBy by, Transaction& record) {
  const auto policy = turn().policies.current();
  const Instant now = turn().clock.now();
  Profile& profile = child.profile;
  const bool second = profile.guardian && profile.guardian->confirmed;
  std::optional<Contact>& place = second ? profile.second_guardian : profile.guardian;
  if (invited.id.empty()) {
    invited.id =
        same_address(place, invited) ? place->id : new_id_text("grd_", now, turn().entropy);
  }
  if (invited.confirmed) invited.verified = now;
  place = std::move(invited);
  const std::string code = send_new_code(
      turn(), deps_.credentials, child, *place, second ? "second_guardian" : "guardian",
      {pack::keys::guardian_invited_subject, pack::keys::guardian_invited_body}, *policy->pack,
      record);
  record.kept.push_back(guardian_row(turn(), child, place->id));
  record.leaves.push_back(act_leaf(turn(), child, "guardian.invited",
                                   by == InvitedBy::guardian ? "guardian" : "app",
                                   {{"guardian", place->id}}));
  record.persons.push_back(turn().people.row(child, RowParts::state_and_profile));
  Json answer = {{"object", "guardian_invitation"},
                 {"child", profile.id.text},
                 {"guardian", guardian_json(*place)},
                 {"expires", to_text(now + policy->pack->params.registration.code_valid)}};
  // A guardian may hand the code over (a link, a QR code); the child's side never sees it.
  if (by == InvitedBy::guardian) answer["code"] = code;
  return answer;
}

Task<void> Api::post_invitation(Call& call) {
  const auto found = person_of(call);
  const auto json = object_in(call);
  if (!found || !*found || !json) {
    auto answering = answer_lacking(call, found, json);
    co_await std::move(answering);
    co_return;
  }
  const std::shared_ptr<Person> child = *found;
  const auto believed = deps_.settings.sandbox ? Confirmations::believed : Confirmations::by_code;
  Faults faults;
  Contact invited = read_invited(*json, believed, faults);
  const bool by_guardian = call.caller.kind == CallerKind::guardian;
  std::optional<wire::Problem> wrong;
  Transaction record;
  Json answer;
  if (!faults.empty()) {
    wrong = faulty(std::move(faults));
  } else {
    const std::lock_guard lock(child->mutex);
    wrong = is_minor_now(*child)
                ? objection(child->profile, invited, call.caller.kind)
                : problem(403, "Only minors have guardians", "This person is of age.");
    if (!wrong) {
      answer = invite(*child, std::move(invited),
                      by_guardian ? InvitedBy::guardian : InvitedBy::child_side, record);
    }
  }
  if (wrong) {
    auto answering = answer_problem(call, std::move(*wrong));
    co_await std::move(answering);
    co_return;
  }
  auto storing = stores(call, child, std::move(record));
  const bool stored = co_await std::move(storing);
  if (!stored) co_return;
  auto answering = answer_json(call, 201, answer);
  co_await std::move(answering);
}

Task<void> Api::get_guardians(Call& call) {
  const auto person = person_of(call);
  if (!person) return answer_unavailable(call, person.error());
  if (!*person) return answer_not_found(call);
  Json data = Json::array();
  const std::lock_guard lock((*person)->mutex);
  for (const auto* each : {&(*person)->profile.guardian, &(*person)->profile.second_guardian}) {
    if (*each) data.push_back(guardian_json(**each));
  }
  return answer_json(call, 200, list_of(std::move(data), false));
}

Task<void> Api::post_verification(Call& call) {
  const auto found = child_of(call);
  if (!found || !*found) {
    auto answering = found ? answer_not_found(call) : answer_unavailable(call, found.error());
    co_await std::move(answering);
    co_return;
  }
  const std::shared_ptr<Person> child = *found;
  const auto policy = turn().policies.current();
  Transaction record;
  Json answer;
  {
    const std::lock_guard lock(child->mutex);
    const Profile& profile = child->profile;
    const bool first = profile.guardian && profile.guardian->id == call.names[0];
    const Contact& contact = first ? *profile.guardian : *profile.second_guardian;
    send_new_code(turn(), deps_.credentials, *child, contact,
                  first ? "guardian" : "second_guardian",
                  {pack::keys::guardian_verify_subject, pack::keys::guardian_verify_body},
                  *policy->pack, record);
    record.leaves.push_back(
        act_leaf(turn(), *child, "guardian.verification",
                 call.caller.kind == CallerKind::staff ? "operator" : "guardian",
                 {{"guardian", contact.id}}));
    answer = {
        {"object", "guardian_verification"},
        {"channel", contact.channel},
        {"address", masked_address({contact.channel, contact.address})},
        {"expires", to_text(turn().clock.now() + policy->pack->params.registration.code_valid)}};
  }
  auto storing = stores(call, child, std::move(record));
  const bool stored = co_await std::move(storing);
  if (!stored) co_return;
  auto answering = answer_json(call, 202, answer);
  co_await std::move(answering);
}

}  // namespace anban::api
