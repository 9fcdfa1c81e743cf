// SPDX-License-Identifier: Apache-2.0
// The numbers of a pack, typed. parameters.toml has one table a field, named as below with a dot
// between group and name; pack/params.cc maps them and knows the direction in which each may be
// tightened. Defaults here are for unit tests only: a pack must name every parameter.
#pragma once

#include <string>
#include <vector>

#include "base/local_time.h"

namespace anban::pack {

struct Params {
  struct Age {
    int child_consent = 14;  // below: guardian's consent
    int young_minor = 16;    // below: the shorter quota
    int minor = 18;
    int elder = 60;
  } age;
  struct TimeInUse {
    Milliseconds reminder_every = std::chrono::hours(2);
    Milliseconds idle_gap = std::chrono::minutes(15);
    bool pause_wording = false;  // O-99, draft
  } time_in_use;
  struct Minors {
    Milliseconds reality_reminder_every = std::chrono::minutes(30);
    Milliseconds quota_young = std::chrono::hours(1);
    Milliseconds quota = std::chrono::hours(2);
    Milliseconds limit_near = std::chrono::minutes(10);  // limit.near is said that long before
    Seconds night_from = std::chrono::hours(22);
    Seconds night_until = std::chrono::hours(6);
    bool companionship_consent = false;                // O-115, draft
    Milliseconds access_for = std::chrono::hours(24);  // staff see a minor's data that long
    int audit_report_by = 31;       // day of January: the report on the year before is handed in
    int audit_first_reminder = 61;  // days before that day
    int audit_second_reminder = 16;
  } minors;
  struct Guardians {
    Milliseconds loosening_waits = std::chrono::hours(24);
    Milliseconds unlinking_waits = std::chrono::hours(24);
    Milliseconds verified_for = std::chrono::days(365);  // then the guardian confirms anew
    bool third_party_consent = false;                    // O-133, draft
  } guardians;
  struct Spending {      // in fen
    int none_below = 8;  // years of age
    int single_young = 5'000;
    int month_young = 20'000;
    int single = 10'000;
    int month = 40'000;
  } spending;
  struct Crisis {
    Milliseconds window = std::chrono::minutes(30);
    Milliseconds degraded_for = std::chrono::minutes(10);
    Milliseconds contact_again_after = std::chrono::hours(24);  // no second alert before
    Milliseconds help_lines_stale_after = std::chrono::days(30);
    Milliseconds aftercare_for = std::chrono::days(3);  // after tier 2, once a day a gentle line
    int loss_amount = 1000;          // yuan; less, and the contact is not told of the loss
    bool takeover_required = false;  // O-92, draft
  } crisis;
  /// What adds up over turns (people/trend.h). Alarms, floor and leak are in hundredths.
  struct Trend {
    Milliseconds mood_half_life = std::chrono::hours(3);
    Milliseconds minor_half_life = std::chrono::days(14);
    Milliseconds loss_half_life = std::chrono::days(7);
    Milliseconds intimacy_half_life = std::chrono::hours(6);
    Milliseconds attachment_half_life = std::chrono::days(14);
    Milliseconds catering_half_life = std::chrono::hours(24);
    int mood_alarm = 100;
    int minor_alarm = 200;
    int loss_alarm = 100;
    int intimacy_alarm = 80;
    int attachment_alarm = 150;
    int catering_alarm = 400;
    int catering_calm = 150;
    int catering_share = 60;  // percent
    int catering_leak = 40;
    int floor = 40;
    int leak = 1;
    int worsening_turns = 3;
    Milliseconds soothe_again_after = std::chrono::minutes(30);
    Milliseconds warn_again_after = std::chrono::hours(24);
  } trend;
  struct Dependence {
    Milliseconds use_half_life = std::chrono::days(7);
    Milliseconds long_day = std::chrono::hours(2);  // mean use a day
    int night_share = 30;                           // percent of use
    Seconds night_until = std::chrono::hours(6);    // from midnight
    int days_in_a_row = 10;
    int exclusivity_alarm = 300;  // hundredths, as of trend
    int withdrawal_alarm = 100;
    Milliseconds spending_half_life = std::chrono::days(30);
    int spending_alarm = 2000;                                   // yuan
    Milliseconds boundary_again_after = std::chrono::hours(24);  // no second word on it before
  } dependence;
  struct Elders {
    Milliseconds guidance_every = std::chrono::days(30);
    Milliseconds warn_again_after = std::chrono::hours(1);  // in words; the event stands each time
    int sign_from = 30;    // percent: an undecided sign of a loss or fraud warns
    int danger_from = 60;  // percent: an undecided sign of a loss is danger, with that amount
    int amount = 500;      // yuan
    Milliseconds case_due = std::chrono::minutes(30);
    bool contact_prompt = false;  // O-141, draft
    bool kin_barred = false;      // O-143, draft
  } elders;
  struct Care {                                                 // of cases, the roster and takeover
    Milliseconds acknowledge_within = std::chrono::minutes(5);  // then the roster's next is told
    Milliseconds escalate_again = std::chrono::minutes(15);     // when the roster is through
    Milliseconds lease = std::chrono::minutes(15);              // a case is held that long
    Milliseconds close_within = std::chrono::hours(24);
    Milliseconds takeover_idle = std::chrono::minutes(10);
  } care;
  struct Notify {
    Milliseconds retry_for = std::chrono::hours(72);
    Milliseconds first_backoff = std::chrono::seconds(5);
    Milliseconds backoff_most = std::chrono::hours(1);
    int attempts_a_channel = 3;  // then the next channel
  } notify;
  struct Leaving {
    Milliseconds suppress_outbound = std::chrono::hours(24);
  } leaving;
  struct Content {
    int strikes_consecutive = 3;
    int strikes_per_day = 5;
    Milliseconds suspended_for = std::chrono::days(7);
    Milliseconds lexicon_stale_after = std::chrono::days(7);
  } content;
  struct Registration {
    bool emergency_contact_required = true;
    std::string identity_required_for = "publishing";  // or "service"
    std::string agreement_version = "1";
    Milliseconds pending_kept = std::chrono::days(30);
    Milliseconds code_valid = std::chrono::minutes(30);
    int code_attempts = 5;
    int accounts_per_identity = 2;  // a further one waits for a person's review
  } registration;
  struct Appeals {
    int working_days = 3;                        // within which a person decides
    int rounds = 2;                              // the second by somebody senior
    Milliseconds quiet = std::chrono::days(30);  // implicit signs rest after one was upheld
  } appeals;
  struct Disclosure {
    bool dialog_each_login = false;  // O-101, draft
  } disclosure;
  struct Repeats {
    Milliseconds window = std::chrono::seconds(120);
  } repeats;
  struct Retention {
    Milliseconds network_log = std::chrono::days(184);
  } retention;
};

}  // namespace anban::pack
