// SPDX-License-Identifier: Apache-2.0
// Reading of a registration.
#include <algorithm>
#include <array>

#include "api/body_fields.h"
#include "api/person_json.h"
#include "base/utf8.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

constexpr std::size_t name_most = 128;     // code points of a name or relationship
constexpr std::size_t address_most = 512;  // bytes; long webhook URLs fit

std::optional<std::string> text_in(const Json& json, const char* name, const std::string& field,
                                   std::size_t most, Faults& faults) {
  if (!json.contains(name)) return std::nullopt;
  if (!json[name].is_string()) {
    faults.push_back({field, "must be a string"});
    return std::nullopt;
  }
  auto text = json[name].get<std::string>();
  if (text.empty() || count_code_points(text) > most) {
    faults.push_back({field, "must have 1 to " + std::to_string(most) + " characters"});
    return std::nullopt;
  }
  return text;
}

void refuse_unknown(const Json& json, std::initializer_list<std::string_view> known,
                    const std::string& prefix, Faults& faults) {
  for (const auto& [name, value] : json.items()) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      faults.push_back({prefix + name, "is not a known field"});
    }
  }
}

Reach reach_in(const Json& json, const std::string& field, Faults& faults) {
  Reach reach;
  reach.channel = text_in(json, "channel", field + ".channel", 16, faults).value_or("");
  reach.address = text_in(json, "address", field + ".address", address_most, faults).value_or("");
  static constexpr std::array<std::string_view, 3> channels{"sms", "email", "webhook"};
  if (!json.contains("channel") ||
      (!reach.channel.empty() &&
       std::find(channels.begin(), channels.end(), reach.channel) == channels.end())) {
    faults.push_back({field + ".channel", "must be sms, email or webhook"});
  }
  if (!json.contains("address")) faults.push_back({field + ".address", "is missing"});
  if (reach.address.empty()) return reach;
  const auto fault = address_fault(reach.channel, reach.address);
  if (fault) faults.push_back({field + ".address", *fault});
  return reach;
}

/// The second way to reach a contact; null takes a known one away (an empty Reach says so).
void read_also(const Json& json, const std::string& field, Contact& contact, Faults& faults) {
  if (!json.contains("also")) return;
  const std::string name = field + ".also";
  if (json["also"].is_null()) {
    contact.also = Reach{};
    return;
  }
  if (!json["also"].is_object()) {
    faults.push_back({name, "must be an object {channel, address}"});
    return;
  }
  refuse_unknown(json["also"], {"channel", "address"}, name + ".", faults);
  contact.also = reach_in(json["also"], name, faults);
  if (contact.also == Reach{contact.channel, contact.address}) {
    faults.push_back({name, "is the same address again; name another, or leave it out"});
  }
}

std::optional<Contact> contact_in(const Json& body, const char* name, Confirmations confirmations,
                                  Faults& faults) {
  if (!body.contains(name)) return std::nullopt;
  const Json& json = body[name];
  const std::string field = name;
  if (!json.is_object()) {
    faults.push_back({field, "must be an object {name, relationship, channel, address}"});
    return std::nullopt;
  }
  refuse_unknown(json, {"id", "name", "relationship", "channel", "address", "also", "confirmed"},
                 field + ".", faults);
  Contact contact;
  contact.id = text_in(json, "id", field + ".id", name_most, faults).value_or("");
  contact.name = text_in(json, "name", field + ".name", name_most, faults).value_or("");
  contact.relationship =
      text_in(json, "relationship", field + ".relationship", name_most, faults).value_or("");
  const Reach first = reach_in(json, field, faults);
  contact.channel = first.channel;
  contact.address = first.address;
  read_also(json, field, contact, faults);
  if (json.contains("confirmed")) {
    if (!json["confirmed"].is_boolean()) {
      faults.push_back({field + ".confirmed", "must be true or false"});
    } else if (confirmations == Confirmations::believed) {
      contact.confirmed = json["confirmed"].get<bool>();
    } else if (json["confirmed"].get<bool>()) {
      faults.push_back({field + ".confirmed", "is set by confirming with the code that was sent"});
    }
  }
  return contact;
}

void read_birth_date(const Json& body, const LocalDate& today, PersonBody& out, Faults& faults) {
  if (!body.contains("birth_date")) return;
  if (!body["birth_date"].is_string()) {
    faults.push_back({"birth_date", "must be a date like 2010-05-20"});
    return;
  }
  const auto date = parse_date(body["birth_date"].get<std::string>());
  if (!date) {
    faults.push_back({"birth_date", date.error().detail});
    return;
  }
  const int age = age_on(*date, today);
  if (*date > today || age > 120) {
    faults.push_back({"birth_date", "gives an age below 0 or above 120"});
    return;
  }
  out.birth_date = *date;
}

void read_agreement(const Json& body, const std::string& version, PersonBody& out, Faults& faults) {
  if (!body.contains("agreement")) return;
  const Json& json = body["agreement"];
  if (!json.is_object() || !json.contains("version") || !json["version"].is_string()) {
    faults.push_back({"agreement", "must be {\"version\": \"…\", \"accepted\": true}"});
    return;
  }
  refuse_unknown(json, {"version", "accepted"}, "agreement.", faults);
  if (!json.contains("accepted") || json["accepted"] != true) {
    faults.push_back(
        {"agreement.accepted", "must be true: nobody is registered without accepting"});
    return;
  }
  if (json["version"] != version) {
    faults.push_back({"agreement.version", "the agreement in force has version " + version});
    return;
  }
  out.agreement_version = version;
}

void read_identity(const Json& body, PersonBody& out, Faults& faults) {
  if (!body.contains("identity")) return;
  const Json& json = body["identity"];
  if (!json.is_object()) {
    faults.push_back({"identity", "must be an object {method, …}"});
    return;
  }
  const auto name = text_in(json, "method", "identity.method", 32, faults);
  const auto method = name ? identity_method(*name) : std::nullopt;
  if (method == IdentityMethod::app_asserted) {
    refuse_unknown(json, {"method", "reference"}, "identity.", faults);
    const auto reference = text_in(json, "reference", "identity.reference", name_most, faults);
    out.identity = InlineIdentity{*method, Private<std::string>(reference.value_or("")), {}};
  } else if (method == IdentityMethod::resident_id) {
    refuse_unknown(json, {"method", "number"}, "identity.", faults);
    auto number = text_in(json, "number", "identity.number", 18, faults).value_or("");
    const auto born = birth_date_of_resident_id(number);
    if (!born) {
      faults.push_back({"identity.number", "is not a resident id: 18 characters, valid check"});
      return;
    }
    if (number.back() == 'x') number.back() = 'X';
    if (out.birth_date && *out.birth_date != *born) {
      faults.push_back({"birth_date", "is not that of the resident id"});
    }
    out.identity = InlineIdentity{*method, Private<std::string>(std::move(number)), born};
    out.birth_date = born;
  } else {
    faults.push_back({"identity.method",
                      "must be app_asserted or resident_id here; others: POST "
                      "/anban/v1/users/{id}/identity"});
  }
}

}  // namespace

Contact read_invited(const Json& body, Confirmations confirmations,
                     std::vector<wire::FieldFault>& faults) {
  const std::string prefix = "guardian.";
  Faults found;
  const auto contact = contact_in({{"guardian", body}}, "guardian", confirmations, found);
  for (const char* needed : {"name", "relationship"}) {
    if (!body.contains(needed)) found.push_back({prefix + needed, "is missing"});
  }
  for (wire::FieldFault& each : found) {
    if (each.field.starts_with(prefix)) each.field.erase(0, prefix.size());
    faults.push_back(std::move(each));
  }
  return contact.value_or(Contact());
}

std::expected<PersonBody, std::vector<wire::FieldFault>> read_person_body(
    const Json& body, const LocalDate& today, const std::string& agreement_version,
    Confirmations confirmations) {
  PersonBody out;
  Faults faults;
  refuse_unknown(body,
                 {"birth_date", "locale", "region", "time_zone", "agreement", "guardian",
                  "emergency_contact", "identity"},
                 "", faults);
  read_birth_date(body, today, out, faults);
  out.locale = text_in(body, "locale", "locale", 35, faults);
  out.region = text_in(body, "region", "region", 16, faults);
  out.time_zone = text_in(body, "time_zone", "time_zone", 64, faults);
  if (out.time_zone && !is_time_zone(*out.time_zone)) {
    faults.push_back({"time_zone", "is not an IANA time zone like Asia/Shanghai"});
  }
  read_agreement(body, agreement_version, out, faults);
  out.guardian = contact_in(body, "guardian", confirmations, faults);
  out.emergency_contact = contact_in(body, "emergency_contact", confirmations, faults);
  read_identity(body, out, faults);
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return out;
}

}  // namespace anban::api
