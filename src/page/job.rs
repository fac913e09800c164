//! Long work on files, in a worker of its own: the page goes on meanwhile, and the visitor may think better of it. What the
//! worker does is in a module of its own, `crates/jobs`, which comes with the first job.

use std::rc::Rc;

use js_sys::{Array, ArrayBuffer, Object, Uint8Array, Uint32Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::MessageEvent;

use super::events::Listener;
use super::js::{field, reason, set};
use super::module::Loaded;
use super::script::{end, fault, script_worker};
use super::site::Site;
use taskscope_session::{EXPORTS, Range, Session};
use taskscope_tell::{language_tag, packed_language, say};
use taskscope_trace::files::{Origin, words_of};

/// What comes of a job.
pub enum JobResult {
    /// A file was read: the words of its trace, and what it is of.
    Read(Vec<u32>, Origin),
    /// A file was written.
    Written(Vec<u8>),
    /// Neither, for a reason with a next step.
    Failed(String),
}

/// A worker that does one thing; dropping it ends it, whatever it does.
pub struct Job {
    inner: web_sys::Worker,
    #[expect(dead_code, reason = "kept for its drop")]
    is_wanted: Rc<()>,
    #[expect(dead_code, reason = "kept for its drop")]
    on_message: Closure<dyn FnMut(MessageEvent)>,
    #[expect(dead_code, reason = "kept for its drop")]
    on_error: Listener,
}

/// The script and the module of the jobs, on the site.
const GLUE: &str = "jobs.js";
const MODULE: &str = "jobs_bg.wasm";

/// The worker's script.
const SCRIPT: &str = r"
// What is packed with gzip is unpacked, where the browser can; up to a size that would not fit into memory as a trace.
const unpacked = async (bytes, [damaged, tooLong]) => {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b || !globalThis.DecompressionStream) return bytes;
  const parts = [];
  let length = 0;
  try {
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      length += part.value.length;
      if (length > 2 ** 29) break;
      parts.push(part.value);
    }
  } catch {
    throw new Error(damaged);
  }
  if (length > 2 ** 29) throw new Error(tooLong);
  return new Uint8Array(await new Blob(parts).arrayBuffer());
};
onmessage = async ({ data }) => {
  try {
    const { default: init, speak, read_trace, write_trace } = await exports;
    await init({ module_or_path: data.module });
    if (data.language) speak(...data.language);
    const result = data.read
      ? { read: read_trace(data.name, await unpacked(new Uint8Array(data.read), data.faults)) }
      : { written: write_trace(data.words, data.origin, data.title, data.axis, data.form, ...data.range) };
    postMessage(result, [(result.read?.[0] ?? result.written).buffer]);
  } catch (error) {
    postMessage({ failed: String(error?.message ?? error) });
  }
};
";

impl Job {
    /// Reads the trace in a file; the buffer is gone afterwards.
    ///
    /// # Errors
    /// A sentence for the visitor if the browser or the page's policy forbids the worker; the same for the other jobs.
    pub fn read(
        loaded: &Loaded,
        (name, bytes): (&str, &ArrayBuffer),
        take: impl Fn(JobResult) + Clone + 'static,
    ) -> Result<Self, String> {
        let message = Object::new();
        set(&message, "name", &name.into());
        set(&message, "read", bytes);
        let faults = [say::page_files::damaged(name), say::page_files::too_long(name)];
        set(&message, "faults", &Array::from_iter(faults.map(JsValue::from)));
        Self::start(&loaded.site, message, Array::of1(bytes), take)
    }

    /// Writes the run of a session, or a part of it, in a form, which is an index into [`EXPORTS`].
    ///
    /// # Errors
    /// Like [`Job::read`].
    pub fn write(
        loaded: &Loaded,
        (session, form): (&Session, u32),
        range: Option<Range>,
        take: impl Fn(JobResult) + Clone + 'static,
    ) -> Result<Self, String> {
        let words = Uint32Array::from(words_of(session.run.trace()).as_slice());
        let message = Object::new();
        set(&message, "words", &words);
        let origin: Array = session.origin().fields().into_iter().map(JsValue::from).collect();
        set(&message, "origin", &origin);
        set(&message, "title", &session.title().into());
        set(&message, "axis", &session.view.axis.key().into());
        set(&message, "form", &EXPORTS.get(form as usize).map_or("", |export| export.key).into());
        let ends = range.map_or([0, 0], |range| [range.from().0, range.to().0]);
        set(&message, "range", &Array::from_iter(ends.map(JsValue::from)));
        Self::start(&loaded.site, message, Array::of1(&words.buffer()), take)
    }

    fn start(
        site: &Site,
        message: Object,
        transferred: Array,
        take: impl Fn(JobResult) + Clone + 'static,
    ) -> Result<Self, String> {
        if let Some(packed) = packed_language() {
            let language = Array::of2(&language_tag().into(), &packed.into());
            set(&message, "language", &language);
        }
        let refused = |error: &JsValue| say::page_files::no_worker(&reason(error));
        let inner = script_worker(&site.glue(GLUE), SCRIPT).map_err(|error| refused(&error))?;
        let on_message = {
            let take = take.clone();
            Closure::new(move |event: MessageEvent| take(result(&event.data())))
        };
        inner.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let on_error = {
            let take = take.clone();
            Listener::new(&inner, "error", move |event| take(JobResult::Failed(fault(&event))))
        };
        let (module, worker) = (JsFuture::from(site.wasm(MODULE)), inner.clone());
        let is_wanted = Rc::new(());
        let wanted = Rc::downgrade(&is_wanted);
        spawn_local(async move {
            let module = module.await;
            // Nobody waits for what comes of a job that was ended meanwhile.
            if wanted.upgrade().is_none() {
                return;
            }
            let begun = module.map_err(|error| reason(&error)).and_then(|module| {
                set(&message, "module", &module);
                worker.post_message_with_transfer(&message, &transferred).map_err(|error| refused(&error))
            });
            if let Err(message) = begun {
                take(JobResult::Failed(message));
            }
        });
        Ok(Self { inner, is_wanted, on_message, on_error })
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        self.inner.set_onmessage(None);
        end(&self.inner);
    }
}

fn result(data: &JsValue) -> JobResult {
    if let Ok(bytes) = field(data, "written").dyn_into::<Uint8Array>() {
        return JobResult::Written(bytes.to_vec());
    }
    if let Ok(read) = field(data, "read").dyn_into::<Array>() {
        let words = Uint32Array::new(&read.get(0)).to_vec();
        let fields: Array = read.get(1).unchecked_into();
        let fields = fields.iter().filter_map(|field| field.as_string()).collect();
        return JobResult::Read(words, Origin::of_fields(fields));
    }
    JobResult::Failed(field(data, "failed").as_string().unwrap_or_default())
}
