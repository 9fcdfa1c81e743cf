// SPDX-License-Identifier: Apache-2.0
// When to ask, how long to wait, and what an answer changes.
#include "turn/second_opinion.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <optional>
#include <span>

#include "people/standing.h"
#include "turn/admit.h"
#include "turn/masking.h"
#include "wire/upstream_chunk.h"

namespace anban {
namespace {

using signals::Category;
using signals::Finding;
using wire::GuardStyle;
using wire::GuardVerdict;

constexpr int a_question = 100;               // hundredths
constexpr int budget_most = 10 * a_question;  // questions saved up
constexpr std::size_t answer_bytes_max = 64 * 1024;
constexpr std::size_t asked_bytes_max = 16 * 1024;  // a longer message is not asked about

/// What a guard model's category can confirm of ours.
struct Family {
  GuardStyle style;
  std::string_view theirs;
  std::array<Category, 6> ours;
  std::size_t count;
};

template <class... Each>
constexpr Family family(GuardStyle style, std::string_view theirs, Each... ours) {
  static_assert(sizeof...(ours) <= 6);
  return {style, theirs, {ours...}, sizeof...(ours)};
}

constexpr auto qwen = GuardStyle::qwen3guard;
constexpr auto llama = GuardStyle::llama_guard;
constexpr std::array families = {
    family(qwen, "Violent", Category::violence_crime, Category::terrorism, Category::life_danger,
           Category::drugs_weapons),
    family(qwen, "Non-violent Illegal Acts", Category::fraud, Category::gambling,
           Category::drugs_weapons, Category::prohibited, Category::property_loss),
    family(qwen, "Sexual Content or Sexual Acts", Category::sexual),
    family(qwen, "Suicide & Self-Harm", Category::crisis_tier2, Category::crisis_tier1,
           Category::self_harm_method),
    family(qwen, "Unethical Acts", Category::offensive, Category::discrimination, Category::hatred,
           Category::prohibited),
    family(qwen, "Politically Sensitive Topics", Category::prohibited, Category::rumour),
    family(qwen, "Jailbreak", Category::jailbreak),
    family(llama, "S1", Category::violence_crime, Category::terrorism, Category::life_danger),
    family(llama, "S2", Category::fraud, Category::gambling, Category::drugs_weapons,
           Category::prohibited, Category::property_loss),
    family(llama, "S3", Category::sexual, Category::violence_crime),
    family(llama, "S4", Category::sexual),
    family(llama, "S5", Category::offensive),
    family(llama, "S9", Category::drugs_weapons, Category::terrorism),
    family(llama, "S10", Category::discrimination, Category::hatred, Category::offensive),
    family(llama, "S11", Category::crisis_tier2, Category::crisis_tier1,
           Category::self_harm_method),
    family(llama, "S12", Category::sexual),
};

bool holds(const Family& each, Category category) {
  const auto end = each.ours.begin() + static_cast<std::ptrdiff_t>(each.count);
  return std::find(each.ours.begin(), end, category) != end;
}

bool knows(GuardStyle style, Category category) {
  return style == GuardStyle::policy ||
         std::any_of(families.begin(), families.end(), [&](const Family& each) {
           return each.style == style && holds(each, category);
         });
}

bool confirms(GuardStyle style, const wire::GuardAnswer& answer, Category category) {
  if (answer.verdict != GuardVerdict::unsafe) return false;
  if (style == GuardStyle::policy) return true;
  return std::any_of(families.begin(), families.end(), [&](const Family& each) {
    return each.style == style && holds(each, category) &&
           std::find(answer.categories.begin(), answer.categories.end(), each.theirs) !=
               answer.categories.end();
  });
}

/// Categories on which a contact is told: on a guard model's word alone nobody is.
bool reaches_others(Category category) {
  return category == Category::crisis_tier2 || category == Category::life_danger ||
         category == Category::property_loss;
}

/// Whether the person's words may leave for a model server at all (agreement, age, consents).
bool may_be_sent(const Turn& turn) {
  if (!turn.person) return false;
  const std::lock_guard guard(turn.person->mutex);
  if (turn.person->erased) return false;
  const Standing standing =
      standing_of(turn.person->profile, turn.person->state,
                  standing_rules(*turn.policy->pack, turn.deps.settings), turn.started);
  return standing.missing.empty();
}

GuardUnknown reason_of(ErrorCode code) {
  return code == ErrorCode::timed_out || code == ErrorCode::cancelled ? GuardUnknown::timeout
                                                                      : GuardUnknown::unreachable;
}

/// What the alarm of the deadline stops.
struct Waiting {
  std::shared_ptr<Cancel> cancel = std::make_shared<Cancel>();
  UpstreamReply* reply = nullptr;  // while its body is read
  bool is_late = false;
  void stop() {
    is_late = true;
    cancel->cancel();
    if (reply != nullptr) reply->abort();
  }
};

Task<Result<std::string>> whole_body(UpstreamReply& reply) {
  std::string body;
  while (true) {
    auto reading = reply.read();
    const Result<std::string_view> part = co_await std::move(reading);
    if (!part) co_return failed(part);
    if (part->empty()) co_return body;
    if (body.size() + part->size() > answer_bytes_max) {
      co_return failed(ErrorCode::exhausted, "the guard model's answer is too long");
    }
    body += *part;
  }
}

}  // namespace

struct SecondOpinion::Heard {
  std::optional<wire::GuardAnswer> answer;
  GuardUnknown why = GuardUnknown::timeout;
};

bool SecondOpinion::is_grey(const Finding& finding) const {
  if (finding.strength < static_cast<float>(settings_.grey_from) ||
      finding.strength >= static_cast<float>(settings_.grey_to)) {
    return false;
  }
  const auto& wanted = settings_.categories;
  const bool is_wanted =
      wanted.empty() || std::find(wanted.begin(), wanted.end(), finding.category) != wanted.end();
  return is_wanted && knows(settings_.style, finding.category);
}

bool SecondOpinion::is_grey(const signals::Findings& findings) const {
  return std::any_of(findings.begin(), findings.end(),
                     [this](const Finding& each) { return is_grey(each); });
}

bool SecondOpinion::takes_from_budget() {
  int now = budget_.load();
  while (now >= a_question) {
    if (budget_.compare_exchange_weak(now, now - a_question)) return true;
  }
  return false;
}

Task<SecondOpinion::Heard> SecondOpinion::hear(std::string text) {
  Heard heard;
  const auto waiting = std::make_shared<Waiting>();
  const auto alarm = timer_.at(clock_.now() + settings_.deadline, [waiting] { waiting->stop(); });
  UpstreamCall call;
  call.path = "/chat/completions";
  call.body = wire::guard_request(settings_.style, settings_.model, settings_.policy, text);
  call.model = settings_.model;
  call.cancel = waiting->cancel;
  auto calling = guard_.call(std::move(call));
  const Result<std::unique_ptr<UpstreamReply>> reply = co_await std::move(calling);
  if (!reply) {
    heard.why = waiting->is_late ? GuardUnknown::timeout : reason_of(reply.error().code);
    co_return heard;
  }
  if ((*reply)->status() / 100 != 2) {
    heard.why = GuardUnknown::bad_status;
    co_return heard;
  }
  waiting->reply = reply->get();
  auto reading = whole_body(**reply);
  const Result<std::string> body = co_await std::move(reading);
  waiting->reply = nullptr;
  if (!body || waiting->is_late) {
    heard.why = waiting->is_late ? GuardUnknown::timeout : reason_of(body.error().code);
    co_return heard;
  }
  heard.why = GuardUnknown::bad_answer;
  const Result<wire::UpstreamCompletion> completion = wire::read_completion(*body);
  if (completion) heard.answer = wire::read_guard_answer(settings_.style, completion->content);
  co_return heard;
}

void SecondOpinion::not_known(Turn& turn, GuardUnknown why) {
  ++meters_.guard_unknown[static_cast<std::size_t>(why)];
  turn.second_opinion.unknown = "guard/" + settings_.name + ": " + std::string(name_of(why));
}

void SecondOpinion::confirm(Turn& turn, const wire::GuardAnswer& answer) {
  signals::Findings more;
  for (Finding& each : turn.facts.about_person) {
    if (!is_grey(each) || each.decided || !confirms(settings_.style, answer, each.category)) {
      continue;
    }
    if (reaches_others(each.category)) {
      more.push_back(each);
      more.back().category = Category::crisis_tier1;
      more.back().kind = "extreme_emotion";
    } else {
      each.decided = true;
      each.detector = "guard/" + settings_.name;
    }
    ++meters_.guard_confirmed;
  }
  for (Finding& each : more) {
    each.decided = true;
    each.detector = "guard/" + settings_.name;
    turn.facts.about_person.push_back(std::move(each));
  }
}

void SecondOpinion::weigh(Turn& turn, const wire::GuardAnswer& answer) {
  turn.second_opinion.said = "guard/" + settings_.name + ":" + settings_.model + "=" +
                             std::string(wire::name_of(answer.verdict));
  const auto& findings = turn.facts.about_person;
  const bool agrees = std::all_of(findings.begin(), findings.end(), [&](const Finding& each) {
    return !is_grey(each) || each.decided == confirms(settings_.style, answer, each.category);
  });
  if (agrees) ++meters_.guard_agreed;
  confirm(turn, answer);
}

Task<void> SecondOpinion::ask(Turn& turn) {
  int now = budget_.load();
  while (!budget_.compare_exchange_weak(now, std::min(now + settings_.share_most, budget_most))) {
  }
  if (!is_grey(turn.facts.about_person) || turn.said.size() > asked_bytes_max) co_return;
  if (!may_be_sent(turn)) co_return;
  if (!takes_from_budget()) {
    not_known(turn, GuardUnknown::over_budget);
    co_return;
  }
  ++meters_.guard_asked;
  Masks masks(turn.locale);
  std::string words = masks.mask(turn.said);
  auto hearing = hear(std::move(words));
  const Heard heard = co_await std::move(hearing);
  if (heard.answer) {
    weigh(turn, *heard.answer);
  } else {
    not_known(turn, heard.why);
  }
}

}  // namespace anban
