//! What the custom element calls: mount an app into an element's shadow root, and take it away again.

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;
use yew::AppHandle;

use crate::browser::Loaded;
use crate::session::{Theme, from_address};
use crate::ui::{App, AppProps, Host};

/// One mounted app. Call `unmount` when the element goes.
#[wasm_bindgen]
pub struct Mounted(AppHandle<App>);

/// Mounts an app on `root`, an element inside the open shadow root of `host`.
///
/// `loaded` is what programs are started with; `query` says what to show, as in a link;
/// `owns_address` lets the app keep the page's address up to date; `theme` is `auto`, `dark` or `light`.
#[wasm_bindgen]
#[must_use]
pub fn mount(
    root: Element,
    host: Element,
    loaded: Loaded,
    query: &str,
    owns_address: bool,
    theme: &str,
) -> Mounted {
    let (settings, step, notice) = from_address(query);
    let host = Host { element: host, loaded, owns_address };
    let props = AppProps { settings, step, notice, theme: Theme::named(theme), host };
    Mounted(yew::Renderer::<App>::with_root_and_props(root, props).render())
}

#[wasm_bindgen]
impl Mounted {
    /// Ends the app: its program, its frame loop and its listeners stop.
    pub fn unmount(self) {
        self.0.destroy();
    }
}
