// SPDX-License-Identifier: Apache-2.0
// Which phrases are put back from other spellings: those of the rules and of a pack's word lists,
// each with the weight of what it is used for; and how findings of the restored view are told
// about the text as sent. Serves the observer.
#pragma once

#include "pack/pack.h"
#include "signals/finding.h"
#include "signals/latin_spelling.h"
#include "signals/restore.h"
#include "signals/rule_table.h"

namespace anban::signals {

Restorer restorer_for(const RuleTable& table, const pack::Pack& pack);
LatinSpelling latin_spelling_for(const RuleTable& table, const pack::Pack& pack);

/// Spans in units of the restored view become code points of the text as sent. What rests on an
/// uncertain place alone does not decide; identifiers are left to the first view.
void to_original(const Restored& restored, Findings& findings);

}  // namespace anban::signals
