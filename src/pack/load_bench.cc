// SPDX-License-Identifier: Apache-2.0
// What a pack costs at start and at a reload: reading files into values, and hashing them.
#include <benchmark/benchmark.h>

#include "pack/load.h"

namespace anban::pack {
namespace {

/// Run in the repository's root, as ./dev bench does.
PackSource shipped(benchmark::State& state) {
  Result<PackSource> source = source_from_directory("packs/cn-2026");
  if (source) return std::move(*source);
  state.SkipWithError(source.error().detail.c_str());
  return {};
}

void load_the_shipped_pack(benchmark::State& state) {
  const PackSource source = shipped(state);
  for (auto _ : state) benchmark::DoNotOptimize(load_pack(source));
}
BENCHMARK(load_the_shipped_pack)->Unit(benchmark::kMillisecond);

void hash_the_shipped_pack(benchmark::State& state) {
  const PackSource source = shipped(state);
  for (auto _ : state) benchmark::DoNotOptimize(hash_of(source));
}
BENCHMARK(hash_the_shipped_pack)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace anban::pack
