// SPDX-License-Identifier: Apache-2.0
// What sealing costs a turn, and the measurement behind the choice of cipher.
#include <benchmark/benchmark.h>
#include <sodium.h>

#include "vault/software_vault.h"

namespace anban::vault {
namespace {

class SystemRandom final : public Entropy {
 public:
  void fill(std::span<unsigned char> out) override { randombytes_buf(out.data(), out.size()); }
};

void seal_aes_256_gcm(benchmark::State& state) {
  SystemRandom entropy;
  SoftwareVault vault(DataKey(std::array<unsigned char, 32>{1}), entropy);
  const DataKey key = vault.new_key();
  const Bytes plain(static_cast<std::size_t>(state.range(0)), 'x');
  for (auto _ : state) benchmark::DoNotOptimize(vault.seal(key, "message", plain));
}
BENCHMARK(seal_aes_256_gcm)->Arg(300)->Arg(1000)->Arg(4000);

void open_aes_256_gcm(benchmark::State& state) {
  SystemRandom entropy;
  SoftwareVault vault(DataKey(std::array<unsigned char, 32>{1}), entropy);
  const DataKey key = vault.new_key();
  const Bytes sealed =
      vault.seal(key, "message", Bytes(static_cast<std::size_t>(state.range(0)), 'x'));
  for (auto _ : state) benchmark::DoNotOptimize(vault.open(key, "message", sealed));
}
BENCHMARK(open_aes_256_gcm)->Arg(300)->Arg(1000)->Arg(4000);

/// The cipher that was not chosen.
void seal_xchacha20_poly1305(benchmark::State& state) {
  const Bytes plain(static_cast<std::size_t>(state.range(0)), 'x');
  const std::array<unsigned char, 32> key{1};
  for (auto _ : state) {
    Bytes out(plain.size() + 40, '\0');
    auto* bytes = reinterpret_cast<unsigned char*>(out.data());
    randombytes_buf(bytes, 24);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        bytes + 24, nullptr, reinterpret_cast<const unsigned char*>(plain.data()), plain.size(),
        nullptr, 0, nullptr, bytes, key.data());
    benchmark::DoNotOptimize(out);
  }
}
BENCHMARK(seal_xchacha20_poly1305)->Arg(300)->Arg(1000)->Arg(4000);

void unwrap_data_key(benchmark::State& state) {
  SystemRandom entropy;
  SoftwareVault vault(DataKey(std::array<unsigned char, 32>{1}), entropy);
  const Bytes wrapped = vault.wrap(vault.new_key(), "psn_01J00000000000000000000000");
  for (auto _ : state) {
    benchmark::DoNotOptimize(vault.unwrap(wrapped, "psn_01J00000000000000000000000"));
  }
}
BENCHMARK(unwrap_data_key);

void sign_checkpoint(benchmark::State& state) {
  SystemRandom entropy;
  SoftwareVault vault(DataKey(std::array<unsigned char, 32>{1}), entropy);
  for (auto _ : state) benchmark::DoNotOptimize(vault.sign("a checkpoint of the evidence log"));
}
BENCHMARK(sign_checkpoint);

}  // namespace
}  // namespace anban::vault
