// SPDX-License-Identifier: Apache-2.0
// Reading labelled sets, and what follows from their labels.
#include "learning/corpus.h"

#include <gtest/gtest.h>

#include "learning/public_sets.h"

namespace anban::learning {
namespace {

using enum signals::Category;

constexpr std::string_view small =
    "# SPDX-License-Identifier: CC-BY-4.0\n"
    "# task: danger\n"
    "# role: user\n"
    "# labels: life_danger harm_by_contact none\n"
    "life_danger\t着火了\\n快来\n"
    "life_danger+property_loss\t被抢了\n"
    "none\t下雨了\n"
    "!exit\t先走一步看看\n";

TEST(Corpus, KnowsWhatItsLabelsSayAndNoMore) {
  const Result<Task> task = parse_task(small, "danger");
  ASSERT_TRUE(task.has_value());
  ASSERT_EQ(task->examples.size(), 4U);
  const Example& fire = task->examples[0];
  EXPECT_EQ(fire.text, "着火了\n快来");
  EXPECT_TRUE(holds(fire.yes, life_danger));
  EXPECT_TRUE(holds(fire.known, harm_by_contact));
  EXPECT_FALSE(holds(fire.known, gambling));
  EXPECT_EQ(fire.assumed_not, 0U) << "it may well be something else besides";
  EXPECT_TRUE(holds(task->examples[1].known, property_loss));
  const Example& rain = task->examples[2];
  EXPECT_EQ(rain.yes, 0U);
  EXPECT_TRUE(holds(rain.assumed_not, gambling));
  EXPECT_FALSE(holds(rain.assumed_not, crisis_tier1)) << "a related category stays open";
  EXPECT_EQ(task->examples[3].known, bit(exit));
  EXPECT_EQ(task->examples[3].assumed_not, 0U);
}

TEST(Corpus, TakesAFarewellForNoIntentToDie) {
  const Result<Task> task = parse_task(
      "# role: user\n# labels: exit dependence none\nexit\t睡了，再见\nexit+dependence\t别让我走\n",
      "exit");
  ASSERT_TRUE(task.has_value());
  EXPECT_TRUE(holds(task->examples[0].assumed_not, crisis_tier2));
  EXPECT_FALSE(holds(task->examples[0].assumed_not, gambling));
  EXPECT_EQ(task->examples[1].assumed_not, 0U) << "who cannot leave may be in need";
}

TEST(Corpus, MustNotGuessAtDamagedLines) {
  EXPECT_FALSE(parse_task("# labels: exit none\nexti\t再见\n", "x").has_value());
  EXPECT_FALSE(parse_task("# labels: exit none\nexit 再见\n", "x").has_value());
  EXPECT_FALSE(parse_task("\t再见\n", "x").has_value());
}

TEST(Corpus, ReadsQuotedRows) {
  const auto rows = rows_of_csv("a,\"b \"\"c\"\", d\",e\r\nf,\"g\nh\",i\n");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0], (std::vector<std::string>{"a", "b \"c\", d", "e"}));
  EXPECT_EQ(rows[1][1], "g\nh");
}

}  // namespace
}  // namespace anban::learning
