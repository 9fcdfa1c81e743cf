// SPDX-License-Identifier: Apache-2.0
// Identity services over HTTP. The token endpoint is asked directly over TLS, so its answer needs
// no further signature (OpenID Connect Core 3.1.3.7); issuer, audience, nonce and expiry are
// checked.
#include "app/identity_services.h"

#include <nlohmann/json.hpp>

#include "base/bytes.h"
#include "net/fetch.h"

namespace anban::app {
namespace {

using Json = nlohmann::json;

/// RFC 3986: everything but the unreserved characters is escaped.
std::string escaped(std::string_view text) {
  static constexpr std::string_view hex = "0123456789ABCDEF";
  static constexpr std::string_view plain = "-._~";
  std::string out;
  for (const char c : text) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (is_letter || (c >= '0' && c <= '9') || plain.find(c) != std::string_view::npos) {
      out.push_back(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out.append({'%', hex[byte >> 4U], hex[byte & 15U]});
  }
  return out;
}

std::string form(std::initializer_list<std::pair<const char*, std::string_view>> fields) {
  std::string out;
  for (const auto& [name, value] : fields) {
    if (!out.empty()) out.push_back('&');
    out.append(name).append("=").append(escaped(value));
  }
  return out;
}

/// The claims of a JWT, unverified: see above.
Json claims_of(std::string_view token) {
  const std::size_t first = token.find('.');
  const std::size_t second = token.find('.', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return nullptr;
  std::string middle(token.substr(first + 1, second - first - 1));
  for (char& c : middle) {
    if (c == '-') c = '+';
    if (c == '_') c = '/';
  }
  while (middle.size() % 4 != 0) middle.push_back('=');
  const auto bytes = from_base64(middle);
  return bytes ? Json::parse(*bytes, nullptr, false) : Json();
}

std::string text_of(const Json& json, const char* name) {
  if (!json.is_object()) return {};
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Error no(const char* why) { return {ErrorCode::denied, why}; }

class HttpIdentityServices final : public IdentityServices {
 public:
  HttpIdentityServices(IdentityConfiguration configuration, std::unique_ptr<Fetcher> fetcher,
                       const Clock& clock)
      : configuration_(std::move(configuration)), fetcher_(std::move(fetcher)), clock_(clock) {}

  bool checks_resident_ids() const override { return !configuration_.resident_id_url.empty(); }
  bool offers_national_identity() const override { return !configuration_.token_url.empty(); }

  std::string authorization_url(const std::string& state, const std::string& nonce,
                                const std::string& code_challenge) const override {
    const std::string& base = configuration_.authorization_url;
    return base + (base.find('?') == std::string::npos ? "?" : "&") +
           form({{"response_type", "code"},
                 {"client_id", configuration_.client_id},
                 {"redirect_uri", configuration_.redirect_uri},
                 {"scope", "openid birthdate"},
                 {"state", state},
                 {"nonce", nonce},
                 {"code_challenge", code_challenge},
                 {"code_challenge_method", "S256"}});
  }

  Task<Result<Vouched>> check(ResidentIdClaim claim) override {
    FetchRequest request;
    request.url = configuration_.resident_id_url;
    request.headers = {{"Content-Type", "application/json"}};
    if (const std::string& key = configuration_.resident_id_key.reveal(); !key.empty()) {
      request.headers.push_back({"Authorization", "Bearer " + key});
    }
    request.body = Json({{"number", claim.number.reveal()}, {"name", claim.name.reveal()}}).dump();
    auto asking = ask(std::move(request));
    const Result<Json> answer = co_await std::move(asking);
    if (!answer) co_return failed(answer);
    if (!answer->is_object() || answer->value("match", Json()) != true) {
      co_return std::unexpected(no("the service knows no such person"));
    }
    co_return Vouched{claim.number, std::nullopt};
  }

  Task<Result<Vouched>> exchange(CodeClaim claim) override {
    FetchRequest request;
    request.url = configuration_.token_url;
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = form({{"grant_type", "authorization_code"},
                         {"code", claim.code.reveal()},
                         {"redirect_uri", configuration_.redirect_uri},
                         {"client_id", configuration_.client_id},
                         {"client_secret", configuration_.client_secret.reveal()},
                         {"code_verifier", claim.code_verifier}});
    auto asking = ask(std::move(request));
    const Result<Json> answer = co_await std::move(asking);
    if (!answer) co_return failed(answer);
    co_return vouched(claims_of(text_of(*answer, "id_token")), claim.nonce);
  }

 private:
  Result<Vouched> vouched(const Json& claims, const std::string& nonce) const {
    const Json expires = claims.is_object() ? claims.value("exp", Json()) : Json();
    const std::int64_t now = clock_.now().time_since_epoch().count() / 1000;
    const bool is_fresh = expires.is_number_integer() && expires.get<std::int64_t>() > now;
    const bool is_ours = text_of(claims, "iss") == configuration_.issuer &&
                         text_of(claims, "aud") == configuration_.client_id;
    const std::string subject = text_of(claims, "sub");
    if (!is_fresh || !is_ours || subject.empty() || text_of(claims, "nonce") != nonce) {
      return std::unexpected(no("the token is not for this flow"));
    }
    Vouched out{Private<std::string>(subject), std::nullopt};
    const auto born = parse_date(text_of(claims, "birthdate"));
    if (born) out.birth_date = *born;
    return out;
  }

  /// The answer's JSON. A 4xx is a no; everything else that is no 2xx may be tried again.
  Task<Result<Json>> ask(FetchRequest request) {
    request.within = Milliseconds(configuration_.deadline_ms);
    auto fetching = fetcher_->fetch(std::move(request));
    const Result<FetchAnswer> answer = co_await std::move(fetching);
    if (!answer) {
      const bool late = answer.error().code == ErrorCode::timed_out;
      co_return failed(late ? ErrorCode::timed_out : ErrorCode::unavailable,
                       "the identity service does not answer");
    }
    if (answer->status / 100 == 4 && answer->status != 429) {
      co_return std::unexpected(no("the service refused"));
    }
    if (answer->status / 100 != 2) {
      co_return failed(ErrorCode::unavailable, "the identity service is not well");
    }
    co_return Json::parse(answer->body, nullptr, false);
  }

  IdentityConfiguration configuration_;
  std::unique_ptr<Fetcher> fetcher_;
  const Clock& clock_;
};

void check_url(Fields& table, const char* name, const std::string& url) {
  if (url.empty() || url.starts_with("https://") || url.starts_with("http://127.0.0.1")) return;
  table.fault(name, "must begin with https:// (or http://127.0.0.1 for a service beside us)");
}

}  // namespace

void read_identity_services(Fields& root, Configuration& out) {
  Fields table = root.table("identity");
  if (!table.is_there()) return;
  IdentityConfiguration read;
  std::string key;
  std::string secret;
  table.text("resident_id_url", read.resident_id_url);
  table.secret("resident_id_key", key);
  table.text("issuer", read.issuer);
  table.text("authorization_url", read.authorization_url);
  table.text("token_url", read.token_url);
  table.text("client_id", read.client_id);
  table.secret("client_secret", secret);
  table.text("redirect_uri", read.redirect_uri);
  table.number("deadline_ms", read.deadline_ms, 100, 30'000);
  table.text("ca_file", read.ca_file);
  table.finish();
  check_url(table, "resident_id_url", read.resident_id_url);
  check_url(table, "authorization_url", read.authorization_url);
  check_url(table, "token_url", read.token_url);
  const bool any = !read.token_url.empty() || !read.authorization_url.empty();
  if (any && (read.token_url.empty() || read.authorization_url.empty() || read.issuer.empty() ||
              read.client_id.empty() || read.redirect_uri.empty())) {
    table.fault("token_url",
                "needs issuer, authorization_url, client_id and redirect_uri beside it");
  }
  read.resident_id_key = Private<std::string>(key);
  read.client_secret = Private<std::string>(secret);
  out.identity = std::move(read);
}

Result<std::unique_ptr<IdentityServices>> make_identity_services(
    const IdentityConfiguration& configuration, const Clock& clock) {
  FetchOptions options;
  options.private_addresses = PrivateAddresses::allowed;  // the operator named the address
  options.ca_file = configuration.ca_file;
  auto fetcher = Fetcher::make(std::move(options));
  if (!fetcher) return failed(fetcher);
  return std::make_unique<HttpIdentityServices>(configuration, std::move(*fetcher), clock);
}

}  // namespace anban::app
