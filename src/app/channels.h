// SPDX-License-Identifier: Apache-2.0
// Channels to people as configured: the dialogues of notify/ over the sockets of net/.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/configuration.h"
#include "net/fetch.h"
#include "notify/on_call.h"
#include "notify/outbox.h"
#include "notify/sms.h"
#include "notify/smtp.h"
#include "notify/unconfigured.h"
#include "notify/webhook.h"

namespace anban::app {

class Channels {
 public:
  /// Errors: invalid (a secret or certificate file that cannot be used).
  static Result<std::unique_ptr<Channels>> make(const Configuration& configuration,
                                                const Clock& clock, Entropy& entropy);
  /// Adds every channel to the outbox, and to who is on call; those without a provider answer so
  /// truthfully.
  void serve(notify::Outbox& outbox, notify::OnCallChannel& on_call);
  /// Names of channels that can reach somebody.
  std::vector<std::string> configured() const;

 private:
  class Poster;
  class Dialer;
  Channels();

 public:
  ~Channels();

 private:
  std::unique_ptr<Fetcher> fetcher_;
  std::unique_ptr<Fetcher> inside_fetcher_;
  std::unique_ptr<Poster> poster_;
  std::unique_ptr<Dialer> dialer_;
  std::unique_ptr<notify::MailChannel> mail_;
  std::unique_ptr<notify::Webhook> webhook_;
  std::unique_ptr<notify::Sms> sms_;
  std::vector<std::unique_ptr<notify::UnconfiguredChannel>> absent_;
};

}  // namespace anban::app
