// SPDX-License-Identifier: Apache-2.0
// The Prometheus text of the counters.
#include "turn/meters.h"

namespace anban {
namespace {

void add(std::string& out, std::string_view name, std::string_view help, std::uint64_t value,
         std::string_view type = "counter") {
  out += "# HELP anban_";
  out += name;
  out += ' ';
  out += help;
  out += "\n# TYPE anban_";
  out += name;
  out += ' ';
  out += type;
  out += "\nanban_";
  out += name;
  out += ' ';
  out += std::to_string(value);
  out += '\n';
}

}  // namespace

std::string_view name_of(GuardUnknown why) {
  switch (why) {
    case GuardUnknown::timeout: return "timeout";
    case GuardUnknown::unreachable: return "unreachable";
    case GuardUnknown::bad_status: return "bad_status";
    case GuardUnknown::bad_answer: return "bad_answer";
    case GuardUnknown::over_budget: return "over_budget";
  }
  return "";
}

namespace {

void add_findings(std::string& out, const Meters& meters) {
  out +=
      "# HELP anban_findings_total Decided findings by category.\n# TYPE anban_findings_total "
      "counter\n";
  for (std::size_t i = 0; i < signals::category_count; ++i) {
    out += "anban_findings_total{category=\"";
    out += signals::name_of(static_cast<signals::Category>(i));
    out += "\"} " + std::to_string(meters.findings[i]) + "\n";
  }
}

/// What the screen withheld, by category, and how often the model was asked for other replies.
void add_influence_metrics(std::string& out, const Meters& meters) {
  out +=
      "# HELP anban_replies_replaced_by_category_total Replies withheld or cut by the screen, by "
      "what was found.\n# TYPE anban_replies_replaced_by_category_total counter\n";
  for (std::size_t i = 0; i < signals::category_count; ++i) {
    out += "anban_replies_replaced_by_category_total{category=\"";
    out += signals::name_of(static_cast<signals::Category>(i));
    out += "\"} " + std::to_string(meters.replaced_for[i]) + "\n";
  }
  out +=
      "# HELP anban_replies_steered_total Turns for which the model was asked for other replies.\n"
      "# TYPE anban_replies_steered_total counter\n";
  out += "anban_replies_steered_total{reason=\"catering\"} " +
         std::to_string(meters.steered_catering) + "\n";
  out += "anban_replies_steered_total{reason=\"dependence\"} " +
         std::to_string(meters.steered_dependence) + "\n";
  out += "anban_replies_steered_total{reason=\"boundary\"} " +
         std::to_string(meters.steered_boundary) + "\n";
}

}  // namespace

std::string metrics_text(const Meters& meters) {
  std::string out;
  add(out, "turns_total", "Turns that were assessed.", meters.turns);
  add(out, "turns_streamed_total", "Turns answered as a stream.", meters.turns_streamed);
  add(out, "turns_refused_total", "Turns refused at admission.", meters.refused);
  add(out, "turns_soothed_total", "Turns answered with fixed crisis words.", meters.soothed);
  add(out, "turns_ended_total", "Turns that ended a session at the person's word.", meters.ended);
  add(out, "replies_replaced_total", "Replies withheld or cut by the screen.", meters.replaced);
  add(out, "turns_repeated_total", "Repeats of a turn within the repeat window.", meters.repeated);
  add(out, "upstream_calls_total", "Calls of the model server.", meters.upstream_calls);
  add(out, "upstream_failures_total", "Calls of the model server that failed.",
      meters.upstream_failures);
  add(out, "replies_stopped_total", "Replies stopped from outside (left, night, quota).",
      meters.stopped);
  add(out, "replies_abandoned_total", "Replies whose client left.", meters.abandoned);
  add(out, "notifications_queued_total", "Notifications put into the outbox.",
      meters.notifications);
  add(out, "cases_opened_total", "Crisis cases opened.", meters.cases);
  add(out, "takeovers_total", "Dialogues that somebody of the staff took over.", meters.takeovers);
  add(out, "staff_stops_total", "Conversations that the staff stopped.", meters.staff_stops);
  add(out, "two_hour_reminders_total", "Two-hour reminders given.", meters.two_hour_reminders);
  add(out, "records_spooled_total", "Records kept in memory because the store did not answer.",
      meters.spooled);
  add(out, "record_failures_total", "Records that the store refused.", meters.record_failures);
  add(out, "stream_events_total", "Upstream events relayed.", meters.events_relayed);
  add(out, "minors_data_reads_total", "Reads of a minor's data by staff.",
      meters.minors_data_reads);
  add(out, "minors_data_refusals_total", "Reads of a minor's data refused without approval.",
      meters.minors_data_refusals);
  add(out, "minors_audits_missed", "Years whose report on minors' information is overdue.",
      meters.minors_audits_missed, "gauge");
  add(out, "guard_asked_total", "Turns about which the guard model was asked.", meters.guard_asked);
  add(out, "guard_agreed_total", "Answers of the guard model that are the built-in decision.",
      meters.guard_agreed);
  add(out, "guard_confirmed_total", "Doubtful findings that the guard model confirmed.",
      meters.guard_confirmed);
  out +=
      "# HELP anban_guard_unknown_total Grey turns without an opinion of the guard model.\n"
      "# TYPE anban_guard_unknown_total counter\n";
  for (std::size_t i = 0; i < guard_unknown_count; ++i) {
    out += "anban_guard_unknown_total{reason=\"";
    out += name_of(static_cast<GuardUnknown>(i));
    out += "\"} " + std::to_string(meters.guard_unknown[i]) + "\n";
  }
  add_findings(out, meters);
  add_influence_metrics(out, meters);
  add_care_metrics(out, meters.care);
  return out;
}

}  // namespace anban
