// SPDX-License-Identifier: Apache-2.0
// Task<T>: a coroutine of one event loop. Rules (docs/decisions/0002): name it, then await it; one
// co_await a statement; nothing is built with braces, captured in a lambda or chosen with ?: inside
// a co_await expression; no co_await under a mutex or in a catch.
#pragma once

#include <boost/asio/awaitable.hpp>

namespace anban {

template <class T>
using Task = boost::asio::awaitable<T>;

}  // namespace anban
