// SPDX-License-Identifier: Apache-2.0
// The rows of a turn.
#include "turn/record.h"

#include "evidence/leaf.h"
#include "turn/care_rows.h"
#include "turn/takeovers.h"
#include "turn/told.h"
#include "turn/trends.h"
#include "turn/words.h"

namespace anban {
namespace {

std::string detail_of(const duties::Effect& effect) {
  if (const auto* refuse = std::get_if<duties::Refuse>(&effect)) return refuse->code;
  if (const auto* answer = std::get_if<duties::Answer>(&effect)) return answer->outcome;
  if (const auto* tell = std::get_if<duties::Tell>(&effect)) return tell->event_type;
  if (const auto* notify = std::get_if<duties::Notify>(&effect)) return notify->recipient;
  if (const auto* open = std::get_if<duties::OpenCase>(&effect)) return open->kind;
  if (const auto* window = std::get_if<duties::OpenCrisisWindow>(&effect))
    return to_text(window->until);
  if (const auto* strike = std::get_if<duties::Strike>(&effect)) return strike->category;
  if (const auto* suspend = std::get_if<duties::Suspend>(&effect)) return to_text(suspend->until);
  if (const auto* stop = std::get_if<duties::StopAt>(&effect)) return to_text(stop->when);
  return {};
}

std::string text_key_of(const duties::Effect& effect) {
  if (const auto* refuse = std::get_if<duties::Refuse>(&effect))
    return std::string(refuse->text.name);
  if (const auto* answer = std::get_if<duties::Answer>(&effect))
    return std::string(answer->text.name);
  if (const auto* tell = std::get_if<duties::Tell>(&effect)) return std::string(tell->text.name);
  if (const auto* notify = std::get_if<duties::Notify>(&effect))
    return std::string(notify->text.name);
  if (const auto* instruct = std::get_if<duties::Instruct>(&effect))
    return std::string(instruct->text.name);
  if (const auto* stop = std::get_if<duties::StopAt>(&effect)) return std::string(stop->text.name);
  return {};
}

void mark(const signals::Findings& findings, std::vector<evidence::FindingMark>& into) {
  for (const signals::Finding& each : findings) {
    if (!each.decided) continue;
    into.push_back({std::string(signals::name_of(each.category)), each.kind, each.strength, true});
  }
}

void mark(const duties::Requirements& required, std::vector<evidence::RequirementMark>& into) {
  for (const duties::Requirement& each : required) {
    into.push_back({duties::name_of(each.duty), each.obligation, duties::name_of(each.effect),
                    text_key_of(each.effect), detail_of(each.effect)});
  }
}

evidence::TurnLeaf bare_leaf(const Turn& turn, const char* kind) {
  evidence::TurnLeaf leaf;
  leaf.kind = kind;
  leaf.at = turn.deps.clock.now();
  leaf.turn = turn.id;
  if (turn.person) leaf.person = turn.person->ref;
  leaf.session = turn.session;
  leaf.character = CharacterId(turn.facts.character.id);
  leaf.pack_hash = turn.policy->pack->hash_text;
  leaf.force = turn.facts.force == pack::Force::enforced ? "enforced" : "advisory";
  leaf.is_repeated = turn.facts.repeated;
  return leaf;
}

/// Where to reach `recipient`; empty channel: nowhere (the on-call roster answers then).
Contact reach(const Turn& turn, const std::string& recipient) {
  if (!turn.person) return {};
  const Profile& profile = turn.facts.person.profile;
  const std::string feared = duties::who_is_feared(turn.facts);
  if (recipient == "guardian" && profile.guardian) {
    return duties::without_unknown_ways(*profile.guardian, feared);
  }
  if (recipient == "emergency_contact" && profile.emergency_contact) {
    return duties::without_unknown_ways(*profile.emergency_contact, feared);
  }
  return {};
}

OutboxRow outbox_row(Turn& turn, const duties::Notify& notify, const Contact& contact) {
  ContactOrder order;
  if (turn.person) order.person = turn.person->ref;
  order.recipient = notify.recipient;
  order.words = {notify.event.c_str(), notify.subject, notify.text};
  order.contact = contact;
  order.locale = turn.locale;
  order.care_case = turn.care_case;
  order.at = turn.started;
  return contact_row(turn.deps, *turn.policy->pack, order);
}

void add_care(Turn& turn, const duties::Requirement& each, Transaction& into) {
  const duties::Effect& effect = each.effect;
  if (const auto* open = std::get_if<duties::OpenCase>(&effect)) {
    into.cases.push_back(case_row(turn, *open, each.obligation));
    ++turn.deps.meters.cases;
    turn.deps.meters.care.note_case(open->kind);
  } else if (const auto* notify = std::get_if<duties::Notify>(&effect)) {
    into.outbox.push_back(outbox_row(turn, *notify, reach(turn, notify->recipient)));
    turn.notification = into.outbox.back().id;
    ++turn.deps.meters.notifications;
    const auto& second = turn.facts.person.profile.second_guardian;
    if (notify->recipient == "guardian" && second && second->confirmed) {
      into.outbox.push_back(outbox_row(turn, *notify, *second));
      ++turn.deps.meters.notifications;
    }
  }
}

MessageRow message_row(Turn& turn, StoredTurn stored) {
  const bool is_child = turn.facts.person.standing.needs_child_consent;
  if (turn.staff_words) {
    for (const StaffMessage& each : turn.staff_words->messages) {
      stored.shown.push_back(each.id.text);
    }
  }
  stored.analysis = analysis_of(turn.said, turn.mood, turn.facts.about_person,
                                is_child ? SpeakerAge::under_14 : SpeakerAge::from_14_on);
  MessageRow row;
  row.turn = turn.id;
  row.person = turn.person->ref;
  row.session = turn.session;
  row.character = CharacterId(turn.facts.character.id);
  row.at = turn.started;
  row.sealed = turn.deps.vault.seal(turn.person->key, "message", to_stored(stored));
  return row;
}

}  // namespace

std::unique_lock<std::mutex> lock_person(const Turn& turn) {
  return turn.person ? std::unique_lock(turn.person->mutex) : std::unique_lock<std::mutex>();
}

std::unique_lock<std::mutex> lock_renewed(const Turn& turn) {
  std::unique_lock<std::mutex> lock = lock_person(turn);
  if (!turn.person) return lock;
  const Result<void> renewed = turn.deps.people.renew(*turn.person);
  if (!renewed) turn.deps.log.error("person.not_renewed", {{"why", renewed.error().detail}});
  return lock;
}

void record_observed(Turn& turn, Transaction& into) {
  evidence::TurnLeaf leaf = bare_leaf(turn, "turn.observed");
  leaf.detectors = turn.policy->observer->version();
  const OpinionHeard& opinion = turn.second_opinion;
  if (!opinion.said.empty()) leaf.detectors += " " + opinion.said;
  if (!opinion.unknown.empty()) leaf.unknown.push_back(opinion.unknown);
  if (const auto version = trend_version(turn.facts.about_person); !version.empty()) {
    leaf.detectors += " " + std::string(version);
  }
  mark(turn.facts.about_person, leaf.findings);
  mark(turn.facts.in_history, leaf.findings);
  mark(turn.facts.in_card, leaf.findings);
  mark(turn.required, leaf.requirements);
  record_care(turn, into);
  if (turn.plan.refusal) leaf.outcome = "refused";
  if (turn.facts.detector_failed) leaf.unknown.emplace_back("observer");
  if (turn.person) leaf.input_mac = evidence::text_mac(turn.person->key, turn.said);
  into.leaves.push_back({evidence::leaf_body(leaf)});
}

void record_care(Turn& turn, Transaction& into) {
  for (const duties::Requirement& each : turn.required) add_care(turn, each, into);
  if (const int level = heard_level(turn)) {
    ++turn.deps.meters.care.levels[static_cast<std::size_t>(level)];
  }
  if (const auto joins = joining_turn(turn)) into.case_turns.push_back(*joins);
}

void record_person(Turn& turn, Transaction& into) {
  if (!turn.person || turn.person->erased) return;
  into.persons.push_back(turn.deps.people.row(*turn.person, RowParts::state));
}

void record_input(Turn& turn, Transaction& into) {
  if (!turn.person || turn.person->erased) return;
  StoredTurn stored;
  stored.input = turn.said;
  into.messages.push_back(message_row(turn, stored));
  record_person(turn, into);
}

void record_answered(Turn& turn, const StoredTurn& stored, Transaction& into) {
  evidence::TurnLeaf leaf = bare_leaf(turn, "turn.answered");
  leaf.outcome = turn.outcome;
  mark(turn.in_reply, leaf.findings);
  if (turn.in_hindsight) {
    mark(turn.facts.about_person, leaf.findings);
    mark(turn.required, leaf.requirements);
  }
  if (turn.person) leaf.output_mac = evidence::text_mac(turn.person->key, stored.reply);
  into.leaves.push_back({evidence::leaf_body(leaf)});
  if (!turn.person || turn.person->erased) return;
  into.messages.push_back(message_row(turn, stored));
  if (turn.staff_words) {
    turn.deps.takeovers->record_shown(*turn.person, *turn.staff_words, into);
    turn.staff_words->in_record = true;
  }
  LiveState& state = turn.person->state;
  const auto& params = turn.policy->pack->params;
  const Instant now = turn.deps.clock.now();
  state.use =
      after_activity(state.use, now, params.time_in_use.idle_gap, turn.person->profile.time_zone);
  state.last_answer = now;
  if (!state.book.days.empty() && state.book.days.back().date == state.use.today) {
    state.book.days.back().used = state.use.today_used;
  }
  for (RecentTurn& each : state.recent) {
    if (each.turn != turn.id) continue;
    const bool is_counted = each.answered;  // two calls of a repeat may run at once
    each.answered = stored.is_answered();
    if (each.answered && !is_counted && turn.caters) notice_reply(turn, *turn.caters, state);
  }
  for (Session& each : state.sessions) {
    if (each.id != turn.session) continue;
    each.last_activity = now;
    // Where nothing was shown, or a person spoke, label and disclosure are still owed.
    if (!stored.is_answered() || turn.plan.for_staff) continue;
    each.disclosed = true;
    each.labelled |= turn.says_label;
  }
  record_person(turn, into);
}

}  // namespace anban
