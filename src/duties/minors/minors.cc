// SPDX-License-Identifier: Apache-2.0
// What minor mode asks of one turn.
#include "duties/minors/minors.h"

#include <algorithm>

#include "pack/text_keys.h"

namespace anban::duties {
namespace {

using namespace pack::keys;

void bar_the_character(Requirements& required) {
  required.push_back(
      {Duty::minors, 112, Refuse{"anban_character_barred", refuse_character_barred, {}}});
  required.push_back({Duty::minors, 112,
                      Tell{.event_type = "character.blocked",
                           .severity = Severity::warn,
                           .display = Display::card,
                           .title = minors_card_barred_title,
                           .text = minors_card_barred_body,
                           .in_words = Inline::none,
                           .amount = {}}});
}

/// Intimacy asked for in words: the model is not asked, the answer offers something else.
void redirect_intimacy(const TurnFacts& facts, Requirements& required) {
  if (signals::find(facts.about_person, signals::Category::intimacy_request) == nullptr) return;
  required.push_back({Duty::minors, 112, Answer{"refused", minors_intimacy_redirect}});
}

/// Who is only taken for a minor has the hours of the under-16 band until the appeal ends.
int age_of_hours(const TurnFacts& facts, const pack::Params& params) {
  const Standing& standing = facts.person.standing;
  const bool suspected = facts.person.state.suspected_minor.has_value();
  return suspected && !standing.is_minor_by_age ? params.age.young_minor - 1 : standing.age;
}

void keep_hours(const TurnFacts& facts, const pack::Params& params, Requirements& required) {
  if (is_night(facts.local.time_of_day, params)) {
    required.push_back({Duty::minors, 119, Refuse{"anban_night", refuse_night, {}}});
    return;
  }
  const Milliseconds quota = quota_of(age_of_hours(facts, params), params);
  const Milliseconds used = facts.person.state.use.today_used;
  if (used >= quota) {
    required.push_back({Duty::minors, 118, Refuse{"anban_quota", refuse_quota, {}}});
    return;
  }
  const Milliseconds left = quota - used;
  if (left <= params.minors.limit_near) {
    const auto minutes =
        std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::minutes>(left).count());
    required.push_back({Duty::minors, 118,
                        Tell{.event_type = "limit.near",
                             .severity = Severity::info,
                             .display = Display::banner,
                             .title = limit_near_title,
                             .text = limit_near_body,
                             .gravity = 30,
                             .amount = std::to_string(minutes)}});
  }
  const Instant until = served_until(facts, params);
  const bool by_quota = until == facts.now + left;
  required.push_back(
      {Duty::minors, by_quota ? 118 : 119,
       StopAt{until, "limit.reached", by_quota ? limit_reached_body : limit_night_body}});
}

void remind_of_reality(const TurnFacts& facts, const pack::Params& params, Requirements& required) {
  const Milliseconds every = params.minors.reality_reminder_every;
  const UseMeter& use = facts.person.state.use;
  const Milliseconds reached = use.continuous / every * every;
  if (facts.repeated || reached <= use.reality_reminded_at) return;
  required.push_back({Duty::minors, 117,
                      Tell{.event_type = "notice.break",
                           .severity = Severity::info,
                           .display = Display::dialog,
                           .title = notice_reality_title,
                           .text = notice_reality_body,
                           .gravity = 40,
                           .amount = {}}});
  required.push_back({Duty::minors, 117, Reminded{reached, Reminder::reality}});
}

/// Signs added up over days; one message alone makes nobody a minor. The mode begins with the next
/// turn, so that this one is answered.
void suspect(const TurnFacts& facts, Requirements& required) {
  const auto* sign = signals::find(facts.about_person, signals::Category::minor_implicit);
  const bool is_known = facts.person.standing.is_minor_by_age || facts.person.state.suspected_minor;
  if (sign == nullptr || sign->kind != signals::added_up || !facts.person.registered || is_known ||
      facts.repeated) {
    return;
  }
  required.push_back({Duty::minors, 127, SuspectMinor{}});
  required.push_back({Duty::minors, 127,
                      Tell{.event_type = "mode.changed",
                           .severity = Severity::warn,
                           .display = Display::dialog,
                           .title = mode_minor_on_title,
                           .text = mode_minor_on_body,
                           .gravity = 60,
                           .amount = {}}});
}

}  // namespace

Milliseconds quota_of(int age, const pack::Params& params) {
  return age < params.age.young_minor ? params.minors.quota_young : params.minors.quota;
}

bool is_night(Seconds time_of_day, const pack::Params& params) {
  const Seconds from = params.minors.night_from;
  const Seconds until = params.minors.night_until;
  if (from <= until) return time_of_day >= from && time_of_day < until;
  return time_of_day >= from || time_of_day < until;
}

Instant served_until(const TurnFacts& facts, const pack::Params& params) {
  const Milliseconds left =
      quota_of(age_of_hours(facts, params), params) - facts.person.state.use.today_used;
  const Instant quota_ends = facts.now + std::max(left, Milliseconds(0));
  const std::string& zone = facts.person.profile.time_zone;
  Instant night = instant_of(facts.local.date, params.minors.night_from, zone);
  if (night <= facts.now)
    night = instant_of(day_after(facts.local.date), params.minors.night_from, zone);
  return std::min(quota_ends, night);
}

void minors(const TurnFacts& facts, const pack::Params& params, Requirements& required) {
  suspect(facts, required);
  if (facts.person.registered && facts.person.standing.mode != Mode::minor) return;
  if (facts.character.intimate || facts.character.blocked_by_guardian ||
      facts.character.min_age > facts.person.standing.age) {
    bar_the_character(required);
  }
  required.push_back({Duty::minors, 28, HoldClauses{}});
  required.push_back({Duty::minors, 28, Instruct{instruct_minor}});
  if (!facts.person.registered) return;  // refused as unknown; nothing is counted
  redirect_intimacy(facts, required);
  keep_hours(facts, params, required);
  remind_of_reality(facts, params, required);
}

}  // namespace anban::duties
