// SPDX-License-Identifier: Apache-2.0
// Names of features that are not runs of characters.
#include "signals/features.h"

namespace anban::signals {

FeatureHash hash_of_text(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char byte : text) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3U;
  }
  hash ^= hash >> 29U;
  return hash * 0xD6E8FEB86659FD93U;
}

std::uint64_t RunReader::number_token() const {
  // Small numbers are ages, grades and hours; of long ones only the length says something.
  const std::string_view word(word_.data(), word_size_);
  if (word.size() <= 2) return hash_of_text(word);
  return hash_of_text("#") + word.size();
}

CueReader::CueReader(const RuleTable& table) {
  for (const std::string& name : table.class_names) {
    classes_.push_back(hash_of_text("class " + name));
  }
  told_.assign(classes_.size(), once | again);
  for (std::size_t i = 0; i < category_count; ++i) {
    const std::string name(name_of(static_cast<Category>(i)));
    categories_[i] = hash_of_text("found " + name);
  }
}

FeatureHash CueReader::hash_of(const Finding& finding, std::string_view kind) const {
  const FeatureHash base = categories_[static_cast<std::size_t>(finding.category)];
  const FeatureHash decided = finding.decided ? 0x9E3779B97F4A7C15U : 0x165667B19E3779F9U;
  return (base + (kind.empty() ? 0 : hash_of_text(kind)) + decided) * 0xC2B2AE3D27D4EB4FU;
}

FeatureHash CueReader::hash_of(const RuleSet::Denied& denied) const {
  const FeatureHash base = categories_[static_cast<std::size_t>(denied.category)];
  return (base + static_cast<FeatureHash>(denied.guard) + 1) * 0xA0761D6478BD642FU;
}

}  // namespace anban::signals
