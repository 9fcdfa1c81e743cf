// SPDX-License-Identifier: Apache-2.0
// Acts first, then claims about the last thing that was said in the step.
#include "runner.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/ensure.h"

namespace anban::scenarios {
namespace {

using sim::Scenario;
using sim::ScenarioAct;
using sim::ScenarioClaim;
using sim::ScenarioPerson;
using sim::ScenarioStep;
using Kind = ScenarioClaim::Kind;

constexpr Milliseconds between_chats = std::chrono::minutes(5);
constexpr const char* usual_reply = "好的。";

/// What one turn did beside its answer.
struct Deeds {
  std::vector<std::pair<std::string, std::string>> told;  // whom, event
  std::vector<std::string> cases;                         // kinds
  bool asked_model = false;
};

class Run {
 public:
  Run(const Scenario& scenario, Transfer transfer)
      : scenario_(scenario), town_(start_of(scenario), 1), chatter_(town_, transfer) {
    model_says(usual_reply);
  }
  ScenarioResult run();

 private:
  static Instant start_of(const Scenario& scenario);
  void act(const ScenarioAct& act);
  void act_on_world(const ScenarioAct& act);
  void add_person(const ScenarioPerson& person);
  void says(const std::string& person, const std::string& words);
  void chats(const std::string& person, Milliseconds span);
  void model_says(const std::string& words);
  void check(const ScenarioStep& step);
  bool holds(const ScenarioClaim& claim) const;
  bool is_heard(const ScenarioClaim& claim, const Heard& heard) const;
  std::vector<ScenarioClaim> facts() const;
  std::vector<ScenarioClaim> corrected(const ScenarioStep& step) const;
  std::string name_of_recipient(const std::string& recipient) const;

  const Scenario& scenario_;
  Town town_;
  Chatter chatter_;
  std::string speaker_;
  std::map<std::string, ScenarioPerson> persons_;
  std::vector<Heard> heard_;  // in this step
  Deeds deeds_;               // of the last turn
  ScenarioResult result_;
};

Instant Run::start_of(const Scenario& scenario) {
  for (const ScenarioStep& step : scenario.steps) {
    for (const ScenarioAct& each : step.acts) {
      if (each.kind == ScenarioAct::Kind::at) return each.when;
    }
  }
  return *parse_instant("2026-08-01T09:00:00+08:00");
}

ScenarioResult Run::run() {
  for (const ScenarioStep& step : scenario_.steps) {
    heard_.clear();
    deeds_ = {};
    for (const ScenarioAct& each : step.acts) act(each);
    check(step);
  }
  for (const std::string& line : town_.error_lines) {
    result_.failures.push_back("the server logged an error: " + line);
  }
  return std::move(result_);
}

void Run::act(const ScenarioAct& act) {
  const std::string person = act.name.empty() ? speaker_ : act.name;
  switch (act.kind) {
    case ScenarioAct::Kind::person: return add_person(act.person);
    case ScenarioAct::Kind::says: speaker_ = person; return says(person, act.words);
    case ScenarioAct::Kind::chats: return chats(person, act.span);
    case ScenarioAct::Kind::exits:
      if (chatter_.exits(person) != 200) {
        result_.failures.push_back(fmt::format("{}: leaving was refused", act.line));
      }
      return;
    default: return act_on_world(act);
  }
}

void Run::act_on_world(const ScenarioAct& act) {
  switch (act.kind) {
    case ScenarioAct::Kind::character: return chatter_.choose_character(act.name, act.words);
    case ScenarioAct::Kind::card: return chatter_.set_card(act.words);
    case ScenarioAct::Kind::model: return model_says(act.words);
    case ScenarioAct::Kind::model_fails: {
      sim::UpstreamPlan plan;
      plan.status = 503;
      return town_.upstream.set_plan(plan);
    }
    case ScenarioAct::Kind::detector_fails: return town_.set_detectors(Detectors::fail);
    case ScenarioAct::Kind::detector_works: return town_.set_detectors(Detectors::work);
    case ScenarioAct::Kind::at:
      if (act.when < town_.time.now()) return town_.set_back(act.when);
      return town_.pass_until(act.when);
    case ScenarioAct::Kind::after: return town_.pass_until(town_.time.now() + act.span);
    default: ensure(false, "every act is either a person's or the world's");
  }
}

void Run::add_person(const ScenarioPerson& person) {
  persons_[person.name] = person;
  speaker_ = person.name;
  const int status = chatter_.register_person(person);
  if (status >= 300) {
    result_.failures.push_back(fmt::format("registering {} answered {}", person.name, status));
  }
}

void Run::model_says(const std::string& words) {
  sim::UpstreamPlan plan;
  plan.replies = {words};
  town_.upstream.set_plan(plan);
}

void Run::says(const std::string& person, const std::string& words) {
  std::map<NotificationId, bool> known_rows;
  for (const OutboxRow& row : *town_.journal.outbox_all(10'000)) known_rows[row.id] = true;
  const std::size_t known_cases = town_.journal.cases(10'000)->size();
  const std::uint64_t calls = town_.upstream.calls();
  heard_.push_back(chatter_.says(person, words));
  for (const std::string& fault : heard_.back().faults) result_.failures.push_back(fault);
  deeds_ = {};
  deeds_.asked_model = town_.upstream.calls() > calls;
  for (const OutboxRow& row : *town_.journal.outbox_all(10'000)) {
    if (known_rows.contains(row.id)) continue;
    deeds_.told.emplace_back(name_of_recipient(row.recipient), row.event);
  }
  const auto cases = *town_.journal.cases(10'000);  // newest first
  for (std::size_t i = 0; i + known_cases < cases.size(); ++i)
    deeds_.cases.push_back(cases[i].kind);
}

/// Every five minutes from now on, the last at the end.
void Run::chats(const std::string& person, Milliseconds span) {
  speaker_ = person;
  const Instant end = town_.time.now() + span;
  for (Instant at = town_.time.now(); at < end; at += between_chats) {
    town_.pass_until(at);
    says(person, "嗯嗯");
  }
  town_.pass_until(end);
  says(person, "嗯嗯");
}

std::string Run::name_of_recipient(const std::string& recipient) const {
  const auto person = persons_.find(speaker_);
  if (person == persons_.end()) return recipient;
  if (recipient == "guardian") return person->second.guardian;
  if (recipient == "emergency_contact") {
    return person->second.contact.empty() ? "contact" : person->second.contact;
  }
  return recipient;
}

/// Whether `text` holds the words of a pack text, whatever fills its {…}: part by part, in order.
bool holds_words(const std::string& text, std::string_view words) {
  std::size_t at = 0;
  while (!words.empty()) {
    const std::size_t open = words.find('{');
    const std::string_view part = words.substr(0, open);
    const std::size_t found = text.find(part, at);
    if (found == std::string::npos) return false;
    at = found + part.size();
    if (open == std::string_view::npos) return true;
    const std::size_t close = words.find('}', open);
    words = close == std::string_view::npos ? std::string_view() : words.substr(close + 1);
  }
  return true;
}

bool Run::is_heard(const ScenarioClaim& claim, const Heard& heard) const {
  const std::string words = heard.all_words();
  if (claim.quoted) return words.find(claim.what) != std::string::npos;
  if (heard.has_event(claim.what)) return true;
  const auto policy = shipped_policies().policies().current();
  const auto& texts = policy->pack->texts.words.at("zh-CN");
  const auto text = texts.find(claim.what);
  return text != texts.end() && holds_words(words, text->second);
}

bool Run::holds(const ScenarioClaim& claim) const {
  const bool any = !heard_.empty();
  switch (claim.kind) {
    case Kind::outcome:
      return any && heard_.back().status == 200 && heard_.back().outcome == claim.what;
    case Kind::refused:
      return any && heard_.back().status == 403 && heard_.back().code == claim.what;
    case Kind::hears: return any && is_heard(claim, heard_.back());
    case Kind::silent:
      return std::none_of(heard_.begin(), heard_.end(),
                          [&](const Heard& each) { return is_heard(claim, each); });
    case Kind::told:
      if (claim.whom == "nobody") return deeds_.told.empty();
      return deeds_.told == std::vector{std::pair(claim.whom, claim.what)};
    case Kind::record:
      return std::find(deeds_.cases.begin(), deeds_.cases.end(), claim.what) != deeds_.cases.end();
    case Kind::model: return deeds_.asked_model == (claim.what == "asked");
  }
  return false;
}

/// What can be said about the last turn without knowing what the file is about.
std::vector<ScenarioClaim> Run::facts() const {
  std::vector<ScenarioClaim> all;
  if (heard_.empty()) return all;
  const Heard& last = heard_.back();
  if (last.status == 200) {
    all.push_back({Kind::outcome, 0, "", last.outcome, false});
  } else {
    all.push_back({Kind::refused, 0, "", last.code, false});
  }
  for (const auto& event : last.events) {
    all.push_back({Kind::hears, 0, "", event.value("type", ""), false});
  }
  for (const auto& [whom, event] : deeds_.told) all.push_back({Kind::told, 0, whom, event, false});
  if (deeds_.told.empty()) all.push_back({Kind::told, 0, "nobody", "", false});
  for (const auto& kind : deeds_.cases) all.push_back({Kind::record, 0, "crisis", kind, false});
  all.push_back({Kind::model, 0, "", deeds_.asked_model ? "asked" : "not asked", false});
  return all;
}

/// The file's own claims with wrong ones corrected; all facts for a step without claims.
std::vector<ScenarioClaim> Run::corrected(const ScenarioStep& step) const {
  const std::vector<ScenarioClaim> known = facts();
  if (step.claims.empty()) return known;
  std::vector<ScenarioClaim> out;
  const auto add = [&](const ScenarioClaim& claim) {
    if (std::find(out.begin(), out.end(), claim) == out.end()) out.push_back(claim);
  };
  const auto is_answer = [](Kind kind) { return kind == Kind::outcome || kind == Kind::refused; };
  for (const ScenarioClaim& claim : step.claims) {
    if (holds(claim)) {
      add(claim);
      continue;
    }
    for (const ScenarioClaim& each : known) {
      const bool replaces =
          each.kind == claim.kind || (is_answer(each.kind) && is_answer(claim.kind));
      if (replaces && claim.kind != Kind::hears) add(each);
    }
  }
  return out;
}

void Run::check(const ScenarioStep& step) {
  std::string found;
  for (const ScenarioClaim& each : facts()) found += "\n      " + to_text(each);
  for (const ScenarioClaim& claim : step.claims) {
    if (holds(claim)) continue;
    const std::string words = heard_.empty() ? "" : heard_.back().all_words();
    result_.failures.push_back(
        fmt::format("{}: does not hold: {}\n    what happened:{}\n    heard: {}", claim.line,
                    to_text(claim), found, words));
  }
  result_.actual.push_back(corrected(step));
}

}  // namespace

ScenarioResult run_scenario(const Scenario& scenario, Transfer transfer) {
  return Run(scenario, transfer).run();
}

}  // namespace anban::scenarios
