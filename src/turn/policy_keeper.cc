// SPDX-License-Identifier: Apache-2.0
// Building and swapping of policies.
#include "turn/policy_keeper.h"

#include "pack/lexicon.h"
#include "pack/load.h"

namespace anban {
namespace {

Result<std::vector<pack::Lexicon>> stored_lexicons(Journal& journal) {
  const auto rows = journal.settings(PolicyKeeper::setting_prefix);
  if (!rows) return failed(rows);
  std::vector<pack::Lexicon> out;
  pack::Faults faults;
  for (const SettingRow& row : *rows) {
    pack::Lexicon lexicon = pack::parse_lexicon(row.value, row.name, faults);
    lexicon.imported = true;
    out.push_back(std::move(lexicon));
  }
  if (!faults.none()) return failed(ErrorCode::invalid, pack::to_text(faults.take()));
  return out;
}

/// The pack with the imported lists, hashed with them.
std::shared_ptr<const pack::Pack> with_lists(const std::shared_ptr<const pack::Pack>& base,
                                             const std::vector<pack::Lexicon>& imported) {
  if (imported.empty()) return base;
  auto merged = std::make_shared<pack::Pack>(*base);
  std::string hashed(base->hash.view());
  for (const pack::Lexicon& lexicon : imported) {
    merged->lexicons.push_back(lexicon);
    hashed += pack::to_text(lexicon);
  }
  merged->hash = sha256(hashed);
  merged->hash_text = "sha256:" + to_hex(merged->hash.view());
  return merged;
}

}  // namespace

Result<void> PolicyKeeper::reload() {
  const std::lock_guard guard(mutex_);
  const Result<PolicyFiles> files = read_files_();
  if (!files) return failed(files);
  const pack::Loaded loaded = pack::load_pack(files->base, files->overlay);
  if (!loaded) return failed(ErrorCode::invalid, pack::to_text(loaded.error()));
  Result<std::vector<pack::Lexicon>> imported = stored_lexicons(journal_);
  if (!imported) return failed(imported);
  const auto pack = with_lists(*loaded, *imported);
  const std::vector<std::string> faults = signals::faults_in_lexicons(*pack);
  if (!faults.empty()) {
    std::string all;
    for (const std::string& fault : faults) all += fault + "\n";
    return failed(ErrorCode::invalid, all);
  }
  const signals::Detectors detectors = shelf_ == nullptr ? signals::build_detectors(*pack)
                                                         : signals::build_detectors(*pack, *shelf_);
  auto policy = std::make_shared<const Policy>(Policy{pack, detectors.observer, detectors.screens});
  imported_ = std::move(*imported);
  if (policies_) {
    policies_->swap(std::move(policy));
  } else {
    policies_ = std::make_unique<Policies>(std::move(policy));
  }
  return {};
}

std::vector<pack::Lexicon> PolicyKeeper::imported() const {
  const std::lock_guard guard(mutex_);
  return imported_;
}

Result<void> PolicyKeeper::check(const pack::Lexicon& lexicon) {
  pack::Pack alone;
  alone.lexicons.push_back(lexicon);
  const std::vector<std::string> faults = signals::faults_in_lexicons(alone);
  if (!faults.empty()) return failed(ErrorCode::invalid, faults.front());
  return {};
}

}  // namespace anban
