//! The thread that an executor and its tasks belong to.
//!
//! A module for browsers has no other thread unless it is compiled with atomics. The other wasm targets may be built
//! with threads, which a stable compiler does not say, so they count as if they were.

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown", not(target_feature = "atomics"))))]
mod one_of_many {
    use std::thread::{self, ThreadId};

    /// The owner, where there can be other threads.
    pub(in crate::task) struct Owner(ThreadId);

    impl Owner {
        /// Whether there can be other threads.
        pub(in crate::task) const HAS_OTHERS: bool = true;

        /// The thread that calls this.
        pub(in crate::task) fn here() -> Self {
            Self(thread::current().id())
        }

        /// Whether the owner calls this.
        #[inline]
        pub(in crate::task) fn is_here(&self) -> bool {
            thread::current().id() == self.0
        }
    }
}

#[cfg(all(target_arch = "wasm32", target_os = "unknown", not(target_feature = "atomics")))]
mod only {
    /// The owner, where there is no other thread: the same functions as elsewhere, which cost nothing.
    pub(in crate::task) struct Owner;

    impl Owner {
        pub(in crate::task) const HAS_OTHERS: bool = false;

        pub(in crate::task) fn here() -> Self {
            Self
        }

        #[inline]
        // The same shape as on other targets.
        #[allow(clippy::unused_self)]
        pub(in crate::task) fn is_here(&self) -> bool {
            true
        }
    }
}

#[cfg(not(all(target_arch = "wasm32", target_os = "unknown", not(target_feature = "atomics"))))]
pub(super) use one_of_many::Owner;
#[cfg(all(target_arch = "wasm32", target_os = "unknown", not(target_feature = "atomics")))]
pub(super) use only::Owner;
