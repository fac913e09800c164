//! The streams that combinators are made from.

use std::pin::Pin;

use super::{Enumerate, Filter, FilterMap, Map, Skip, SkipWhile, Throttle};

/// One line for each combinator that keeps its stream to the end.
macro_rules! inner {
    ($($name:ident<S $(, $function:ident)?>;)*) => {$(
        impl<S $(, $function)?> $name<S $(, $function)?> {
            /// The stream this is made from. With the feature `tokio-like`.
            #[must_use]
            pub fn get_ref(&self) -> &S {
                &self.stream
            }

            /// The stream this is made from. Values that you take from it do not pass through here. With the feature
            /// `tokio-like`.
            pub fn get_mut(&mut self) -> &mut S
            where
                S: Unpin,
            {
                Pin::get_mut(self.stream.as_mut())
            }

            /// The stream this is made from, with the values that were not taken. With the feature `tokio-like`.
            #[must_use]
            pub fn into_inner(self) -> S
            where
                S: Unpin,
            {
                *Pin::into_inner(self.stream)
            }
        }
    )*};
}

inner! {
    Enumerate<S>;
    Filter<S, F>;
    FilterMap<S, F>;
    Map<S, F>;
    Skip<S>;
    SkipWhile<S, F>;
    Throttle<S>;
}
