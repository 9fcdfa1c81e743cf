// SPDX-License-Identifier: Apache-2.0
// The rule tables of the program, in the order in which they are read; rule_table.h says how.
#include "signals/rule_table.h"

namespace anban::signals {
namespace {

constexpr std::string_view cues =
#include "signals/tables/cues.inc"
    ;
constexpr std::string_view crisis_zh =
#include "signals/tables/crisis_zh.inc"
    ;
constexpr std::string_view crisis_daily =
#include "signals/tables/crisis_daily.inc"
    ;
constexpr std::string_view crisis_en =
#include "signals/tables/crisis_en.inc"
    ;
constexpr std::string_view crisis_more =
#include "signals/tables/crisis_more.inc"
    ;
constexpr std::string_view crisis_wish =
#include "signals/tables/crisis_wish.inc"
    ;
constexpr std::string_view crisis_worry =
#include "signals/tables/crisis_worry.inc"
    ;
constexpr std::string_view crisis_plain =
#include "signals/tables/crisis_plain.inc"
    ;
constexpr std::string_view crisis_refused =
#include "signals/tables/crisis_refused.inc"
    ;
constexpr std::string_view crisis_signs =
#include "signals/tables/crisis_signs.inc"
    ;
constexpr std::string_view danger =
#include "signals/tables/danger.inc"
    ;
constexpr std::string_view danger_more =
#include "signals/tables/danger_more.inc"
    ;
constexpr std::string_view property =
#include "signals/tables/property.inc"
    ;
constexpr std::string_view property_more =
#include "signals/tables/property_more.inc"
    ;
constexpr std::string_view leaving =
#include "signals/tables/leaving.inc"
    ;
constexpr std::string_view person =
#include "signals/tables/person.inc"
    ;
constexpr std::string_view person_more =
#include "signals/tables/person_more.inc"
    ;
constexpr std::string_view jailbreak =
#include "signals/tables/jailbreak.inc"
    ;
constexpr std::string_view content =
#include "signals/tables/content.inc"
    ;
constexpr std::string_view rights =
#include "signals/tables/rights.inc"
    ;
constexpr std::string_view companion =
#include "signals/tables/companion.inc"
    ;
constexpr std::string_view cards =
#include "signals/tables/cards.inc"
    ;
constexpr std::string_view groups =
#include "signals/tables/groups.inc"
    ;
constexpr std::string_view themes =
#include "signals/tables/themes.inc"
    ;
constexpr std::string_view themes_fine =
#include "signals/tables/themes_fine.inc"
    ;
constexpr std::string_view content_more =
#include "signals/tables/content_more.inc"
    ;
constexpr std::string_view hatred_more =
#include "signals/tables/hatred_more.inc"
    ;
constexpr std::string_view replies_more =
#include "signals/tables/replies_more.inc"
    ;
constexpr std::string_view replies_hold =
#include "signals/tables/replies_hold.inc"
    ;
constexpr std::string_view replies_voice =
#include "signals/tables/replies_voice.inc"
    ;
constexpr std::string_view request_more =
#include "signals/tables/request_more.inc"
    ;
constexpr std::string_view harmless =
#include "signals/tables/harmless.inc"
    ;
constexpr std::string_view care =
#include "signals/tables/care.inc"
    ;
constexpr std::string_view sensitive =
#include "signals/tables/sensitive.inc"
    ;

}  // namespace

RuleTable shipped_rules() {
  return read_rules({cues,         crisis_zh,    crisis_daily,   crisis_en,     crisis_more,
                     crisis_wish,  crisis_plain, crisis_refused, crisis_signs,  crisis_worry,
                     danger,       danger_more,  property,       property_more, leaving,
                     person,       person_more,  jailbreak,      content,       rights,
                     companion,    cards,        groups,         themes,        themes_fine,
                     content_more, hatred_more,  replies_more,   replies_voice, replies_hold,
                     request_more, harmless,     care,           sensitive});
}

}  // namespace anban::signals
