// SPDX-License-Identifier: Apache-2.0
// The SMTP dialogue over scripted lines: what is said, in which order, and what each refusal means.
#include "notify/smtp.h"

#include <deque>
#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include "base/bytes.h"
#include "notify/address.h"
#include "notify/mail_text.h"
#include "notify/smtp_reply.h"
#include "sim/virtual_time.h"

namespace anban::notify {
namespace {

namespace asio = boost::asio;

const Instant start{std::chrono::seconds(1'785'589'440)};  // 2026-08-01T13:04:00Z

/// A server that says its lines one after another, whatever it is told.
struct Script {
  std::deque<std::string> says;
  std::string heard;
  int tls_starts = 0;
  bool tls_works = true;
  LineTarget target;
};

class ScriptedLines final : public Lines {
 public:
  explicit ScriptedLines(Script& script) : script_(script) {}
  Task<Result<std::string>> read_line() override {
    if (script_.says.empty()) co_return failed(ErrorCode::unavailable, "closed");
    std::string line = std::move(script_.says.front());
    script_.says.pop_front();
    co_return line;
  }
  Task<Result<void>> write(std::string_view bytes) override {
    script_.heard += bytes;
    co_return Result<void>();
  }
  Task<Result<void>> start_tls() override {
    if (!script_.tls_works) co_return failed(ErrorCode::denied, "the certificate is not trusted");
    ++script_.tls_starts;
    script_.heard += "<tls>";
    co_return Result<void>();
  }

 private:
  Script& script_;
};

class ScriptedDialer final : public LineDialer {
 public:
  explicit ScriptedDialer(Script& script) : script_(script) {}
  Task<Result<std::unique_ptr<Lines>>> dial(LineTarget target) override {
    script_.target = std::move(target);
    std::unique_ptr<Lines> lines = std::make_unique<ScriptedLines>(script_);
    co_return lines;
  }

 private:
  Script& script_;
};

struct SmtpTest : testing::Test {
  sim::VirtualTime time{start};
  Script server;
  ScriptedDialer dialer{server};
  MailOptions options;

  SmtpTest() {
    options.host = "mail.example.com";
    options.from = "anban@example.com";
    options.security = MailSecurity::none;
  }

  Task<void> attempt(MailChannel& channel, std::string to, std::optional<Result<Sent>>& outcome) {
    Notification notification;
    notification.id = NotificationId("ntf_1");
    notification.address = Private<std::string>(std::move(to));
    notification.subject = "请尽快联系\r\nBcc: all@example.com";
    notification.body = "您关心的人可能需要帮助。\n.\n";
    outcome = co_await channel.send(std::move(notification));
  }
  Result<Sent> send(std::string to = "mama@example.org") {
    MailChannel channel(dialer, time, options);
    asio::io_context loop;
    std::optional<Result<Sent>> outcome;
    asio::co_spawn(loop, attempt(channel, std::move(to), outcome), asio::detached);
    loop.run();
    return *outcome;
  }
  std::optional<ErrorCode> error(std::deque<std::string> says) {
    server.says = std::move(says);
    const auto outcome = send();
    return outcome ? std::optional<ErrorCode>() : outcome.error().code;
  }
};

TEST_F(SmtpTest, HandsAMessageOver) {
  server.says = {"220 hi", "250 mail", "250 ok", "250 ok", "354 go", "250 taken"};
  ASSERT_TRUE(send());
  EXPECT_EQ(server.target.host, "mail.example.com");
  EXPECT_TRUE(server.heard.starts_with(
      "EHLO example.com\r\nMAIL FROM:<anban@example.com>\r\nRCPT TO:<mama@example.org>\r\nDATA\r\n"
      "From: Anban <anban@example.com>\r\nTo: <mama@example.org>\r\nSubject: =?UTF-8?B?"));
  EXPECT_TRUE(server.heard.ends_with("\r\n.\r\nQUIT\r\n"));
  EXPECT_NE(server.heard.find("\r\nMessage-ID: <ntf_1@example.com>\r\n"), std::string::npos);
  EXPECT_NE(server.heard.find("\r\nDate: Sat, 01 Aug 2026 13:04:00 +0000\r\n"), std::string::npos);
  EXPECT_NE(server.heard.find(to_base64("您关心的人可能需要帮助。\n.\n")), std::string::npos);
  EXPECT_EQ(server.heard.find("Bcc"), std::string::npos) << "a subject starts no header";
}

TEST_F(SmtpTest, StartsTlsAndSaysHelloAgainBeforeThePassword) {
  options.security = MailSecurity::required;
  options.user = "u";
  options.password = Private<std::string>("p");
  server.says = {"220 hi",
                 "250-mail",
                 "250-AUTH PLAIN",
                 "250 STARTTLS",
                 "220 go",
                 "250-mail",
                 "250 AUTH LOGIN PLAIN",
                 "235 in",
                 "250 ok",
                 "250 ok",
                 "354 go",
                 "250 taken"};
  ASSERT_TRUE(send());
  const std::string plain = to_base64(std::string_view("\0u\0p", 4));
  EXPECT_TRUE(server.heard.starts_with(
      "EHLO example.com\r\nSTARTTLS\r\n<tls>EHLO example.com\r\nAUTH PLAIN " + plain + "\r\nMAIL"));
}

TEST_F(SmtpTest, LogsInByQuestionWhereNothingElseIsOffered) {
  options.security = MailSecurity::from_the_start;
  options.user = "user";
  options.password = Private<std::string>("secret");
  server.says = {"220 hi", "250-mail", "250 AUTH=LOGIN",   "334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6",
                 "235 in", "250 ok",   "251 will forward", "354 go",           "250 taken"};
  ASSERT_TRUE(send());
  EXPECT_TRUE(server.target.tls_from_the_start);
  EXPECT_EQ(server.tls_starts, 0);
  EXPECT_NE(server.heard.find("AUTH LOGIN\r\ndXNlcg==\r\nc2VjcmV0\r\nMAIL"), std::string::npos);
}

TEST_F(SmtpTest, NeverSendsAPasswordInClear) {
  options.security = MailSecurity::when_offered;
  options.user = "user";
  options.password = Private<std::string>("secret");
  EXPECT_EQ(error({"220 hi", "250-mail", "250 AUTH PLAIN"}), ErrorCode::unavailable);
  EXPECT_EQ(server.heard.find("AUTH"), std::string::npos);
}

TEST_F(SmtpTest, SendsInClearWithoutAPasswordWhereTlsIsNotOffered) {
  options.security = MailSecurity::when_offered;
  EXPECT_EQ(error({"220 hi", "250 mail", "250 ok", "250 ok", "354 go", "250 taken"}), std::nullopt);
}

TEST_F(SmtpTest, RefusesToGoOnWithoutTlsWhereItIsRequired) {
  options.security = MailSecurity::required;
  EXPECT_EQ(error({"220 hi", "250 mail"}), ErrorCode::unavailable);
  EXPECT_EQ(server.heard.find("MAIL"), std::string::npos);
  server.tls_works = false;
  EXPECT_EQ(error({"220 hi", "250-mail", "250 STARTTLS", "220 go"}), ErrorCode::unavailable);
  EXPECT_EQ(server.heard.find("MAIL"), std::string::npos);
}

TEST_F(SmtpTest, ARefusedReceiverIsFinalAndATemporaryAnswerIsNot) {
  EXPECT_EQ(error({"220 hi", "250 mail", "250 ok", "550 no such user"}), ErrorCode::invalid);
  EXPECT_EQ(error({"220 hi", "250 mail", "250 ok", "451 later"}), ErrorCode::unavailable);
  EXPECT_EQ(error({"220 hi", "250 mail", "553 not you"}), ErrorCode::invalid);
  EXPECT_EQ(error({"220 hi", "250 mail", "250 ok", "250 ok", "354 go", "554 spam"}),
            ErrorCode::invalid);
  EXPECT_EQ(error({"220 hi", "250 mail", "250 ok", "250 ok", "354 go", "452 full"}),
            ErrorCode::unavailable);
  EXPECT_EQ(error({"220 hi", "250 mail", "250 ok", "250 ok", "354 go"}), ErrorCode::unavailable)
      << "no answer behind the message is no yes";
}

TEST_F(SmtpTest, WhatTheOperatorCanMendIsTriedAgain) {
  EXPECT_EQ(error({"554 go away"}), ErrorCode::unavailable);
  EXPECT_EQ(error({"220 hi", "502 what"}), ErrorCode::unavailable);
  EXPECT_EQ(error({"nonsense"}), ErrorCode::unavailable);
  EXPECT_EQ(error({}), ErrorCode::unavailable);
  options.user = "user";
  EXPECT_EQ(error({"220 hi", "250-mail", "250 AUTH PLAIN", "535 wrong"}), ErrorCode::unavailable);
  EXPECT_EQ(error({"220 hi", "250-mail", "250 AUTH CRAM-MD5"}), ErrorCode::unavailable);
}

TEST_F(SmtpTest, AMalformedAddressNeverReachesTheServer) {
  const auto outcome = send("mama@example.org>\r\nRCPT TO:<other@example.org");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::invalid);
  EXPECT_EQ(outcome.error().detail.find("mama"), std::string::npos);
  EXPECT_TRUE(server.heard.empty());
  options.from = "not an address";
  EXPECT_EQ(send().error().code, ErrorCode::unavailable);
}

TEST(Mailbox, TakesOrdinaryOnesOnly) {
  for (const char* good : {"a@b.cn", "first.last+tag@mail.example.com", "o'hara@example.com"}) {
    EXPECT_TRUE(check_mailbox(good)) << good;
  }
  for (const char* bad :
       {"", "@", "a@", "@b.cn", "a b@c.cn", "a@b@c.cn", ".a@b.cn", "a..b@c.cn", "a@b..cn",
        "\"a\"@b.cn", "a@[127.0.0.1]", "妈妈@b.cn", "a@b.cn\n", "a@b_c"}) {
    EXPECT_FALSE(check_mailbox(bad)) << bad;
  }
  EXPECT_FALSE(check_mailbox(std::string(65, 'a') + "@b.cn"));
  EXPECT_FALSE(check_mailbox("a@" + std::string(64, 'b') + ".cn"));
}

TEST(MailText, EncodesWordsBetweenCharactersAndFolds) {
  EXPECT_EQ(header_words("Plain words"), "Plain words");
  EXPECT_EQ(header_words("Anban, Ltd"), "=?UTF-8?B?" + to_base64("Anban, Ltd") + "?=");
  const std::string longer = header_words("您关心的人可能需要帮助，请尽快联系他或她，谢谢您的关心");
  for (std::size_t at = 0; at < longer.size();) {
    const std::size_t end = std::min(longer.find("\r\n", at), longer.size());
    EXPECT_LE(end - at, 76U);
    const std::string line = longer.substr(at, end - at);
    const std::size_t begin = line.find("B?") + 2;
    const auto bytes = from_base64(line.substr(begin, line.size() - 2 - begin));
    ASSERT_TRUE(bytes) << line;
    EXPECT_TRUE(*bytes == std::string(*bytes) && (bytes->size() % 3) == 0) << "whole characters";
    at = end + 2;
  }
}

TEST(MailText, StuffsDotsAndEndsOnce) {
  EXPECT_EQ(dot_stuffed("a\r\n.b\r\n..\r\n"), "a\r\n..b\r\n...\r\n.\r\n");
  EXPECT_EQ(dot_stuffed(".x"), "..x\r\n.\r\n");
}

TEST(SmtpReplies, ReadsSeveralLinesAndRefusesMixtures) {
  SmtpReplyReader reader;
  EXPECT_FALSE(*reader.add("250-mail.example.com"));
  EXPECT_FALSE(*reader.add("250-SIZE 1000"));
  EXPECT_TRUE(*reader.add("250 AUTH PLAIN LOGIN"));
  EXPECT_TRUE(reader.reply().offers("size"));
  EXPECT_TRUE(reader.reply().offers("AUTH", "login"));
  EXPECT_FALSE(reader.reply().offers("AUTH", "XOAUTH2"));
  EXPECT_FALSE(reader.reply().offers("mail.example.com")) << "the greeting line offers nothing";
  SmtpReplyReader mixed;
  EXPECT_TRUE(mixed.add("250-a"));
  EXPECT_FALSE(mixed.add("550 b"));
  for (const char* bad : {"", "25", "abc", "150 x", "650 x", "250x", "2 50"}) {
    EXPECT_FALSE(SmtpReplyReader().add(bad)) << bad;
  }
  EXPECT_TRUE(*SmtpReplyReader().add("250"));
}

TEST(SmtpReplies, AnEndlessAnswerIsRefused) {
  SmtpReplyReader reader;
  int taken = 0;
  while (taken < 1'000 && reader.add("250-again")) ++taken;
  EXPECT_EQ(taken, 128);
}

}  // namespace
}  // namespace anban::notify
