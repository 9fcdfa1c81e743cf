// SPDX-License-Identifier: Apache-2.0
// Profile <-> JSON.
#include <nlohmann/json.hpp>

#include "base/json_writer.h"
#include "people/stored_form.h"

namespace anban {
namespace {

using Json = nlohmann::json;

std::int64_t count_of(Instant at) { return at.time_since_epoch().count(); }
Instant instant_from(const Json& json) { return Instant(Milliseconds(json.get<std::int64_t>())); }

void write(JsonWriter& out, const char* name, const Contact& contact) {
  out.key(name).begin_object();
  out.field("id", contact.id).field("name", contact.name);
  out.field("relationship", contact.relationship).field("channel", contact.channel);
  out.field("address", contact.address).field("confirmed", contact.confirmed);
  if (contact.verified) out.field("verified", count_of(*contact.verified));
  if (contact.ends) out.field("ends", count_of(*contact.ends));
  if (contact.also) {
    out.key("also").begin_object();
    out.field("channel", contact.also->channel).field("address", contact.also->address);
    out.end_object();
  }
  out.end_object();
}

Contact read_contact(const Json& json) {
  Contact contact;
  contact.id = json.at("id").get<std::string>();
  contact.name = json.at("name").get<std::string>();
  contact.relationship = json.at("relationship").get<std::string>();
  contact.channel = json.at("channel").get<std::string>();
  contact.address = json.at("address").get<std::string>();
  contact.confirmed = json.at("confirmed").get<bool>();
  if (json.contains("verified")) contact.verified = instant_from(json["verified"]);
  if (json.contains("ends")) contact.ends = instant_from(json["ends"]);
  if (json.contains("also")) {
    const Json& also = json["also"];
    contact.also =
        Reach{also.at("channel").get<std::string>(), also.at("address").get<std::string>()};
  }
  return contact;
}

Consent read_consent(const Json& json) {
  Consent consent;
  consent.purpose = json.at("purpose").get<std::string>();
  consent.version = json.at("version").get<std::string>();
  consent.granted = json.at("granted").get<bool>();
  consent.by = json.at("by").get<std::string>();
  consent.at = instant_from(json.at("at"));
  consent.recipient = json.value("recipient", std::string());
  return consent;
}

Result<LocalDate> read_birth_date(const Json& json) { return parse_date(json.get<std::string>()); }

void write(JsonWriter& out, const Identity& identity) {
  out.key("identity").begin_object().field("method", name_of(identity.method));
  out.field("verified", identity.vouching == Vouching::verified);
  out.field("at", count_of(identity.at));
  if (identity.birth_date) out.field("birth_date", to_text(*identity.birth_date));
  out.end_object();
}

Identity read_identity(const Json& json) {
  Identity identity;
  identity.method =
      identity_method(json.at("method").get<std::string>()).value_or(IdentityMethod::app_asserted);
  identity.vouching = json.at("verified").get<bool>() ? Vouching::verified : Vouching::stated;
  identity.at = instant_from(json.at("at"));
  if (json.contains("birth_date")) {
    const Result<LocalDate> date = read_birth_date(json["birth_date"]);
    if (date) identity.birth_date = *date;
  }
  return identity;
}

Profile read_profile(const Json& json) {
  Profile profile;
  profile.id = PersonId(json.at("id").get<std::string>());
  if (json.contains("birth_date")) {
    const Result<LocalDate> date = read_birth_date(json["birth_date"]);
    if (date) profile.birth_date = *date;
  }
  profile.pending_band = static_cast<AgeBand>(json.value("pending_band", 0));
  profile.locale = json.value("locale", std::string("zh-CN"));
  profile.region = json.value("region", std::string("CN"));
  profile.time_zone = json.value("time_zone", std::string("Asia/Shanghai"));
  profile.minor_mode_chosen = json.value("minor_mode_chosen", false);
  if (json.contains("minor_mode_since")) {
    profile.minor_mode_since = instant_from(json["minor_mode_since"]);
  }
  if (json.contains("identity")) profile.identity = read_identity(json["identity"]);
  profile.registered = instant_from(json.at("registered"));
  profile.registered_by = json.value("registered_by", std::string());
  if (json.contains("agreement")) {
    const Json& agreement = json["agreement"];
    profile.agreement = Agreement{agreement.at("version").get<std::string>(),
                                  instant_from(agreement.at("accepted"))};
  }
  if (json.contains("guardian")) profile.guardian = read_contact(json["guardian"]);
  if (json.contains("second_guardian")) {
    profile.second_guardian = read_contact(json["second_guardian"]);
  }
  if (json.contains("emergency_contact")) {
    profile.emergency_contact = read_contact(json["emergency_contact"]);
  }
  for (const Json& each : json.value("consents", Json::array())) {
    profile.consents.push_back(read_consent(each));
  }
  return profile;
}

}  // namespace

std::string to_stored(const Profile& profile, const Guardianship& guardianship) {
  std::string text;
  JsonWriter out(text);
  out.begin_object().field("id", profile.id.text);
  if (profile.birth_date) out.field("birth_date", to_text(*profile.birth_date));
  out.field("pending_band", static_cast<int>(profile.pending_band));
  out.field("locale", profile.locale).field("region", profile.region);
  out.field("time_zone", profile.time_zone);
  out.field("minor_mode_chosen", profile.minor_mode_chosen);
  if (profile.minor_mode_since) out.field("minor_mode_since", count_of(*profile.minor_mode_since));
  if (profile.identity) write(out, *profile.identity);
  out.field("registered", count_of(profile.registered));
  out.field("registered_by", profile.registered_by);
  if (profile.agreement) {
    out.key("agreement").begin_object().field("version", profile.agreement->version);
    out.field("accepted", count_of(profile.agreement->accepted)).end_object();
  }
  if (profile.guardian) write(out, "guardian", *profile.guardian);
  if (profile.second_guardian) write(out, "second_guardian", *profile.second_guardian);
  if (profile.emergency_contact) write(out, "emergency_contact", *profile.emergency_contact);
  out.key("consents").begin_array();
  for (const Consent& each : profile.consents) {
    out.begin_object().field("purpose", each.purpose).field("version", each.version);
    out.field("granted", each.granted).field("by", each.by).field("at", count_of(each.at));
    if (!each.recipient.empty()) out.field("recipient", each.recipient);
    out.end_object();
  }
  out.end_array();
  write_guardianship(out, guardianship);
  out.end_object();
  return text;
}

Result<Profile> profile_from_stored(std::string_view text) {
  try {
    return read_profile(Json::parse(text));
  } catch (const Json::exception& fault) {
    return failed(ErrorCode::corrupt,
                  std::string("a stored profile does not read: ") + fault.what());
  }
}

}  // namespace anban
