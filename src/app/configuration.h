// SPDX-License-Identifier: Apache-2.0
// The operator's configuration (TOML). Everything has a default that is safe on loopback; beyond
// loopback the profile `production` is required, with what it asks for. All faults are reported
// together, each with its line, and the program does not start with any.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/rate_limit.h"
#include "base/private.h"
#include "base/result.h"
#include "notify/sms.h"
#include "pack/faults.h"

namespace anban::app {

enum class Profile { development, production };

/// One model server. Who processes the data for us, and where, must be registered (O-150).
struct UpstreamConfiguration {
  std::string name;
  std::string base_url;
  Private<std::string> key;
  std::map<std::string, std::string> models;
  std::string entrusted_processor;  // legal name of the processor
  std::string contract;             // number or link of the contract
  bool no_training = false;         // the processor does not train on what it gets
  std::string region;               // "CN"; another one is a cross-border transfer
};

/// A guard model (turn/second_opinion.h). It is a processor of people's words like an upstream, so
/// the same must be registered (O-150).
struct GuardConfiguration {
  std::string base_url;
  Private<std::string> key;
  std::string model;
  std::string style;                    // qwen3guard, llama_guard or policy
  std::string policy;                   // the question of style policy
  std::vector<std::string> categories;  // of /v1/moderations, without "anban/"; empty: all known
  int deadline_ms = 300;
  int grey_from = 35;  // percent of probability
  int grey_to = 65;
  int share_most = 3;  // percent of turns
  std::string entrusted_processor;
  std::string contract;
  bool no_training = false;
  std::string region;
};

struct MailConfiguration {
  std::string host;
  int port = 587;
  std::string security = "required";  // required, when_offered, from_the_start, none
  std::string user;
  Private<std::string> password;
  std::string from;
  std::string ca_file;
};

struct WebhookConfiguration {
  Private<std::string> secret;  // whsec_…
  bool allow_private_addresses = false;
};

/// SMS over a provider's signed HTTP call (notify/sms.h).
struct SmsConfiguration {
  std::string provider;  // aliyun or tencent
  std::string endpoint;  // empty: the provider's
  std::string key_id;
  Private<std::string> secret;
  std::string sign_name;
  std::string region;
  std::string application_id;           // tencent's SmsSdkAppId
  bool receipts = false;                // the provider pushes what became of a message
  Private<std::string> receipt_secret;  // the end of the URL that it pushes to
  bool allow_private_addresses = false;
  std::map<std::string, std::map<std::string, notify::SmsTemplate>> templates;  // locale, event
};

struct NotificationsConfiguration {
  int deadline_ms = 10'000;  // an attempt without an answer by then has failed
};

struct OnCallConfiguration {
  std::string channel;  // email, webhook or sms
  Private<std::string> address;
};

/// Services that vouch for identities (ports/identity_service.h); an empty URL: not offered.
struct IdentityConfiguration {
  std::string resident_id_url;  // POST {"number", "name"}, answers {"match": true}
  Private<std::string> resident_id_key;
  std::string issuer;  // of the national online identity
  std::string authorization_url;
  std::string token_url;
  std::string client_id;
  Private<std::string> client_secret;
  std::string redirect_uri;
  int deadline_ms = 5000;
  std::string ca_file;
};

struct Configuration {
  Profile profile = Profile::development;
  std::string address = "127.0.0.1";
  int port = 8080;
  std::filesystem::path data_folder = "anban-data";
  std::filesystem::path erasures_file;    // outside the data folder; empty: none
  std::filesystem::path master_key_file;  // empty: master.key in the data folder (development)
  std::string certificate_file;
  std::string key_file;
  std::vector<std::string> trusted_proxies;
  std::filesystem::path packs_folder;  // empty: embedded
  std::string pack = "cn-2026";
  std::filesystem::path overlay_folder;  // empty: none
  std::string content_producer = "00DEVELOPMENT";
  std::string default_model;
  std::string agreement_version;                 // empty: the pack's
  bool chat_registration = true;                 // the chat page may register people
  int threads = 0;                               // 0: one a core
  std::vector<UpstreamConfiguration> upstreams;  // empty: the demo companion
  std::optional<GuardConfiguration> guard_model;
  std::optional<IdentityConfiguration> identity;
  std::optional<MailConfiguration> mail;
  std::optional<WebhookConfiguration> webhook;
  std::optional<SmsConfiguration> sms;
  NotificationsConfiguration notifications;
  std::optional<OnCallConfiguration> on_call;
  api::RateLimits rate_limits;  // none unless set

  bool is_loopback() const;
};

/// Reads the file's text. `file` names it in faults.
std::expected<Configuration, std::vector<pack::Fault>> read_configuration(const std::string& text,
                                                                          const std::string& file);
/// Faults of the whole (profile against address and keys), after command-line settings were added.
std::vector<std::string> faults_of(const Configuration& configuration);

/// A 27-character producer code of the labelling standard with a valid check digit (O-106).
bool is_producer_code(const std::string& code);

}  // namespace anban::app
