// SPDX-License-Identifier: Apache-2.0
// Speed of the text path, a kilobyte of Chinese at a time (design/goals.md, "Speed and size").
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <string>

#include <benchmark/benchmark.h>

#include "pack/lexicon.h"
#include "signals/automaton.h"
#include "signals/build_observer.h"
#include "signals/normalise.h"
#include "signals/restore_phrases.h"

namespace anban::signals {
namespace {

const std::string& prose() {
  static const std::string text = [] {
    const std::string part =
        "今天下班以后我和同事去江边走了走，风很大，但是心情好了很多。回家路上买了一束花，放在窗台上"
        "。"
        "妈妈打电话来问我周末回不回去，我说想吃她做的红烧肉，她笑得很开心。最近工作有点忙，睡得晚，"
        "你有没有什么办法能让人早点睡着？我试过听音乐、泡脚，好像都没什么用。";
    std::string all;
    while (all.size() < 1024) all += part;
    all.resize(1023);
    return all;
  }();
  return text;
}

std::set<std::u32string> word_set(std::size_t count) {
  std::mt19937 random(11);
  std::set<std::u32string> all;
  while (all.size() < count) {
    std::u32string word(2 + random() % 4, U' ');
    for (char32_t& each : word) each = 0x4E00 + (random() % 71) * (random() % 71);
    all.insert(word);
  }
  return all;
}

Automaton built(const std::set<std::u32string>& all) {
  AutomatonBuilder builder;
  for (const std::u32string& word : all) builder.add(word, 0, Hold::block);
  return builder.build();
}

void normalise_kilobyte(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(normalise(prose()));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(prose().size()));
}
BENCHMARK(normalise_kilobyte);

void build_words(benchmark::State& state) {
  const std::set<std::u32string> all = word_set(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(built(all));
}
BENCHMARK(build_words)->Arg(1000)->Arg(100'000)->Unit(benchmark::kMillisecond);

void scan_words(benchmark::State& state) {
  const Automaton automaton = built(word_set(static_cast<std::size_t>(state.range(0))));
  state.counters["bytes"] = static_cast<double>(automaton.memory_bytes());
  std::mt19937 random(3);
  std::vector<char32_t> text(1 << 20);
  for (char32_t& each : text) each = 0x4E00 + (random() % 71) * (random() % 71);
  for (auto _ : state) {
    Automaton::State at = Automaton::start;
    std::uint32_t held = 0;
    for (const char32_t point : text) {
      at = automaton.step(at, point);
      held += automaton.pending_block(at);
    }
    benchmark::DoNotOptimize(held);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(text.size() * 3));
}
BENCHMARK(scan_words)->Arg(10'000)->Arg(100'000);

/// Run from the repository root, where the pack lies.
pack::Pack shipped_pack() {
  pack::Pack pack;
  pack.id = "cn-2026";
  pack::Faults faults;
  std::set<std::filesystem::path> files;  // in the order of their names, as the loader has them
  for (const auto& entry : std::filesystem::directory_iterator("packs/cn-2026/lexicons")) {
    files.insert(entry.path());
  }
  for (const std::filesystem::path& each : files) {
    std::ifstream file(each);
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    pack.lexicons.push_back(pack::parse_lexicon(text, each.filename().string(), faults));
  }
  return pack;
}

const Detectors& detectors() {
  static const Detectors all = build_detectors(shipped_pack());
  return all;
}

void build_shipped_detectors(benchmark::State& state) {
  const pack::Pack pack = shipped_pack();
  for (auto _ : state) benchmark::DoNotOptimize(build_detectors(pack));
}
BENCHMARK(build_shipped_detectors)->Unit(benchmark::kMillisecond);

/// The shipped pack with an operator's list of that many words.
pack::Pack pack_with_list(std::size_t count) {
  pack::Pack pack = shipped_pack();
  pack::Lexicon& list = pack.lexicons.emplace_back();
  list.id = "operator";
  list.category = "gambling";
  list.roles = {"user", "assistant"};
  for (const std::u32string& word : word_set(count)) {
    list.rules.emplace_back();
    for (const char32_t each : word) append_utf8(list.rules.back().word, each);
  }
  return pack;
}

void build_words_image(benchmark::State& state) {
  const pack::Pack pack = pack_with_list(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    const std::string image = words_image(pack, words_key(pack));
    state.counters["bytes"] = static_cast<double>(image.size());
  }
}
BENCHMARK(build_words_image)->Arg(0)->Arg(100'000)->Unit(benchmark::kMillisecond);

/// From the image of an earlier start to words that may be read with.
void check_words_image(benchmark::State& state) {
  const pack::Pack pack = pack_with_list(static_cast<std::size_t>(state.range(0)));
  const std::string image = words_image(pack, words_key(pack));
  const RulesPart rules = embedded_rules();
  for (auto _ : state)
    benchmark::DoNotOptimize(words_over({image, nullptr}, words_key(pack), rules));
}
BENCHMARK(check_words_image)->Arg(0)->Arg(100'000)->Unit(benchmark::kMillisecond);

void check_list(benchmark::State& state) {
  const std::string text = pack::to_text(pack_with_list(100'000).lexicons.back());
  for (auto _ : state) {
    pack::Faults faults;
    pack::Pack pack;
    pack.lexicons.push_back(pack::parse_lexicon(text, "operator", faults));
    benchmark::DoNotOptimize(faults_in_lexicons(pack));
  }
}
BENCHMARK(check_list)->Unit(benchmark::kMillisecond);

void build_restorer(benchmark::State& state) {
  const pack::Pack pack = shipped_pack();
  for (auto _ : state) benchmark::DoNotOptimize(restorer_for(shipped_rules(), pack));
}
BENCHMARK(build_restorer)->Unit(benchmark::kMillisecond);

/// Ordinary prose, where nothing is restored.
void restore_nothing_kilobyte(benchmark::State& state) {
  const Restorer restorer = restorer_for(shipped_rules(), shipped_pack());
  state.counters["bytes"] = static_cast<double>(restorer.memory_bytes());
  const NormalText text = normalise(prose());
  for (auto _ : state) benchmark::DoNotOptimize(restorer.restore(text));
}
BENCHMARK(restore_nothing_kilobyte);

void restore_pinyin_kilobyte(benchmark::State& state) {
  const Restorer restorer = restorer_for(shipped_rules(), shipped_pack());
  std::string all;
  while (all.size() < 1000) all += "wo zhen de bu xiang huo le，我想zisha。";
  const NormalText text = normalise(all);
  for (auto _ : state) benchmark::DoNotOptimize(restorer.restore(text));
}
BENCHMARK(restore_pinyin_kilobyte);

void observe_kilobyte(benchmark::State& state) {
  const auto role = static_cast<Role>(state.range(0));
  const Detectors& all = detectors();
  for (auto _ : state) benchmark::DoNotOptimize(all.observer->observe(prose(), role));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(prose().size()));
}
BENCHMARK(observe_kilobyte)->Arg(0)->Arg(1)->Arg(2);

void screen_kilobyte(benchmark::State& state) {
  const Detectors& all = detectors();
  const auto holding = static_cast<Holding>(state.range(0));
  for (auto _ : state) {
    const auto screen = all.screens->make({}, holding);
    for (std::size_t at = 0; at < prose().size(); at += 9) {
      benchmark::DoNotOptimize(screen->feed(std::string_view(prose()).substr(at, 9)));
    }
    benchmark::DoNotOptimize(screen->finish());
  }
}
BENCHMARK(screen_kilobyte)->Arg(0)->Arg(1);

}  // namespace
}  // namespace anban::signals
