// SPDX-License-Identifier: Apache-2.0
// A level is a finding of kind "level_2: hours, words", where a reminder is due, or "stays_level_2:
// …" on other turns; words of one message have other kinds.
#include "duties/dependence/dependence.h"

#include <string_view>

#include "pack/text_keys.h"

namespace anban::duties {
namespace {

using signals::Category;
using namespace pack::keys;

struct Level {
  int level = 0;
  bool is_due = false;  // by the time since the last reminder
};

Level level_in(const signals::Findings& findings) {
  static constexpr std::string_view due = "level_";
  static constexpr std::string_view stays = "stays_level_";
  for (const signals::Finding& each : findings) {
    if (!each.decided || each.category != Category::dependence) continue;
    const std::string_view kind = each.kind;
    for (const std::string_view start : {due, stays}) {
      if (kind.size() <= start.size() || !kind.starts_with(start)) continue;
      return {kind[start.size()] - '0', start == due};
    }
  }
  return {};
}

/// The gravest level of which the person was reminded.
int reminded_level(const TurnFacts& facts) {
  const auto& all = facts.person.state.reminded_of_dependence;
  return all.empty() ? 0 : all.back().level;
}

void remind(int level, Requirements& required) {
  required.push_back(
      {Duty::dependence, 97,
       Tell{.event_type = "notice.dependence",
            .severity = Severity::warn,
            .display = Display::dialog,
            .title = notice_dependence_title,
            .text = level >= 3 ? notice_dependence_rest_body : notice_dependence_body,
            .gravity = 45,
            .amount = {}}});
  required.push_back(
      {Duty::dependence, 97, Reminded{Milliseconds(0), Reminder::dependence, level}});
}

/// What somebody wants to give up for the AI, or takes it for; the strongest first.
const signals::Finding* beyond_bounds(const signals::Findings& findings) {
  const signals::Finding* found = nullptr;
  for (const signals::Finding& each : findings) {
    if (!each.decided || each.category != Category::dependence) continue;
    if (each.kind == "sacrifice") return &each;
    if (each.kind == "in_love") found = &each;
  }
  return found;
}

bool is_answered(const Requirements& required) {
  return first<Answer>(required) != nullptr || first<Refuse>(required) != nullptr;
}

}  // namespace

void dependence(const TurnFacts& facts, const pack::Params&, Requirements& required) {
  if (!facts.person.registered || facts.repeated) return;
  const Level found = level_in(facts.about_person);
  if (found.level < 2) return;
  required.push_back({Duty::dependence, 96, Instruct{instruct_cooler}});
  if (found.is_due || found.level > reminded_level(facts)) remind(found.level, required);
}

void boundary(const TurnFacts& facts, const pack::Params& params, Requirements& required) {
  if (!facts.person.registered || facts.repeated || is_answered(required)) return;
  const signals::Finding* found = beyond_bounds(facts.about_person);
  if (found == nullptr) return;
  required.push_back({Duty::dependence, 56, Instruct{instruct_boundary}});
  const auto& last = facts.person.state.boundary_guided;
  const bool said_lately =
      last && *last <= facts.now && facts.now - *last < params.dependence.boundary_again_after;
  if (said_lately) return;
  required.push_back({Duty::dependence, 56,
                      Tell{.event_type = "notice.boundary",
                           .severity = Severity::warn,
                           .display = Display::banner,
                           .title = notice_boundary_title,
                           .text = found->kind == "sacrifice" ? notice_boundary_body
                                                              : notice_boundary_romance_body,
                           .gravity = 48,
                           .amount = {}}});
  required.push_back({Duty::dependence, 56, Reminded{Milliseconds(0), Reminder::boundary}});
}

}  // namespace anban::duties
