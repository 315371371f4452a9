// SPDX-License-Identifier: MIT
// A parameter that is called. Unlike std::function, it owns nothing, and costs no heap and no long header.
#pragma once

#include <type_traits>

namespace nskit {

template <class Signature> class FunctionRef;

/// A reference to a callable object, as a rule a lambda; valid as long as the object.
template <class Result, class... Args> class FunctionRef<Result(Args...)> {
  public:
    template <class F>
    // NOLINTNEXTLINE(bugprone-forwarding-reference-overload): clang-tidy 14 does not heed the constraint
    requires(!std::is_same_v<std::remove_cvref_t<F>, FunctionRef>) FunctionRef(F &&f)
        : object_(&f), call_([](void *object, Args... args) -> Result {
              return (*static_cast<std::remove_reference_t<F> *>(object))(args...);
          })
    {}
    Result operator()(Args... args) const { return call_(object_, args...); }

  private:
    // A pointer to a function does not fit into a void *, so F is the type of a lambda or another object.
    void *object_;
    Result (*call_)(void *, Args...);
};

} // namespace nskit
