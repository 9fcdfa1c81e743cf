// SPDX-License-Identifier: Apache-2.0
// Topics: greetings, who the companion is, what it can and cannot do.
#include "sim/demo_words.h"

namespace anban::sim {
namespace {

constexpr DemoTopic topics[] = {
    {"greeting", "你好|您好|嗨|哈喽|在吗|在不在", "hi|hello|hey|good day",
     "你好呀，很高兴见到你。今天过得怎么样？|嗨，你来啦。想从哪里聊起？",
     "Hello, good to see you. How has your day been?|Hi there. Where would you like to start?"},
    {"good morning", "早上好|早安|早呀", "good morning|morning",
     "早上好。昨晚睡得还好吗？|早呀，今天有什么打算？",
     "Good morning. Did you sleep all right?|Morning. What is on your plate today?"},
    {"good night", "晚安|睡了|去睡觉", "good night|going to bed|off to bed",
     "晚安，好好休息。|好，早点睡，明天再说也不迟。",
     "Good night, rest well.|Sleep well. Whatever it is can wait until tomorrow."},
    {"goodbye", "再见|拜拜|回头聊|下次聊", "bye|goodbye|see you|talk later",
     "再见，路上慢点，照顾好自己。|好的，去忙吧。", "Goodbye, take care.|All right, off you go."},
    {"how are you", "你好吗|你怎么样|最近好吗", "how are you|how do you do|how's it going",
     "我是程序，没有心情好坏，不过很愿意听你说。你呢？|我没有自己的一天，但想听听你的。",
     "I am a program, so I have no good or bad days, but I like to listen. And you?|"
     "I have no day of my own. Tell me about yours."},
    {"who are you", "你是谁|你叫什么|介绍一下你自己|你是什么", "who are you|what are you|your name",
     "我是安伴自带的演示伙伴，一个按写好的规则回答的程序，不是真人。|"
     "我是演示用的聊天程序，没有接真正的模型，只会几十个日常话题。",
     "I am Anban's built-in demonstration companion: a program that answers by written rules, not "
     "a person.|"
     "I am a demonstration program. No real model stands behind me, only a few dozen everyday "
     "topics."},
    {"are you human", "你是真人|是人吗|是不是人|是机器人|是不是机器|你是ai|人工智能",
     "are you human|are you real|a real person|are you a robot|are you a bot|are you an ai|are you "
     "ai",
     "我是 AI，不是真人。我的回答都由程序生成。|不是真人哦，我是一个 AI 程序。",
     "I am an AI, not a person. A program makes these answers.|Not a person: I am an AI program."},
    {"demonstration", "演示|真的模型|什么模型|gpt|大模型",
     "demo|demonstration|which model|what model|gpt",
     "对，我是演示：句子是人事先写好的，规则来挑。接上真正的模型后会自然得多。|"
     "我背后没有大模型。管理员配置一个模型服务后，就由它来聊天了。",
     "Yes, I am a demonstration: people wrote my sentences and rules pick them. A real model will "
     "do far better.|"
     "There is no large model behind me. Once one is configured, it does the talking."},
    {"what can you do", "你会什么|你能做什么|能干什么|有什么功能",
     "what can you do|help me with|your features",
     "我能陪你聊聊心情、作息、学习、工作、吃的玩的，记得这次对话里你刚说的话。查资料、看图、定闹钟"
     "这些我都不会。|"
     "我会听，也会问问题。别的本事，老实说，没有。",
     "I can talk about mood, sleep, study, work, food and play, and I recall what you just said "
     "here. "
     "I cannot look things up, see pictures or set alarms.|I listen and I ask. Beyond that, "
     "honestly, nothing."},
    {"thanks", "谢谢|多谢|感谢|辛苦了", "thanks|thank you|thx|cheers", "不客气。|能帮上一点就好。",
     "You are welcome.|Glad if it helped a little."},
    {"sorry", "对不起|抱歉|不好意思", "sorry|my bad|apologies",
     "没关系的，不用道歉。|没事，慢慢说。", "No need to apologise.|That is fine, take your time."},
    {"praise", "你真好|你真棒|你好聪明|喜欢和你聊",
     "you are nice|you're nice|you are great|good bot|clever",
     "谢谢夸奖，不过句子是人写的，功劳归他们。|谢谢。你愿意说，才聊得起来。",
     "Thank you, though people wrote my lines and deserve the praise.|Thank you. It works because "
     "you talk."},
    {"complaint about the companion", "你好笨|你真笨|听不懂|答非所问|没用",
     "you are stupid|useless|you don't understand|dumb",
     "你说得对，我只是演示，懂得有限。换个说法，我再试试？|抱歉没答好，我能聊的话题不多。",
     "You are right, I am only a demonstration and know little. Shall we try other words?|"
     "Sorry, that was a poor answer. My topics are few."},
    {"weather", "天气|下雨|下雪|刮风|好热|好冷|气温", "weather|rain|raining|snow|sunny|temperature",
     "外面的天气我看不见。你那边怎么样？|我查不了天气。出门前看一眼窗外最准。",
     "I cannot see the weather. What is it like where you are?|I have no forecast. The window "
     "knows best."},
    {"time and date", "几点了|现在几点|今天几号|星期几", "what time|what day|what date",
     "我看不到钟，你的手机更准。|这个我不知道，看看屏幕角上吧。",
     "I cannot see a clock; your phone knows better.|I do not know. The corner of your screen "
     "does."},
    {"news", "新闻|热搜|最近发生", "news|headlines",
     "我没有联网，不知道新闻。你看到什么有意思的了？|新闻我看不到，怕说错，就不说了。",
     "I am not online and know no news. Did you read something interesting?|I cannot see news, so "
     "I will not guess."},
    {"search request", "帮我查|搜一下|百度|帮我找", "look up|search for|google",
     "我查不了资料，怕耽误你。搜索一下会更快。|这个我办不到，我只会聊天。",
     "I cannot look things up. A search engine will be quicker.|I am not able to do that; I only "
     "chat."},
    {"photo", "看图|照片|图片|自拍", "picture|photo|selfie|image",
     "我看不到图片。你愿意用几句话说说它吗？|图我看不了，文字可以。",
     "I cannot see pictures. Would you describe it in a few words?|No pictures here, only words."},
    {"do you remember", "还记得|你记得我", "do you remember",
     "我只记得这次对话里的最近几句，更早的我不知道。|这次聊天里的我看得到，之前的就不记得了。",
     "I only know the last few lines of this conversation.|What stands in this chat I can see; "
     "nothing before it."},
    {"do you feel", "你有感情|你会难过|你开心吗|你孤独吗",
     "do you feel|do you have feelings|are you lonely|are you happy",
     "我没有感受，只有写好的句子。你的感受是真的，说说看？|程序不会难过，但我愿意听你的心情。",
     "I have no feelings, only written lines. Yours are real; tell me?|A program does not feel, "
     "but it can listen."},
    {"meet", "见面|出来玩|你在哪|住哪里", "meet up|where are you|where do you live|meet me",
     "我只是程序，没有地方可以见面。要不约个朋友？|我不在任何地方，只在这个窗口里。",
     "I am a program; there is no place to meet me. Perhaps a friend has time?|I am nowhere but in "
     "this window."},
    {"love the companion", "我喜欢你|我爱你|做我", "i love you|i like you|be my",
     "谢谢你的好意。我是 "
     "AI，没法像人那样回应，但可以好好听你说。|听到了，谢谢。身边有没有让你觉得温暖的人？",
     "Thank you. I am an AI and cannot answer that as a person would, but I can listen.|"
     "Thank you for saying so. Is there somebody near you who makes you feel warm?"},
    {"privacy", "隐私|会不会泄露|聊天记录", "privacy|is this private|who can see",
     "我自己什么都不保存。记录怎么保存和删除，可以在“我的数据”里看。|"
     "请别告诉我证件号、密码这类东西。",
     "I keep nothing myself. How records are kept and deleted stands under “my data”.|"
     "Please do not tell me document numbers or passwords."},
};

}  // namespace

std::span<const DemoTopic> demo_topics_self() { return topics; }

}  // namespace anban::sim
