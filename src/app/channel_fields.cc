// SPDX-License-Identifier: Apache-2.0
// Secrets may stand in files or the environment, as everywhere (app/toml_fields.h).
#include "app/channel_fields.h"

#include <algorithm>

#include "app/sms_service.h"
#include "notify/webhook.h"

namespace anban::app {
namespace {

constexpr std::size_t receipt_secret_least = 24;  // characters

void read_mail(Fields& root, Configuration& out) {
  if (Fields mail = root.table("mail"); mail.is_there()) {
    MailConfiguration read;
    std::string password;
    mail.required_text("host", read.host);
    mail.number("port", read.port, 1, 65535);
    mail.text("security", read.security);
    mail.text("user", read.user);
    mail.secret("password", password);
    mail.required_text("from", read.from);
    mail.text("ca_file", read.ca_file);
    mail.finish();
    read.password = Private<std::string>(password);
    static constexpr std::string_view known[] = {"required", "when_offered", "from_the_start",
                                                 "none"};
    if (std::find(std::begin(known), std::end(known), read.security) == std::end(known)) {
      mail.fault("security", "must be required, when_offered, from_the_start or none");
    }
    out.mail = std::move(read);
  }
}

void read_webhook(Fields& root, Configuration& out) {
  if (Fields webhook = root.table("webhook"); webhook.is_there()) {
    WebhookConfiguration read;
    std::string secret;
    webhook.secret("secret", secret);
    webhook.boolean("allow_private_addresses", read.allow_private_addresses);
    webhook.finish();
    if (!secret.starts_with("whsec_"))
      webhook.fault("secret", "must be whsec_ and 24 to 64 bytes in base64");
    read.secret = Private<std::string>(secret);
    out.webhook = std::move(read);
  }
}

void read_templates(Fields& sms, SmsConfiguration& read) {
  Fields templates = sms.table("templates");
  for (auto& [locale, table] : sms.tables("templates")) {
    std::map<std::string, std::string> texts;
    templates.text_map(locale.c_str(), texts);
    for (const auto& [event, text] : texts) {
      auto made = notify::sms_template(text);
      if (made) {
        read.templates[locale][event] = std::move(*made);
      } else {
        table.fault(event.c_str(), made.error().detail);
      }
    }
  }
}

void read_sms(Fields& root, Configuration& out) {
  Fields sms = root.table("sms");
  if (!sms.is_there()) return;
  SmsConfiguration read;
  std::string secret;
  std::string receipt_secret;
  sms.required_text("provider", read.provider);
  sms.text("endpoint", read.endpoint);
  sms.required_text("key_id", read.key_id);
  sms.secret("secret", secret);
  sms.required_text("sign_name", read.sign_name);
  sms.text("region", read.region);
  sms.text("application_id", read.application_id);
  sms.boolean("receipts", read.receipts);
  sms.secret("receipt_secret", receipt_secret);
  sms.boolean("allow_private_addresses", read.allow_private_addresses);
  read_templates(sms, read);
  sms.finish();
  read.secret = Private<std::string>(secret);
  read.receipt_secret = Private<std::string>(receipt_secret);
  if (sms_provider(read.provider) == nullptr) {
    sms.fault("provider", "must be aliyun or tencent");
  }
  if (secret.empty()) sms.fault("secret", "is the provider's access key");
  if (read.provider == "tencent" && read.application_id.empty()) {
    sms.fault("application_id", "is Tencent's SmsSdkAppId");
  }
  if (read.receipts && receipt_secret.size() < receipt_secret_least) {
    sms.fault("receipt_secret", "ends the URL that the provider pushes to: 24 characters or more");
  }
  if (read.templates.empty()) {
    sms.fault("templates", "names a template for each event: [sms.templates.zh-CN]");
  }
  fill_in_defaults(read);
  const auto kind = read.allow_private_addresses ? notify::PrivateAddresses::allowed
                                                 : notify::PrivateAddresses::refused;
  const auto url = notify::check_webhook_url(read.endpoint, kind);
  if (!url) sms.fault("endpoint", "must be a public https address");
  out.sms = std::move(read);
}

}  // namespace

void read_channels(Fields& root, Configuration& out) {
  read_mail(root, out);
  read_webhook(root, out);
  read_sms(root, out);
  Fields notifications = root.table("notifications");
  notifications.number("deadline_ms", out.notifications.deadline_ms, 100, 10'000);
  notifications.finish();
  if (Fields on_call = root.table("on_call"); on_call.is_there()) {
    OnCallConfiguration read;
    std::string address;
    on_call.required_text("channel", read.channel);
    on_call.required_text("address", address);
    on_call.finish();
    read.address = Private<std::string>(address);
    out.on_call = std::move(read);
  }
}

}  // namespace anban::app
