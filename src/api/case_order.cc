// SPDX-License-Identifier: Apache-2.0
// Orders about cases.
#include "api/case_order.h"

#include <algorithm>
#include <array>
#include <span>

#include "api/call.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

constexpr std::size_t text_most = 2000;
constexpr std::size_t reason_most = 500;
constexpr std::size_t id_most = 128;

constexpr auto acts = std::to_array<std::string_view>(
    {"called_person", "called_contact", "called_emergency_services", "wrote_to_contact", "other"});
constexpr auto outcomes = std::to_array<std::string_view>(
    {"safe_with_others", "emergency_services", "contact_took_over", "referred", "talked_and_calmer",
     "false_alarm", "unreachable", "other"});
constexpr auto receivers =
    std::to_array<std::string_view>({"guardian", "emergency_contact", "on_call"});

/// One of `choices`; empty, with a fault, where it is none.
std::string choice_in(const Json& body, const char* name, std::span<const std::string_view> choices,
                      Faults& faults) {
  const auto found = body.find(name);
  const std::string given =
      found != body.end() && found->is_string() ? found->get<std::string>() : std::string();
  if (std::find(choices.begin(), choices.end(), given) != choices.end()) return given;
  std::string all;
  for (const std::string_view each : choices) all += (all.empty() ? "" : ", ") + std::string(each);
  faults.push_back({name, "must be one of " + all});
  return {};
}

struct PastTense {
  std::string_view what;
  const char* type;
};
constexpr auto past_tenses = std::to_array<PastTense>({{"claim", "claimed"},
                                                       {"release", "released"},
                                                       {"acknowledge", "acknowledged"},
                                                       {"comments", "comment"},
                                                       {"acts", "act"},
                                                       {"hand_over", "handed_over"},
                                                       {"escalate", "escalated"},
                                                       {"contact", "contact"},
                                                       {"merge", "merged"},
                                                       {"close", "closed"},
                                                       {"unmask", "unmasked"}});

const char* type_of(const CaseOrder& order) {
  for (const PastTense& each : past_tenses) {
    if (each.what == order.what) return each.type;
  }
  return "changed";
}

void read_close(const Json& body, CaseOrder& order, Faults& faults) {
  refuse_unknown(body, {"outcome", "note"}, faults);
  order.act = choice_in(body, "outcome", outcomes, faults);
  const bool needs_note = order.act == "other" || order.act == "false_alarm";
  order.text =
      text_in(body, "note", text_most, needs_note ? Field::required : Field::optional, faults);
}

}  // namespace

CaseOrder case_order_in(std::string_view what, const Json& body, Faults& faults) {
  CaseOrder order;
  order.what = what;
  if (what == "comments") {
    refuse_unknown(body, {"text"}, faults);
    order.text = text_in(body, "text", text_most, Field::required, faults);
  } else if (what == "acts") {
    refuse_unknown(body, {"act", "note"}, faults);
    order.act = choice_in(body, "act", acts, faults);
    order.text = text_in(body, "note", text_most, Field::optional, faults);
  } else if (what == "hand_over") {
    refuse_unknown(body, {"to", "note"}, faults);
    order.to = text_in(body, "to", id_most, Field::required, faults);
    order.text = text_in(body, "note", text_most, Field::optional, faults);
  } else if (what == "escalate") {
    refuse_unknown(body, {"note"}, faults);
    order.text = text_in(body, "note", text_most, Field::optional, faults);
  } else if (what == "contact") {
    refuse_unknown(body, {"which"}, faults);
    order.act = choice_in(body, "which", receivers, faults);
  } else if (what == "merge") {
    refuse_unknown(body, {"into"}, faults);
    order.into = text_in(body, "into", id_most, Field::required, faults);
  } else if (what == "close") {
    read_close(body, order, faults);
  } else if (what == "unmask") {
    refuse_unknown(body, {"turn", "reason"}, faults);
    order.turn = text_in(body, "turn", id_most, Field::required, faults);
    order.text = text_in(body, "reason", reason_most, Field::required, faults);
  } else {
    refuse_unknown(body, {}, faults);
  }
  return order;
}

CaseChange carried_out(const CaseOrder& order, CaseRow row, const CaseStaff& by,
                       const CaseOthers& others, Instant now, const CaseTerms& terms) {
  const std::string& what = order.what;
  if (what == "claim") return claimed(std::move(row), by, now, terms);
  if (what == "release") return released(std::move(row), by, now);
  if (what == "acknowledge") return acknowledged(std::move(row), by, now, terms);
  if (what == "comments") return noted(std::move(row), by, now, terms);
  if (what == "escalate") return escalated(std::move(row), by, now, terms);
  if (what == "close") return closed(std::move(row), by, order.act, now);
  if (what == "hand_over" && others.to) {
    return handed_over(std::move(row), by, *others.to, now, terms);
  }
  if (what == "merge" && others.into) return merged(std::move(row), *others.into, by, now);
  return acted(std::move(row), by, now, terms);
}

CaseEntry entry_of(const CaseOrder& order, const CaseStaff& by, Instant now) {
  CaseEntry entry{now, type_of(order), by.key, by.name, by.role};
  entry.act = !order.act.empty() ? order.act : order.to.empty() ? order.into : order.to;
  entry.turn = order.turn;
  entry.text = order.text;
  return entry;
}

std::string leaf_kind_of(const CaseOrder& order) {
  if (order.what == "comments") return "case.commented";
  if (order.what == "acts") return "case.acted";
  if (order.what == "contact") return "case.contact_asked";
  return std::string("case.") + type_of(order);
}

wire::Problem refusal_of(CaseRefusal refusal, const CaseOrder& order, const CaseRow& row) {
  switch (refusal) {
    case CaseRefusal::held_by_another:
      return problem(409, "Somebody else has this case",
                     row.holder_name + " (" + row.holder_role + ") holds it until " +
                         to_text(row.lease_until.value_or(row.opened)) + ".");
    case CaseRefusal::not_the_holder:
      return problem(409, "Claim the case first", "Only who holds a case may do that.");
    case CaseRefusal::is_itself:
      return faulty({order.what == "merge"
                         ? wire::FieldFault{"into", "is this case itself"}
                         : wire::FieldFault{"to", "is who holds the case already"}});
    case CaseRefusal::is_anothers: return faulty({{"into", "is no case of the same person"}});
    case CaseRefusal::closed_already: break;
  }
  const bool other = order.what == "merge" && row.state != "closed";
  return problem(409, "The case is closed",
                 other ? "The case to merge into is closed." : "A closed case is not changed.");
}

}  // namespace anban::api
