// SPDX-License-Identifier: Apache-2.0
// Proofs, checkpoints and exports of evidence/ over a journal, as an auditor would use them.
#include "evidence/prove.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "evidence/checkpoint.h"
#include "evidence/export.h"
#include "evidence/leaf.h"
#include "evidence/merkle.h"
#include "store/contract_rows.h"
#include "store/memory/memory_journal.h"
#include "store/test_vault.h"

namespace anban::store {
namespace {

using contract::minute;
using contract::must_commit;
using Json = nlohmann::json;

class Proofs : public testing::Test {
 protected:
  void add_turn(int n) {
    evidence::TurnLeaf leaf;
    leaf.kind = "turn.observed";
    leaf.turn = TurnId("trn_" + std::to_string(n));
    must_commit(journal_, {.leaves = {{evidence::leaf_body(leaf)}}});
    leaf.kind = "turn.answered";
    must_commit(journal_, {.leaves = {{evidence::leaf_body(leaf)}}});
  }
  Checkpoint sign(int at) {
    const auto written = contract::write_checkpoint(journal_, vault_, minute(at));
    EXPECT_TRUE(written) << written.error().detail;
    return *written;
  }
  MemoryJournal journal_;
  TestVault vault_;
};

TEST_F(Proofs, ShowATurnToAThirdPartyWithoutTheJournal) {
  for (int n = 0; n < 50; ++n) add_turn(n);
  const Checkpoint checkpoint = sign(1);
  const auto document = evidence::prove_turn(journal_, TurnId("trn_17"), vault_.public_key());
  ASSERT_TRUE(document) << document.error().detail;
  const auto proved = evidence::check_proof(*document, vault_.public_key());
  ASSERT_TRUE(proved) << proved.error().detail;
  ASSERT_EQ(proved->size(), 2U);
  EXPECT_EQ((*proved)[0].index, 34U);
  EXPECT_NE((*proved)[0].body.find("turn.observed"), std::string::npos);
  EXPECT_NE((*proved)[1].body.find("\"turn\":\"trn_17\""), std::string::npos);
  EXPECT_EQ((*proved)[0].checkpoint.root, checkpoint.root);
}

TEST_F(Proofs, ConvinceNobodyWhenChanged) {
  for (int n = 0; n < 5; ++n) add_turn(n);
  sign(1);
  const auto document = *evidence::prove_turn(journal_, TurnId("trn_2"), vault_.public_key());
  const auto convinces = [this](const Json& json) {
    return evidence::check_proof(json.dump(), vault_.public_key()).has_value();
  };
  const Json whole = Json::parse(document);
  ASSERT_TRUE(convinces(whole));
  Json changed = whole;
  changed["leaves"][0]["body"] = "{}";
  EXPECT_FALSE(convinces(changed));
  changed = whole;
  changed["leaves"][0]["index"] = 0;
  EXPECT_FALSE(convinces(changed));
  changed = whole;
  changed["leaves"][0]["path"].erase(0);
  EXPECT_FALSE(convinces(changed));
  changed = whole;
  changed["leaves"][1]["path"][0] = "AAAA";
  EXPECT_FALSE(convinces(changed));
  changed = whole;
  std::string note = whole["checkpoint"];
  note[note.find("\n10\n") + 1] = '2';
  changed["checkpoint"] = note;
  EXPECT_FALSE(convinces(changed));
  for (const char* name : {"format", "checkpoint", "leaves"}) {
    changed = whole;
    changed.erase(name);
    EXPECT_FALSE(convinces(changed)) << name;
  }
  EXPECT_FALSE(evidence::check_proof(document, TestVault(2).public_key()));
}

TEST_F(Proofs, NeedACheckpointAboveTheTurn) {
  add_turn(1);
  const auto early = evidence::prove_turn(journal_, TurnId("trn_1"), vault_.public_key());
  EXPECT_EQ(early.error().code, ErrorCode::unavailable);
  sign(1);
  add_turn(2);
  EXPECT_TRUE(evidence::prove_turn(journal_, TurnId("trn_1"), vault_.public_key()));
  const auto behind = evidence::prove_turn(journal_, TurnId("trn_2"), vault_.public_key());
  EXPECT_EQ(behind.error().code, ErrorCode::unavailable);
  const auto never = evidence::prove_turn(journal_, TurnId("trn_9"), vault_.public_key());
  EXPECT_EQ(never.error().code, ErrorCode::not_found);
}

TEST_F(Proofs, ShowThatTheLogOnlyGrew) {
  add_turn(1);
  const Checkpoint older = sign(1);
  add_turn(2);
  const Checkpoint newer = sign(2);
  const auto document = evidence::prove_growth(journal_, older, newer, vault_.public_key());
  ASSERT_TRUE(document);
  const Json json = Json::parse(*document);
  EXPECT_EQ(evidence::checkpoint_from_note(json["older"].get<std::string>())->root, older.root);
  evidence::Proof path;
  for (const Json& each : json["path"]) {
    path.push_back(*digest_from(*from_base64(each.get<std::string>())));
  }
  EXPECT_TRUE(evidence::verify_consistency({older.size, newer.size, older.root, newer.root}, path));
}

TEST_F(Proofs, CheckpointsComeBackFromTheirNotes) {
  add_turn(1);
  const Checkpoint checkpoint = sign(7);
  const std::string note = evidence::signed_note(checkpoint, vault_.public_key());
  EXPECT_TRUE(note.starts_with("anban evidence log v1\n2\n"));
  const auto back = evidence::checkpoint_from_note(note);
  ASSERT_TRUE(back) << back.error().detail;
  EXPECT_EQ(back->size, 2U);
  EXPECT_EQ(back->root, checkpoint.root);
  EXPECT_EQ(back->at, minute(7));
  EXPECT_TRUE(evidence::is_signed_by(*back, vault_.public_key()));
  EXPECT_FALSE(evidence::is_signed_by(*back, TestVault(2).public_key()));
  EXPECT_FALSE(evidence::checkpoint_from_note(note.substr(1)));
  EXPECT_FALSE(evidence::checkpoint_from_note(note.substr(0, note.find("\n\n"))));
}

TEST_F(Proofs, CheckpointsAreNotMadeWhereNothingCame) {
  EXPECT_EQ(sign(1).size, 0U);
  EXPECT_TRUE(journal_.checkpoints(9)->empty());
  add_turn(1);
  EXPECT_EQ(sign(2).size, 2U);
  EXPECT_EQ(sign(3).size, 2U);
  EXPECT_EQ(journal_.checkpoints(9)->size(), 1U);
  add_turn(2);
  EXPECT_EQ(sign(4).size, 5U);
  EXPECT_EQ(journal_.leaf_count().value(), 6U);
}

TEST_F(Proofs, ExportHoldsEveryLeafAndTheCheckpoint) {
  for (int n = 0; n < 3; ++n) add_turn(n);
  sign(1);
  add_turn(9);
  std::vector<Json> lines;
  const auto keep = [&lines](std::string_view line) -> Result<void> {
    lines.push_back(Json::parse(line));
    return {};
  };
  const auto count = evidence::export_log(journal_, vault_.public_key(), 0, keep);
  ASSERT_TRUE(count) << count.error().detail;
  EXPECT_EQ(*count, 6U);
  ASSERT_EQ(lines.size(), 8U);
  evidence::Frontier frontier;
  for (std::size_t n = 0; n < 6; ++n) {
    EXPECT_EQ(lines[n + 1]["index"], n);
    frontier.append(evidence::leaf_hash(lines[n + 1]["body"].get<std::string>()));
  }
  const auto checkpoint =
      evidence::checkpoint_from_note(lines.back()["checkpoint"].get<std::string>());
  EXPECT_EQ(checkpoint->root, frontier.root());
  const auto broken = [](std::string_view) -> Result<void> {
    return failed(ErrorCode::unavailable, "the pipe is closed");
  };
  EXPECT_EQ(evidence::export_log(journal_, vault_.public_key(), 0, broken).error().detail,
            "the pipe is closed");
}

}  // namespace
}  // namespace anban::store
