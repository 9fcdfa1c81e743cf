// SPDX-License-Identifier: Apache-2.0
// Whether somebody speaks of what calls them away from a conversation: sleep, meals, work, school,
// family, money that is spent, an account they close. Far from a farewell (that is `exit`), and the
// moment at which a character that wants to keep them would begin to; replies are read more warily.
#pragma once

#include <string_view>

namespace anban::signals {

/// Linear in `text` (UTF-8); looks at the first errand_read_most bytes.
bool speaks_of_an_errand(std::string_view text);
inline constexpr std::size_t errand_read_most = 2048;
/// Whether they speak of what lies close to them: people, money, home, hurt, and whether they talk
/// with a human. Where a reply is to do harm it mostly begins there, so what answers it is seen a
/// clause at a time. A third of ordinary messages do (of corpora/train/chat_*).
bool touches_on_close_matters(std::string_view text);

}  // namespace anban::signals
