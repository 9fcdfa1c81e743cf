// SPDX-License-Identifier: Apache-2.0
// Reading the log once, run by run, then every person who was ever registered.
#include "api/minors_audit_report.h"

#include <map>
#include <set>

#include "evidence/checkpoint.h"
#include "people/standing.h"
#include "turn/admit.h"
#include "turn/minors_audits.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

constexpr std::uint64_t leaves_a_run = 1024;  // between runs others have their turn
constexpr std::size_t persons_a_run = 100;
constexpr std::size_t listed_most = 50;  // leaves named in one check; all are counted

/// One duty's part of the report.
struct Check {
  int obligation = 0;
  const char* title = "";
  std::uint64_t count = 0;
  std::vector<std::uint64_t> leaves = {};  // the first ones
  std::map<std::string, std::int64_t> figures = {};
  bool holds = true;
};

void put(Check& check, std::uint64_t index) {
  ++check.count;
  if (check.leaves.size() < listed_most) check.leaves.push_back(index);
}

struct Ticket {
  std::string asked_by;
  std::string decided_by;
  bool granted = false;
};

class Reading {
 public:
  Reading(Instant from, Instant until) : from_(from), until_(until) {}

  void take(std::uint64_t index, const std::string& body) {
    // Turns are most of the log, and say nothing of how data is handled.
    if (body.starts_with("{\"v\":1,\"kind\":\"turn.")) return;
    const Json leaf = Json::parse(body, nullptr, false);
    if (!leaf.is_object()) return;
    const std::string kind = leaf.value("kind", "");
    if (kind == "person.registered") persons.insert(leaf.value("person", ""));
    const auto at = parse_instant(leaf.value("at", ""));
    if (!at || *at >= until_) return;
    const Json facts = leaf.value("facts", Json::object());
    remember(kind, facts, *at);
    if (*at < from_) return;
    const std::string actor = leaf.value("actor", "");
    if (kind.starts_with("consent.")) take_consent(index, kind, facts);
    if (kind.ends_with(".erased")) take_erasure(index, kind, actor, facts);
    if (kind.starts_with("provision.")) {
      put(provision, index);
      ++provision.figures[kind == "provision.allowed" ? "allowed" : "blocked"];
    }
    if (kind.starts_with("minor.access")) take_access(index, kind, facts);
    if (kind == "breach.told" && facts.value("minor", "") == "yes") take_breach(index, facts);
    if (kind == "appeal.filed" || kind == "appeal.decided") put(appeals, index);
    if (kind == "appeal.decided") take_decision(facts, *at);
  }

  void finish() {
    for (const std::string& ticket : used_tickets_) {
      const auto known = tickets_.find(ticket);
      const bool approved = known != tickets_.end() && known->second.granted &&
                            known->second.asked_by != known->second.decided_by;
      if (!approved) ++access.figures["without_approval"];
    }
    for (const auto& [id, due] : open_appeals_) {
      if (due < until_) ++appeals.figures["overdue"];
    }
    access.holds = access.figures["without_approval"] == 0;
    breach.holds = breach.figures["guardians_not_reached"] == 0;
    appeals.holds = appeals.figures["decided_late"] + appeals.figures["overdue"] == 0;
  }

  Check consent{130, "Under 14, personal information with the guardian's consent"};
  Check erasure{132, "Deletion of a minor's information at a guardian's word"};
  Check provision{133, "Third parties"};
  Check access{134, "Staff see minors' information only with approval"};
  Check breach{135, "Minors and guardians are told of a breach"};
  Check appeals{129, "Who is taken for a minor is heard in time"};
  std::set<std::string> persons;

 private:
  /// What later leaves are held against, also from earlier years.
  void remember(const std::string& kind, const Json& facts, Instant at) {
    if (kind == "access.asked")
      tickets_[facts.value("ticket", "")] = {facts.value("by", ""), "", false};
    if (kind == "access.decided") {
      Ticket& ticket = tickets_[facts.value("ticket", "")];
      ticket.decided_by = facts.value("by", "");
      ticket.granted = facts.value("state", "") == "granted";
    }
    if (kind == "appeal.filed") {
      const auto due = parse_instant(facts.value("due", ""));
      open_appeals_[facts.value("appeal", "")] = due ? *due : at;
    }
  }

  void take_consent(std::uint64_t index, const std::string& kind, const Json& facts) {
    const std::string purpose = facts.value("purpose", "");
    if (purpose != "minor_personal_information" && purpose != "minor_service") return;
    put(consent, index);
    ++consent.figures[kind == "consent.granted" ? "given" : "withdrawn"];
  }

  void take_erasure(std::uint64_t index, const std::string& kind, const std::string& actor,
                    const Json& facts) {
    if (actor == "guardian") {
      put(erasure, index);
      ++erasure.figures[kind == "person.erased" ? "persons" : "interactions"];
    } else if (facts.value("obligation", "") == "O-130") {
      put(consent, index);
      ++consent.figures["erased_without_consent"];
    }
  }

  void take_access(std::uint64_t index, const std::string& kind, const Json& facts) {
    put(access, index);
    if (kind == "minor.access_refused") {
      ++access.figures["refused"];
    } else if (facts.contains("queue")) {
      ++access.figures["in_queues"];
    } else {
      ++access.figures["with_ticket"];
      used_tickets_.push_back(facts.value("ticket", ""));
    }
  }

  void take_breach(std::uint64_t index, const Json& facts) {
    put(breach, index);
    ++breach.figures["minors"];
    if (facts.value("guardians", "0") == "0") ++breach.figures["guardians_not_reached"];
  }

  void take_decision(const Json& facts, Instant at) {
    const auto filed = open_appeals_.find(facts.value("appeal", ""));
    if (filed == open_appeals_.end()) return;
    if (at > filed->second) ++appeals.figures["decided_late"];
    open_appeals_.erase(filed);
  }

  Instant from_;
  Instant until_;
  std::map<std::string, Ticket> tickets_;
  std::vector<std::string> used_tickets_;
  std::map<std::string, Instant> open_appeals_;  // due, by id
};

/// Minors as they stand now.
struct Minors {
  std::map<std::string, int> by_band;
  int all = 0;
  int suspected = 0;
  int without_guardian = 0;
  int under_consent_age = 0;
  int without_consent = 0;
  int kept_too_long = 0;  // without consent, longer than the pack allows
};

void count(TurnDeps& deps, Person& person, Minors& minors) {
  const auto policy = deps.policies.current();
  const pack::Params& params = policy->pack->params;
  const Instant now = deps.clock.now();
  const std::lock_guard guard(person.mutex);
  const Standing is =
      standing_of(person.profile, person.state, standing_rules(*policy->pack, deps.settings), now);
  if (!is.is_minor_by_age) {
    if (person.state.suspected_minor) ++minors.suspected;
    return;
  }
  ++minors.all;
  ++minors.by_band[name_of(is.band)];
  if (bound_guardians(person.profile) == 0) ++minors.without_guardian;
  if (!is.needs_child_consent) return;
  ++minors.under_consent_age;
  if (has_consent(person.profile, "minor_personal_information")) return;
  ++minors.without_consent;
  // A day of grace: the round that erases comes every minute, a server may be down for a while.
  const Instant end = person.profile.registered + params.registration.pending_kept;
  if (now > end + std::chrono::hours(24)) ++minors.kept_too_long;
}

Json json_of(const Check& check, const pack::Pack& pack) {
  Json figures = Json::object();
  for (const auto& [name, value] : check.figures) figures[name] = value;
  const char* result = check.count == 0 ? "nothing_to_check" : "met";
  return {{"obligation", "O-" + std::to_string(check.obligation)},
          {"basis", pack.basis(check.obligation)},
          {"title", check.title},
          {"result", check.holds ? result : "not_met"},
          {"figures", std::move(figures)},
          {"evidence", {{"count", check.count}, {"leaves", check.leaves}}}};
}

/// Whether the report before this one was handed in in time.
Result<Check> earlier_report(TurnDeps& deps, int year) {
  Check check{131, "The report on the year before was handed in in time"};
  const auto first = first_audited_year(deps);
  if (!first) return failed(first);
  if (year - 1 < *first) return check;
  const auto audit = minors_audit(deps.journal, year - 1);
  if (!audit) return failed(audit);
  const auto policy = deps.policies.current();
  const auto state =
      duties::audit_state(year - 1, audit_today(deps), audit->submitted(), policy->pack->params);
  check.count = 1;
  check.holds = state != duties::AuditState::missed && state != duties::AuditState::reported_late;
  return check;
}

Json minors_json(const Minors& minors) {
  return {{"registered", minors.all},
          {"by_age_band", minors.by_band},
          {"taken_for_minors", minors.suspected},
          {"without_bound_guardian", minors.without_guardian},
          {"below_consent_age", minors.under_consent_age},
          {"below_consent_age_without_consent", minors.without_consent}};
}

}  // namespace

Task<Result<Json>> minors_audit_report(TurnDeps& deps, AuditOrder order, Checkpoint checkpoint) {
  const auto policy = deps.policies.current();
  const pack::Pack& pack = *policy->pack;
  const Instant now = deps.clock.now();
  const Instant from = instant_of({order.year, 1, 1}, Seconds(0), pack.default_time_zone);
  const Instant end = instant_of({order.year + 1, 1, 1}, Seconds(0), pack.default_time_zone);
  const Instant until = std::min(end, now + Milliseconds(1));
  Reading reading(from, until);
  for (std::uint64_t at = 0; at < checkpoint.size; at += leaves_a_run) {
    const auto bodies = deps.journal.leaves(at, std::min(checkpoint.size, at + leaves_a_run));
    if (!bodies) co_return failed(bodies);
    for (std::size_t i = 0; i < bodies->size(); ++i) reading.take(at + i, (*bodies)[i]);
    auto yielding = deps.timer.sleep_until(deps.clock.now());
    co_await std::move(yielding);
  }
  reading.finish();
  Minors minors;
  std::size_t looked_at = 0;
  for (const std::string& ref : reading.persons) {
    const auto person = deps.people.find_by_ref(PersonRef(ref));
    if (!person) co_return failed(person);
    if (*person) count(deps, **person, minors);
    if (++looked_at % persons_a_run != 0) continue;
    auto yielding = deps.timer.sleep_until(deps.clock.now());
    co_await std::move(yielding);
  }
  reading.consent.figures["kept_too_long_without_consent"] = minors.kept_too_long;
  reading.consent.holds = minors.kept_too_long == 0;
  auto earlier = earlier_report(deps, order.year);
  if (!earlier) co_return failed(earlier);
  Json checks = Json::array();
  bool conforms = true;
  for (const Check* each : {&reading.consent, &reading.erasure, &reading.provision, &reading.access,
                            &reading.breach, &reading.appeals, &*earlier}) {
    checks.push_back(json_of(*each, pack));
    conforms = conforms && each->holds;
  }
  co_return Json{{"object", "minors_audit_report"},
                 {"obligation", "O-131"},
                 {"basis", pack.basis(131)},
                 {"year", order.year},
                 {"period", {{"from", to_text(from)}, {"until", to_text(until)}}},
                 {"year_is_over", now >= end},
                 {"made", to_text(now)},
                 {"by", order.by},
                 {"auditor", order.auditor},
                 {"findings", order.findings},
                 {"minors", minors_json(minors)},
                 {"checks", std::move(checks)},
                 {"conforms", conforms},
                 {"pack", pack.hash_text},
                 {"log",
                  {{"size", checkpoint.size},
                   {"root", to_base64(checkpoint.root.view())},
                   {"checkpoint", evidence::signed_note(checkpoint, deps.vault.public_key())}}}};
}

}  // namespace anban::api
