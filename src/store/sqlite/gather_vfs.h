// SPDX-License-Identifier: Apache-2.0
// A thin layer under SQLite for the writer's connection: the pages that a commit appends to the
// write-ahead log go to the kernel in one call, not in two calls a page. Nothing becomes durable
// later than before: what is gathered is written before any sync, read, truncation or closing of
// the log, and SQLite syncs the log (synchronous=FULL) before it tells anyone of a commit.
#pragma once

#include <string>

namespace anban::store {

/// The name of the layer over SQLite's file layer `base` (empty: the system's); made on first use.
/// Only for a connection with synchronous=FULL: with less, readers would look for pages that are
/// not written yet.
std::string gathering_over(const std::string& base);

}  // namespace anban::store
