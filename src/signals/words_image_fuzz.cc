// SPDX-License-Identifier: Apache-2.0
// An image of words in which bytes were changed and the digest set right again: it is refused, or
// texts are read with it and nothing is read outside of it. The input is changes (place in eight
// bytes, value in one) and the rest is a text.
#include <cstdint>
#include <cstring>
#include <string>

#include "pack/pack.h"
#include "signals/detectors_image.h"
#include "signals/restore.h"

namespace {

using namespace anban;
using namespace anban::signals;

pack::Pack fuzzed_pack() {
  pack::Pack pack;
  pack.id = "fuzz";
  pack::Lexicon list;
  list.id = "test";
  list.category = "gambling";
  list.roles = {"user", "assistant"};
  list.rules.push_back({.word = "自杀", .needs = {"a"}, .unless = {"b"}, .near = {"c"}});
  pack.lexicons.push_back(list);
  return pack;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t digest_at = 48;
  constexpr std::size_t body_at = 96;
  static const pack::Pack pack = fuzzed_pack();
  static const std::string whole = words_image(pack, words_key(pack));
  static const Digest key = words_key(pack);
  static const RulesPart rules = embedded_rules();
  const auto made = std::make_shared<std::string>(whole);
  std::size_t at = 0;
  for (std::size_t changes = size > 0 ? data[0] % 8 : 0; changes > 0 && at + 10 < size; --changes) {
    std::uint64_t place = 0;
    std::memcpy(&place, data + at + 1, sizeof(place));
    (*made)[body_at + place % (made->size() - body_at)] = static_cast<char>(data[at + 9]);
    at += 9;
  }
  const Digest digest = sha256(std::string_view(*made).substr(body_at));
  std::memcpy(made->data() + digest_at, digest.bytes.data(), digest.bytes.size());
  const auto words = words_over({*made, made}, key, rules);
  if (!words) return 0;
  std::string text(reinterpret_cast<const char*>(data + at), size - at);
  text += "我不想活了 wo xiang zisha 自 杀 su1cide 紫砂 z s killmyself ";
  const NormalText normal = normalise(text);
  for (const Role role : {Role::user, Role::assistant, Role::character_card}) {
    const Reading reading = words->words.read(normal.units, role);
    Findings findings = words->words.judge(normal.units, reading);
    words->words.drop_covered(reading, findings);
  }
  words->restorer.restore(normal);
  words->latin.restore(normal);
  return 0;
}
