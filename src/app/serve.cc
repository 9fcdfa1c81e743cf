// SPDX-License-Identifier: Apache-2.0
// `anban serve` and `anban sandbox`: one process until SIGTERM or SIGINT; SIGHUP reloads the packs.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <signal.h>
#include <sys/stat.h>

#include "app/commands.h"
#include "app/demonstration.h"
#include "app/installation.h"
#include "app/toml_fields.h"

/// jemalloc's, where the program is linked with it (CMakeLists.txt), else null.
extern "C" int mallctl(const char* name, void* old, std::size_t* old_size, void* value,
                       std::size_t size) __attribute__((weak));

namespace anban::app {
namespace {

/// Reading the packs leaves some 8 MB of freed pages behind. jemalloc lets go of them only while
/// others are allocated and freed, so that a quiet server would keep them for good.
void give_back_freed_memory() {
  if (mallctl == nullptr) return;
  mallctl("thread.tcache.flush", nullptr, nullptr, nullptr, 0);
  mallctl("arena.4096.purge", nullptr, nullptr, nullptr, 0);  // 4096: all arenas
}

constexpr const char* sandbox_mark = ".anban-sandbox";

/// Signals are taken by sigwait() in this thread; threads made later inherit the mask.
sigset_t block_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int each : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set, each);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  return set;
}

void say(const std::string& line) {
  std::fputs((line + "\n").c_str(), stdout);
  std::fflush(stdout);
}

/// Until told to end; SIGHUP reloads.
void wait_for_the_end(Installation& installation, const EventLog& log, const sigset_t& set) {
  for (;;) {
    int which = 0;
    sigwait(&set, &which);
    if (which != SIGHUP) {
      log.info("server.draining", {{"signal", which}});
      return;
    }
    const Result<void> reloaded = installation.reload();
    give_back_freed_memory();
    if (reloaded) {
      log.info("pack.reloaded", {{"hash", installation.policies().current()->pack->hash_text}});
    } else {
      log.error("pack.not_reloaded", {{"why", reloaded.error().detail}});
    }
  }
}

Result<std::string> text_of_file(const std::string& file) {
  std::ifstream stream(file);
  if (!stream) return failed(ErrorCode::not_found, file + " cannot be read");
  std::stringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// ANBAN_UPSTREAM=https://host/v1 with ANBAN_UPSTREAM_KEY: the short way to a real model server.
void add_upstream_of_environment(Configuration& configuration) {
  const char* url = std::getenv("ANBAN_UPSTREAM");
  if (url == nullptr || *url == '\0') return;
  const char* key = std::getenv("ANBAN_UPSTREAM_KEY");
  UpstreamConfiguration upstream;
  upstream.name = "environment";
  upstream.base_url = url;
  upstream.key = Private<std::string>(key == nullptr ? "" : key);
  upstream.entrusted_processor = "unnamed (ANBAN_UPSTREAM)";
  const char* region = std::getenv("ANBAN_UPSTREAM_REGION");
  upstream.region = region == nullptr ? "unknown" : region;
  configuration.upstreams = {std::move(upstream)};
}

Result<Configuration> configuration_of(const ServeOptions& options) {
  Configuration configuration;
  if (!options.configuration_file.empty()) {
    const Result<std::string> text = text_of_file(options.configuration_file);
    if (!text) return failed(text);
    auto read = read_configuration(*text, options.configuration_file);
    if (!read)
      return failed(ErrorCode::invalid,
                    "the configuration is wrong:\n" + pack::to_text(read.error()));
    configuration = std::move(*read);
  }
  if (!options.data_folder.empty()) configuration.data_folder = options.data_folder;
  if (!options.packs_folder.empty()) configuration.packs_folder = options.packs_folder;
  if (!options.listen.empty() &&
      !split_address(options.listen, configuration.address, configuration.port)) {
    return failed(ErrorCode::invalid, "--listen must be ADDRESS:PORT like 127.0.0.1:8080");
  }
  if (configuration.profile == Profile::development) add_upstream_of_environment(configuration);
  const std::vector<std::string> faults = faults_of(configuration);
  if (faults.empty()) return configuration;
  std::string all = "the configuration does not hold together:";
  for (const std::string& fault : faults) all += "\n  - " + fault;
  return failed(ErrorCode::invalid, all);
}

int serve_until_told(Installation& installation, const EventLog& log, const sigset_t& set,
                     bool is_sandbox) {
  const Result<std::uint16_t> port = installation.start();
  if (!port) return complain(port.error().detail);
  if (!is_sandbox) {
    const Result<std::string> greeting = greet(installation, *port);
    if (!greeting) return complain(greeting.error().detail);
    std::fputs(greeting->c_str(), stderr);
  }
  give_back_freed_memory();
  say("ready port=" + std::to_string(*port));
  wait_for_the_end(installation, log, set);
  installation.stop();
  return 0;
}

Result<Configuration> sandbox_configuration(const SandboxOptions& options) {
  Configuration configuration;
  configuration.pack = options.pack;
  configuration.packs_folder = options.packs_folder;
  if (!split_address(options.listen, configuration.address, configuration.port)) {
    return failed(ErrorCode::invalid, "--listen must be ADDRESS:PORT like 127.0.0.1:0");
  }
  if (!configuration.is_loopback()) {
    return failed(ErrorCode::invalid, "the sandbox listens on loopback only");
  }
  if (options.data_folder.empty()) {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "anban-sandbox-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr)
      return failed(ErrorCode::unavailable, "no temporary folder can be made");
    configuration.data_folder = pattern;
  } else {
    configuration.data_folder = options.data_folder;
  }
  const auto mark = configuration.data_folder / sandbox_mark;
  const bool is_used = std::filesystem::exists(configuration.data_folder / "anban.db");
  if (is_used && !std::filesystem::exists(mark)) {
    return failed(ErrorCode::denied,
                  configuration.data_folder.string() +
                      " holds the data of a real installation: the sandbox never touches it. "
                      "Name another folder with --data, or none.");
  }
  std::error_code ignored;
  std::filesystem::create_directories(configuration.data_folder, ignored);
  std::ofstream(mark) << "made by anban sandbox\n";
  return configuration;
}

}  // namespace

int complain(const std::string& sentence) {
  std::fputs(("anban: " + sentence + "\n").c_str(), stderr);
  return 1;
}

int serve(const ServeOptions& options) {
  const sigset_t set = block_signals();
  umask(0077);
  const EventLog log(Level::info, standard_error_sink());
  Result<Configuration> configuration = configuration_of(options);
  if (!configuration) return complain(configuration.error().detail);
  if (std::filesystem::exists(configuration->data_folder / sandbox_mark)) {
    return complain(configuration->data_folder.string() +
                    " is a sandbox's folder; name another with --data");
  }
  auto installation = Installation::make(std::move(*configuration), log, std::nullopt);
  if (!installation) return complain(installation.error().detail);
  return serve_until_told(**installation, log, set, false);
}

int sandbox(const SandboxOptions& options) {
  const sigset_t set = block_signals();
  umask(0077);
  const EventLog log(Level::warn, standard_error_sink());
  const Result<Instant> start = parse_instant(options.at);
  if (!start) return complain("--at: " + start.error().detail);
  Result<Configuration> configuration = sandbox_configuration(options);
  if (!configuration) return complain(configuration.error().detail);
  const std::filesystem::path folder = configuration->data_folder;
  int status = 0;
  {
    auto installation = Installation::make(std::move(*configuration), log, SandboxPlan{*start});
    if (!installation) return complain(installation.error().detail);
    status = serve_until_told(**installation, log, set, true);
  }
  std::error_code ignored;
  if (options.data_folder.empty()) std::filesystem::remove_all(folder, ignored);
  return status;
}

}  // namespace anban::app
