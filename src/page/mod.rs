//! What only a browser has: workers, frames, the clipboard of the screen. Nothing here decides what to draw.

mod batches;
mod canvas;
mod clipboard;
mod events;
mod files;
mod frames;
mod job;
mod network;
mod page;
mod page_program;
mod palette;
mod program;
mod running;
mod storage;
mod teller;
mod threads;
mod worker;

pub use canvas::{Painter, pixel_ratio};
pub use clipboard::copied;
pub use events::{Listener, Resized};
pub use files::{copy_address, download, download_canvas, read};
pub use frames::Frames;
pub use job::{Job, JobResult, read_trace, write_trace};
pub use page::{is_visible, now, prefers_less_motion, replace_query};
pub use page_program::PageProgram;
pub use program::RunningProgram;
pub use running::{Command, Loaded, ProgramMessage, Running};
pub use storage::{keep, kept};
pub use teller::Teller;
pub use worker::Worker;
