// SPDX-License-Identifier: Apache-2.0
// The table of parameters. A field that is added to params.h gets its line here; a test counts
// both, so that none can be forgotten.
#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "base/ensure.h"
#include "pack/param_fields.h"

namespace anban::pack {
namespace {

constexpr std::array<std::string_view, 2> identity_choices{"publishing", "service"};

// One line a parameter: the reference is taken by a captureless function.
#define ANBAN_PARAM(group, member, direction)                                                    \
  ParamField {                                                                                   \
    #group "." #member, Direction::direction, +[](Params& p) -> auto& { return p.group.member; } \
  }

ParamField with_least(ParamField field, int least) {
  field.least = least;
  return field;
}

ParamField with_choices(ParamField field, std::span<const std::string_view> choices) {
  field.choices = choices;
  return field;
}

std::vector<ParamField> fields_of_persons() {
  return {
      ANBAN_PARAM(age, child_consent, exactly),
      ANBAN_PARAM(age, young_minor, exactly),
      ANBAN_PARAM(age, minor, exactly),
      ANBAN_PARAM(age, elder, exactly),
      ANBAN_PARAM(time_in_use, reminder_every, at_most),
      ANBAN_PARAM(time_in_use, idle_gap, at_least),
      ANBAN_PARAM(time_in_use, pause_wording, at_least),
      ANBAN_PARAM(minors, reality_reminder_every, at_most),
      ANBAN_PARAM(minors, quota_young, at_most),
      ANBAN_PARAM(minors, quota, at_most),
      ANBAN_PARAM(minors, limit_near, at_least),
      ANBAN_PARAM(minors, night_from, at_most),
      ANBAN_PARAM(minors, night_until, at_least),
      ANBAN_PARAM(minors, companionship_consent, at_least),
      ANBAN_PARAM(minors, access_for, at_most),
      with_least(ANBAN_PARAM(minors, audit_report_by, at_most), 1),
      with_least(ANBAN_PARAM(minors, audit_first_reminder, at_least), 1),
      with_least(ANBAN_PARAM(minors, audit_second_reminder, at_least), 1),
      ANBAN_PARAM(guardians, loosening_waits, at_least),
      ANBAN_PARAM(guardians, unlinking_waits, at_least),
      ANBAN_PARAM(guardians, verified_for, at_most),
      ANBAN_PARAM(guardians, third_party_consent, at_least),
      ANBAN_PARAM(spending, none_below, at_least),
      ANBAN_PARAM(spending, single_young, at_most),
      ANBAN_PARAM(spending, month_young, at_most),
      ANBAN_PARAM(spending, single, at_most),
      ANBAN_PARAM(spending, month, at_most),
      ANBAN_PARAM(crisis, window, at_least),
      ANBAN_PARAM(crisis, degraded_for, at_most),
      ANBAN_PARAM(crisis, contact_again_after, at_most),
      ANBAN_PARAM(crisis, help_lines_stale_after, at_most),
      ANBAN_PARAM(crisis, aftercare_for, at_least),
      with_least(ANBAN_PARAM(crisis, loss_amount, at_most), 1),
      ANBAN_PARAM(crisis, takeover_required, at_least),
  };
}

std::vector<ParamField> fields_of_trends() {
  return {
      ANBAN_PARAM(trend, mood_half_life, at_least),
      ANBAN_PARAM(trend, minor_half_life, at_least),
      ANBAN_PARAM(trend, loss_half_life, at_least),
      ANBAN_PARAM(trend, intimacy_half_life, at_least),
      ANBAN_PARAM(trend, attachment_half_life, at_least),
      ANBAN_PARAM(trend, catering_half_life, at_least),
      with_least(ANBAN_PARAM(trend, mood_alarm, at_most), 1),
      with_least(ANBAN_PARAM(trend, minor_alarm, at_most), 1),
      with_least(ANBAN_PARAM(trend, loss_alarm, at_most), 1),
      with_least(ANBAN_PARAM(trend, intimacy_alarm, at_most), 1),
      with_least(ANBAN_PARAM(trend, attachment_alarm, at_most), 1),
      with_least(ANBAN_PARAM(trend, catering_alarm, at_most), 1),
      ANBAN_PARAM(trend, catering_calm, at_most),
      with_least(ANBAN_PARAM(trend, catering_share, at_most), 1),
      ANBAN_PARAM(trend, catering_leak, at_most),
      with_least(ANBAN_PARAM(trend, floor, at_most), 1),
      ANBAN_PARAM(trend, leak, at_most),
      with_least(ANBAN_PARAM(trend, worsening_turns, at_most), 1),
      ANBAN_PARAM(trend, soothe_again_after, at_most),
      ANBAN_PARAM(trend, warn_again_after, at_most),
      ANBAN_PARAM(dependence, use_half_life, at_least),
      ANBAN_PARAM(dependence, long_day, at_most),
      ANBAN_PARAM(dependence, night_share, at_most),
      ANBAN_PARAM(dependence, night_until, at_least),
      with_least(ANBAN_PARAM(dependence, days_in_a_row, at_most), 1),
      with_least(ANBAN_PARAM(dependence, exclusivity_alarm, at_most), 1),
      with_least(ANBAN_PARAM(dependence, withdrawal_alarm, at_most), 1),
      ANBAN_PARAM(dependence, spending_half_life, at_least),
      with_least(ANBAN_PARAM(dependence, spending_alarm, at_most), 1),
      ANBAN_PARAM(dependence, boundary_again_after, at_most),
  };
}

std::vector<ParamField> fields_of_the_service() {
  return {
      ANBAN_PARAM(elders, guidance_every, at_most),
      ANBAN_PARAM(elders, warn_again_after, at_most),
      with_least(ANBAN_PARAM(elders, sign_from, at_most), 1),
      with_least(ANBAN_PARAM(elders, danger_from, at_most), 1),
      with_least(ANBAN_PARAM(elders, amount, at_most), 1),
      ANBAN_PARAM(elders, case_due, at_most),
      ANBAN_PARAM(elders, contact_prompt, at_least),
      ANBAN_PARAM(elders, kin_barred, at_least),
      ANBAN_PARAM(care, acknowledge_within, at_most),
      ANBAN_PARAM(care, escalate_again, at_most),
      ANBAN_PARAM(care, lease, at_most),
      ANBAN_PARAM(care, close_within, at_most),
      ANBAN_PARAM(care, takeover_idle, at_most),
      ANBAN_PARAM(notify, retry_for, at_least),
      ANBAN_PARAM(notify, first_backoff, at_most),
      ANBAN_PARAM(notify, backoff_most, at_most),
      with_least(ANBAN_PARAM(notify, attempts_a_channel, at_most), 1),
      ANBAN_PARAM(leaving, suppress_outbound, at_least),
      with_least(ANBAN_PARAM(content, strikes_consecutive, at_most), 1),
      with_least(ANBAN_PARAM(content, strikes_per_day, at_most), 1),
      ANBAN_PARAM(content, suspended_for, at_least),
      ANBAN_PARAM(content, lexicon_stale_after, at_most),
      ANBAN_PARAM(registration, emergency_contact_required, at_least),
      with_choices(ANBAN_PARAM(registration, identity_required_for, at_least), identity_choices),
      ANBAN_PARAM(registration, agreement_version, free),
      ANBAN_PARAM(registration, pending_kept, at_most),
      ANBAN_PARAM(registration, code_valid, at_most),
      with_least(ANBAN_PARAM(registration, code_attempts, at_most), 1),
      with_least(ANBAN_PARAM(registration, accounts_per_identity, at_most), 1),
      with_least(ANBAN_PARAM(appeals, working_days, at_most), 1),
      ANBAN_PARAM(appeals, rounds, exactly),
      ANBAN_PARAM(appeals, quiet, at_most),
      ANBAN_PARAM(disclosure, dialog_each_login, at_least),
      ANBAN_PARAM(repeats, window, exactly),
      ANBAN_PARAM(retention, network_log, at_least),
  };
}
#undef ANBAN_PARAM

const std::vector<ParamField>& table() {
  static const std::vector<ParamField> fields = [] {
    std::vector<ParamField> all = fields_of_persons();
    for (const ParamField& each : fields_of_trends()) all.push_back(each);
    for (const ParamField& each : fields_of_the_service()) all.push_back(each);
    return all;
  }();
  return fields;
}

std::ptrdiff_t rank(const ParamField& field, const std::string& word) {
  return std::find(field.choices.begin(), field.choices.end(), word) - field.choices.begin();
}

std::partial_ordering compare(const ParamField& field, const ParamValue& a, const ParamValue& b) {
  if (const std::string* word = std::get_if<std::string>(&a)) {
    return rank(field, *word) <=> rank(field, std::get<std::string>(b));
  }
  if (a == b) return std::partial_ordering::equivalent;
  return a < b ? std::partial_ordering::less : std::partial_ordering::greater;
}

}  // namespace

const char* name_of(Direction direction) {
  switch (direction) {
    case Direction::at_most: return "at_most";
    case Direction::at_least: return "at_least";
    case Direction::exactly: return "exactly";
    case Direction::free: return "free";
  }
  return "?";
}

std::span<const ParamField> param_fields() { return table(); }

const ParamField* param_field(std::string_view name) {
  for (const ParamField& field : table()) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

ParamValue value_of(const ParamField& field, const Params& params) {
  Params copy = params;
  return std::visit([&](auto get) -> ParamValue { return get(copy); }, field.field);
}

void set_value(const ParamField& field, Params& params, const ParamValue& value) {
  std::visit(
      [&](auto get) {
        using Type = std::remove_reference_t<decltype(get(params))>;
        const Type* typed = std::get_if<Type>(&value);
        ensure(typed != nullptr, "a parameter's value has the type of its field");
        get(params) = *typed;
      },
      field.field);
}

std::string spell(Milliseconds duration) {
  const std::int64_t count = duration.count();
  constexpr std::int64_t second = 1000;
  if (count == 0) return "0s";
  if (count % (24 * 3600 * second) == 0) return fmt::format("{}d", count / (24 * 3600 * second));
  if (count % (3600 * second) == 0) return fmt::format("{}h", count / (3600 * second));
  if (count % (60 * second) == 0) return fmt::format("{}m", count / (60 * second));
  if (count % second == 0) return fmt::format("{}s", count / second);
  return fmt::format("{}ms", count);
}

std::string to_text(const ParamValue& value) {
  if (const bool* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
  if (const int* number = std::get_if<int>(&value)) return std::to_string(*number);
  if (const Milliseconds* duration = std::get_if<Milliseconds>(&value)) return spell(*duration);
  if (const Seconds* of_day = std::get_if<Seconds>(&value)) {
    return fmt::format("{:02}:{:02}", of_day->count() / 3600, of_day->count() / 60 % 60);
  }
  return std::get<std::string>(value);
}

std::partial_ordering strictness(const ParamField& field, const ParamValue& a,
                                 const ParamValue& b) {
  if (a == b) return std::partial_ordering::equivalent;
  switch (field.direction) {
    case Direction::at_most: return compare(field, b, a);
    case Direction::at_least: return compare(field, a, b);
    case Direction::exactly:
    case Direction::free: break;
  }
  return std::partial_ordering::unordered;
}

}  // namespace anban::pack
