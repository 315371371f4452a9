// SPDX-License-Identifier: MIT
// Events: what there is to listen for, and how one is shown.
#pragma once

#include <ctime>

#include "cmd/ipnetns/command/command.h"

namespace nskit {

/// What a command line of `ip monitor` asks for.
struct Monitor {
    uint32_t subjects = 0; ///< bits, by the rows of subjects; 0: all
    bool label = false;    ///< `[ROUTE]` in front of events
    bool all_nsid = false;
    std::optional<int> device;
    const char *file = nullptr; ///< to be replayed

    int nsid = -1;                    ///< whose the event at hand is; -1: our own namespace's
    std::optional<timespec> recorded; ///< when it happened, where a file says so
};

/// One kind of object: how it is called, by which groups its events come, and which messages they are.
struct Subject {
    const char *word;
    const char *label;
    uint8_t any = 0, inet = 0, inet6 = 0, mpls = 0; ///< groups (RTNLGRP_*): of no family, of one
    uint16_t first, last;                           ///< the types of its messages
    size_t header;                                  ///< the size of their fixed header
    /// Whether an event passes the filter (the device, the family); nullptr: always.
    bool (*wants)(const Context &, const Monitor &, const nlmsghdr *);
    void (*print)(Context &, const Monitor &, const nlmsghdr *);
    bool exact = false;
    const char *also = nullptr;
    const char *nsid_key = "nsid"; ///< in JSON, of the namespace that tells: not a key of the object itself
};

/// In the order in which abbreviations are matched. Two rows may share a word.
extern const std::span<const Subject> subjects;

/// The bit of a subject in Monitor::subjects; the rows that share a word share it.
uint32_t subject_bit(const Subject &subject);

/// Whether the events of a subject are asked for.
inline bool is_asked(const Monitor &monitor, const Subject &subject)
{
    return monitor.subjects == 0 || monitor.subjects & subject_bit(subject);
}

/// Shows the event that a message is, where it is asked for: the time and the namespace that are to be shown,
/// and the object as its own command shows it. Keeps names up to date, whatever is asked for.
void show_event(Context &context, Monitor &monitor, const nlmsghdr *message);

} // namespace nskit
