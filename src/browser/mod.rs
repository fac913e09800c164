//! What only a browser has: workers, frames, the clipboard of the screen. Nothing here decides what to draw.

mod canvas;
mod clipboard;
mod events;
mod files;
mod frames;
mod job;
mod page;
mod palette;
mod program;
mod storage;
mod threads;
mod worker;

pub use canvas::{Painter, pixel_ratio};
pub use clipboard::copied;
pub use events::{Listener, Resized};
pub use files::{copy_address, download, download_canvas, read};
pub use frames::Frames;
pub use job::{Job, JobResult, read_trace, write_trace};
pub use page::{now, prefers_less_motion, replace_query};
pub use program::RunningProgram;
pub use storage::{keep, kept};
pub use worker::{ProgramMessage, Worker};
