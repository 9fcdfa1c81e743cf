// SPDX-License-Identifier: Apache-2.0
// A repeat of a turn that was answered, and leaving by button: what the person gets again is what
// they got before, word for word.
#include "evidence/leaf.h"
#include "people/session.h"
#include "turn/failures.h"
#include "turn/gateway.h"
#include "turn/opening.h"
#include "turn/record.h"
#include "turn/takeovers.h"
#include "wire/chat_answer.h"

namespace anban {
namespace {

std::optional<StoredTurn> stored_turn(Turn& turn, const RecentTurn& earlier) {
  MessageQuery query;
  query.person = turn.person->ref;
  query.turn = earlier.turn;
  query.limit = 1;
  const auto rows = turn.deps.journal.messages(query);
  if (!rows || rows->empty()) return std::nullopt;  // the turn was erased
  const Result<Bytes> text =
      turn.deps.vault.open(turn.person->key, "message", rows->front().sealed);
  if (!text) return std::nullopt;
  auto stored = stored_turn_from(*text);
  return stored ? std::optional(std::move(*stored)) : std::nullopt;
}

std::string frames_of(const Turn& turn, const StoredTurn& stored) {
  const wire::FrameWriter frames(
      wire::completion_id(turn.id.text),
      std::chrono::floor<Seconds>(turn.started).time_since_epoch().count(), turn.chat.model,
      turn.chat.include_usage ? wire::UsageFrame::asked : wire::UsageFrame::not_asked);
  std::string out;
  frames.role(out);
  frames.content(out, stored.reply);
  frames.finish(out, stored.finish_reason, stored.summary);
  if (turn.chat.include_usage) frames.usage(out, wire::Usage{});
  wire::FrameWriter::done(out);
  return out;
}

Task<void> send_again(Turn& turn, const StoredTurn& stored, HttpExchange& exchange) {
  if (!turn.chat.stream) {
    wire::ChatAnswer answer;
    answer.id = wire::completion_id(turn.id.text);
    answer.created = std::chrono::floor<Seconds>(turn.started).time_since_epoch().count();
    answer.model = turn.chat.model;
    answer.content = stored.reply;
    answer.finish_reason = stored.finish_reason;
    answer.anban_json = stored.summary;
    HttpAnswer http;
    http.body = wire::chat_answer_body(answer);
    auto answering = exchange.answer(std::move(http));
    co_await std::move(answering);
    co_return;
  }
  auto beginning = exchange.begin(StreamHead());
  const Result<void> begun = co_await std::move(beginning);
  if (!begun) co_return;
  const std::string frames = frames_of(turn, stored);
  auto writing = exchange.write(frames);
  const Result<void> written = co_await std::move(writing);
  if (!written) co_return;
  auto ending = exchange.end();
  co_await std::move(ending);
}

}  // namespace

Task<void> Gateway::replay(Reply& reply, const RecentTurn& earlier) {
  Turn& turn = reply.turn;
  ++deps_.meters.repeated;
  const std::optional<StoredTurn> stored =
      turn.person ? stored_turn(turn, earlier) : strangers_.answer_to(earlier.turn);
  if (!stored || !stored->is_answered()) {  // erased meanwhile: a turn of its own again
    auto asking = turn.plan.for_staff ? answer_by_staff(reply)
                  : turn.plan.answer  ? answer_in_words(reply)
                                      : ask_model(reply);
    co_await std::move(asking);
    co_return;
  }
  turn.outcome = stored->outcome;
  {
    const auto lock = lock_person(turn);
    record_person(turn, reply.record);
  }
  auto committing = commit(reply, Urgency::must_answer);
  co_await std::move(committing);
  auto sending = send_again(turn, *stored, reply.exchange);
  co_await std::move(sending);
}

Task<Result<void>> Gateway::leave(std::shared_ptr<Person> person, std::string how) {
  Transaction record;
  {
    const std::lock_guard guard(person->mutex);
    if (!person->state.sessions.empty()) {
      leave_session(person->state, person->state.sessions.back().id);
    }
    evidence::ActLeaf leaf;
    leaf.kind = "session.left";
    leaf.at = deps_.clock.now();
    leaf.person = person->ref;
    leaf.actor = "person";
    leaf.facts = {{"how", std::move(how)}, {"obligation", "O-160"}};
    record.leaves.push_back({evidence::leaf_body(leaf)});
    record.persons.push_back(deps_.people.row(*person, RowParts::state));
  }
  ++deps_.meters.ended;
  stop_running(*person, StopReason::left);
  if (deps_.takeovers != nullptr) deps_.takeovers->hear_left(person->ref);
  auto committing = deps_.journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) co_return failed(committed);
  co_return Result<void>();
}

}  // namespace anban
