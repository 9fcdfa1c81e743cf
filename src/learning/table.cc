// SPDX-License-Identifier: Apache-2.0
// Figures as Markdown.
#include <fmt/format.h>

#include "learning/evaluation.h"

namespace anban::learning {
namespace {

using nlohmann::json;

double at(const json& row, const char* key) { return row[key].get<double>(); }
std::string name(const json& row, const char* key) { return row[key].get<std::string>(); }

std::string sets_table(const json& sets) {
  std::string out =
      "| set | label | positives | precision | recall | F1 | F1, 95 % | accuracy |\n"
      "|---|---|---|---|---|---|---|---|\n";
  for (const json& set : sets) {
    for (const json& row : set["labels"]) {
      out += fmt::format("| {}{} | {} | {} | {:.3f} | {:.3f} | {:.3f} | {:.3f}-{:.3f} | {:.3f} |\n",
                         name(set, "set"), set["trained_on"].get<bool>() ? " (trained on)" : "",
                         name(row, "label"), row["positives"].get<int>(), at(row, "precision"),
                         at(row, "recall"), at(row, "f1"), at(row, "f1_low"), at(row, "f1_high"),
                         at(row, "accuracy"));
    }
  }
  return out;
}

std::string streams_table(const json& streams) {
  std::string out = "| ordinary talk | texts | anything found | crisis found | what |\n"
                    "|---|---|---|---|---|\n";
  for (const json& row : streams) {
    std::string what;
    for (const auto& [category, count] : row["categories"].items()) {
      what += fmt::format("{}{} {}", what.empty() ? "" : ", ", category, count.get<int>());
    }
    out += fmt::format("| {} | {} | {:.2f} % | {:.2f} % | {} |\n", name(row, "set"),
                       row["texts"].get<int>(), 100 * at(row, "flagged"), 100 * at(row, "crisis"),
                       what);
  }
  return out;
}

std::string evasions_table(const json& evasions) {
  std::string out =
      "| written | heard when written plainly | of these still heard | false, plainly | false |\n"
      "|---|---|---|---|---|\n";
  for (const json& row : evasions) {
    out += fmt::format("| {} | {} | {:.3f} | {:.2f} % | {:.2f} % |\n", name(row, "evasion"),
                       row["heard_plainly"].get<int>(), at(row, "kept"),
                       100 * at(row, "false_share_plainly"), 100 * at(row, "false_share"));
  }
  return out;
}

}  // namespace

std::string table_of(const json& figures) {
  std::string out = "Detectors: `" + name(figures, "version") + "`\n\n";
  if (!figures["sets"].empty()) out += sets_table(figures["sets"]) + "\n";
  if (!figures["streams"].empty()) out += streams_table(figures["streams"]) + "\n";
  if (!figures["evasions"].empty()) out += evasions_table(figures["evasions"]) + "\n";
  return out + fmt::format("{} texts, {:.1f} microseconds a text.\n",
                           figures["speed"]["texts"].get<int>(),
                           at(figures["speed"], "microseconds"));
}

}  // namespace anban::learning
