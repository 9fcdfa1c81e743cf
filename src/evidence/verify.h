// SPDX-License-Identifier: Apache-2.0
// Checks a whole evidence log: every leaf against its hash, the tree against every checkpoint,
// every checkpoint's signature, order and mention in the log. What was tampered with is named with
// its place. What no check can see from inside, because nothing signed covers it: leaves behind the
// newest checkpoint, and a log cut back together with its checkpoints; against the latter an
// auditor keeps checkpoints outside (`held`).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/digest.h"
#include "base/result.h"
#include "ports/journal.h"

namespace anban::evidence {

enum class FaultKind {
  leaf_missing,        // a number without a leaf
  leaf_edited,         // the body is not the one that was hashed
  hash_edited,         // the stored hash is not the leaf's, the body is genuine
  history_changed,     // leaves were exchanged, reordered, inserted or rewritten with their hashes
  cut_off,             // a checkpoint covers more leaves than there are
  checkpoint_forged,   // its signature is not by the key
  checkpoint_missing,  // the log says that it was made, and it is gone or changed
  checkpoints_disordered,  // sizes or times go back
  other_key,               // no checkpoint is signed by the key
  head_wrong               // the journal's own account of the log is not what is stored
};
/// "leaf_missing"
const char* name_of(FaultKind kind);

/// Leaves [from, to) are concerned; for checkpoints, their size stands in both.
struct LogFault {
  FaultKind kind;
  std::uint64_t from = 0;
  std::uint64_t to = 0;
  std::string what;  // a sentence for the auditor
};

struct LogReport {
  std::uint64_t leaves = 0;         // found
  std::uint64_t signed_leaves = 0;  // under the newest good checkpoint
  std::size_t checkpoints = 0;      // stored and held
  Digest root;                      // over the leaves found, by their bodies
  std::vector<LogFault> faults;
  bool is_whole() const { return faults.empty(); }
};

/// Walks the whole log (about three seconds a million leaves). `held` are checkpoints kept outside.
/// Errors: only what keeps the journal from being read at all; faults stand in the report.
Result<LogReport> verify_log(Journal& journal, BytesView public_key,
                             const std::vector<Checkpoint>& held = {});

}  // namespace anban::evidence
