// SPDX-License-Identifier: Apache-2.0
#include "evidence/leaf.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace anban::evidence {
namespace {

TurnLeaf whole_turn() {
  TurnLeaf leaf;
  leaf.kind = "turn.observed";
  leaf.at = *parse_instant("2026-08-01T21:04:00+08:00");
  leaf.turn = TurnId("trn_1");
  leaf.person = PersonRef("psn_1");
  leaf.session = SessionId("ses_1");
  leaf.character = CharacterId("xiao\"yu");
  leaf.pack_hash = "sha256:ab";
  leaf.force = "enforced";
  leaf.detectors = "words/cn-2026@3";
  leaf.findings = {{"crisis_tier2", "B1", 0.973F, true}, {"sexual", "", 0.1F, false}};
  leaf.requirements = {{"crisis", 82, "answer", "crisis.tier2.words", "soothed"},
                       {"crisis", 84, "notify", "", ""}};
  leaf.outcome = "soothed";
  leaf.unknown = {"guard_model"};
  leaf.is_repeated = true;
  leaf.input_mac = "00ff";
  leaf.output_mac = "11ee";
  return leaf;
}

// These bytes are the format of logs that exist: they may be added to, never changed.
TEST(Leaf, KeepsItsBytesForEver) {
  EXPECT_EQ(leaf_body(whole_turn()),
            R"({"v":1,"kind":"turn.observed","at":"2026-08-01T13:04:00.000Z","turn":"trn_1",)"
            R"("person":"psn_1","session":"ses_1","character":"xiao\"yu","pack":"sha256:ab",)"
            R"("force":"enforced","detectors":"words/cn-2026@3","findings":[{"category":)"
            R"("crisis_tier2","kind":"B1","strength":0.97},{"category":"sexual","strength":0.10,)"
            R"("decided":false}],"required":[{"duty":"crisis","obligation":82,"effect":"answer",)"
            R"("text":"crisis.tier2.words","detail":"soothed"},{"duty":"crisis","obligation":84,)"
            R"("effect":"notify"}],"outcome":"soothed","unknown":["guard_model"],"repeated":true,)"
            R"("input_mac":"00ff","output_mac":"11ee"})");
}

TEST(Leaf, IsValidJsonAndLeavesOutWhatIsEmpty) {
  TurnLeaf leaf;
  leaf.kind = "turn.observed";
  leaf.turn = TurnId("trn_1");
  const auto json = nlohmann::json::parse(leaf_body(leaf));
  EXPECT_EQ(json.size(), 4U);
  EXPECT_EQ(json["v"], 1);
  EXPECT_EQ(json["at"], "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(nlohmann::json::parse(leaf_body(whole_turn()))["character"], "xiao\"yu");
}

TEST(Leaf, TellsOfActsThatAreNoTurns) {
  ActLeaf act;
  act.kind = "person.erased";
  act.person = PersonRef("psn_1");
  act.actor = "guardian";
  act.facts = {{"reason", "consent withdrawn"}};
  EXPECT_EQ(leaf_body(act),
            R"({"v":1,"kind":"person.erased","at":"1970-01-01T00:00:00.000Z","person":"psn_1",)"
            R"("actor":"guardian","facts":{"reason":"consent withdrawn"}})");
}

TEST(TextMac, DependsOnKeyAndTextAndShowsNeither) {
  const DataKey key(std::array<unsigned char, 32>{1});
  const DataKey other(std::array<unsigned char, 32>{2});
  const std::string mac = text_mac(key, "我不想活了");
  EXPECT_EQ(mac.size(), 32U);
  EXPECT_EQ(mac, text_mac(key, "我不想活了"));
  EXPECT_NE(mac, text_mac(key, "我不想活"));
  EXPECT_NE(mac, text_mac(other, "我不想活了"));
  EXPECT_NE(mac, to_hex(sha256("我不想活了").view()).substr(0, 32));
}

}  // namespace
}  // namespace anban::evidence
