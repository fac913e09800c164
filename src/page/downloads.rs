//! Files that leave the page and files that come to it, and the clipboard.

use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

/// Lets the visitor save some bytes under a name.
pub fn download(name: &str, media: &str, bytes: &[u8]) {
    let options = BlobPropertyBag::new();
    options.set_type(media);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &options) else { return };
    download_blob(name, &blob);
}

/// The same for bytes that the browser has.
pub fn download_blob(name: &str, blob: &Blob) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let Ok(address) = Url::create_object_url_with_blob(blob) else { return };
    if let Ok(link) = document.create_element("a").map(JsCast::unchecked_into::<HtmlAnchorElement>) {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    // The click has started the download, which holds the bytes itself.
    drop(Url::revoke_object_url(&address));
}

/// Reads a file whole and hands over its name and bytes; `None` if the browser can't read it.
pub fn read(file: File, take: impl FnOnce(String, Option<ArrayBuffer>) + 'static) {
    spawn_local(async move {
        let bytes = JsFuture::from(file.array_buffer()).await.ok();
        take(file.name(), bytes.map(JsCast::unchecked_into));
    });
}

/// Puts the page's address into the clipboard; tells the address, and whether the browser allowed it.
pub fn copy_address(tell: impl FnOnce(String, bool) + 'static) {
    let address = web_sys::window().and_then(|window| window.location().href().ok());
    if let Some(address) = address {
        copy(address, tell);
    }
}

/// The same with the address that this page has with another query.
pub fn copy_query(query: &str, tell: impl FnOnce(String, bool) + 'static) {
    let address = web_sys::window().and_then(|window| window.location().href().ok());
    if let Some(address) = address {
        let page = address.split(['?', '#']).next().unwrap_or_default();
        copy(format!("{page}?{query}"), tell);
    }
}

fn copy(address: String, tell: impl FnOnce(String, bool) + 'static) {
    let Some(window) = web_sys::window() else { return };
    let promise = window.is_secure_context().then(|| window.navigator().clipboard().write_text(&address));
    spawn_local(async move {
        let is_copied = match promise {
            Some(promise) => JsFuture::from(promise).await.is_ok(),
            None => false,
        };
        tell(address, is_copied);
    });
}
