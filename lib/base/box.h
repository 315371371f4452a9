// SPDX-License-Identifier: MIT
// An owned object whose type only one .cc knows. std::unique_ptr would do, but <memory> is among the longest
// headers of the library, and every file would read it.
#pragma once

#include <utility>

namespace nskit {

/// Owns an object that was made with new, or nothing.
template <class T> class Box {
  public:
    Box() = default;
    /// T must be complete here, and only here.
    explicit Box(T *object) : object_(object), destroy_([](T *owned) { delete owned; }) {}
    ~Box()
    {
        if (object_)
            destroy_(object_);
    }
    Box(Box &&other) noexcept : object_(std::exchange(other.object_, nullptr)), destroy_(other.destroy_) {}
    Box &operator=(Box &&other) noexcept
    {
        std::swap(object_, other.object_);
        std::swap(destroy_, other.destroy_);
        return *this;
    }

    T *operator->() const { return object_; }
    T &operator*() const { return *object_; }

  private:
    T *object_ = nullptr;
    void (*destroy_)(T *) = nullptr;
};

} // namespace nskit
