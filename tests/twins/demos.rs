//! The demos that are compared, compiled for Tokio.

use crate::theirs::Main;

// `twins!`, which declares their files as modules, and lists their `MAINS` by their slugs: a module's file is looked for
// beside the file that declares it, so the build script can't declare it.
include!(concat!(env!("OUT_DIR"), "/twins.rs"));

twins!();
