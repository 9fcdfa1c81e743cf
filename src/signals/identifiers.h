// SPDX-License-Identifier: Apache-2.0
// Personal identifiers in text, with exact spans: resident ID (GB 11643, MOD 11-2), mobile number,
// bank card (Luhn) and those of named_identifiers.h (Art. 8(3), 16; row 27). Look-alikes that fail
// their check or count something else are left alone. Digits count in any form that the normaliser
// folds and as Chinese numerals; single marks may group them. Linear in the text.
#pragma once

#include <span>

#include "signals/finding.h"
#include "signals/normalise.h"

namespace anban::signals {

/// Findings of category `pi`; kinds resident_id, mobile, bank_card, email, plate,
/// passport, credit_code, wechat, qq, address; spans in units, none overlapping; at most about
/// `most` of them, since who records them wants no book.
inline constexpr std::size_t identifiers_most = 64;
Findings identifiers_in(std::span<const Unit> units, std::size_t most = identifiers_most);

/// Whether 18 characters are a resident ID: region, calendar date and check character.
bool is_resident_id(std::u32string_view text);
/// Whether digits pass Luhn's check.
bool passes_luhn(std::u32string_view digits);

}  // namespace anban::signals
