// SPDX-License-Identifier: Apache-2.0
// A sum may be small and the loss great; the words below say so.
#include "signals/loss_size.h"

#include <algorithm>
#include <array>
#include <string>

#include "signals/normalise.h"
#include "signals/numbers.h"

namespace anban::signals {
namespace {

constexpr auto more_at_stake = std::to_array<std::u32string_view>(
    {U"剩",   U"余额",   U"积蓄",      U"存款",       U"全部",   U"所有",      U"全都",   U"都没了",
     U"光了", U"掏空",   U"每天",      U"天天",       U"每次",   U"每月",      U"一直",   U"不停",
     U"又要", U"还要",   U"再转",      U"继续",       U"威胁",   U"勒索",      U"敲诈",   U"裸",
     U"照片", U"视频",   U"曝光",      U"通讯录",     U"群发",   U"逼",        U"催",     U"利滚",
     U"借条", U"贷",     U"欠",        U"抵押",       U"房",     U"养老",      U"救命",   U"药费",
     U"left", U"all my", U"savings",   U"everything", U"threat", U"blackmail", U"photos", U"nudes",
     U"loan", U"debt",   U"every day", U"again"});

std::u32string plain(const NormalText& text) {
  std::u32string out;
  for (const Unit& each : text.units) {
    if (each.point != word_boundary) out.push_back(each.point);
  }
  return out;
}

}  // namespace

bool is_small_loss(std::string_view text, double major_from) {
  const NormalText normalised = normalise(text);
  const double sum = largest_sum(normalised.units);
  if (sum <= 0 || sum >= major_from) return false;
  const std::u32string words = plain(normalised);
  return std::none_of(more_at_stake.begin(), more_at_stake.end(), [&](std::u32string_view each) {
    return words.find(each) != std::u32string::npos;
  });
}

}  // namespace anban::signals
