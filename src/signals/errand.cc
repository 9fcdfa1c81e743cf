// SPDX-License-Identifier: Apache-2.0
// Words are enough here: too many say yes, which costs a reply's clauses a moment.
#include "signals/errand.h"

#include <algorithm>
#include <array>
#include <string>

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

bool is_letter(char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'); }

char lower(char byte) { return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte; }

bool is_english_errand(std::string_view text) {
  std::string word;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && is_letter(text[i])) {
      word += lower(text[i]);
      continue;
    }
    if (std::find(english.begin(), english.end(), word) != english.end()) return true;
    word.clear();
  }
  return false;
}

}  // namespace

bool speaks_of_an_errand(std::string_view text) {
  const std::string_view read = text.substr(0, errand_read_most);
  const bool chinese_one = std::any_of(chinese.begin(), chinese.end(), [read](auto each) {
    return read.find(each) != std::string_view::npos;
  });
  return chinese_one || is_english_errand(read);
}

}  // namespace anban::signals
