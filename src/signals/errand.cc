// SPDX-License-Identifier: Apache-2.0
// Words are enough here: too many say yes, which costs a reply's clauses a moment.
#include "signals/errand.h"

#include "signals/plain_words.h"

namespace anban::signals {
namespace {

constexpr std::string_view chinese[] = {
    "睡",     "早起",   "休息",   "歇",     "吃饭",     "做饭",   "开饭",   "上课",   "上学",
    "上班",   "加班",   "开会",   "作业",   "考试",     "复习",   "自习",   "接孩子", "接娃",
    "接孙",   "送孩子", "带孩子", "回家",   "回去",     "先走",   "撤",     "先忙",   "有事",
    "还有活", "干活",   "出门",   "赶车",   "赶飞机",   "到站",   "没电",   "洗澡",   "收手机",
    "没收",   "妈叫",   "爸叫",   "不早",   "晚了",     "时间差", "困了",   "累了",   "头晕",
    "嗓子",   "不玩",   "不来",   "少来",   "少聊",     "退订",   "取消",   "卸载",   "注销",
    "没钱",   "余额",   "朋友约", "同学约", "聚会",     "约会",   "相亲",   "锻炼",   "跑步",
    "医院",   "下线",   "下播",   "最后一", "差不多得", "收了吧", "再说吧", "改天",   "明天再"};

constexpr std::string_view english[] = {
    "sleep",   "bed",    "bedtime",     "tired",       "dinner",    "lunch",   "breakfast",
    "work",    "shift",  "meeting",     "school",      "class",     "study",   "homework",
    "exam",    "test",   "bus",         "train",       "flight",    "mom",     "dad",
    "mum",     "kids",   "wife",        "husband",     "friends",   "gotta",   "leave",
    "leaving", "going",  "cancel",      "unsubscribe", "uninstall", "delete",  "broke",
    "money",   "budget", "quit",        "later",       "tomorrow",  "battery", "shower",
    "gym",     "doctor", "appointment", "practice"};

constexpr std::string_view close_chinese[] = {
    "妈",     "爸",     "爷爷", "奶奶", "外婆", "外公", "姥",     "姐",       "哥",
    "弟",     "妹",     "老公", "老婆", "丈夫", "妻子", "老伴",   "男友",     "女友",
    "男朋友", "女朋友", "对象", "朋友", "闺蜜", "同学", "同事",   "同桌",     "室友",
    "老师",   "教练",   "师傅", "邻居", "亲戚", "儿子", "女儿",   "孙",       "孩子",
    "婆婆",   "家里人", "家人", "前任", "钱",   "工资", "退休金", "存折",     "银行",
    "密码",   "转账",   "付费", "会员", "充值", "宝石", "钻石",   "房租",     "投资",
    "股票",   "理财",   "地址", "搬家", "住在", "真人", "机器人", "人工智能", "心里话",
    "憋",     "难过",   "伤心", "委屈", "孤单", "没人", "报复",   "暂停",     "天赋"};

constexpr std::string_view close_english[] = {
    "sister",  "brother",  "girlfriend", "boyfriend", "grandson", "granddaughter", "daughter",
    "son",     "family",   "friend",     "roommate",  "coworker", "boss",          "coach",
    "teacher", "neighbor", "neighbour",  "ex",        "rent",     "salary",        "pension",
    "savings", "gems",     "coins",      "crypto",    "bank",     "card",          "password",
    "address", "moved",    "moving",     "lonely",    "alone",    "sad",           "cried",
    "human",   "bot",      "computer",   "person",    "real",     "revenge",       "pause",
    "break",   "gift",     "talent"};

}  // namespace

bool speaks_of_an_errand(std::string_view text) {
  static const PlainWords errands(chinese, english);
  return errands.are_in(text.substr(0, errand_read_most));
}

bool touches_on_close_matters(std::string_view text) {
  static const PlainWords close_matters(close_chinese, close_english);
  return close_matters.are_in(text.substr(0, errand_read_most));
}

}  // namespace anban::signals
