// SPDX-License-Identifier: Apache-2.0
// What a person (or their app) told us at registration. Changes rarely; stored sealed under the
// person's data key as JSON (people/profile_json.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/local_time.h"
#include "people/age.h"
#include "people/identity.h"

namespace anban {

/// Where somebody is reached.
struct Reach {
  std::string channel;  // "sms", "email", "webhook"
  std::string address;
  friend bool operator==(const Reach&, const Reach&) = default;
};

struct Contact {
  std::string id;  // GuardianId text for a guardian ("grd_…"), "emergency" else
  std::string name;
  std::string relationship;  // "mother", "friend", …
  std::string channel;       // "sms", "email", "webhook"
  std::string address;
  bool confirmed = false;
  std::optional<Instant> verified = {};  // a guardian's last confirmation by code
  std::optional<Instant> ends = {};      // a guardian's link is over from then on
  std::optional<Reach> also = {};        // tried in a crisis where the first does not reach them
  friend bool operator==(const Contact&, const Contact&) = default;
};

struct Agreement {
  std::string version;
  Instant accepted;
  friend bool operator==(const Agreement&, const Agreement&) = default;
};

struct Consent {
  std::string purpose;  // "minor_service", "minor_personal_information", "training", …
  std::string version;
  bool granted = false;
  std::string by;  // "person", or the guardian's id
  Instant at;
  std::string recipient = {};  // of "third_party": who gets data; empty: nobody in particular
  friend bool operator==(const Consent&, const Consent&) = default;
};

struct Profile {
  PersonId id;                             // the app's name for the person
  std::optional<LocalDate> birth_date;     // absent only while consent is pending (child under 14)
  AgeBand pending_band = AgeBand::b18_59;  // the band kept where birth_date is absent
  std::string locale = "zh-CN";
  std::string region = "CN";
  std::string time_zone = "Asia/Shanghai";
  std::optional<Agreement> agreement;
  std::optional<Contact> guardian;
  std::optional<Contact> second_guardian;  // only beside a first
  std::optional<Contact> emergency_contact;
  std::vector<Consent> consents;            // the latest of each purpose, recipient
  bool minor_mode_chosen = false;           // switched on by the person, guardian or device
  std::optional<Instant> minor_mode_since;  // of the choice
  std::optional<Identity> identity;         // the newest proof of who they are
  Instant registered;
  std::string registered_by;  // id of the key that registered the person (scope own:users)
  friend bool operator==(const Profile&, const Profile&) = default;
};

/// Whether the latest consent of `purpose` is granted.
bool has_consent(const Profile& profile, std::string_view purpose);

}  // namespace anban
