// SPDX-License-Identifier: Apache-2.0
// A random world: some people, some days, things that go wrong, and promises that hold all the
// time. The same seed is the same world.
#pragma once

#include <cstdint>
#include <deque>
#include <set>
#include <string>
#include <vector>

#include "resident.h"
#include "town.h"

namespace anban::simulation {

struct WorldReport {
  std::vector<std::string> broken;  // promises, with what happened; empty: all were kept
  std::uint64_t turns = 0;
  std::uint64_t alerts = 0;
  std::uint64_t reminders = 0;
  std::uint64_t restarts = 0;
  std::uint64_t bindings = 0;      // guardians who redeemed their code
  std::uint64_t loosened = 0;      // settings that wait, or waited
  std::uint64_t long_replies = 0;  // over minutes, on two nodes
  std::vector<std::string> story;  // one line a step
};

class World {
 public:
  explicit World(std::uint64_t seed);
  /// Lives `steps` steps, then waits until every notification had its time, and looks at the whole.
  WorldReport live(int steps);

 private:
  void settle_in();
  Resident make_resident(int number);
  void step();
  void time_passes();
  void something_happens();
  void mend_model();
  void turn(Resident& resident, Says says);
  void leave_by_button(Resident& resident);
  void erase(Resident& resident);
  void any_node() { town_.speak_to(dice_.pick(town_.nodes())); }
  scenarios::Chatter& any_device(Resident& resident);
  Instant latest();

  // Guardians: guardians.cc.
  void guardian_acts(Resident& resident);
  void invites_guardian(Resident& resident);
  void redeems_code(Resident& resident, bool rightly);
  void sets_quota(Resident& resident);
  nlohmann::json guardian_of(const Resident& resident);
  void check_guardian(Resident& resident);

  // A reply that takes minutes, while the person goes on elsewhere: long_replies.cc.
  struct LongReply;
  void long_reply(Resident& resident);
  void pass_with(Resident& resident, LongReply& reply, Instant until);
  void check_piece(Resident& resident, const LongReply& reply);

  // Promises about one turn.
  void check_form(const Resident& resident, const scenarios::Heard& heard);
  void check_minor(const Resident& resident, Says says, const scenarios::Heard& heard, bool asked);
  void check_crisis(Resident& resident, const scenarios::Heard& heard, bool asked,
                    std::size_t told);
  void check_leaving(const scenarios::Heard& heard, bool asked, bool in_window);
  void check_reminder(Resident& resident, const scenarios::Heard& heard);
  void check_quota(Resident& resident, const scenarios::Heard& heard);
  // Promises about the whole.
  void check_log();
  void check_journal();
  void check_outbox();

  std::size_t crisis_rows();
  void must(bool holds, const std::string& promise, const scenarios::Heard* heard = nullptr);
  bool chance(int percent) { return dice_.pick(100) < static_cast<std::uint64_t>(percent); }
  template <class List>
  const auto& any(const List& list) {
    return list[dice_.pick(list.size())];
  }

  sim::SeededEntropy dice_;
  scenarios::Town town_;
  std::deque<Resident> residents_;
  bool model_works_ = true;
  Instant latest_;  // the furthest that the clock ever stood
  WorldReport report_;
};

}  // namespace anban::simulation
