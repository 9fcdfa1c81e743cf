// SPDX-License-Identifier: Apache-2.0
// What a member of the staff wants with a case: read from the path's last word and the body, every
// fault named; and what the rules (people/care_case.h) make of the case.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/body_fields.h"
#include "people/care_case.h"

namespace anban::api {

struct CaseOrder {
  std::string what;  // "claim", "release", "acknowledge", "comments", "acts", "hand_over", …
  std::string text;  // comment, note or reason
  std::string act;   // of acts; the outcome of close; whom to contact
  std::string turn;  // to unmask
  std::string into;  // case to merge into
  std::string to;    // key to hand over to
};

CaseOrder case_order_in(std::string_view what, const nlohmann::json& body, Faults& faults);

/// What the order needs beside the case: who gets it, or what it ends in.
struct CaseOthers {
  std::optional<CaseStaff> to = {};
  std::optional<CaseRow> into = {};
};
CaseChange carried_out(const CaseOrder& order, CaseRow row, const CaseStaff& by,
                       const CaseOthers& others, Instant now, const CaseTerms& terms);

/// The entry for the dossier.
CaseEntry entry_of(const CaseOrder& order, const CaseStaff& by, Instant now);
/// "case.claimed", …: the leaf's kind.
std::string leaf_kind_of(const CaseOrder& order);
/// 409, or 422 where the order can never be carried out.
wire::Problem refusal_of(CaseRefusal refusal, const CaseOrder& order, const CaseRow& row);

}  // namespace anban::api
