// SPDX-License-Identifier: Apache-2.0
// E-mail: one message a connection, handed to the operator's mail server (RFC 5321, 3207, 4954).
// The dialogue is plain logic over Lines; sockets and TLS belong to net/.
#pragma once

#include <string>

#include "base/private.h"
#include "notify/lines.h"
#include "ports/clock.h"
#include "ports/notifier.h"

namespace anban::notify {

enum class MailSecurity {
  required,        // STARTTLS must be offered
  when_offered,    // STARTTLS where offered; the password is never sent without it
  from_the_start,  // TLS on connecting (port 465)
  none,            // never: for a mail server on the same machine
};

struct MailOptions {
  std::string host;
  std::uint16_t port = 587;
  MailSecurity security = MailSecurity::required;
  std::string user;  // empty: no AUTH
  Private<std::string> password;
  std::string from;  // mailbox; its domain also names us in EHLO
  std::string from_name = "Anban";
};

class MailChannel final : public Notifier {
 public:
  MailChannel(LineDialer& dialer, const Clock& clock, MailOptions options)
      : dialer_(dialer), clock_(clock), options_(std::move(options)) {}
  /// Success after the server's 250 behind the message. Errors: invalid (a malformed address, or a
  /// 5xx for sender, recipient or message), unavailable (4xx, no connection, refused AUTH, STARTTLS
  /// missing: the operator can mend those), timed_out.
  Task<Result<Sent>> send(Notification notification) override;

 private:
  LineDialer& dialer_;
  const Clock& clock_;
  MailOptions options_;
};

}  // namespace anban::notify
