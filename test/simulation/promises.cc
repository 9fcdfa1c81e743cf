// SPDX-License-Identifier: Apache-2.0
// What must hold in every world, whatever happens.
#include <fmt/format.h>

#include "evidence/merkle.h"
#include "world.h"

namespace anban::simulation {
namespace {

using scenarios::Heard;
using std::chrono::hours;
using std::chrono::seconds;

constexpr Milliseconds reminder_every = hours(2);
constexpr std::size_t everything = 1'000'000;

}  // namespace

void World::must(bool holds, const std::string& promise, const Heard* heard) {
  if (holds) return;
  std::string what = promise;
  if (heard != nullptr) {
    what += fmt::format(" (status {}, outcome {}, code {}, words {})", heard->status,
                        heard->outcome, heard->code, heard->content);
  }
  if (!report_.story.empty()) what += "\n    after: " + report_.story.back();
  report_.broken.push_back(std::move(what));
}

std::size_t World::crisis_rows() {
  std::size_t count = 0;
  const auto rows = town_.journal.outbox_all(everything);
  for (const OutboxRow& row : *rows) {
    // The next receiver's row is made by the outbox, not by a turn.
    const bool by_turn = row.event.starts_with("crisis.") && !row.id.text.ends_with("_on_call");
    if (by_turn) ++count;
  }
  return count;
}

void World::check_form(const Resident& resident, const Heard& heard) {
  for (const std::string& fault : heard.faults)
    must(false, "the answer reads well: " + fault, &heard);
  const bool expected = heard.status == 200 || heard.status == 403 ||
                        (heard.status >= 502 && heard.status <= 504 && !model_works_);
  must(expected, "answers are 200, 403 or the model's failure", &heard);
  if (heard.status == 200 && heard.code.empty()) {
    must(!heard.label.empty(), "every reply is labelled", &heard);
    must(!heard.content.empty(), "every reply has words", &heard);
  }
  if (!resident.registered && heard.status == 200) {
    must(heard.outcome == "soothed" || heard.outcome == "ended",
         "an unknown person hears help and farewells only", &heard);
  }
  const bool complete = resident.complete(town_.time.now());
  if (!complete && heard.status == 200) {
    must(heard.outcome != "answered", "who lacks something is not served", &heard);
  }
  if (resident.registered && complete && heard.status == 403) {
    const bool limited = heard.code == "anban_night" || heard.code == "anban_quota" ||
                         heard.code == "anban_character_barred";
    must(limited && resident.minor(town_.time.now()), "who lacks nothing is served", &heard);
  }
}

void World::check_minor(const Resident& resident, Says says, const Heard& heard, bool asked) {
  const Instant now = town_.time.now();
  if (!resident.registered || !resident.minor(now)) return;
  const bool served = asked || (heard.status == 200 && heard.outcome == "answered");
  must(!(served && resident.partner), "no intimate character for anybody under 18", &heard);
  must(!(served && resident.in_night(now)), "a minor is not served at night", &heard);
  if (says == Says::crisis) must(heard.status == 200, "a minor's crisis is always heard", &heard);
}

void World::check_quota(Resident& resident, const Heard& heard) {
  const Instant now = town_.time.now();
  if (!resident.registered || !resident.minor(now) || !resident.use.day_certain) return;
  const Milliseconds by_age = resident.age(now) < 16 ? hours(1) : hours(2);
  const Milliseconds most = resident.guardian_quota.most(by_age, latest());
  const Milliseconds least = resident.guardian_quota.least(by_age, now);
  const bool served = heard.status == 200 && heard.outcome == "answered";
  must(!(served && resident.use.today_least >= most),
       "no minute is served beyond the quota, nor by a loosening before its time", &heard);
  must(!(heard.code == "anban_quota" && resident.use.today_most < least),
       "nobody is stopped before the quota", &heard);
}

void World::check_crisis(Resident& resident, const Heard& heard, bool asked, std::size_t told) {
  const Instant now = town_.time.now();
  must(heard.status == 200 && heard.outcome == "soothed", "a crisis is always answered", &heard);
  must(!asked, "the model is not asked in a crisis", &heard);
  must(heard.has_event("crisis.card"), "a crisis reply has the help lines", &heard);
  if (!resident.registered) return;
  // An alert of the future is one of a clock that ran ahead: it silences nothing.
  const bool lately =
      resident.alerted && *resident.alerted <= now && now - *resident.alerted < hours(24);
  const bool graver = resident.crisis_level > resident.alerted_level;
  must(told == (lately && !graver ? 0U : 1U),
       fmt::format("one alert a day for a person in crisis and one when it is graver, not {} "
                   "(lately: {}, graver: {})",
                   told, lately, graver),
       &heard);
  report_.alerts += told;
  if (told > 0) {
    resident.alerted = now;
    resident.alerted_level = resident.crisis_level;
  }
  resident.window_until = now + std::chrono::minutes(30);
}

void World::check_leaving(const Heard& heard, bool asked, bool in_window) {
  must(heard.status == 200, "leaving always works", &heard);
  must(heard.outcome == "ended" || in_window, "a farewell ends the session", &heard);
  must(!asked, "the model is not asked to keep somebody", &heard);
}

/// Once surely two hours were used since the last reminder, it comes with the first or second
/// ordinary answer (one notice a reply, a graver one first); never before two hours can have
/// passed.
void World::check_reminder(Resident& resident, const Heard& heard) {
  UseBounds& use = resident.use;
  if (heard.has_event("notice.two_hours")) {
    ++report_.reminders;
    const Milliseconds multiple = use.continuous_most / reminder_every * reminder_every;
    must(!use.certain || multiple > use.reminded_at_most, "no reminder before two hours", &heard);
    use.reminded_at_most = multiple;
    use.answers_overdue = 0;
    return;
  }
  const bool ordinary = heard.status == 200 && heard.outcome == "answered" && use.certain;
  if (!ordinary || use.continuous_least < use.reminded_at_most + reminder_every) return;
  ++use.answers_overdue;
  must(use.answers_overdue < 3, "a reminder after every two hours", &heard);
}

void World::check_log() {
  const auto bodies = town_.journal.leaves(0, *town_.journal.leaf_count());
  const auto hashes = town_.journal.leaf_hashes(0, *town_.journal.leaf_count());
  evidence::Frontier frontier;
  for (std::size_t i = 0; i < bodies->size(); ++i) {
    const Digest hash = evidence::leaf_hash((*bodies)[i]);
    must(hash == (*hashes)[i], "a leaf's hash is that of its body");
    frontier.append(hash);
  }
  const auto head = town_.journal.log_head();
  must(head.has_value(), "the log has a head");
  must(head && head->root == frontier.root(), "the log's head is the root over its leaves");
  for (const Checkpoint& each : *town_.journal.checkpoints(everything)) {
    const auto hashed =
        evidence::root_of([this](std::uint64_t from,
                                 std::uint64_t to) { return town_.journal.leaf_hashes(from, to); },
                          0, each.size);
    must(hashed && *hashed == each.root, "a checkpoint signs what the log held");
    must(town_.is_signed(each), "a checkpoint's signature is that of the installation");
  }
}

void World::check_journal() {
  must(town_.journal.overtaken() == 0, "no node writes over what another one stored");
  std::set<std::string> stored;
  for (const MessageRow& row : *town_.journal.messages([] {
         MessageQuery query;
         query.limit = everything;
         return query;
       }())) {
    stored.insert(row.turn.text);
  }
  std::string log;
  for (const std::string& body : *town_.journal.leaves(0, *town_.journal.leaf_count())) log += body;
  for (const Resident& resident : residents_) {
    for (const std::string& turn : resident.acknowledged) {
      must(stored.contains(turn), "an acknowledged turn is in the journal: " + turn);
      must(log.find(turn) != std::string::npos, "an acknowledged turn is in the log: " + turn);
    }
  }
}

/// After three days with receivers that work at the end, nothing waits, and whoever was not reached
/// about a crisis has somebody on call in their place.
void World::check_outbox() {
  const auto rows = town_.journal.outbox_all(everything);
  for (const OutboxRow& row : *rows) {
    must(row.state != OutboxState::pending, "every notification came to an end: " + row.id.text);
    must(row.state != OutboxState::delivered || row.attempts > 0, "delivered means sent");
    const bool lost = row.state == OutboxState::failed || row.state == OutboxState::unavailable;
    if (!lost || row.care_case.empty() || row.recipient == "on_call") continue;
    bool replaced = false;
    for (const OutboxRow& each : *town_.journal.outbox_of_case(row.care_case)) {
      replaced = replaced || each.recipient == "on_call";
    }
    must(replaced, "somebody on call is told where the contact was not reached: " + row.id.text);
  }
}

}  // namespace anban::simulation
