// SPDX-License-Identifier: Apache-2.0
// A server that cannot start says what to do; TLS round trips; the shared list of smuggling forms.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "net/fetch.h"
#include "net/net_test_support.h"

namespace anban::net_testing {
namespace {

using testing::HasSubstr;

Error start_fault(ServerOptions options) {
  Loops loops(1);
  WrittenHandler handler(echo);
  const EventLog log(Level::error, [](std::string_view) {});
  Server server(loops, std::move(options), handler, log);
  const auto started = server.start();
  EXPECT_FALSE(started.has_value());
  return started ? Error{} : started.error();
}

TEST(HttpServerStart, SaysWhatToDo) {
  RunningServer running(echo);
  ServerOptions taken;
  taken.port = running.port;
  EXPECT_EQ(start_fault(taken).code, ErrorCode::unavailable);
  EXPECT_THAT(start_fault(taken).detail, HasSubstr("choose another port"));
  ServerOptions nowhere;
  nowhere.address = "localhost";
  EXPECT_THAT(start_fault(nowhere).detail, HasSubstr("numeric"));
  ServerOptions foreign;
  foreign.address = "192.0.2.1";
  EXPECT_EQ(start_fault(foreign).code, ErrorCode::invalid);
  ServerOptions half;
  half.certificate_file = "certificate.pem";
  EXPECT_THAT(start_fault(half).detail, HasSubstr("both"));
  ServerOptions missing;
  missing.certificate_file = "/nowhere/certificate.pem";
  missing.key_file = "/nowhere/key.pem";
  EXPECT_EQ(start_fault(missing).code, ErrorCode::not_found);
  ServerOptions proxies;
  proxies.trusted_proxies = {"10.0.0.0/99"};
  EXPECT_EQ(start_fault(proxies).code, ErrorCode::invalid);
}

TEST(HttpServerStart, RefusesAKeyThatIsNotTheCertificates) {
  const CertificateFiles one;
  const CertificateFiles other;
  ServerOptions options;
  options.certificate_file = one.certificate();
  options.key_file = other.key();
  EXPECT_EQ(start_fault(options).code, ErrorCode::invalid);
  options.certificate_file = one.key();
  EXPECT_EQ(start_fault(options).code, ErrorCode::invalid);
}

struct TlsServer {
  CertificateFiles files;
  RunningServer running;
  explicit TlsServer(ServerOptions others = {}) : running(echo, options(files, others)) {}
  static ServerOptions options(const CertificateFiles& files, ServerOptions options) {
    options.certificate_file = files.certificate();
    options.key_file = files.key();
    return options;
  }
};

Result<FetchAnswer> fetch_from(TlsServer& tls, const std::string& host, std::string ca_file,
                               std::string body = "hi") {
  FetchOptions options;
  options.private_addresses = PrivateAddresses::allowed;
  options.ca_file = std::move(ca_file);
  const auto fetcher = Fetcher::make(options);
  FetchRequest request;
  request.url = "https://" + host + ":" + std::to_string(tls.running.port) + "/t";
  request.body = std::move(body);
  return run_on<Result<FetchAnswer>>(tls.running.loops, [&] { return (*fetcher)->fetch(request); });
}

TEST(Tls, CarriesRequestsToTheNamedHost) {
  TlsServer tls;
  for (const char* host : {"localhost", "127.0.0.1"}) {
    const auto answer = fetch_from(tls, host, tls.files.certificate());
    ASSERT_TRUE(answer) << answer.error().detail;
    EXPECT_EQ(answer->body, "POST /t? hi");
  }
}

TEST(Tls, CarriesBodiesOfManyRecords) {
  TlsServer tls;
  const std::string body(60'000, 'b');
  const auto answer = fetch_from(tls, "localhost", tls.files.certificate(), body);
  ASSERT_TRUE(answer) << answer.error().detail;
  EXPECT_EQ(answer->body, "POST /t? " + body);
}

TEST(Tls, TurnsAwayConnectionsAboveTheLimitInWords) {
  ServerOptions one;
  one.connections_max = 1;
  TlsServer tls(one);
  const RawClient first(tls.running.port);
  while (tls.running.server.open_connections() == 0) std::this_thread::yield();
  const auto answer = fetch_from(tls, "localhost", tls.files.certificate());
  ASSERT_TRUE(answer) << answer.error().detail;
  EXPECT_EQ(answer->status, 503);
}

TEST(Tls, RefusesUnknownAuthoritiesAndOtherNames) {
  TlsServer tls;
  const auto unknown = fetch_from(tls, "localhost", "");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, ErrorCode::denied);
  const auto other = fetch_from(tls, "127.0.0.2", tls.files.certificate());
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::unavailable) << "nothing listens there";
  EXPECT_EQ(tls.running.handler.calls, 0);
}

TEST(Tls, ServesNoClearText) {
  TlsServer tls;
  RawClient client(tls.running.port);
  EXPECT_THAT(client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").read_all(),
              testing::Not(HasSubstr("HTTP/1.1")));
}

/// The verdict of the shared list: R refused, A answered, E either; never two answers.
bool is_as_marked(const std::string& verdict, const std::string& answers) {
  static const std::regex status(R"(HTTP/1\.[01] (\d\d\d))");
  int final_answers = 0;
  int taken = 0;
  for (std::sregex_iterator at(answers.begin(), answers.end(), status), end; at != end; ++at) {
    const std::string code = (*at)[1];
    if (code < "200") continue;
    ++final_answers;
    taken += code < "400" || code == "401" || code == "403" || code == "404" || code == "405";
  }
  if (verdict == "A") return final_answers == 1 && taken == 1;
  return final_answers <= 1 && (verdict != "R" || taken == 0);
}

TEST(Framing, IsAsTheSharedListOfSmugglingFormsMarks) {
  const char* const named = std::getenv("ANBAN_DATA");
  const std::filesystem::path data =
      named != nullptr ? named : std::string(ANBAN_SOURCE_DIR) + "/../shared/data";
  std::ifstream cases(data / "../check/framing_cases.jsonl");
  if (!cases) GTEST_SKIP() << "skipped: no data";
  ServerOptions options;
  options.head_within = Milliseconds{100};
  options.body_within = Milliseconds{100};
  options.idle_max = Milliseconds{100};
  RunningServer running(echo, options);
  for (std::string line; std::getline(cases, line);) {
    const auto each = nlohmann::json::parse(line);
    const std::string text = each["raw"];
    std::string raw;
    // Code points below 256 stand for bytes.
    for (std::size_t at = 0; at < text.size();) {
      raw += static_cast<char>(next_code_point(text, at));
    }
    RawClient client(running.port);
    client.send(raw);
    EXPECT_TRUE(is_as_marked(each["verdict"], client.read_all())) << each["id"];
  }
}

}  // namespace
}  // namespace anban::net_testing
