// SPDX-License-Identifier: Apache-2.0
// The walk over a log and its checkpoints. Two trees grow side by side, one over the bodies and one
// over the stored hashes: where they part, the next good checkpoint says which of them is genuine.
#include "evidence/verify.h"

#include <algorithm>
#include <set>

#include "evidence/checkpoint.h"
#include "evidence/merkle.h"

namespace anban::evidence {
namespace {

constexpr std::uint64_t run_length = 1024;
constexpr std::size_t checkpoints_max = 1'000'000;  // one a minute for two years
constexpr std::size_t faults_max = 1000;            // more would say nothing new

std::string leaf_text(std::uint64_t number) { return "leaf " + std::to_string(number); }

class Walk {
 public:
  Walk(Journal& journal, BytesView key) : journal_(journal), key_(key) {}

  Result<LogReport> run(const std::vector<Checkpoint>& held) {
    const auto loaded = load_checkpoints(held);
    if (!loaded) return failed(loaded);
    const auto walked = walk_leaves();
    if (!walked) return failed(walked);
    const auto mentioned = check_mentions();
    if (!mentioned) return failed(mentioned);
    check_the_rest();
    check_head();
    report_.root = by_body_.root();
    return report_;
  }

 private:
  void fault(FaultKind kind, std::uint64_t from, std::uint64_t to, std::string what) {
    if (report_.faults.size() < faults_max) {
      report_.faults.push_back({kind, from, to, std::move(what)});
    }
  }

  Result<void> load_checkpoints(const std::vector<Checkpoint>& held) {
    auto stored = journal_.checkpoints(checkpoints_max);
    if (!stored) return failed(stored);
    std::reverse(stored->begin(), stored->end());
    check_order(*stored);
    for (const Checkpoint& each : *stored) mentions_.insert(checkpoint_leaf(each).body);
    std::vector<Checkpoint> all = std::move(*stored);
    all.insert(all.end(), held.begin(), held.end());
    report_.checkpoints = all.size();
    keep_signed(all);
    return {};
  }

  void check_order(const std::vector<Checkpoint>& stored) {
    for (std::size_t i = 1; i < stored.size(); ++i) {
      const Checkpoint& before = stored[i - 1];
      if (stored[i].size >= before.size && stored[i].at >= before.at) continue;
      fault(FaultKind::checkpoints_disordered, stored[i].size, stored[i].size,
            "the checkpoint over " + std::to_string(stored[i].size) + " leaves of " +
                to_text(stored[i].at) + " follows one over " + std::to_string(before.size) +
                " of " + to_text(before.at));
    }
  }

  void keep_signed(const std::vector<Checkpoint>& all) {
    for (const Checkpoint& each : all) {
      if (is_signed_by(each, key_)) genuine_.push_back(each);
    }
    const auto smaller = [](const Checkpoint& a, const Checkpoint& b) { return a.size < b.size; };
    std::stable_sort(genuine_.begin(), genuine_.end(), smaller);
    if (genuine_.empty() && !all.empty()) {
      fault(FaultKind::other_key, 0, 0,
            "none of " + std::to_string(all.size()) +
                " checkpoints is signed by this key: the "
                "signing key was exchanged, or this is the key of another installation");
      return;
    }
    for (const Checkpoint& each : all) {
      if (is_signed_by(each, key_)) continue;
      fault(FaultKind::checkpoint_forged, each.size, each.size,
            "the checkpoint over " + std::to_string(each.size) + " leaves of " + to_text(each.at) +
                " is not signed by this key: it was forged or changed");
    }
  }

  Result<void> walk_leaves() {
    check_boundary();
    for (;;) {
      const auto bodies = journal_.leaves(at_, at_ + run_length);
      const auto hashes = journal_.leaf_hashes(at_, at_ + run_length);
      const bool has_gap = is_gap(bodies) || is_gap(hashes);
      if (!has_gap && !bodies) return failed(bodies);
      if (!has_gap && !hashes) return failed(hashes);
      if (has_gap || bodies->empty() || bodies->size() != hashes->size()) {
        if (!has_gap && at_ >= extent()) return {};
        step_over_gap();
        continue;
      }
      for (std::size_t i = 0; i < bodies->size(); ++i) take((*bodies)[i], (*hashes)[i]);
    }
  }

  static bool is_gap(const auto& read) { return !read && read.error().code == ErrorCode::corrupt; }

  /// How many leaves there should be, by the journal's own account.
  std::uint64_t extent() const {
    const auto head = journal_.log_head();
    const auto count = journal_.leaf_count();
    return std::max(head ? head->size : 0, count ? *count : 0);
  }

  /// One leaf at a time through a run in which numbers are missing.
  void step_over_gap() {
    for (const std::uint64_t end = at_ + run_length; at_ < end;) {
      const auto body = journal_.leaves(at_, at_ + 1);
      const auto hash = journal_.leaf_hashes(at_, at_ + 1);
      if (body && hash && !body->empty() && !hash->empty()) {
        take(body->front(), hash->front());
        continue;
      }
      const auto behind = journal_.leaves(at_ + 1, end);
      const bool is_followed = is_gap(behind) || (behind && !behind->empty());
      if (!is_followed && at_ >= extent()) return;
      add_missing();
    }
  }

  void add_missing() {
    is_broken_ = true;
    auto& faults = report_.faults;
    const bool goes_on =
        !faults.empty() && faults.back().kind == FaultKind::leaf_missing && faults.back().to == at_;
    if (goes_on) {
      faults.back().to = at_ + 1;
      faults.back().what = "leaves " + std::to_string(faults.back().from) + " to " +
                           std::to_string(at_) + " are missing";
    } else {
      fault(FaultKind::leaf_missing, at_, at_ + 1, leaf_text(at_) + " is missing");
    }
    ++at_;
    check_boundary();
  }

  void take(const std::string& body, const Digest& stored) {
    const Digest hash = leaf_hash(body);
    by_body_.append(hash);
    by_hash_.append(stored);
    if (hash != stored) parted_.push_back(at_);
    if (says_checkpoint(body) && !mentions_.contains(body)) unknown_.emplace_back(at_, body);
    ++at_;
    ++report_.leaves;
    check_boundary();
  }

  /// Compares with every checkpoint that ends here.
  void check_boundary() {
    for (; next_ < genuine_.size() && genuine_[next_].size == at_; ++next_) {
      if (is_broken_) continue;
      const Checkpoint& checkpoint = genuine_[next_];
      const bool bodies_fit = by_body_.root() == checkpoint.root;
      const bool hashes_fit = by_hash_.root() == checkpoint.root;
      settle_parted(bodies_fit, hashes_fit);
      if (bodies_fit) {
        by_hash_ = by_body_;
        good_until_ = report_.signed_leaves = at_;
      } else if (hashes_fit) {
        by_body_ = by_hash_;
        good_until_ = at_;
      } else {
        is_broken_ = true;
        fault(FaultKind::history_changed, good_until_, at_,
              "leaves " + std::to_string(good_until_) + " to " + std::to_string(at_ - 1) +
                  " are not those that the checkpoint of " + to_text(checkpoint.at) +
                  " was made over: some were exchanged, reordered, inserted or rewritten");
      }
    }
  }

  void settle_parted(bool bodies_fit, bool hashes_fit) {
    for (const std::uint64_t number : parted_) {
      if (bodies_fit) {
        fault(FaultKind::hash_edited, number, number + 1,
              "the stored hash of " + leaf_text(number) + " was changed; its body is genuine");
      } else {
        fault(FaultKind::leaf_edited, number, number + 1,
              "the body of " + leaf_text(number) + " does not fit its hash" +
                  (hashes_fit ? ": the body was changed" : ""));
      }
    }
    parted_.clear();
  }

  /// Checkpoints that the log mentions; those made during the walk are read now.
  Result<void> check_mentions() {
    if (unknown_.empty()) return {};
    const auto stored = journal_.checkpoints(checkpoints_max);
    if (!stored) return failed(stored);
    for (const Checkpoint& each : *stored) mentions_.insert(checkpoint_leaf(each).body);
    for (const auto& [number, body] : unknown_) {
      if (mentions_.contains(body)) continue;
      fault(FaultKind::checkpoint_missing, number, number + 1,
            leaf_text(number) + " says that a checkpoint was made which is gone or was changed");
    }
    return {};
  }

  void check_the_rest() {
    settle_parted(false, false);
    for (; next_ < genuine_.size(); ++next_) {
      const Checkpoint& checkpoint = genuine_[next_];
      fault(FaultKind::cut_off, at_, checkpoint.size,
            "the checkpoint of " + to_text(checkpoint.at) + " covers " +
                std::to_string(checkpoint.size) + " leaves, the log ends behind " +
                std::to_string(at_));
    }
  }

  void check_head() {
    const auto count = journal_.leaf_count();
    if (!count) {
      fault(FaultKind::head_wrong, at_, at_, count.error().detail);
      return;
    }
    const auto head = journal_.log_head();
    if (!head) {
      fault(FaultKind::head_wrong, at_, at_, head.error().detail);
    } else if (report_.faults.empty() && head->size == at_ && head->root != by_body_.root()) {
      fault(FaultKind::head_wrong, at_, at_,
            "the stored head of the log has another root than its leaves");
    }
  }

  Journal& journal_;
  BytesView key_;
  LogReport report_;
  std::vector<Checkpoint> genuine_;  // by size
  std::set<std::string> mentions_;   // leaves that stored checkpoints have
  std::vector<std::pair<std::uint64_t, std::string>> unknown_;  // mentions without a checkpoint
  std::size_t next_ = 0;
  std::uint64_t at_ = 0;
  std::uint64_t good_until_ = 0;
  Frontier by_body_;
  Frontier by_hash_;
  std::vector<std::uint64_t> parted_;  // body and hash differ, since the last checkpoint
  bool is_broken_ = false;             // later roots cannot fit any more
};

}  // namespace

const char* name_of(FaultKind kind) {
  switch (kind) {
    case FaultKind::leaf_missing: return "leaf_missing";
    case FaultKind::leaf_edited: return "leaf_edited";
    case FaultKind::hash_edited: return "hash_edited";
    case FaultKind::history_changed: return "history_changed";
    case FaultKind::cut_off: return "cut_off";
    case FaultKind::checkpoint_forged: return "checkpoint_forged";
    case FaultKind::checkpoint_missing: return "checkpoint_missing";
    case FaultKind::checkpoints_disordered: return "checkpoints_disordered";
    case FaultKind::other_key: return "other_key";
    case FaultKind::head_wrong: return "head_wrong";
  }
  return "unknown";
}

Result<LogReport> verify_log(Journal& journal, BytesView public_key,
                             const std::vector<Checkpoint>& held) {
  Walk walk(journal, public_key);
  return walk.run(held);
}

}  // namespace anban::evidence
