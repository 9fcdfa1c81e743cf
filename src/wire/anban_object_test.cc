// SPDX-License-Identifier: Apache-2.0
// Claims about the `anban` object and the implicit label.
#include "wire/anban_object.h"

#include <string>

#include <gtest/gtest.h>

#include "wire/strict_json.h"

namespace anban::wire {
namespace {

AigcLabel good_label() {
  AigcLabel label;
  label.content_producer = "00191110000MA01ABCDE";
  label.produce_id = "trn_1";
  return label;
}

AnbanEvent two_hours() {
  AnbanEvent event;
  event.id = "evt_1";
  event.type = "notice.two_hours";
  event.obligation = "O-98";
  event.basis = "Art. 18 para. 2";
  event.severity = "info";
  event.display = {"dialog", "休息一下", "已经聊了 2 小时。", {{"exit", "离开"}}};
  event.inline_span = InlineSpan{0, 42};
  return event;
}

TEST(AnbanObject, ReadsLikeItsDescription) {
  AnbanObject object;
  object.turn = "trn_1";
  object.session = "ses_1";
  object.outcome = "answered";
  object.events = {two_hours()};
  object.label_text = "内容由AI生成";
  object.aigc = good_label();
  object.case_id = "cas_1";
  EXPECT_EQ(
      anban_json(object),
      R"({"v":1,"turn":"trn_1","session":"ses_1","outcome":"answered","events":[{"id":"evt_1",)"
      R"("type":"notice.two_hours","obligation":"O-98","basis":"Art. 18 para. 2",)"
      R"("severity":"info",)"
      R"("display":{"as":"dialog","title":"休息一下","body":"已经聊了 2 小时。",)"
      R"("actions":[{"id":"exit","label":"离开"}]},"inline":{"start":0,"end":42}}],)"
      R"("label":{"text":"内容由AI生成","aigc":{"Label":"1","ContentProducer":"00191110000MA01ABCDE",)"
      R"("ProduceID":"trn_1","ReservedCode1":"","ContentPropagator":"","PropagateID":"",)"
      R"("ReservedCode2":""}},"case":"cas_1"})");
}

TEST(AnbanObject, LeavesOutWhatThereIsNot) {
  AnbanObject object;
  object.turn = "trn_1";
  object.session = "s";
  object.outcome = "taken_over";
  EXPECT_EQ(anban_json(object),
            R"({"v":1,"turn":"trn_1","session":"s","outcome":"taken_over","events":[]})");
}

TEST(AnbanObject, TellsWhatIsWithdrawn) {
  AnbanEvent event = two_hours();
  event.type = "output.retract";
  event.inline_span.reset();
  event.retraction = Retraction{3, 9, "这段内容已撤回。"};
  event.extra = R"("reason":"content")";
  const Result<nlohmann::json> tree = read_json(anban_event_json(event));
  ASSERT_TRUE(tree);
  EXPECT_EQ((*tree)["from"], 3);
  EXPECT_EQ((*tree)["to"], 9);
  EXPECT_EQ((*tree)["replacement"], "这段内容已撤回。");
  EXPECT_EQ((*tree)["reason"], "content");
  EXPECT_FALSE(tree->contains("inline"));
}

TEST(AigcLabel, PassesOnlyAsTheStandardHasIt) {
  EXPECT_TRUE(check_label(good_label()));
  AigcLabel label = good_label();
  label.content_producer = "安伴公司";
  EXPECT_FALSE(check_label(label));
  label = good_label();
  label.produce_id = "a b";
  EXPECT_FALSE(check_label(label));
  label = good_label();
  label.produce_id.clear();
  EXPECT_FALSE(check_label(label));
  label = good_label();
  label.label = "4";
  EXPECT_FALSE(check_label(label));
  label = good_label();
  label.reserved_code_1 = "x\x7f";
  EXPECT_EQ(check_label(label).error().detail.substr(0, 27), "The label's ReservedCode1 h");
  label = good_label();
  label.reserved_code_2 = "!\"~";
  EXPECT_TRUE(check_label(label));
  EXPECT_TRUE(read_json(aigc_json(label)));
}

}  // namespace
}  // namespace anban::wire
