// SPDX-License-Identifier: Apache-2.0
// How a turn says no: the error envelopes of refusals, of a store that does not take the record, of
// a model server that fails. Each message is fit for the person to read.
#pragma once

#include <optional>

#include "turn/turn.h"
#include "wire/api_error.h"

namespace anban {

/// The 403 of turn.plan.refusal.
wire::ApiError refusal_of(const Turn& turn);
/// 503: fail closed, nothing of the reply went out without a record.
wire::ApiError not_recorded(const Turn& turn);
/// 502 or 504 of a recorded turn, not to be retried by SDKs.
wire::ApiError upstream_failed(const Turn& turn, const Error& failure);
/// 429 with Retry-After; also of our own endpoints, where its message is the problem's detail.
wire::ApiError too_many_requests(Seconds wait);
/// What a status of the model server other than 2xx means.
Error status_failure(int status);
/// A JSON response_format leaves no room for the label in words: it needs a client that reads the
/// `anban` object.
std::optional<wire::ApiError> unfit_for_json(const Turn& turn);

}  // namespace anban
