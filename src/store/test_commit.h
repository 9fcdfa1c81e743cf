// SPDX-License-Identifier: Apache-2.0
// For tests of folders that know no event loop: a transaction committed on a loop of its own.
#pragma once

#include <optional>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "ports/journal.h"

namespace anban::store {

inline Task<void> commit_into(Journal& journal, Transaction transaction,
                              std::optional<Result<Committed>>& outcome) {
  auto committing = journal.commit(std::move(transaction));
  outcome = co_await std::move(committing);
}

/// Runs until the journal has answered.
inline Result<Committed> commit_now(Journal& journal, Transaction transaction) {
  boost::asio::io_context loop;
  std::optional<Result<Committed>> outcome;
  Task<void> committing = commit_into(journal, std::move(transaction), outcome);
  boost::asio::co_spawn(loop, std::move(committing), boost::asio::detached);
  loop.run();
  if (!outcome) return failed(ErrorCode::unavailable, "the commit never ended");
  return std::move(*outcome);
}

}  // namespace anban::store
