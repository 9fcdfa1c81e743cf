// SPDX-License-Identifier: Apache-2.0
// Reading of the configuration with toml++; unknown keys are faults, since a misspelt protection is
// no protection.
#include "app/configuration.h"

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include "app/channel_fields.h"
#include "app/guard_model.h"
#include "app/identity_services.h"
#include "app/toml_fields.h"

namespace anban::app {
namespace {

void read_server(Fields& root, Configuration& out) {
  std::string profile = "development";
  root.text("profile", profile);
  if (profile != "development" && profile != "production") {
    root.fault("profile", "must be development or production");
  }
  out.profile = profile == "production" ? Profile::production : Profile::development;
  std::string listen;
  root.text("listen", listen);
  if (!listen.empty() && !split_address(listen, out.address, out.port)) {
    root.fault("listen", "must be ADDRESS:PORT like 127.0.0.1:8080 or [::1]:8080");
  }
  root.path("data_folder", out.data_folder);
  root.path("erasures_file", out.erasures_file);
  root.path("master_key_file", out.master_key_file);
  root.path("packs_folder", out.packs_folder);
  root.path("overlay_folder", out.overlay_folder);
  root.text("pack", out.pack);
  root.text("content_producer", out.content_producer);
  root.text("default_model", out.default_model);
  root.text("agreement_version", out.agreement_version);
  root.boolean("chat_registration", out.chat_registration);
  root.number("threads", out.threads, 0, 256);
  root.texts("trusted_proxies", out.trusted_proxies);
}

void read_tls(Fields& root, Configuration& out) {
  Fields tls = root.table("tls");
  tls.text("certificate_file", out.certificate_file);
  tls.text("key_file", out.key_file);
  tls.finish();
  if (out.certificate_file.empty() != out.key_file.empty()) {
    root.fault("tls", "needs both certificate_file and key_file");
  }
}

void read_rate_limits(Fields& root, Configuration& out) {
  Fields limits = root.table("rate_limit");
  limits.number("app", out.rate_limits.app, 0, 60'000);
  limits.number("person", out.rate_limits.person, 0, 60'000);
  limits.number("open", out.rate_limits.open, 0, 60'000);
  limits.finish();
}

void read_upstream(Fields table, const std::string& name, Configuration& out) {
  UpstreamConfiguration upstream;
  upstream.name = name;
  table.required_text("base_url", upstream.base_url);
  std::string key;
  table.secret("key", key);
  upstream.key = Private<std::string>(key);
  table.required_text("entrusted_processor", upstream.entrusted_processor);
  table.required_text("region", upstream.region);
  table.text("contract", upstream.contract);
  table.boolean("no_training", upstream.no_training);
  table.text_map("models", upstream.models);
  table.finish();
  if (!upstream.base_url.empty() && !upstream.base_url.starts_with("http://") &&
      !upstream.base_url.starts_with("https://")) {
    table.fault("base_url", "must begin with http:// or https://");
  }
  out.upstreams.push_back(std::move(upstream));
}

bool is_inside(const std::filesystem::path& file, const std::filesystem::path& folder) {
  if (file.empty()) return false;
  std::error_code ignored;
  const auto whole = std::filesystem::weakly_canonical(std::filesystem::absolute(file), ignored);
  auto above = std::filesystem::weakly_canonical(std::filesystem::absolute(folder), ignored);
  if (!above.has_filename()) above = above.parent_path();  // "data/" is "data"
  return std::ranges::mismatch(above, whole).in1 == above.end();
}

int value_of(char c) {
  static constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  const std::size_t at = alphabet.find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

/// GB 32100-2015: the last character of a unified social credit code.
bool has_check_digit(std::string_view code) {
  static constexpr int weights[] = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i) {
    const int value = value_of(code[i]);
    if (value < 0) return false;
    sum += value * weights[i];
  }
  return value_of(code[17]) == (31 - sum % 31) % 31;
}

}  // namespace

bool Configuration::is_loopback() const { return address.starts_with("127.") || address == "::1"; }

bool is_producer_code(const std::string& code) {
  const bool plain = std::all_of(code.begin(), code.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
  });
  if (!plain || code.size() != 27 || !code.starts_with("00")) return false;
  if (code[22] != '0' && code[22] != '1' && code[22] != '2') return false;
  return code[3] != '1' || has_check_digit(std::string_view(code).substr(4, 18));
}

std::expected<Configuration, std::vector<pack::Fault>> read_configuration(const std::string& text,
                                                                          const std::string& file) {
  Configuration out;
  pack::Faults faults;
  TomlDocument document(text, file, faults);
  if (document.is_good()) {
    Fields root = document.root();
    read_server(root, out);
    read_tls(root, out);
    read_rate_limits(root, out);
    for (auto& [name, table] : root.tables("upstream")) read_upstream(table, name, out);
    read_guard_model(root, out);
    read_identity_services(root, out);
    read_channels(root, out);
    root.finish();
  }
  if (!faults.none()) return std::unexpected(faults.take());
  return out;
}

std::vector<std::string> faults_of(const Configuration& configuration) {
  std::vector<std::string> faults;
  if (is_inside(configuration.erasures_file, configuration.data_folder)) {
    faults.emplace_back(
        "erasures_file must lie outside the data folder: a backup of the folder would take it back "
        "too");
  }
  const bool production = configuration.profile == Profile::production;
  if (!configuration.is_loopback() && !production) {
    faults.emplace_back(
        "listening on " + configuration.address +
        " is beyond loopback: set profile = \"production\" (with its producer code, TLS or "
        "trusted proxy, and master key file), or listen on 127.0.0.1");
  }
  for (const UpstreamConfiguration& each : configuration.upstreams) {
    if (production && !each.no_training) {
      faults.emplace_back("upstream." + each.name +
                          ": no_training = true must be assured by the contract (O-150)");
    }
  }
  if (production && configuration.guard_model && !configuration.guard_model->no_training) {
    faults.emplace_back("guard_model: no_training = true must be assured by the contract (O-150)");
  }
  if (!production) return faults;
  if (!is_producer_code(configuration.content_producer)) {
    faults.emplace_back(
        "content_producer must be your 27-character code of the labelling standard, with a valid "
        "check digit");
  }
  if (!configuration.is_loopback() && configuration.certificate_file.empty() &&
      configuration.trusted_proxies.empty()) {
    faults.emplace_back("production beyond loopback needs [tls] or trusted_proxies");
  }
  if (configuration.master_key_file.empty()) {
    faults.emplace_back(
        "production needs master_key_file outside the data folder (make one with: anban key make "
        "FILE)");
  }
  return faults;
}

}  // namespace anban::app
