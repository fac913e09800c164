//! Traces as files: our own two forms, which are read again, and forms that other programs read.
//!
//! `.taskscope.json` is for people and scripts; `www/taskscope.schema.json` describes it. `.taskscope` says the same in about
//! 16 bytes an event. [`open`] takes both. [`chrome_json`] is for Perfetto and `chrome://tracing`, [`Csv`] for
//! tables of numbers.

mod binary;
mod chrome;
mod csv;
mod foreign;
mod json;
mod labels;
mod open;
mod open_error;
mod origin;
mod statistics;
mod stream;
mod upgrades;

pub use binary::binary_file;
pub use chrome::{chrome_json, chrome_json_between};
pub use csv::{Cell, Csv};
pub use json::json_file;
pub use labels::Labels;
pub use open::open;
pub use open_error::{OpenError, Spot};
pub use origin::Origin;
pub use statistics::statistics_csv;
pub use stream::words_of;
