// SPDX-License-Identifier: Apache-2.0
// Appeals of persons (O-129): who was taken for a minor, or suspended, says why that is wrong, and
// sees when it will be decided and what came of it. The words of an appeal are sealed under the
// person's data key; the evidence log says only that there is one.
#include <algorithm>
#include <array>

#include "api/api.h"
#include "api/appeal_json.h"
#include "base/utf8.h"
#include "evidence/leaf.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;
using Faults = std::vector<wire::FieldFault>;

constexpr std::size_t evidence_most = 5;
constexpr std::size_t reference_most = 1000;  // code points: a person's own words fit
constexpr std::array<std::string_view, 4> evidence_kinds{"verified_identity", "document",
                                                         "statement", "other"};

void refuse_unknown(const Json& json, std::initializer_list<std::string_view> known,
                    const std::string& prefix, Faults& faults) {
  for (const auto& [name, value] : json.items()) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      faults.push_back({prefix + name, "is not a known field"});
    }
  }
}

AppealEvidence read_evidence(const Json& json, const std::string& at, Faults& faults) {
  AppealEvidence out;
  if (!json.is_object()) {
    faults.push_back({at, "must be an object {kind, reference}"});
    return out;
  }
  refuse_unknown(json, {"kind", "reference"}, at + ".", faults);
  const auto kind = json.find("kind");
  if (kind == json.end() || !kind->is_string() ||
      std::find(evidence_kinds.begin(), evidence_kinds.end(), kind->get<std::string>()) ==
          evidence_kinds.end()) {
    faults.push_back({at + ".kind", "must be verified_identity, document, statement or other"});
  } else {
    out.kind = kind->get<std::string>();
  }
  const auto reference = json.find("reference");
  const bool is_text = reference != json.end() && reference->is_string();
  const auto text = is_text ? reference->get<std::string>() : std::string();
  if (text.empty() || count_code_points(text) > reference_most) {
    faults.push_back({at + ".reference", "must be a string of 1 to 1000 characters"});
  } else {
    out.reference = text;
  }
  return out;
}

struct AppealBody {
  ContestedDecision decision = ContestedDecision::suspected_minor;
  std::vector<AppealEvidence> evidence;
};

std::expected<AppealBody, Faults> read_appeal_body(const Json& json) {
  AppealBody out;
  Faults faults;
  refuse_unknown(json, {"decision", "evidence"}, "", faults);
  const auto decision = json.find("decision");
  const auto known = decision != json.end() && decision->is_string()
                         ? contested_decision(decision->get<std::string>())
                         : std::nullopt;
  if (!known) faults.push_back({"decision", "must be suspected_minor or suspension"});
  if (known) out.decision = *known;
  const auto evidence = json.find("evidence");
  if (evidence == json.end() || !evidence->is_array() || evidence->empty() ||
      evidence->size() > evidence_most) {
    faults.push_back({"evidence", "must be a list of 1 to 5 objects {kind, reference}"});
  } else {
    for (std::size_t i = 0; i < evidence->size(); ++i) {
      const std::string at = "evidence[" + std::to_string(i) + "]";
      out.evidence.push_back(read_evidence((*evidence)[i], at, faults));
    }
  }
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return out;
}

/// Why no appeal is taken now.
wire::Problem refusal_for(MayAppeal why) {
  if (why == MayAppeal::one_is_open) {
    return problem(409, "An appeal is open", "One appeal at a time: this one is being decided.");
  }
  if (why == MayAppeal::all_brought) {
    return problem(409, "Nothing more to appeal",
                   "This decision was appealed twice; other complaints: 12377.");
  }
  return problem(409, "Nothing to appeal", "No such decision stands against this person.");
}

std::string filed_leaf(const Person& person, const Appeal& appeal, const Caller& caller) {
  evidence::ActLeaf leaf;
  leaf.kind = "appeal.filed";
  leaf.at = appeal.filed;
  leaf.person = person.ref;
  leaf.actor = caller.kind == CallerKind::app ? "app" : "person";
  leaf.facts = {{"appeal", appeal.id},
                {"decision", name_of(appeal.decision)},
                {"round", std::to_string(appeal.round)},
                {"due", to_text(appeal.due)},
                {"obligation", "O-129"}};
  return evidence::leaf_body(leaf);
}

}  // namespace

Json appeal_json(const Appeal& appeal, Instant now) {
  Json evidence = Json::array();
  for (const AppealEvidence& each : appeal.evidence) {
    evidence.push_back({{"kind", each.kind}, {"reference", each.reference}});
  }
  const bool open = appeal.state == AppealState::open;
  Json json = {{"id", appeal.id},
               {"object", "appeal"},
               {"decision", name_of(appeal.decision)},
               {"round", appeal.round},
               {"evidence", std::move(evidence)},
               {"filed", to_text(appeal.filed)},
               {"due", to_text(appeal.due)},
               {"overdue", open && now > appeal.due},
               {"state", name_of(appeal.state)},
               {"decided", nullptr},
               {"reason", nullptr}};
  if (!open && appeal.decided) {
    json["decided"] = to_text(*appeal.decided);
    json["reason"] = appeal.reason;
  }
  return json;
}

KeptRow appeal_row(Vault& vault, const Person& person, const Appeal& appeal) {
  const char* queue = appeal.state == AppealState::open ? "open" : "decided";
  KeptRow row;
  row.person = person.ref;
  row.kind = appeal_kind;
  row.id = appeal.id;
  row.mark = vault.look_up("appeals", queue);
  row.sealed = vault.seal(person.key, "appeal", to_stored(appeal));
  return row;
}

Task<void> Api::post_appeal(Call& call) {
  const auto found = person_of(call);
  const auto json = object_in(call);
  if (!found || !*found || !json) {
    auto answering = answer_lacking(call, found, json);
    co_await std::move(answering);
    co_return;
  }
  auto body = read_appeal_body(*json);
  if (!body) {
    wire::Problem wrong = problem(422, "Some fields are wrong", "Mend the fields named in errors.");
    wrong.faults = std::move(body.error());
    auto answering = answer_problem(call, std::move(wrong));
    co_await std::move(answering);
    co_return;
  }
  const std::shared_ptr<Person> person = *found;
  const auto policy = turn().policies.current();
  const pack::Params& params = policy->pack->params;
  Appeal appeal;
  appeal.decision = body->decision;
  appeal.evidence = std::move(body->evidence);
  appeal.filed = turn().clock.now();
  appeal.due =
      due_after(appeal.filed, params.appeals.working_days, policy->pack->default_time_zone);
  appeal.id = new_id_text("apl_", appeal.filed, turn().entropy);
  Transaction record;
  MayAppeal may = MayAppeal::yes;
  {
    const std::lock_guard guard(person->mutex);
    may = may_appeal(person->state, appeal.decision, params.appeals.rounds, appeal.filed);
    if (may == MayAppeal::yes) {
      appeal.round = open_appeal(person->state, appeal.decision, appeal.id, appeal.filed);
      record.persons.push_back(turn().people.row(*person, RowParts::state));
      record.kept.push_back(appeal_row(turn().vault, *person, appeal));
      record.leaves.push_back({filed_leaf(*person, appeal, call.caller)});
    }
  }
  if (may != MayAppeal::yes) {
    auto answering = answer_problem(call, refusal_for(may));
    co_await std::move(answering);
    co_return;
  }
  auto committing = turn().journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) turn().people.forget(*person);  // memory must not be ahead of what is stored
  auto answering = committed ? answer_json(call, 201, appeal_json(appeal, appeal.filed))
                             : answer_unavailable(call, committed.error());
  co_await std::move(answering);
}

Task<void> Api::get_appeals_of_person(Call& call) {
  const auto found = person_of(call);
  if (!found) return answer_unavailable(call, found.error());
  if (!*found) return answer_not_found(call);
  const auto rows = turn().journal.kept({.kind = appeal_kind, .person = (*found)->ref});
  if (!rows) return answer_unavailable(call, rows.error());
  Json data = Json::array();
  for (const KeptRow& row : *rows) {
    const auto text = turn().vault.open((*found)->key, "appeal", row.sealed);
    if (!text) return answer_unavailable(call, text.error());
    const auto appeal = appeal_from_stored(*text);
    if (!appeal) return answer_unavailable(call, appeal.error());
    data.push_back(appeal_json(*appeal, turn().clock.now()));
  }
  return answer_json(call, 200, list_of(std::move(data), false));
}

}  // namespace anban::api
