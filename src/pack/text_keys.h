// SPDX-License-Identifier: Apache-2.0
// The names of all words that people read. A pack has each of them in each of its locales (the
// loader checks it), so that no duty ever carries wording of its own: words are what a lawyer
// changes. A placeholder in braces after a name below is what the speaker fills in.
#pragma once

#include <span>
#include <string_view>

#include "pack/pack.h"

namespace anban::pack {

/// One key with the placeholders its words must contain (no others are allowed), by commas.
struct TextKeyRule {
  TextKey key;
  std::string_view placeholders;  // "hours" or "" or "code,minutes"
};

/// Every key, in the order of this file.
std::span<const TextKeyRule> all_text_keys();

namespace keys {

// Labels and disclosure (O-98 to O-105).
inline constexpr TextKey label_text{"label.text"};
inline constexpr TextKey disclosure_ai_title{"disclosure.ai.title"};
inline constexpr TextKey disclosure_ai_body{"disclosure.ai.body"};
inline constexpr TextKey labels_i_am_ai{"labels.i_am_ai"};

// The service agreement, with the label methods and style that it must describe (O-72).
inline constexpr TextKey agreement_text{"agreement.text"};

// Time in use and limits of minors.
inline constexpr TextKey notice_two_hours_title{"notice.two_hours.title"};
inline constexpr TextKey notice_two_hours_body{"notice.two_hours.body"};              // {hours}
inline constexpr TextKey notice_two_hours_pause_body{"notice.two_hours.pause_body"};  // {hours}
inline constexpr TextKey notice_reality_title{"notice.reality.title"};
inline constexpr TextKey notice_reality_body{"notice.reality.body"};
inline constexpr TextKey notice_dependence_title{"notice.dependence.title"};
inline constexpr TextKey notice_dependence_body{"notice.dependence.body"};
inline constexpr TextKey notice_scam_title{"notice.scam.title"};
inline constexpr TextKey notice_scam_body{"notice.scam.body"};
inline constexpr TextKey notice_small_loss_title{"notice.small_loss.title"};
inline constexpr TextKey notice_small_loss_body{"notice.small_loss.body"};
inline constexpr TextKey limit_near_title{"limit.near.title"};
inline constexpr TextKey limit_near_body{"limit.near.body"};  // {minutes}
inline constexpr TextKey limit_reached_title{"limit.reached.title"};
inline constexpr TextKey limit_reached_body{"limit.reached.body"};
inline constexpr TextKey limit_night_title{"limit.night.title"};
inline constexpr TextKey limit_night_body{"limit.night.body"};

// Crisis: what the person reads.
inline constexpr TextKey crisis_tier1_words{"crisis.tier1.words"};
inline constexpr TextKey crisis_tier2_words{"crisis.tier2.words"};
inline constexpr TextKey crisis_tier2_minor_words{"crisis.tier2.minor_words"};
inline constexpr TextKey crisis_window_words{"crisis.window.words"};
inline constexpr TextKey crisis_window_line{"crisis.window.line"};
inline constexpr TextKey crisis_card_title{"crisis.card.title"};
inline constexpr TextKey crisis_card_body{"crisis.card.body"};  // {lines}
inline constexpr TextKey crisis_life_danger_words{"crisis.life_danger.words"};
inline constexpr TextKey crisis_medical_words{"crisis.medical.words"};
inline constexpr TextKey crisis_violence_words{"crisis.violence.words"};
inline constexpr TextKey crisis_property_loss_words{"crisis.property_loss.words"};
inline constexpr TextKey crisis_third_party_words{"crisis.third_party.words"};
inline constexpr TextKey crisis_degraded_words{"crisis.degraded.words"};

// What the person is told about the contact; only `delivered` may say that somebody was reached.
inline constexpr TextKey crisis_contact_pending{"crisis.contact.pending"};
inline constexpr TextKey crisis_contact_delivered{"crisis.contact.delivered"};
inline constexpr TextKey crisis_contact_failed{"crisis.contact.failed"};
inline constexpr TextKey crisis_contact_unavailable{"crisis.contact.unavailable"};

// Somebody of the staff takes over the dialogue (O-92), or stops it (O-187).
inline constexpr TextKey takeover_label{"takeover.label"};
inline constexpr TextKey takeover_started_title{"takeover.started.title"};
inline constexpr TextKey takeover_started_body{"takeover.started.body"};
inline constexpr TextKey takeover_ended_title{"takeover.ended.title"};
inline constexpr TextKey takeover_ended_body{"takeover.ended.body"};
inline constexpr TextKey takeover_requested_title{"takeover.requested.title"};
inline constexpr TextKey takeover_requested_body{"takeover.requested.body"};
inline constexpr TextKey takeover_waiting{"takeover.waiting"};
inline constexpr TextKey stopping_title{"stopping.title"};
inline constexpr TextKey stopping_body{"stopping.body"};
inline constexpr TextKey stopping_over_title{"stopping.over.title"};
inline constexpr TextKey stopping_over_body{"stopping.over.body"};

// Messages to contacts and to people on call.
inline constexpr TextKey contact_crisis_subject{"contact.crisis.subject"};
inline constexpr TextKey contact_crisis_body{"contact.crisis.body"};
inline constexpr TextKey contact_life_danger_subject{"contact.life_danger.subject"};
inline constexpr TextKey contact_life_danger_body{"contact.life_danger.body"};
inline constexpr TextKey contact_property_loss_subject{"contact.property_loss.subject"};
inline constexpr TextKey contact_property_loss_body{"contact.property_loss.body"};
inline constexpr TextKey contact_confirm_subject{"contact.confirm.subject"};
inline constexpr TextKey contact_confirm_body{"contact.confirm.body"};  // {code}
inline constexpr TextKey on_call_case_subject{"on_call.case.subject"};
inline constexpr TextKey on_call_case_body{"on_call.case.body"};  // {case}

// Elders (O-137 to O-143).
inline constexpr TextKey elders_guidance_title{"elders.guidance.title"};
inline constexpr TextKey elders_guidance_body{"elders.guidance.body"};
inline constexpr TextKey elders_scam_title{"elders.scam.title"};
inline constexpr TextKey elders_scam_body{"elders.scam.body"};
inline constexpr TextKey elders_help_title{"elders.help.title"};
inline constexpr TextKey elders_help_staffed{"elders.help.staffed"};
inline constexpr TextKey elders_help_noted{"elders.help.noted"};
inline constexpr TextKey elders_refund_staffed{"elders.refund.staffed"};
inline constexpr TextKey elders_refund_noted{"elders.refund.noted"};
inline constexpr TextKey elders_complaint_title{"elders.complaint.title"};
inline constexpr TextKey elders_complaint_staffed{"elders.complaint.staffed"};
inline constexpr TextKey elders_complaint_noted{"elders.complaint.noted"};
inline constexpr TextKey elders_contact_title{"elders.contact.title"};
inline constexpr TextKey elders_contact_body{"elders.contact.body"};
inline constexpr TextKey elders_kin_title{"elders.kin.title"};
inline constexpr TextKey elders_kin_warning{"elders.kin.warning"};
inline constexpr TextKey elders_kin_refused{"elders.kin.refused"};
inline constexpr TextKey on_call_elder_subject{"on_call.elder.subject"};
inline constexpr TextKey on_call_elder_body{"on_call.elder.body"};  // {case}

// Leaving.
inline constexpr TextKey leaving_goodbye{"leaving.goodbye"};
inline constexpr TextKey leaving_exit_label{"leaving.exit_label"};
inline constexpr TextKey leaving_account_body{"leaving.account.body"};
inline constexpr TextKey leaving_payment_body{"leaving.payment.body"};
inline constexpr TextKey leaving_records_body{"leaving.records.body"};

// Content and minors.
inline constexpr TextKey content_input_blocked_title{"content.input_blocked.title"};
inline constexpr TextKey content_input_blocked_body{"content.input_blocked.body"};
inline constexpr TextKey content_output_replaced_title{"content.output_replaced.title"};
inline constexpr TextKey content_output_replaced_body{"content.output_replaced.body"};
inline constexpr TextKey content_output_doubtful_body{"content.output_doubtful.body"};
inline constexpr TextKey content_cut{"content.cut"};
inline constexpr TextKey content_suspended{"content.suspended"};
inline constexpr TextKey content_jailbreak{"content.jailbreak"};
inline constexpr TextKey minors_intimacy_redirect{"minors.intimacy_redirect"};
inline constexpr TextKey minors_card_barred_title{"minors.card_barred.title"};
inline constexpr TextKey minors_card_barred_body{"minors.card_barred.body"};
inline constexpr TextKey mode_minor_on_title{"mode.minor_on.title"};
inline constexpr TextKey mode_minor_on_body{"mode.minor_on.body"};
inline constexpr TextKey mode_suspected_title{"mode.suspected.title"};
inline constexpr TextKey mode_suspected_body{"mode.suspected.body"};  // {days}
inline constexpr TextKey mode_suspected_goodbye{"mode.suspected.goodbye"};
inline constexpr TextKey appeals_label{"appeals.label"};
inline constexpr TextKey appeals_upheld_title{"appeals.upheld.title"};
inline constexpr TextKey appeals_upheld_body{"appeals.upheld.body"};
inline constexpr TextKey appeals_rejected_title{"appeals.rejected.title"};
inline constexpr TextKey appeals_rejected_body{"appeals.rejected.body"};
inline constexpr TextKey appeals_rejected_last_body{"appeals.rejected.last_body"};

// Refusals: what is missing and what to do.
inline constexpr TextKey refuse_person_unknown{"refuse.person_unknown"};
inline constexpr TextKey refuse_person_missing{"refuse.person_missing"};
inline constexpr TextKey refuse_agreement_missing{"refuse.agreement_missing"};
inline constexpr TextKey refuse_age_missing{"refuse.age_missing"};
inline constexpr TextKey refuse_identity_missing{"refuse.identity_missing"};
inline constexpr TextKey identity_code_subject{"identity.code.subject"};
inline constexpr TextKey identity_code_body{"identity.code.body"};  // {code}
inline constexpr TextKey refuse_guardian_missing{"refuse.guardian_missing"};
inline constexpr TextKey refuse_guardian_unconfirmed{"refuse.guardian_unconfirmed"};
inline constexpr TextKey refuse_contact_missing{"refuse.contact_missing"};
inline constexpr TextKey refuse_guardian_consent_missing{"refuse.guardian_consent_missing"};
inline constexpr TextKey refuse_character_barred{"refuse.character_barred"};
inline constexpr TextKey refuse_character_forbidden_goal{"refuse.character_forbidden_goal"};
inline constexpr TextKey refuse_quota{"refuse.quota"};
inline constexpr TextKey refuse_night{"refuse.night"};
inline constexpr TextKey refuse_suspended{"refuse.suspended"};
inline constexpr TextKey cannot_continue{"cannot_continue"};
inline constexpr TextKey service_unavailable{"service.unavailable"};
inline constexpr TextKey service_stopped{"service.stopped"};

// Words for the model, never shown to people.
inline constexpr TextKey instruct_safety{"instruct.safety"};
inline constexpr TextKey instruct_minor{"instruct.minor"};
inline constexpr TextKey instruct_care{"instruct.care"};
inline constexpr TextKey instruct_identity{"instruct.identity"};
inline constexpr TextKey instruct_honest{"instruct.honest"};
inline constexpr TextKey instruct_masked{"instruct.masked"};

// Crisis by age and situation, the days after; dependence and boundaries (O-56, O-84 to O-97).
inline constexpr TextKey notice_dependence_rest_body{"notice.dependence.rest_body"};
inline constexpr TextKey notice_boundary_title{"notice.boundary.title"};
inline constexpr TextKey notice_boundary_body{"notice.boundary.body"};
inline constexpr TextKey notice_boundary_romance_body{"notice.boundary.romance_body"};
inline constexpr TextKey crisis_imminent_words{"crisis.imminent.words"};
inline constexpr TextKey crisis_imminent_minor_words{"crisis.imminent.minor_words"};
inline constexpr TextKey crisis_imminent_elder_words{"crisis.imminent.elder_words"};
inline constexpr TextKey crisis_tier2_elder_words{"crisis.tier2.elder_words"};
inline constexpr TextKey crisis_tier1_minor_words{"crisis.tier1.minor_words"};
inline constexpr TextKey crisis_tier1_elder_words{"crisis.tier1.elder_words"};
inline constexpr TextKey crisis_life_danger_minor_words{"crisis.life_danger.minor_words"};
inline constexpr TextKey crisis_life_danger_elder_words{"crisis.life_danger.elder_words"};
inline constexpr TextKey crisis_medical_minor_words{"crisis.medical.minor_words"};
inline constexpr TextKey crisis_medical_elder_words{"crisis.medical.elder_words"};
inline constexpr TextKey crisis_violence_minor_words{"crisis.violence.minor_words"};
inline constexpr TextKey crisis_violence_elder_words{"crisis.violence.elder_words"};
inline constexpr TextKey crisis_property_loss_minor_words{"crisis.property_loss.minor_words"};
inline constexpr TextKey crisis_property_loss_elder_words{"crisis.property_loss.elder_words"};
inline constexpr TextKey crisis_loss_words{"crisis.loss.words"};
inline constexpr TextKey crisis_loss_minor_words{"crisis.loss.minor_words"};
inline constexpr TextKey crisis_loss_elder_words{"crisis.loss.elder_words"};
inline constexpr TextKey crisis_third_party_minor_words{"crisis.third_party.minor_words"};
inline constexpr TextKey crisis_self_report_words{"crisis.self_report.words"};
inline constexpr TextKey crisis_aftercare_line{"crisis.aftercare.line"};
inline constexpr TextKey crisis_aftercare_minor_line{"crisis.aftercare.minor_line"};
inline constexpr TextKey crisis_aftercare_loss_line{"crisis.aftercare.loss_line"};
inline constexpr TextKey crisis_aftercare_ended{"crisis.aftercare.ended"};
inline constexpr TextKey crisis_card_call_label{"crisis.card.call_label"};  // {number}
inline constexpr TextKey crisis_card_help_label{"crisis.card.help_label"};
inline constexpr TextKey content_methods_withheld_body{"content.methods_withheld.body"};
inline constexpr TextKey content_diagnosis_replaced_body{"content.diagnosis_replaced.body"};
inline constexpr TextKey instruct_boundary{"instruct.boundary"};
inline constexpr TextKey instruct_cooler{"instruct.cooler"};
inline constexpr TextKey instruct_aftercare{"instruct.aftercare"};
inline constexpr TextKey tags_after_care{"tags.after_care"};

// Guardians: what the child reads, what guardians are sent, and spending.
inline constexpr TextKey limit_hours_body{"limit.hours.body"};
inline constexpr TextKey refuse_guardian_hours{"refuse.guardian_hours"};
inline constexpr TextKey refuse_character_blocked{"refuse.character_blocked"};
inline constexpr TextKey guardians_card_blocked_body{"guardians.card_blocked.body"};
inline constexpr TextKey guardians_changed_title{"guardians.changed.title"};
inline constexpr TextKey guardians_changed_body{"guardians.changed.body"};
inline constexpr TextKey guardians_loosening_title{"guardians.loosening.title"};
inline constexpr TextKey guardians_loosening_body{"guardians.loosening.body"};  // {hours}
inline constexpr TextKey guardians_taken_back_title{"guardians.taken_back.title"};
inline constexpr TextKey guardians_taken_back_body{"guardians.taken_back.body"};
inline constexpr TextKey guardians_unlinking_title{"guardians.unlinking.title"};
inline constexpr TextKey guardians_unlinking_body{"guardians.unlinking.body"};  // {hours}
inline constexpr TextKey guardian_changed_subject{"guardian.changed.subject"};
inline constexpr TextKey guardian_changed_body{"guardian.changed.body"};
inline constexpr TextKey guardian_loosening_subject{"guardian.loosening.subject"};
inline constexpr TextKey guardian_loosening_body{"guardian.loosening.body"};  // {hours}
inline constexpr TextKey guardian_taken_back_subject{"guardian.taken_back.subject"};
inline constexpr TextKey guardian_taken_back_body{"guardian.taken_back.body"};
inline constexpr TextKey guardian_unlinking_subject{"guardian.unlinking.subject"};
inline constexpr TextKey guardian_unlinking_body{"guardian.unlinking.body"};  // {hours}
inline constexpr TextKey guardian_invited_subject{"guardian.invited.subject"};
inline constexpr TextKey guardian_invited_body{"guardian.invited.body"};  // {code}
inline constexpr TextKey guardian_verify_subject{"guardian.verify.subject"};
inline constexpr TextKey guardian_verify_body{"guardian.verify.body"};  // {code}
inline constexpr TextKey spending_age{"spending.age"};
inline constexpr TextKey spending_guardian{"spending.guardian"};
inline constexpr TextKey spending_single{"spending.single"};  // {amount}
inline constexpr TextKey spending_month{"spending.month"};    // {amount}

// Care for minors' information: the yearly audit (O-131), and a breach (O-135).
inline constexpr TextKey audits_reminder_subject{"audits.reminder.subject"};
inline constexpr TextKey audits_reminder_body{"audits.reminder.body"};  // {year}, {date}
inline constexpr TextKey audits_missed_subject{"audits.missed.subject"};
inline constexpr TextKey audits_missed_body{"audits.missed.body"};  // {year}, {date}
inline constexpr TextKey breach_notice_title{"breach.notice.title"};
inline constexpr TextKey breach_notice_body{"breach.notice.body"};
inline constexpr TextKey breach_person_subject{"breach.person.subject"};
inline constexpr TextKey breach_person_body{
    "breach.person.body"};  // {date}, {what}, {kinds}, {advice}, {contact}
inline constexpr TextKey breach_guardian_subject{"breach.guardian.subject"};
inline constexpr TextKey breach_guardian_body{
    "breach.guardian.body"};  // {date}, {what}, {kinds}, {harm}, {measures}, {advice}, {contact}
inline constexpr TextKey breach_leaked{"breach.leaked"};
inline constexpr TextKey breach_tampered{"breach.tampered"};
inline constexpr TextKey breach_lost{"breach.lost"};
inline constexpr TextKey breach_kinds_profile{"breach.kinds.profile"};
inline constexpr TextKey breach_kinds_contacts{"breach.kinds.contacts"};
inline constexpr TextKey breach_kinds_conversations{"breach.kinds.conversations"};
inline constexpr TextKey breach_kinds_purchases{"breach.kinds.purchases"};
inline constexpr TextKey breach_kinds_joined{"breach.kinds.joined"};

// What is kept about a person, told to them (O-205).
inline constexpr TextKey tags_age{"tags.age"};
inline constexpr TextKey tags_dependence{"tags.dependence"};
inline constexpr TextKey tags_catering{"tags.catering"};
inline constexpr TextKey tags_intimacy{"tags.intimacy"};
inline constexpr TextKey tags_mood{"tags.mood"};
inline constexpr TextKey tags_loss{"tags.loss"};
inline constexpr TextKey tags_minor_signs{"tags.minor_signs"};
inline constexpr TextKey tags_suspected_minor{"tags.suspected_minor"};
inline constexpr TextKey tags_crisis{"tags.crisis"};
inline constexpr TextKey tags_contacted{"tags.contacted"};
inline constexpr TextKey tags_strikes{"tags.strikes"};
inline constexpr TextKey tags_elder_notices{"tags.elder_notices"};
inline constexpr TextKey tags_why_age{"tags.why_age"};
inline constexpr TextKey tags_why_safety{"tags.why_safety"};
inline constexpr TextKey tags_why_minor{"tags.why_minor"};
inline constexpr TextKey tags_why_strikes{"tags.why_strikes"};

// Copies of a person's own data.
inline constexpr TextKey export_title{"export.title"};
inline constexpr TextKey export_label_line{"export.label_line"};

}  // namespace keys
}  // namespace anban::pack
