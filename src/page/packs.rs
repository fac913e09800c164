//! Packs of demos: what the gallery takes in of each, as soon as it has come.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::js::{field, reason};
use super::site::Site;
use taskscope_gallery::{Unreadable, WORDS, learn, learn_all};
use taskscope_session::demo_of;
use taskscope_tell::say;

/// The slug of the demo that has to be learned before the query of a link can be shown.
#[wasm_bindgen]
#[must_use]
pub fn needed(query: &str) -> String {
    demo_of(query).slug.to_owned()
}

/// Takes in a demo from its pack, as the site gives it.
///
/// # Errors
/// A sentence without its full stop if the pack is damaged.
#[wasm_bindgen(js_name = learn)]
pub fn learn_pack(pack: &JsValue) -> Result<(), JsValue> {
    take_in(pack).map_err(|fault| js_sys::Error::new(&fault).into())
}

/// Fetches the pack of a demo and takes it in; `then` is called with what went wrong, if anything did.
pub fn fetch_demo(site: &Site, slug: &str, then: impl FnOnce(Result<(), String>) + 'static) {
    fetch(site.pack(slug), take_in, then);
}

/// The same with the words of all demos, for the search.
pub fn fetch_words(site: &Site, then: impl FnOnce(Result<(), String>) + 'static) {
    let take_in = |pack: &JsValue| {
        part(pack, &field(&field(pack, "head"), "demo"))
            .and_then(|data| learn_all(&data).ok())
            .ok_or_else(damaged)
    };
    fetch(site.pack(WORDS), take_in, then);
}

fn fetch(
    pack: Promise,
    take_in: impl FnOnce(&JsValue) -> Result<(), String> + 'static,
    then: impl FnOnce(Result<(), String>) + 'static,
) {
    spawn_local(async move {
        let pack = JsFuture::from(pack).await;
        then(pack.map_err(|error| reason(&error)).and_then(|pack| take_in(&pack)));
    });
}

/// Takes in the demo of a pack with its recorded runs.
fn take_in(pack: &JsValue) -> Result<(), String> {
    let head = field(pack, "head");
    let data = part(pack, &field(&head, "demo")).ok_or_else(damaged)?;
    let demo = learn(&data).map_err(|Unreadable| damaged())?;
    let variants = field(&head, "variants");
    for variant in demo.variants {
        let run = field(&field(&variants, variant.name), "run");
        variant.recorded.learn(part(pack, &run));
    }
    Ok(())
}

/// The bytes of a pack in a range; `None` if it is no range, or none of the pack.
fn part(pack: &JsValue, range: &JsValue) -> Option<Vec<u8>> {
    let bytes: &Uint8Array = &field(pack, "bytes").dyn_into().ok()?;
    let range: &Array = range.dyn_ref()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in bytes")]
    let [from, to] = [0, 1].map(|end| range.get(end).as_f64().map(|place| place as u32));
    Some(bytes.subarray(from?, to?).to_vec())
}

fn damaged() -> String {
    say::page_fault::damaged_pack()
}
