// SPDX-License-Identifier: Apache-2.0
// What a provider of SMS says later about a message that it took over (O-90): the URL that it was
// given holds the secret, and without it the answer is the one of a path that is not there.
#include "api/api.h"

namespace anban::api {

Task<void> Api::post_receipt(Call& call) {
  Result<std::string> thanks = failed(ErrorCode::denied, "no provider reports here");
  if (deps_.receipts != nullptr) {
    auto taking = deps_.receipts->take(call.names[0], call.names[1], call.request.body);
    thanks = co_await std::move(taking);
  }
  if (thanks) {
    auto answering = answer_json(call, 200, *thanks);
    co_await std::move(answering);
    co_return;
  }
  if (thanks.error().code == ErrorCode::invalid) {
    auto answering = answer_problem(call, problem(422, "No reports", thanks.error().detail));
    co_await std::move(answering);
    co_return;
  }
  const bool unknown =
      thanks.error().code == ErrorCode::denied || thanks.error().code == ErrorCode::not_found;
  auto answering = unknown ? answer_not_found(call) : answer_unavailable(call, thanks.error());
  co_await std::move(answering);
}

}  // namespace anban::api
