// SPDX-License-Identifier: Apache-2.0
// The observer: normalise once, read once, then ask each detector; findings come back in the order
// of the text, spans in code points of the original.
#include "signals/build_observer.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "signals/catering.h"
#include "signals/discrimination_kind.h"
#include "signals/model_judge.h"
#include "signals/reader.h"
#include "signals/restore.h"
#include "signals/restore_phrases.h"
#include "signals/screen.h"
#include "signals/shape_view.h"

namespace anban::signals {
namespace {

constexpr std::string_view version_of_rules =
    "rules@1 cue-score@1 identifiers@2 restore@1 catering@1";

class PackObserver final : public Observer, public JudgeImage {
 public:
  PackObserver(RulesPart rules, WordsPart words, const pack::Pack& pack, const Model& model)
      : keeps_(std::move(words.keeps)),
        reader_(rules.table, std::move(rules.rules), std::move(words.words)),
        judge_(model, rules.table),
        restorer_(std::move(words.restorer)),
        latin_(std::move(words.latin)),
        discrimination_(rules.table) {
    const std::string hash =
        pack.hash_text.substr(0, std::min<std::size_t>(15, pack.hash_text.size()));
    version_ = "words/" + pack.id + "@" + hash + " " + std::string(version_of_rules) + " " +
               std::string(model.version());
  }

  Findings observe(std::string_view text, Role role) const override {
    const NormalText normal = normalise(text);
    if (normal.units.empty()) return {};
    Findings findings = notice(normal.units, role);
    for (Finding& each : findings) each.span = original(normal, each.span);
    const std::optional<Restored> chinese = restorer_.restore(normal);
    const std::optional<Restored> latin = latin_.restore(normal);
    // A model server's replies do not hide words in others that look like them.
    const std::optional<Restored> shapes =
        role == Role::assistant ? std::nullopt : read_by_shape(normal, restorer_);
    for (const std::optional<Restored>* view : {&chinese, &latin, &shapes}) {
      if (!*view) continue;
      Findings meant = notice((*view)->text.units, role);
      to_original(**view, meant);
      join(findings, std::move(meant));
    }
    if (chinese || latin || shapes) tidy(findings);
    return findings;
  }

  float catering(std::string_view reply) const override {
    const std::optional<Finding> found = catering_.in(normalise(reply).units);
    return found ? found->strength : 0.0F;
  }

  std::string_view version() const override { return version_; }

  const WordImage& words() const override { return reader_.words(); }
  const RuleSet& rules() const override { return reader_.rules(); }
  const Observer& observer() const override { return *this; }

 private:
  /// Everything in one view of a text, spans in units.
  Findings notice(std::span<const Unit> units, Role role) const {
    Noticed noticed = reader_.read(units, role);
    judge_.judge(noticed, role);
    discrimination_.name(noticed.scene, noticed.findings);
    if (role == Role::assistant) {
      if (auto caters = catering_.in(units)) noticed.findings.push_back(std::move(*caters));
    }
    tidy(noticed.findings);
    return std::move(noticed.findings);
  }

  static void join(Findings& all, Findings more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
  }

  /// Strongest first within a place; one finding for each category and place.
  static void tidy(Findings& findings) {
    std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
      if (a.span.start != b.span.start) return a.span.start < b.span.start;
      if (a.category != b.category) return a.category < b.category;
      return std::pair(a.decided, a.strength) > std::pair(b.decided, b.strength);
    });
    const auto same = [](const Finding& a, const Finding& b) {
      return a.span.start == b.span.start && a.category == b.category;
    };
    findings.erase(std::unique(findings.begin(), findings.end(), same), findings.end());
  }

  static Span original(const NormalText& normal, Span units) {
    if (units.end <= units.start) return {};
    const std::uint32_t last = normal.units[units.end - 1].origin;
    return {normal.units[units.start].origin, std::min(last + 1, normal.originals)};
  }

  std::shared_ptr<const void> keeps_;  // an image on which the others rest
  Reader reader_;
  ModelJudge judge_;
  Catering catering_;
  Restorer restorer_;
  LatinSpelling latin_;
  DiscriminationKind discrimination_;
  std::string version_;
};

/// From the embedded image, else built.
WordsPart words_for(const pack::Pack& pack) {
  std::optional<WordsPart> words = embedded_words(words_key(pack));
  return words ? std::move(*words) : words_part(shipped_rules(), pack);
}

/// From the embedded image, else from the one on the shelf, else built and put there.
WordsPart words_for(const pack::Pack& pack, const RulesPart& rules, ImageShelf& shelf) {
  const Digest key = words_key(pack);
  if (std::optional<WordsPart> words = embedded_words(key)) return std::move(*words);
  if (const std::optional<Image> image = shelf.find()) {
    Result<WordsPart> words = words_over(*image, key, rules);
    if (words) return std::move(*words);
    shelf.refuse(words.error());
  }
  const Image image = shelf.keep(words_image(pack, key));
  Result<WordsPart> words = words_over(image, key, rules);
  return words ? std::move(*words) : words_part(shipped_rules(), pack);
}

std::shared_ptr<const PackObserver> observer_for(const pack::Pack& pack, const Model& model) {
  return std::make_shared<PackObserver>(embedded_rules(), words_for(pack), pack, model);
}

}  // namespace

std::shared_ptr<const Observer> build_observer(const pack::Pack& pack) {
  return observer_for(pack, Model::embedded());
}

std::shared_ptr<const Observer> build_observer(const pack::Pack& pack, const Model& model) {
  return observer_for(pack, model);
}

std::shared_ptr<const ScreenMaker> build_screens(const pack::Pack& pack) {
  return screens_over(observer_for(pack, Model::embedded()));
}

Detectors build_detectors(const pack::Pack& pack) {
  const auto both = observer_for(pack, Model::embedded());
  return {both, screens_over(both)};
}

Detectors build_detectors(const pack::Pack& pack, ImageShelf& shelf) {
  RulesPart rules = embedded_rules();
  WordsPart words = words_for(pack, rules, shelf);
  const auto both =
      std::make_shared<PackObserver>(std::move(rules), std::move(words), pack, Model::embedded());
  return {both, screens_over(both)};
}

std::vector<std::string> faults_in_lexicons(const pack::Pack& pack) {
  std::vector<std::string> faults;
  for (const pack::Lexicon& lexicon : pack.lexicons) {
    if (!category_named(lexicon.category)) {
      faults.push_back("lexicon " + lexicon.id + ": unknown category '" + lexicon.category + "'");
    }
    for (const std::string& role : lexicon.roles) {
      if (role == "user" || role == "assistant" || role == "character_card") continue;
      faults.push_back("lexicon " + lexicon.id + ": unknown role '" + role + "'");
    }
    for (const pack::WordRule& rule : lexicon.rules) {
      const std::size_t size = normalise_phrase(rule.word).size();
      if (size > 0 && size <= Automaton::longest_phrase) continue;
      faults.push_back("lexicon " + lexicon.id + ": '" + rule.word +
                       "' has no letter or more than 128");
    }
  }
  return faults;
}

}  // namespace anban::signals
