// SPDX-License-Identifier: Apache-2.0
// Webhooks are signed as the standard asks and never reach into the operator's network.
#include "notify/webhook.h"

#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "notify/address.h"
#include "sim/virtual_time.h"

namespace anban::notify {
namespace {

namespace asio = boost::asio;

const Instant start{std::chrono::seconds(1'614'265'330)};

TEST(WebhookSignature, IsTheOneOfTheStandardsExample) {
  const auto secret = webhook_secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  ASSERT_TRUE(secret);
  EXPECT_EQ(webhook_signature(*secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1'614'265'330,
                              R"({"test": 2432232314})"),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(WebhookSecret, RefusesOtherForms) {
  EXPECT_FALSE(webhook_secret("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
  EXPECT_FALSE(webhook_secret("whsec_"));
  EXPECT_FALSE(webhook_secret("whsec_c2hvcnQ="));
  EXPECT_FALSE(webhook_secret("whsec_***"));
}

TEST(WebhookUrl, TakesPublicHttpsOnly) {
  EXPECT_TRUE(check_webhook_url("https://example.com/hook?a=b", PrivateAddresses::refused));
  EXPECT_TRUE(check_webhook_url("https://93.184.216.34:8443/", PrivateAddresses::refused));
  for (const char* bad : {"http://example.com/",
                          "ftp://example.com/",
                          "example.com",
                          "https://",
                          "https:///x",
                          "https://user:password@example.com/",
                          "https://example.com/\r\nX: y",
                          "https://exa mple.com",
                          "https://[::1]/",
                          "https://[::1",
                          "https://localhost/",
                          "https://127.0.0.1:8080/x",
                          "https://2130706433/",
                          "https://0x7f.1/",
                          "https://0177.0.0.1/",
                          "https://10.1.2.3",
                          "https://169.254.169.254/latest",
                          "https://172.16.0.1",
                          "https://192.168.1.1",
                          "https://100.64.0.1",
                          "https://[fe80::1]",
                          "https://[fd00::1]",
                          "https://[::ffff:127.0.0.1]",
                          "https://[2002:7f00:1::]",
                          "https://db.internal/",
                          "https://LOCALHOST./",
                          "https://intranet/",
                          "https://中文.example/"}) {
    EXPECT_FALSE(check_webhook_url(bad, PrivateAddresses::refused)) << bad;
  }
  EXPECT_TRUE(check_webhook_url("http://127.0.0.1:9/x", PrivateAddresses::allowed));
  EXPECT_FALSE(check_webhook_url("ftp://127.0.0.1:9/x", PrivateAddresses::allowed));
  EXPECT_FALSE(
      check_webhook_url("https://" + std::string(3'000, 'a') + ".com", PrivateAddresses::refused));
}

TEST(PrivateHosts, PublicOnesAreNotPrivate) {
  for (const char* host : {"example.com", "8.8.8.8", "2606:4700::1111", "172.32.0.1", "100.128.0.1",
                           "locals.example.com", "notlocalhost.com"}) {
    EXPECT_FALSE(is_private_host(host)) << host;
  }
}

class RecordingPoster final : public Poster {
 public:
  Task<Result<PostAnswer>> post(Post sent) override {
    posts.push_back(std::move(sent));
    co_return answer;
  }
  Result<PostAnswer> answer = PostAnswer{204, {}};
  std::vector<Post> posts;
};

struct WebhookTest : testing::Test {
  sim::VirtualTime time{start};
  RecordingPoster poster;
  Bytes secret = *webhook_secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  Webhook webhook{poster, time, WebhookOptions{secret, PrivateAddresses::refused}};

  Task<void> attempt(std::string url, std::optional<Result<Sent>>& outcome) {
    Notification notification;
    notification.id = NotificationId("ntf_1");
    notification.event = "crisis.contact";
    notification.address = Private<std::string>(std::move(url));
    notification.subject = "请尽快联系";
    notification.body = "您关心的人可能需要帮助。";
    notification.locale = "zh-CN";
    outcome = co_await webhook.send(std::move(notification));
  }
  Result<Sent> send(std::string url = "https://example.com/hook") {
    asio::io_context loop;
    std::optional<Result<Sent>> outcome;
    asio::co_spawn(loop, attempt(std::move(url), outcome), asio::detached);
    loop.run();
    return *outcome;
  }
  std::string header(const std::string& name) {
    for (const auto& [known, value] : poster.posts.back().headers) {
      if (known == name) return value;
    }
    return {};
  }
};

TEST_F(WebhookTest, PostsAThinSignedBody) {
  ASSERT_TRUE(send());
  const Post& post = poster.posts.back();
  EXPECT_EQ(post.private_addresses, PrivateAddresses::refused);
  EXPECT_EQ(header("webhook-id"), "ntf_1");
  EXPECT_EQ(header("webhook-timestamp"), "1614265330");
  EXPECT_EQ(header("webhook-signature"),
            webhook_signature(secret, "ntf_1", 1'614'265'330, post.body));
  const auto body = nlohmann::json::parse(post.body);
  EXPECT_EQ(body["type"], "crisis.contact");
  EXPECT_EQ(body["data"]["id"], "ntf_1");
  EXPECT_EQ(body["data"]["body"], "您关心的人可能需要帮助。");
  EXPECT_EQ(body["data"].size(), 4U) << "nothing else leaves";
}

TEST_F(WebhookTest, OnlyA2xxIsAYes) {
  const auto code = [&](int status) {
    poster.answer = PostAnswer{status, {}};
    const auto outcome = send();
    return outcome ? std::optional<ErrorCode>() : outcome.error().code;
  };
  EXPECT_EQ(code(200), std::nullopt);
  EXPECT_EQ(code(299), std::nullopt);
  EXPECT_EQ(code(302), ErrorCode::invalid);
  EXPECT_EQ(code(410), ErrorCode::invalid);
  EXPECT_EQ(code(404), ErrorCode::unavailable);
  EXPECT_EQ(code(429), ErrorCode::unavailable);
  EXPECT_EQ(code(503), ErrorCode::unavailable);
  poster.answer = failed(ErrorCode::denied, "a private address");
  EXPECT_EQ(send().error().code, ErrorCode::denied);
}

TEST_F(WebhookTest, ARefusedUrlIsNotPosted) {
  const auto outcome = send("https://169.254.169.254/latest/meta-data");
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, ErrorCode::invalid);
  EXPECT_EQ(outcome.error().detail.find("169"), std::string::npos) << "no address in errors";
  EXPECT_TRUE(poster.posts.empty());
}

}  // namespace
}  // namespace anban::notify
