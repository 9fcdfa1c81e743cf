// SPDX-License-Identifier: Apache-2.0
// How a coroutine waits for the writer: the one place where the store meets the event loop.
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "store/sqlite/writer.h"

namespace anban::store {
namespace {

namespace asio = boost::asio;

/// Resumes the coroutine behind `Handler` on its executor, which it keeps from running out of work
/// meanwhile.
template <class Handler>
class Resume final : public Writer::Waiter {
 public:
  explicit Resume(Handler handler)
      : handler_(std::move(handler)),
        executor_(asio::prefer(asio::any_io_executor(asio::get_associated_executor(handler_)),
                               asio::execution::outstanding_work.tracked)) {}

  void done(Result<Committed> result) override {
    const auto executor = executor_;
    asio::post(executor, [handler = std::move(handler_), result = std::move(result)]() mutable {
      std::move(handler)(std::move(result));
    });
  }

 private:
  Handler handler_;
  asio::any_io_executor executor_;
};

struct Enqueue {
  Writer* writer;
  template <class Handler>
  void operator()(Handler&& handler, Work work) const {
    using Waiter = Resume<std::decay_t<Handler>>;
    writer->enqueue(std::move(work), std::make_unique<Waiter>(std::forward<Handler>(handler)));
  }
};

}  // namespace

Task<Result<Committed>> Writer::submit(Work work) {
  return asio::async_initiate<const asio::use_awaitable_t<>, void(Result<Committed>)>(
      Enqueue{this}, asio::use_awaitable, std::move(work));
}

}  // namespace anban::store
