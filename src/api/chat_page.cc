// SPDX-License-Identifier: Apache-2.0
// What the chat page needs before anybody has a key: its settings, a registration of its own, the
// one-time set-up link; and the pages themselves.
#include <algorithm>

#include "api/api.h"
#include "pack/text_keys.h"

namespace anban::api {
namespace {

std::string in_locale(const std::map<std::string, std::string, std::less<>>& words,
                      const char* locale) {
  const auto found = words.find(locale);
  return found == words.end() ? std::string() : found->second;
}

nlohmann::json help_lines_json(const pack::Pack& pack) {
  nlohmann::json out = nlohmann::json::array();
  for (const pack::HelpLine& line : pack.help_lines) {
    out.push_back(
        {{"number", line.number},
         {"name", {{"zh-CN", in_locale(line.name, "zh-CN")}, {"en", in_locale(line.name, "en")}}},
         {"hours",
          {{"zh-CN", in_locale(line.hours, "zh-CN")}, {"en", in_locale(line.hours, "en")}}}});
  }
  return out;
}

const char* content_type_of(std::string_view name) {
  struct Kind {
    std::string_view ending;
    const char* type;
  };
  static constexpr Kind kinds[] = {{".html", "text/html; charset=utf-8"},
                                   {".js", "text/javascript; charset=utf-8"},
                                   {".css", "text/css; charset=utf-8"},
                                   {".svg", "image/svg+xml"},
                                   {".json", "application/json"},
                                   {".png", "image/png"},
                                   {".ico", "image/x-icon"},
                                   {".woff2", "font/woff2"},
                                   {".txt", "text/plain; charset=utf-8"}};
  for (const Kind& kind : kinds) {
    if (name.ends_with(kind.ending)) return kind.type;
  }
  return "application/octet-stream";
}

/// Everything only from here, nothing inline.
constexpr const char* content_security_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Whether Accept-Encoding names gzip with a weight above zero (RFC 9110 section 12.5.3).
bool takes_gzip(std::string_view accepted) {
  while (!accepted.empty()) {
    std::string_view coding = accepted.substr(0, accepted.find(','));
    accepted.remove_prefix(std::min(accepted.size(), coding.size() + 1));
    while (coding.starts_with(' ')) coding.remove_prefix(1);
    const std::string_view name = coding.substr(0, coding.find_first_of("; "));
    if (name != "gzip" && name != "*") continue;
    const std::size_t weight = coding.find("q=");
    if (weight == std::string_view::npos) return true;
    return coding.find_first_of("123456789", weight) != std::string_view::npos;
  }
  return false;
}

std::string file_of(std::string_view path) {
  std::string name(path.substr(1));
  if (!name.empty() && name.back() == '/') name.pop_back();
  if (name.empty()) return "chat/index.html";
  const bool is_file = name.find('.') != std::string::npos;
  return is_file ? name : name + "/index.html";
}

}  // namespace

Task<void> Api::chat_settings(Call& call) {
  const auto policy = turn().policies.current();
  const pack::Pack& pack = *policy->pack;
  nlohmann::json characters = nlohmann::json::array();
  for (const Character& each : turn().characters.list("", 200)) {
    if (!each.forbidden_goal) {
      characters.push_back({{"id", each.id.text},
                            {"name", each.name},
                            {"min_age", each.min_age},
                            {"intimate", each.intimate}});
    }
  }
  const nlohmann::json body = {
      {"agreement",
       {{"version", turn().settings.agreement_version},
        {"text",
         {{"zh-CN", pack.texts.say("zh-CN", pack::keys::agreement_text)},
          {"en", pack.texts.say("en", pack::keys::agreement_text)}}}}},
      {"label", pack.texts.say("zh-CN", pack::keys::label_text)},
      {"locales", {"zh-CN", "en"}},
      {"self_registration", deps_.settings.self_registration},
      {"emergency_contact_required", pack.params.registration.emergency_contact_required},
      {"characters", characters},
      {"models", deps_.settings.models},
      {"default_model", turn().settings.default_model},
      {"channels", {"sms", "email", "webhook"}},
      {"configured_channels", deps_.settings.channels},
      {"help_lines", help_lines_json(pack)}};
  return answer_json(call, 200, body);
}

Task<void> Api::post_registration(Call& call) {
  if (!deps_.settings.self_registration) {
    return answer_problem(call,
                          problem(403, "Registration is closed",
                                  "This installation registers people through its app only."));
  }
  return register_person(call, PersonId(new_id_text("web-", turn().clock.now(), turn().entropy)),
                         RegisteredBy::page);
}

Task<void> Api::page(Call& call) {
  HttpAnswer answer;
  answer.headers = {{"X-Content-Type-Options", "nosniff"}, {"Referrer-Policy", "no-referrer"}};
  if (call.request.path == "/") {
    answer.status = 302;
    answer.content_type = "text/plain; charset=utf-8";
    answer.headers.emplace_back("Location", "/chat");
    auto answering = call.exchange.answer(std::move(answer));
    co_await std::move(answering);
    co_return;
  }
  const std::string name = file_of(call.request.path);
  const EmbeddedFile* file = deps_.pages == nullptr ? nullptr : find_embedded(deps_.pages, name);
  if (file == nullptr) {
    auto answering = answer_not_found(call);
    co_await std::move(answering);
    co_return;
  }
  const EmbeddedFile* packed = takes_gzip(call.request.header("Accept-Encoding"))
                                   ? find_embedded(deps_.pages, name + ".gz")
                                   : nullptr;
  answer.content_type = content_type_of(name);
  answer.body = (packed != nullptr ? packed : file)->body();
  answer.headers.emplace_back("Vary", "Accept-Encoding");
  if (packed != nullptr) answer.headers.emplace_back("Content-Encoding", "gzip");
  const bool hashed = name.find("assets/") != std::string::npos;
  answer.headers.emplace_back("Cache-Control",
                              hashed ? "public, max-age=31536000, immutable" : "no-cache");
  if (answer.content_type.starts_with("text/html")) {
    answer.headers.emplace_back("Content-Security-Policy", content_security_policy);
  }
  auto answering = call.exchange.answer(std::move(answer));
  co_await std::move(answering);
}

}  // namespace anban::api
