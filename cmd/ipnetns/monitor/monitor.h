// SPDX-License-Identifier: MIT
// Events: for which objects ip monitor listens, and how it shows an event.
#pragma once

#include <ctime>

#include "cmd/ipnetns/command/command.h"
#include "cmd/ipnetns/monitor/told.h"

namespace nskit {

/// What the command line says, and the state of the event at hand.
struct Monitor {
    uint32_t subjects = 0; ///< bits, by the rows of subjects; 0: all
    bool label = false;    ///< `[ROUTE]` in front of events
    bool all_nsid = false;
    bool resync = false; ///< after a loss of events, tell what they would have told
    std::optional<int> device;
    const char *file = nullptr; ///< the file to replay; nullptr: listen

    int nsid = -1;                    ///< the namespace of the event; -1: our own
    std::optional<timespec> recorded; ///< when it happened, if a file says so
    bool found_later = false;         ///< it was lost, and a dump has told it
    Told *told = nullptr;             ///< what has been told, to be resumed from; nullptr: nobody asks
};

/// One kind of object: its word, the groups of its events, and their messages.
struct Subject {
    const char *word;
    const char *label;
    uint8_t any = 0, inet = 0, inet6 = 0,
            mpls = 0;     ///< groups (RTNLGRP_*), of all families or of one; 0: none
    uint16_t first, last; ///< the first and the last type of its messages
    size_t header;        ///< the size of their fixed header
    /// Whether an event passes the filter (the device, the family); nullptr: always.
    bool (*wants)(const Context &, const Monitor &, const nlmsghdr *) = nullptr;
    void (*print)(Context &, const Monitor &, const nlmsghdr *);
    bool exact = false;
    const char *also = nullptr;
    const char *nsid_key =
        "nsid"; ///< the JSON key of the event's namespace, which must be no key of the object
    uint32_t letters = first_letters(word, also); ///< never set by hand
};

/// In the order in which abbreviations are matched. Two rows may share a word.
extern const std::span<const Subject> subjects;

/// The bit of a subject in Monitor::subjects. Rows that share a word share the bit.
uint32_t subject_bit(const Subject &subject);

/// Whether the command line names a subject, or none at all.
inline bool is_asked(const Monitor &monitor, const Subject &subject)
{
    return monitor.subjects == 0 || monitor.subjects & subject_bit(subject);
}

/// Opens a file of events. Throws `Cannot fopen: ...` (255).
Fd open_recorded(const char *path);

/// Shows the event that a message describes, if it passes the filters: the time, the namespace, and the
/// object as its own command shows it. Keeps the names of devices and namespaces up to date in any case.
void show_event(Context &context, Monitor &monitor, const nlmsghdr *message);

} // namespace nskit
