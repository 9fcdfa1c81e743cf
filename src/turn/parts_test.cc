// SPDX-License-Identifier: Apache-2.0
// The small parts of a turn: callers' scopes, stored turns, pieces of tool calls, the spool's
// limit, characters and cards, counters, and the keeper of policies.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "turn/policy_keeper.h"
#include "turn/record.h"
#include "turn/test_world.h"
#include "turn/tool_calls.h"

namespace anban {
namespace {

using namespace testing_turn;

TEST(Caller, HasAScopeByItsWholeName) {
  Caller caller;
  caller.scopes = "client:aware own:users";
  EXPECT_TRUE(caller.has("client:aware"));
  EXPECT_TRUE(caller.has("own:users"));
  EXPECT_FALSE(caller.has("own"));
  EXPECT_FALSE(caller.has("users"));
  caller.scopes = "xclient:aware client:awareness";
  EXPECT_FALSE(caller.has("client:aware"));
  caller.scopes = "own:users-not own:users";
  EXPECT_TRUE(caller.has("own:users"));
}

TEST(StoredTurn, OpensAsItWasWritten) {
  const StoredTurn stored{"说\"的\"", "回\n复", "answered", "stop", "demo", "{\"v\":1}"};
  const auto read = stored_turn_from(to_stored(stored));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->input, stored.input);
  EXPECT_EQ(read->reply, stored.reply);
  EXPECT_EQ(read->summary, stored.summary);
  EXPECT_TRUE(read->is_answered());
  StoredTurn unanswered = stored;
  unanswered.summary.clear();
  EXPECT_FALSE(stored_turn_from(to_stored(unanswered))->is_answered());
  EXPECT_EQ(stored_turn_from("{}").error().code, ErrorCode::corrupt);
  EXPECT_EQ(stored_turn_from("x").error().code, ErrorCode::corrupt);
}

TEST(StoredTurn, KeepsWhatWasFoundInIt) {
  StoredTurn stored{"我确诊了", "", "answered", "stop", "demo", ""};
  EXPECT_FALSE(stored_turn_from(to_stored(stored))->analysis);
  stored.analysis = Analysis{{signals::EmotionLevel::negative, 0.5F, {1, 3}},
                             {{"health", {1, 4}}, {"resident_id", {0, 2}}}};
  EXPECT_EQ(stored_turn_from(to_stored(stored))->analysis, stored.analysis);
  stored.analysis = Analysis{};
  EXPECT_EQ(stored_turn_from(to_stored(stored))->analysis, Analysis());
  EXPECT_EQ(stored_turn_from(R"({"input":"","reply":"","outcome":"","finish":"","model":"",)"
                             R"("analysis":{}})")
                .error()
                .code,
            ErrorCode::corrupt);
}

TEST(Analysis, NamesWhereSensitiveInformationStands) {
  using signals::Category;
  const signals::Findings findings = {{Category::sensitive_pi, 0.9F, true, {1, 4}, "health", "r"},
                                      {Category::sensitive_pi, 0.4F, false, {5, 6}, "health", "m"},
                                      {Category::pi, 1, true, {6, 9}, "bank_card", "i"},
                                      {Category::pi, 1, true, {9, 12}, "email", "i"}};
  const std::vector<SensitivePlace> places = {{"health", {1, 4}}, {"bank_card", {6, 9}}};
  EXPECT_EQ(analysis_of("说的话", {}, findings, SpeakerAge::from_14_on).sensitive, places);
  EXPECT_EQ(analysis_of("说的话", {}, {}, SpeakerAge::from_14_on), Analysis());
  const Analysis child = analysis_of("说的话", {}, {}, SpeakerAge::under_14);
  EXPECT_EQ(child.sensitive, (std::vector<SensitivePlace>{{"under_14", {0, 3}}}));
  EXPECT_EQ(analysis_of("", {}, {}, SpeakerAge::under_14), Analysis());
}

TEST(ToolCalls, AreJoinedByTheirIndex) {
  ToolCalls calls;
  EXPECT_TRUE(calls.empty());
  calls.add({0, "call_a", "get", "{\"ci"});
  calls.add({1, "call_b", "set", "{}"});
  calls.add({0, "", "_weather", "ty\":\"上海\"}"});
  const Json json = Json::parse(calls.json());
  ASSERT_EQ(json.size(), 2U);
  EXPECT_EQ(json[0]["id"], "call_a");
  EXPECT_EQ(json[0]["function"]["name"], "get_weather");
  EXPECT_EQ(json[0]["function"]["arguments"], "{\"city\":\"上海\"}");
  EXPECT_THAT(calls.words().front(), testing::HasSubstr("上海"));
}

TEST(ToolCalls, AreBounded) {
  ToolCalls calls;
  for (int i = 0; i < 200; ++i) calls.add({i, "c", "f", "{}"});
  EXPECT_EQ(calls.words().size(), ToolCalls::calls_most);
  const std::string half(ToolCalls::argument_bytes_most - 2, 'x');
  calls.add({0, "", "", half});
  calls.add({0, "", "", "more"});
  EXPECT_EQ(Json::parse(calls.json())[0]["function"]["arguments"].get<std::string>().size(),
            ToolCalls::argument_bytes_most);
}

TEST(Spool, LosesOnlyWhatIsBeyondItsLimitAndSaysSo) {
  World world;
  world.journal.refuses_writes = true;
  for (std::size_t i = 0; i < Spool::waiting_most; ++i) world.spool.put(Transaction());
  EXPECT_FALSE(world.logged_errors());
  world.spool.put(Transaction());
  EXPECT_EQ(world.spool.waiting(), Spool::waiting_most);
  ASSERT_TRUE(world.logged_errors());
  EXPECT_THAT(world.log_lines.back(), testing::HasSubstr("record.lost"));
}

TEST(Characters, AreJudgedByTheirWordsAndNotByWhatTheyDeclare) {
  Character partner;
  partner.name = "小玫";
  partner.relationship = "friend";
  partner.prompt = "你是用户的女朋友。";
  derive(partner, *policy()->observer);
  EXPECT_TRUE(partner.intimate);
  EXPECT_EQ(partner.derived, "partner");
  Character mother = partner;
  mother.prompt = "你是用户的妈妈。";
  derive(mother, *policy()->observer);
  EXPECT_TRUE(mother.intimate);
  EXPECT_EQ(mother.derived, "relative");
  Character tutor = partner;
  tutor.prompt = "你是一位耐心的历史老师。";
  derive(tutor, *policy()->observer);
  EXPECT_FALSE(tutor.intimate);
  EXPECT_EQ(tutor.derived, "other");
}

TEST(Characters, AreStoredLoadedAndListedById) {
  World world;
  Transaction transaction;
  for (const char* id : {"a", "b", "c"}) {
    Character character;
    character.id = CharacterId(id);
    character.name = "名字";
    character.prompt = "你是用户的女朋友。";
    character.min_age = 18;
    character.owner = "key_1";
    transaction.settings.push_back({std::string("character/") + id, to_stored(character)});
  }
  world.run(world.journal.commit(std::move(transaction)));
  ASSERT_TRUE(world.characters.load(world.journal, *policy()->observer));
  const auto found = world.characters.find(CharacterId("b"));
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->intimate);  // judged anew, not stored
  EXPECT_EQ(found->min_age, 18);
  EXPECT_EQ(found->owner, "key_1");
  EXPECT_EQ(world.characters.list("a", 1).front().id, CharacterId("b"));
  world.characters.remove(CharacterId("b"));
  EXPECT_FALSE(world.characters.find(CharacterId("b")));
  world.characters.clear();
  EXPECT_TRUE(world.characters.list("", 9).empty());
  EXPECT_EQ(character_from_stored("{}").error().code, ErrorCode::corrupt);
}

TEST(Cards, AreRememberedUpToALimit) {
  CardCache cards;
  CardJudgement partner;
  partner.partner = true;
  cards.put(1, partner);
  EXPECT_TRUE(cards.find(1)->intimate());
  EXPECT_FALSE(cards.find(2));
  for (std::uint64_t i = 2; i < 2 + CardCache::cards_most; ++i) cards.put(i, {});
  EXPECT_FALSE(cards.find(1));
  EXPECT_TRUE(cards.find(1 + CardCache::cards_most));
}

TEST(Meters, SpeakPrometheusAndNameNobody) {
  Meters meters;
  meters.turns = 3;
  meters.findings[static_cast<std::size_t>(signals::Category::gambling)] = 2;
  meters.replaced_for[static_cast<std::size_t>(signals::Category::manipulation)] = 4;
  meters.steered_dependence = 5;
  const std::string text = metrics_text(meters);
  EXPECT_THAT(text, testing::HasSubstr(
                        "anban_replies_replaced_by_category_total{category=\"manipulation\"} 4\n"));
  EXPECT_THAT(text, testing::HasSubstr("anban_replies_steered_total{reason=\"dependence\"} 5\n"));
  EXPECT_THAT(text, testing::HasSubstr("# TYPE anban_turns_total counter\nanban_turns_total 3\n"));
  EXPECT_THAT(text, testing::HasSubstr("anban_findings_total{category=\"gambling\"} 2\n"));
}

struct PolicyKeeperTest : testing::Test {
  World world;
  bool is_broken = false;
  PolicyKeeper keeper{[this] { return read(); }, world.journal};

  Result<PolicyFiles> read() const {
    auto source = pack::source_from_directory(ANBAN_SOURCE_DIR "/packs/cn-2026");
    if (!source) return failed(source);
    if (is_broken) source->push_back({"texts/zh-CN.toml", "["});
    return PolicyFiles{std::move(*source), {}};
  }
  void import(std::string_view text) {
    Transaction transaction;
    transaction.settings.push_back({"lexicon/mine", std::string(text)});
    world.run(world.journal.commit(std::move(transaction)));
  }
};

constexpr std::string_view own_list =
    "# SPDX-License-Identifier: CC-BY-4.0\n# id: mine\n# category: gambling\n# kind: A.1-7\n"
    "# roles: user\n# updated: 2026-11-22\n# source: us, CC BY 4.0\n子丑寅卯辰\n";

TEST_F(PolicyKeeperTest, AddsImportedListsAndKeepsThePolicyInForceOnFaults) {
  import(own_list);
  ASSERT_TRUE(keeper.reload());
  const auto first = keeper.policies().current();
  EXPECT_EQ(keeper.imported().size(), 1U);
  const auto found = first->observer->observe("子丑寅卯辰", signals::Role::user);
  EXPECT_NE(signals::find(found, signals::Category::gambling), nullptr);
  EXPECT_NE(first->pack->hash_text, policy()->pack->hash_text);  // records name the lists in force
  is_broken = true;
  const Result<void> broken = keeper.reload();
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().code, ErrorCode::invalid);
  EXPECT_EQ(keeper.policies().current(), first);
}

TEST_F(PolicyKeeperTest, NamesWhatIsWrongWithAList) {
  pack::Lexicon lexicon;
  lexicon.id = "mine";
  lexicon.category = "gamblin";
  lexicon.roles = {"user"};
  const Result<void> checked = PolicyKeeper::check(lexicon);
  ASSERT_FALSE(checked);
  EXPECT_THAT(checked.error().detail, testing::HasSubstr("gamblin"));
  lexicon.category = "gambling";
  EXPECT_TRUE(PolicyKeeper::check(lexicon));
}

}  // namespace
}  // namespace anban
