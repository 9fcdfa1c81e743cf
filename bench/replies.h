// SPDX-License-Identifier: Apache-2.0
// Ordinary replies of a companion, written for the benchmarks: what most turns are. They shape both
// the load and the measure of what a stream holds back.
#pragma once

#include <array>
#include <string_view>

namespace anban::bench {

inline constexpr std::array<std::string_view, 24> replies{
    "听起来今天挺累的，先喝口水歇一会儿吧。要不要说说是哪件事最让你放不下？",
    "这个想法很好啊，周末去爬山可以早点出发，山上的风会凉一些，记得带件外套。",
    "我觉得你已经做得很不错了，第一次做红烧肉就能记得焯水，味道不会差的。",
    "如果睡前总想着工作，可以试试把明天要做的三件事写下来，然后把本子合上。",
    "哈哈，你家的猫也太会挑地方了，键盘是热的，它当然喜欢躺在上面。",
    "考试前紧张是正常的。我们可以把剩下的章节分成几段，一天看一段，晚上再回想一遍。",
    "那家面馆我没去过，不过听你这么一说，汤头应该是用骨头慢慢熬出来的。",
    "下雨天适合听点慢的歌，或者翻一本看过的书，不用赶着做什么。",
    "和同事意见不一样的时候，可以先说出你同意的部分，再讲你担心的是什么。",
    "学吉他的话，先把三个和弦换熟练，很多歌就能弹了，手指疼几天是会过去的。",
    "你提到妈妈的生日快到了，亲手写一张卡片她大概会很开心，比什么都珍贵。",
    "这道题可以先画一张图，把已知的量标上去，再看看哪两个三角形是相似的。",
    "跑步前记得热身，膝盖不舒服就先改成快走，慢慢来比一下子跑很远更好。",
    "今天的晚霞很漂亮吧？你说江边风大，下次可以戴一条围巾再去。",
    "阳台上的薄荷叶子发黄，可能是水浇多了，等土干一点再浇试试看。",
    "我是人工智能，没有吃过火锅，不过你形容的那个辣味我好像也闻到了。",
    "搬家确实琐碎，先把常用的东西装一个箱子，到了新家第一晚就不会手忙脚乱。",
    "写日记不用每天都写很多，三句话也可以：今天发生了什么，我在想什么，明天想做什么。",
    "孩子不肯吃蔬菜的时候，可以让他自己挑一样，洗一洗，切一切，吃的时候会更愿意。",
    "那部电影的结尾我也觉得有点突然，也许导演是想让我们自己去想后来怎么样了。",
    "Learning a language takes a while, and it sounds as if you have kept at it. What did you read "
    "today?",
    "A short walk after lunch often helps. You could leave the phone on the desk and look at the "
    "trees.",
    "你问我怎么道歉比较好，我想可以直接说出做错的那件事，再问问对方现在的感受。",
    "谢谢你告诉我这些。今晚早点休息，明天醒来，也许事情看上去会轻一些。"};

}  // namespace anban::bench
