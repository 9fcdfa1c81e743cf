// SPDX-License-Identifier: Apache-2.0
// Repeats: `Idempotency-Key` on the POSTs of /anban/v1. A client that did not hear an answer sends
// the same request with the same key again and hears the stored answer; nothing is done twice. An
// answer is kept for 24 hours, over restarts, sealed under the key of the person whose matter it
// is, so that erasing the person destroys it. Only answers that did something (2xx) are kept.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "api/call.h"
#include "ports/doorbell.h"
#include "turn/turn.h"

namespace anban::api {

/// One keyed request: whose, which, and what it says.
struct KeyedCall {
  std::string name;   // hash of caller, operation and key: what is looked up
  std::string print;  // hash of query and body: a repeat has the same
};

struct KeptAnswer {
  std::string print;
  HttpAnswer answer;
};

class Repeats {
 public:
  static constexpr Seconds kept_for{24 * 3600};

  explicit Repeats(TurnDeps& deps) : deps_(deps) {}

  /// The request as a keyed one. `caller` is the key's id, or where no key is asked for the peer's
  /// address.
  KeyedCall keyed(const HttpRequest& request, std::string_view caller,
                  std::string_view idempotency_key) const;
  /// Whether `text` may be an Idempotency-Key: 1 to 255 printable ASCII characters.
  static bool is_acceptable(std::string_view text);

  /// The kept answer; nothing where there is none, it is too old, or its person was erased.
  std::optional<KeptAnswer> find(const KeyedCall& keyed);
  /// Keeps the answer, and lets go of those that are too old. A store that does not write keeps
  /// nothing: the client hears its answer all the same.
  Task<void> keep(const KeyedCall& keyed, const HttpAnswer& answer, const Person* subject);

  /// Null: the caller is alone with this request until it calls finish(). Otherwise the bell rings
  /// when the one who is working on it has finished.
  std::shared_ptr<Doorbell> begin(const std::string& name);
  void finish(const std::string& name);

 private:
  std::optional<Bytes> open(const nlohmann::json& stored);
  void forget_old(Transaction& record, Instant now);

  TurnDeps& deps_;
  std::mutex mutex_;
  std::string tidied_day_;  // guarded by mutex_
  std::unordered_map<std::string, std::vector<std::shared_ptr<Doorbell>>> under_way_;
};

/// Finishes at the end of its scope, also where an endpoint throws.
class UnderWay {
 public:
  UnderWay(Repeats& repeats, const std::string& name) : repeats_(repeats), name_(name) {}
  UnderWay(const UnderWay&) = delete;
  UnderWay& operator=(const UnderWay&) = delete;
  ~UnderWay() { repeats_.finish(name_); }

 private:
  Repeats& repeats_;
  const std::string& name_;
};

/// An exchange that keeps a whole answer back until it was stored; a stream passes through.
class HeldAnswer final : public HttpExchange {
 public:
  explicit HeldAnswer(HttpExchange& inner) : inner_(inner) {}
  Task<Result<void>> answer(HttpAnswer answer) override;
  Task<Result<void>> begin(StreamHead head) override { return inner_.begin(std::move(head)); }
  Task<Result<void>> write(std::string_view bytes) override { return inner_.write(bytes); }
  Task<Result<void>> end() override { return inner_.end(); }
  void close() noexcept override { inner_.close(); }
  void when_abandoned(std::function<void()> act) override { inner_.when_abandoned(std::move(act)); }
  std::optional<HttpAnswer> held;

 private:
  HttpExchange& inner_;
};

}  // namespace anban::api
