// SPDX-License-Identifier: Apache-2.0
// The load generator: `bench_load MODE key=value...` puts one kind of load on a server and prints
// one line of JSON.
//   register  registers the persons p0, p1, …
//   turns     whole completions, the next as soon as the last has come
//   stream    paced streams, likewise; reports how late events come against the pace
//   hold      opens all streams at once, says so, and keeps them until its input ends
// Keys: port, connections, requests, key, model, agreement, contact, path, header (a further header
// line), prefix (of the persons), from (the number of the first text).
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include <fmt/core.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "load_client.h"

namespace {

using anban::bench::Clock;
using anban::bench::LoadClient;
using anban::bench::request_text;

struct Plan {
  std::string mode;
  std::map<std::string, std::string> values;

  std::string text(const std::string& name, std::string otherwise = {}) const {
    const auto found = values.find(name);
    return found == values.end() ? std::move(otherwise) : found->second;
  }
  std::uint64_t number(const std::string& name, std::uint64_t otherwise) const {
    const std::string value = text(name);
    std::uint64_t out = otherwise;
    std::from_chars(value.data(), value.data() + value.size(), out);
    return out;
  }
};

struct Sums {
  std::uint64_t asked = 0;
  std::uint64_t whole = 0;
  std::uint64_t failed = 0;
  std::uint64_t answered = 0;  // the gateway's own word that nothing stood in the reply's place
  std::uint64_t events = 0;
  std::vector<double> latencies_us;
  std::vector<double> late_us;  // events against the first one plus the pace
  std::string first_failure;
};

double microseconds(Clock::duration span) {
  return std::chrono::duration<double, std::micro>(span).count();
}

double part(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1));
  return values[at];
}

class Load {
 public:
  explicit Load(Plan plan) : plan_(std::move(plan)) {
    total_ = plan_.number("requests", 1000);
    from_ = plan_.number("from", 0);
    const std::string key = plan_.text("key");
    headers_ = key.empty() ? "" : "Authorization: Bearer " + key + "\r\n";
    if (const std::string more = plan_.text("header"); !more.empty()) headers_ += more + "\r\n";
    std::sscanf(plan_.text("model").c_str(), "paced-%*d-%lf", &gap_ms_);
  }

  bool run() {
    const std::size_t connections = plan_.number("connections", 1);
    epoll_ = epoll_create1(0);
    clients_.resize(connections);
    began_.resize(connections);
    holding_ = plan_.mode == "hold";
    for (std::size_t i = 0; i < connections && !holding_; ++i) {
      if (!open(i)) return false;
    }
    start_ = Clock::now();
    if (holding_) {
      watch_input();
      total_ = connections;
    }
    if (holding_) return hold();
    for (std::size_t i = 0; i < connections; ++i) ask(i);
    while (sums_.whole + sums_.failed < sums_.asked) {
      if (!step(5000)) return false;
    }
    print();
    return true;
  }

 private:
  static constexpr std::uint64_t input_number = ~std::uint64_t{0};
  /// Streams under way to their first event at most, so that no queue of connections overflows.
  static constexpr std::uint64_t opening_most = 200;

  bool open(std::size_t i) {
    if (!clients_[i].open(static_cast<int>(plan_.number("port", 0)))) return false;
    epoll_event wanted{EPOLLIN, {.u64 = i}};
    return epoll_ctl(epoll_, EPOLL_CTL_ADD, clients_[i].fd(), &wanted) == 0;
  }

  void watch_input() {
    epoll_event wanted{EPOLLIN, {.u64 = input_number}};
    epoll_ctl(epoll_, EPOLL_CTL_ADD, STDIN_FILENO, &wanted);
  }

  std::string request(std::size_t i, std::uint64_t number) const {
    const bool streams = plan_.mode != "turns";
    const std::string person = plan_.text("prefix", "p") + std::to_string(i);
    if (plan_.mode == "register") {
      const std::string path =
          "/anban/v1/users/" + plan_.text("prefix", "p") + std::to_string(from_ + number);
      return request_text(
          "PUT", path, headers_,
          anban::bench::registration_body(plan_.text("agreement"), plan_.text("contact")));
    }
    return request_text("POST", plan_.text("path", "/v1/chat/completions"), headers_,
                        anban::bench::turn_body(plan_.text("model", "bench"), person,
                                                from_ + number, streams ? "\"stream\":true," : ""));
  }

  void ask(std::size_t i) {
    if (sums_.asked >= total_) return;
    const std::uint64_t number = sums_.asked++;
    began_[i] = Clock::now();
    if (!clients_[i].send(request(i, number))) fail(i, "sending failed");
  }

  void fail(std::size_t i, std::string why) {
    ++sums_.failed;
    if (sums_.first_failure.empty()) sums_.first_failure = std::move(why);
    clients_[i].close();
    if (open(i) && !holding_) ask(i);
  }

  void take(std::size_t i) {
    LoadClient& client = clients_[i];
    const std::size_t before = client.event_times().size();
    if (!client.read())
      return fail(i, "the connection broke after: " + std::string(client.body().substr(0, 200)));
    if (holding_ && before == 0 && !client.event_times().empty()) ++begun_;
    if (!client.is_whole()) return;
    const std::string_view body = client.body();
    if (client.status() / 100 != 2) {
      ++sums_.failed;
      if (sums_.first_failure.empty()) sums_.first_failure = std::string(body.substr(0, 300));
      if (!holding_) ask(i);
      return;
    }
    ++sums_.whole;
    if (body.find("\"outcome\":\"answered\"") != std::string_view::npos) ++sums_.answered;
    sums_.latencies_us.push_back(microseconds(Clock::now() - began_[i]));
    add_lateness(client);
    if (!holding_) ask(i);
  }

  /// How late each event is against its place in the pace. The first is left out: the label of a
  /// gateway comes in the same moment as the model's first words.
  void add_lateness(const LoadClient& client) {
    const auto& times = client.event_times();
    sums_.events += times.size();
    if (gap_ms_ <= 0 || times.size() < 2) return;
    std::vector<double> late;
    for (std::size_t k = 1; k < times.size(); ++k) {
      late.push_back(microseconds(times[k] - times[1]) -
                     static_cast<double>(k - 1) * gap_ms_ * 1000);
    }
    // The earliest is the origin, so that none is late by less than nothing.
    const double origin = *std::min_element(late.begin(), late.end());
    for (const double each : late) sums_.late_us.push_back(each - origin);
  }

  bool step(int wait_ms) {
    std::array<epoll_event, 512> events;
    const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), wait_ms);
    for (int i = 0; i < count; ++i) {
      const std::uint64_t number = events[static_cast<std::size_t>(i)].data.u64;
      if (number == input_number) {
        ended_ = true;
      } else {
        take(number);
      }
    }
    return count > 0 || wait_ms < 1000;
  }

  bool hold() {
    const std::uint64_t all = clients_.size();
    while (begun_ + sums_.failed < all) {
      while (sums_.asked < all && sums_.asked - begun_ - sums_.failed < opening_most) {
        // Opened as it is needed: a server rightly closes connections that say nothing.
        if (!open(sums_.asked)) return false;
        ask(sums_.asked);
      }
      if (!step(5000)) return false;
    }
    fmt::print("{{\"held\":{},\"failed\":{},\"seconds\":{:.3f}}}\n", begun_, sums_.failed,
               microseconds(Clock::now() - start_) / 1e6);
    std::fflush(stdout);
    while (!ended_) step(100);
    for (const LoadClient& client : clients_) {
      if (!client.is_whole()) add_lateness(client);
    }
    print();
    return true;
  }

  void print() {
    for (char& c : sums_.first_failure) {
      if (c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20) c = '\'';
    }
    fmt::print(
        "{{\"whole\":{},\"failed\":{},\"answered\":{},\"events\":{},\"seconds\":{:.4f},"
        "\"p50_us\":{:.1f},\"p99_us\":{:.1f},\"late_p50_us\":{:.1f},\"late_p99_us\":{:.1f},"
        "\"first_failure\":\"{}\"}}\n",
        sums_.whole, sums_.failed, sums_.answered, sums_.events,
        microseconds(Clock::now() - start_) / 1e6, part(sums_.latencies_us, 0.5),
        part(sums_.latencies_us, 0.99), part(sums_.late_us, 0.5), part(sums_.late_us, 0.99),
        sums_.first_failure);
  }

  Plan plan_;
  std::uint64_t total_ = 0;
  std::uint64_t from_ = 0;
  double gap_ms_ = 0;
  std::string headers_;
  int epoll_ = -1;
  std::vector<LoadClient> clients_;
  std::vector<Clock::time_point> began_;
  Clock::time_point start_;
  Sums sums_;
  bool holding_ = false;
  bool ended_ = false;
  std::uint64_t begun_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  Plan plan;
  plan.mode = argc > 1 ? argv[1] : "";
  for (int i = 2; i < argc; ++i) {
    const std::string pair = argv[i];
    const std::size_t equals = pair.find('=');
    if (equals == std::string::npos) return 2;
    plan.values[pair.substr(0, equals)] = pair.substr(equals + 1);
  }
  Load load(std::move(plan));
  if (load.run()) return 0;
  std::fputs("bench_load: the server does not answer\n", stderr);
  return 1;
}
