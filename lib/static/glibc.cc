// SPDX-License-Identifier: MIT
// What a libstdc++ and a libgcc that were built for glibc take from their C library, for programs that are
// linked with musl. They are static and not position-independent.
#include <link.h>
#include <sys/auxv.h>

extern "C" {

/// Whether only one thread runs, when counters of references need no atomic instructions. Read by the classes
/// of exceptions and by the locks of static variables.
char __libc_single_threaded = 1;

/// glibc's struct dl_find_object, as far as the unwinder of exceptions reads it.
struct FoundObject {
    unsigned long long flags;
    void *start, *end, *link_map;
    void *eh_frame; ///< the index of the unwinding tables
};

/// Finds the unwinding tables of an address: those of the program, as there is no other object. Libgcc 12 and
/// later, if built for glibc 2.35, find them in no other way.
int _dl_find_object(void *, FoundObject *found)
{
    auto *header = reinterpret_cast<const ElfW(Phdr) *>(getauxval(AT_PHDR));
    for (unsigned long left = getauxval(AT_PHNUM); left > 0; left--, header++)
        if (header->p_type == PT_GNU_EH_FRAME) {
            found->eh_frame = reinterpret_cast<void *>(header->p_vaddr);
            return 0;
        }
    return -1;
}
}
