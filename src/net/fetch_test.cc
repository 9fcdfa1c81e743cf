// SPDX-License-Identifier: Apache-2.0
// Requests to addresses that others named, and lines for SMTP: nothing leads inside, nothing is
// followed, everything ends in time.
#include "net/fetch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "net/line_stream.h"
#include "net/net_test_support.h"

namespace anban::net_testing {
namespace {

using testing::HasSubstr;

Result<FetchAnswer> fetch(std::string url, FetchRequest request = {},
                          PrivateAddresses addresses = PrivateAddresses::allowed) {
  Loops loops(1);
  FetchOptions options;
  options.private_addresses = addresses;
  const auto fetcher = *Fetcher::make(options);
  loops.start();
  request.url = std::move(url);
  return run_on<Result<FetchAnswer>>(loops, [&] { return fetcher->fetch(request); });
}

std::string url_of(const ScriptedServer& server) {
  return "http://127.0.0.1:" + std::to_string(server.port()) + "/hook";
}

ErrorCode code_of(const Result<FetchAnswer>& result) {
  return result ? ErrorCode::corrupt : result.error().code;
}

TEST(Fetch, BringsTheAnswer) {
  ScriptedServer server(
      {{{"\r\n\r\n{}", "HTTP/1.1 404 No\r\nA: b\r\nContent-Length: 2\r\n\r\nno"}}});
  FetchRequest request;
  request.body = "{}";
  const auto answer = fetch(url_of(server), request);
  ASSERT_TRUE(answer) << answer.error().detail;
  EXPECT_EQ(answer->status, 404);
  EXPECT_EQ(answer->body, "no");
  EXPECT_EQ(answer->headers.front().value, "b");
}

TEST(Fetch, RefusesInsideAddressesAlsoBehindNames) {
  ScriptedServer server({{{"\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"}}});
  const std::string port = ":" + std::to_string(server.port()) + "/";
  for (const std::string host : {"127.0.0.1", "localhost", "[::1]"}) {
    const auto answer = fetch("http://" + host + port, {}, PrivateAddresses::refused);
    EXPECT_EQ(code_of(answer), ErrorCode::denied) << host;
  }
  EXPECT_EQ(server.connections(), 0);
}

TEST(Fetch, FollowsNoRedirect) {
  ScriptedServer server(
      {{{"\r\n\r\n", "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\n\r\n"}}});
  EXPECT_EQ(code_of(fetch(url_of(server))), ErrorCode::denied);
}

TEST(Fetch, EndsInTimeHoweverSlowlyBytesCome) {
  FetchRequest request;
  request.within = Milliseconds{200};
  ScriptedServer silent({{{"\r\n\r\n", ""}, {"never", ""}}});
  EXPECT_EQ(code_of(fetch(url_of(silent), request)), ErrorCode::timed_out);
  ScriptedServer stalls(
      {{{"\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"}, {"never", ""}}});
  EXPECT_EQ(code_of(fetch(url_of(stalls), request)), ErrorCode::timed_out);
}

TEST(Fetch, TakesNoLongAnswers) {
  FetchRequest request;
  request.answer_bytes_max = 4;
  ScriptedServer server({{{"\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\nabcde"}}});
  EXPECT_EQ(code_of(fetch(url_of(server), request)), ErrorCode::exhausted);
}

TEST(Fetch, RefusesAddressesThatItCannotRead) {
  EXPECT_EQ(code_of(fetch("ftp://example.com/")), ErrorCode::invalid);
  EXPECT_EQ(code_of(fetch("http://user:secret@example.com/")), ErrorCode::invalid);
  EXPECT_EQ(code_of(fetch("http://[::ffff:127.0.0.1]/")), ErrorCode::invalid);
  const auto unknown = fetch("http://no-such-name.invalid/");
  EXPECT_EQ(code_of(unknown), ErrorCode::unavailable);
}

using Talk = std::function<Task<std::string>(LineStream&)>;

std::string talk(const ScriptedServer& server, Talk say) {
  Loops loops(1);
  loops.start();
  return run_on<std::string>(loops, [&]() -> Task<std::string> {
    LineStreamOptions options;
    options.host = "127.0.0.1";
    options.port = server.port();
    options.line_within = Milliseconds{300};
    options.line_bytes_max = 20;
    auto stream = co_await LineStream::connect(std::move(options));
    if (!stream) co_return stream.error().detail;
    co_return co_await say(**stream);
  });
}

TEST(LineStream, ReadsAndWritesLines) {
  ScriptedServer server({{{"", "220 hello\r\n250-"}, {"EHLO\r\n", "a\r\n250 b\n"}}});
  const auto all = talk(server, [](LineStream& stream) -> Task<std::string> {
    auto line = co_await stream.read_line();
    std::string read = *line;
    const auto written = co_await stream.write("EHLO\r\n");
    EXPECT_TRUE(written);
    for (int i = 0; i < 2; ++i) {
      line = co_await stream.read_line();
      read += "|" + *line;
    }
    line = co_await stream.read_line();
    co_return read + "|" + name_of(line.error().code);
  });
  EXPECT_EQ(all, "220 hello|250-a|250 b|unavailable");
}

Task<std::string> read_code(LineStream& stream) {
  const auto line = co_await stream.read_line();
  co_return line ? *line : std::string(name_of(line.error().code));
}

TEST(LineStream, EndsLongAndSlowLines) {
  ScriptedServer too_long({{{"", std::string(21, 'x') + "\r\n"}}});
  EXPECT_EQ(talk(too_long, read_code), "exhausted");
  ScriptedServer slow({{{"", "220 "}, {"never", ""}}});
  EXPECT_EQ(talk(slow, read_code), "timed_out");
}

TEST(LineStream, BeginsNoTlsBehindInjectedLines) {
  ScriptedServer server({{{"", "220 go\r\n250 injected\r\n"}, {"never", ""}}});
  const auto code = talk(server, [](LineStream& stream) -> Task<std::string> {
    const auto line = co_await stream.read_line();
    EXPECT_EQ(*line, "220 go");
    const auto secured = co_await stream.start_tls();
    co_return std::string(name_of(secured.error().code));
  });
  EXPECT_EQ(code, "denied");
}

TEST(LineStream, UpgradesToTls) {
  // The server side of TLS is our own HTTP server: a line protocol is all that is compared.
  const CertificateFiles files;
  ServerOptions options;
  options.certificate_file = files.certificate();
  options.key_file = files.key();
  RunningServer running(echo, options);
  const auto first = run_on<std::string>(running.loops, [&]() -> Task<std::string> {
    LineStreamOptions to;
    to.host = "localhost";
    to.port = running.port;
    to.ca_file = files.certificate();
    auto stream = co_await LineStream::connect(std::move(to));
    const auto secured = co_await (*stream)->start_tls();
    if (!secured) co_return secured.error().detail;
    const auto sent = co_await (*stream)->write("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_TRUE(sent);
    const auto line = co_await (*stream)->read_line();
    co_return *line;
  });
  EXPECT_EQ(first, "HTTP/1.1 200 OK");
}

}  // namespace
}  // namespace anban::net_testing
