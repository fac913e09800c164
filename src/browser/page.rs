//! The page around the element: its address, and what the visitor prefers.

use wasm_bindgen::JsValue;

/// Dark or light, or as the system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    Auto,
    /// Always dark.
    Dark,
    /// Always light.
    Light,
}

impl Theme {
    /// The next one, for a button that goes round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Auto => Self::Dark,
            Self::Dark => Self::Light,
            Self::Light => Self::Auto,
        }
    }

    /// Its name, as an attribute has it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }

    /// The theme of that name; [`Theme::Auto`] for any other.
    #[must_use]
    pub fn named(name: &str) -> Self {
        [Self::Dark, Self::Light].into_iter().find(|theme| theme.name() == name).unwrap_or_default()
    }
}

/// Whether the visitor asked the system for less motion.
#[must_use]
pub fn prefers_less_motion() -> bool {
    let query = "(prefers-reduced-motion: reduce)";
    web_sys::window()
        .and_then(|window| window.match_media(query).ok().flatten())
        .is_some_and(|list| list.matches())
}

/// Puts a query into the address without loading anything. A page that may not (a sandboxed frame) keeps its address.
pub fn replace_query(query: &str) {
    let Some(window) = web_sys::window() else { return };
    let Ok(history) = window.history() else { return };
    drop(history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("?{query}"))));
}
