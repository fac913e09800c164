//! The way to the site for programs on the browser's clock: `fetch`, read part by part.

use js_sys::{Object, Promise, Uint8Array};
use taskscope_runtime::fetch::{Arrivals, Network, Request};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, ReadableStreamDefaultReader, Response, Url};

use super::js::{field, reason, set};

#[wasm_bindgen]
extern "C" {
    /// The same in a page and in a worker.
    #[wasm_bindgen(js_name = fetch, catch)]
    fn fetch_with(address: &str, init: &JsValue) -> Result<Promise, JsValue>;
}

/// Fetches files that lie beside the page's own script.
pub(super) struct SiteNetwork {
    glue: String,
}

/// A request under way; dropping it lets the browser cancel it.
struct SiteRequest(Option<AbortController>);

impl SiteNetwork {
    /// `glue` is the full address of the script.
    pub(super) fn new(glue: &str) -> Self {
        Self { glue: glue.to_owned() }
    }
}

impl Network for SiteNetwork {
    fn request(&self, path: &str, arrivals: Arrivals) -> Box<dyn Request> {
        let abort = AbortController::new().ok();
        let init = Object::new();
        if let Some(abort) = &abort {
            set(&init, "signal", &abort.signal());
        }
        let address = Url::new_with_base(path, &self.glue).map(|url| url.href());
        spawn_local(async move {
            let outcome = match address {
                Ok(address) => load(&address, &init, &arrivals).await,
                Err(error) => Err(error),
            };
            match outcome {
                Ok(()) => arrivals.complete(),
                Err(error) => arrivals.failed(&reason(&error)),
            }
        });
        Box::new(SiteRequest(abort))
    }
}

/// Tells what comes as it comes.
async fn load(address: &str, init: &JsValue, arrivals: &Arrivals) -> Result<(), JsValue> {
    let response: Response = JsFuture::from(fetch_with(address, init)?).await?.dyn_into()?;
    arrivals.answered(response.status(), length_of(&response));
    let Some(body) = response.body() else { return Ok(()) };
    let reader: ReadableStreamDefaultReader = body.get_reader().dyn_into()?;
    loop {
        let part = JsFuture::from(reader.read()).await?;
        if field(&part, "done").is_truthy() {
            return Ok(());
        }
        arrivals.chunk(field(&part, "value").dyn_into::<Uint8Array>()?.to_vec());
    }
}

/// How many bytes will be read. What is compressed on its way has another length there.
fn length_of(response: &Response) -> Option<u32> {
    let header = |name| response.headers().get(name).ok().flatten();
    if header("content-encoding").is_some() {
        return None;
    }
    header("content-length")?.parse().ok()
}

impl Request for SiteRequest {}

impl Drop for SiteRequest {
    fn drop(&mut self) {
        if let Some(abort) = &self.0 {
            abort.abort();
        }
    }
}
