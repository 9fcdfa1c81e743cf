// SPDX-License-Identifier: Apache-2.0
// The whole evidence log as JSON lines for an auditor: a head line, one line a leaf with the exact
// bytes that were hashed, and the newest checkpoint as the last line.
// {"format":"anban-evidence/1","public_key":"<base64>"}
// {"index":0,"hash":"<base64>","body":"<JSON>"}
// {"checkpoint":"<signed note>"}
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "ports/journal.h"

namespace anban::evidence {

/// Takes one line without its newline; an error ends the export.
using LineSink = std::function<Result<void>(std::string_view line)>;

/// Writes leaves [from, end of the newest checkpoint) and, where there is none, every leaf and no
/// checkpoint. Returns how many leaves were written.
Result<std::uint64_t> export_log(Journal& journal, BytesView public_key, std::uint64_t from,
                                 const LineSink& sink);

}  // namespace anban::evidence
