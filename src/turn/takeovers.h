// SPDX-License-Identifier: Apache-2.0
// Takeovers: who of the staff answers whom in the model's place now (O-92), their words, and who of
// the staff is there to be asked. Their messages are messages of the conversation, sealed under the
// person's key, with a leaf each; what the person has not been shown yet comes first in the next
// reply, and at once to clients that listen. A takeover survives a restart: it goes on while the
// staff write and its case's lease holds, and ends truthfully where either is over. It never calls
// the model and promises nobody.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "people/care_case.h"
#include "people/takeover.h"
#include "ports/doorbell.h"
#include "turn/running.h"
#include "turn/turn.h"

namespace anban {

/// A takeover and whose it is.
struct TakenOver {
  Takeover takeover;
  std::shared_ptr<Person> person;
};

/// What begins one. The character is that of the conversation so far.
struct TakeoverStart {
  CaseRow care_case;
  std::shared_ptr<Person> person;
  StaffMember by;
  SessionId session = {};
  CharacterId character = {};
};

class Takeovers {
 public:
  using Listener = std::function<void(const std::string& event_json)>;
  /// At once, and ended ones of which the person was not told yet; one more is refused.
  static constexpr std::size_t live_most = 1000;
  /// Requests of one person that wait for words at once; one more hears the fixed text.
  static constexpr std::size_t waiting_most = 8;
  /// A request waits so long for words: below the 30 s after which many clients give up.
  static constexpr Seconds waits_most{25};
  /// So long somebody counts as there after they last said so.
  static constexpr Seconds present_for{60};

  explicit Takeovers(TurnDeps& deps) : deps_(deps) {}
  Takeovers(const Takeovers&) = delete;
  Takeovers& operator=(const Takeovers&) = delete;

  /// Those of before a restart. Errors: those of the journal.
  Result<void> load();
  /// Watches what load() found; ends with them.
  Task<void> run();
  /// Forgets everything (the sandbox's reset).
  void clear();

  // The staff's side. What is answered is durable.

  /// Takes the case, too. Errors: exhausted (one is active for that person, or too many are),
  /// denied (the case is somebody else's or closed), those of the journal.
  Task<Result<Takeover>> begin(TakeoverStart start);
  /// A message of whoever has taken over; it renews the case's lease. Errors: not_found (none is
  /// active by that id, or the case is not theirs any more), those of the journal.
  Task<Result<StaffMessage>> write(std::string id, std::string text);
  /// Errors: not_found (it is over already), those of the journal.
  Task<Result<Takeover>> end(std::string id, TakeoverEnd why, std::string note);
  /// The key signed out or was withdrawn: what it had taken over ends, and nobody is there by it.
  Task<void> end_of(std::string key);
  std::optional<TakenOver> find(const std::string& id);
  std::optional<Takeover> of_case(const CaseId& care_case);
  std::optional<Takeover> of_person(const PersonRef& person);  // active
  std::vector<TakenOver> active();
  /// Ended ones, of which the person was told. Errors: those of journal and vault.
  Result<std::vector<TakenOver>> ended(std::size_t limit);
  /// Takes the listener back when `listening` goes.
  std::shared_ptr<void> listen(const std::string& id, Listener listener);

  /// Somebody says that they are there (until), or not any more.
  void set_present(const std::string& key, std::optional<Instant> until);
  bool is_present(const std::string& key);

  // The turn's side.

  /// Whether somebody answers in the model's place, or can be asked. The caller holds person.mutex.
  duties::StaffThere there(const Person& person, const pack::Params& params, Instant now);
  /// Takes what the next reply shows first, if there is anything.
  std::optional<StaffWords> take(const PersonRef& person);
  /// The row after the reply that shows `words`.
  void record_shown(const Person& person, const StaffWords& words, Transaction& into);
  /// That reply was recorded, or was not.
  void shown(const PersonRef& person);
  void put_back(const PersonRef& person, const StaffWords& words);
  /// Waits for words, the takeover's end, `until` or the reply's stop, whichever is first.
  Task<void> wait(const PersonRef& person, Instant until, Running& running);
  /// Shows the staff what the person said, or that they left.
  void hear(const Turn& turn);
  void hear_left(const PersonRef& person);

 private:
  struct Live {
    Takeover row;
    std::shared_ptr<Person> person;
    std::deque<StaffMessage> unshown;
    std::set<std::shared_ptr<Doorbell>> waiting;
    std::map<std::uint64_t, Listener> listeners;
  };
  using Lives = std::map<PersonRef, std::shared_ptr<Live>>;

  static constexpr const char* kept_kind = "takeover";
  static constexpr const char* live_mark = "live";
  static constexpr const char* over_mark = "over";

  Result<void> load_one(const KeptRow& row);
  /// From then on taken: two cannot begin at once.
  Result<void> take_place(const std::shared_ptr<Live>& taken);
  void give_up_place(const PersonRef& person);
  /// The case with its lease renewed; nothing: it is not stored.
  Result<std::optional<CaseRow>> case_after_act(const Takeover& takeover, Instant now);
  void keep_message(const TakenOver& taken, const StaffMessage& message);
  Task<void> watch(std::string id);
  /// The live one by its id, or null. The caller holds mutex_.
  std::shared_ptr<Live> live(const std::string& id);
  std::shared_ptr<Live> live_of(const PersonRef& person);
  KeptRow row_of(const Person& person, const Takeover& takeover);
  void tell_staff(const std::string& id, const std::string& event_json);
  void wake(const std::string& id);
  void tell_person(const TakenOver& taken, const char* type);
  Milliseconds idle() const;

  TurnDeps& deps_;
  std::mutex mutex_;
  // Guarded by mutex_:
  Lives lives_;
  std::set<CaseId> handed_back_;
  std::map<std::string, Instant> present_;
  std::uint64_t next_listener_ = 0;
  std::atomic<std::size_t> count_{0};  // of lives_: nothing is locked where nobody is taken over
};

}  // namespace anban
