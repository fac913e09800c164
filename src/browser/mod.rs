//! What only a browser has: workers, frames, the clipboard of the screen. Nothing here decides what to draw.

mod canvas;
mod character_keys;
mod events;
mod files;
mod frames;
mod page;
mod palette;
mod program;
mod worker;

pub use canvas::{Painter, pixel_ratio};
pub use character_keys::{has_character_keys, keep_character_keys};
pub use events::{Listener, Resized};
pub use files::{copy_address, download, download_canvas, read};
pub use frames::Frames;
pub use page::{Theme, prefers_less_motion, replace_query};
pub use program::RunningProgram;
pub use worker::{ProgramMessage, Worker};
