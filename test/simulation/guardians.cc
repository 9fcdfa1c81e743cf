// SPDX-License-Identifier: Apache-2.0
// What guardians do in a random world: they are invited, answer with their code or a wrong one, and
// set a child's time. And what must hold: no binding without both sides, no loosening unwaited.
#include <array>

#include <fmt/format.h>

#include "world.h"

namespace anban::simulation {
namespace {

using Json = nlohmann::json;
using std::chrono::minutes;

constexpr std::string_view code_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr std::size_t code_length = 8;

/// The last word of at least that many capital letters and digits.
std::string code_in(const std::string& body) {
  std::string found;
  for (std::size_t at = body.find_first_of(code_letters); at != std::string::npos;) {
    const std::size_t end = std::min(body.find_first_not_of(code_letters, at), body.size());
    if (end - at == code_length) found = body.substr(at, end - at);
    at = body.find_first_of(code_letters, end);
  }
  return found;
}

}  // namespace

Json World::guardian_of(const Resident& resident) {
  const auto answer = town_.ask("GET", "/anban/v1/users/" + resident.name, "", "sandbox-app");
  const Json user = Json::parse(answer->body(), nullptr, false);
  if (!user.is_object() || !user.contains("guardian")) return Json();
  return user["guardian"];
}

void World::guardian_acts(Resident& resident) {
  if (!resident.registered || !resident.minor(town_.time.now())) return;
  const bool bound = resident.guarded && resident.redeemed;
  if (bound) {
    sets_quota(resident);
  } else if (!resident.guarded || chance(25)) {
    invites_guardian(resident);
  } else {
    redeems_code(resident, chance(70));
  }
  check_guardian(resident);
}

void World::invites_guardian(Resident& resident) {
  any_node();
  const Json body = {{"name", "mama"},
                     {"relationship", "parent"},
                     {"channel", "email"},
                     {"address", resident.name + ".mama@example.com"}};
  const std::string target = "/anban/v1/users/" + resident.name + "/guardian_invitations";
  const auto answer = town_.ask("POST", target, body.dump(), "sandbox-app");
  report_.story.push_back(fmt::format("{} names a guardian: {}", resident.name, answer->status()));
  must(answer->status() == 201, "a guardian can be invited where none is bound");
  must(answer->body().find("\"code\"") == std::string::npos, "the child's side sees no code");
  resident.guarded = true;
  resident.confirmed = resident.redeemed = false;
}

void World::redeems_code(Resident& resident, bool rightly) {
  any_node();
  std::string code;
  for (const sim::Captured& each : town_.receivers.attempts()) {
    if (each.notification.address.reveal() != resident.name + ".mama@example.com") continue;
    const std::string sent = code_in(each.notification.body);
    if (!sent.empty()) code = sent;
  }
  if (code.empty() || !rightly) code = "ABCDEFGH";
  const auto answer =
      town_.ask("POST", "/anban/v1/guardian_invitations/" + code + "/accept", "{}", "");
  report_.story.push_back(
      fmt::format("{}'s guardian answers: {}", resident.name, answer->status()));
  must(rightly || answer->status() != 200, "no binding with a wrong code");
  if (answer->status() != 200) return;
  ++report_.bindings;
  resident.redeemed = resident.confirmed = true;
  if (resident.age(town_.time.now()) >= 14 || chance(30)) return;
  const Json accepted = Json::parse(answer->body());
  const std::string target =
      fmt::format("/anban/v1/guardians/{}/children/{}/consents",
                  accepted["guardian"]["id"].get<std::string>(), resident.name);
  for (const char* purpose : {"minor_personal_information", "minor_service"}) {
    any_node();
    const Json consent = {{"purpose", purpose}, {"version", "1"}, {"granted", true}};
    const auto given =
        town_.ask("POST", target, consent.dump(), accepted["token"].get<std::string>());
    must(given->status() < 300, fmt::format("a guardian may consent, not {}", given->status()));
  }
  resident.consented = true;
}

void World::sets_quota(Resident& resident) {
  any_node();
  constexpr std::array<int, 6> times = {5, 15, 30, 50, 90, 120};
  const Instant now = town_.time.now();
  const int wanted = std::min(any(times), resident.age(now) < 16 ? 60 : 120);
  const Json guardian = guardian_of(resident);
  const std::string id = guardian.is_object() ? guardian.value("id", "") : "";
  const auto answer = town_.ask(
      "PATCH", fmt::format("/anban/v1/guardians/{}/children/{}/settings", id, resident.name),
      Json{{"quota_minutes", wanted}}.dump(), "sandbox-guardian-" + id);
  report_.story.push_back(fmt::format("{} {}'s guardian allows {} min: {}", to_text(now),
                                      resident.name, wanted, answer->status()));
  must(answer->status() == 200, fmt::format("a guardian may set a time: {}", answer->body()));
  if (answer->status() != 200) return;
  resident.guardian_quota.set(minutes(wanted), now, latest());
  if (answer->body().find("\"waiting\"") != std::string::npos) ++report_.loosened;
}

void World::check_guardian(Resident& resident) {
  if (!resident.registered || resident.erased) return;
  any_node();
  const Json guardian = guardian_of(resident);
  const bool bound = guardian.is_object() && guardian.value("state", "") == "confirmed";
  must(bound == (resident.guarded && resident.redeemed),
       fmt::format("a guardian is bound by both sides, and stays so ({}: {})", resident.name,
                   guardian.dump()));
}

}  // namespace anban::simulation
