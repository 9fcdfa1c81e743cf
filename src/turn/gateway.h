// SPDX-License-Identifier: Apache-2.0
// Gateway: the story of one turn, told in order. api/ hands it a request that reads well and a
// caller whose key opens; it answers through the exchange, whatever happens.
#pragma once

#include <memory>

#include "ports/http.h"
#include "turn/relay.h"
#include "turn/running.h"
#include "turn/speaker.h"
#include "turn/strangers.h"
#include "turn/turn.h"

namespace anban {

class Gateway {
 public:
  explicit Gateway(TurnDeps deps) : deps_(std::move(deps)) {}

  /// Where `options.over_limit` is set, what a duty answers is answered all the same; a turn that
  /// would only ask the model is a 429.
  Task<void> converse(wire::ChatRequest chat, Caller caller, TurnOptions options,
                      HttpExchange& exchange);

  /// Leaving by button or voice (O-160, O-161): ends the session, stops every running reply of the
  /// person. Errors: unavailable (the store; the replies are stopped all the same).
  Task<Result<void>> leave(std::shared_ptr<Person> person, std::string how);

  TurnDeps& deps() { return deps_; }
  /// As after a restart (the sandbox's reset).
  void forget() { strangers_.clear(); }

 private:
  /// One turn's answer under way; what the steps below share.
  struct Reply {
    Turn& turn;
    HttpExchange& exchange;
    std::shared_ptr<Running> running;
    std::unique_ptr<Speaker> speaker;
    Transaction record;
    std::optional<Seconds> over_limit = std::nullopt;  // cleared where the turn is answered
  };

  Task<void> converse(std::unique_ptr<Turn> turn, HttpExchange& exchange);
  std::optional<RecentTurn> assess_and_change(Reply& reply);
  Task<void> refuse(Reply& reply);
  static Task<void> put_off(Reply& reply);
  Task<void> answer_in_words(Reply& reply);
  Task<void> replay(Reply& reply, const RecentTurn& earlier);
  Task<void> ask_model(Reply& reply);
  Task<void> answer_by_staff(Reply& reply);
  Task<void> close_staff_reply(Reply& reply);
  Task<bool> record_before_reply(Reply& reply, std::shared_ptr<UpstreamReply>& model,
                                 std::optional<Error>& failure);
  Task<void> close(Reply& reply, RelayEnd& end);
  Task<void> answer_failure(Reply& reply, const Error& failure);
  /// Commits; where `must_answer` the record is spooled if the store is down. True: go on.
  enum class Urgency { ordinary, must_answer };
  Task<bool> commit(Reply& reply, Urgency urgency);

  TurnDeps deps_;
  Strangers strangers_;
};

}  // namespace anban
