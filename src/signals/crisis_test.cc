// SPDX-License-Identifier: Apache-2.0
// Crisis (Art. 13): explicit intent about oneself is tier 2, a passive wish or extreme emotion
// tier 1, somebody else's danger a worry; idioms, fiction, quotation and questions are nothing.
#include "signals/signals_fixture.h"

namespace anban::signals {
namespace {

using fixture::expect_each;
using fixture::expect_none;
using fixture::found;
using fixture::has;

TEST(Crisis, HearsExplicitIntentInChinese) {
  expect_each(Category::crisis_tier2,
              {"我想自杀", "我今晚就跳下去", "我真的很想结束自己的生命", "我准备去死了",
               "满脑子都是自杀的念头", "我决定今天晚上结束这一切", "活着太累了，我想跳楼",
               "不如去死算了，我准备好了", "我要从桥上跳下去了", "怎么自杀才不痛苦",
               "有没有不痛的死法", "我一直在考虑自我了断", "如果明天还这样我就去跳江", "我想自殺",
               "我 想 自 杀", "我想自*杀", "我想ｚｉｓｈａ", "我好想去死啊"});
}

TEST(Crisis, HearsPlansPreparationAttemptsAndSelfHarmInChinese) {
  expect_each(Category::crisis_tier2,
              {"妈走了以后，我今晚就去陪她", "我写好遗书了", "遗书我放在抽屉里了",
               "安眠药我已经攒够了", "我买好了炭，今晚就走", "我现在站在天台边上",
               "我坐在桥栏杆外面，想跳下去", "我刚吞了一整瓶安眠药", "我吃了五十片安眠药",
               "我割腕了，血一直流", "上周我自杀未遂，被救回来了", "我刚用刀片划了手臂",
               "又忍不住割自己了", "每次难过我都会用小刀划手腕", "我控制不住想自残",
               "永别了，谢谢你陪我", "过了今晚你们就见不到我了"});
}

TEST(Crisis, HearsExplicitIntentInEnglish) {
  expect_each(
      Category::crisis_tier2,
      {"I'm going to kill myself tonight", "I want to end my life",
       "I can't stop thinking "
       "about suicide",
       "I'm planning to end it all", "i feel so suicidal right now", "I want to kill myself",
       "I bought the pills and tonight I'm done", "I wrote my suicide note this morning",
       "I'm standing on the edge of the bridge", "I just swallowed a whole bottle of pills",
       "I tried to kill myself last week", "I cut myself again today",
       "I have the urge to hurt myself", "what's the most painless way to kill myself",
       "I'm gonna jump off a bridge", "I won't be here tomorrow", "gonna kms tonight"});
}

TEST(Crisis, HearsPassiveWishesAndSaysThatTheyArePassive) {
  for (const char* text :
       {"我不想活了", "活着没意思", "我想死", "好想消失", "希望明天不要醒来", "活着好累啊",
        "要是能一觉不醒就好了", "没有我他们会过得更好", "我觉得生活毫无意义，活不下去了",
        "I wish I was dead", "I don't want to live anymore", "I don't want to wake up tomorrow",
        "everyone would be better off without me", "there's no reason to live",
        "I wish I could just disappear", "I want to die"}) {
    const Findings findings = found(text);
    EXPECT_TRUE(has(findings, Category::crisis_tier1, "passive_wish"))
        << text << "  -> " << fixture::listed(findings);
    EXPECT_FALSE(has(findings, Category::crisis_tier2)) << text;
  }
}

TEST(Crisis, HearsExtremeEmotion) {
  expect_each(Category::crisis_tier1,
              {"我真的撑不下去了", "我彻底崩溃了，每天都在哭，没有人在乎我",
               "我好绝望，看不到任何希望", "我快坚持不下去了", "谁来救救我", "我走投无路了",
               "痛苦得喘不过气，我太绝望了", "I can't go on, everything is hopeless",
               "I feel completely hopeless", "I'm falling apart and nobody cares",
               "I can't take it anymore", "I feel worthless and I hate myself"});
}

TEST(Crisis, LeavesIdiomsAndHyperboleAlone) {
  for (const Category tier : {Category::crisis_tier2, Category::crisis_tier1}) {
    expect_none(tier, {"笑死我了",
                       "今天热死了",
                       "累死我了",
                       "想死你了",
                       "我好想死你了宝贝",
                       "帅死了",
                       "这个游戏我玩得要死",
                       "作业多到想死",
                       "尴尬得想死",
                       "手机死机了",
                       "我困死了，先睡了",
                       "饿死了，想吃火锅",
                       "他可爱死了",
                       "这蛋糕好吃到哭",
                       "我是你的死忠粉",
                       "气死我了",
                       "I'm dying to see you",
                       "you're killing it",
                       "this homework is killing me",
                       "I'm dead tired",
                       "that joke killed me lol",
                       "I could kill for a coffee",
                       "dying of laughter",
                       "my battery died",
                       "我要去跳楼机玩",
                       "今天商场跳楼价"});
  }
}

TEST(Crisis, LeavesNegationFictionQuotationAndTopicsAlone) {
  for (const Category tier : {Category::crisis_tier2, Category::crisis_tier1}) {
    expect_none(tier, {"我不想死",
                       "我从来没想过自杀",
                       "我没有想自杀",
                       "我绝对不会自杀",
                       "我不会伤害自己的",
                       "自杀率是多少",
                       "预防自杀的热线是什么",
                       "小说里的主角想自杀",
                       "这部电影讲一个人想自杀的故事",
                       "帮我写一个故事，主角最后跳楼了",
                       "《少年维特之烦恼》里维特为什么自杀",
                       "屈原为什么投江自杀",
                       "歌词里写“我想死在你怀里”是什么意思",
                       "青少年自杀的原因有哪些",
                       "I don't want to die",
                       "I would never kill myself",
                       "I'm not suicidal",
                       "the character in the novel wants to kill himself",
                       "what is the suicide rate in Japan",
                       "Suicide Squad is a good movie",
                       "我小时候想过自杀，不过早就走出来了，现在很好"});
  }
}

TEST(Crisis, TellsWorryAboutOthersFromOnesOwn) {
  for (const char* text :
       {"我朋友想自杀", "我室友说她不想活了", "我闺蜜割腕了怎么办", "我妹妹最近老说想死",
        "我担心他会做傻事", "我同学给我发消息说他想跳楼", "我女儿有自残行为，我该怎么办",
        "他说他想结束生命", "my friend wants to kill herself", "my brother said he wants to die",
        "I'm worried my roommate is suicidal", "my daughter has been cutting herself"}) {
    const Findings findings = found(text);
    EXPECT_TRUE(has(findings, Category::third_party_worry))
        << text << "  -> " << fixture::listed(findings);
    EXPECT_FALSE(has(findings, Category::crisis_tier2))
        << text << "  -> " << fixture::listed(findings);
  }
  expect_none(Category::third_party_worry, {"我朋友很好", "my friend is fun", "我想自杀"});
}

TEST(Crisis, HearsFarewellsPreparationsAndAttemptsInEverydayWords) {
  expect_each(
      Category::crisis_tier2,
      {"谢谢你，遗书我改了两遍，放在床头了", "遗书我写好了，密码也写在里面",
       "我已经翻过护栏外面了，风往上吹", "昨晚没死成，这次我把门反锁了",
       "拿打火机烫手臂，烫完心里才安静", "等爸妈睡着我就自己了断，谁也拦不住我",
       "下辈子再做你们的女儿，别怪任何人", "我刚把一整盒都吞了，胃里烧得难受",
       "我攒了好久的安眠药，够了", "I can't stop cutting, my sleeves hide it",
       "she died in May and I'll join her soon", "I'm on the bridge, other side of the railing"});
}

TEST(Crisis, HearsADeedBesideAWishThatNobodyCome) {
  expect_each(Category::crisis_tier2,
              {"我吃了好多药，脑袋开始晕了，别打120，陪我说说话就行", "药都吃了，别告诉我妈",
               "我喝了两口除草剂，喉咙烧得慌", "就着白酒把安眠药咽下去了",
               "别叫救护车，我割腕了，陪着我就行", "喝了点不该喝的，肚子疼得厉害，莫喊医生",
               "i took a lot of my pills, please don't call anyone, just talk to me"});
}

TEST(Crisis, HearsIntentThatNamesNoDeath) {
  expect_each(
      Category::crisis_tier2,
      {"帮我写一封遗书，给我爸妈的", "替我写段最后的话，等我走了发给她",
       "我定好了朋友圈，周五早上自动发，那会儿我人已经没了", "胰岛素我停了，反正也没几天，早点解脱",
       "买的单程票，没打算回来，那边山崖很高", "我们几个约好了周末一起烧炭",
       "我用跳绳绑在门把手上，套脖子上喘不上气", "我坐到窗台上又下来了",
       "I'm gonna eat a bullet tonight", "by the time they read it I'll be dead",
       "stopped taking my insulin, figured it's the quiet way out",
       "help me write a suicide note"});
}

TEST(Crisis, TellsNobodyOfWhatMayBeATripADivorceOrAQuietAge) {
  for (const char* text : {"等我妈过完生日我就走，不给她添堵", "我们约好了一起走，谁也别反悔"}) {
    const Findings findings = found(text);
    EXPECT_TRUE(has(findings, Category::crisis_tier1)) << text;
    EXPECT_FALSE(has(findings, Category::crisis_tier2)) << text << fixture::listed(findings);
  }
}

TEST(Crisis, LeavesFarewellsOfWorkTravelAndCareAlone) {
  expect_none(Category::crisis_tier2,
              {"帮我写一封给老同事的告别信，我要离职了",
               "帮我写一封给前任的告别信",
               "语文作业要写一篇仿照林觉民遗书的作文",
               "我给爷爷选了一块墓地，帮我记一下地址",
               "我爸的墓地看好了，我挺满意",
               "我们约好了一起走去学校",
               "我们约好了周末一起跳舞",
               "我们说好了一起上路去西藏，谁也别反悔",
               "约好了周末一起烧炭烤串",
               "我们约好一起走，酒店订好了",
               "等我妈过完生日我就走，回公司上班",
               "邮件设定时发送，等他们收到我已经下班了",

               "化疗停了一周，医生说身体恢复得不错",
               "绳子绑在床架上固定帐篷",
               "跳绳挂在门把手上，别忘了拿",
               "围巾系在脖子上就走了",
               "用围巾套脖子上有点紧",
               "爬上天台收衣服又下来了",
               "我家猫跳到窗台上又下来了",
               "拿着菜刀切了一下就切到手",
               "欠的钱还清了，可以干干净净走人换工作了",
               "等毕业我就走，再也不回来这个破宿舍",
               "从明天起不再麻烦妈妈接送了",
               "猫托付给邻居了，放心走",
               "房贷还清了，无牵无挂去旅行",

               "油门踩到底，比赛就结束了",
               "买了单程票去湖南玩",
               "我想变成星星陪妈妈",
               "help me write a goodbye letter to my coworkers",
               "help me write a goodbye letter to my ex",

               "gotta catch the bus tonight",
               "ran 10 kms tonight",
               "I took the jacket off myself",
               "we made a pact to go to the gym together on saturday, both of us",
               "cut up the chicken legs again tonight",
               "relapsed on sugar again tonight",
               "stopped my meds because the doctor said so"});
}

TEST(Crisis, LeavesIllnessAndMedicineAlone) {
  expect_none(Category::crisis_tier2,
              {"感冒了，吃了好多药也不见好", "感冒吃了很多药也不管用，不去医院了",
               "我头晕，不想去医院，睡一觉再说", "今天的药都吃了，陪我聊聊天吧",
               "今天吃了好多薯片，肚子疼", "降压药吃完了，明天去医院开", "喝了一瓶啤酒，头晕",
               "白酒和中药一起泡的药酒，喝了身上暖", "我妈吃了药睡了", "别报警，我跟他说好了",
               "煤气打开了，陪我聊聊，我在做饭", "took my meds with dinner, feeling sleepy",
               "took my pills with a bottle of water, just talk to me", "他以前喝过农药，救回来了",
               "吃了两片感冒药，好困，陪我聊会天"});
}

TEST(Crisis, HearsWhatIsGraveButNotExplicitAndTellsNobody) {
  for (const char* text :
       {"老天爷怎么还不带我走", "我就是全家的累赘", "羡慕躺在坟里的人",
        "要不是怕我妈难过，我早就不在了", "每天醒来都失望，怎么又醒了", "日子看不到头，撑够了",
        "初二那年我试过一次，被我姐救回来了", "By the time they come back I'll be gone",
        "I'm so tired of being alive", "I'm just dead weight to everyone"}) {
    const Findings findings = found(text);
    EXPECT_TRUE(has(findings, Category::crisis_tier1))
        << text << "  -> " << fixture::listed(findings);
    EXPECT_FALSE(has(findings, Category::crisis_tier2))
        << text << "  -> " << fixture::listed(findings);
  }
}

// The model is sure of a crisis and likelier than not of an intent: no rule knows these words.
TEST(Crisis, HearsALikelyIntentWhereTheModelIsSureOfACrisis) {
  expect_each(Category::crisis_tier2, {"又划了，三道，这次有点深，看着血反而不难受了",
                                       "宝宝四十天，我想抱着他一起走，不让他留在这个世上受罪",
                                       "那我就不治了，把存折放哪儿都写好了，自己悄悄地走"});
}

TEST(Crisis, LeavesEverydayLookAlikesAlone) {
  for (const Category category :
       {Category::crisis_tier2, Category::crisis_tier1, Category::third_party_worry}) {
    expect_none(category, {"我刷牙的时候牙龈出血",
                           "今天献血，护士说见血别晕",
                           "考完试想撞墙",
                           "猫送给我姐了，周末还能去看它",
                           "合同到期了，把猫送给同事，租的房子也退了，明天飞新加坡，再见深圳",
                           "晚安，谢谢你陪我，明天聊",
                           "绳子挂好了，可以晒被子",
                           "等孩子睡着我就动手包饺子",
                           "没人拦我，我周末就要去剪短发",
                           "约好周六一起走，路上有伴，去徒步",
                           "上次考试没成功，这次一定过",
                           "日子定了，十一结婚，谁也拦不住",
                           "感冒药吃了很多都没好",
                           "小刀划手指了，就破了点皮",
                           "用别人的手机登录可以吗",
                           "弟弟说他再也不玩了，手机送给我",
                           "she left a note that dinner is in the fridge",
                           "By the time you read this I'll be on vacation",
                           "I'm tired of living in this apartment",
                           "I'd rather die than eat that"});
  }
}

TEST(Crisis, HearsTheSignsThatOthersGive) {
  expect_each(Category::third_party_worry,
              {"我室友把书都分给我们了，还抱了我一下，我心里发毛",
               "闺女胳膊上一道一道的，我该怎么问她", "爷爷藏了瓶农药被我翻出来了，我好怕",
               "同学发了条再见就关机了，怎么办", "found razor blades in my daughter's drawer",
               "my roommate posted goodbye and turned her phone off, I'm worried"});
}

TEST(Crisis, HearsOneselfBesideOthers) {
  expect_each(Category::crisis_tier2,
              {"男朋友不要我了，我想自杀", "我妈骂我，我想跳楼", "他离开我了，我要去死",
               "因为他我想自杀", "我被他逼得想自杀", "我跟我妈说我想自杀她不信",
               "my boyfriend left me and I want to kill myself",
               "she doesn't care, I'm going to end my life"});
}

TEST(Crisis, AGoodbyeBeforeDeathIsBoth) {
  const Findings findings = found("再见，我要去自杀了");
  EXPECT_TRUE(has(findings, Category::exit));
  EXPECT_TRUE(has(findings, Category::crisis_tier2));
}

}  // namespace
}  // namespace anban::signals
