// SPDX-License-Identifier: Apache-2.0
// What happens. What must hold stands in promises.cc.
#include "world.h"

#include <array>

#include <fmt/format.h>

namespace anban::simulation {
namespace {

using scenarios::Heard;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<const char*, 10> smalltalk = {
    "今天吃了面",   "刚下课",       "在路上",       "看了一部电影", "外面在下雨",
    "我养了一只猫", "周末想去爬山", "晚饭吃什么好", "hello there",  "那后来呢"};
constexpr std::array<const char*, 4> crises = {"我不想活了，我今晚就从楼上跳下去",
                                               "我已经写好遗书了，准备自杀", "我要割腕自杀",
                                               "我今晚就去跳楼自杀"};
constexpr std::array<const char*, 4> farewells = {"不聊了，再见", "退出", "结束对话",
                                                  "我要下线了，拜拜"};
constexpr std::array<int, 10> ages = {12, 13, 14, 15, 16, 17, 17, 25, 40, 70};

Instant first_morning() { return *parse_instant("2026-08-01T09:00:00+08:00"); }

}  // namespace

World::World(std::uint64_t seed) : dice_(seed), town_(first_morning(), seed, Nodes::several) {}

WorldReport World::live(int steps) {
  settle_in();
  for (int i = 0; i < steps; ++i) step();
  sim::UpstreamPlan plan;
  town_.upstream.set_plan(plan);
  town_.receivers.set_plan("", sim::ReceiverPlan::delivered);
  town_.pass_until(town_.time.now() + hours(80));
  check_log();
  check_journal();
  check_outbox();
  for (Resident& each : residents_) check_guardian(each);
  for (const std::string& line : town_.error_lines) must(false, "no error in the log: " + line);
  return std::move(report_);
}

void World::settle_in() {
  const std::uint64_t count = 2 + dice_.pick(3);
  for (std::uint64_t i = 0; i < count; ++i)
    residents_.push_back(make_resident(static_cast<int>(i)));
}

Resident World::make_resident(int number) {
  const Instant now = town_.time.now();
  const LocalDate today = local_time(now, "Asia/Shanghai").date;
  sim::ScenarioPerson person;
  person.name = fmt::format("p{}", number);
  // Some have their birthday within the days to come.
  LocalDate born{today.year - any(ages), 1 + static_cast<int>(dice_.pick(12)),
                 1 + static_cast<int>(dice_.pick(28))};
  if (chance(30)) born = LocalDate{today.year - 18, 8, 2 + static_cast<int>(dice_.pick(3))};
  person.born = born;
  const bool minor = age_on(born, today) < 18;
  const bool child = age_on(born, today) < 14;
  if (minor && chance(75)) person.guardian = "mama";
  person.confirmed = chance(90);
  person.consents = child && !person.guardian.empty() && person.confirmed && chance(70);
  person.registered = chance(93);
  Resident made{.name = person.name,
                .born = born,
                .registered = person.registered,
                .guarded = !person.guardian.empty(),
                .confirmed = person.confirmed,
                .consented = person.consents,
                .partner = chance(15),
                .erased = false,
                .contact = person.guardian.empty(),
                .redeemed = minor && !person.guardian.empty() && person.confirmed,
                .guardian_quota = {},
                .devices = {},
                .device = 0,
                .use = {},
                .alerted = {},
                .window_until = {},
                .last_turn = {},
                .last_said = {},
                .last_was_refused = false,
                .acknowledged = {}};
  for (const auto transfer : {scenarios::Transfer::streamed, scenarios::Transfer::whole}) {
    made.devices.emplace_back(town_, transfer);
  }
  any_node();
  const int status = made.devices[0].register_person(person);
  must(status < 300, fmt::format("registering {} answers {}", person.name, status));
  const bool by_card = chance(50);
  for (scenarios::Chatter& each : made.devices) {
    constexpr const char* card = "你是小玫，用户的女朋友，会撒娇，叫他老公。";
    if (made.partner && by_card) each.set_card(card);
    // Each node keeps its own list of characters: an app's call goes to all of them.
    for (std::size_t node = 0; made.partner && !by_card && node < town_.nodes(); ++node) {
      town_.speak_to(node);
      each.choose_character("rose", card);
    }
  }
  return made;
}

void World::step() {
  if (!model_works_ && chance(20)) mend_model();
  if (chance(60)) time_passes();
  if (chance(12)) something_happens();
  any_node();
  if (chance(5)) town_.tidy_up();
  Resident& resident = residents_[dice_.pick(residents_.size())];
  if (resident.erased) return;
  if (chance(20)) guardian_acts(resident);
  if (chance(5) && model_works_) return long_reply(resident);
  const std::uint64_t roll = dice_.pick(100);
  if (roll < 72) return turn(resident, Says::smalltalk);
  if (roll < 80) return turn(resident, Says::crisis);
  if (roll < 86) return turn(resident, Says::leaving);
  if (roll < 94) return turn(resident, Says::repeat);
  if (roll < 98) return leave_by_button(resident);
  if (chance(25)) erase(resident);
}

void World::time_passes() {
  constexpr std::array<std::chrono::seconds, 16> spans = {
      seconds(5),  seconds(40), minutes(1),  minutes(3),  minutes(5),  minutes(8),
      minutes(10), minutes(12), minutes(14), minutes(15), minutes(14), minutes(16),
      minutes(40), hours(2),    hours(7),    hours(23)};
  const auto span = any(spans);
  // Long chats without a pause happen, too: two hours of use must be reached.
  const int times = chance(10) ? 14 : 1;
  for (int i = 0; i < times; ++i) {
    town_.pass_until(town_.time.now() + (times > 1 ? seconds(minutes(10)) : span));
    if (times == 1) return;
    Resident& resident = residents_.front();
    if (!resident.erased) turn(resident, Says::smalltalk);
  }
}

void World::something_happens() {
  const std::uint64_t roll = dice_.pick(100);
  if (roll < 30) {
    any_node();
    report_.story.push_back("a node starts again");
    ++report_.restarts;
    town_.restart();
  } else if (roll < 50) {
    latest();
    const auto back = minutes(1 + static_cast<int>(dice_.pick(30)));
    report_.story.push_back(fmt::format("the clock goes back {} min", back.count()));
    town_.set_back(town_.time.now() - back);
  } else if (roll < 75) {
    model_works_ = !model_works_ || !chance(50);
    report_.story.push_back(model_works_ ? "the model works" : "the model fails");
    sim::UpstreamPlan plan;
    if (!model_works_) plan.status = 503;
    town_.upstream.set_plan(plan);
  } else {
    const auto plan = static_cast<sim::ReceiverPlan>(dice_.pick(3));
    report_.story.push_back(fmt::format("receivers do {}", static_cast<int>(plan)));
    town_.receivers.set_plan("", plan);
  }
}

void World::mend_model() {
  report_.story.push_back("the model works");
  model_works_ = true;
  town_.upstream.set_plan(sim::UpstreamPlan());
}

scenarios::Chatter& World::any_device(Resident& resident) {
  resident.device = dice_.pick(resident.devices.size());
  return resident.devices[resident.device];
}

Instant World::latest() {
  latest_ = std::max(latest_, town_.time.now());
  return latest_;
}

void World::turn(Resident& resident, Says says) {
  any_node();
  const Instant now = town_.time.now();
  if (says == Says::repeat && !resident.last_said) return;
  const std::uint64_t calls = town_.upstream.calls();
  const std::size_t rows = crisis_rows();
  const bool in_window = resident.window_until && now < *resident.window_until;
  // What was refused may be tried again at once: that is a new turn.
  const bool is_repeat = says == Says::repeat && !resident.last_was_refused &&
                         now >= *resident.last_said && now - *resident.last_said < seconds(120);
  Heard heard;
  scenarios::Chatter& device =
      says == Says::repeat ? resident.devices[resident.device] : any_device(resident);
  switch (says) {
    case Says::smalltalk: heard = device.says(resident.name, any(smalltalk)); break;
    case Says::crisis: {
      const std::string words = any(crises);
      resident.crisis_level = words.find("今晚") == std::string::npos ? 3 : 4;
      heard = device.says(resident.name, words);
      break;
    }
    case Says::leaving: heard = device.says(resident.name, any(farewells)); break;
    case Says::repeat: heard = device.repeats(resident.name); break;
  }
  ++report_.turns;
  const bool asked = town_.upstream.calls() > calls;
  const std::size_t told = crisis_rows() - rows;
  report_.story.push_back(fmt::format("{} {} ({}) says {}: {} {} {}{}", to_text(now), resident.name,
                                      resident.age(now), static_cast<int>(says), heard.status,
                                      heard.outcome, heard.code, asked ? " asked" : ""));
  check_form(resident, heard);
  if (is_repeat) {
    // A stranger has no state by which to know a repeat.
    if (!resident.registered) return;
    if (heard.status == 200) {
      must(heard.turn == resident.last_turn, "a repeat is the same turn", &heard);
    }
    must(told == 0, "a repeat alerts nobody", &heard);
    return;
  }
  resident.use.message(now, heard.status == 200, minutes(15));
  if (says == Says::crisis) check_crisis(resident, heard, asked, told);
  if (says == Says::leaving) check_leaving(heard, asked, in_window);
  if (says == Says::smalltalk) must(told == 0, "smalltalk alerts nobody", &heard);
  check_minor(resident, says, heard, asked);
  check_quota(resident, heard);
  check_reminder(resident, heard);
  if (says == Says::repeat && told > 0) {  // it said a crisis once more
    resident.alerted = now;
    resident.alerted_level = resident.crisis_level;
  }
  resident.last_turn = heard.turn;
  resident.last_said = now;
  resident.last_was_refused = heard.status != 200;
  if (heard.status == 200 && resident.registered) resident.acknowledged.push_back(heard.turn);
}

void World::leave_by_button(Resident& resident) {
  any_node();
  const int status = resident.devices[resident.device].exits(resident.name);
  report_.story.push_back(fmt::format("{} leaves: {}", resident.name, status));
  resident.last_said.reset();  // what is said next opens a new session and repeats nothing
  must(status == (resident.registered ? 200 : 404), "leaving by button always works");
}

void World::erase(Resident& resident) {
  if (!resident.registered) return;
  any_node();
  const auto ref = (*town_.people().find(PersonId(resident.name)))->ref;
  const auto answer = town_.ask("DELETE", "/anban/v1/users/" + resident.name, "", "sandbox-app");
  report_.story.push_back(fmt::format("{} is erased", resident.name));
  must(answer->status() == 200, "an erasure is done");
  resident.erased = true;
  resident.acknowledged.clear();
  MessageQuery query;
  query.person = ref;
  must(town_.journal.messages(query)->empty(), "nothing that an erased person said is left");
  must(!*town_.journal.person_by_ref(ref), "an erased person is not found");
}

}  // namespace anban::simulation
