//! The colours of the style sheet as data, for pictures that leave the page: `build.rs` reads them out of
//! `www/task-scope.css`, so that there is one place where a colour is chosen.

use crate::svg::{Palette, Themes};

include!(concat!(env!("OUT_DIR"), "/themes.rs"));
