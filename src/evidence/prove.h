// SPDX-License-Identifier: Apache-2.0
// Proof that a turn is in the log, as one JSON document that anybody verifies offline: hash the
// leaf (SHA-256 of 0x00 and `body`), climb with `path` (RFC 9162 section 2.1.3.2) to the root that
// stands in `checkpoint`, and check the checkpoint's Ed25519 signature with `public_key`.
// {"format":"anban-inclusion-proof/1","public_key":"<base64>","checkpoint":"<signed note>",
//  "leaves":[{"index":7,"body":"<JSON>","path":["<base64>",…]}]}
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/result.h"
#include "ports/journal.h"

namespace anban::evidence {

/// Indexes of every leaf of that turn, oldest first ("turn.observed", "turn.answered").
Result<std::vector<std::uint64_t>> leaves_of_turn(Journal& journal, const TurnId& turn);

/// The document for these leaves under the newest checkpoint. Errors: unavailable where no
/// checkpoint covers them yet.
Result<std::string> prove_leaves(Journal& journal, const std::vector<std::uint64_t>& indexes,
                                 BytesView public_key);
/// Errors: not_found where the log has no such turn, and those of prove_leaves().
Result<std::string> prove_turn(Journal& journal, const TurnId& turn, BytesView public_key);

/// That the log of the older checkpoint is the beginning of the newer one:
/// {"format":"anban-consistency-proof/1","public_key":…,"older":"<note>","newer":"<note>",
///  "path":[…]}
Result<std::string> prove_growth(Journal& journal, const Checkpoint& older, const Checkpoint& newer,
                                 BytesView public_key);

struct Proved {
  std::uint64_t index = 0;
  std::string body;
  Checkpoint checkpoint;
};
/// Checks a document of prove_leaves() without any journal. `public_key` is the one that the
/// verifier trusts; the document's own is not believed. Errors: invalid (not such a document),
/// denied (a signature or path that does not fit).
Result<std::vector<Proved>> check_proof(std::string_view document, BytesView public_key);

}  // namespace anban::evidence
