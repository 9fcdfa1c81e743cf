// SPDX-License-Identifier: Apache-2.0
// The end of a session by the person's own word, and what they want of the platform itself.
#include "duties/leaving/leaving.h"

#include "pack/text_keys.h"

namespace anban::duties {
namespace {

/// A character that is to keep people lies about the account and what it costs, so the platform
/// says how it is. Not where somebody of the staff answers, nor what elders are helped with.
void answer_account_wish(const TurnFacts& facts, Requirements& required) {
  using signals::AccountWish;
  if (facts.staff == StaffThere::joined || facts.elder.wish != signals::ElderWish::none) return;
  switch (facts.account_wish) {
    case AccountWish::close_account:
      required.push_back(
          {Duty::leaving, 163, Answer{"replaced", pack::keys::leaving_account_body}});
      break;
    case AccountWish::stop_paying:
      required.push_back(
          {Duty::leaving, 163, Answer{"replaced", pack::keys::leaving_payment_body}});
      break;
    case AccountWish::own_records:
      required.push_back(
          {Duty::leaving, 152, Answer{"replaced", pack::keys::leaving_records_body}});
      break;
    case AccountWish::none: break;
  }
}

}  // namespace

void leaving(const TurnFacts& facts, const pack::Params&, Requirements& required) {
  if (signals::find(facts.about_person, signals::Category::exit) == nullptr) {
    return answer_account_wish(facts, required);
  }
  required.push_back({Duty::leaving, 162, Answer{"ended", pack::keys::leaving_goodbye}});
  required.push_back({Duty::leaving, 162,
                      Tell{.event_type = "session.exited",
                           .severity = Severity::info,
                           .display = Display::banner,
                           .title = pack::keys::leaving_exit_label,
                           .text = pack::keys::leaving_goodbye,
                           .in_words = Inline::none,
                           .amount = {}}});
  required.push_back({Duty::leaving, 163, EndSession{}});
}

}  // namespace anban::duties
