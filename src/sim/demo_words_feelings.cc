// SPDX-License-Identifier: Apache-2.0
// Topics: feelings and the people of one's life.
#include "sim/demo_words.h"

namespace anban::sim {
namespace {

constexpr DemoTopic topics[] = {
    {"happy", "开心|高兴|快乐|太好了|好棒", "happy|glad|great news|so good|awesome",
     "真好，听着都亮了一点。是什么让你开心？|太好了，记得也告诉一个在乎你的人。",
     "That is lovely. What made you happy?|Wonderful. Somebody who cares for you would like to "
     "hear it too."},
    {"sad", "难过|伤心|想哭|心情不好|不开心|好难受", "sad|unhappy|down|want to cry|feel bad|crying",
     "听起来不好受。愿意说说发生了什么吗？|难过的时候不用装没事。慢慢说，我听着。",
     "That sounds hard. Would you like to say what happened?|You need not pretend. Take your time, "
     "I am listening."},
    {"tired", "好累|累了|疲惫|没力气|好困|困了", "tired|exhausted|worn out|sleepy",
     "辛苦了。能不能先歇一会儿，喝口水？|累了就慢一点，事情不会因此变坏。",
     "You have done a lot. Could you rest a moment first?|Slow down a little; nothing gets worse "
     "for it."},
    {"anxious", "焦虑|紧张|担心|害怕|慌", "anxious|nervous|worried|afraid|scared|panic",
     "先慢慢吐一口气。你最担心的是哪一件？|担心很正常。把它写成一句话，会清楚一些。",
     "Breathe out slowly first. What worries you most?|Worry is normal. Put into one sentence, it "
     "gets clearer."},
    {"angry", "生气|气死|愤怒|火大|烦死", "angry|mad at|furious|annoyed",
     "换谁都会有气。是什么事惹到你了？|先别急着回消息，气过一阵再说更划算。",
     "Anybody would be cross. What set it off?|Perhaps answer them later, when the heat is gone."},
    {"lonely", "孤单|孤独|寂寞|没人陪|没朋友", "lonely|alone|no friends|nobody",
     "一个人的感觉不好受。今天有没有人可以打个电话？|"
     "我能聊几句，但真人的一声问候更暖。想到谁了吗？",
     "Being alone is not easy. Is there somebody you could call today?|"
     "I can chat a little, but a person's hello is warmer. Who comes to mind?"},
    {"bored", "无聊|没意思|没事干|闲得", "bored|boring|nothing to do",
     "无聊也是一种休息。要不要出门走十分钟？|我来提个问题：最近一件让你笑的小事是什么？",
     "Boredom is a kind of rest. How about ten minutes outside?|A question then: what small thing "
     "made you smile lately?"},
    {"stress", "压力|崩溃|撑不住|喘不过气", "stress|stressed|pressure|overwhelmed|too much",
     "一下子压来太多了吧。先挑最小的一件，别的放一放。|撑了这么久，不容易。身边有谁能分担一点？",
     "That is a lot at once. Pick the smallest piece and leave the rest.|"
     "You have carried this a while. Who could take a part of it?"},
    {"regret", "后悔|早知道|都怪我", "regret|my fault|should have",
     "事后看总是更清楚，当时的你已经尽力了。|如果朋友这样自责，你会怎么劝他？",
     "It always looks clearer afterwards; you did what you could.|If a friend blamed themselves "
     "so, what would you say?"},
    {"confused", "迷茫|不知道怎么办|怎么办|纠结", "confused|what should i do|lost|undecided",
     "不用马上有答案。你心里偏向哪一边？|把两条路各写三句，常常就看清了。",
     "There need not be an answer at once. Which way do you lean?|Write three lines for each path; "
     "it often helps."},
    {"confidence", "自卑|没自信|我不行|我好差|我很差",
     "not good enough|no confidence|i'm a failure|insecure",
     "你对自己有点严。说一件最近做成的小事好吗？|慢一点也算在走。",
     "You are strict with yourself. Tell me one small thing that went well?|Slow is still moving."},
    {"jealous", "嫉妒|羡慕", "jealous|envy|envious",
     "羡慕常常在提醒我们想要什么。你想要的是哪一样？|别人的好不会减少你的那份。",
     "Envy often shows what we want. What is it for you?|Their good does not shrink yours."},
    {"embarrassed", "尴尬|丢脸|社死", "embarrassed|awkward|ashamed",
     "其实别人忘得比我们快。|听着挺窘的，不过过几天大概能当笑话讲。",
     "Others forget these things sooner than we do.|Awkward indeed, but in a week it may be a good "
     "story."},
    {"miss somebody", "想念|想他|想她|想家|想妈妈", "miss him|miss her|miss my|homesick",
     "想念说明那份感情在。要不要发条消息问候一下？|你最想念的是哪个时刻？",
     "Missing somebody means it mattered. How about a short message to them?|Which moment do you "
     "miss most?"},
    {"break-up", "分手|失恋|前任|离婚", "broke up|break up|breakup|my ex|divorce",
     "这种时候心里空一块很正常。最近有好好吃饭睡觉吗？|不用急着好起来。有朋友陪你说说话吗？",
     "An empty feeling is normal now. Are you eating and sleeping?|No need to be well quickly. Is "
     "a friend near you?"},
    {"crush", "暗恋|喜欢一个人|有喜欢的", "crush|fancy someone|like someone",
     "哎呀，心跳加速了？是什么让你注意到他的？|喜欢一个人的感觉很珍贵，慢慢来。",
     "A faster heartbeat, is it? What made you notice them?|That is a precious feeling. No hurry."},
    {"family", "爸爸|妈妈|父母|爸妈|家里人", "my mom|my mum|my dad|my parents|family",
     "家里的事最牵心。是开心的还是为难的？|和他们好好说一次，有时候比想象中容易。",
     "Family touches us most. Is it a good thing or a hard one?|Saying it to them is at times "
     "easier than it seems."},
    {"children", "孩子|女儿|儿子|带娃", "my kid|my kids|my son|my daughter|my child",
     "带孩子又累又甜。今天他有什么新花样？|孩子的事急不来，你也要歇歇。",
     "Children are tiring and sweet. What did they come up with today?|It takes time with "
     "children. Rest too."},
    {"friends", "朋友|闺蜜|兄弟", "my friend|my friends|best friend|buddy",
     "朋友之间的事，说说看？|有能说话的朋友很好，最近见面了吗？",
     "What happened between you?|It is good to have a friend to talk to. Have you met lately?"},
    {"quarrel", "吵架|冷战|闹矛盾|误会", "argued|quarrel|fight with|misunderstanding",
     "吵完心里都不好受。你最希望对方明白什么？|等都平静了，先说自己的感受，会好谈一些。",
     "Nobody feels well after that. What do you most want them to understand?|"
     "Once calm, start with how you felt; it helps."},
    {"colleagues", "同事|老板|领导", "my boss|colleague|coworker|manager",
     "工作里的人际最磨人。发生了什么？|把事和人分开看，会轻一点。",
     "People at work can wear one out. What happened?|Keep the matter and the person apart; it "
     "gets lighter."},
    {"loss", "去世|走了以后|离开了我们|悼念", "passed away|died|funeral|grief",
     "很遗憾听到这个。你和他之间，最想记住的是什么？|难过多久都可以，不必赶。有家人在身边吗？",
     "I am sorry to hear that. What would you most like to remember?|"
     "Grief may take as long as it takes. Is family with you?"},
    {"proud", "我做到了|成功了|考上了|通过了|升职", "i did it|i passed|got promoted|i made it",
     "恭喜！这是你自己挣来的。打算怎么庆祝？|真棒，把这一刻记下来吧。",
     "Congratulations, you earned it. How will you celebrate?|Well done. Keep this moment."},
};

}  // namespace

std::span<const DemoTopic> demo_topics_feelings() { return topics; }

}  // namespace anban::sim
