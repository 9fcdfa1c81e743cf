// SPDX-License-Identifier: Apache-2.0
// The durable store as the rest sees it: one Transaction carries everything that a turn or a call
// changes (person, message, evidence leaf, outbox, cases) and is durable as a whole or not at all.
// Everything personal in a row is already sealed (ports/vault.h); the store never sees a key.
// store/sqlite implements it; store/contract_test.h is the suite that every implementation passes.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/digest.h"
#include "base/ids.h"
#include "base/local_time.h"
#include "base/result.h"
#include "base/task.h"

namespace anban {

/// A registered person. Rows with a smaller `version` than the stored one are ignored, so turns
/// that commit out of order keep the newest state.
struct PersonRow {
  PersonRef ref;
  Digest look_up;  // Vault::look_up("person", app's name)
  std::int64_t version = 0;
  Bytes wrapped_key;
  Bytes sealed_profile;             // people/profile.h, changes rarely; empty: leave as stored
  Bytes sealed_state;               // people/live_state.h, changes every turn
  std::optional<Instant> erase_at;  // a registration that waits for consent is erased then
};

/// What one turn said: append-only. `sealed` holds input, reply and events. A row with a known
/// turn id replaces the earlier one (the reply joins the input).
struct MessageRow {
  TurnId turn;
  PersonRef person;
  SessionId session;
  CharacterId character;
  Instant at;
  Bytes sealed;
};

/// A leaf of the Merkle log; its index is given by the store in the order of commits.
struct LeafRow {
  std::string body;  // canonical JSON, no person's words (evidence/leaf.h)
};

enum class OutboxState { pending, delivered, failed, unavailable, captured };
const char* name_of(OutboxState state);

struct OutboxRow {
  NotificationId id;
  PersonRef person;       // whose matter it is; empty for the installation's
  std::string recipient;  // "guardian", "emergency_contact", "on_call"
  std::string channel;
  std::string event;
  Bytes sealed_notification;  // JSON of ports/notifier.h under the installation's key ("outbox")
  OutboxState state = OutboxState::pending;
  Instant created;
  Instant next_attempt;
  int attempts = 0;
  std::string last_error;  // no address, no words
  CaseId care_case;
  /// Under which the receiver's provider reports later ("tencent:5000:…"); empty: it does not.
  std::string reference = {};
  std::optional<Instant> first_attempt = {};  // when the first attempt began
  std::optional<Instant> changed = {};        // when the last attempt ended
};
/// name_of its state, and "accepted" for a row that waits for its provider's report.
const char* state_name(const OutboxRow& row);

/// Somebody's matter for staff (people/care_case.h holds its rules). Of an erased person only what
/// names nobody stays: turn, age band, who is feared and the dossier go.
struct CaseRow {
  CaseId id;
  PersonRef person;
  TurnId turn;
  std::string kind;  // "self_harm_intent", "life_danger", "property_loss", …
  int tier = 0;
  std::string state;  // "open", "claimed", "closed"
  Instant opened;
  /// One more with every change. A row whose version is not the stored one plus one is refused
  /// (`conflict`): somebody else changed the case first. Version 1 opens it, once.
  std::int64_t version = 1;
  int level = 0;                // 3 explicit, 4 imminent; 0: no crisis of life. It never falls
  std::string priority = "P2";  // "P0", "P1", "P2"; it only gets graver
  int obligation = 0;           // 87 for O-87
  std::string age_band = {};    // "18-59"; empty: not known
  int turns = 1;                // it grows by CaseTurn only
  bool detector_failed = false;
  std::string feared = {};  // "guardian", "contact", "both": never told; nothing unsays it
  std::optional<Instant> acknowledge_by = {};
  std::optional<Instant> acknowledged = {};
  std::optional<Instant> due = {};
  std::optional<Instant> escalate_at = {};  // the roster's next is told then, if nobody came
  int escalations = 0;                      // how many were told
  std::string holder = {};                  // id of a key of staff; empty: nobody's
  std::string holder_name = {};
  std::string holder_role = {};
  std::optional<Instant> held_since = {};
  std::optional<Instant> lease_until = {};
  std::string takeover = {};  // "tko_…", the newest
  bool in_takeover = false;   // and whether it is active
  std::optional<Instant> closed = {};
  std::string outcome = {};
  CaseId merged_into = {};
  Bytes sealed_dossier = {};  // people/care_case.h, under the person's key, purpose "case"
};

/// A further turn of the same matter: one turn more, and perhaps a graver case.
struct CaseTurn {
  CaseId id;
  int level = 0;
  std::string priority = "P2";
  std::string feared = {};
};

/// An API key, a guardian's session, a set-up link, a confirmation code: found by keyed hash.
struct CredentialRow {
  Digest look_up;    // Vault::look_up("credential", secret)
  std::string kind;  // "app", "personal", "guardian", "setup", "confirmation", "staff"
  KeyId id;
  std::string subject;  // PersonRef text, guardian id, or what is confirmed ("psn_…/guardian")
  std::string scopes;   // space-separated
  Instant created;
  std::optional<Instant> expires;
  int failures = 0;
  bool revoked = false;
};

/// Small named values of the installation (JSON): characters, operator lists, agreement versions.
struct SettingRow {
  std::string name;   // "character/<id>", "lexicon/<id>", "agreement"
  std::string value;  // empty deletes
};

/// Something about a person that few calls read: a guardian's change, a purchase. A row with a
/// known (person, kind, id) replaces the earlier one; it goes when the person is erased.
struct KeptRow {
  PersonRef person;
  std::string kind;  // "guardian", "guardian_change", "purchase", "refund"
  std::string id;
  std::optional<Digest> mark;  // Vault::look_up of what else it is found by
  Bytes sealed;                // under the person's data key, purpose "kept"; empty deletes
};

struct Checkpoint {
  std::uint64_t size = 0;  // leaves covered
  Digest root;
  Instant at;
  Bytes signature;  // Ed25519 over evidence::checkpoint_text
};

/// How far the log has come.
struct LogHead {
  std::uint64_t size = 0;
  Digest root;  // RFC 6962, over `size` leaves
};

struct Transaction {
  std::vector<PersonRow> persons = {};
  std::vector<MessageRow> messages = {};
  std::vector<LeafRow> leaves = {};
  std::vector<OutboxRow> outbox = {};           // inserted, or replaced by id
  std::vector<CaseRow> cases = {};              // inserted, or replaced by id and version
  std::vector<CaseTurn> case_turns = {};        // of unknown cases: ignored
  std::vector<CredentialRow> credentials = {};  // inserted, or replaced by look_up
  std::vector<SettingRow> settings = {};
  std::vector<KeptRow> kept = {};              // rows of unknown or erased persons are ignored
  std::vector<PersonRef> erased_persons = {};  // key, profile, state, messages, outbox: all gone
  std::vector<TurnId> erased_turns = {};       // messages gone
};

struct Committed {
  std::uint64_t first_leaf = 0;  // index of leaves[0]
};

/// A selection of messages; empty fields select all. Oldest first.
struct MessageQuery {
  PersonRef person = {};
  std::optional<TurnId> turn = {};
  std::optional<SessionId> session = {};
  std::optional<CharacterId> character = {};
  std::optional<TurnId> after = {};  // cursor: rows behind this turn id
  std::size_t limit = 1000;
};

/// Kept rows of one kind: a person's, or whoever's with `mark`. By id, within a mark by person.
struct KeptQuery {
  std::string kind;
  PersonRef person = {};
  std::optional<Digest> mark = {};
  std::string after = {};  // rows behind this id (of a person)
  std::size_t limit = 1000;
};

/// Cases that staff look at. What is not closed comes gravest first, soonest due first; closed and
/// all come newest first.
struct CaseQuery {
  enum class Which { waiting, held, live, closed, all };
  Which which = Which::live;  // waiting: nobody's, or held by a lease that is over at `now`
  Instant now = {};
  std::string kind = {};             // empty: every
  PersonRef person = {};             // empty: everybody's
  std::optional<CaseId> after = {};  // cursor: rows behind this case
  std::size_t limit = 100;
};

/// What is not closed, by number.
struct OpenCases {
  std::uint64_t p0 = 0, p1 = 0, p2 = 0;
  std::uint64_t unacknowledged = 0;  // of those with a time to acknowledge
  std::uint64_t overdue = 0;
};

class Journal {
 public:
  virtual ~Journal() = default;
  /// Durable (fsync) when it returns; resumes on the caller's executor. Errors: unavailable (disk
  /// full, read-only, broken: the detail says what to do), exhausted (queue full), conflict (a case
  /// was changed by somebody else meanwhile: read it again).
  virtual Task<Result<Committed>> commit(Transaction transaction) = 0;

  // Reads run on the calling thread against committed rows; each takes microseconds.
  virtual Result<std::optional<PersonRow>> person_by_look_up(const Digest& look_up) = 0;
  virtual Result<std::optional<PersonRow>> person_by_ref(const PersonRef& ref) = 0;
  virtual Result<std::vector<PersonRow>> persons_to_erase(Instant until, std::size_t limit) = 0;
  virtual Result<std::vector<MessageRow>> messages(const MessageQuery& query) = 0;
  virtual Result<std::optional<CredentialRow>> credential(const Digest& look_up) = 0;
  virtual Result<std::vector<CredentialRow>> credentials_of(const std::string& subject) = 0;
  virtual Result<std::vector<SettingRow>> settings(const std::string& prefix) = 0;
  /// Pending rows whose next_attempt has come, oldest first.
  virtual Result<std::vector<OutboxRow>> outbox_due(Instant now, std::size_t limit) = 0;
  virtual Result<std::vector<OutboxRow>> outbox_all(std::size_t limit) = 0;
  virtual Result<std::vector<OutboxRow>> outbox_of_case(const CaseId& care_case) = 0;
  /// The row that was given this reference (never an empty one).
  virtual Result<std::vector<OutboxRow>> outbox_of_reference(const std::string& reference) = 0;
  virtual Result<std::vector<CaseRow>> cases(std::size_t limit) = 0;
  virtual Result<std::optional<CaseRow>> case_by_id(const CaseId& id) = 0;
  /// Errors: not_found (the cursor's case is not stored).
  virtual Result<std::vector<CaseRow>> cases_where(const CaseQuery& query) = 0;
  /// Opened in [from, to), by time, then id; behind the case `after` where it is not empty.
  virtual Result<std::vector<CaseRow>> cases_opened(Instant from, Instant to, const CaseId& after,
                                                    std::size_t limit) = 0;
  /// Not closed, and escalate_at has come; soonest first.
  virtual Result<std::vector<CaseRow>> cases_to_escalate(Instant until, std::size_t limit) = 0;
  virtual Result<OpenCases> open_cases(Instant now) = 0;
  virtual Result<std::vector<KeptRow>> kept(const KeptQuery& query) = 0;

  // The Merkle log.
  virtual Result<std::uint64_t> leaf_count() = 0;
  /// Size and root as the writer keeps them: no rescan, whatever the size.
  virtual Result<LogHead> log_head() = 0;
  /// Bodies of leaves [from, to).
  virtual Result<std::vector<std::string>> leaves(std::uint64_t from, std::uint64_t to) = 0;
  virtual Result<std::vector<Digest>> leaf_hashes(std::uint64_t from, std::uint64_t to) = 0;
  virtual Result<std::vector<Checkpoint>> checkpoints(std::size_t limit) = 0;  // newest first
  virtual Task<Result<void>> add_checkpoint(Checkpoint checkpoint) = 0;
  /// Forgets deleted bytes: truncates the write-ahead log, so that erased rows are in no file.
  virtual Task<Result<void>> scrub() = 0;
  /// Forgets everything (the sandbox's reset).
  virtual Task<Result<void>> clear() = 0;
};

}  // namespace anban
