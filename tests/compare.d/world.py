# SPDX-License-Identifier: MIT
"""A shell in namespaces of its own, and what its commands ask rtnetlink to change, for tests/compare. Every sendto() and
sendmsg() in a world stops for seccomp's notification, which needs neither a tracer nor another program."""
import ctypes, fcntl, os, pathlib, re, select, shlex, signal, struct, time

USUAL_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
DEADLINE = 20  # seconds for one line

# ---- Namespaces, and the messages that are sent in them -----------------------------------------------------------------------

LIBC = ctypes.CDLL(None, use_errno=True)
CLONE, SECCOMP, PIDFD_GETFD, SENDTO, SENDMSG, ARCHITECTURE = {
    "x86_64": (56, 317, 438, 44, 46, 0xC000003E), "aarch64": (220, 277, 438, 206, 211, 0xC00000B7)}[os.uname().machine]
NEW_NAMESPACES = 0x20000 | 0x4000000 | 0x8000000 | 0x20000000 | 0x40000000  # mount, UTS, IPC, PID, network
NOTIFICATION, ANSWER = "=QIIiIQ6Q", struct.Struct("=QqiI")
RECEIVE, SEND, CONTINUE = 0xC0502100, 0xC0182101, 1


def install_filter():
    """Every sendto() and sendmsg() of this process and its children waits for whoever holds the descriptor that is returned."""
    def op(code, k, yes=0, no=0):
        return struct.pack("=HBBI", code, yes, no, k)
    program = (op(0x20, 4) + op(0x15, ARCHITECTURE, 0, 3) + op(0x20, 0) + op(0x15, SENDTO, 2) + op(0x15, SENDMSG, 1)
               + op(6, 0x7FFF0000) + op(6, 0x7FC00000))
    code = ctypes.create_string_buffer(program)
    fprog = struct.pack("=H6xQ", len(program) // 8, ctypes.addressof(code))
    return LIBC.syscall(SECCOMP, 1, 8, ctypes.create_string_buffer(fprog))


class World:
    """A shell in new namespaces. Its /run is empty, and /sys and /proc are its own."""

    def __init__(self, path, scene, scratch):
        self.path, self.files = path, [f"{scratch}/out", f"{scratch}/err"]
        (self.from_shell, shell_says), (shell_hears, self.to_shell) = os.pipe(), os.pipe()
        self.pid = LIBC.syscall(CLONE, NEW_NAMESPACES | signal.SIGCHLD, 0, 0, 0, 0)
        if self.pid == 0:
            self.be_shell(shell_hears, shell_says)
        os.close(shell_hears), os.close(shell_says)
        listener = int(os.read(self.from_shell, 16))
        pidfd = os.pidfd_open(self.pid)
        self.listener = LIBC.syscall(PIDFD_GETFD, pidfd, listener, 0)
        os.close(pidfd)
        os.write(self.to_shell, b"\n")
        said = self.run(scene, scene=True)
        if said[0] != 0 or said[1] or said[2]:
            raise RuntimeError(f"the scene failed: {said}")

    def be_shell(self, hears, says):
        try:
            LIBC.mount(b"none", b"/", None, 0x44000, None)  # MS_PRIVATE | MS_REC
            for kind, place in (b"tmpfs", b"/run"), (b"sysfs", b"/sys"), (b"proc", b"/proc"):
                LIBC.mount(kind, place, kind, 0, None)
            LIBC.prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
            os.write(says, b"%d" % install_filter())
            os.read(hears, 1)
            os.dup2(says, 9), os.dup2(hears, 0)
            os.execve("/bin/sh", ["sh"], {"LC_ALL": "C", "HOME": "/root", "SHELL": "/bin/sh", "PATH": USUAL_PATH})
        finally:
            os._exit(99)

    def run(self, line, scene=False):
        """(status, stdout, stderr, [message]). The status is None if the line did not end in time. A scene can set variables."""
        out, err = self.files
        shell = f"eval {shlex.quote(line)}"
        shell = f"{{ {shell}; }}" if scene else f"(PATH={shlex.quote(self.path)}; {shell})"
        wrapped = f"{shell} >{out} 2>{err} </dev/null 9>&-; echo $? >&9\n"
        os.write(self.to_shell, wrapped.encode())
        poll, status, sent, end = select.poll(), None, [], time.monotonic() + DEADLINE
        poll.register(self.listener, select.POLLIN), poll.register(self.from_shell, select.POLLIN)
        while status is None and time.monotonic() < end:
            for fd, _ in poll.poll(1000):
                if fd == self.listener:
                    sent += self.notified()
                else:
                    status = int(os.read(fd, 16) or 99)
        return (status, *(pathlib.Path(f).read_text(errors="backslashreplace") for f in self.files), sent)

    def notified(self):
        """What a process is about to send. It goes on."""
        buffer = bytearray(80)
        try:
            fcntl.ioctl(self.listener, RECEIVE, buffer)
            number, pid, _, call, _, _, *args = struct.unpack(NOTIFICATION, buffer)
            with open(f"/proc/{pid}/mem", "rb", 0) as memory:
                sent = list(messages(payload(memory, call, args)))
            fcntl.ioctl(self.listener, SEND, bytearray(ANSWER.pack(number, 0, 0, CONTINUE)))
            return sent
        except OSError:  # the process is gone
            return []

    def close(self):
        os.kill(self.pid, signal.SIGKILL)  # the first process of its PID namespace
        os.waitpid(self.pid, 0)
        for fd in self.listener, self.from_shell, self.to_shell:
            os.close(fd)


def payload(memory, call, args):
    def at(address, size):
        memory.seek(address)
        return memory.read(size)
    if call == SENDTO:
        return at(args[1], args[2])
    vectors, count = struct.unpack_from("=QQ", at(args[1], 32), 16)
    return b"".join(at(*struct.unpack("=QQ", at(vectors + 16 * i, 16))) for i in range(count))

# ---- Messages of rtnetlink ----------------------------------------------------------------------------------------------------

# The first of four types (new, delete, get, set): name, size of the header.
OBJECTS = {16: ("link", 16), 20: ("address", 8), 24: ("route", 12), 28: ("neighbour", 12), 32: ("rule", 12), 64: ("neightbl", 4),
           72: ("addrlabel", 12), 88: ("nsid", 4), 92: ("stats", 12), 104: ("nexthop", 8), 108: ("linkprop", 16)}
ACK, ECHO = 4, 8


def messages(data):
    """The messages in DATA that ask for a change, as text. An empty RTM_NEWLINK, which old versions send first, is none."""
    while len(data) >= 16:
        length, kind, flags = struct.unpack_from("=IHH", data)
        name, header = OBJECTS.get(kind & ~3, ("", 0))
        if length < 16 or length > len(data):
            return
        if name and kind % 4 != 2 and length >= 16 + header and length > 32:
            lines = attributes(data[16 + header : length]) or []
            yield "\n".join([f"{['new', 'delete', 'get', 'set'][kind % 4]} {name} flags {flags & ~(ACK | ECHO):#x} "
                             f"header {data[16:16 + header].hex()}", *(f"    {line}" for line in lines)])
        data = data[(length + 3) & ~3 :]


PEER = (18, 2, 1)  # VETH_INFO_PEER: an ifinfomsg, and attributes


def attributes(data, path=()):
    """One line for each attribute, sorted by type, `1/2 VALUE` for those of nests. None if DATA is not made of attributes."""
    found = []
    while data:
        length, kind = struct.unpack_from("=HH", data) if len(data) >= 4 else (0, 0)
        if length < 4 or length > len(data) or kind & 0x3FFF > 255:
            return None
        kind, value = kind & 0x3FFF, data[4:length]
        below = path + (kind,)
        head = 16 if below == PEER and len(value) > 16 else 0
        inner = attributes(value[head:], below) if len(value) >= 4 else None
        if inner:
            found += [(kind, f"{kind}/{line}") for line in ([value[:head].hex()] if head else []) + inner]
        else:
            text = value.rstrip(b"\0")
            shown = text.decode() if re.fullmatch(rb"[a-z_][ -~]+", text) else value.hex()
            found.append((kind, f"{kind} {shown}"))
        data = data[(length + 3) & ~3 :]
    return [line for _, line in sorted(found, key=lambda entry: entry[0])]
