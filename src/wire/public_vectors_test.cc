// SPDX-License-Identifier: Apache-2.0
// Claims over public vectors: JSONTestSuite at the strict reader, and the big list of naughty
// strings through every writer and reader of ours.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/json_writer.h"
#include "base/utf8.h"
#include "wire/chat_answer.h"
#include "wire/chat_request.h"
#include "wire/strict_json.h"
#include "wire/upstream_body.h"
#include "wire/upstream_chunk.h"

namespace anban::wire {
namespace {

namespace fs = std::filesystem;

fs::path vectors() {
  const char* given = std::getenv("ANBAN_DATA");
  const fs::path data =
      given != nullptr ? fs::path(given) : fs::path(ANBAN_SOURCE_DIR) / ".." / "shared" / "data";
  return data / "vectors";
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(JsonTestSuite, IsAnsweredAsMarked) {
  const fs::path folder = vectors() / "json-test-suite";
  if (!fs::exists(folder)) GTEST_SKIP() << "skipped: no data";
  std::size_t seen = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    const std::string body = read_file(entry.path());
    const bool accepted = check_json(body).has_value();
    EXPECT_EQ(accepted, read_json(body).has_value()) << name;
    ++seen;
    if (name.starts_with("i_")) continue;
    const bool holds_duplicates = name.find("duplicated_key") != std::string::npos;
    EXPECT_EQ(accepted, name.starts_with("y_") && !holds_duplicates) << name;
  }
  EXPECT_GE(seen, 300U);
}

class NaughtyStrings : public testing::Test {
 protected:
  void SetUp() override {
    const fs::path path = vectors() / "blns.json";
    if (!fs::exists(path)) GTEST_SKIP() << "skipped: no data";
    const Result<nlohmann::json> list = read_json(read_file(path));
    ASSERT_TRUE(list);
    for (const nlohmann::json& each : *list) strings_.push_back(each.get<std::string>());
    ASSERT_GT(strings_.size(), 400U);
  }
  std::vector<std::string> strings_;
};

TEST_F(NaughtyStrings, ReachTheModelAndComeBackByteForByte) {
  const FrameWriter frames("chatcmpl-1", 1, "m", UsageFrame::not_asked);
  ChunkReader reader;
  for (const std::string& text : strings_) {
    std::string body = R"({"model":"m","messages":[{"role":"user","content":)";
    append_json_string(body, text);
    body += "}]}";
    const auto request = read_chat_request(body);
    ASSERT_TRUE(request) << text;
    EXPECT_EQ(request->messages[0].text, text);
    const Result<nlohmann::json> sent =
        read_json(upstream_body(*request, request->messages, "m"));
    ASSERT_TRUE(sent);
    EXPECT_EQ((*sent)["messages"][0]["content"], text);
    std::string frame;
    frames.content(frame, text);
    UpstreamDelta delta;
    ASSERT_TRUE(reader.read(std::string_view(frame).substr(6, frame.size() - 8), delta));
    EXPECT_EQ(delta.content, text);
  }
}

}  // namespace
}  // namespace anban::wire
