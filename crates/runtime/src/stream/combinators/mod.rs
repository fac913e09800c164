//! Streams that are made from streams. What makes them is [`StreamExt`](crate::StreamExt).

mod buffered;
mod choose;
mod pair;
mod timed;
mod transform;

pub use buffered::{BufferUnordered, Buffered};
pub use choose::{Filter, FilterMap, Skip, SkipWhile, Take, TakeWhile};
pub use pair::{Chain, Merge, Zip};
pub use timed::{ChunksTimeout, Throttle, Timeout};
pub use transform::{Enumerate, Map, Then};
