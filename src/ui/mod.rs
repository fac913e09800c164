//! The page, as Yew components: each shows a part of the session and sends actions, and none decides anything.

mod announcement;
mod app;
mod asked;
mod controls;
mod divider;
mod dropping;
mod effects;
mod embedded;
mod field;
mod files;
mod frame;
mod fullscreen;
mod gallery;
mod heading;
mod help;
mod hints;
mod hosting;
mod keys;
mod knobs;
mod memory;
mod menu;
mod model;
mod notice;
mod panes;
mod pause;
mod pick;
mod rules;
mod scroll;
mod segmented;
mod story;
mod surface;
mod table;
mod timeline;
mod work;

pub use app::{App, AppProps, Host, Message, Start};
pub use asked::{Asked, Promised};
