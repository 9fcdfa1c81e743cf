// SPDX-License-Identifier: Apache-2.0
// The one list of routes. docs/openapi.yaml describes each; a test compares the two.
#include "api/api.h"

namespace anban::api {

namespace {

using Route = Api::Route;

const std::vector<Route>& openai_routes() {
  static const std::vector<Route> all = {
      {"POST", "/v1/chat/completions", Door::app_or_person, &Api::chat_completions},
      {"GET", "/v1/models", Door::app_or_person, &Api::models},
      {"GET", "/v1/models/{model}", Door::app_or_person, &Api::models},
      {"POST", "/v1/moderations", Door::app_or_person, &Api::moderations},
      {"POST", "/v1/embeddings", Door::app_or_person, &Api::embeddings},
  };
  return all;
}

const std::vector<Route>& person_routes() {
  static const std::vector<Route> all = {
      {"PUT", "/anban/v1/users/{id}", Door::app_or_person, &Api::put_user},
      {"GET", "/anban/v1/users/{id}", Door::anyone_known, &Api::get_user, DataPart::profile},
      {"DELETE", "/anban/v1/users/{id}", Door::persons_side, &Api::delete_user},
      {"POST", "/anban/v1/users/{id}/agreement", Door::app_or_person, &Api::post_agreement},
      {"POST", "/anban/v1/users/{id}/contacts/{which}/confirm", Door::app_or_person,
       &Api::confirm_contact},
      {"GET", "/anban/v1/users/{id}/consents", Door::anyone_known, &Api::get_consents,
       DataPart::consents},
      {"POST", "/anban/v1/users/{id}/consents", Door::persons_side, &Api::post_consent},
      {"GET", "/anban/v1/users/{id}/tags", Door::app_or_person, &Api::get_tags},
      {"DELETE", "/anban/v1/users/{id}/tags/{tag}", Door::persons_side, &Api::delete_tag},
      {"GET", "/anban/v1/users/{id}/interactions", Door::app_or_person, &Api::get_interactions},
      {"POST", "/anban/v1/users/{id}/dependence/acknowledgement", Door::app_or_person,
       &Api::post_dependence_seen},
      {"DELETE", "/anban/v1/users/{id}/interactions", Door::persons_side,
       &Api::delete_interactions},
      {"POST", "/anban/v1/users/{id}/exit", Door::app_or_person, &Api::post_exit},
      {"PUT", "/anban/v1/users/{id}/mode", Door::persons_side, &Api::put_mode},
      {"GET", "/anban/v1/users/{id}/agreement", Door::app_or_person, &Api::get_agreement_proof},
      {"GET", "/anban/v1/users/{id}/identity", Door::app_or_person, &Api::get_identity},
      {"POST", "/anban/v1/users/{id}/identity", Door::app_or_person, &Api::post_identity},
      {"POST", "/anban/v1/users/{id}/identity/confirm", Door::app_or_person,
       &Api::confirm_identity},
      {"POST", "/anban/v1/users/{id}/appeals", Door::app_or_person, &Api::post_appeal},
      {"GET", "/anban/v1/users/{id}/appeals", Door::app_or_person, &Api::get_appeals_of_person},
      {"GET", "/anban/v1/users/{id}/events", Door::app_or_person, &Api::get_events},

      {"GET", "/anban/v1/me", Door::person, &Api::get_user},
      {"DELETE", "/anban/v1/me", Door::person, &Api::delete_user},
      {"POST", "/anban/v1/me/agreement", Door::person, &Api::post_agreement},
      {"POST", "/anban/v1/me/contacts/{which}/confirm", Door::person, &Api::confirm_contact},
      {"GET", "/anban/v1/me/consents", Door::person, &Api::get_consents},
      {"POST", "/anban/v1/me/consents", Door::person, &Api::post_consent},
      {"GET", "/anban/v1/me/tags", Door::person, &Api::get_tags},
      {"DELETE", "/anban/v1/me/tags/{tag}", Door::person, &Api::delete_tag},
      {"GET", "/anban/v1/me/interactions", Door::person, &Api::get_interactions},
      {"DELETE", "/anban/v1/me/interactions", Door::person, &Api::delete_interactions},
      {"POST", "/anban/v1/me/exit", Door::person, &Api::post_exit},
      {"PUT", "/anban/v1/me/mode", Door::person, &Api::put_mode},
      {"GET", "/anban/v1/me/agreement", Door::person, &Api::get_agreement_proof},
      {"GET", "/anban/v1/me/identity", Door::person, &Api::get_identity},
      {"POST", "/anban/v1/me/identity", Door::person, &Api::post_identity},
      {"POST", "/anban/v1/me/identity/confirm", Door::person, &Api::confirm_identity},
      {"POST", "/anban/v1/me/appeals", Door::person, &Api::post_appeal},
      {"GET", "/anban/v1/me/appeals", Door::person, &Api::get_appeals_of_person},
      {"GET", "/anban/v1/me/events", Door::person, &Api::get_events},
  };
  return all;
}

const std::vector<Route>& guardian_routes() {
  static const std::vector<Route> all = {
      {"GET", "/anban/v1/users/{id}/accesses", Door::persons_side, &Api::get_accesses},
      {"POST", "/anban/v1/users/{id}/access_tickets", Door::staff, &Api::post_access_ticket},
      {"POST", "/anban/v1/users/{id}/guardian_invitations", Door::persons_side,
       &Api::post_invitation},
      {"GET", "/anban/v1/users/{id}/guardians", Door::sides_and_desk, &Api::get_guardians,
       DataPart::guardians},
      {"DELETE", "/anban/v1/users/{id}/guardians/{gid}", Door::sides_and_desk,
       &Api::delete_guardian},
      {"GET", "/anban/v1/users/{id}/guardian_changes", Door::sides_and_desk, &Api::get_changes,
       DataPart::guardians},
      {"POST", "/anban/v1/users/{id}/spend/authorisations", Door::app_or_person,
       &Api::post_authorisation},
      {"GET", "/anban/v1/users/{id}/spend/authorisations", Door::sides_and_desk,
       &Api::get_authorisations, DataPart::spending},
      {"POST", "/anban/v1/users/{id}/spend/refunds", Door::sides_and_desk, &Api::post_refund,
       DataPart::spending},
      {"GET", "/anban/v1/users/{id}/spend/refunds", Door::sides_and_desk, &Api::get_refunds,
       DataPart::spending},
      {"GET", "/anban/v1/users/{id}/spend/refunds/{case}", Door::sides_and_desk, &Api::get_refund,
       DataPart::spending},
      {"POST", "/anban/v1/users/{id}/provisions", Door::app_or_person, &Api::post_provision},
      {"POST", "/anban/v1/me/guardian_invitations", Door::person, &Api::post_invitation},
      {"GET", "/anban/v1/me/guardians", Door::person, &Api::get_guardians},
      {"GET", "/anban/v1/me/guardian_changes", Door::person, &Api::get_changes},
      {"POST", "/anban/v1/spend/authorisations", Door::app_or_person, &Api::post_authorisation},

      {"GET", "/anban/v1/guardians/{gid}/children", Door::guardian, &Api::get_children},
      {"GET", "/anban/v1/guardians/{gid}/children/{id}/settings", Door::guardian_or_desk,
       &Api::get_settings, DataPart::guardians},
      {"PATCH", "/anban/v1/guardians/{gid}/children/{id}/settings", Door::guardian,
       &Api::patch_settings},
      {"GET", "/anban/v1/guardians/{gid}/children/{id}/changes", Door::guardian_or_desk,
       &Api::get_changes, DataPart::guardians},
      {"DELETE", "/anban/v1/guardians/{gid}/children/{id}/changes/{change}", Door::guardian,
       &Api::delete_change},
      {"GET", "/anban/v1/guardians/{gid}/children/{id}/overview", Door::guardian,
       &Api::get_overview},
      {"GET", "/anban/v1/guardians/{gid}/children/{id}/summaries", Door::guardian,
       &Api::get_summaries},
      {"GET", "/anban/v1/guardians/{gid}/children/{id}/alerts", Door::guardian,
       &Api::get_child_alerts},
      {"GET", "/anban/v1/guardians/{gid}/children/{id}/consents", Door::guardian,
       &Api::get_child_consents},
      {"POST", "/anban/v1/guardians/{gid}/children/{id}/consents", Door::guardian,
       &Api::post_child_consent},
      {"DELETE", "/anban/v1/guardians/{gid}/children/{id}/interactions", Door::guardian,
       &Api::delete_child_interactions},
      {"DELETE", "/anban/v1/guardians/{gid}/children/{id}/link", Door::guardian, &Api::delete_link},
      {"POST", "/anban/v1/guardians/{gid}/children/{id}/verification", Door::guardian_or_desk,
       &Api::post_verification, DataPart::guardians},
  };
  return all;
}

const std::vector<Route>& roster_routes() {
  static const std::vector<Route> all = {
      {"GET", "/anban/v1/roster", Door::staff, &Api::get_roster},
      {"PUT", "/anban/v1/roster", Door::responsible, &Api::put_roster},
      {"GET", "/anban/v1/roster/now", Door::staff, &Api::get_roster_now},
      {"GET", "/anban/v1/contingency_plans", Door::staff, &Api::get_plans},
      {"GET", "/anban/v1/contingency_plans/{id}", Door::staff, &Api::get_plan},
      {"PUT", "/anban/v1/contingency_plans/{id}", Door::responsible, &Api::put_plan},
      {"GET", "/anban/v1/contingency_plans/{id}/drills", Door::staff, &Api::get_drills},
      {"POST", "/anban/v1/contingency_plans/{id}/drills", Door::responsible, &Api::post_drill},
  };
  return all;
}

const std::vector<Route>& staff_routes() {
  static const std::vector<Route> all = {
      {"GET", "/anban/v1/staff", Door::staff, &Api::get_staff},
      {"POST", "/anban/v1/staff", Door::admin, &Api::post_staff},
      {"GET", "/anban/v1/staff/me", Door::staff, &Api::get_staff_me},
      {"POST", "/anban/v1/staff/accept", Door::open, &Api::accept_staff_invitation},
      {"POST", "/anban/v1/staff/confirm", Door::open, &Api::confirm_staff},
      {"POST", "/anban/v1/staff/sign_in", Door::open, &Api::sign_in_staff},
      {"POST", "/anban/v1/staff/sign_out", Door::staff, &Api::sign_out_staff},
      {"POST", "/anban/v1/staff/password", Door::staff, &Api::change_staff_password},
      {"DELETE", "/anban/v1/staff/{id}", Door::admin, &Api::delete_staff},
      {"POST", "/anban/v1/staff/{id}/reset", Door::admin, &Api::reset_staff},
  };
  return all;
}

const std::vector<Route>& takeover_routes() {
  static const std::vector<Route> all = {
      {"POST", "/anban/v1/cases/{id}/takeover", Door::reviewer, &Api::post_takeover},
      {"GET", "/anban/v1/takeovers", Door::staff, &Api::get_takeovers},
      {"GET", "/anban/v1/takeovers/{id}", Door::staff, &Api::get_takeover},
      {"GET", "/anban/v1/takeovers/{id}/messages", Door::reviewer, &Api::get_takeover_messages},
      {"POST", "/anban/v1/takeovers/{id}/messages", Door::reviewer, &Api::post_takeover_message},
      {"GET", "/anban/v1/takeovers/{id}/events", Door::reviewer, &Api::get_takeover_events},
      {"POST", "/anban/v1/takeovers/{id}/hand_back", Door::reviewer, &Api::post_hand_back},
      {"PUT", "/anban/v1/staff/me/presence", Door::reviewer, &Api::put_presence},
      {"POST", "/anban/v1/users/{id}/stop", Door::list_writer, &Api::post_stop},
      {"DELETE", "/anban/v1/users/{id}/stop", Door::list_writer, &Api::delete_stop},
  };
  return all;
}

const std::vector<Route>& other_routes() {
  static const std::vector<Route> all = {
      {"POST", "/anban/v1/guardian_invitations/{code}/accept", Door::open, &Api::accept_invitation},
      {"GET", "/anban/v1/chat/settings", Door::open, &Api::chat_settings},
      {"POST", "/anban/v1/registrations", Door::open, &Api::post_registration},
      {"GET", "/setup/{token}", Door::open, &Api::get_setup},
      {"POST", "/setup/{token}", Door::open, &Api::post_setup},

      {"GET", "/anban/v1/characters", Door::anyone_known, &Api::list_characters},
      {"PUT", "/anban/v1/characters/{id}", Door::character_writer, &Api::put_character},
      {"GET", "/anban/v1/characters/{id}", Door::anyone_known, &Api::get_character},
      {"DELETE", "/anban/v1/characters/{id}", Door::character_writer, &Api::delete_character},

      {"GET", "/anban/v1/policies", Door::anyone_known, &Api::get_policies},
      {"GET", "/anban/v1/taxonomy", Door::anyone_known, &Api::get_taxonomy},
      {"GET", "/anban/v1/obligations", Door::anyone_known, &Api::get_obligations},
      {"GET", "/anban/v1/lexicons", Door::staff, &Api::get_lexicons},
      {"PUT", "/anban/v1/lexicons/{id}", Door::list_writer, &Api::put_lexicon},
      {"DELETE", "/anban/v1/lexicons/{id}", Door::list_writer, &Api::delete_lexicon},
      {"GET", "/anban/v1/audit/log", Door::staff, &Api::get_audit_log},
      {"GET", "/anban/v1/audit/checkpoints", Door::staff, &Api::get_checkpoints},
      {"GET", "/anban/v1/audit/proof", Door::anyone_known, &Api::get_proof},
      {"GET", "/anban/v1/staff_keys", Door::admin, &Api::get_staff_keys},
      {"POST", "/anban/v1/staff_keys", Door::admin, &Api::post_staff_key},
      {"DELETE", "/anban/v1/staff_keys/{id}", Door::admin, &Api::delete_staff_key},
      {"GET", "/anban/v1/alerts", Door::staff, &Api::get_alerts},
      {"POST", "/anban/v1/receipts/{provider}/{secret}", Door::open, &Api::post_receipt},
      {"GET", "/anban/v1/identity_reviews", Door::staff, &Api::get_identity_reviews},
      {"POST", "/anban/v1/identity_reviews/{id}/decision", Door::reviewer,
       &Api::decide_identity_review},
      {"GET", "/anban/v1/incidents", Door::staff, &Api::get_incidents},
      {"POST", "/anban/v1/incidents", Door::responsible, &Api::post_incident},
      {"GET", "/anban/v1/incidents/{id}", Door::staff, &Api::get_incident},
      {"POST", "/anban/v1/incidents/{id}/persons", Door::responsible, &Api::post_incident_persons},
      {"GET", "/anban/v1/minors_audits", Door::staff, &Api::get_minors_audits},
      {"POST", "/anban/v1/minors_audits", Door::responsible, &Api::post_minors_audit},
      {"GET", "/anban/v1/minors_audits/{year}", Door::staff, &Api::get_minors_audit},
      {"POST", "/anban/v1/minors_audits/{year}/submission", Door::responsible,
       &Api::post_minors_audit_submission},
      {"GET", "/anban/v1/access_tickets", Door::staff, &Api::get_access_tickets},
      {"POST", "/anban/v1/access_tickets/{id}/decision", Door::responsible,
       &Api::decide_access_ticket},
      {"GET", "/anban/v1/appeals", Door::staff, &Api::get_appeals},
      {"POST", "/anban/v1/appeals/{id}/decision", Door::reviewer, &Api::decide_appeal},

      {"GET", "/healthz", Door::open, &Api::healthz},
      {"GET", "/readyz", Door::open, &Api::readyz},
      {"GET", "/metrics", Door::open, &Api::metrics},
      {"GET", "/openapi.json", Door::open, &Api::openapi},
      {"GET", "/docs", Door::open, &Api::docs},
  };
  return all;
}

const std::vector<Route>& case_routes() {
  static const std::vector<Route> all = {
      {"GET", "/anban/v1/cases", Door::staff, &Api::get_cases},
      {"GET", "/anban/v1/cases/statistics", Door::staff, &Api::get_case_statistics},
      {"GET", "/anban/v1/cases/{id}", Door::staff, &Api::get_case},
      {"GET", "/anban/v1/cases/{id}/timeline", Door::reviewer, &Api::get_case_timeline},
      {"POST", "/anban/v1/cases/{id}/claim", Door::reviewer, &Api::change_case},
      {"POST", "/anban/v1/cases/{id}/release", Door::reviewer, &Api::change_case},
      {"POST", "/anban/v1/cases/{id}/acknowledge", Door::reviewer, &Api::change_case},
      {"POST", "/anban/v1/cases/{id}/comments", Door::reviewer, &Api::change_case},
      {"POST", "/anban/v1/cases/{id}/acts", Door::reviewer, &Api::change_case},
      {"POST", "/anban/v1/cases/{id}/hand_over", Door::reviewer, &Api::change_case},
      {"POST", "/anban/v1/cases/{id}/escalate", Door::reviewer, &Api::change_case},
      {"POST", "/anban/v1/cases/{id}/contact", Door::reviewer, &Api::change_case},
      {"POST", "/anban/v1/cases/{id}/merge", Door::reviewer, &Api::change_case},
      {"POST", "/anban/v1/cases/{id}/unmask", Door::reviewer, &Api::change_case},
      {"POST", "/anban/v1/cases/{id}/close", Door::reviewer, &Api::change_case},
  };
  return all;
}

}  // namespace

const std::vector<Api::Route>& Api::routes() {
  static const std::vector<Route> all = [] {
    std::vector<Route> joined = openai_routes();
    joined.insert(joined.end(), person_routes().begin(), person_routes().end());
    joined.insert(joined.end(), guardian_routes().begin(), guardian_routes().end());
    joined.insert(joined.end(), roster_routes().begin(), roster_routes().end());
    joined.insert(joined.end(), case_routes().begin(), case_routes().end());
    joined.insert(joined.end(), staff_routes().begin(), staff_routes().end());
    joined.insert(joined.end(), takeover_routes().begin(), takeover_routes().end());
    joined.insert(joined.end(), other_routes().begin(), other_routes().end());
    return joined;
  }();
  return all;
}

}  // namespace anban::api
