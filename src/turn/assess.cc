// SPDX-License-Identifier: Apache-2.0
// The order of duties. It decides the order of requirements in the record and between refusals of
// the same turn; precedence between effects is turn/plan.cc's.
#include "turn/assess.h"

#include "duties/content/content.h"
#include "duties/crisis/after_care.h"
#include "duties/crisis/crisis.h"
#include "duties/dependence/dependence.h"
#include "duties/elders/elders.h"
#include "duties/guardians/guardians.h"
#include "duties/influence/influence.h"
#include "duties/labels/labels.h"
#include "duties/leaving/leaving.h"
#include "duties/minors/minors.h"
#include "duties/registration/registration.h"
#include "duties/stopping/stopping.h"
#include "duties/time_in_use/time_in_use.h"

namespace anban {

duties::Requirements assess(const duties::TurnFacts& facts, const pack::Params& params) {
  duties::Requirements required;
  duties::crisis(facts, params, required);        // heard whatever else is wrong
  duties::after_care(facts, required);            // the days after, where no crisis speaks
  duties::leaving(facts, params, required);       // nobody needs permission to go
  duties::stopping(facts, params, required);      // an order of the staff, before what may be said
  duties::registration(facts, params, required);  // who speaks, before what may be said
  duties::guardians(facts, params, required);     // consent stands on registration
  duties::minors(facts, params, required);        // character, night, quota
  duties::elders(facts, params, required);        // warns and opens cases, whatever is answered
  duties::content(facts, params, required);       // suspension, then what was said
  duties::time_in_use(facts, params, required);   // adds to a reply, so after what may end it
  duties::dependence(facts, params, required);    // likewise
  duties::boundary(facts, params, required);      // where nothing else answers
  duties::influence(facts, params, required);     // asks the model, whatever else was said
  duties::labels(facts, params, required);        // adds to every reply
  return required;
}

}  // namespace anban
