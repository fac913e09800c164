//! The names of the crate `tokio-stream`.

pub use crate::combine::Elapsed;
pub use crate::stream::{
    empty, iter, once, pending, Empty, FromStream, Iter, Once, Pending, Stream, StreamExt, StreamNotifyClose,
};

/// The streams that [`StreamExt`] makes.
pub mod adapters {
    pub use crate::stream::{
        Chain, ChunksTimeout, Filter, FilterMap, Fuse, Map, MapWhile, Merge, Peekable, Skip, SkipWhile, Take,
        TakeWhile, Then, Timeout,
    };
}

pub mod wrappers;
