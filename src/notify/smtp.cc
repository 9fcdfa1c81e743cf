// SPDX-License-Identifier: Apache-2.0
// The dialogue, step by step. A step fails with the reply's code only: servers like to repeat the
// address in their text, and errors are logged.
#include "notify/smtp.h"

#include <fmt/format.h>

#include "base/bytes.h"
#include "notify/address.h"
#include "notify/mail_text.h"
#include "notify/smtp_reply.h"

namespace anban::notify {
namespace {

/// Who is to blame for a refusal: the receiver's 5xx is final, ours can be mended.
enum class Refusal { final_for_5xx, can_be_mended };

Error refused(int code, std::string_view step, Refusal refusal) {
  const bool final_answer = code >= 500 && refusal == Refusal::final_for_5xx;
  return Error{final_answer ? ErrorCode::invalid : ErrorCode::unavailable,
               fmt::format("the mail server answered {} to {}", code, step)};
}

Task<Result<SmtpReply>> read_reply(Lines& lines) {
  SmtpReplyReader reader;
  for (;;) {
    const Result<std::string> line = co_await lines.read_line();
    if (!line) co_return failed(line);
    const Result<bool> complete = reader.add(*line);
    if (!complete) co_return failed(ErrorCode::unavailable, complete.error().detail);
    if (*complete) co_return reader.reply();
  }
}

/// Writes `command` and wants a reply of the same class as `code` (251 is a yes to RCPT, too).
Task<Result<SmtpReply>> step(Lines& lines, std::string command, std::string_view name, int code,
                             Refusal refusal) {
  command += "\r\n";
  const Result<void> written = co_await lines.write(command);
  if (!written) co_return failed(written);
  Result<SmtpReply> reply = co_await read_reply(lines);
  if (!reply) co_return failed(reply);
  if (reply->code / 100 != code / 100) {
    co_return std::unexpected(refused(reply->code, name, refusal));
  }
  co_return reply;
}

Task<Result<SmtpReply>> say_hello(Lines& lines, std::string_view from) {
  std::string command = "EHLO " + std::string(from.substr(from.find('@') + 1));
  Result<SmtpReply> reply =
      co_await step(lines, std::move(command), "EHLO", 250, Refusal::can_be_mended);
  co_return reply;
}

struct Opened {
  SmtpReply hello;  // what the server offers in the end
  bool secured = false;
};

/// EHLO, and TLS where the options want it.
Task<Result<Opened>> open_dialogue(Lines& lines, const MailOptions& options) {
  const Result<SmtpReply> greeting = co_await read_reply(lines);
  if (!greeting) co_return failed(greeting);
  if (greeting->code != 220) {
    co_return std::unexpected(refused(greeting->code, "connecting", Refusal::can_be_mended));
  }
  Result<SmtpReply> hello = co_await say_hello(lines, options.from);
  if (!hello) co_return failed(hello);
  Opened opened;
  opened.hello = std::move(*hello);
  opened.secured = options.security == MailSecurity::from_the_start;
  const bool wanted =
      options.security == MailSecurity::required || options.security == MailSecurity::when_offered;
  if (wanted && !opened.hello.offers("STARTTLS")) {
    if (options.security == MailSecurity::when_offered) co_return opened;
    co_return failed(ErrorCode::unavailable, "the mail server offers no STARTTLS");
  }
  if (!wanted) co_return opened;
  const auto begun = co_await step(lines, "STARTTLS", "STARTTLS", 220, Refusal::can_be_mended);
  if (!begun) co_return failed(begun);
  const Result<void> secured = co_await lines.start_tls();
  if (!secured) co_return failed(ErrorCode::unavailable, secured.error().detail);
  hello = co_await say_hello(lines, options.from);
  if (!hello) co_return failed(hello);
  opened.hello = std::move(*hello);
  opened.secured = true;
  co_return opened;
}

Task<Result<void>> log_in_plainly(Lines& lines, const MailOptions& options) {
  std::string secret;
  secret.append(1, '\0').append(options.user).append(1, '\0').append(options.password.reveal());
  std::string command = "AUTH PLAIN " + to_base64(secret);
  const auto done = co_await step(lines, std::move(command), "AUTH", 235, Refusal::can_be_mended);
  if (!done) co_return failed(done);
  co_return Result<void>();
}

Task<Result<void>> log_in_by_question(Lines& lines, const MailOptions& options) {
  const auto begun = co_await step(lines, "AUTH LOGIN", "AUTH", 334, Refusal::can_be_mended);
  if (!begun) co_return failed(begun);
  std::string user = to_base64(options.user);
  const auto named = co_await step(lines, std::move(user), "AUTH", 334, Refusal::can_be_mended);
  if (!named) co_return failed(named);
  std::string password = to_base64(options.password.reveal());
  const auto done = co_await step(lines, std::move(password), "AUTH", 235, Refusal::can_be_mended);
  if (!done) co_return failed(done);
  co_return Result<void>();
}

Task<Result<void>> log_in(Lines& lines, const MailOptions& options, const Opened& opened) {
  if (options.user.empty()) co_return Result<void>();
  if (!opened.secured && options.security != MailSecurity::none) {
    co_return failed(ErrorCode::unavailable,
                     "the mail server offers no STARTTLS, so no password is sent");
  }
  if (opened.hello.offers("AUTH", "PLAIN")) {
    Result<void> done = co_await log_in_plainly(lines, options);
    co_return done;
  }
  if (opened.hello.offers("AUTH", "LOGIN")) {
    Result<void> done = co_await log_in_by_question(lines, options);
    co_return done;
  }
  co_return failed(ErrorCode::unavailable, "the mail server offers neither AUTH PLAIN nor LOGIN");
}

Task<Result<void>> hand_over(Lines& lines, const MailOptions& options, std::string to,
                             std::string message) {
  std::string from_command = "MAIL FROM:<" + options.from + ">";
  const auto from =
      co_await step(lines, std::move(from_command), "MAIL FROM", 250, Refusal::final_for_5xx);
  if (!from) co_return failed(from);
  std::string to_command = "RCPT TO:<" + to + ">";
  const auto recipient =
      co_await step(lines, std::move(to_command), "RCPT TO", 250, Refusal::final_for_5xx);
  if (!recipient) co_return failed(recipient);
  const auto data = co_await step(lines, "DATA", "DATA", 354, Refusal::final_for_5xx);
  if (!data) co_return failed(data);
  const std::string stuffed = dot_stuffed(message);
  const Result<void> written = co_await lines.write(stuffed);
  if (!written) co_return failed(written);
  const Result<SmtpReply> taken = co_await read_reply(lines);
  if (!taken) co_return failed(taken);
  if (taken->code != 250) {
    co_return std::unexpected(refused(taken->code, "the message", Refusal::final_for_5xx));
  }
  co_return Result<void>();
}

}  // namespace

Task<Result<Sent>> MailChannel::send(Notification notification) {
  const std::string to = notification.address.reveal();
  const auto checked = check_mailbox(to);
  if (!checked) co_return failed(checked);
  const auto own = check_mailbox(options_.from);
  if (!own) co_return failed(ErrorCode::unavailable, "the operator's sender address is malformed");
  LineTarget target;
  target.host = options_.host;
  target.port = options_.port;
  target.tls_from_the_start = options_.security == MailSecurity::from_the_start;
  const Result<std::unique_ptr<Lines>> lines = co_await dialer_.dial(std::move(target));
  if (!lines) co_return failed(ErrorCode::unavailable, lines.error().detail);
  const Result<Opened> opened = co_await open_dialogue(**lines, options_);
  if (!opened) co_return failed(opened);
  const Result<void> known = co_await log_in(**lines, options_, *opened);
  if (!known) co_return failed(known);
  std::string message = mail_text(notification, options_.from, options_.from_name, clock_.now());
  Result<void> taken = co_await hand_over(**lines, options_, to, std::move(message));
  if (taken) {
    // The message is theirs now; a failing farewell changes nothing.
    const Result<void> farewell = co_await (*lines)->write("QUIT\r\n");
    static_cast<void>(farewell);
  }
  if (!taken) co_return failed(taken);
  co_return Sent();
}

}  // namespace anban::notify
