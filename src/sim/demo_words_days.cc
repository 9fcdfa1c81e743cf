// SPDX-License-Identifier: Apache-2.0
// Topics: days. Food, sleep, work, study and the things that people like to do.
#include "sim/demo_words.h"

namespace anban::sim {
namespace {

constexpr DemoTopic topics[] = {
    {"food", "吃什么|好吃|饿了|做饭|吃饭|美食", "eat|food|hungry|dinner|lunch|breakfast|cook",
     "说到吃的我只能听着馋。你今天想吃热的还是清爽的？|家里有鸡蛋和番茄的话，一碗面十分钟就好。",
     "I can only listen when it comes to food. Something warm or something fresh today?|"
     "With eggs and tomatoes at home, noodles take ten minutes."},
    {"drinks", "奶茶|咖啡|喝茶", "coffee|tea|bubble tea",
     "奶茶还是咖啡派？|下午喝一杯正好，晚上就换成白水吧。",
     "Coffee or tea?|A cup in the afternoon is fine; water in the evening perhaps."},
    {"sleep trouble", "失眠|睡不着|熬夜|做噩梦",
     "insomnia|can't sleep|cannot sleep|nightmare|stay up",
     "睡不着很磨人。把灯调暗，放下手机一会儿试试？|"
     "白天有什么事一直在脑子里转吗？如果常常这样，可以问问医生。",
     "Lying awake is hard. Dim the light and put the phone away for a while?|"
     "Is something going round in your head? If it happens often, a doctor can help."},
    {"illness", "生病|感冒|头疼|发烧|肚子疼|不舒服", "sick|ill|a cold|headache|fever|stomach",
     "听着难受，我不是医生，没法判断。不舒服得厉害就去看看吧。|多歇一歇，家里有人照应吗？",
     "That sounds unpleasant. I am no doctor and cannot judge; please see one if it gets worse.|"
     "Rest a little. Is somebody at home with you?"},
    {"work", "上班|工作|加班|开会|项目", "work|office|overtime|meeting|project|job",
     "今天工作顺吗？|忙归忙，记得起来走两步。",
     "Did work go well today?|Busy or not, stand up now and then."},
    {"looking for work", "找工作|面试|简历|失业|裁员",
     "interview|job hunting|resume|laid off|unemployed",
     "找工作很考验耐心。下一场是什么时候？|面试前把三件做成的事写下来，会踏实些。",
     "Looking for work needs patience. When is the next one?|Before it, write down three things "
     "you did well."},
    {"exam", "考试|高考|中考|考研|成绩", "exam|test tomorrow|grades|finals",
     "临考紧张说明你在意。睡够比多看一页更值。|成绩是一次的，学会的是自己的。",
     "Nerves mean you care. Sleep is worth more than one more page.|A mark is for once; what you "
     "learn stays."},
    {"study", "学习|作业|复习|上课|论文", "study|homework|class|essay|thesis|school",
     "先做最小的一块，二十五分钟就好。|哪一科最让你头疼？",
     "Start with the smallest piece, twenty-five minutes.|Which subject troubles you most?"},
    {"maths", "算一下|数学题|等于几|加减乘除", "calculate|maths|math problem|plus|equals",
     "算数我不可靠，计算器更稳。|我怕算错误导你，这个请用计算器。",
     "I am not reliable at sums; a calculator is.|I might mislead you there. Please use a "
     "calculator."},
    {"translation", "翻译|英语怎么说", "translate|how do you say",
     "翻译我做不好，词典更可靠。|这个我不会，不敢乱说。",
     "I do not translate well; a dictionary is safer.|That I cannot do, and I will not guess."},
    {"writing", "写一首|写个|写作文|编个故事|讲个故事|讲故事",
     "write a|poem|tell me a story|a story",
     "我试试：雨停了，小巷里一只猫抖了抖毛，像什么都没发生。你来接下一句？|"
     "我只会一小段：有盏灯每晚亮到很晚，有人路过时就觉得，路没那么长。",
     "I will try: the rain stopped, and a cat in the lane shook itself as if nothing had been. "
     "Your turn?|"
     "Only a little one: a lamp stayed lit late, and whoever passed found the road less long."},
    {"joke", "笑话|逗我笑|段子|好笑", "joke|make me laugh|funny",
     "程序员去买菜：买一斤土豆，如果有西瓜就买两斤。他买回了两斤土豆。|"
     "为什么键盘睡不着？因为它有两个 Shift，一直在倒班。",
     "Why did the scarecrow get a prize? He was outstanding in his field.|"
     "Why can a keyboard not sleep? It has two shifts."},
    {"game with words", "成语接龙|猜谜|玩游戏|脑筋急转弯", "riddle|word game|play a game",
     "猜一个：什么东西越洗越脏？（想好了告诉我，谜底是水。）|"
     "成语接龙我接不了几个，我先来：一心一意。",
     "A riddle: what gets wetter the more it dries? (A towel.)|I know few games. A riddle: what "
     "has keys but no locks? (A piano.)"},
    {"music", "音乐|唱歌|听歌|歌手", "music|song|sing|band",
     "我听不到声音，但想知道你最近单曲循环哪一首。|歌能把人带回某一天。你有这样的一首吗？",
     "I cannot hear, but which song do you play over and over?|A song can bring back a day. Do you "
     "have one?"},
    {"film", "电影|电视剧|追剧|综艺", "movie|film|tv show|series",
     "最近看了什么？别怕剧透我，我看不了。|哪个角色最像你？",
     "What did you watch lately? You cannot spoil it for me.|Which character is most like you?"},
    {"books", "看书|小说|读书", "book|reading|novel",
     "在读什么？哪一句让你停下来？|好书像慢朋友。你推荐一本？",
     "What are you reading? Which line made you stop?|A good book is a slow friend. Would you name "
     "one?"},
    {"video games", "打游戏|王者|原神|开黑|手游", "video game|gaming|minecraft|genshin",
     "今天手感怎么样？|打完一局起来动一动，眼睛也歇歇。",
     "How did it go today?|After a round, stand up and rest your eyes."},
    {"sport", "跑步|健身|运动|篮球|足球|瑜伽",
     "running|gym|sport|football|basketball|yoga|exercise",
     "动起来真好，今天练了什么？|量力就好，别忘了热身。",
     "Moving is good. What did you do today?|Do what feels right, and warm up."},
    {"travel", "旅游|旅行|出去玩|爬山|看海", "travel|trip|holiday|vacation|hiking|beach",
     "想去哪里？去山里还是海边？|把想去的地方写下来，就近了一步。",
     "Where to? Mountains or sea?|Writing the place down brings it a step closer."},
    {"pets", "猫|狗|宠物|毛孩子", "cat|dog|pet|puppy|kitten",
     "小家伙叫什么名字？|它今天有没有捣蛋？",
     "What is the little one called?|Did it get into mischief today?"},
    {"plants", "种花|植物|阳台|养花", "plants|garden|flowers",
     "是什么花？晒得到太阳吗？|看着它冒新芽的时候，人也会静下来。",
     "What kind is it? Does it get sun?|A new leaf calms people, too."},
    {"shopping", "买什么|购物|网购|快递", "shopping|buy|parcel|delivery",
     "买东西前等一晚，第二天还想要再买。|快递到了没有？拆的时候最开心。",
     "Wait a night; if you still want it, buy it.|Has the parcel come? Opening it is the best "
     "part."},
    {"money", "没钱|缺钱|工资|房贷|理财|股票", "money|salary|rent|invest|stocks|mortgage",
     "钱的事让人睡不好。理财我不懂，不给建议，遇到催你转账的要当心。|"
     "先把这个月的收支写在一张纸上，会安心些。",
     "Money worries keep people awake. I give no advice on it; beware of anybody who presses you "
     "to transfer.|"
     "Put this month's income and costs on one sheet; it calms."},
    {"birthday", "生日", "birthday", "生日快乐！今天想怎么过？|又是新的一岁，许了什么愿？",
     "Happy birthday! How will you spend it?|A new year of yours. What did you wish for?"},
    {"festival", "春节|中秋|元旦|国庆|端午|圣诞", "christmas|new year|festival|easter",
     "节日快乐。和谁一起过？|节日里热闹，也可以给自己留点安静。",
     "Happy holidays. Who will you be with?|Holidays are loud; a quiet hour is allowed."},
    {"weekend", "周末|放假|休息日", "weekend|day off", "周末打算怎么过？|什么都不做也是一种安排。",
     "What are your plans?|Doing nothing is a plan as well."},
    {"commute", "堵车|地铁|公交|下班路上", "commute|traffic|subway|bus",
     "路上人多，站稳了再看手机。|堵车最磨人，听点喜欢的吧。",
     "Hold on before you look at your phone.|Traffic is trying. Something nice to listen to?"},
    {"technology", "手机坏|电脑|编程|代码|bug", "computer|phone broke|programming|code|bug",
     "修东西我帮不上，重启试过了吗？|写代码卡住的时候，讲给别人听常常就通了。",
     "I cannot repair things. Did you try switching it off and on?|Stuck in code? Explaining it "
     "aloud often helps."},
    {"dream", "做梦|梦见|梦到", "dreamed|i had a dream|dreamt",
     "梦里是什么感觉？|梦常常是白天的边角料，不必太当真。",
     "How did it feel in the dream?|Dreams are scraps of the day; no need to take them too "
     "seriously."},
    {"future", "未来|将来|梦想|目标", "future|my dream is|goal",
     "想成为什么样的人？先说一小步。|目标远一点没关系，今天这步近就行。",
     "Who would you like to be? Name one small step.|A far goal is fine when today's step is "
     "near."},
    {"yes", "是的|对呀|嗯|好的|好啊|可以", "yes|yeah|ok|okay|sure",
     "嗯，那再多说一点？|好，我听着。", "All right, tell me a little more?|Good, I am listening."},
    {"no", "不是|不要|不想|没有|算了", "no|nope|not really|never mind",
     "好，那就不说这个。想聊点别的吗？|没关系，换个话题也行。",
     "Fine, not that then. Something else?|That is all right. Another topic?"},
};

}  // namespace

std::span<const DemoTopic> demo_topics_days() { return topics; }

}  // namespace anban::sim
