// SPDX-License-Identifier: Apache-2.0
// Forbidden content going in (Art. 8(1)-(3); O-10 to O-23, O-33, O-34): the model is not asked, the
// person gets plain words, and repeated violations suspend the account, with a way to appeal. What
// comes out is stopped by the screen (signals/observer.h) and judged here by category.
#pragma once

#include "duties/facts.h"
#include "duties/requirement.h"

namespace anban::duties {

void content(const TurnFacts& facts, const pack::Params& params, Requirements& required);

/// Whether a decided finding of that category forbids text in that direction.
bool is_forbidden_input(signals::Category category);
bool is_forbidden_output(signals::Category category);
/// The obligation that a forbidden category breaks (21 for violence and crime, 30 for dependence).
int obligation_of(signals::Category category);
/// The same, where an imported list says by its kind which prohibition it serves ("A.1-2": 10).
int obligation_of(const signals::Finding& finding);
/// What the person's words (or those they carried along) are refused for, or null.
const signals::Finding* blocked_finding(const TurnFacts& facts);
/// What the taxonomy calls it: the finding's own kind, or the kind of its category; the category's
/// name where the taxonomy has none (an attempt to switch the rules off).
std::string taxonomy_id(const signals::Finding& finding);
/// The words that stand in the place of a reply that was withheld for `finding`. A mere suspicion
/// does not change the subject: it may be wrong, and the person may be in need.
pack::TextKey words_in_place_of(const signals::Finding& finding);

/// What strikes become with one more violation, and until when the account is suspended.
Strikes after_violation(Strikes strikes, Instant now, const LocalDate& today,
                        const pack::Params& params);
/// What strikes become with a turn that violates nothing.
Strikes after_clean_turn(Strikes strikes, const LocalDate& today);

}  // namespace anban::duties
