// SPDX-License-Identifier: Apache-2.0
#include "torture/folder_check.h"

#include <set>

#include "store/sqlite/fsck.h"
#include "store/sqlite/sqlite_journal.h"
#include "torture/child.h"

namespace anban::torture {
namespace {

struct Acknowledged {
  std::vector<std::pair<std::string, std::string>> turns;  // turn and person
  std::set<std::string> erased;
  std::uint64_t signed_leaves = 0;
};

/// Empty, or the line that makes no sense.
std::string sort_out(const std::vector<std::string>& lines, Acknowledged& out) {
  for (const std::string& line : lines) {
    const std::size_t first = line.find(' ');
    const std::size_t second = line.find(' ', first + 1);
    const std::string kind = line.substr(0, first);
    if (kind == "turn" && second != std::string::npos) {
      out.turns.emplace_back(line.substr(first + 1, second - first - 1), line.substr(second + 1));
    } else if (kind == "erased") {
      out.erased.insert(line.substr(first + 1));
    } else if (kind == "checkpoint") {
      out.signed_leaves = std::stoull(line.substr(first + 1));
    } else {
      return "an acknowledgement makes no sense: " + line;
    }
  }
  return {};
}

std::string check_fsck(const std::string& folder, const Acknowledged& acknowledged) {
  const auto report = store::check_store(folder, SameVault().vault.public_key());
  if (!report) return "fsck: " + report.error().detail;
  if (!report->faults.empty()) return "fsck: " + report->faults.front();
  if (!report->log.is_whole()) return "evidence: " + report->log.faults.front().what;
  if (report->log.signed_leaves >= acknowledged.signed_leaves) return {};
  return "an acknowledged checkpoint over " + std::to_string(acknowledged.signed_leaves) +
         " leaves is lost";
}

std::string check_turns(Journal& journal, const Acknowledged& acknowledged) {
  std::set<std::string> in_log;
  const auto bodies = journal.leaves(0, ~std::uint64_t{0} >> 1U);
  if (!bodies) return bodies.error().detail;
  for (const std::string& body : *bodies) {
    const std::size_t at = body.find("trn_");
    if (at != std::string::npos) in_log.insert(body.substr(at, body.find('"', at) - at));
  }
  for (const auto& [turn, person] : acknowledged.turns) {
    if (!in_log.contains(turn)) return "the leaf of " + turn + " is lost";
    const auto stored = journal.messages({.turn = TurnId(turn)});
    if (!stored) return stored.error().detail;
    const bool must_be_there = !acknowledged.erased.contains(person);
    if (must_be_there && stored->empty()) {
      // An erasure may have become durable without its acknowledgement; then the person is gone
      // too.
      const auto row = journal.person_by_ref(PersonRef(person));
      if (!row || *row) return "the message of " + turn + " is lost";
    }
    if (!must_be_there && !stored->empty()) return "the erased message of " + turn + " is back";
    if (!stored->empty() && stored->front().sealed != "words of " + turn) {
      return "the message of " + turn + " is changed";
    }
  }
  return {};
}

}  // namespace

std::string check_folder(const std::string& folder, const std::vector<std::string>& lines) {
  Acknowledged acknowledged;
  const std::string nonsense = sort_out(lines, acknowledged);
  if (!nonsense.empty()) return nonsense;
  const auto journal = store::SqliteJournal::open({.folder = folder});
  if (!journal) return journal.error().detail;
  const std::string lost = check_turns(**journal, acknowledged);
  if (!lost.empty()) return lost;
  return check_fsck(folder, acknowledged);
}

}  // namespace anban::torture
