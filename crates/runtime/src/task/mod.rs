//! Tasks: the cell that holds one, the queue of ready ones, and the handle that awaits one.

mod abort;
mod cell;
mod door;
mod error;
mod extra;
mod handle;
mod join_set;
mod owner;
mod phase;
mod pool;
mod queue;
mod spawn;

pub use abort::AbortHandle;
pub(crate) use cell::{Link, TaskRef};
pub(crate) use door::{Door, Left};
pub use error::JoinError;
pub(crate) use extra::Extra;
pub use handle::{JoinHandle, Joining};
pub use join_set::{JoinNext, JoinSet};
pub(crate) use phase::{OnWake, Phase};
pub(crate) use queue::Queue;
pub use spawn::{current_task, spawn, task_size, Builder, CurrentTask};
