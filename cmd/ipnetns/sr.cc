// SPDX-License-Identifier: MIT
// ip sr: segment routing over IPv6: the keys that sign its headers, and the source address of its tunnels.
#include <fcntl.h>
#include <linux/seg6_genl.h>
#include <linux/seg6_hmac.h>
#include <termios.h>

#include "cmd/ipnetns/command/command.h"
#include "cmd/ipnetns/objects.h"
#include "lib/base/number.h"
#include "lib/row/types.h"

namespace nskit {

constexpr const char *unknown = "unknown";

// --- rows

static bool parse_key_id(Context &, Args &args, const Field &field, Message &message)
{
    const auto id = parse_as<uint32_t>(args.next());
    if (id && *id)
        message.put<uint32_t>(field.attr, *id);
    return id && *id;
}

static void print_algorithm(Context &context, const Field &field, const Record &record)
{
    const char *name = choice_name(field.choices, get<uint8_t>(record[field.attr]));
    context.out.string(label(field), name ? name : "<unknown>");
}

/// The kernel sends as many bytes as the secret has, without a NUL.
static void print_secret(Context &context, const Field &field, const Record &record)
{
    constexpr size_t longest = SEG6_HMAC_SECRET_LEN - 1; // that the reference shows
    const auto bytes = get_bytes(record[field.attr]);
    const size_t size = record.attrs.value<uint8_t>(SEG6_ATTR_SECRETLEN);
    std::string_view secret(reinterpret_cast<const char *>(bytes.data()), std::min(size, bytes.size()));
    if (secret.size() > longest) {
        context.warn_line(format("HMAC secret length %zu > %zu, truncated", secret.size(), longest));
        secret = secret.substr(0, longest);
    }
    context.out.string(label(field), secret);
}

constexpr Type key_id{.arg = "KEYID", .parse = parse_key_id, .print = print_number<uint32_t>};
constexpr Type algorithm{.arg = "ALGO", .parse = parse_choice<uint8_t>, .print = print_algorithm};
constexpr Type secret{.print = print_secret};

static constexpr Choice algorithms[] = {
    {"sha1", SEG6_HMAC_ALGO_SHA1},
    {"sha256", SEG6_HMAC_ALGO_SHA256},
};

static constexpr Field hmac_rows[] = {
    {.word = "hmac", .attr = SEG6_ATTR_HMACKEYID, .type = key_id, .wrong = "hmac KEYID value is invalid"},
    {.word = "algo",
     .attr = SEG6_ATTR_ALGID,
     .type = algorithm,
     .choices = algorithms,
     .wrong = "hmac ALGO value is invalid"},
    {.attr = SEG6_ATTR_SECRET,
     .type = secret,
     .text = "",
     .json = "secret",
     .before = "secret \"",
     .after = "\""},
};
constexpr Fields sr_hmac_fields{.rows = hmac_rows};

static constexpr Field tunsrc_rows[] = {
    {.attr = SEG6_ATTR_DST, .type = inet6_address, .text = "tunsrc addr", .json = "tunsrc", .after = ""},
};
constexpr Fields sr_tunsrc_fields{.rows = tunsrc_rows};

// --- the secret

/// A terminal that shows nothing of what is typed, as long as this lives.
class SilentTerminal {
  public:
    explicit SilentTerminal(int fd) : fd_(fd), is_terminal_(tcgetattr(fd, &before_) == 0)
    {
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG); // a signal would leave it silent for ever
        if (is_terminal_)
            tcsetattr(fd, TCSAFLUSH, &silent);
    }
    SilentTerminal(const SilentTerminal &) = delete;
    SilentTerminal &operator=(const SilentTerminal &) = delete;
    ~SilentTerminal()
    {
        if (!is_terminal_)
            return;
        tcsetattr(fd_, TCSAFLUSH, &before_);
        write_text(fd_, "\n");
    }
    static void write_text(int fd, std::string_view text)
    {
        // Who cannot read the question can still answer it.
        [[maybe_unused]] const ssize_t ignored = write(fd, text.data(), text.size());
    }

  private:
    int fd_;
    termios before_{};
    bool is_terminal_;
};

/// One line without its end. Reads byte by byte: what follows is not ours.
static std::string read_line(int fd)
{
    std::string line;
    for (char c; uninterrupted([&] { return read(fd, &c, 1); }) == 1 && c != '\n';)
        line += c;
    return line;
}

/// Asks at the terminal, whatever stdin is. Without one, asks on stderr and reads stdin.
static std::string ask_secret()
{
    const Fd terminal = open_file("/dev/tty", O_RDWR | O_NOCTTY);
    const int from = terminal.valid() ? terminal.get() : STDIN_FILENO;
    const SilentTerminal silent(from);
    SilentTerminal::write_text(terminal.valid() ? from : STDERR_FILENO,
                               "Enter secret for HMAC key ID (blank to delete): ");
    return read_line(from);
}

// --- hmac

static void show_hmac(Session &session, Args &args)
{
    expect_end(args, unknown);
    Message message = generic_message(SEG6_CMD_DUMPHMAC);
    auto list = session.out.list();
    session.generic(SEG6_GENL_NAME).dump(message, [&](const nlmsghdr *key) {
        show_generic(session, hmac_rows, key);
    });
}

static void put_secret(Message &message, const std::string &secret)
{
    if (secret.size() > UINT8_MAX)
        fail("The secret is longer than %d characters", SEG6_HMAC_SECRET_LEN);
    message.put<uint8_t>(SEG6_ATTR_SECRETLEN, static_cast<uint8_t>(secret.size()));
    if (!secret.empty())
        message.put_text(SEG6_ATTR_SECRET, secret);
}

/// Without a secret the kernel deletes the key.
static void set_hmac(Session &session, Args &args)
{
    Message message = generic_message(SEG6_CMD_SETHMAC);
    take_value(session, args, hmac_rows[0], message);
    take_value(session, args, hmac_rows[1], message);
    expect_end(args, unknown);
    session.out.flush();
    put_secret(message, ask_secret());
    send_generic(session, SEG6_GENL_NAME, message, 1);
}

// --- tunsrc

static void show_tunsrc(Session &session, Args &args)
{
    expect_end(args, unknown);
    Message message = generic_message(SEG6_CMD_GET_TUNSRC);
    auto list = session.out.list();
    session.generic(SEG6_GENL_NAME).get(message, [&](const nlmsghdr *answer) {
        show_generic(session, tunsrc_rows, answer);
    });
}

static void set_tunsrc(Session &session, Args &args)
{
    Message message = generic_message(SEG6_CMD_SET_TUNSRC);
    message.put(SEG6_ATTR_DST, address_from(args.next(), AF_INET6).bytes); // zeros for `any`
    expect_end(args, unknown);
    send_generic(session, SEG6_GENL_NAME, message, 1);
}

// --- the words

static constexpr Command hmac_verbs[] = {{.word = "show", .run = show_hmac},
                                         {.word = "set", .run = set_hmac}};
static constexpr Command tunsrc_verbs[] = {{.word = "show", .run = show_tunsrc},
                                           {.word = "set", .run = set_tunsrc}};

static void hmac(Session &session, Args &args)
{
    run_word(session, args, hmac_verbs, unknown);
}

static void tunsrc(Session &session, Args &args)
{
    run_word(session, args, tunsrc_verbs, unknown);
}

static void help(Session &, Args &)
{
    usage("Usage: ip sr { COMMAND | help }\n"
          "          ip sr hmac show\n"
          "          ip sr hmac set KEYID ALGO\n"
          "          ip sr tunsrc show\n"
          "          ip sr tunsrc set ADDRESS\n"
          "where  ALGO := { sha1 | sha256 }\n");
}

static constexpr Command things[] = {
    {.word = "help", .run = help},
    {.word = "hmac", .run = hmac},
    {.word = "tunsrc", .run = tunsrc},
};

void ip_sr(Session &session, Args &args)
{
    if (args.empty())
        help(session, args);
    run_word(session, args, things, unknown);
}

} // namespace nskit
