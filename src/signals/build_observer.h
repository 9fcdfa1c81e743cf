// SPDX-License-Identifier: Apache-2.0
// Where the detectors are put together: one observer and one maker of screens for a pack. Built at
// start and again when a pack changes; running turns keep theirs. Serves every duty that rests on
// what is said (Art. 8, 10, 13, 14, 18, 19).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pack/pack.h"
#include "signals/detectors_image.h"
#include "signals/model.h"
#include "signals/observer.h"

namespace anban::signals {

/// Rules, word lists, identifiers and the classifier over `pack`; thread safe.
std::shared_ptr<const Observer> build_observer(const pack::Pack& pack);

/// The same with another model than the embedded one, which must outlive the observer; for those
/// who train and measure.
std::shared_ptr<const Observer> build_observer(const pack::Pack& pack, const Model& model);

/// Screens for replies, over the same pack; thread safe.
std::shared_ptr<const ScreenMaker> build_screens(const pack::Pack& pack);

/// Both over one set of images, at half the memory and time.
struct Detectors {
  std::shared_ptr<const Observer> observer;
  std::shared_ptr<const ScreenMaker> screens;
};
Detectors build_detectors(const pack::Pack& pack);

/// Where the image of a pack's words waits for the next start; one at a time. The shell has it.
class ImageShelf {
 public:
  virtual ~ImageShelf() = default;
  /// What lies there, whatever it is.
  virtual std::optional<Image> find() = 0;
  /// Why that was not taken; a new one follows.
  virtual void refuse(const Error& why) = 0;
  /// Puts an image there in place of another; the same image, from where it lies now.
  virtual Image keep(std::string image) = 0;
};
/// The same as without a shelf, and quicker where the image there is of this pack's words.
Detectors build_detectors(const pack::Pack& pack, ImageShelf& shelf);

/// What is wrong with the word lists of `pack`, one sentence each ("lexicon gambling: unknown
/// category 'gamblin'"). Such rules are left out by build_observer; a loader may refuse them.
std::vector<std::string> faults_in_lexicons(const pack::Pack& pack);

}  // namespace anban::signals
