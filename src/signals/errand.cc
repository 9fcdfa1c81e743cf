// SPDX-License-Identifier: Apache-2.0
// Words are enough here: too many say yes, which costs a reply's clauses a moment.
#include "signals/errand.h"

#include <algorithm>
#include <array>

#include "signals/plain_words.h"

namespace anban::signals {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array chinese = {
    "睡"sv,     "早起"sv,   "休息"sv,   "歇"sv,       "吃饭"sv,   "做饭"sv,   "开饭"sv, "上课"sv,
    "上学"sv,   "上班"sv,   "加班"sv,   "开会"sv,     "作业"sv,   "考试"sv,   "复习"sv, "自习"sv,
    "接孩子"sv, "接娃"sv,   "接孙"sv,   "送孩子"sv,   "带孩子"sv, "回家"sv,   "回去"sv, "先走"sv,
    "撤"sv,     "先忙"sv,   "有事"sv,   "还有活"sv,   "干活"sv,   "出门"sv,   "赶车"sv, "赶飞机"sv,
    "到站"sv,   "没电"sv,   "洗澡"sv,   "收手机"sv,   "没收"sv,   "妈叫"sv,   "爸叫"sv, "不早"sv,
    "晚了"sv,   "时间差"sv, "困了"sv,   "累了"sv,     "头晕"sv,   "嗓子"sv,   "不玩"sv, "不来"sv,
    "少来"sv,   "少聊"sv,   "退订"sv,   "取消"sv,     "卸载"sv,   "注销"sv,   "没钱"sv, "余额"sv,
    "朋友约"sv, "同学约"sv, "聚会"sv,   "约会"sv,     "相亲"sv,   "锻炼"sv,   "跑步"sv, "医院"sv,
    "下线"sv,   "下播"sv,   "最后一"sv, "差不多得"sv, "收了吧"sv, "再说吧"sv, "改天"sv, "明天再"sv};

constexpr std::array english = {
    "sleep"sv,     "bed"sv,         "bedtime"sv,     "tired"sv,    "dinner"sv,  "lunch"sv,
    "breakfast"sv, "work"sv,        "shift"sv,       "meeting"sv,  "school"sv,  "class"sv,
    "study"sv,     "homework"sv,    "exam"sv,        "test"sv,     "bus"sv,     "train"sv,
    "flight"sv,    "mom"sv,         "dad"sv,         "mum"sv,      "kids"sv,    "wife"sv,
    "husband"sv,   "friends"sv,     "gotta"sv,       "leave"sv,    "leaving"sv, "going"sv,
    "cancel"sv,    "unsubscribe"sv, "uninstall"sv,   "delete"sv,   "broke"sv,   "money"sv,
    "budget"sv,    "quit"sv,        "later"sv,       "tomorrow"sv, "battery"sv, "shower"sv,
    "gym"sv,       "doctor"sv,      "appointment"sv, "practice"sv};

constexpr std::array close_chinese = {
    "妈"sv,   "爸"sv,   "爷爷"sv,   "奶奶"sv,   "外婆"sv,   "外公"sv,     "姥"sv,     "姐"sv,
    "哥"sv,   "弟"sv,   "妹"sv,     "老公"sv,   "老婆"sv,   "丈夫"sv,     "妻子"sv,   "老伴"sv,
    "男友"sv, "女友"sv, "男朋友"sv, "女朋友"sv, "对象"sv,   "朋友"sv,     "闺蜜"sv,   "同学"sv,
    "同事"sv, "同桌"sv, "室友"sv,   "老师"sv,   "教练"sv,   "师傅"sv,     "邻居"sv,   "亲戚"sv,
    "儿子"sv, "女儿"sv, "孙"sv,     "孩子"sv,   "婆婆"sv,   "家里人"sv,   "家人"sv,   "前任"sv,
    "钱"sv,   "工资"sv, "退休金"sv, "存折"sv,   "银行"sv,   "密码"sv,     "转账"sv,   "付费"sv,
    "会员"sv, "充值"sv, "宝石"sv,   "钻石"sv,   "房租"sv,   "投资"sv,     "股票"sv,   "理财"sv,
    "地址"sv, "搬家"sv, "住在"sv,   "真人"sv,   "机器人"sv, "人工智能"sv, "心里话"sv, "憋"sv,
    "难过"sv, "伤心"sv, "委屈"sv,   "孤单"sv,   "没人"sv,   "报复"sv,     "暂停"sv,   "天赋"sv};

constexpr std::array close_english = {
    "sister"sv,   "brother"sv,  "girlfriend"sv, "boyfriend"sv, "grandson"sv,  "granddaughter"sv,
    "daughter"sv, "son"sv,      "family"sv,     "friend"sv,    "roommate"sv,  "coworker"sv,
    "boss"sv,     "coach"sv,    "teacher"sv,    "neighbor"sv,  "neighbour"sv, "ex"sv,
    "rent"sv,     "salary"sv,   "pension"sv,    "savings"sv,   "gems"sv,      "coins"sv,
    "crypto"sv,   "bank"sv,     "card"sv,       "password"sv,  "address"sv,   "moved"sv,
    "moving"sv,   "lonely"sv,   "alone"sv,      "sad"sv,       "cried"sv,     "human"sv,
    "bot"sv,      "computer"sv, "person"sv,     "real"sv,      "revenge"sv,   "pause"sv,
    "break"sv,    "gift"sv,     "talent"sv};

template <std::size_t chinese_size, std::size_t english_size>
bool says_one_of(std::string_view text, const std::array<std::string_view, chinese_size>& parts,
                 const std::array<std::string_view, english_size>& words) {
  const std::string_view read = text.substr(0, errand_read_most);
  const bool chinese_one = std::any_of(parts.begin(), parts.end(), [read](std::string_view each) {
    return read.find(each) != std::string_view::npos;
  });
  return chinese_one || says_plain_word(read, [&words](std::string_view word) {
           return std::find(words.begin(), words.end(), word) != words.end();
         });
}

}  // namespace

bool speaks_of_an_errand(std::string_view text) { return says_one_of(text, chinese, english); }

bool touches_on_close_matters(std::string_view text) {
  return says_one_of(text, close_chinese, close_english);
}

}  // namespace anban::signals
