//! The trace of a run and everything that is counted from it: the state at any step, lanes, axes, statistics. Pure.
//!
//! It may know the format and what a run records, and nothing above: no words, no pixels, no browser. [`Trace`] has the
//! events, [`State`] is a run at one step, [`Changes`] what one event changed. Begin with [`Run`].
#![forbid(unsafe_code)]
#![warn(clippy::allow_attributes_without_reason)]

mod arrangement;
mod axis;
mod browser;
mod charts;
mod chunks;
pub mod files;
mod histogram;
mod history;
mod lanes;
mod late;
mod measure;
mod moment;
mod newer;
mod node_tree;
mod passages;
mod records;
mod replay;
mod resource_numbers;
mod rows;
mod run;
mod shared_time;
mod shortened;
mod statistics;
mod store;
mod switches;
mod task_story;
mod thread_lanes;
mod times;
mod track;
mod visits;
mod word_bytes;

pub use arrangement::{Arrangement, LaneGroup, LaneOrder, ShownLane};
pub use axis::{Axis, AxisKind, Fold};
pub use browser::{BrowserHost, BrowserLanes, Frames, LateFrame, LongTask, LongTasks, TurnKind};
pub use charts::{Chart, Point, Series, charts_before};
pub use histogram::{HistogramBar, histogram};
pub use history::History;
pub use lanes::{Lane, Lanes, Wake};
pub use late::Late;
pub use measure::Measure;
pub use moment::{Moment, Outcome};
pub use node_tree::{TreeNode, node_tree};
pub use passages::{Group, Passages};
pub use replay::{Follower, Replay, follow, outcomes};
pub use rows::NodeRow;
pub use run::Run;
pub use shared_time::SharedTime;
pub use shortened::{MOST_PRINTED, MOST_SHOWN, shortened};
pub use statistics::{
    BrowserStatistics, Bucket, Fairness, FrameStatistics, LongTaskStatistics, Longest, QueueDepth,
    RunStatistics, Shared, Spent, Statistics, TaskStatistics, Term, Wakes,
};
pub use store::{Step, Trace};
pub use task_story::{TaskStory, task_story};
pub use taskscope_format::Digest;
pub use taskscope_format::state::{
    Alive, Await, Awaits, ByWorker, Changes, FetchState, FutureChange, Holder, Id, NodeState, Phase,
    ResourceState, State, Table, TaskChange, TaskState, ThreadState, TimerState, Waiter, Whom, Woke,
};
pub use thread_lanes::{Call, ThreadLane, ThreadLanes};
pub use track::{End, Extent, Span, SpanKind, Sums, Track};
pub use visits::{Visit, Visits};
pub use word_bytes::{bytes_of_words, words_of_bytes};
