// SPDX-License-Identifier: Apache-2.0
// SMS: signatures against published vectors, only approved templates, and a yes only where the
// provider's body says it.
#include "notify/sms.h"

#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/digest.h"
#include "notify/aliyun.h"
#include "notify/tencent.h"
#include "sim/seeded_entropy.h"
#include "sim/virtual_time.h"

namespace anban::notify {
namespace {

namespace asio = boost::asio;

// The worked example of the provider's description of version 3 (RunInstances).
TEST(AliyunSignature, IsTheOneOfThePublishedExample) {
  AcsCall call;
  call.query = "ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai";
  call.headers = {{"host", "ecs.cn-shanghai.aliyuncs.com"},
                  {"x-acs-action", "RunInstances"},
                  {"x-acs-content-sha256", to_hex(sha256("").view())},
                  {"x-acs-date", "2023-10-26T10:22:32Z"},
                  {"x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d"},
                  {"x-acs-version", "2014-05-26"}};
  EXPECT_EQ(acs_authorization(call, "YourAccessKeyId", "YourAccessKeySecret"),
            "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;"
            "x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature="
            "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
}

// The published example (DescribeInstances): its canonical text hashes to the published value. Its
// key is published in part only, so the signature is that of an independent computation.
TEST(TencentSignature, IsTheOneOfThePublishedExample) {
  Tc3Call call;
  call.host = "cvm.tencentcloudapi.com";
  call.service = "cvm";
  call.action = "DescribeInstances";
  call.body =
      R"({"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]})";
  call.timestamp = 1'551'113'065;
  EXPECT_EQ(to_hex(sha256(tc3_canonical(call)).view()),
            "7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84");
  EXPECT_EQ(tc3_authorization(call, "AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******",
                              "Gu5t9xGARNpq86cd98joQYCN3*******"),
            "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******/2019-02-25/cvm/"
            "tc3_request, SignedHeaders=content-type;host;x-tc-action, Signature="
            "be4f67d323c78ab9acb7395e43c0dbcf822a9cfac32fea2449a7bc7726b770a3");
}

TEST(PhoneNumbers, AreReadAsPeopleWriteThem) {
  EXPECT_EQ(*phone_number("13800138000"), "+8613800138000");
  EXPECT_EQ(*phone_number("+86 138-0013-8000"), "+8613800138000");
  EXPECT_EQ(*phone_number("+85291234567"), "+85291234567");
  for (const char* bad : {"", "+", "1380013800", "23800138000", "138001380001", "+0123456789",
                          "1380013800a", "138001+38000", "a@b.cn", "+1234567890123456"}) {
    const auto read = phone_number(bad);
    ASSERT_FALSE(read) << bad;
    EXPECT_EQ(read.error().code, ErrorCode::invalid);
  }
}

TEST(SmsTemplates, AreAnIdAndTheNamesOfItsParameters) {
  EXPECT_EQ(*sms_template("SMS_123"), (SmsTemplate{"SMS_123", {}}));
  EXPECT_EQ(*sms_template(" 1110  code hours "), (SmsTemplate{"1110", {"code", "hours"}}));
  for (const char* bad : {"", "  ", "SMS-1", "SMS_1 {code}"})
    EXPECT_FALSE(sms_template(bad)) << bad;
}

class RecordingPoster final : public Poster {
 public:
  Task<Result<PostAnswer>> post(Post sent) override {
    posts.push_back(std::move(sent));
    co_return answer;
  }
  Result<PostAnswer> answer;
  std::vector<Post> posts;
};

struct SmsTest : testing::Test {
  sim::VirtualTime time{Instant(std::chrono::seconds(1'788'000'000))};
  sim::SeededEntropy entropy{1};
  RecordingPoster poster;
  Aliyun aliyun;
  Tencent tencent;
  SmsOptions options{
      {"https://sms.example.com", "key", Private<std::string>("secret"), "安伴", "ap-guangzhou",
       "1400006666"},
      {{"zh-CN", {{"contact.confirm", {"SMS_1", {"code"}}}, {"crisis.contact", {"SMS_2", {}}}}}},
      DeliveryReports::pushed,
      PrivateAddresses::refused};
  std::string event = "contact.confirm";
  std::string number = "13800138000";

  Task<void> attempt(Sms& sms, std::optional<Result<Sent>>& outcome) {
    Notification notification;
    notification.id = NotificationId("ntf_1");
    notification.event = event;
    notification.address = Private<std::string>(number);
    notification.body = "您关心的人可能需要帮助。";
    notification.locale = "zh-CN";
    notification.parameters = {{"case", "cas_1"}, {"code", "7F2K9QXM"}};
    outcome = co_await sms.send(std::move(notification));
  }
  Result<Sent> send(const SmsProvider& provider, int status, std::string body) {
    poster.answer = PostAnswer{status, std::move(body)};
    Sms sms(provider, poster, time, entropy, options);
    asio::io_context loop;
    std::optional<Result<Sent>> outcome;
    asio::co_spawn(loop, attempt(sms, outcome), asio::detached);
    loop.run();
    return *outcome;
  }
  std::optional<ErrorCode> code(const SmsProvider& provider, int status, std::string body) {
    const auto outcome = send(provider, status, std::move(body));
    return outcome ? std::nullopt : std::optional(outcome.error().code);
  }
};

const char* const aliyun_ok =
    R"({"Code":"OK","Message":"OK","BizId":"900619746936498440^0","RequestId":"F655A8D5"})";
const char* const tencent_ok =
    R"({"Response":{"SendStatusSet":[{"SerialNo":"5000:1045710669157053657849499619",)"
    R"("PhoneNumber":"+8613800138000","Fee":1,"SessionContext":"ntf_1","Code":"Ok",)"
    R"("Message":"send success","IsoCode":"CN"}],"RequestId":"a0aabda6"}})";
std::string tencent_status(const std::string& code) {
  return R"({"Response":{"SendStatusSet":[{"SerialNo":"","Code":")" + code +
         R"("}],"RequestId":"a"}})";
}

TEST_F(SmsTest, AliyunGetsTheTemplateAndItsParametersOnly) {
  const auto sent = send(aliyun, 200, aliyun_ok);
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->reference, "aliyun:ntf_1");
  const Post& post = poster.posts.back();
  EXPECT_EQ(post.url,
            "https://sms.example.com/?OutId=ntf_1&PhoneNumbers=13800138000&SignName=%E5%AE%89%E4%BC"
            "%B4&TemplateCode=SMS_1&TemplateParam=%7B%22code%22%3A%227F2K9QXM%22%7D");
  EXPECT_TRUE(post.body.empty());
  EXPECT_EQ(post.private_addresses, PrivateAddresses::refused);
}

TEST_F(SmsTest, TencentGetsTheTemplateAndItsParametersOnly) {
  const auto sent = send(tencent, 200, tencent_ok);
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->reference, "tencent:5000:1045710669157053657849499619");
  const auto body = nlohmann::json::parse(poster.posts.back().body);
  EXPECT_EQ(body["PhoneNumberSet"], nlohmann::json({"+8613800138000"}));
  EXPECT_EQ(body["TemplateParamSet"], nlohmann::json({"7F2K9QXM"}));
  EXPECT_EQ(body["SmsSdkAppId"], "1400006666");
  EXPECT_EQ(body.size(), 6U) << "nothing else leaves";
}

TEST_F(SmsTest, WithoutReportsAcceptanceIsTheDelivery) {
  options.reports = DeliveryReports::none;
  const auto sent = send(tencent, 200, tencent_ok);
  ASSERT_TRUE(sent);
  EXPECT_TRUE(sent->reference.empty());
}

TEST_F(SmsTest, OnlyTheBodyOfAliyunIsAYes) {
  EXPECT_EQ(code(aliyun, 200, aliyun_ok), std::nullopt);
  EXPECT_EQ(code(aliyun, 500, aliyun_ok), ErrorCode::unavailable);
  EXPECT_EQ(code(aliyun, 200, ""), ErrorCode::unavailable);
  EXPECT_EQ(code(aliyun, 200, "OK"), ErrorCode::unavailable);
  EXPECT_EQ(code(aliyun, 200, "[]"), ErrorCode::unavailable);
  EXPECT_EQ(code(aliyun, 200, R"({"Code":7})"), ErrorCode::unavailable);
  EXPECT_EQ(code(aliyun, 200, R"({"Code":"isv.BUSINESS_LIMIT_CONTROL"})"), ErrorCode::unavailable);
  EXPECT_EQ(code(aliyun, 200, R"({"Code":"isv.AMOUNT_NOT_ENOUGH"})"), ErrorCode::unavailable);
  EXPECT_EQ(code(aliyun, 400, R"({"Code":"SignatureDoesNotMatch"})"), ErrorCode::unavailable);
  EXPECT_EQ(code(aliyun, 200, R"({"Code":"isv.MOBILE_NUMBER_ILLEGAL"})"), ErrorCode::invalid);
  EXPECT_EQ(code(aliyun, 200, R"({"Code":"isv.SMS_TEMPLATE_ILLEGAL"})"), ErrorCode::invalid);
}

TEST_F(SmsTest, OnlyTheBodyOfTencentIsAYes) {
  EXPECT_EQ(code(tencent, 200, tencent_ok), std::nullopt);
  EXPECT_EQ(code(tencent, 200, tencent_status("Ok")), ErrorCode::unavailable) << "no serial";
  EXPECT_EQ(code(tencent, 200, R"({"Response":{}})"), ErrorCode::unavailable);
  EXPECT_EQ(code(tencent, 200, "<html>"), ErrorCode::unavailable);
  EXPECT_EQ(code(tencent, 200, R"({"Response":{"Error":{"Code":"AuthFailure.SignatureFailure"}}})"),
            ErrorCode::unavailable);
  EXPECT_EQ(code(tencent, 200, tencent_status("LimitExceeded.DailyLimit")), ErrorCode::unavailable);
  EXPECT_EQ(code(tencent, 200, tencent_status("FailedOperation.PhoneNumberInBlacklist")),
            ErrorCode::invalid);
  EXPECT_EQ(code(tencent, 200, tencent_status("InvalidParameterValue.IncorrectPhoneNumber")),
            ErrorCode::invalid);
}

TEST_F(SmsTest, WithoutTemplateParameterOrNumberNothingIsSent) {
  event = "breach.told";
  EXPECT_EQ(code(aliyun, 200, aliyun_ok), ErrorCode::not_found);
  event = "crisis.contact";
  options.templates["zh-CN"]["crisis.contact"].parameters = {"name"};
  EXPECT_EQ(code(aliyun, 200, aliyun_ok), ErrorCode::not_found);
  options.templates["zh-CN"]["crisis.contact"].parameters.clear();
  number = "wang@example.com";
  EXPECT_EQ(code(aliyun, 200, aliyun_ok), ErrorCode::invalid);
  EXPECT_TRUE(poster.posts.empty());
}

TEST(SmsReceipts, AreReadAsTheProvidersPushThem) {
  const auto aliyun = Aliyun().receipts_in(
      R"([{"phone_number":"13800138000","success":true,"err_code":"DELIVERED","out_id":"ntf_1"},)"
      R"({"success":false,"err_code":"MOBILE_NOT_ON_SERVICE","out_id":"ntf_2"}])");
  ASSERT_TRUE(aliyun);
  ASSERT_EQ(aliyun->size(), 2U);
  EXPECT_EQ((*aliyun)[0].reference, "aliyun:ntf_1");
  EXPECT_TRUE((*aliyun)[0].arrived);
  EXPECT_FALSE((*aliyun)[1].arrived);
  const auto tencent = Tencent().receipts_in(
      R"([{"mobile":"13800138000","report_status":"SUCCESS","errmsg":"DELIVRD","sid":"5000:1"},)"
      R"({"report_status":"FAIL","errmsg":"UNDELIV","sid":"5000:2"}])");
  ASSERT_TRUE(tencent);
  EXPECT_EQ((*tencent)[1].reference, "tencent:5000:2");
  EXPECT_TRUE((*tencent)[0].arrived);
  EXPECT_FALSE((*tencent)[1].arrived);
  for (const char* bad :
       {"", "{}", "[]", "[1]", R"([{"sid":"1"}])", R"([{"out_id":"1"}])",
        R"([{"sid":"1","report_status":"yes"}])", R"([{"out_id":"1","success":"true"}])"}) {
    EXPECT_FALSE(Aliyun().receipts_in(bad)) << bad;
    EXPECT_FALSE(Tencent().receipts_in(bad)) << bad;
  }
}

}  // namespace
}  // namespace anban::notify
