// SPDX-License-Identifier: Apache-2.0
// Identifiers with exact spans; look-alikes left alone. The resident ID is the specimen of GB
// 11643.
#include "signals/identifiers.h"

#include "signals/numbers.h"
#include "signals/signals_fixture.h"

namespace anban::signals {
namespace {

std::string kinds_and_spans(std::string_view text) {
  std::string out;
  for (const Finding& each : fixture::found(text)) {
    if (each.category != Category::pi) continue;
    out += each.kind + " " + std::to_string(each.span.start) + "-" + std::to_string(each.span.end) +
           ";";
  }
  return out;
}

TEST(Identifiers, HaveExactSpans) {
  EXPECT_EQ(kinds_and_spans("身份证11010519491231002X。"), "resident_id 3-21;");
  EXPECT_EQ(kinds_and_spans("11010519491231002x"), "resident_id 0-18;");
  EXPECT_EQ(kinds_and_spans("我的手机号是13812345678，打给我"), "mobile 6-17;");
  EXPECT_EQ(kinds_and_spans("138 1234 5678"), "mobile 0-13;");
  EXPECT_EQ(kinds_and_spans("+86 138-1234-5678"), "mobile 4-17;");
  EXPECT_EQ(kinds_and_spans("１３８１２３４５６７８"), "mobile 0-11;");
  EXPECT_EQ(kinds_and_spans("卡号6222 0200 0000 0000 000"), "bank_card 2-25;") << "19 digits, Luhn";
  EXPECT_EQ(kinds_and_spans("邮箱：li.wei_88@example.com.cn，谢谢"), "email 3-27;");
  EXPECT_EQ(kinds_and_spans("mail me: a@b.io."), "email 9-15;");
  EXPECT_EQ(kinds_and_spans("13812345678 13912345678"), "mobile 0-11;mobile 12-23;");
}

TEST(Identifiers, ReadOtherSpellingsOfDigits) {
  EXPECT_EQ(kinds_and_spans("电话一三八一二三四五六七八"), "mobile 2-13;");
  EXPECT_EQ(kinds_and_spans("138.1234.5678"), "mobile 0-13;");
  EXPECT_EQ(kinds_and_spans("身份证号１１０１０５ １９４９１２３１ ００２Ｘ"), "resident_id 4-24;");
  EXPECT_EQ(kinds_and_spans("我的身份证是130503670401001，老的"), "resident_id 6-21;");
  EXPECT_EQ(kinds_and_spans("008613812345678"), "mobile 4-15;");
}

TEST(Identifiers, AreKnownByTheirMarksAndCues) {
  EXPECT_EQ(kinds_and_spans("车牌京A12345，"), "plate 2-9;");
  EXPECT_EQ(kinds_and_spans("开的是粤B·D12345"), "plate 3-12;");
  EXPECT_EQ(kinds_and_spans("护照号是E12345678"), "passport 4-13;");
  EXPECT_EQ(kinds_and_spans("统一社会信用代码91350100M000100Y43"), "credit_code 8-26;");
  EXPECT_EQ(kinds_and_spans("加我微信：abc_1234"), "wechat 5-13;");
  EXPECT_EQ(kinds_and_spans("vx13812345678"), "wechat 2-13;");
  EXPECT_EQ(kinds_and_spans("我的qq是123456789"), "qq 5-14;");
  EXPECT_EQ(kinds_and_spans("QQ：10001234"), "qq 3-11;");
  EXPECT_EQ(kinds_and_spans("我住在杭州市西湖区文三路478号3幢1203室，来吧"), "address 3-23;");
  EXPECT_EQ(kinds_and_spans("地址：上海市浦东新区世纪大道100号"), "address 3-18;");
}

TEST(Identifiers, LeaveLookAlikesAlone) {
  for (const char* text : {"110105194912310021",
                           "11010519491331002X",
                           "订单号20260801123456789",
                           "12345678901",
                           "110",
                           "12356",
                           "1381234567",
                           "138123456789",
                           "6222020000000000001",
                           "3.14159265358979",
                           "2026-11-22 10:00",
                           "@someone",
                           "a@b",
                           "user@localhost",
                           "邮箱是什么",
                           "电话 400-800-8888",
                           "x13812345678y",
                           "订单号13812345678",
                           "一共13800000000元",
                           "京剧A12",
                           "坐地铁5号线",
                           "QQ音乐2024",
                           "微信支付",
                           "wechat pay",
                           "E12345678是型号",
                           "91350100M000100Y44",
                           "一二三四五六七",
                           "住在5号楼",
                           "时间戳1700000000000",
                           "快递单号4111111111111111",
                           "130503670401001",
                           "1111111111111111111111111111111111111111111"}) {
    EXPECT_EQ(kinds_and_spans(text), "") << text;
  }
}

TEST(Identifiers, CheckDigits) {
  EXPECT_TRUE(is_resident_id(U"11010519491231002x"));
  EXPECT_FALSE(is_resident_id(U"110105194912310020"));
  EXPECT_TRUE(passes_luhn(U"4111111111111111"));
  EXPECT_FALSE(passes_luhn(U"4111111111111112"));
  EXPECT_FALSE(passes_luhn(U""));
}

std::string classes_of(std::string_view text) {
  std::string out;
  const NormalText normal = normalise(text);
  for (const Hit& hit : number_hits(normal.units)) {
    if (hit.id == id_of(Known::amount_big)) out += "big ";
    if (hit.id == id_of(Known::amount_mid)) out += "mid ";
    if (hit.id == id_of(Known::amount)) out += "amount ";
    if (hit.id == id_of(Known::age_minor)) out += "minor ";
    if (hit.id == id_of(Known::age_adult)) out += "adult ";
    if (hit.id == id_of(Known::age_past)) out += "then ";
    if (hit.id == id_of(Known::number_minor)) out += "n ";
  }
  return out;
}

TEST(Numbers, TellMoney) {
  EXPECT_EQ(classes_of("20万"), "amount mid big ");
  EXPECT_EQ(classes_of("3000元"), "amount mid ");
  EXPECT_EQ(classes_of("20块"), "amount ");
  EXPECT_EQ(classes_of("三十五万"), "amount mid big ");
  EXPECT_EQ(classes_of("两千块钱"), "amount mid ");
  EXPECT_EQ(classes_of("$20,000"), "amount mid big ");
  EXPECT_EQ(classes_of("1.5万"), "amount mid big ");
  EXPECT_EQ(classes_of("5k"), "amount mid ");
  EXPECT_EQ(classes_of("5kg"), "n ");
  EXPECT_EQ(classes_of("10000多元"), "amount mid big ");
}

TEST(Numbers, TellAges) {
  EXPECT_EQ(classes_of("12岁"), "minor ");
  EXPECT_EQ(classes_of("十七岁半"), "minor ");
  EXPECT_EQ(classes_of("18岁"), "adult ");
  EXPECT_EQ(classes_of("12岁那年"), "then ");
  EXPECT_EQ(classes_of("13 years old"), "minor ");
  EXPECT_EQ(classes_of("13yo"), "minor ");
  EXPECT_EQ(classes_of("999岁"), "");
  EXPECT_EQ(classes_of("12"), "n ");
  EXPECT_EQ(classes_of("99999999999999999999999999岁"), "");
}

}  // namespace
}  // namespace anban::signals
