// SPDX-License-Identifier: Apache-2.0
// Rounds of kill -9: a child commits turns and says which were acknowledged; it is killed at a
// random moment; its data folder is opened again and everything acknowledged must be there, whole,
// with an evidence log that verifies. `torture [rounds] [seed]`; the default is a quick run for the
// tests.
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "torture/child.h"
#include "torture/folder_check.h"

namespace anban::torture {
namespace {

constexpr int quick_rounds = 20;
constexpr std::size_t enough = 400;  // acknowledgements a round at most, so that rounds stay short

struct Child {
  pid_t pid = -1;
  int from = -1;  // what it acknowledges
};

Child start_child(const std::string& folder, unsigned round) {
  int pipe_ends[2];
  if (pipe(pipe_ends) != 0) std::abort();
  const pid_t pid = fork();
  if (pid == 0) {
    close(pipe_ends[0]);
    _exit(run_child(folder, round, pipe_ends[1]));
  }
  close(pipe_ends[1]);
  return {pid, pipe_ends[0]};
}

/// Reads whole lines until `wanted` of them came or the child is gone.
void read_lines(int from, std::size_t wanted, std::string& text) {
  char buffer[4096];
  while (static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) < wanted) {
    const ssize_t got = read(from, buffer, sizeof buffer);
    if (got <= 0) return;
    text.append(buffer, static_cast<std::size_t>(got));
  }
}

/// Acknowledgements of one life of the child, killed after a random number of them.
std::vector<std::string> live_and_die(const std::string& folder, unsigned round,
                                      std::mt19937& random) {
  const Child child = start_child(folder, round);
  std::string text;
  read_lines(child.from, random() % enough, text);
  kill(child.pid, SIGKILL);
  read_lines(child.from, ~std::size_t{0}, text);  // what was in the pipe counts too
  int status = 0;
  waitpid(child.pid, &status, 0);
  close(child.from);
  if (WIFEXITED(status)) {
    std::fprintf(stderr, "the child ended by itself with %d\n", WEXITSTATUS(status));
    return {"child failed"};
  }
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    if (end == std::string::npos) break;
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

int run(int rounds, unsigned seed) {
  std::printf("torture: %d rounds, seed %u\n", rounds, seed);
  std::mt19937 random(seed);
  std::string folder = (std::filesystem::temp_directory_path() / "anban-torture-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) return 2;
  std::vector<std::string> acknowledged;
  std::string fault;
  for (int round = 0; round < rounds && fault.empty(); ++round) {
    const auto lines = live_and_die(folder, static_cast<unsigned>(round), random);
    acknowledged.insert(acknowledged.end(), lines.begin(), lines.end());
    fault = check_folder(folder, acknowledged);
    if (!fault.empty()) std::fprintf(stderr, "round %d: %s\n", round, fault.c_str());
  }
  std::printf("%zu acknowledgements, %s\n", acknowledged.size(),
              fault.empty() ? "nothing lost" : "FAILED");
  if (fault.empty()) {
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  } else {
    std::fprintf(stderr, "the data folder is kept: %s\n", folder.c_str());
  }
  return fault.empty() ? 0 : 1;
}

}  // namespace
}  // namespace anban::torture

int main(int count, char** arguments) {
  int rounds = anban::torture::quick_rounds;
  auto seed = static_cast<int>(getpid());
  for (int n = 1; n < std::min(count, 3); ++n) {
    const std::string_view text = arguments[n];
    const auto end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, n == 1 ? rounds : seed);
    if (read.ec != std::errc() || read.ptr != end) {
      std::fprintf(stderr, "torture [rounds] [seed]: not a number: %s\n", arguments[n]);
      return 2;
    }
  }
  return anban::torture::run(rounds, static_cast<unsigned>(seed));
}
