// SPDX-License-Identifier: Apache-2.0
// Signs out of findings, findings out of alarms.
#include "turn/trends.h"

#include <algorithm>
#include <exception>
#include <initializer_list>

#include <fmt/format.h>

#include "turn/words.h"

namespace anban {
namespace {

using signals::Category;
using signals::Finding;
using signals::Findings;

constexpr std::string_view maker = "trend/";

double hundredths(int value) { return static_cast<double>(value) / 100.0; }

bool is_decided(const Findings& findings, std::initializer_list<Category> categories) {
  return std::any_of(categories.begin(), categories.end(),
                     [&](Category each) { return signals::find(findings, each) != nullptr; });
}

// Weaker suspicions are told for another use (turn/hindsight.h) and would add up in ordinary talk.
constexpr float adds_up_from = 0.4F;

/// The strongest finding of those categories, decided or not; null where there is none.
const Finding* strongest(const Findings& findings, std::initializer_list<Category> categories) {
  const Finding* best = nullptr;
  for (const Finding& each : findings) {
    if (std::find(categories.begin(), categories.end(), each.category) == categories.end()) {
      continue;
    }
    if (!each.decided && each.strength < adds_up_from) continue;
    if (best == nullptr || each.strength > best->strength) best = &each;
  }
  return best;
}

/// The strongest finding of dependence of one of those kinds; null where there is none.
const Finding* strongest_of_kinds(const Findings& findings,
                                  std::initializer_list<std::string_view> kinds) {
  const Finding* best = nullptr;
  for (const Finding& each : findings) {
    if (each.category != Category::dependence) continue;
    if (std::find(kinds.begin(), kinds.end(), each.kind) == kinds.end()) continue;
    if (best == nullptr || each.strength > best->strength) best = &each;
  }
  return best;
}

double strength(const Finding* finding) {
  return finding == nullptr ? 0.0 : static_cast<double>(finding->strength);
}

/// What one turn shows of each trend, with the findings that show it.
struct Shown {
  explicit Shown(const Findings& findings)
      : mood(strongest(
            findings, {Category::crisis_tier1, Category::crisis_tier2, Category::extreme_emotion})),
        minor(strongest(findings, {Category::minor_explicit, Category::minor_implicit})),
        minor_in_so_many_words(strongest(findings, {Category::minor_explicit})),
        loss(strongest(findings, {Category::property_loss, Category::fraud})),
        intimacy(strongest(findings, {Category::intimacy_request})),
        attachment(strongest(findings, {Category::dependence})) {}
  const Finding* mood;
  const Finding* minor;
  const Finding* minor_in_so_many_words;
  const Finding* loss;
  const Finding* intimacy;
  const Finding* attachment;
};

Finding finding_of(Category category, const char* name, const Finding* shown) {
  Finding finding{
      category, 1.0F, true, {}, std::string(signals::added_up), std::string(maker) + name + "@1"};
  if (shown != nullptr) finding.span = shown->span;
  return finding;
}

Finding dependence_finding(const Trends& trends, const TrendRules& rules, const Finding* shown) {
  const Dependence found = dependence_of(trends, rules);
  Finding finding = finding_of(Category::dependence, "dependence", shown);
  finding.strength = static_cast<float>(found.level) / 3.0F;
  const bool is_due = (trends.latest_alarms & alarm_of_dependence) != 0;
  finding.kind = (is_due ? "level_" : "stays_level_") + std::to_string(found.level);
  for (std::size_t i = 0; i < found.factors.size(); ++i) {
    finding.kind += (i == 0 ? ": " : ", ") + found.factors[i];
  }
  return finding;
}

/// "began: score_4.08, share_0.61" with the turn from which the counter-steer is given.
Finding catering_finding(const Trends& trends, const TrendRules& rules) {
  const double score = static_cast<double>(trends.catering) / 1e6;
  const bool begins = (trends.latest_alarms & alarm_of_catering) != 0;
  Finding finding = finding_of(Category::sycophancy, "catering", nullptr);
  finding.strength = static_cast<float>(std::min(1.0, score / rules.catering_alarm));
  finding.kind = fmt::format("{}: score_{:.2f}, share_{:.2f}", begins ? "began" : "goes_on", score,
                             static_cast<double>(trends.catering_share) / 1e6);
  return finding;
}

bool is_taken_for_an_adult(const Turn& turn) {
  return !turn.facts.person.standing.is_minor_by_age && !turn.facts.person.state.suspected_minor;
}

/// After an upheld appeal the implicit signs rest for a while: the person writes as they wrote. An
/// age in so many words counts all the same (O-129).
const Finding* sign_of_minority(const Turn& turn, const Shown& shown) {
  const auto& until = turn.facts.person.state.minor_signs_rest_until;
  return until && turn.started < *until ? shown.minor_in_so_many_words : shown.minor;
}

/// Findings for the alarms of `trends`; what the turn says by itself needs no trend.
Findings findings_of(const Turn& turn, const Trends& trends, const TrendRules& rules) {
  const Findings& said = turn.facts.about_person;
  const Shown shown(said);
  const Standing& standing = turn.facts.person.standing;
  const auto rings = [&](TrendAlarm alarm) { return (trends.latest_alarms & alarm) != 0; };
  Findings found;
  if (rings(alarm_of_mood)) found.push_back(finding_of(Category::crisis_tier1, "mood", shown.mood));
  if (rings(alarm_of_minor) && is_taken_for_an_adult(turn)) {
    found.push_back(finding_of(Category::minor_implicit, "minor", shown.minor));
  }
  if (rings(alarm_of_loss)) {
    found.push_back(finding_of(Category::property_loss, "loss", shown.loss));
  }
  if (rings(alarm_of_intimacy) && standing.mode == Mode::minor &&
      !is_decided(said, {Category::intimacy_request})) {
    found.push_back(finding_of(Category::intimacy_request, "intimacy", shown.intimacy));
  }
  if (rings(alarm_of_dependence) || dependence_of(trends, rules).level >= 2) {
    found.push_back(dependence_finding(trends, rules, shown.attachment));
  }
  if (trends.counter_steer == CounterSteer::given) {
    found.push_back(catering_finding(trends, rules));
  }
  return found;
}

TrendSigns signs_of(const Turn& turn) {
  const Findings& said = turn.facts.about_person;
  const Shown shown(said);
  const Standing& standing = turn.facts.person.standing;
  TrendSigns signs;
  signs.low_mood = strength(shown.mood);
  if (is_taken_for_an_adult(turn)) signs.minor = strength(sign_of_minority(turn, shown));
  signs.loss = strength(shown.loss);
  if (standing.mode == Mode::minor) signs.intimacy = strength(shown.intimacy);
  signs.attachment = strength(shown.attachment);
  signs.exclusivity = strength(strongest_of_kinds(said, {"exclusive", "control"}));
  signs.withdrawal = strength(strongest_of_kinds(said, {"withdrawal", "plea", "relapse"}));
  signs.crisis_answered =
      is_decided(said, {Category::crisis_tier1, Category::crisis_tier2, Category::life_danger});
  signs.loss_answered = is_decided(said, {Category::property_loss});
  return signs;
}

}  // namespace

TrendRules trend_rules(const pack::Params& params) {
  TrendRules rules;
  const auto& trend = params.trend;
  rules.mood_half_life = trend.mood_half_life;
  rules.minor_half_life = trend.minor_half_life;
  rules.loss_half_life = trend.loss_half_life;
  rules.intimacy_half_life = trend.intimacy_half_life;
  rules.attachment_half_life = trend.attachment_half_life;
  rules.catering_half_life = trend.catering_half_life;
  rules.catering_alarm = hundredths(trend.catering_alarm);
  rules.catering_calm = hundredths(trend.catering_calm);
  rules.catering_share = hundredths(trend.catering_share);
  rules.catering_leak = hundredths(trend.catering_leak);
  rules.mood_alarm = hundredths(trend.mood_alarm);
  rules.minor_alarm = hundredths(trend.minor_alarm);
  rules.loss_alarm = hundredths(trend.loss_alarm);
  rules.intimacy_alarm = hundredths(trend.intimacy_alarm);
  rules.attachment_alarm = hundredths(trend.attachment_alarm);
  rules.exclusivity_alarm = hundredths(params.dependence.exclusivity_alarm);
  rules.withdrawal_alarm = hundredths(params.dependence.withdrawal_alarm);
  rules.spending_half_life = params.dependence.spending_half_life;
  rules.spending_alarm = params.dependence.spending_alarm;
  rules.floor = hundredths(trend.floor);
  rules.leak = hundredths(trend.leak);
  rules.worsening_turns = trend.worsening_turns;
  rules.soothe_again_after = trend.soothe_again_after;
  rules.warn_again_after = trend.warn_again_after;
  rules.use_half_life = params.dependence.use_half_life;
  rules.long_day = params.dependence.long_day;
  rules.night_share = hundredths(params.dependence.night_share);
  rules.night_until = params.dependence.night_until;
  rules.days_in_a_row = params.dependence.days_in_a_row;
  return rules;
}

void notice_trends(Turn& turn) {
  if (!turn.facts.person.registered) return;
  const TrendRules rules = trend_rules(turn.policy->pack->params);
  const Trends& before = turn.facts.person.state.trends;
  Trends after = before;
  if (turn.facts.repeated) {
    if (before.latest_turn != turn.id) return;
  } else {
    after = after_turn(before, signs_of(turn), {turn.id, turn.started, turn.facts.local},
                       turn.facts.person.state.use, rules);
  }
  Findings added = findings_of(turn, after, rules);
  if (!turn.facts.repeated) turn.trends = std::move(after);
  for (Finding& each : added) turn.facts.about_person.push_back(std::move(each));
}

double catering_of(const Turn& turn, std::string_view reply) {
  if (!turn.person) return 0;
  const std::string_view looked_at = reply.substr(0, reply_looked_at_most);
  try {
    const double agrees = static_cast<double>(
        turn.policy->observer->catering(without_platform_words(*turn.policy->pack, looked_at)));
    return std::max(agrees, strength(strongest(turn.in_reply, {Category::sycophancy})));
  } catch (const std::exception&) {
    return 0;  // the turn that fails to be heard is told by observe(); this only adds up
  }
}

void notice_reply(const Turn& turn, double caters, LiveState& state) {
  state.trends = after_reply(state.trends, caters, trend_rules(turn.policy->pack->params));
}

std::string_view trend_version(const Findings& findings) {
  const bool any = std::any_of(findings.begin(), findings.end(), [](const Finding& each) {
    return each.detector.starts_with(maker);
  });
  return any ? "trend@1" : std::string_view();
}

}  // namespace anban
