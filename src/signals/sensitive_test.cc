// SPDX-License-Identifier: Apache-2.0
// Sensitive personal information (PIPL Art. 28, O-154): what is told plainly, by kind, and what
// only speaks of the same things.
#include "signals/normalise.h"
#include "signals/reader.h"
#include "signals/sensitive_kind.h"
#include "signals/signals_fixture.h"

namespace anban::signals {
namespace {

using fixture::expect_none;
using fixture::found;
using fixture::has;
using fixture::listed;
using fixture::Texts;

void expect_kind(std::string_view kind, const Texts& texts) {
  for (const std::string_view text : texts) {
    const Findings findings = found(text);
    EXPECT_TRUE(has(findings, Category::sensitive_pi, kind)) << text << "  -> " << listed(findings);
  }
}

TEST(SensitiveInformation, KnowsHealth) {
  expect_kind("health", {"我上周确诊了抑郁症", "医院说我是双相，上个月确诊了双相情感障碍",
                         "我HIV阳性，家里人不知道", "我在吃舍曲林，有点犯困", "我爸得了肺癌",
                         "我妈乳腺癌二期，在做化疗", "我怀孕了，还没跟公司说", "我有乙肝",
                         "我有糖尿病，每天打胰岛素", "刚做完人流，在家躺着", "我办了残疾证",
                         "I was diagnosed with bipolar last spring", "i'm HIV positive",
                         "I'm on lithium now", "my mom has dementia", "i'm pregnant"});
}

TEST(SensitiveInformation, KnowsFinance) {
  expect_kind("finance",
              {"我月薪八千块，够花了", "我银行卡里还有三万块", "我欠了网贷，不敢跟家里说",
               "卡里只剩200元了", "信用卡欠了五万", "我征信花了", "我被列入失信了",
               "我妈退休金每个月3000元", "欠了网贷好几年了", "I make 90k a year",
               "my checking account has $12 left"});
}

TEST(SensitiveInformation, KnowsReligion) {
  expect_kind("religion",
              {"我信教，每周日都去聚会", "我是穆斯林，不吃猪肉", "我妈信佛", "我去年受洗了",
               "我是基督徒", "I'm Muslim and fasting this month", "i was baptised in June"});
}

TEST(SensitiveInformation, KnowsWhereabouts) {
  expect_kind("whereabouts", {"我家住翠湖花园7号楼", "家住朝阳路3号楼2单元",
                              "我住在幸福里小区12栋501", "I live at 22 Maple Court"});
}

TEST(SensitiveInformation, KnowsBiometrics) {
  expect_kind("biometrics", {"公司门禁录了我的指纹", "我的人脸录入了小区系统",
                             "我昨天去录了指纹，我的指纹存了两个", "我做了基因检测，结果不太好",
                             "刷脸录入了", "the gym took my fingerprints"});
}

TEST(SensitiveInformation, KnowsIdentity) {
  expect_kind("identity", {"我坐过牢，三年", "我有案底，找不到工作", "我是同性恋，家里不知道",
                           "我出柜了", "我现在是取保候审", "I'm gay and nobody knows",
                           "I'm undocumented", "I've been in prison"});
}

TEST(SensitiveInformation, KnowsChildrenUnder14) {
  expect_kind("under_14", {"我女儿六岁，在实验小学上一年级", "我儿子今年9岁", "我弟弟才五岁",
                           "我女儿在阳光幼儿园中班", "my daughter is 7 and walks home alone",
                           "my 6 year old hates school"});
}

TEST(SensitiveInformation, IsNotEveryWordAboutTheSameThings) {
  expect_none(Category::sensitive_pi, {"糖尿病人能吃西瓜吗",
                                       "双相和抑郁有什么区别",
                                       "舍曲林是处方药吗",
                                       "乳腺癌怎么筛查",
                                       "写一个女主角得白血病的小说",
                                       "世界艾滋病日的标语帮我想一个",
                                       "程序员平均工资真有那么高吗",
                                       "花呗和信用卡哪个影响征信",
                                       "什么叫失信被执行人",
                                       "我游戏账户里还有八万金币",
                                       "没钱了，吃土",
                                       "基督教和天主教差在哪",
                                       "佛教什么时候传到中国的",
                                       "清真寺为什么有个月亮",
                                       "北京哪个区房租便宜",
                                       "我住南方，没见过雪",
                                       "今天堵车堵死了",
                                       "指纹为什么每个人都不一样",
                                       "手机指纹锁又不灵了",
                                       "人脸识别原理讲讲",
                                       "同性婚姻在哪些国家合法",
                                       "监狱风云好看吗",
                                       "六岁孩子看什么绘本好",
                                       "我家猫三岁了",
                                       "现在的小学生作业真多",
                                       "are diabetics allowed mangoes?",
                                       "what is bipolar disorder",
                                       "do fingerprints grow back?",
                                       "is Istanbul a muslim city",
                                       "感冒了，鼻子不通",
                                       "今天有点累"});
}

TEST(SensitiveInformation, CountsIdentifiersThatOpenDoors) {
  const auto sensitive = [](std::string_view text) {
    const Findings findings = found(text);
    return std::any_of(findings.begin(), findings.end(), is_sensitive);
  };
  EXPECT_TRUE(sensitive("我的身份证号是11010519491231002X"));
  EXPECT_TRUE(sensitive("打到这张卡 6222 0200 0000 0000 009 上") ||
              sensitive("银行卡号6228480402564890018"));
  EXPECT_TRUE(sensitive("我手机13800138000"));
  EXPECT_FALSE(sensitive("我的邮箱是a@example.com"));
  EXPECT_FALSE(sensitive("编号是110105194912310021"));  // the check character is wrong
  EXPECT_FALSE(is_sensitive({Category::sensitive_pi, 0.5F, false, {0, 2}, "health", "model"}));
}

TEST(SensitiveKind, IsWhatIsNamedMostInThePlace) {
  const RuleTable table = shipped_rules();
  const Reader reader(table, fixture::shipped_pack());
  const SensitiveKind kinds(table);
  const auto kind_of = [&](std::string_view text) {
    const NormalText normal = normalise(text);
    const Noticed noticed = reader.read(normal.units, Role::user);
    const Span whole{0, static_cast<std::uint32_t>(normal.units.size())};
    Findings findings{{Category::sensitive_pi, 0.9F, true, whole, "", "model"}};
    kinds.name(noticed.scene, findings);
    return findings[0].kind;
  };
  EXPECT_EQ(kind_of("化疗第四次，医生说再住院一周"), "health");
  EXPECT_EQ(kind_of("花呗逾期，催收打到我单位"), "finance");
  EXPECT_EQ(kind_of("每个礼拜天去教堂，牧师姓周"), "religion");
  EXPECT_EQ(kind_of("宿舍门锁密码跟手机尾号一样"), "whereabouts");
  EXPECT_EQ(kind_of("虹膜和指纹都给了他们"), "biometrics");
  EXPECT_EQ(kind_of("缓刑还没到期"), "identity");
  EXPECT_EQ(kind_of("闺女上大班"), "under_14");
  EXPECT_EQ(kind_of("这件事别告诉任何人"), "other");
}

}  // namespace
}  // namespace anban::signals
