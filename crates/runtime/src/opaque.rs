//! `Debug` for types whose inside says nothing to their users: the name, so that what holds them can be shown too.

/// Shows a type by its name: the generics of the `impl` in brackets, then the type.
macro_rules! opaque {
    ([$($generics:tt)*] $name:ident $($rest:tt)*) => {
        impl $($generics)* ::std::fmt::Debug for $name $($rest)* {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
}
