// SPDX-License-Identifier: Apache-2.0
// The rules of accounts of staff.
#include "people/staff_account.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/one_time_code.h"
#include "base/utf8.h"

namespace anban {
namespace {

constexpr std::array<const char*, 4> states{"invited", "enrolling", "active", "removed"};
constexpr Seconds code_step{30};
constexpr std::size_t login_most = 64;
constexpr std::size_t different_least = 5;

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string small_letters(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), small);
  return out;
}

bool begins_a_login(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool may_stand_in_a_login(char c) {
  return begins_a_login(c) || std::string_view("._-@").find(c) != std::string_view::npos;
}

std::int64_t step_of(Instant at) {
  return std::chrono::duration_cast<Seconds>(at.time_since_epoch()) / code_step;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view figures = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (may_stand_in_a_login(small(c)) && c != '@') {
      out.push_back(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out.push_back('%');
    out.push_back(figures[byte >> 4U]);
    out.push_back(figures[byte & 15U]);
  }
  return out;
}

}  // namespace

const char* name_of(StaffState state) { return states[static_cast<std::size_t>(state)]; }

std::optional<Seconds> must_wait(const WrongTries& tries, Instant now) {
  if (!tries.wait_until || now >= *tries.wait_until) return std::nullopt;
  return std::chrono::ceil<Seconds>(*tries.wait_until - now);
}

WrongTries after_wrong(WrongTries tries, Instant now) {
  ++tries.count;
  if (tries.count <= WrongTries::free) return tries;
  Seconds wait = WrongTries::first_wait;
  for (int i = WrongTries::free + 1; i < tries.count && wait < WrongTries::wait_most; ++i) {
    wait *= 2;
  }
  tries.wait_until = now + std::min(wait, WrongTries::wait_most);
  return tries;
}

std::optional<std::string> staff_login(std::string_view text) {
  std::string login = small_letters(text);
  const bool fits = login.size() >= 2 && login.size() <= login_most && begins_a_login(login[0]) &&
                    std::all_of(login.begin(), login.end(), may_stand_in_a_login);
  return fits ? std::optional<std::string>(std::move(login)) : std::nullopt;
}

std::optional<std::string> fault_of_password(std::string_view password, std::string_view login) {
  const std::size_t length = is_valid_utf8(password) ? count_code_points(password) : 0;
  if (length < staff_password_least || length > staff_password_most) {
    return "must have 10 to 128 characters";
  }
  if (std::set<char>(password.begin(), password.end()).size() < different_least) {
    return "must have at least five different characters";
  }
  if (!login.empty() && small_letters(password).find(login) != std::string::npos) {
    return "must not contain the login";
  }
  return std::nullopt;
}

bool may_enrol(const StaffAccount& account, Instant now) {
  const bool waits = account.state == StaffState::invited || account.state == StaffState::enrolling;
  return waits && account.invited_until && now < *account.invited_until;
}

std::optional<std::int64_t> accepted_step(BytesView code_secret, std::string_view code, Instant now,
                                          std::int64_t last_step) {
  std::optional<std::int64_t> accepted;
  const std::int64_t here = step_of(now);
  for (std::int64_t step = std::max<std::int64_t>(here - 1, 0); step <= here + 1; ++step) {
    const std::string right = one_time_code(code_secret, static_cast<std::uint64_t>(step));
    const bool is_it = equal_in_constant_time(right, code);
    if (is_it && step > last_step && !accepted) accepted = step;
  }
  return accepted;
}

std::string otpauth_of(const StaffAccount& account, BytesView code_secret) {
  return "otpauth://totp/Anban:" + percent_encoded(account.login) +
         "?secret=" + to_base32(code_secret) + "&issuer=Anban&algorithm=SHA1&digits=6&period=30";
}

bool session_is_open(Instant begun, Instant last_used, Instant now) {
  return now < begun + staff_session_most && now < last_used + staff_session_idle;
}

}  // namespace anban
