// SPDX-License-Identifier: Apache-2.0
// A checkpoint states the log's size and root at a time, signed by the installation: whoever holds
// one (an inspector, a mailbox, a newspaper) can prove later that the log was not rewritten. Its
// text follows C2SP tlog-checkpoint: origin, size, root, and our line of time.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/task.h"
#include "ports/journal.h"
#include "ports/vault.h"

namespace anban::evidence {

inline constexpr std::string_view checkpoint_origin = "anban evidence log v1";

/// Four lines, each ended by a newline: origin, size in decimal, root in base64, "time " and RFC
/// 3339 UTC. These bytes are signed.
std::string checkpoint_text(const Checkpoint& checkpoint);

/// A checkpoint over the whole log as it stands. Errors: what the journal answers.
Result<Checkpoint> make_checkpoint(Journal& journal, const Vault& vault, Instant now);

/// The leaf "log.checkpoint" that a checkpoint leaves in the log behind it, so that a checkpoint
/// cannot vanish without a trace.
LeafRow checkpoint_leaf(const Checkpoint& checkpoint);
bool says_checkpoint(std::string_view leaf_body);

/// Makes, stores and mentions a checkpoint; called at intervals and at a clean stop. Where nothing
/// came to the log since the last one, that one is returned and nothing is written.
Task<Result<Checkpoint>> write_checkpoint(Journal& journal, const Vault& vault, Instant now);

bool is_signed_by(const Checkpoint& checkpoint, BytesView public_key);

/// The checkpoint as a C2SP signed note, to be kept outside: the text, an empty line, and a line
/// "— <origin> <base64 of key hint and signature>".
std::string signed_note(const Checkpoint& checkpoint, BytesView public_key);
/// Reads signed_note() back; the signature is not checked. Errors: invalid.
Result<Checkpoint> checkpoint_from_note(std::string_view note);

}  // namespace anban::evidence
