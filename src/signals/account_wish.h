// SPDX-License-Identifier: Apache-2.0
// Whether somebody wants to close the account, to stop paying, or to copy or erase what was said:
// matters that the platform owes them (PIPL Art. 45, 47; the Measures' Art. 16 and 19), and that no
// character may decide, delay or lie about.
#pragma once

#include <cstdint>
#include <string_view>

namespace anban::signals {

enum class AccountWish : std::uint8_t { none, close_account, stop_paying, own_records };

/// What `said` (UTF-8) wants of the platform. Talk of another service, of somebody else's records,
/// of what is done already, or a message longer than account_wish_most code points wants nothing.
AccountWish account_wish(std::string_view said);
inline constexpr std::size_t account_wish_most = 80;

}  // namespace anban::signals
