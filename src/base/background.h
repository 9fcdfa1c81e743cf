// SPDX-License-Identifier: Apache-2.0
// Work that goes on by itself on the caller's loop; its end is nobody's to wait for, so it must not
// fail silently: it reports through its own log.
#pragma once

#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>

#include "base/task.h"

namespace anban {

/// Starts `work` on the caller's executor.
inline Task<void> in_background(Task<void> work) {
  const auto executor = co_await boost::asio::this_coro::executor;
  boost::asio::co_spawn(executor, std::move(work), boost::asio::detached);
}

}  // namespace anban
