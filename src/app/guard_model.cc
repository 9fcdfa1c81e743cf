// SPDX-License-Identifier: Apache-2.0
// A guard model that nobody registered as a processor is not called: the registers are required.
#include "app/guard_model.h"

namespace anban::app {
namespace {

constexpr std::size_t calls_at_once_max = 256;  // beyond it the opinion is unknown
constexpr std::size_t answer_bytes_max = 64 * 1024;

void check(Fields& table, const GuardConfiguration& read) {
  const auto style = wire::guard_style_named(read.style);
  if (!read.style.empty() && !style) {
    table.fault("style", "must be qwen3guard, llama_guard or policy");
  }
  if (style == wire::GuardStyle::policy && read.policy.empty()) {
    table.fault("policy", "is missing: style policy needs the question that is asked");
  }
  if (style == wire::GuardStyle::policy && read.categories.empty()) {
    table.fault("categories", "is missing: style policy needs to know what its yes confirms");
  }
  for (const std::string& name : read.categories) {
    if (signals::category_named(name)) continue;
    table.fault("categories", "holds " + name + ", which is no category of /v1/moderations");
  }
  if (read.grey_from >= read.grey_to) table.fault("grey_to", "must be above grey_from");
  if (!read.base_url.empty() && !read.base_url.starts_with("http://") &&
      !read.base_url.starts_with("https://")) {
    table.fault("base_url", "must begin with http:// or https://");
  }
}

}  // namespace

void read_guard_model(Fields& root, Configuration& out) {
  Fields table = root.table("guard_model");
  if (!table.is_there()) return;
  GuardConfiguration read;
  std::string key;
  table.required_text("base_url", read.base_url);
  table.secret("key", key);
  table.required_text("model", read.model);
  table.required_text("style", read.style);
  table.text("policy", read.policy);
  table.texts("categories", read.categories);
  table.number("deadline_ms", read.deadline_ms, 1, 10'000);
  table.number("grey_from", read.grey_from, 0, 100);
  table.number("grey_to", read.grey_to, 0, 100);
  table.number("share_most", read.share_most, 1, 100);
  table.required_text("entrusted_processor", read.entrusted_processor);
  table.required_text("region", read.region);
  table.text("contract", read.contract);
  table.boolean("no_training", read.no_training);
  table.finish();
  read.key = Private<std::string>(key);
  check(table, read);
  out.guard_model = std::move(read);
}

GuardSettings guard_settings(const GuardConfiguration& configuration) {
  GuardSettings settings;
  settings.model = configuration.model;
  settings.style =
      wire::guard_style_named(configuration.style).value_or(wire::GuardStyle::qwen3guard);
  settings.policy = configuration.policy;
  for (const std::string& name : configuration.categories) {
    if (const auto category = signals::category_named(name)) {
      settings.categories.push_back(*category);
    }
  }
  settings.deadline = Milliseconds(configuration.deadline_ms);
  settings.grey_from = configuration.grey_from / 100.0;
  settings.grey_to = configuration.grey_to / 100.0;
  settings.share_most = configuration.share_most;
  return settings;
}

Result<GuardModel> make_guard_model(const GuardConfiguration& configuration, Loops& loops) {
  HttpClientOptions options;
  options.connect_within = Milliseconds(configuration.deadline_ms);
  options.head_within = Milliseconds(configuration.deadline_ms);
  options.between_bytes = Milliseconds(configuration.deadline_ms);
  options.body_bytes_max = answer_bytes_max;
  GuardModel made;
  auto client = HttpClient::make(loops, std::move(options));
  if (!client) return failed(client);
  made.client = std::move(*client);
  std::vector<UpstreamServer> servers;
  servers.push_back(
      {"guard_model", configuration.base_url, configuration.key, {}, calls_at_once_max});
  auto upstream = HttpUpstream::make(*made.client, std::move(servers));
  if (!upstream) return failed(upstream);
  made.upstream = std::move(*upstream);
  return made;
}

}  // namespace anban::app
