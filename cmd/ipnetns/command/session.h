// SPDX-License-Identifier: MIT
// One run of `ip`: the context of its value types, its global options, and the requests that change
// something, which a forced batch sends to the kernel many at a time.
#pragma once

#include <optional>
#include <string>

#include "cmd/ipnetns/command/pending.h"
#include "lib/row/context.h"

namespace nskit {

/// The options in front of the object.
struct GlobalOptions {
    Settings settings;
    bool all = false, echo = false, version = false, user = false;
    int loops = 10;                   ///< rounds of a flush; 0: as many as it takes
    int receive_buffer = 0;           ///< SO_RCVBUF in bytes; 0: the kernel's default
    std::optional<std::string> batch; ///< file of commands, "-" for stdin
    std::optional<std::string> netns;
};

class Session final : public Context {
  public:
    explicit Session(const GlobalOptions &given)
        : Context(given.settings, given.receive_buffer), options(given)
    {}

    /// What the command line says; commands of a batch share it.
    const GlobalOptions options;

    /// Sends a request that changes something and whose answer is only success or an error. Throws and warns
    /// as Socket::request() does. In a batch it may hold the request, to send it with those of other
    /// commands; the kernel's answer then goes to the batch's `tell`.
    void change(Message &message);

    /// From now on change() holds requests. `tell`, which lives until end_batch(), hears in order what the
    /// kernel says of each.
    void begin_batch(Pending::Tell tell) { tell_ = tell; }
    /// The batch is over: what is still held is dropped, and change() holds nothing.
    void end_batch();
    /// A command of a batch begins: requests from now on are the command's with this number.
    void begin_command(size_t number);
    /// Sends the requests that are held, and passes the kernel's answers on. To be called before a command
    /// prints anything, or asks or changes anything by other ways than change().
    void flush() { send_held(); }

    /// While this lives, change() sends at once and -echo shows nothing: commands are steps of another one.
    class Quiet {
      public:
        explicit Quiet(Session &session) : session_(session), before_(session.is_quiet_)
        {
            session.flush();
            session.is_quiet_ = true;
        }
        ~Quiet() { session_.is_quiet_ = before_; }
        Quiet(const Quiet &) = delete;
        Quiet &operator=(const Quiet &) = delete;

      private:
        Session &session_;
        bool before_;
    };
    bool is_quiet() const { return is_quiet_; }

  private:
    void send_held() override;
    void send_held_links() override;
    std::optional<Pending::Tell> tell_; // empty: no batch
    std::optional<Pending> pending_;
    size_t command_ = 0;
    bool is_quiet_ = false;
};

} // namespace nskit
