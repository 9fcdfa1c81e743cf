// SPDX-License-Identifier: Apache-2.0
// Wiring of notify/ to net/.
#include "app/channels.h"

#include <algorithm>

#include "app/sms_service.h"
#include "net/line_stream.h"

namespace anban::app {
namespace {

class MailLines final : public notify::Lines {
 public:
  explicit MailLines(std::unique_ptr<LineStream> stream) : stream_(std::move(stream)) {}
  Task<Result<std::string>> read_line() override { return stream_->read_line(); }
  Task<Result<void>> write(std::string_view bytes) override { return stream_->write(bytes); }
  Task<Result<void>> start_tls() override { return stream_->start_tls(); }

 private:
  std::unique_ptr<LineStream> stream_;
};

notify::MailSecurity security_of(const std::string& name) {
  if (name == "when_offered") return notify::MailSecurity::when_offered;
  if (name == "from_the_start") return notify::MailSecurity::from_the_start;
  if (name == "none") return notify::MailSecurity::none;
  return notify::MailSecurity::required;
}

}  // namespace

class Channels::Poster final : public notify::Poster {
 public:
  Poster(Fetcher& outside, Fetcher& inside, Milliseconds within)
      : outside_(outside), inside_(inside), within_(within) {}
  Task<Result<notify::PostAnswer>> post(notify::Post post) override {
    FetchRequest request;
    request.url = std::move(post.url);
    for (auto& [name, value] : post.headers) request.headers.push_back({name, value});
    request.body = std::move(post.body);
    request.within = within_;
    Fetcher& fetcher =
        post.private_addresses == notify::PrivateAddresses::allowed ? inside_ : outside_;
    auto fetching = fetcher.fetch(std::move(request));
    Result<FetchAnswer> answer = co_await std::move(fetching);
    if (!answer) co_return failed(answer);
    notify::PostAnswer whole;
    whole.status = answer->status;
    whole.body = std::move(answer->body);
    co_return whole;
  }

 private:
  Fetcher& outside_;
  Fetcher& inside_;
  Milliseconds within_;
};

class Channels::Dialer final : public notify::LineDialer {
 public:
  explicit Dialer(std::string ca_file) : ca_file_(std::move(ca_file)) {}
  Task<Result<std::unique_ptr<notify::Lines>>> dial(notify::LineTarget target) override {
    LineStreamOptions options;
    options.host = std::move(target.host);
    options.port = target.port;
    options.security = target.tls_from_the_start ? LineSecurity::from_start : LineSecurity::none;
    options.ca_file = ca_file_;
    auto connecting = LineStream::connect(std::move(options));
    Result<std::unique_ptr<LineStream>> stream = co_await std::move(connecting);
    if (!stream) co_return failed(stream);
    std::unique_ptr<notify::Lines> lines = std::make_unique<MailLines>(std::move(*stream));
    co_return lines;
  }

 private:
  std::string ca_file_;
};

Channels::Channels() = default;
Channels::~Channels() = default;

Result<std::unique_ptr<Channels>> Channels::make(const Configuration& configuration,
                                                 const Clock& clock, Entropy& entropy) {
  std::unique_ptr<Channels> out(new Channels());  // tidy: the constructor is private
  auto outside = Fetcher::make(FetchOptions());
  FetchOptions allowed;
  allowed.private_addresses = PrivateAddresses::allowed;
  auto inside = Fetcher::make(allowed);
  if (!outside) return failed(outside);
  if (!inside) return failed(inside);
  out->fetcher_ = std::move(*outside);
  out->inside_fetcher_ = std::move(*inside);
  out->poster_ = std::make_unique<Poster>(*out->fetcher_, *out->inside_fetcher_,
                                          Milliseconds(configuration.notifications.deadline_ms));
  if (const auto& mail = configuration.mail) {
    out->dialer_ = std::make_unique<Dialer>(mail->ca_file);
    notify::MailOptions options{mail->host,
                                static_cast<std::uint16_t>(mail->port),
                                security_of(mail->security),
                                mail->user,
                                mail->password,
                                mail->from};
    out->mail_ = std::make_unique<notify::MailChannel>(*out->dialer_, clock, std::move(options));
  }
  if (const auto& webhook = configuration.webhook) {
    const Result<Bytes> secret = notify::webhook_secret(webhook->secret.reveal());
    if (!secret) return failed(secret);
    notify::WebhookOptions options{*secret, webhook->allow_private_addresses
                                                ? notify::PrivateAddresses::allowed
                                                : notify::PrivateAddresses::refused};
    out->webhook_ = std::make_unique<notify::Webhook>(*out->poster_, clock, std::move(options));
  }
  if (const auto& sms = configuration.sms) {
    out->sms_ = make_sms(*sms, *out->poster_, clock, entropy);
  }
  if (const auto& whom = configuration.on_call) {
    const std::vector<std::string> known = out->configured();
    if (std::find(known.begin(), known.end(), whom->channel) == known.end()) {
      return failed(ErrorCode::invalid,
                    "on_call.channel must be email, webhook or sms, and that channel configured");
    }
  }
  return out;
}

void Channels::serve(notify::Outbox& outbox, notify::OnCallChannel& on_call) {
  const auto add = [&](const char* name, Notifier* notifier, const char* why) {
    if (notifier == nullptr) {
      absent_.push_back(std::make_unique<notify::UnconfiguredChannel>(why));
      notifier = absent_.back().get();
    }
    outbox.add_channel(name, *notifier);
    on_call.add_channel(name, *notifier);
  };
  add("email", mail_.get(), "no mail server is configured ([mail])");
  add("webhook", webhook_.get(), "no webhook secret is configured ([webhook])");
  add("sms", sms_.get(), "no SMS provider is configured ([sms])");
  outbox.add_channel("on_call", on_call);
}

std::vector<std::string> Channels::configured() const {
  std::vector<std::string> out;
  if (mail_) out.emplace_back("email");
  if (webhook_) out.emplace_back("webhook");
  if (sms_) out.emplace_back("sms");
  return out;
}

}  // namespace anban::app
