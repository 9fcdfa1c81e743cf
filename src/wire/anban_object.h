// SPDX-License-Identifier: Apache-2.0
// The `anban` object beside a completion: what was required, what the person is shown, and the
// label of the labelling duties (GB 45438-2025, Annex E) in the JSON channel.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace anban::wire {

/// Code points of the whole content, half-open.
struct InlineSpan {
  std::size_t start = 0;
  std::size_t end = 0;
  friend bool operator==(const InlineSpan&, const InlineSpan&) = default;
};

struct DisplayAction {
  std::string id;  // "exit"
  std::string label;
  friend bool operator==(const DisplayAction&, const DisplayAction&) = default;
};

struct EventDisplay {
  std::string as;  // dialog, banner, card or inline
  std::string title;
  std::string body;
  std::vector<DisplayAction> actions;
  friend bool operator==(const EventDisplay&, const EventDisplay&) = default;
};

/// `output.retract`: what was shown from `from` to `to` (code points of the whole content) gives
/// way to `replacement`.
struct Retraction {
  std::size_t from = 0;
  std::size_t to = 0;
  std::string replacement;
  friend bool operator==(const Retraction&, const Retraction&) = default;
};

struct AnbanEvent {
  std::string id;          // evt_…
  std::string type;        // "notice.two_hours"
  std::string obligation;  // "O-98"; left out where empty
  std::string basis;       // "Art. 18 para. 2"; left out where empty
  std::string severity;    // info, warn or critical
  EventDisplay display;
  std::optional<InlineSpan> inline_span;
  std::optional<Retraction> retraction;
  std::string extra;  // further members as JSON without braces; usually empty
  friend bool operator==(const AnbanEvent&, const AnbanEvent&) = default;
};

/// The implicit label: seven fields whose values are code points 0x21 to 0x7E only.
struct AigcLabel {
  std::string label = "1";  // "1" is, "2" may be, "3" is suspected to be generated
  std::string content_producer;
  std::string produce_id;
  std::string reserved_code_1;
  std::string content_propagator;
  std::string propagate_id;
  std::string reserved_code_2;
  friend bool operator==(const AigcLabel&, const AigcLabel&) = default;
};

/// Names the first field that breaks the standard: an empty mandatory one (label, producer, produce
/// id), a label other than 1 to 3, a byte outside 0x21 to 0x7E.
Result<void> check_label(const AigcLabel& label);

/// {"Label", "ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID",
/// "ReservedCode2"}; the label has passed check_label.
std::string aigc_json(const AigcLabel& label);

struct AnbanObject {
  std::string turn;     // trn_…
  std::string session;  // ses_… or the client's name
  std::string outcome;  // answered, soothed, replaced, refused, ended or taken_over
  std::vector<AnbanEvent> events;
  std::string label_text;         // "内容由AI生成"
  std::optional<AigcLabel> aigc;  // none where a person speaks (takeover)
  std::string case_id;            // cas_…; left out where empty
  friend bool operator==(const AnbanObject&, const AnbanObject&) = default;
};

/// Compact JSON, version 1. `label` is left out where there is neither text nor aigc.
std::string anban_json(const AnbanObject& object);

/// One event alone, as `users/{id}/events` sends it.
std::string anban_event_json(const AnbanEvent& event);

}  // namespace anban::wire
