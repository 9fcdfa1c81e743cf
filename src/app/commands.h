// SPDX-License-Identifier: Apache-2.0
// The commands of `anban`, each a function that returns the exit status.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/configuration.h"
#include "learning/trainer.h"

namespace anban::app {

struct ServeOptions {
  std::string configuration_file;
  std::string data_folder;
  std::string listen;
  std::string packs_folder;
};
int serve(const ServeOptions& options);

struct SandboxOptions {
  std::string listen = "127.0.0.1:8080";
  std::string pack = "cn-2026";
  std::string at = "2026-08-01T09:00:00+08:00";
  std::string data_folder;  // empty: a temporary one
  std::string packs_folder;
};
int sandbox(const SandboxOptions& options);

struct ChatOptions {
  std::string url = "http://127.0.0.1:8080";
  std::string key;  // empty: the demonstration key of the data folder
  std::string data_folder = "anban-data";
  std::string model = "demo";
};
int chat(const ChatOptions& options);

struct EvidenceOptions {
  std::string data_folder = "anban-data";
  std::string public_key;  // base64; empty: from the data folder
  std::string turn;
  std::string file;
};
int audit_verify(const EvidenceOptions& options);
int audit_prove(const EvidenceOptions& options);
int audit_check(const EvidenceOptions& options);
int audit_export(const EvidenceOptions& options);
int fsck(const EvidenceOptions& options);
int backup(const EvidenceOptions& options);
int restore(const EvidenceOptions& options);

struct StaffOptions {
  std::string data_folder = "anban-data";
  std::string key_file;  // empty: the data folder's
  std::string login;     // empty: the only administrator's account
};
int staff_reset_admin(const StaffOptions& options);

struct PolicyOptions {
  std::string pack = "cn-2026";
  std::string packs_folder;
  std::string overlay_folder;
  std::string other_folder;  // of diff
};
int policy_show(const PolicyOptions& options);
int policy_check(const PolicyOptions& options);
int policy_diff(const PolicyOptions& options);
/// Prints docs/obligations.md for the sources below `source_folder`.
int obligations(const PolicyOptions& options, const std::string& source_folder);
int key_make(const std::string& file);

struct LearningOptions {
  PolicyOptions pack;
  std::string corpora = "corpora";      // folder with train/ and test/
  std::string data = "../shared/data";  // public sets; ANBAN_DATA stands above it
  std::string output = "models";        // of train: detect.bin and detect.json
  std::string model;                    // of eval: an image instead of the embedded one
  std::string set = "all";              // of eval
  bool json = false;
  learning::Lesson lesson;
  std::vector<std::string> without;  // of train: sources to leave out
  std::string errors;                // of train: a file for what was missed or taken wrongly
};
int train(const LearningOptions& options);
int evaluate(const LearningOptions& options);

/// Prints "anban: <sentence>" to standard error and returns 1.
int complain(const std::string& sentence);

}  // namespace anban::app
