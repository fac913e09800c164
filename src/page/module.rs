//! The files of the site, as the page's programs and jobs take them when they start.

use wasm_bindgen::prelude::wasm_bindgen;

use super::site::Site;

/// What programs are started with.
#[wasm_bindgen]
#[derive(Clone, PartialEq)]
pub struct Loaded {
    /// Where everything else of the site comes from.
    pub(crate) site: Site,
}

#[wasm_bindgen]
impl Loaded {
    /// `site` fetches the files of the site.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(site: Site) -> Self {
        Self { site }
    }
}
