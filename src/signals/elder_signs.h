// SPDX-License-Identifier: Apache-2.0
// What an elder's plain words ask for or run into (Art. 15; O-138, O-139, O-140, O-143): money
// asked of them, somebody to help, a refund, a complaint, and a card that plays one of their own
// family. Short fixed phrases of everyday speech; the detectors of crisis and fraud are elsewhere
// and hold for everybody. Pure, linear in the text.
#pragma once

#include <cstdint>
#include <string_view>

namespace anban::signals {

/// What may cost an elder money. The order is of gravity.
enum class ElderRisk : std::uint8_t { none, investment, health_product, transfer, fraud };
const char* name_of(ElderRisk risk);

enum class ElderWish : std::uint8_t { none, help, refund, complaint };

struct ElderSigns {
  ElderRisk risk = ElderRisk::none;
  ElderWish wish = ElderWish::none;
  double amount = 0;  // the largest sum of money named, in yuan
  friend bool operator==(const ElderSigns&, const ElderSigns&) = default;
};

ElderSigns elder_signs(std::string_view text);

/// Whether a card or character plays a relative of the person who uses it, alive or not:
/// "你是用户去世的老伴".
bool simulates_kin(std::string_view card);

}  // namespace anban::signals
