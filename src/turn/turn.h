// SPDX-License-Identifier: Apache-2.0
// Turn: one message of a person on its way through the story (ARCHITECTURE.md): admit, observe,
// assess, record, carry out, relay, label and close. The steps are functions over this struct, one
// file each; what they need of the world is in TurnDeps.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/event_log.h"
#include "duties/facts.h"
#include "people/people.h"
#include "people/session.h"
#include "ports/clock.h"
#include "ports/http.h"
#include "ports/upstream.h"
#include "signals/emotion.h"
#include "turn/caller.h"
#include "turn/characters.h"
#include "turn/masking.h"
#include "turn/meters.h"
#include "turn/plan.h"
#include "turn/policy.h"
#include "wire/chat_request.h"

namespace anban {

class SecondOpinion;
class Spool;
class Stops;
class Takeovers;

/// What the provider is called in labels and how replies are named.
struct TurnSettings {
  std::string content_producer = "00DEVELOPMENT";  // O-106; the app checks it in production
  std::string default_model = "demo";
  /// Agreement version in force; the pack's unless the operator published a newer one.
  std::string agreement_version = "1";
  bool has_on_call = false;  // cases reach a person by themselves
};

struct TurnDeps {
  Clock& clock;
  Timer& timer;
  Entropy& entropy;
  Upstream& upstream;
  Journal& journal;
  Vault& vault;
  const DataKey& outbox_key;
  People& people;
  Policies& policies;
  Characters& characters;
  CardCache& cards;
  Meters& meters;
  Spool& spool;
  const EventLog& log;
  TurnSettings settings;
  /// Wakes the outbox worker after rows were committed.
  std::function<void()> nudge_outbox;
  SecondOpinion* second_opinion = nullptr;  // null: no guard model is configured
  Takeovers* takeovers = nullptr;           // null: nobody can take over
  Stops* stops = nullptr;                   // null: nobody can stop a conversation
};

/// What a guard model had to say, as records spell it; both empty: it was not asked.
struct OpinionHeard {
  std::string said;     // "guard/main:qwen3guard-4b=unsafe"
  std::string unknown;  // "guard/main: timeout"
};

/// One message of somebody of the staff in a takeover.
struct StaffMessage {
  TurnId id;
  Instant at;
  std::string text;
};

/// What a reply has to show of a takeover before anything else (O-92).
struct StaffWords {
  std::string takeover;  // tko_…
  std::vector<StaffMessage> messages;
  bool has_ended = false;  // and the person is told so now
  bool in_record = false;  // the record that is committed next has it
};

enum class NoticeMode { in_words, structured, both };

/// What came beside the body.
struct TurnOptions {
  std::string user_header;     // Anban-User
  std::string session_header;  // Anban-Session
  NoticeMode notices = NoticeMode::in_words;
  std::string request_id;
  /// The key made too many requests and may make the next after that time.
  std::optional<Seconds> over_limit = std::nullopt;
};

struct Turn {
  Turn(TurnDeps& d, Caller c, TurnOptions o)
      : deps(d), caller(std::move(c)), options(std::move(o)) {}
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  TurnDeps& deps;
  Caller caller;
  TurnOptions options;
  wire::ChatRequest chat;
  std::shared_ptr<const Policy> policy;

  // admit
  PersonId named;                  // as the request says
  std::shared_ptr<Person> person;  // null: nobody registered by that name
  std::optional<Character> character;
  std::vector<CharacterMarks> marks;  // of the chosen character and of the card sent along
  TurnId id;
  SessionId session;
  Instant started;
  std::string locale;
  bool says_label = false;  // the label stands in the words of this reply

  // observe
  std::string said;                     // the newest user messages, joined
  signals::Emotion mood;                // what those words say of it, findings aside
  std::vector<std::uint64_t> screened;  // hashes of messages screened in this turn
  OpinionHeard second_opinion;

  // assess
  duties::TurnFacts facts;
  duties::Requirements required;
  ReplyPlan plan;
  CaseId care_case;
  std::string outcome = "answered";
  std::optional<Trends> trends;  // after this turn; absent: as they were
  std::optional<NotificationId> notification;

  // relay
  Masks masks;                 // what the model server sees in the place of personal data
  signals::Findings in_reply;  // decided findings of the screen
  std::optional<StopReason> stopped;
  std::optional<double> caters;  // how far a whole reply of the model caters (O-29)
  std::optional<signals::Category> in_hindsight;  // shown by the withheld reply (turn/hindsight.h)

  /// Words of the staff that this reply shows first (turn/staff_words.h).
  std::optional<StaffWords> staff_words;
};

}  // namespace anban
