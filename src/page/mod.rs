//! What only a browser has: workers, frames, the clipboard of the screen. Nothing here decides what to draw.

mod brush;
mod canvas;
mod clipboard;
mod downloads;
mod events;
mod frames;
mod idle;
mod job;
mod js;
mod language;
mod launch;
mod messages;
mod module;
mod packs;
mod page_thread;
mod palette;
mod panics;
mod patience;
mod picture;
mod program_handle;
mod runner;
mod script;
mod site;
mod start;
mod storage;
mod warm;
mod ways;
mod window;
mod worker;

pub use canvas::{Painter, pixel_ratio};
pub use clipboard::copied;
pub use downloads::{copy_address, copy_query, download, download_blob, read};
pub use events::{Listener, Resized, as_kind};
pub use frames::Frames;
pub use idle::Idle;
pub use job::{Job, JobResult};
pub(crate) use js::set;
pub use language::{asked_language, language, speak};
pub use messages::Command;
pub use module::Loaded;
pub use packs::{fetch_demo, fetch_words, learn_pack, needed};
pub use panics::panic_hook;
pub use picture::{Captions, Picture};
pub use program_handle::{ProgramHandle, Report};
pub use script::trust;
pub use site::Site;
pub use storage::Entry;
pub use ways::is_available;
pub use window::{
    asked_query, is_visible, may_load_ahead, name_page, now, page_width, prefers_less_motion, push_query,
    replace_query, window_of,
};
