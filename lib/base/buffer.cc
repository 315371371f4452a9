// SPDX-License-Identifier: MIT
#include "lib/base/buffer.h"

#include <cstdlib>
#include <new>
#include <sys/mman.h>

namespace nskit {

Buffer::Buffer(size_t size) : size_(size)
{
    constexpr size_t huge_page = 2 * 1024 * 1024;
    data_ = static_cast<char *>(size < huge_page ? malloc(size) : aligned_alloc(huge_page, size));
    if (!data_)
        throw std::bad_alloc();
    if (size >= huge_page)
        madvise(data_, size, MADV_HUGEPAGE);
}

Buffer::~Buffer()
{
    free(data_);
}

} // namespace nskit
