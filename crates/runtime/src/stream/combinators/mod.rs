//! Streams that are made from streams. What makes them is [`StreamExt`](crate::StreamExt).

mod buffered;
mod choose;
#[cfg(feature = "tokio-like")]
mod map_while;
mod pair;
#[cfg(feature = "tokio-like")]
mod peekable;
mod timed;
mod transform;

pub use buffered::{BufferUnordered, Buffered};
pub use choose::{Filter, FilterMap, Skip, SkipWhile, Take, TakeWhile};
#[cfg(feature = "tokio-like")]
pub use map_while::MapWhile;
pub use pair::{Chain, Merge, Zip};
#[cfg(feature = "tokio-like")]
pub use peekable::{Peek, Peekable};
pub use timed::{ChunksTimeout, Throttle, Timeout};
pub use transform::{Enumerate, Map, Then};
