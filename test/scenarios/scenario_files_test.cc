// SPDX-License-Identifier: Apache-2.0
// Every scenario of the shipped packs and of the duties holds, answered whole and streamed.
// ANBAN_REWRITE=1 writes what really follows below the lines, to be read before it is committed.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "runner.h"

namespace anban::scenarios {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> scenario_files() {
  std::vector<std::string> files;
  const fs::path root(ANBAN_SOURCE_DIR);
  for (const char* folder : {"packs", "src/duties", "test/scenarios"}) {
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (entry.path().extension() != ".scenario") continue;
      files.push_back(fs::relative(entry.path(), root).string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string text_of(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

class ScenarioFiles : public testing::TestWithParam<std::string> {
 protected:
  void run(Transfer transfer) {
    const fs::path path = fs::path(ANBAN_SOURCE_DIR) / GetParam();
    const std::string text = text_of(path);
    const auto scenario = sim::read_scenario(text);
    if (!scenario) {
      for (const auto& fault : scenario.error()) {
        ADD_FAILURE() << GetParam() << ":" << fault.line << ": " << fault.what;
      }
      return;
    }
    const ScenarioResult result = run_scenario(*scenario, transfer);
    if (std::getenv("ANBAN_REWRITE") != nullptr && transfer == Transfer::whole) {
      std::ofstream(path, std::ios::binary) << sim::rewrite_scenario(text, result.actual);
      return;
    }
    for (const std::string& failure : result.failures) {
      ADD_FAILURE() << GetParam() << ":" << failure;
    }
  }
};

TEST_P(ScenarioFiles, HoldsWhole) { run(Transfer::whole); }
TEST_P(ScenarioFiles, HoldsStreamed) { run(Transfer::streamed); }

std::string test_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = fs::path(info.param).stem().string();
  for (char& c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(Shipped, ScenarioFiles, testing::ValuesIn(scenario_files()), test_name);

}  // namespace
}  // namespace anban::scenarios
