// SPDX-License-Identifier: Apache-2.0
// Phrases and a text from the input (separated by zero bytes): the automaton finds exactly what a
// plain search finds, and its pending prefix is never shorter than a phrase that then completes.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "signals/automaton.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace anban::signals;
  constexpr std::size_t input_most = 400;
  std::vector<std::u32string> parts(1);
  for (std::size_t i = 0; i < size && i < input_most; ++i) {
    if (data[i] == 0) {
      parts.emplace_back();
    } else {
      parts.back() += static_cast<char32_t>(data[i] * 77U);
    }
  }
  const std::u32string text = parts.back();
  parts.pop_back();
  AutomatonBuilder builder;
  for (std::uint32_t i = 0; i < parts.size(); ++i) builder.add(parts[i], i, Hold::block);
  const Automaton automaton = builder.build();
  Automaton::State state = Automaton::start;
  std::size_t found = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::uint32_t pending = automaton.pending_block(state);
    state = automaton.step(state, text[i]);
    automaton.each_match(state, [&](std::uint32_t payload, std::uint32_t length) {
      ++found;
      const std::u32string& phrase = parts[payload];
      if (length != phrase.size() || text.compare(i + 1 - length, length, phrase) != 0)
        std::abort();
      if (pending + 1 < length) std::abort();
    });
  }
  std::size_t expected = 0;
  for (const std::u32string& phrase : parts) {
    if (phrase.empty() || phrase.size() > Automaton::longest_phrase) continue;
    for (std::size_t at = text.find(phrase); at != std::u32string::npos;
         at = text.find(phrase, at + 1)) {
      ++expected;
    }
  }
  if (found != expected) std::abort();
  return 0;
}
