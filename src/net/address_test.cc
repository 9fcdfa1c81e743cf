// SPDX-License-Identifier: Apache-2.0
// Addresses, networks, URLs and forwarded headers.
#include "net/address.h"

#include <gtest/gtest.h>

#include "net/forwarded.h"
#include "net/url.h"

namespace anban {
namespace {

TEST(Addresses, KnowWhatLiesInside) {
  for (const char* text :
       {"127.0.0.1",       "127.255.0.1",     "0.0.0.0",           "10.1.2.3",     "172.16.0.1",
        "172.31.255.255",  "192.168.1.1",     "169.254.169.254",   "100.64.0.1",   "224.0.0.1",
        "255.255.255.255", "198.18.0.1",      "192.0.2.1",         "::",           "::1",
        "::127.0.0.1",     "::ffff:10.0.0.1", "fe80::1",           "fd00::1",      "ff02::1",
        "2001:db8::1",     "2002:7f00:1::",   "64:ff9b::10.0.0.1", "64:ff9b:1::1", "100::1",
        "2001::1"}) {
    EXPECT_TRUE(is_inside(*parse_address(text))) << text;
  }
  for (const char* text : {"8.8.8.8", "172.32.0.1", "172.15.0.1", "100.128.0.1", "192.169.0.1",
                           "223.5.5.5", "2400:3200::1", "2606:4700::1111", "::ffff:8.8.8.8",
                           "2002:808:808::", "64:ff9b::8.8.8.8"}) {
    EXPECT_FALSE(is_inside(*parse_address(text))) << text;
  }
}

TEST(Addresses, AreNumericAndKeepTheirSpelling) {
  for (const char* text : {"1.2.3.4", "::1", "2400:3200::1"}) {
    EXPECT_EQ(to_text(*parse_address(text)), text);
  }
  EXPECT_EQ(to_text(*parse_address("::ffff:1.2.3.4")), "1.2.3.4");
  for (const char* text : {"", "localhost", "1.2.3", "0x7f.1", "1.2.3.4.5", "[::1]", "1.2.3.256"}) {
    EXPECT_FALSE(parse_address(text)) << text;
  }
}

TEST(Networks, HoldTheirAddresses) {
  const auto holds = [](const char* network, const char* address) {
    return contains(*parse_network(network), *parse_address(address));
  };
  EXPECT_TRUE(holds("10.0.0.0/8", "10.255.0.1"));
  EXPECT_FALSE(holds("10.0.0.0/8", "11.0.0.1"));
  EXPECT_TRUE(holds("192.168.4.0/22", "192.168.7.255"));
  EXPECT_FALSE(holds("192.168.4.0/22", "192.168.8.0"));
  EXPECT_TRUE(holds("::1", "::1"));
  EXPECT_FALSE(holds("::1", "::2"));
  EXPECT_FALSE(holds("0.0.0.0/0", "2400::1"));
  for (const char* text : {"10.0.0.0/33", "10.0.0.0/", "x/8", "::/129", "10.0.0.0/8x"}) {
    EXPECT_FALSE(parse_network(text)) << text;
  }
}

TEST(Urls, AreReadStrictly) {
  const auto url = parse_url("https://Api.Example:8443/v1/x?y=z");
  ASSERT_TRUE(url);
  EXPECT_TRUE(url->is_secure);
  EXPECT_EQ(url->host, "api.example");
  EXPECT_EQ(url->authority(), "api.example:8443");
  EXPECT_EQ(url->origin(), "https://api.example:8443");
  EXPECT_EQ(url->target, "/v1/x?y=z");
  EXPECT_EQ(parse_url("http://a")->target, "/");
  EXPECT_EQ(parse_url("http://a?b")->target, "/?b");
  EXPECT_EQ(parse_url("http://a")->authority(), "a");
  EXPECT_EQ(parse_url("http://[::1]:80/")->authority(), "[::1]");
  for (const char* text :
       {"", "a", "ftp://a", "http://", "http:///x", "http://a b", "http://a:0/", "http://a:65536/",
        "http://a:/", "http://u@a/", "http://a/#f", "http://a\r\n/", "http://[::1/", "http://[a]/",
        "http://[1.2.3.4]/", "http://a\\b/", "http://\xE4\xB8\xAD/"}) {
    EXPECT_FALSE(parse_url(text)) << text;
  }
}

HttpRequest named(const std::vector<std::string>& forwarded, const char* peer) {
  HttpRequest request;
  for (const std::string& each : forwarded) request.headers.push_back({"X-Forwarded-For", each});
  name_peer({*parse_network("10.0.0.0/8")}, *parse_address(peer), request);
  return request;
}

TEST(ForwardedFor, NamesTheFirstThatIsNoProxyFromTheRight) {
  EXPECT_EQ(named({"1.1.1.1, 2.2.2.2, 10.0.0.2"}, "10.0.0.1").peer, "2.2.2.2");
  EXPECT_EQ(named({"1.1.1.1", "2.2.2.2:99"}, "10.0.0.1").peer, "2.2.2.2");
  EXPECT_EQ(named({"[2400::1]:99"}, "10.0.0.1").peer, "2400::1");
  EXPECT_EQ(named({"10.0.0.3"}, "10.0.0.1").peer, "10.0.0.3");
  EXPECT_EQ(named({"1.1.1.1, unknown"}, "10.0.0.1").peer, "10.0.0.1");
  EXPECT_EQ(named({}, "10.0.0.1").peer, "10.0.0.1");
  EXPECT_EQ(named({"1.1.1.1"}, "9.9.9.9").peer, "9.9.9.9");
}

}  // namespace
}  // namespace anban
