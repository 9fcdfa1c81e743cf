// SPDX-License-Identifier: Apache-2.0
// How the journal's reads run a query of the pool and make rows of it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/sqlite/readers.h"

namespace anban::store {

inline std::int64_t as_limit(std::uint64_t value) {
  return static_cast<std::int64_t>(std::min<std::uint64_t>(value, INT64_MAX));
}

/// Every row of `query`, which `bind` fills in, made by `read`.
template <class Bind, class Read>
auto rows_of(Readers& readers, Query query, Bind bind, Read read)
    -> Result<std::vector<decltype(read(std::declval<const Statement&>()))>> {
  auto lease = readers.take();
  if (!lease) return failed(lease);
  const auto statement = (*lease)->statement(query);
  if (!statement) return failed(statement);
  StatementUse use(**statement);
  bind(**statement);
  std::vector<decltype(read(std::declval<const Statement&>()))> out;
  for (auto row = use->step();; row = use->step()) {
    if (!row) return failed(row);
    if (!*row) return out;
    out.push_back(read(**statement));
  }
}

template <class Row>
Result<std::optional<Row>> first_of(Result<std::vector<Row>> rows) {
  if (!rows) return failed(rows);
  if (rows->empty()) return std::optional<Row>();
  return std::optional<Row>(std::move(rows->front()));
}

template <class Row>
Result<std::vector<Row>> reversed(Result<std::vector<Row>> rows) {
  if (rows) std::reverse(rows->begin(), rows->end());
  return rows;
}

inline void bind_filter(Statement& statement, int at, const std::string* value) {
  if (value == nullptr) {
    statement.null(at);
  } else {
    statement.text(at, *value);
  }
}

}  // namespace anban::store
