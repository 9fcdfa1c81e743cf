// SPDX-License-Identifier: Apache-2.0
// Each sum is a one-sided CUSUM (E. S. Page, "Continuous Inspection Schemes", Biometrika 41, 1954)
// that also halves with time: signs add, every turn takes a little off, so that the rare false sign
// of a long ordinary conversation never adds up while a run of weak true ones does.
#include "people/trend.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace anban {
namespace {

constexpr double millionths = 1e6;
constexpr double rise_least = 0.02;  // of what a sign weighs: less is noise
constexpr double hour = 3'600'000;   // in milliseconds
constexpr double day = 24 * hour;
constexpr double little_use = 0.5;      // mean hours a day below which habits say nothing
constexpr double replies_recent = 8;    // the mean of a share reaches back about so many
constexpr double catering_above = 1.5;  // a sum grows to that many alarms, so that it can end
constexpr int days_counted_most = 10'000;
constexpr double spending_above = 4;  // a sum grows to that many alarms, so that it can end
constexpr std::int64_t fen_counted_most = 100'000'000;

std::int64_t counted(double value) { return std::llround(value * millionths); }

double decay(Milliseconds age, Milliseconds half_life) {
  return std::exp2(-static_cast<double>(age.count()) / static_cast<double>(half_life.count()));
}

/// One step of a sum; a turn without a sign only lets it leak.
std::int64_t step(std::int64_t sum, double sign, double factor, const TrendRules& rules) {
  const double kept = static_cast<double>(sum) / millionths * factor;
  return counted(std::max(0.0, kept + (sign > 0 ? sign : -rules.leak)));
}

std::int64_t aged(std::int64_t sum, double factor) {
  return counted(static_cast<double>(sum) / millionths * factor);
}

/// What a sign weighs: 0 up to the floor, 1 where it is certain.
double weight_of(double sign, const TrendRules& rules) {
  return std::clamp((sign - rules.floor) / std::max(1.0 - rules.floor, rise_least), 0.0, 1.0);
}

TrendSigns weighed(TrendSigns signs, const TrendRules& rules) {
  for (double* each : {&signs.low_mood, &signs.minor, &signs.loss, &signs.intimacy,
                       &signs.attachment, &signs.exclusivity, &signs.withdrawal}) {
    *each = weight_of(*each, rules);
  }
  return signs;
}

bool is_due(const std::optional<Instant>& last, Instant now, Milliseconds again_after) {
  return !last || *last > now || now - *last >= again_after;
}

bool reaches(std::int64_t sum, double alarm) { return sum >= counted(alarm); }

void count_days(Trends& trends, const LocalDate& today) {
  if (trends.days_in_a_row == 0 || today > day_after(trends.latest_day)) {
    trends.days_in_a_row = 1;
  } else if (today == day_after(trends.latest_day)) {
    trends.days_in_a_row = std::min(trends.days_in_a_row + 1, days_counted_most);
  } else {
    return;  // the same day, or a clock that went back
  }
  trends.latest_day = today;
  trends.counted_use = Milliseconds(0);
}

void count_use(Trends& trends, double factor, const TrendTime& time, const UseMeter& use,
               const TrendRules& rules) {
  count_days(trends, time.local.date);
  const Milliseconds used = use.today == trends.latest_day ? use.today_used : Milliseconds(0);
  const Milliseconds fresh = std::max(used - trends.counted_use, Milliseconds(0));
  trends.counted_use = std::max(trends.counted_use, used);
  const double hours = static_cast<double>(fresh.count()) / hour;
  const bool by_night = time.local.time_of_day < rules.night_until;
  const auto add = [factor](std::int64_t sum, double more) {
    return counted(static_cast<double>(sum) / millionths * factor + more);
  };
  trends.use = add(trends.use, hours);
  trends.night_use = add(trends.night_use, by_night ? hours : 0);
}

void count_mood(Trends& trends, double heard, const TrendRules& rules) {
  const double earlier = static_cast<double>(trends.latest_mood) / millionths;
  const bool rises = heard >= earlier + rise_least;
  trends.worsening = rises ? std::min(trends.worsening + 1, rules.worsening_turns) : 0;
  trends.latest_mood = counted(heard);
}

/// An alarm is raised only by a turn that itself adds to the sum.
std::uint8_t alarms_of(Trends& trends, const TrendSigns& signs, Instant now,
                       const TrendRules& rules) {
  std::uint8_t alarms = 0;
  const bool low =
      reaches(trends.mood, rules.mood_alarm) || trends.worsening >= rules.worsening_turns;
  if (signs.crisis_answered) {
    trends.soothed = now;
  } else if (signs.low_mood > 0 && low && is_due(trends.soothed, now, rules.soothe_again_after)) {
    trends.soothed = now;
    alarms |= alarm_of_mood;
  }
  if (signs.minor > 0 && reaches(trends.minor, rules.minor_alarm)) alarms |= alarm_of_minor;
  if (signs.loss_answered) {
    trends.warned_of_loss = now;
  } else if (signs.loss > 0 && reaches(trends.loss, rules.loss_alarm) &&
             is_due(trends.warned_of_loss, now, rules.warn_again_after)) {
    trends.warned_of_loss = now;
    alarms |= alarm_of_loss;
  }
  if (signs.intimacy > 0 && reaches(trends.intimacy, rules.intimacy_alarm)) {
    alarms |= alarm_of_intimacy;
  }
  if (dependence_of(trends, rules).level >= 2 &&
      is_due(trends.warned_of_dependence, now, rules.warn_again_after)) {
    trends.warned_of_dependence = now;
    alarms |= alarm_of_dependence;
  }
  if (trends.counter_steer == CounterSteer::due) {
    trends.counter_steer = CounterSteer::given;
    alarms |= alarm_of_catering;
  }
  return alarms;
}

void calm(Trends& trends, const TrendRules& rules) {
  if (!reaches(trends.catering, rules.catering_calm)) trends.counter_steer = CounterSteer::none;
}

}  // namespace

Trends after_turn(const Trends& before, const TrendSigns& shown, const TrendTime& time,
                  const UseMeter& use, const TrendRules& rules) {
  const TrendSigns signs = weighed(shown, rules);
  Trends after = before;
  const Milliseconds age =
      before.at ? std::max(time.now - *before.at, Milliseconds(0)) : Milliseconds(0);
  if (!before.at || time.now > *before.at) after.at = time.now;
  after.mood = step(before.mood, signs.low_mood, decay(age, rules.mood_half_life), rules);
  after.minor = step(before.minor, signs.minor, decay(age, rules.minor_half_life), rules);
  after.loss = step(before.loss, signs.loss, decay(age, rules.loss_half_life), rules);
  after.intimacy =
      step(before.intimacy, signs.intimacy, decay(age, rules.intimacy_half_life), rules);
  after.attachment =
      step(before.attachment, signs.attachment, decay(age, rules.attachment_half_life), rules);
  const double forgotten = decay(age, rules.attachment_half_life);
  after.exclusivity = step(before.exclusivity, signs.exclusivity, forgotten, rules);
  after.withdrawal = step(before.withdrawal, signs.withdrawal, forgotten, rules);
  after.spending = aged(before.spending, decay(age, rules.spending_half_life));
  after.catering = aged(before.catering, decay(age, rules.catering_half_life));
  calm(after, rules);
  if (age > rules.mood_half_life) {  // another sitting: nothing to compare with
    after.latest_mood = 0;
    after.worsening = 0;
  }
  count_mood(after, signs.low_mood, rules);
  count_use(after, decay(age, rules.use_half_life), time, use, rules);
  after.latest_turn = time.turn;
  after.latest_alarms = alarms_of(after, signs, time.now, rules);
  return after;
}

Trends after_reply(const Trends& before, double caters, const TrendRules& rules) {
  Trends after = before;
  const double weight = weight_of(caters, rules);
  const double more = weight > 0 ? weight : -rules.catering_leak;
  const double sum = static_cast<double>(before.catering) / millionths + more;
  after.catering = counted(std::clamp(sum, 0.0, rules.catering_alarm * catering_above));
  const double share = static_cast<double>(before.catering_share) / millionths;
  after.catering_share = counted(share + ((weight > 0 ? 1 : 0) - share) / replies_recent);
  const bool is_due = reaches(after.catering, rules.catering_alarm) &&
                      reaches(after.catering_share, rules.catering_share);
  if (is_due && after.counter_steer == CounterSteer::none) {
    after.counter_steer = CounterSteer::due;
  }
  calm(after, rules);
  return after;
}

Trends after_purchase(const Trends& before, std::int64_t fen, Instant now,
                      const TrendRules& rules) {
  Trends after = before;
  const Milliseconds age =
      before.at ? std::max(now - *before.at, Milliseconds(0)) : Milliseconds(0);
  // The next turn ages everything from the newest turn on, this purchase with it: weigh it up.
  const double later = decay(std::min(age, rules.spending_half_life), rules.spending_half_life);
  const double yuan = static_cast<double>(std::clamp<std::int64_t>(fen, 0, fen_counted_most)) / 100;
  const double sum = static_cast<double>(before.spending) / millionths + yuan / later;
  if (!after.at) after.at = now;
  after.spending = counted(std::min(sum, rules.spending_alarm * spending_above));
  return after;
}

Dependence dependence_of(const Trends& trends, const TrendRules& rules) {
  Dependence found;
  // A steady rate of r a day makes a sum of r * half-life / ln 2.
  const double a_day =
      std::numbers::ln2 * day / static_cast<double>(rules.use_half_life.count()) / millionths;
  const double mean = static_cast<double>(trends.use) * a_day;
  const double mean_by_night = static_cast<double>(trends.night_use) * a_day;
  const double long_day = static_cast<double>(rules.long_day.count()) / hour;
  const bool is_habit = mean >= little_use;
  int points = 0;
  const auto add = [&](const char* factor, int weight) {
    if (weight == 0) return;
    points += weight;
    found.factors.emplace_back(factor);
  };
  const auto once = [](bool holds) { return holds ? 1 : 0; };
  add("hours", once(mean >= long_day) + once(mean >= 2 * long_day));
  add("nights", once(is_habit && mean_by_night >= rules.night_share * mean));
  add("streak", once(is_habit && trends.days_in_a_row >= rules.days_in_a_row));
  add("words", once(reaches(trends.attachment, rules.attachment_alarm)) +
                   once(reaches(trends.attachment, 2 * rules.attachment_alarm)));
  add("exclusivity", once(reaches(trends.exclusivity, rules.exclusivity_alarm)));
  add("withdrawal", once(reaches(trends.withdrawal, rules.withdrawal_alarm)));
  add("spending", once(reaches(trends.spending, rules.spending_alarm)));
  found.level = once(points >= 2) + once(points >= 3) + once(points >= 5);
  return found;
}

}  // namespace anban
