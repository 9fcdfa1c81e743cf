// SPDX-License-Identifier: Apache-2.0
// Who accepted which agreement, when, and with which words: a statement with the installation's
// signature, which verifies without it (O-72).
#include "api/api.h"
#include "base/bytes.h"
#include "pack/text_keys.h"

namespace anban::api {

using Json = nlohmann::json;

Task<void> Api::get_agreement_proof(Call& call) {
  const auto found = person_of(call);
  if (!found) return answer_unavailable(call, found.error());
  if (!*found) return answer_not_found(call);
  const auto policy = turn().policies.current();
  const pack::Texts& texts = policy->pack->texts;
  Json statement;
  {
    const std::lock_guard guard((*found)->mutex);
    const auto& agreement = (*found)->profile.agreement;
    if (!agreement) return answer_not_found(call);
    statement = {{"person", (*found)->profile.id.text},
                 {"reference", (*found)->ref.text},
                 {"version", agreement->version},
                 {"accepted", to_text(agreement->accepted)}};
  }
  if (statement["version"] == turn().settings.agreement_version) {
    for (const char* locale : {"zh-CN", "en"}) {
      const std::string_view text = texts.say(locale, pack::keys::agreement_text);
      statement["text_sha256"][locale] = to_hex(sha256(text).view());
    }
  }
  const std::string signed_text = statement.dump();
  return answer_json(call, 200,
                     Json({{"object", "agreement_proof"},
                           {"statement", signed_text},
                           {"signature", to_base64(turn().vault.sign(signed_text))},
                           {"public_key", to_base64(turn().vault.public_key())}}));
}

}  // namespace anban::api
