// SPDX-License-Identifier: Apache-2.0
// An image of words is its head and four parts behind one another; that of the rules begins with
// the digest of the sources, by which images of other programs are told apart.
#include "signals/detectors_image.h"

#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "base/embedded.h"
#include "base/ensure.h"
#include "signals/restore_phrases.h"

extern "C" {
extern const anban::EmbeddedFile anban_embedded_detectors[];
}

namespace anban::signals {
namespace {

struct Head {
  std::array<char, 16> magic{};
  Digest key;
  Digest digest;  // of the body
  std::uint64_t size = 0;
  std::uint64_t unused = 0;
};
static_assert(sizeof(Head) % image_alignment == 0);
constexpr std::array<char, 16> magic = {'a', 'n', 'b', 'a', 'n', '-', 'w',
                                        'o', 'r', 'd', 's', ' ', '1', '\n'};

struct PlainWeight {
  std::uint32_t category;
  std::uint32_t id;
  std::uint32_t weight;  // the bits of the number
};

std::string_view embedded(std::string_view name) {
  const EmbeddedFile* file = find_embedded(anban_embedded_detectors, name);
  return file == nullptr ? std::string_view() : file->body();
}

void put_digest(ImageWriter& image, const Digest& digest) {
  image.put(std::span<const unsigned char>(digest.bytes));
}

bool take_digest(ImageReader& image, Digest& digest) {
  Kept<unsigned char> bytes;
  if (!image.take(bytes) || bytes.size() != digest.bytes.size()) return false;
  std::copy(bytes.begin(), bytes.end(), digest.bytes.begin());
  return true;
}

/// Of the sources from which this program was made.
Digest embedded_sources() {
  ImageReader image(embedded("rules.image"));
  Digest sources;
  ensure(take_digest(image, sources), "the build embeds whole images");
  return sources;
}

/// Adds texts so that none can move into the next.
class Listed {
 public:
  void add(std::string_view text) {
    add(text.size());
    all_ += text;
  }
  void add(std::uint64_t number) {
    all_.append(reinterpret_cast<const char*>(&number), sizeof(number));
  }
  void add(const std::vector<std::string>& texts) {
    add(texts.size());
    for (const std::string& each : texts) add(each);
  }
  Digest digest() const { return sha256(all_); }

 private:
  std::string all_;
};

/// Which image of words belongs to a pack in a program.
Digest key_of(const pack::Pack& pack, const Digest& sources) {
  Listed listed;
  listed.add(sources.view());
  listed.add(pack.id);
  for (const pack::Lexicon& lexicon : pack.lexicons) {
    listed.add(lexicon.id);
    listed.add(lexicon.category);
    listed.add(lexicon.kind);
    listed.add(lexicon.roles);
    listed.add(lexicon.rules.size());
    for (const pack::WordRule& rule : lexicon.rules) {
      listed.add(rule.word);
      listed.add(static_cast<std::uint64_t>(rule.tier));
      listed.add(rule.needs);
      listed.add(rule.unless);
      listed.add(rule.near);
      listed.add(std::uint64_t{rule.near_within});
    }
  }
  return listed.digest();
}

std::string image_of(const WordsPart& part, const Digest& key) {
  ImageWriter image;
  part.words.write(image);
  part.restorer.write(image);
  part.latin.write(image);
  const std::string body = image.finish();
  const Head head{magic, key, sha256(body), body.size()};
  std::string all(sizeof(head), '\0');
  std::memcpy(all.data(), &head, sizeof(head));
  return all + body;
}

std::optional<WordsPart> words_in(std::string_view body) {
  ImageReader image(body);
  auto words = WordImage::read(image);
  if (!words) return std::nullopt;
  WordsPart part{std::move(*words), {}, {}, {}};
  if (!part.restorer.read(image) || !part.latin.read(image) || !image.is_at_end()) {
    return std::nullopt;
  }
  return part;
}

std::string image_of(const RulesPart& part, const Digest& sources) {
  ImageWriter image;
  put_digest(image, sources);
  image.put_texts(part.table.class_names);
  std::vector<PlainWeight> weights;
  for (const CueWeight& each : part.table.weights) {
    weights.push_back({static_cast<std::uint32_t>(each.category), each.id,
                       std::bit_cast<std::uint32_t>(each.weight)});
  }
  std::vector<PlainWeight> biases;
  for (const auto& [category, bias] : part.table.biases) {
    biases.push_back({static_cast<std::uint32_t>(category), 0, std::bit_cast<std::uint32_t>(bias)});
  }
  image.put(weights);
  image.put(biases);
  part.rules.write(image);
  return image.finish();
}

std::optional<RulesPart> rules_in(std::string_view bytes) {
  ImageReader image(bytes);
  Digest sources;
  RuleTable table;
  Kept<PlainWeight> weights;
  Kept<PlainWeight> biases;
  if (!take_digest(image, sources) || !image.take_texts(table.class_names) ||
      !image.take(weights) || !image.take(biases)) {
    return std::nullopt;
  }
  for (const PlainWeight& each : weights) {
    table.weights.push_back({static_cast<Category>(each.category), static_cast<ClassId>(each.id),
                             std::bit_cast<float>(each.weight)});
  }
  for (const PlainWeight& each : biases) {
    table.biases.emplace_back(static_cast<Category>(each.category),
                              std::bit_cast<float>(each.weight));
  }
  auto rules = RuleSet::read(image, table.class_names.size());
  if (!rules || !image.is_at_end()) return std::nullopt;
  return RulesPart{std::move(table), std::move(*rules)};
}

}  // namespace

RulesPart rules_part(RuleTable table) {
  RuleSet rules(table);
  table.phrases = {};
  table.rules = {};
  table.common = {};
  table.themes = {};
  return {std::move(table), std::move(rules)};
}

WordsPart words_part(const RuleTable& table, const pack::Pack& pack) {
  return {WordImage(table, pack), restorer_for(table, pack), latin_spelling_for(table, pack), {}};
}

RulesPart embedded_rules() {
  auto rules = rules_in(embedded("rules.image"));
  ensure(rules.has_value(), "the build embeds whole images");
  return std::move(*rules);
}

Digest words_key(const pack::Pack& pack) { return key_of(pack, embedded_sources()); }

std::optional<WordsPart> embedded_words(const Digest& key) {
  const std::string_view image = embedded("words.image");
  Head head;
  ensure(image.size() >= sizeof(head), "the build embeds whole images");
  std::memcpy(&head, image.data(), sizeof(head));
  if (head.key != key) return std::nullopt;
  auto words = words_in(image.substr(sizeof(head)));
  ensure(words.has_value(), "the build embeds whole images");
  return words;
}

std::string words_image(const pack::Pack& pack, const Digest& key) {
  return image_of(words_part(shipped_rules(), pack), key);
}

Result<WordsPart> words_over(const Image& image, const Digest& key, const RulesPart& rules) {
  Head head;
  const auto place = reinterpret_cast<std::uintptr_t>(image.bytes.data());
  if (image.bytes.size() < sizeof(head) || place % image_alignment != 0) {
    return failed(ErrorCode::corrupt, "an image of words that is cut short");
  }
  std::memcpy(&head, image.bytes.data(), sizeof(head));
  const std::string_view body = image.bytes.substr(sizeof(head));
  if (head.magic != magic) return failed(ErrorCode::corrupt, "not an image of words");
  if (head.key != key) {
    return failed(ErrorCode::not_found, "an image of other word lists or of another program");
  }
  if (head.size != body.size() || head.digest != sha256(body)) {
    return failed(ErrorCode::corrupt, "an image of words that is cut short or damaged");
  }
  auto words = words_in(body);
  if (!words || !words->words.is_sound(rules.table.class_names.size()) ||
      !words->restorer.is_sound()) {
    return failed(ErrorCode::corrupt, "an image of words that contradicts itself");
  }
  words->keeps = image.keeps;
  return std::move(*words);
}

MadeImages make_images(const pack::Pack& pack, const Digest& sources) {
  RuleTable table = shipped_rules();
  std::string words = image_of(words_part(table, pack), key_of(pack, sources));
  return {image_of(rules_part(std::move(table)), sources), std::move(words)};
}

}  // namespace anban::signals
