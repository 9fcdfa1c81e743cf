// SPDX-License-Identifier: Apache-2.0
// A reply that streams for minutes from one node while the same person writes on another device
// through another node. The time is theirs once, and a minor's ends with the night or the quota.
#include <fmt/format.h>

#include "world.h"

namespace anban::simulation {
namespace {

using scenarios::Heard;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr const char* piece_mark = "段说完了";
constexpr Milliseconds grace = seconds(1);

}  // namespace

struct World::LongReply {
  std::shared_ptr<sim::MemoryExchange> exchange;
  bool ended = false;
};

/// Called when a piece of the reply has left: what was used before it allows it.
void World::check_piece(Resident& resident, const LongReply& reply) {
  const auto& writes = reply.exchange->writes();
  if (writes.empty() || writes.back().find(piece_mark) == std::string::npos) return;
  const Instant now = town_.time.now();
  if (!resident.registered || !resident.minor(now)) return;
  must(!resident.in_night(now - grace), "nothing of a running reply reaches a minor at night");
  if (!resident.use.day_certain || !resident.use.last_message) return;
  const Milliseconds by_age = resident.age(now) < 16 ? hours(1) : hours(2);
  const Milliseconds used = resident.use.today_least + (now - *resident.use.last_message);
  must(used < resident.guardian_quota.most(by_age, latest()) + grace,
       "nothing of a running reply is served beyond the quota");
}

/// Time passes while the reply runs; what has ended, by itself or by a limit, counts up to its last
/// event. Everything here happens at whole seconds.
void World::pass_with(Resident& resident, LongReply& reply, Instant until) {
  while (town_.time.now() < until) {
    const Instant next = reply.ended ? until : town_.time.now() + seconds(1);
    town_.pass_until(next);
    if (reply.ended || !reply.exchange->is_over()) continue;
    reply.ended = true;
    resident.use.message(town_.time.now(), reply.exchange->status() == 200, minutes(15));
  }
}

void World::long_reply(Resident& resident) {
  if (!resident.registered) return;
  sim::UpstreamPlan plan;
  const auto pause = seconds(15 + static_cast<int>(dice_.pick(30)));
  const std::uint64_t pieces = 6 + dice_.pick(10);
  for (std::uint64_t i = 0; i < pieces; ++i) {
    plan.chunks.push_back(fmt::format("第{}{}。", i + 1, piece_mark));
  }
  plan.chunk_delay = pause;
  any_node();
  scenarios::Chatter& device = any_device(resident);
  const bool whole = resident.device != 0;
  if (whole) plan.bytes_a_read = 100;  // a whole answer that comes slowly from the model server
  town_.upstream.set_plan(plan);
  const Instant began = town_.time.now();
  LongReply reply{device.begins(resident.name, "给我讲一个长一点的故事"), false};
  reply.exchange->on_write([&](sim::MemoryExchange&) { check_piece(resident, reply); });
  town_.pass_until(began);
  report_.story.push_back(fmt::format("{} {} ({}) hears a long reply: {}", to_text(began),
                                      resident.name, resident.age(began),
                                      reply.exchange->status()));
  town_.upstream.set_plan(sim::UpstreamPlan());
  const bool runs = !reply.exchange->is_over();
  resident.use.message(began, runs || reply.exchange->status() == 200, minutes(15));
  resident.last_said.reset();
  if (runs) {
    ++report_.long_replies;
    for (std::uint64_t more = dice_.pick(3); more > 0; --more) {
      const int pauses = 1 + static_cast<int>(dice_.pick(3));
      pass_with(resident, reply, town_.time.now() + pause * pauses);
      turn(resident, Says::smalltalk);
    }
    pass_with(resident, reply, began + pause * static_cast<int>(pieces + 30));
    must(reply.ended, "a reply comes to its end");
  }
  const Heard heard = device.hears(resident.name, *reply.exchange);
  check_form(resident, heard);
  if (heard.status == 200 && resident.registered) resident.acknowledged.push_back(heard.turn);
  reply.exchange->on_write(nullptr);
}

}  // namespace anban::simulation
