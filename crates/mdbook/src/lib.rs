//! Turns fenced blocks of a book into `<task-scope>` elements, each with a picture of its run that needs no script.
//!
//! The way of a block: `info` reads what stands behind its opening fence, `widget` and `program` check it against the
//! gallery, `outcome` is what comes of the run, `poster` what its element shows of it at first, and `html` or `plain` writes
//! what takes the block's place.
#![cfg(not(target_arch = "wasm32"))]

mod attributes;
mod book;
mod html;
mod info;
mod install;
mod markdown;
mod outcome;
mod page;
mod plain;
mod poster;
mod program;
mod site;
mod widget;

pub use book::preprocess;
pub use install::install;
pub use site::Site;
