// SPDX-License-Identifier: Apache-2.0
// Who is told in a crisis of tier 2 (Art. 13; O-87, O-90): the guardian of a minor, else the
// emergency contact, else the person on call. Where the guardian or contact is the one feared,
// that person is never told (semantics, "Crisis map").
#pragma once

#include <string>

#include "duties/facts.h"

namespace anban::duties {

/// "guardian", "emergency_contact" or "on_call".
std::string whom_to_tell(const TurnFacts& facts);

/// The words to `recipient` ("guardian", "emergency_contact", "on_call") about a case of that kind;
/// no text of a conversation.
struct ContactWords {
  const char* event;
  pack::TextKey subject;
  pack::TextKey text;
};
ContactWords words_to(const std::string& recipient, const std::string& case_kind);

enum class MayTell { yes, is_feared, is_unconfirmed, is_nobody };
/// Whether `recipient` may be told by hand, where `feared` ("guardian", "contact", "both" or empty)
/// is what was heard so far. Where somebody is feared only another confirmed contact may.
MayTell may_tell(const Profile& profile, const std::string& feared, const std::string& recipient);

/// The contact as they are reached where `feared` is heard (empty: nobody). Their second address is
/// used only where nobody is feared: it was never confirmed.
Contact without_unknown_ways(Contact contact, const std::string& feared);

/// Who is feared by these words: "guardian", "contact", or nobody (empty). Where the words do not
/// say, it is whoever would be told.
std::string who_is_feared(const TurnFacts& facts);

}  // namespace anban::duties
