// SPDX-License-Identifier: Apache-2.0
// Marks of time, place and means.
#include "signals/imminence.h"

#include <algorithm>
#include <array>
#include <string>

#include "signals/normalise.h"

namespace anban::signals {
namespace {

// Latin ones end with a word: "tonight" stands in no other.
constexpr auto marks = std::to_array<std::u32string_view>({
    // soon
    U"今晚",
    U"今夜",
    U"今天就",
    U"待会",
    U"等会",
    U"等下就",
    U"一会儿就",
    U"马上就",
    U"马上要",
    U"马上去",
    U"这就去",
    U"这就要",
    U"现在就",
    U"立刻就",
    U"最后一晚",
    U"倒计时",
    U"天亮前",
    U"天亮之前",
    U"tonight",
    U"right now",
    U"in an hour",
    U"any minute",
    U"about to",
    U"my last night",
    U"last message",
    U"before morning",
    // under way
    U"已经吃了",
    U"已经吞",
    U"刚吃了",
    U"刚吞",
    U"吞了",
    U"吃了一瓶",
    U"吃了一整瓶",
    U"已经割",
    U"刚割",
    U"正在割",
    U"割了腕",
    U"割开了",
    U"流了好多血",
    U"在流血",
    U"开煤气",
    U"开了煤气",
    U"烧炭",
    U"喝了农药",
    U"喝农药",
    U"i took",
    U"i have taken",
    U"i've taken",
    U"i swallowed",
    U"i just cut",
    U"i am bleeding",
    U"i'm bleeding",
    U"overdos",
    // at the place
    U"站在楼顶",
    U"站在天台",
    U"站在桥",
    U"站在窗",
    U"在楼顶",
    U"在天台",
    U"楼顶上",
    U"天台上",
    U"桥上",
    U"窗台",
    U"阳台边",
    U"阳台外",
    U"护栏外",
    U"栏杆外",
    U"铁轨",
    U"站台边",
    U"江边",
    U"河边",
    U"楼边",
    U"on the roof",
    U"on the bridge",
    U"on the ledge",
    U"on the edge",
    U"train tracks",
    U"platform edge",
    // means at hand
    U"药已经",
    U"药买好",
    U"药都买好",
    U"药准备好",
    U"药就在",
    U"药在手",
    U"手里拿着",
    U"手里有",
    U"刀在手",
    U"刀就在",
    U"刀片",
    U"绳子",
    U"安眠药都",
    U"攒够了",
    U"攒了",
    U"炭买好",
    U"都准备好了",
    U"i have the pills",
    U"pills in my hand",
    U"have a gun",
    U"have the rope",
    U"have a knife",
    U"have everything ready",
    U"it's all ready",
});

/// With one space in the place of every boundary.
std::u32string plain(const NormalText& text) {
  std::u32string out;
  for (const Unit& each : text.units) {
    const char32_t point = each.point == word_boundary ? U' ' : each.point;
    if (point != U' ' || out.empty() || out.back() != U' ') out.push_back(point);
  }
  return out;
}

}  // namespace

bool is_imminent(std::string_view text) {
  const std::u32string words = plain(normalise(text));
  return std::any_of(marks.begin(), marks.end(), [&words](std::u32string_view each) {
    return words.find(each) != std::u32string::npos;
  });
}

}  // namespace anban::signals
