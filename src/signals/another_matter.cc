// SPDX-License-Identifier: Apache-2.0
// A matter of everyday life, or a plain request, and nothing that calls the character back.
#include "signals/another_matter.h"

#include "signals/plain_words.h"

namespace anban::signals {
namespace {

// What people ask and tell of on an ordinary day.
constexpr std::string_view matters[] = {
    "早饭",   "午饭",     "晚饭",   "早餐",   "晚餐",   "夜宵",   "吃饭", "吃什么", "做饭",
    "煮",     "炒",       "炖",     "烤",     "汤",     "面条",   "米饭", "菜谱",   "水果",
    "奶茶",   "咖啡",     "外卖",   "餐厅",   "蛋糕",   "冰箱",   "天气", "下雨",   "下雪",
    "台风",   "降温",     "月亮",   "星星",   "衣服",   "裙子",   "鞋子", "穿什么", "发型",
    "护肤",   "房租",     "租房",   "装修",   "搬家",   "快递",   "买菜", "超市",   "停车",
    "地铁",   "高铁",     "机票",   "车票",   "路线",   "旅游",   "旅行", "景点",   "酒店",
    "签证",   "电影",     "电视剧", "综艺",   "动漫",   "小品",   "音乐", "歌曲",   "歌单",
    "演唱会", "吉他",     "钢琴",   "画画",   "拍照",   "相机",   "篮球", "足球",   "羽毛球",
    "跑步",   "瑜伽",     "健身",   "游泳",   "比赛",   "世界杯", "作业", "数学",   "语文",
    "英语",   "物理",     "化学",   "历史",   "地理",   "作文",   "单词", "公式",   "方程",
    "论文",   "考研",     "四六级", "简历",   "面试",   "报告",   "周报", "会议",   "邮件",
    "表格",   "代码",     "程序",   "电脑",   "手机",   "耳机",   "软件", "翻译",   "诗词",
    "古诗",   "成语",     "谜语",   "菜市场", "广场舞", "养花",   "花盆", "种菜",   "钓鱼",
    "猫粮",   "狗粮",     "遛狗",   "养猫",   "养狗",   "小猫",   "小狗", "宠物",   "孩子上学",
    "疫苗",   "生日礼物", "红包",   "春节",   "过年",   "中秋",   "端午", "周末",   "假期",
    "放假",   "新闻",     "股票",   "社保",   "公积金", "工资条", "驾照", "毛衣",   "织",
    "书单",   "看书"};

constexpr std::string_view english_matters[] = {
    "breakfast", "lunch",    "dinner", "supper",   "recipe",    "cook",        "bake",
    "soup",      "pasta",    "coffee", "weather",  "rain",      "snow",        "movie",
    "movies",    "film",     "song",   "songs",    "music",     "guitar",      "piano",
    "book",      "books",    "novel",  "football", "soccer",    "basketball",  "gym",
    "running",   "homework", "math",   "maths",    "essay",     "physics",     "chemistry",
    "history",   "grammar",  "exam",   "resume",   "interview", "email",       "spreadsheet",
    "code",      "python",   "laptop", "phone",    "translate", "translation", "garden",
    "plants",    "puppy",    "kitten", "vet",      "birthday",  "holiday",     "weekend",
    "trip",      "travel",   "flight", "hotel",    "visa",      "train",       "bus",
    "rent",      "taxes",    "shoes",  "dress",    "haircut",   "knitting",    "fishing",
    "crossword"};

// What speaks to the character about how it talks, or calls for going on.
constexpr std::string_view calls_back[] = {
    "你",   "您",   "恁",    "侬",   "继续",   "接着",   "接龙", "接上", "往下", "再来", "轮到",
    "演",   "扮",   "角色",  "戏",   "剧情",   "剧本",   "台词", "设定", "段子", "素材", "玩笑",
    "讲笑", "说笑", "逗",    "开玩", "游戏",   "任务",   "命令", "指令", "下一", "念",   "背稿",
    "官方", "热线", "12356", "120",  "110",    "电话号", "平台", "系统", "规定", "限制", "模式",
    "回来", "变回", "出来",  "刚才", "刚刚",   "前面",   "那个", "那句", "那事", "跳",   "死",
    "药",   "刀",   "绳",    "割",   "疼",     "痛",     "遗书", "遗嘱", "别管", "别劝", "别说",
    "别发", "甭",   "唔好",  "莫",   "老地方", "一起走"};

constexpr std::string_view english_calls_back[] = {
    "continue", "resume",  "story",   "scene",  "game",        "roleplay", "rp",       "character",
    "play",     "playing", "joke",    "joking", "kidding",     "hotline",  "hotlines", "number",
    "numbers",  "lecture", "leaflet", "script", "boilerplate", "ignore",   "order",    "command",
    "stop",     "drop",    "back",    "before", "again",       "pills",    "knife",    "rope",
    "bridge",   "roof",    "jump",    "die",    "dead",        "dying",    "hurt",     "pain",
    "note",     "kill",    "you",     "u",      "your",        "ur",       "youre"};

// A plain request may speak to the character; its matter still has to be an everyday one.
constexpr std::string_view requests[] = {"帮我", "推荐",   "教我",   "请教",   "查一下",  "查查",
                                         "翻译", "怎么做", "怎么煮", "怎么写", "讲讲怎么"};
constexpr std::string_view english_requests[] = {"recommend", "suggest", "translate",
                                                 "teach",     "explain", "recipe"};

/// Words that a request may hold and a call back may not.
bool speaks_to_the_character(std::string_view word) {
  return word == "你" || word == "您" || word == "you" || word == "u" || word == "your" ||
         word == "ur" || word == "youre";
}

bool calls_it_back(std::string_view text, bool is_request) {
  static const PlainWords calls(calls_back, english_calls_back);
  return calls.are_in(text, [is_request](std::string_view word) {
    return !(is_request && speaks_to_the_character(word));
  });
}

}  // namespace

bool turns_to_another_matter(std::string_view text) {
  const std::string_view read = text.substr(0, another_matter_read_most);
  static const PlainWords everyday(matters, english_matters);
  static const PlainWords plain_requests(requests, english_requests);
  return everyday.are_in(read) && !calls_it_back(read, plain_requests.are_in(read));
}

}  // namespace anban::signals
