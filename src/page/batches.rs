//! A program's trace on its way to the page: in batches, and at first event by event.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::{Function, Uint32Array};
use taskscope_runtime::record::Recorder;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    // The same in pages and workers.
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;

    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &Function, milliseconds: i32) -> i32;

    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: i32);
}

/// Collects what a recorder hands over and posts it, not much more often than a screen can show it.
///
/// A program that hangs tells nothing more: what is held here then would be lost. So events are posted one by one as
/// long as there are not too many of them, and a program of a few hundred events is known to the last one.
pub(super) struct Batches {
    post: Function,
    recorder: RefCell<Option<Recorder>>,
    held: RefCell<Vec<u32>>,
    /// How many events may still be posted one by one.
    prompt: Cell<u32>,
    sent_at: Cell<f64>,
    timeout: Cell<Option<i32>>,
    on_timeout: Closure<dyn FnMut()>,
}

impl Batches {
    /// A batch is sent at once when it has as many words: 4,096 records.
    const LARGE: usize = 4 * 4096;
    /// Otherwise, when the one before went this long ago, in milliseconds; or after as long.
    const PAUSE: i32 = 4;
    /// At most this many events in a row are posted one by one: some milliseconds of posting.
    const PROMPT: u32 = 400;
    /// How many more may be for each millisecond that passes, which takes a page some hundredth of its time.
    const PROMPT_A_MILLISECOND: f64 = 2.0;

    /// `post` is called with each batch, as an array of words.
    pub(super) fn new(post: Function) -> Rc<Self> {
        Rc::new_cyclic(|this: &Weak<Self>| {
            let this = this.clone();
            Self {
                post,
                recorder: RefCell::default(),
                held: RefCell::default(),
                prompt: Cell::new(Self::PROMPT),
                sent_at: Cell::new(f64::NEG_INFINITY),
                timeout: Cell::new(None),
                on_timeout: Closure::new(move || this.upgrade().iter().for_each(|batches| batches.send())),
            }
        })
    }

    /// A recorder whose trace goes this way.
    pub(super) fn recorder(self: &Rc<Self>) -> Recorder {
        let this = Rc::downgrade(self);
        let sink = move |words: &[u32]| this.upgrade().iter().for_each(|batches| batches.take(words));
        let recorder = Recorder::new(Recorder::DEFAULT_CAPACITY, sink);
        recorder.be_prompt_for(self.prompt.get());
        *self.recorder.borrow_mut() = Some(recorder.clone());
        recorder
    }

    fn take(&self, words: &[u32]) {
        let is_large = {
            let mut held = self.held.borrow_mut();
            held.extend_from_slice(words);
            held.len() >= Self::LARGE
        };
        let prompt = self.prompt.get().checked_sub(1);
        self.prompt.set(prompt.unwrap_or_default());
        if is_large || prompt.is_some() || now() - self.sent_at.get() >= f64::from(Self::PAUSE) {
            self.send();
        } else if self.timeout.get().is_none() {
            self.timeout.set(Some(set_timeout(self.on_timeout.as_ref().unchecked_ref(), Self::PAUSE)));
        }
    }

    /// Posts what there is.
    pub(super) fn send(&self) {
        self.timeout.take().into_iter().for_each(clear_timeout);
        let words = self.held.take();
        if words.is_empty() {
            return;
        }
        let passed = now() - self.sent_at.replace(now());
        self.allow_more(passed);
        // What takes it can't fail; a page that is gone needs nothing.
        drop(self.post.call1(&JsValue::NULL, &Uint32Array::from(words.as_slice())));
    }

    fn allow_more(&self, milliseconds: f64) {
        let most = f64::from(Self::PROMPT - self.prompt.get());
        // Between 0 and the most there may be.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped before")]
        let more = (milliseconds * Self::PROMPT_A_MILLISECOND).clamp(0.0, most) as u32;
        self.prompt.set(self.prompt.get() + more);
        if let Some(recorder) = self.recorder.borrow().as_ref() {
            recorder.be_prompt_for(self.prompt.get());
        }
    }
}

impl Drop for Batches {
    fn drop(&mut self) {
        self.timeout.take().into_iter().for_each(clear_timeout);
    }
}
