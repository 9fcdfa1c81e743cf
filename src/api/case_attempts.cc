// SPDX-License-Identifier: Apache-2.0
// One try to change a case: what it needs, what it makes.
#include <algorithm>
#include <array>

#include "api/call.h"
#include "api/case_calls.h"
#include "api/case_json.h"
#include "api/guardian_news.h"
#include "api/staff_access.h"
#include "api/staff_book.h"
#include "duties/crisis/whom_to_tell.h"
#include "turn/care_rows.h"
#include "turn/case_watch.h"
#include "turn/record.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

constexpr std::array<const char*, 3> who_hold_cases{"operator", "lead", "officer"};
constexpr int merged_turns_most = 1000;

std::string name_of_staff(TurnDeps& deps, const std::string& key, const std::string& otherwise) {
  const auto name = staff_name(deps.journal, key);
  return name && *name != key ? *name : otherwise;
}

bool may_hold_cases(const std::string& role) {
  return std::find(who_hold_cases.begin(), who_hold_cases.end(), role) != who_hold_cases.end();
}

/// Who may hold a case and has that key. Errors: those of the journal.
Result<std::optional<CaseStaff>> colleague(TurnDeps& deps, const std::string& key,
                                           SandboxStaff sandbox) {
  const auto account = StaffBook(deps.journal, deps.vault, deps.outbox_key).by_id(key);
  if (!account) return failed(account);
  if (*account && (*account)->state == StaffState::active && may_hold_cases((*account)->role)) {
    return CaseStaff{key, (*account)->name, (*account)->role};
  }
  for (const std::string role : who_hold_cases) {
    if (sandbox == SandboxStaff::known && key == "sandbox-" + role) {
      return CaseStaff{key, role, role};
    }
    const auto rows = deps.journal.credentials_of(role);
    if (!rows) return failed(rows);
    for (const CredentialRow& row : *rows) {
      if (row.id.text != key || row.kind != "staff" || row.revoked) continue;
      return CaseStaff{key, name_of_staff(deps, key, role), role};
    }
  }
  return std::optional<CaseStaff>();
}

/// Who gets the case, or what it ends in; a fault where there is no such thing.
CaseOthers others_of(TurnDeps& deps, const CaseOrder& order, SandboxStaff sandbox,
                     CaseAttempt& attempt) {
  CaseOthers others;
  if (!order.to.empty()) {
    const auto found = colleague(deps, order.to, sandbox);
    if (!found) attempt.error = found.error();
    if (found) others.to = *found;
    if (found && !*found) {
      attempt.problem = faulty({{"to", "is no key of an operator, lead or officer"}});
    }
  }
  if (!order.into.empty()) {
    const auto found = deps.journal.case_by_id(CaseId(order.into));
    if (!found) attempt.error = found.error();
    if (found) others.into = *found;
    if (found && !*found) attempt.problem = faulty({{"into", "is no case of the same person"}});
  }
  return others;
}

LeafRow leaf_of(TurnDeps& deps, const CaseAttempt& attempt, const CaseOrder& order,
                const CaseStaff& by) {
  std::vector<std::pair<std::string, std::string>> facts = {
      {"obligation", "O-93"}, {"case", attempt.after.id.text}, {"by", by.key}};
  if (!order.act.empty()) facts.emplace_back(order.what == "close" ? "outcome" : "act", order.act);
  if (!order.to.empty()) facts.emplace_back("to", order.to);
  if (!order.into.empty()) facts.emplace_back("into", order.into);
  if (!order.turn.empty()) facts.emplace_back("turn", order.turn);
  const std::string kind = leaf_kind_of(order);
  if (!attempt.person) return act_leaf_of_all(deps, kind, by.role, std::move(facts));
  return act_leaf(deps, *attempt.person, kind, by.role, std::move(facts));
}

wire::Problem not_allowed_to_tell(duties::MayTell may) {
  if (may == duties::MayTell::is_nobody) {
    return faulty({{"which", "there is no such contact of this person"}});
  }
  const bool feared = may == duties::MayTell::is_feared;
  return problem(403, "This contact must not be told",
                 feared ? "The person fears this contact, who is never told."
                        : "Where somebody is feared, only a confirmed contact may be told.");
}

/// The notifications of a contact by hand, unless it may not be or is under way.
void tell(TurnDeps& deps, const CaseOrder& order, CaseAttempt& attempt) {
  const CaseRow& row = attempt.after;
  Profile profile;
  if (attempt.person) {
    const std::lock_guard guard(attempt.person->mutex);
    profile = attempt.person->profile;
  }
  const auto may = duties::may_tell(profile, row.feared, order.act);
  if (may != duties::MayTell::yes) {
    attempt.problem = not_allowed_to_tell(may);
    return;
  }
  if (order.act != "on_call" && row.tier < 2) {
    attempt.problem = faulty({{"which", "is told of a crisis only; this case is none"}});
    return;
  }
  const auto sent = deps.journal.outbox_of_case(row.id);
  if (!sent) {
    attempt.error = sent.error();
    return;
  }
  for (const OutboxRow& each : *sent) {
    if (each.recipient != order.act || each.state != OutboxState::pending) continue;
    attempt.problem = problem(409, "It is under way", "This contact is still being tried.");
    return;
  }
  ContactOrder made{.person = row.person,
                    .recipient = order.act,
                    .words = duties::words_to(order.act, row.kind),
                    .locale = attempt.person ? profile.locale : "zh-CN",
                    .care_case = row.id,
                    .at = deps.clock.now()};
  if (order.act != "on_call") {
    const auto& told = order.act == "guardian" ? profile.guardian : profile.emergency_contact;
    made.contact = duties::without_unknown_ways(*told, row.feared);
  }
  const auto policy = deps.policies.current();
  attempt.record.outbox.push_back(contact_row(deps, *policy->pack, made));
  const auto& second = profile.second_guardian;
  if (order.act == "guardian" && row.feared.empty() && second && second->confirmed) {
    made.contact = *second;
    attempt.record.outbox.push_back(contact_row(deps, *policy->pack, made));
  }
  attempt.tells = true;
}

/// The next on the roster, now.
void escalate(TurnDeps& deps, const CaseStaff& by, CaseAttempt& attempt) {
  const auto added = add_escalation(deps, attempt.before, by.key, attempt.record);
  if (!added) attempt.error = added.error();
  attempt.tells = true;
}

/// The words of one turn, and the row by which the person's side sees that they were seen.
void unmask(TurnDeps& deps, const CaseOrder& order, const CaseStaff& by, CaseAttempt& attempt) {
  const auto turns = turns_of(deps, attempt.before);
  if (!turns) {
    attempt.error = turns.error();
    return;
  }
  const auto found =
      std::find_if(turns->rows.begin(), turns->rows.end(),
                   [&order](const MessageRow& each) { return each.turn.text == order.turn; });
  if (!attempt.person || found == turns->rows.end()) {
    attempt.problem = faulty({{"turn", "is no turn of this case's timeline"}});
    return;
  }
  const Result<Bytes> text = deps.vault.open(attempt.person->key, "message", found->sealed);
  const Result<StoredTurn> stored = text ? stored_turn_from(*text) : failed(text);
  if (!stored) {
    attempt.error = stored.error();
    return;
  }
  attempt.words = {{"object", "unmasked_turn"},
                   {"turn", order.turn},
                   {"said", stored->input},
                   {"replied", stored->reply}};
  const Instant now = deps.clock.now();
  attempt.record.kept.push_back(kept_row(deps, *attempt.person, access_kind,
                                         new_id_text("acc_", now, deps.entropy),
                                         {{"at", to_text(now)},
                                          {"role", by.role},
                                          {"part", "conversation"},
                                          {"ticket", ""},
                                          {"case", attempt.after.id.text},
                                          {"turn", order.turn},
                                          {"withheld", !attempt.before.feared.empty()},
                                          {"reason", order.text}}));
}

/// The case and its dossier as they are after the change.
void put_down(TurnDeps& deps, const CaseOrder& order, const CaseStaff& by, CaseAttempt& attempt) {
  const bool is_erased = !attempt.person && attempt.before.sealed_dossier.empty();
  auto dossier = open_dossier(deps, attempt.person.get(), attempt.before);
  if (!dossier) {
    attempt.error = dossier.error();
    return;
  }
  if (dossier->entries.size() >= Dossier::entries_most && order.what != "close") {
    attempt.problem = problem(409, "The case is full", "Close it and open a new one.");
    return;
  }
  dossier->entries.push_back(entry_of(order, by, deps.clock.now()));
  // Of an erased person nothing is written down any more.
  if (!is_erased) {
    attempt.after.sealed_dossier = seal_dossier(deps, attempt.person.get(), *dossier);
  }
  attempt.record.cases.push_back(attempt.after);
  attempt.record.leaves.push_back(leaf_of(deps, attempt, order, by));
}

/// What ends in another case adds its turns there, and moves that case on, so that nobody closes it
/// meanwhile.
void add_to(CaseRow into, const CaseRow& row, Transaction& record) {
  for (int i = 0; i < std::min(row.turns, merged_turns_most); ++i) {
    record.case_turns.push_back({into.id, row.level, row.priority, row.feared});
  }
  ++into.version;
  record.cases.push_back(std::move(into));
}

}  // namespace

CaseStaff staff_of(TurnDeps& deps, const Caller& caller) {
  return {caller.key.text, name_of_staff(deps, caller.key.text, caller.role), caller.role};
}

CaseAttempt attempt_at(TurnDeps& deps, const CaseId& id, const CaseOrder& order,
                       const CaseStaff& by, SandboxStaff sandbox) {
  CaseAttempt attempt;
  const auto row = deps.journal.case_by_id(id);
  const auto person = row && *row ? person_of_case(deps, **row) : std::shared_ptr<Person>();
  if (!row) attempt.error = row.error();
  if (!person) attempt.error = person.error();
  attempt.is_missing = row && !*row;
  if (attempt.ends_here()) return attempt;
  attempt.before = **row;
  attempt.person = *person;
  const CaseOthers others = others_of(deps, order, sandbox, attempt);
  if (attempt.ends_here()) return attempt;
  const CaseTerms terms = case_terms(*deps.policies.current()->pack);
  CaseChange change = carried_out(order, attempt.before, by, others, deps.clock.now(), terms);
  if (!change) {
    attempt.problem = refusal_of(change.error(), order, attempt.before);
    return attempt;
  }
  attempt.after = std::move(*change);
  if (order.what == "contact") tell(deps, order, attempt);
  if (order.what == "unmask") unmask(deps, order, by, attempt);
  if (order.what == "escalate") escalate(deps, by, attempt);
  if (attempt.ends_here()) return attempt;
  put_down(deps, order, by, attempt);
  if (others.into) add_to(*others.into, attempt.before, attempt.record);
  return attempt;
}

void settle(TurnDeps& deps, const CaseAttempt& attempt) {
  if (!attempt.before.acknowledged && attempt.after.acknowledged) {
    deps.meters.care.acknowledge.note((*attempt.after.acknowledged - attempt.after.opened).count());
  }
  if (attempt.tells && deps.nudge_outbox) deps.nudge_outbox();
}

}  // namespace anban::api
