// SPDX-License-Identifier: Apache-2.0
// Files in the order of their names, then the public sets.
#include "learning/sources.h"

#include <algorithm>
#include <array>

#include "base/digest.h"
#include "learning/corpus.h"
#include "learning/public_sets.h"
#include "learning/reply_parts.h"

namespace anban::learning {
namespace {

using signals::Category;

constexpr std::uint32_t copies_of_own = 2;  // changed copies of a sentence of ours

std::string short_hash(const std::filesystem::path& file) {
  return to_hex(sha256(read_whole(file)).view()).substr(0, 16);
}

/// What people simply say, and what only looks like something.
Talk talk_of_file(std::string_view name) {
  if (name == "chat_near" || name.starts_with("short_")) return Talk::near;
  if (name == "chat" || name.starts_with("chat_")) return Talk::chat;
  constexpr std::array<std::string_view, 7> plain_replies = {
      "replies_plain",  "replies_short",  "replies_fern",  "replies_daisy",
      "replies_jujube", "replies_laurel", "replies_myrtle"};
  const bool plain =
      std::find(plain_replies.begin(), plain_replies.end(), name) != plain_replies.end();
  return plain ? Talk::chat : Talk::labelled;
}

/// Whoever labelled a reply for one of a character's harms said whether it does any.
void widen_to_any_harm(Example& example) {
  if (example.role != signals::Role::assistant) return;
  bool is_known = false;
  for (std::size_t i = 0; i < signals::category_count; ++i) {
    const auto category = static_cast<Category>(i);
    if (!is_of_character(category)) continue;
    const bool harms = category != Category::sycophancy;  // flattery by itself is none
    if (holds(example.yes, category) && harms) example.yes |= bit(signals::any_harm);
    is_known = is_known || (example.yes == 0 && holds(example.known, category));
  }
  if (is_known) example.known |= bit(signals::any_harm);
}

/// Tier 1 is any crisis of one's own: what is missed as tier 2 is to be noticed at all, and an
/// extreme emotion is what Art. 13 means by it.
void widen(Examples& examples) {
  for (Example& each : examples) {
    widen_to_any_harm(each);
    constexpr Labels graver = bit(Category::crisis_tier2) | bit(Category::extreme_emotion);
    if ((each.yes & graver) != 0) each.yes |= bit(Category::crisis_tier1);
    if (holds(each.yes, Category::minor_explicit)) each.known &= ~bit(Category::minor_implicit);
    each.known |= each.yes;
  }
}

/// A copy in which some characters are written otherwise; the kind follows from the text.
std::string changed_copy(const Evader& evader, const Example& example, std::uint64_t number) {
  constexpr std::array<Evasion, 5> kinds = {Evasion::homophone, Evasion::pinyin, Evasion::digits,
                                            Evasion::homophone, Evasion::emoji};
  const std::uint64_t seed = hash_of(example.text) + number * 7919;
  const Evasion kind = kinds[seed % kinds.size()];
  const float share = seed % 3 == 0 ? 0.8F : 0.4F;
  return evader.evade(example.text, kind, share, seed);
}

std::uint32_t copies_of(const Source& source, const Example& example) {
  if (source.own) return copies_of_own;
  if (source.stream != 0) return example.group % 8 == 0 ? 1 : 0;
  return source.name == "COLD" ? (hash_of(example.text) % 12 == 0 ? 1 : 0) : 1;
}

/// What is to hold whatever else is learnt: the tests' own sentences, and the classic look-alikes.
std::uint32_t repeats_of(const Source& source) {
  return source.name.starts_with("corpora/sentences_") || source.name == "XSTest" ? 6 : 0;
}

class Gathering {
 public:
  Gathering(const signals::Reader& reader, const Evader& evader)
      : maker_(reader), evader_(evader) {}

  void add(const Source& source) {
    const bool plain = source.talk == Talk::chat || source.talk == Talk::near;
    for (const Example& example : source.examples) {
      // What does no harm does none in any part, and is judged so; where the harm stands in what
      // does nobody said.
      const bool in_parts = source.own && example.role == signals::Role::assistant &&
                            example.yes == 0 && holds(example.known, signals::any_harm);
      if (in_parts) {
        for (const std::string_view part : parts_of_reply(example.text)) {
          add(source, example, part, false);
        }
      } else {
        add(source, example, example.text, false);
      }
      if (plain || source.stream != 0) add_clauses(source, example);
      for (std::uint32_t i = 0; i < copies_of(source, example); ++i) {
        add(source, example, changed_copy(evader_, example, i), true);
      }
      for (std::uint32_t i = 0; i < repeats_of(source); ++i) {
        add(source, example, example.text, true);
      }
    }
  }

  Samples take() { return std::move(samples_); }

 private:
  void add(const Source& source, const Example& example, std::string_view text, bool changed) {
    Sample sample = maker_.sample_of(example, text);
    sample.evaded = changed;
    sample.talk = source.talk;
    sample.stream = source.stream;
    // Nothing of what a task is about: a near miss.
    if (source.own && source.talk == Talk::labelled && example.yes == 0) sample.talk = Talk::near;
    if (source.own) sample.fold = fold_of_file(source.name.substr(std::string("corpora/").size()));
    if (source.stream != 0) sample.fold = source.stream % folds;
    samples_.push_back(std::move(sample));
  }

  /// Clauses of ordinary talk by themselves: a few words must not look like a whole comment.
  void add_clauses(const Source& source, const Example& example) {
    constexpr std::size_t most_bytes = 36;
    constexpr std::uint32_t every = 6;
    std::string_view rest = example.text;
    while (!rest.empty()) {
      const std::size_t end = std::min(
          {rest.find("，"), rest.find("。"), rest.find("？"), rest.find("！"), rest.size()});
      const std::string_view clause = rest.substr(0, end);
      rest.remove_prefix(std::min(end + std::string_view("，").size(), rest.size()));
      const bool whole = clause.size() == example.text.size();
      if (clause.empty() || whole || clause.size() > most_bytes) continue;
      if (!source.own && hash_of(clause) % every != 0) continue;
      add(source, example, clause, true);
    }
  }

  const SampleMaker maker_;
  const Evader& evader_;
  Samples samples_;
};

}  // namespace

Result<std::vector<Source>> read_sources(const std::filesystem::path& corpora,
                                         const std::filesystem::path& data,
                                         const std::vector<std::string>& without) {
  std::vector<Source> sources;
  Result<std::vector<Task>> tasks = read_tasks(corpora);
  if (!tasks) return failed(tasks);
  for (Task& task : *tasks) {
    sources.push_back({"corpora/" + task.file, short_hash(corpora / (task.file + ".tsv")),
                       std::move(task.examples), true, talk_of_file(task.file), 0});
  }
  std::uint32_t streams = 0;
  const auto take = [&](std::vector<PublicSet> sets, bool ordinary) {
    for (PublicSet& set : sets) {
      if (set.examples.empty()) continue;
      sources.push_back({set.name, short_hash(data / set.file), std::move(set.examples), false,
                         ordinary ? Talk::stream : Talk::labelled, ordinary ? ++streams : 0});
    }
  };
  take(training_sets(data), false);
  take(ordinary_streams(data, Half::trained), true);
  std::erase_if(sources, [&](const Source& each) {
    return std::find(without.begin(), without.end(), each.name) != without.end();
  });
  for (Source& source : sources) widen(source.examples);
  return sources;
}

Samples samples_of(const std::vector<Source>& sources, const signals::Reader& reader,
                   const Evader& evader) {
  Gathering gathering(reader, evader);
  for (const Source& source : sources) gathering.add(source);
  return gathering.take();
}

std::uint32_t fold_of_file(std::string_view name) {
  // One line a fold: what an author wrote is left out together, and no fold is much larger.
  static constexpr std::array<std::string_view, folds> authors{
      "stage river daisy alder acacia",
      "wide town more english lantern pier fern lark ginkgo birch banyan myrtle",
      "plain life daily chorus isle cedar wren otter clover kapok cypress",
      "near broad user assistant card short letter watch tower loom slate linden ebony",
      "county campus elder sharp harbor ember maple hazel vale dogwood fig",
      "night role bench sensitive dorm attack anchor tide mallow elm gingerwood",
      "coast kids market family mirror quill hawthorn nutmeg juniper holly jujube",
      "office ward globe forum brook kiln moss fir osier ironbark laurel",
  };
  const std::string_view author = name.substr(name.rfind('_') + 1);
  for (std::uint32_t fold = 0; fold < folds; ++fold) {
    std::string_view rest = authors[fold];
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      if (rest.substr(0, end) == author) return fold;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return 0;
}

nlohmann::json told(const std::vector<Source>& sources) {
  nlohmann::json all = nlohmann::json::array();
  for (const Source& source : sources) {
    std::size_t positives = 0;
    for (const Example& each : source.examples) positives += each.yes != 0 ? 1 : 0;
    all.push_back({{"source", source.name},
                   {"sha256", source.hash},
                   {"texts", source.examples.size()},
                   {"positives", positives}});
  }
  return all;
}

}  // namespace anban::learning
