// SPDX-License-Identifier: Apache-2.0
// The whole text is one window here; nearly all examples are shorter than one.
#include "learning/samples.h"

namespace anban::learning {

SampleMaker::SampleMaker(const signals::Reader& reader)
    : reader_(&reader), cues_(signals::shipped_rules()) {}

Sample SampleMaker::sample_of(const Example& example, std::string_view text) const {
  Sample sample;
  sample.yes = example.yes;
  sample.known = example.known;
  sample.assumed_not = example.assumed_not;
  sample.role = example.role;
  sample.source = example.source;
  sample.text = example.text;
  sample.fold = static_cast<std::uint32_t>((example.group >> 7U) % folds);
  const signals::NormalText normal = signals::normalise(text);
  if (normal.units.empty()) return sample;
  const signals::Noticed noticed = reader_->read(normal.units, example.role);
  const auto note = [&](signals::FeatureHash hash, signals::Run run) {
    (run == signals::Run::sounds ? sample.sounds : sample.letters).push_back(hash);
  };
  sample.denied = signals::vetoes_in(noticed);
  signals::RunReader runs;
  signals::read_runs(runs, noticed.scene, note, [](std::uint32_t) {});
  cues_.read(noticed,
             [&](signals::FeatureHash hash, std::uint32_t) { sample.cues.push_back(hash); });
  for (const signals::Finding& each : noticed.findings) {
    if (!each.decided) continue;
    const bool strong = each.strength >= signals::strong_rule;
    (strong ? sample.by_strong_rule : sample.by_weak_rule) |= bit(each.category);
  }
  return sample;
}

}  // namespace anban::learning
