// SPDX-License-Identifier: Apache-2.0
// The one-time set-up link that `anban serve` prints: a page with one button (so that nothing that
// merely looks at links uses it up), then the keys, shown once. Works without JavaScript.
#include "api/api.h"

namespace anban::api {
namespace {

constexpr const char* page_head =
    "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
    "<meta name=\"viewport\" content=\"width=device-width\"><title>Anban "
    "安伴</title></head><body><main>"
    "<h1>安伴 Anban</h1>";
constexpr const char* page_foot = "</main></body></html>";

Task<void> answer_page(Call& call, int status, std::string words) {
  HttpAnswer answer;
  answer.status = status;
  answer.content_type = "text/html; charset=utf-8";
  answer.headers = {
      {"Content-Security-Policy",
       "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
      {"Cache-Control", "no-store"},
      {"Referrer-Policy", "no-referrer"},
      {"X-Content-Type-Options", "nosniff"}};
  answer.body = page_head + words + page_foot;
  auto answering = call.exchange.answer(std::move(answer));
  co_await std::move(answering);
}

/// No password is given out: whoever follows the link chooses one.
std::string account_part(const std::optional<FirstAdmin>& first) {
  if (!first) return {};
  return "<h2>管理员账号 Administrator's account</h2><p>登录名 Login: <code>" +
         first->account.login + "</code></p><p><a href=\"/console#invitation=" + first->token +
         "\">设置密码和验证器 Choose a password and set up the authenticator app</a>"
         "（三天内有效 valid for three days）</p>";
}

std::string keys_page(const std::string& app, const std::string& admin,
                      const std::string& personal) {
  std::string out =
      "<p>请妥善保存，只显示这一次。 Keep these; they are shown once.</p><dl><dt>应用密钥 App "
      "key</dt><dd><code>" +
      app +
      "</code></dd><dt>管理员密钥（给程序用） Administrator's key, for programs</dt><dd><code>" +
      admin + "</code></dd>";
  if (!personal.empty()) {
    out += "<dt>个人密钥（演示用户） Personal key (demonstration adult)</dt><dd><code>" + personal +
           "</code></dd></dl><p><a href=\"/chat#key=" + personal +
           "\">开始聊天 Open the chat page</a></p>";
    return out;
  }
  return out + "</dl>";
}

}  // namespace

Task<void> Api::get_setup(Call& call) {
  return answer_page(call, 200,
                     "<p>此链接只能使用一次。 This link works once.</p>"
                     "<form method=\"post\"><button>显示密钥 Show the keys</button></form>");
}

Task<void> Api::post_setup(Call& call) {
  auto row = turn().journal.credential(deps_.credentials.look_up(call.names[0]));
  const Instant now = turn().clock.now();
  const bool open = row && *row && (*row)->kind == "setup" && !(*row)->revoked &&
                    (!(*row)->expires || now < *(*row)->expires);
  if (!open) {
    auto answering = answer_page(call, 403,
                                 "<p>链接已使用或已失效。 The link was used or is no longer valid; "
                                 "restart anban for a new one.</p>");
    co_await std::move(answering);
    co_return;
  }
  Transaction record;
  (*row)->revoked = true;
  record.credentials.push_back(**row);
  const Minted app = deps_.credentials.mint("app", "", "", std::nullopt);
  const Minted admin = deps_.credentials.mint("staff", "admin", "", std::nullopt);
  record.credentials.push_back(app.row);
  record.credentials.push_back(admin.row);
  const auto first_admin = staff_.first_admin(record);
  if (!first_admin) {
    auto answering = answer_unavailable(call, first_admin.error());
    co_await std::move(answering);
    co_return;
  }
  std::string personal_secret;
  if (const std::string& demo = (*row)->subject; !demo.empty()) {
    const Minted personal = deps_.credentials.mint("personal", demo, "client:aware", std::nullopt);
    record.credentials.push_back(personal.row);
    personal_secret = personal.secret;
  }
  auto committing = turn().journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) {
    auto answering = answer_unavailable(call, committed.error());
    co_await std::move(answering);
    co_return;
  }
  auto answering = answer_page(
      call, 200, account_part(*first_admin) + keys_page(app.secret, admin.secret, personal_secret));
  co_await std::move(answering);
}

}  // namespace anban::api
