// SPDX-License-Identifier: Apache-2.0
// Commands over a data folder: verify, prove, export, fsck, backup and restore. They read what the
// server wrote and need no server.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/commands.h"
#include "app/system_entropy.h"
#include "evidence/export.h"
#include "evidence/prove.h"
#include "evidence/verify.h"
#include "store/sqlite/backup.h"
#include "store/sqlite/fsck.h"
#include "store/sqlite/sqlite_journal.h"
#include "vault/master_key.h"
#include "vault/software_vault.h"

namespace anban::app {
namespace {

void print(const std::string& line) { std::puts(line.c_str()); }

/// The installation's public key: as given, or from the master key beside the data (development).
Result<Bytes> public_key_of(const EvidenceOptions& options) {
  if (!options.public_key.empty()) return from_base64(options.public_key);
  SystemEntropy entropy;
  vault::MasterKeyFile place;
  place.file = std::filesystem::path(options.data_folder) / "master.key";
  place.data_folder = options.data_folder;
  const Result<DataKey> master = vault::load_master_key(place, entropy);
  if (!master) {
    return failed(
        master.error().code,
        master.error().detail + " (or name the installation's public key with --public-key)");
  }
  return vault::SoftwareVault(*master, entropy).public_key();
}

Result<std::unique_ptr<store::SqliteJournal>> open_to_read(const EvidenceOptions& options) {
  store::SqliteOptions how;
  how.folder = options.data_folder;
  how.access = store::Access::read_only;
  return store::SqliteJournal::open(how);
}

void print_faults(const evidence::LogReport& report) {
  for (const evidence::LogFault& fault : report.faults) {
    print("FAULT " + std::string(evidence::name_of(fault.kind)) + " at leaves " +
          std::to_string(fault.from) + " to " + std::to_string(fault.to) + ": " + fault.what);
  }
}

Result<std::string> text_of(const std::string& file) {
  std::ifstream stream(file);
  if (!stream) return failed(ErrorCode::not_found, file + " cannot be read");
  std::stringstream text;
  text << stream.rdbuf();
  return text.str();
}

}  // namespace

int audit_verify(const EvidenceOptions& options) {
  const Result<Bytes> key = public_key_of(options);
  if (!key) return complain(key.error().detail);
  auto journal = open_to_read(options);
  if (!journal) return complain(journal.error().detail);
  const auto report = evidence::verify_log(**journal, *key);
  if (!report) return complain(report.error().detail);
  print_faults(*report);
  print("leaves " + std::to_string(report->leaves) + ", signed " +
        std::to_string(report->signed_leaves) + ", checkpoints " +
        std::to_string(report->checkpoints) + ", root " + to_base64(report->root.view()));
  print(report->is_whole() ? "The evidence log is whole." : "The evidence log was TAMPERED WITH.");
  return report->is_whole() ? 0 : 2;
}

int audit_prove(const EvidenceOptions& options) {
  const Result<Bytes> key = public_key_of(options);
  if (!key) return complain(key.error().detail);
  auto journal = open_to_read(options);
  if (!journal) return complain(journal.error().detail);
  const Result<std::string> proof = evidence::prove_turn(**journal, TurnId(options.turn), *key);
  if (!proof) return complain(proof.error().detail);
  print(*proof);
  return 0;
}

int audit_check(const EvidenceOptions& options) {
  const Result<Bytes> key = public_key_of(options);
  if (!key) return complain(key.error().detail);
  const Result<std::string> document = text_of(options.file);
  if (!document) return complain(document.error().detail);
  const auto proved = evidence::check_proof(*document, *key);
  if (!proved) return complain("the proof does not hold: " + proved.error().detail);
  for (const evidence::Proved& each : *proved) {
    print("leaf " + std::to_string(each.index) + " is in the log: " + each.body);
  }
  return 0;
}

int audit_export(const EvidenceOptions& options) {
  const Result<Bytes> key = public_key_of(options);
  if (!key) return complain(key.error().detail);
  auto journal = open_to_read(options);
  if (!journal) return complain(journal.error().detail);
  const auto exported =
      evidence::export_log(**journal, *key, 0, [](std::string_view line) -> Result<void> {
        std::fwrite(line.data(), 1, line.size(), stdout);
        if (line.empty() || line.back() != '\n') std::fputc('\n', stdout);
        return {};
      });
  if (!exported) return complain(exported.error().detail);
  return 0;
}

int fsck(const EvidenceOptions& options) {
  const Result<Bytes> key = public_key_of(options);
  if (!key) return complain(key.error().detail);
  const auto report = store::check_store(options.data_folder, *key);
  if (!report) return complain(report.error().detail);
  for (const std::string& fault : report->faults) print("FAULT " + fault);
  print_faults(report->log);
  print("persons " + std::to_string(report->persons) + ", messages " +
        std::to_string(report->messages) + ", erased " + std::to_string(report->erased) +
        ", waiting notifications " + std::to_string(report->waiting_notifications) + ", leaves " +
        std::to_string(report->log.leaves));
  print(report->is_sound() ? "The data folder is sound." : "The data folder is DAMAGED.");
  return report->is_sound() ? 0 : 2;
}

int backup(const EvidenceOptions& options) {
  const Result<void> done = store::back_up(options.data_folder, options.file);
  if (!done) return complain(done.error().detail);
  print("written: " + options.file + " (keep the master key elsewhere)");
  return 0;
}

int restore(const EvidenceOptions& options) {
  const Result<void> done = store::restore(options.file, options.data_folder);
  if (!done) return complain(done.error().detail);
  print("restored into " + options.data_folder +
        " (whoever was erased since is erased again at the start, where erasures_file is set)");
  return 0;
}

int key_make(const std::string& file) {
  SystemEntropy entropy;
  const Result<void> made = vault::make_master_key(file, entropy);
  if (!made) return complain(made.error().detail);
  print("written: " + file + ". Keep a copy: without it nothing opens any more.");
  return 0;
}

}  // namespace anban::app
