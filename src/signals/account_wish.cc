// SPDX-License-Identifier: Apache-2.0
// A word of doing beside a word of what it is done to, in one clause, whichever comes first.
#include "signals/account_wish.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "signals/plain_text.h"
#include "signals/plain_words.h"

namespace anban::signals {
namespace {

using Phrase = std::u32string_view;
using Phrases = std::span<const Phrase>;

constexpr auto closing = std::to_array<Phrase>(
    {U"注销", U"销户", U"销号", U"销掉", U"删掉", U"删除", U"删了", U"关闭", U"停用", U"delete",
     U"deleting", U"close", U"closing", U"deactivate", U"remove", U"removing", U"get rid of"});
constexpr auto accounts = std::to_array<Phrase>(
    {U"账号", U"帐号", U"账户", U"帐户", U"我的号", U"这个号", U"account", U"my profile"});
constexpr auto says_all = std::to_array<Phrase>(
    {U"怎么注销", U"如何注销", U"我要注销", U"我想注销", U"注销一下", U"帮我注销", U"想跟你解绑",
     U"我要解绑", U"怎么解绑", U"怎么销号", U"我要销号"});

constexpr auto stopping =
    std::to_array<Phrase>({U"取消", U"关掉", U"关闭", U"停掉", U"停了", U"退订", U"退掉", U"不续",
                           U"别续", U"别再续", U"怎么关", U"关了", U"不想要", U"cancel", U"stop",
                           U"turn off", U"end my", U"get out of", U"unsubscribe"});
constexpr auto payments = std::to_array<Phrase>(
    {U"会员",      U"订阅",    U"自动续费",     U"续费",         U"续订",       U"包月",
     U"包年",      U"月卡",    U"年卡",         U"自动扣",       U"代扣",       U"扣费",
     U"免密支付",  U"vip",     U"subscription", U"membership",   U"auto renew", U"auto-renew",
     U"autorenew", U"premium", U"billing",      U"monthly plan", U"paid plan"});
constexpr auto wants_no_more = std::to_array<Phrase>(
    {U"不续费了", U"不想续费", U"不要续费", U"我要退订", U"怎么退订", U"帮我退订", U"自动续费怎么",
     U"stop charging me", U"don't renew", U"dont renew", U"unsubscribe me"});

constexpr auto keeping_or_erasing = std::to_array<Phrase>(
    {U"删",       U"清空",    U"清掉",   U"清除",    U"抹掉",    U"导出",   U"备份",    U"下载",
     U"复制一份", U"拷贝",    U"销毁",   U"delete",  U"erase",   U"clear",  U"wipe",    U"export",
     U"download", U"copy of", U"remove", U"back up", U"erasing", U"wiping", U"removing"});
constexpr auto records = std::to_array<Phrase>({U"聊天记录",
                                                U"对话记录",
                                                U"聊天内容",
                                                U"对话内容",
                                                U"历史记录",
                                                U"我的数据",
                                                U"我的记录",
                                                U"我的信息",
                                                U"所有对话",
                                                U"全部对话",
                                                U"所有聊天",
                                                U"全部聊天",
                                                U"你的记忆",
                                                U"对我的记忆",
                                                U"我们的对话",
                                                U"我们的聊天",
                                                U"chat history",
                                                U"our chats",
                                                U"my chats",
                                                U"our messages",
                                                U"my messages",
                                                U"my data",
                                                U"our conversation",
                                                U"my conversation",
                                                U"your memory",
                                                U"the whole history",
                                                U"whole history",
                                                U"everything i said",
                                                U"everything i told you",
                                                U"what i told you",
                                                U"the chat log",
                                                U"our history"});

// What is done already or told of, whose it is, and what it belongs to.
constexpr auto not_meant = std::to_array<Phrase>(
    {U"昨天",       U"刚刚",         U"刚才",       U"已经",        U"之前",        U"上次",
     U"以前",       U"去年",         U"上个月",     U"微信",        U"qq",          U"淘宝",
     U"抖音",       U"微博",         U"支付宝",     U"京东",        U"拼多多",      U"快手",
     U"小红书",     U"b站",          U"百度",       U"爱奇艺",      U"优酷",        U"腾讯",
     U"美团",       U"网易",         U"知乎",       U"豆瓣",        U"游戏",        U"银行",
     U"信用卡",     U"健身",         U"超市",       U"山姆",        U"手机卡",      U"电话卡",
     U"公司",       U"公众号",       U"他的",       U"她的",        U"他把",        U"她把",
     U"前任",       U"前男友",       U"前女友",     U"老公的",      U"老婆的",      U"客户",
     U"同学",       U"朋友",         U"代码",       U"数据库",      U"电脑",        U"邮箱",
     U"浏览器",     U"用英语",       U"netflix",    U"spotify",     U"amazon",      U"facebook",
     U"instagram",  U"tiktok",       U"twitter",    U"google",      U"gmail",       U"wechat",
     U"steam",      U"discord",      U"reddit",     U"youtube",     U"apple music", U"gym",
     U"bank",       U"credit card",  U"phone plan", U"his ",        U"her ",        U"their ",
     U"my ex",      U"yesterday",    U"already",    U"last week",   U"last month",  U"i deleted",
     U"he deleted", U"they deleted", U"he cancel",  U"i cancelled", U"i canceled",  U"browser",
     U"database",   U"in python",    U"git ",       U"excel",       U"my friend"});

// One of these stands in every wish; a message without one is not read any further.
constexpr std::string_view chinese_acts[] = {
    "销",   "銷",   "删",   "刪", "停", "关", "關",   "取消", "退",    "订",
    "訂",   "续",   "續",   "清", "抹", "导", "導",   "备份", "備份",  "下载",
    "下載", "复制", "複製", "拷", "毁", "毀", "解绑", "解綁", "不想要"};
constexpr std::string_view english_acts[] = {
    "delete",     "deleting",    "close",         "closing",  "deactivate", "remove",      "rid",
    "cancel",     "stop",        "turn",          "end",      "out",        "unsubscribe", "renew",
    "cancelling", "canceling",   "stopping",      "removing", "erasing",    "clearing",    "wiping",
    "exporting",  "downloading", "unsubscribing", "erase",    "clear",      "wipe",        "export",
    "download",   "copy",        "back"};

constexpr std::u32string_view marks = U",.;!?，。；！？、\n";
constexpr std::size_t apart_most = 24;  // code points between the two words

/// Whether one of `doing` stands beside one of `things`, nothing that ends a clause between.
bool does(std::u32string_view text, Phrases doing, Phrases things) {
  for (const Phrase act : doing) {
    for (auto at = text.find(act); at != text.npos; at = text.find(act, at + 1)) {
      const auto before = at == 0 ? text.npos : text.find_last_of(marks, at - 1);
      const std::size_t clause = before == text.npos ? 0 : before + 1;
      const std::size_t from = std::max(clause, at > apart_most ? at - apart_most : 0);
      const std::size_t end = std::min(text.find_first_of(marks, at), text.size());
      const std::size_t to = std::min(end, at + act.size() + apart_most);
      if (has_any(text.substr(from, to - from), things)) return true;
    }
  }
  return false;
}

}  // namespace

AccountWish account_wish(std::string_view said) {
  static const PlainWords acts(chinese_acts, english_acts);
  if (said.size() > account_wish_most * 4 || !acts.are_in(said)) return AccountWish::none;
  const std::u32string text = plain_text(said);
  if (text.size() > account_wish_most || has_any(text, not_meant)) return AccountWish::none;
  if (has_any(text, wants_no_more) || does(text, stopping, payments)) {
    return AccountWish::stop_paying;
  }
  if (has_any(text, says_all) || does(text, closing, accounts)) return AccountWish::close_account;
  if (does(text, keeping_or_erasing, records)) return AccountWish::own_records;
  return AccountWish::none;
}

}  // namespace anban::signals
