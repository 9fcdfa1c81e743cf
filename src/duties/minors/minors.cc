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

/// Of a tier above the person's age, as the character's tag says; the tier stands in the record.
void withhold_the_tier(const TurnFacts& facts, Requirements& required) {
  required.push_back(
      {Duty::minors, 120, Refuse{"anban_character_barred", refuse_character_barred, {}}});
  required.push_back({Duty::minors, 120,
                      Tell{.event_type = "character.blocked",
                           .severity = Severity::info,
                           .display = Display::card,
                           .title = minors_card_barred_title,
                           .text = refuse_character_barred,
                           .in_words = Inline::none,
                           .amount = std::to_string(facts.character.min_age)}});
}

/// Intimacy asked for in words: the model is not asked, the answer offers something else.
void redirect_intimacy(const TurnFacts& facts, Requirements& required) {
  if (signals::find(facts.about_person, signals::Category::intimacy_request) == nullptr) return;
  required.push_back({Duty::minors, 112, Answer{"refused", minors_intimacy_redirect}});
}

int age_of_hours(const TurnFacts& facts, const pack::Params& params) {
  return age_of_limits(facts.person.standing, facts.person.state.suspected_minor, params);
}

/// A character that no minor may choose.
bool is_for_adults(const CharacterFacts& character, const pack::Params& params) {
  return character.intimate || character.min_age >= params.age.minor;
}

bool is_in_danger(const Requirements& required) {
  return std::any_of(required.begin(), required.end(),
                     [](const Requirement& each) { return each.duty == Duty::crisis; });
}

/// Goodbye in kind words, in the place of a character that may not go on.
void end_kindly(Requirements& required) {
  required.push_back({Duty::minors, 128, Answer{"ended", mode_suspected_goodbye}});
  required.push_back({Duty::minors, 128, EndSession{}});
}

/// The day's quota of this person: the pack's, or their guardians' where that is less.
Milliseconds own_quota(const TurnFacts& facts, const pack::Params& params) {
  const Milliseconds quota = quota_of(age_of_hours(facts, params), params);
  return std::min(quota, facts.person.guardian.quota.value_or(quota));
}

/// When today's hours that guardians set are over; nothing where they set none.
std::optional<Instant> hours_end(const TurnFacts& facts) {
  const auto& hours = facts.person.guardian.hours;
  if (!hours || hours->until >= std::chrono::hours(24)) return std::nullopt;
  return instant_of(facts.local.date, hours->until, facts.person.profile.time_zone);
}

void stop_in_time(const TurnFacts& facts, const pack::Params& params, Milliseconds left,
                  Requirements& required) {
  const Instant until = served_until(facts, params);
  if (until == facts.now + left) {
    required.push_back({Duty::minors, 118, StopAt{until, "limit.reached", limit_reached_body}});
  } else if (until == hours_end(facts)) {
    required.push_back({Duty::minors, 125, StopAt{until, "limit.reached", limit_hours_body}});
  } else {
    required.push_back({Duty::minors, 119, StopAt{until, "limit.reached", limit_night_body}});
  }
}

void keep_hours(const TurnFacts& facts, const pack::Params& params, Requirements& required) {
  if (is_night(facts.local.time_of_day, params)) {
    required.push_back({Duty::minors, 119, Refuse{"anban_night", refuse_night, {}}});
    return;
  }
  const Milliseconds quota = own_quota(facts, params);
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
  stop_in_time(facts, params, left, required);
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
/// turn, so that this one is answered; only a character for adults says goodbye at once, unless
/// somebody is in danger.
void suspect(const TurnFacts& facts, const pack::Params& params, Requirements& required) {
  const auto* sign = signals::find(facts.about_person, signals::Category::minor_implicit);
  const bool is_known = facts.person.standing.is_minor_by_age || facts.person.state.suspected_minor;
  if (sign == nullptr || sign->kind != signals::added_up || !facts.person.registered || is_known ||
      facts.repeated) {
    return;
  }
  required.push_back({Duty::minors, 127, SuspectMinor{}});
  const bool says_goodbye = is_for_adults(facts.character, params) && !is_in_danger(required);
  required.push_back({Duty::minors, 128,
                      Tell{.event_type = "mode.changed",
                           .severity = Severity::warn,
                           .display = Display::dialog,
                           .title = mode_suspected_title,
                           .text = mode_suspected_body,
                           .gravity = 60,
                           .in_words = says_goodbye ? Inline::none : Inline::notice,
                           .amount = std::to_string(params.appeals.working_days)}});
  if (says_goodbye) end_kindly(required);
}

}  // namespace

int age_of_limits(const Standing& standing, const std::optional<Instant>& suspected,
                  const pack::Params& params) {
  if (standing.mode != Mode::minor) return standing.age;
  if (suspected) return std::min(standing.age, params.age.young_minor - 1);
  return std::min(standing.age, params.age.minor - 1);
}

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
  const Milliseconds left = own_quota(facts, params) - facts.person.state.use.today_used;
  const Instant quota_ends = facts.now + std::max(left, Milliseconds(0));
  const std::string& zone = facts.person.profile.time_zone;
  Instant night = instant_of(facts.local.date, params.minors.night_from, zone);
  if (night <= facts.now)
    night = instant_of(day_after(facts.local.date), params.minors.night_from, zone);
  const auto hours = hours_end(facts);
  return std::min({quota_ends, night, hours.value_or(night)});
}

void minors(const TurnFacts& facts, const pack::Params& params, Requirements& required) {
  suspect(facts, params, required);
  if (facts.person.registered && facts.person.standing.mode != Mode::minor) return;
  if (facts.character.intimate) {
    bar_the_character(required);
  } else if (facts.character.min_age > age_of_hours(facts, params)) {
    withhold_the_tier(facts, required);
  }
  required.push_back({Duty::minors, 28, HoldClauses{}});
  required.push_back({Duty::minors, 28, Instruct{instruct_minor}});
  if (!facts.person.registered) return;  // refused as unknown; nothing is counted
  redirect_intimacy(facts, required);
  keep_hours(facts, params, required);
  remind_of_reality(facts, params, required);
}

}  // namespace anban::duties
