// SPDX-License-Identifier: Apache-2.0
// What a turn asks of takeovers: is somebody there, what do they say, and until when to wait.
#include <algorithm>

#include "turn/staff_words.h"
#include "turn/takeovers.h"

namespace anban {

std::shared_ptr<Takeovers::Live> Takeovers::live(const std::string& id) {
  for (const auto& [person, each] : lives_) {
    if (each->row.id == id) return each;
  }
  return nullptr;
}

std::shared_ptr<Takeovers::Live> Takeovers::live_of(const PersonRef& person) {
  const auto found = lives_.find(person);
  return found == lives_.end() ? nullptr : found->second;
}

void Takeovers::clear() {
  const std::lock_guard guard(mutex_);
  for (const auto& [person, each] : lives_) {
    for (const auto& bell : each->waiting) bell->ring();
  }
  lives_.clear();
  handed_back_.clear();
  present_.clear();
  count_ = 0;
}

std::optional<TakenOver> Takeovers::find(const std::string& id) {
  const std::lock_guard guard(mutex_);
  const auto found = live(id);
  if (!found) return std::nullopt;
  return TakenOver{found->row, found->person};
}

std::optional<Takeover> Takeovers::of_case(const CaseId& care_case) {
  const std::lock_guard guard(mutex_);
  for (const auto& [person, each] : lives_) {
    if (each->row.care_case == care_case) return each->row;
  }
  return std::nullopt;
}

std::optional<Takeover> Takeovers::of_person(const PersonRef& person) {
  if (count_ == 0) return std::nullopt;
  const Instant now = deps_.clock.now();
  const Milliseconds silent = idle();
  const std::lock_guard guard(mutex_);
  const auto found = live_of(person);
  if (!found || over_at(found->row, now, silent)) return std::nullopt;
  return found->row;
}

std::vector<TakenOver> Takeovers::active() {
  std::vector<TakenOver> all;
  const std::lock_guard guard(mutex_);
  for (const auto& [person, each] : lives_) {
    if (each->row.is_active()) all.push_back({each->row, each->person});
  }
  return all;
}

std::shared_ptr<void> Takeovers::listen(const std::string& id, Listener listener) {
  const std::lock_guard guard(mutex_);
  const auto found = live(id);
  if (!found) return nullptr;
  const std::uint64_t number = ++next_listener_;
  found->listeners[number] = std::move(listener);
  return {found.get(), [this, found, number](void*) {
            const std::lock_guard leaving(mutex_);
            found->listeners.erase(number);
          }};
}

void Takeovers::tell_staff(const std::string& id, const std::string& event_json) {
  const std::lock_guard guard(mutex_);
  const auto found = live(id);
  if (!found) return;
  for (const auto& [number, listener] : found->listeners) listener(event_json);
}

void Takeovers::wake(const std::string& id) {
  const std::lock_guard guard(mutex_);
  const auto found = live(id);
  if (!found) return;
  for (const auto& bell : found->waiting) bell->ring();
}

void Takeovers::tell_person(const TakenOver& taken, const char* type) {
  tell_listeners(*taken.person, takeover_event_json(deps_, *taken.person, taken.takeover, type));
}

void Takeovers::set_present(const std::string& key, std::optional<Instant> until) {
  const std::lock_guard guard(mutex_);
  const Instant now = deps_.clock.now();
  std::erase_if(present_, [&](const auto& each) { return each.second <= now; });
  if (until) {
    present_[key] = *until;
  } else {
    present_.erase(key);
  }
}

bool Takeovers::is_present(const std::string& key) {
  const std::lock_guard guard(mutex_);
  const auto found = present_.find(key);
  return found != present_.end() && deps_.clock.now() < found->second;
}

duties::StaffThere Takeovers::there(const Person& person, const pack::Params& params, Instant now) {
  using duties::StaffThere;
  if (of_person(person.ref)) return StaffThere::joined;
  if (!params.crisis.takeover_required) return StaffThere::nobody;  // nobody is asked
  const std::lock_guard guard(mutex_);
  const auto& window = person.state.crisis;
  if (window && now < window->until && handed_back_.contains(window->care_case)) {
    return StaffThere::handed_back;
  }
  const bool somebody = std::any_of(present_.begin(), present_.end(),
                                    [&](const auto& each) { return now < each.second; });
  return somebody ? StaffThere::available : StaffThere::nobody;
}

std::optional<StaffWords> Takeovers::take(const PersonRef& person) {
  if (count_ == 0) return std::nullopt;
  const std::lock_guard guard(mutex_);
  const auto found = live_of(person);
  if (!found || !found->row.has_news()) return std::nullopt;
  StaffWords words;
  words.takeover = found->row.id;
  words.messages.assign(found->unshown.begin(), found->unshown.end());
  words.has_ended = found->row.ended.has_value();
  found->unshown.clear();
  found->row.unshown.clear();
  found->row.end_told = words.has_ended;
  return words;
}

void Takeovers::record_shown(const Person& person, const StaffWords& words, Transaction& into) {
  const std::lock_guard guard(mutex_);
  const auto found = live_of(person.ref);
  if (found && found->row.id == words.takeover) into.kept.push_back(row_of(person, found->row));
}

void Takeovers::shown(const PersonRef& person) {
  const std::lock_guard guard(mutex_);
  const auto found = live_of(person);
  if (!found || found->row.is_active() || found->row.has_news()) return;
  lives_.erase(person);
  count_ = lives_.size();
}

void Takeovers::put_back(const PersonRef& person, const StaffWords& words) {
  const std::lock_guard guard(mutex_);
  const auto found = live_of(person);
  if (!found) return;
  found->unshown.insert(found->unshown.begin(), words.messages.begin(), words.messages.end());
  found->row.unshown.clear();
  for (const StaffMessage& each : found->unshown) found->row.unshown.push_back(each.id);
  if (words.has_ended) found->row.end_told = false;
}

Task<void> Takeovers::wait(const PersonRef& person, Instant until, Running& running) {
  const auto bell = std::make_shared<Doorbell>();
  std::shared_ptr<Live> waited_for;
  {
    const std::lock_guard guard(mutex_);
    waited_for = live_of(person);
    if (!waited_for || waited_for->waiting.size() >= waiting_most) co_return;
    waited_for->waiting.insert(bell);
  }
  const auto alarm = deps_.timer.at(until, [bell] { bell->ring(); });
  running.cancel()->when_cancelled([bell] { bell->ring(); });
  for (;;) {
    {
      const std::lock_guard guard(mutex_);
      const bool goes_on = live_of(person) == waited_for && waited_for->row.is_active() &&
                           !waited_for->row.has_news();
      if (!goes_on || deps_.clock.now() >= until || running.reason()) break;
    }
    auto waiting = bell->wait();
    co_await std::move(waiting);
  }
  running.cancel()->when_cancelled(nullptr);
  const std::lock_guard guard(mutex_);
  waited_for->waiting.erase(bell);
}

void Takeovers::hear(const Turn& turn) {
  if (count_ == 0 || !turn.person || turn.facts.repeated) return;
  const std::string event = person_said_json(turn);
  const std::lock_guard guard(mutex_);
  const auto found = live_of(turn.person->ref);
  if (!found || !found->row.is_active()) return;
  found->row.session = turn.session;
  found->row.character = CharacterId(turn.facts.character.id);
  for (const auto& [number, listener] : found->listeners) listener(event);
}

void Takeovers::hear_left(const PersonRef& person) {
  if (count_ == 0) return;
  const std::string event =
      "{\"type\":\"person.left\",\"at\":\"" + to_text(deps_.clock.now()) + "\"}";
  const std::lock_guard guard(mutex_);
  const auto found = live_of(person);
  if (!found || !found->row.is_active()) return;
  for (const auto& [number, listener] : found->listeners) listener(event);
}

}  // namespace anban
