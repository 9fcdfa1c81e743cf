// SPDX-License-Identifier: Apache-2.0
// Looks through a data folder for what must not be: damaged pages, rows that hang on nothing,
// erased persons of whom something is left, an evidence log that was tampered with. Changes
// nothing; may run beside the server.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "evidence/verify.h"

namespace anban::store {

struct StoreReport {
  std::int64_t persons = 0;
  std::int64_t messages = 0;
  std::int64_t erased = 0;
  std::int64_t waiting_notifications = 0;
  std::vector<std::string> faults;  // sentences; those of the log stand in `log`
  evidence::LogReport log;
  bool is_sound() const { return faults.empty() && log.is_whole(); }
};

/// `public_key` is the installation's signing key (Vault::public_key). Errors: not_found, invalid
/// and unavailable as SqliteJournal::open; damage stands in the report, unless nothing can be read.
Result<StoreReport> check_store(const std::filesystem::path& folder, BytesView public_key);

}  // namespace anban::store
