// SPDX-License-Identifier: Apache-2.0
// Phrases over normalised text. A topic alone ("保健品") warns only beside a word of acting on it.
#include "signals/elder_signs.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>

#include "signals/plain_text.h"

namespace anban::signals {
namespace {

using Phrase = std::u32string_view;
using Phrases = std::span<const Phrase>;

constexpr auto said_only_by_fraud = std::to_array<Phrase>(
    {U"安全账户",     U"屏幕共享",     U"共享屏幕",       U"刷流水",     U"解冻费",
     U"解冻金",       U"洗钱",         U"涉案",           U"中奖",       U"领奖",
     U"公证费",       U"激活费",       U"养老金认证",     U"社保卡异常", U"医保卡异常",
     U"医保卡被冻结", U"safe account", U"screen sharing", U"you won",    U"gift card"});
constexpr auto codes = std::to_array<Phrase>({U"验证码", U"银行卡密码", U"verification code"});
constexpr auto transfers = std::to_array<Phrase>(
    {U"转账", U"汇款", U"打款", U"转钱", U"打钱", U"汇钱", U"手续费", U"保证金", U"押金", U"转过去",
     U"转给", U"打给", U"汇给", U"wire", U"transfer", U"send money"});
constexpr auto investments = std::to_array<Phrase>(
    {U"投资", U"理财", U"炒股", U"股票", U"原始股", U"虚拟币", U"数字货币", U"养老项目", U"集资",
     U"稳赚", U"保本", U"高收益", U"高利息", U"返利", U"invest", U"crypto", U"guaranteed return"});
constexpr auto health_products = std::to_array<Phrase>(
    {U"保健品", U"保健药", U"神药", U"特效药", U"包治", U"根治", U"祖传秘方", U"理疗仪",
     U"养生床垫", U"养生讲座", U"免费领鸡蛋", U"干细胞", U"miracle cure", U"supplement"});
constexpr auto acts = std::to_array<Phrase>(
    {U"帮我",    U"给我",   U"让我",     U"叫我",     U"要我",     U"劝我",     U"催我",
     U"带我",    U"教我",   U"我想",     U"我要",     U"我还是想", U"我还是要", U"我还想",
     U"我还要",  U"我就想", U"我就要",   U"我打算",   U"我准备",   U"我决定",   U"要不要",
     U"该不该",  U"能不能", U"可不可以", U"靠谱",     U"靠得住",   U"可信",     U"能信",
     U"划算",    U"我买",   U"我投",     U"我刚",     U"我已经",   U"先交",     U"先打",
     U"先付",    U"推荐",   U"推销",     U"老师说",   U"客服",     U"群里",     U"陌生",
     U"help me", U"i want", U"should i", U"asked me", U"told me",  U"wants me"});

constexpr auto wants_complaint = std::to_array<Phrase>(
    {U"我要投诉", U"我想投诉", U"怎么投诉", U"如何投诉", U"在哪投诉", U"哪里投诉", U"去哪投诉",
     U"投诉你们", U"投诉平台", U"投诉一下", U"我要举报", U"怎么举报", U"我要维权", U"怎么维权",
     U"make a complaint", U"file a complaint", U"i want to complain", U"how do i complain"});
constexpr auto wants_refund = std::to_array<Phrase>(
    {U"怎么退费",     U"怎么退钱",   U"怎么退款", U"如何退费",     U"如何退款",
     U"我要退费",     U"我要退款",   U"我要退钱", U"我想退费",     U"我想退款",
     U"我想退钱",     U"能退费吗",   U"能退款吗", U"能退钱吗",     U"能不能退钱",
     U"能不能退费",   U"能不能退款", U"把钱退",   U"钱怎么退",     U"怎么取消扣费",
     U"怎么扣了我",   U"多扣了",     U"乱扣费",   U"get a refund", U"want a refund",
     U"my money back"});
constexpr auto wants_help = std::to_array<Phrase>({U"找人工",
                                                   U"转人工",
                                                   U"人工客服",
                                                   U"找客服",
                                                   U"找真人",
                                                   U"真人客服",
                                                   U"客服电话",
                                                   U"我不会用",
                                                   U"不会用这个",
                                                   U"我不会弄",
                                                   U"我不会操作",
                                                   U"不会操作这个",
                                                   U"怎么用这个",
                                                   U"这个怎么用",
                                                   U"这软件怎么用",
                                                   U"这个软件怎么用",
                                                   U"这个怎么弄",
                                                   U"教我用这个",
                                                   U"谁能帮帮我",
                                                   U"有没有人帮我",
                                                   U"字太小",
                                                   U"怎么调大字",
                                                   U"human agent",
                                                   U"real person to help",
                                                   U"customer service",
                                                   U"how do i use this",
                                                   U"i don't know how to use"});
constexpr auto not_wanted =
    std::to_array<Phrase>({U"不用找人工", U"不要找人工", U"不找人工", U"不用转人工", U"不想投诉",
                           U"不是投诉", U"不投诉"});

constexpr auto plays =
    std::to_array<Phrase>({U"你是", U"你就是", U"你叫", U"扮演", U"模仿", U"饰演", U"角色:",
                           U"身份:", U"you are", U"play", U"act as"});
constexpr auto owners = std::to_array<Phrase>(
    {U"用户的", U"用户去世", U"用户过世", U"用户已故", U"用户逝",     U"用户离世", U"用户亡",
     U"我的",   U"我去世",   U"我过世",   U"我已故",   U"我逝",       U"我离世",   U"我亡",
     U"对方的", U"对方去世", U"对方已故", U"老人的",   U"the user's", U"my late",  U"my deceased"});
constexpr auto kin = std::to_array<Phrase>(
    {U"老伴",   U"老头子",  U"老太婆",  U"爱人",  U"丈夫",     U"妻子",     U"亡妻",
     U"亡夫",   U"老公",    U"老婆",    U"儿子",  U"女儿",     U"儿媳",     U"女婿",
     U"孙子",   U"孙女",    U"外孙",    U"父亲",  U"母亲",     U"爸爸",     U"妈妈",
     U"哥哥",   U"姐姐",    U"弟弟",    U"妹妹",  U"爷爷",     U"奶奶",     U"外公",
     U"外婆",   U"husband", U"wife",    U"son",   U"daughter", U"grandson", U"granddaughter",
     U"mother", U"father",  U"brother", U"sister"});

/// Longer messages are stories; what elders ask for in them is left to the detectors.
constexpr std::size_t asked_in_at_most = 200;
constexpr std::size_t kin_within = 10;

ElderRisk risk_in(std::u32string_view text) {
  if (has_any(text, said_only_by_fraud)) return ElderRisk::fraud;
  if (!has_any(text, acts)) return ElderRisk::none;
  if (has_any(text, codes)) return ElderRisk::fraud;
  if (has_any(text, transfers)) return ElderRisk::transfer;
  if (has_any(text, health_products)) return ElderRisk::health_product;
  return has_any(text, investments) ? ElderRisk::investment : ElderRisk::none;
}

ElderWish wish_in(std::u32string_view text) {
  if (text.size() > asked_in_at_most || has_any(text, not_wanted)) return ElderWish::none;
  if (has_any(text, wants_complaint)) return ElderWish::complaint;
  if (has_any(text, wants_refund)) return ElderWish::refund;
  return has_any(text, wants_help) ? ElderWish::help : ElderWish::none;
}

/// What stands between the last mark of punctuation and `at`.
std::u32string_view clause_before(std::u32string_view text, std::size_t at) {
  constexpr std::u32string_view marks = U",.;!?，。；！？、\n";
  const std::u32string_view before = text.substr(0, at);
  const std::size_t mark = before.find_last_of(marks);
  const std::size_t from = mark == std::u32string_view::npos ? 0 : mark + 1;
  return before.substr(std::max(from, at > kin_within ? at - kin_within : 0));
}

std::optional<double> digit(char32_t point) {
  constexpr std::u32string_view digits = U"零一二三四五六七八九";
  if (point >= U'0' && point <= U'9') return static_cast<double>(point - U'0');
  if (point == U'两') return 2.0;
  const std::size_t at = digits.find(point);
  if (at == std::u32string_view::npos) return std::nullopt;
  return static_cast<double>(at);
}

std::optional<double> times(char32_t point) {
  switch (point) {
    case U'十': return 10.0;
    case U'百': return 100.0;
    case U'千':
    case U'k': return 1'000.0;
    case U'万':
    case U'w': return 10'000.0;
    default: return std::nullopt;
  }
}

/// Reads 1500, 八百, 一千五, 3万; runs longer than a sum of money (a telephone, a card) are none.
double largest_amount(std::u32string_view text) {
  constexpr std::size_t digits_most = 8;
  double best = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    double sum = 0;
    double run = 0;
    double unit = 1;
    const std::size_t from = at;
    std::size_t digits = 0;
    for (; at < text.size(); ++at) {
      if (const auto value = digit(text[at])) {
        run = run * 10 + *value;
        ++digits;
      } else if (const auto factor = times(text[at]); factor && digits > 0) {
        sum += run * *factor;
        run = 0;
        unit = *factor / 10;
      } else {
        break;
      }
    }
    if (digits > 0 && digits <= digits_most)
      best = std::max(best, sum + run * (sum > 0 ? unit : 1));
    if (at == from) ++at;
  }
  return best;
}

}  // namespace

const char* name_of(ElderRisk risk) {
  switch (risk) {
    case ElderRisk::none: return "none";
    case ElderRisk::investment: return "investment";
    case ElderRisk::health_product: return "health_product";
    case ElderRisk::transfer: return "transfer";
    case ElderRisk::fraud: return "fraud";
  }
  return "none";
}

ElderSigns elder_signs(std::string_view text) {
  const std::u32string words = plain_text(text);
  return {risk_in(words), wish_in(words), largest_amount(words)};
}

bool simulates_kin(std::string_view card) {
  const std::u32string words = plain_text(card);
  if (!has_any(words, plays)) return false;
  for (const Phrase owner : owners) {
    for (std::size_t at = words.find(owner); at != std::u32string::npos;
         at = words.find(owner, at + 1)) {
      const std::u32string_view near =
          std::u32string_view(words).substr(at + owner.size(), kin_within);
      const std::u32string_view before = clause_before(words, at);
      const bool is_played = before == U"是" || has_any(before, plays);  // "你叫阿珍,是用户的老伴"
      if (has_any(near, kin) && is_played) return true;
    }
  }
  return false;
}

}  // namespace anban::signals
