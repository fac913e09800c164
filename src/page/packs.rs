//! Packs of demos: what the gallery takes in of each, as soon as it has come.

use js_sys::{Array, Object, Promise, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::js::{field, reason};
use super::site::Site;
use taskscope_gallery::{Unreadable, WORDS, entry, learn, learn_all};
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
    let runs = runs(pack, &field(&head, "variants")).ok_or_else(damaged)?;
    if field(&head, "slug").as_string().and_then(|slug| entry(&slug)).is_none() {
        return Err(damaged());
    }
    let demo = learn(&data).map_err(|Unreadable| damaged())?;
    for variant in demo.variants {
        let run = runs.iter().find(|(name, _)| *name == variant.name);
        variant.recorded.learn(run.and_then(|(_, bytes)| bytes.clone()));
    }
    Ok(())
}

/// A variant's name and the bytes of its recorded run, if it has one.
type NamedRun = (String, Option<Vec<u8>>);

/// The recorded runs of a pack; `None` if the pack is damaged.
fn runs(pack: &JsValue, variants: &JsValue) -> Option<Vec<NamedRun>> {
    let variants: &Object = variants.dyn_ref()?;
    let run = |name: JsValue| {
        let name = name.as_string()?;
        let range = field(&field(variants, &name), "run");
        let bytes = if range.is_null() || range.is_undefined() { None } else { Some(part(pack, &range)?) };
        Some((name, bytes))
    };
    Object::keys(variants).iter().map(run).collect()
}

/// The bytes of a pack in a range; `None` if it is no range, or none of the pack.
fn part(pack: &JsValue, range: &JsValue) -> Option<Vec<u8>> {
    let bytes: &Uint8Array = &field(pack, "bytes").dyn_into().ok()?;
    let range: &Array = range.dyn_ref()?;
    let [from, to] = [0, 1].map(|end| range.get(end).as_f64());
    let (from, to) = (from?, to?);
    let is_range = from.fract() == 0.0 && to.fract() == 0.0 && 0.0 <= from && from <= to;
    if range.length() != 2 || !is_range || to > f64::from(bytes.length()) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in bytes")]
    Some(bytes.subarray(from as u32, to as u32).to_vec())
}

fn damaged() -> String {
    say::page_fault::damaged_pack()
}
