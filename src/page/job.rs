//! Long work on files, in a worker of its own: the page goes on meanwhile, and the visitor may think better of it.

use js_sys::{Array, ArrayBuffer, Object, Uint8Array, Uint32Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::MessageEvent;

use super::events::Listener;
use super::js::{field, reason, set};
use super::module::Loaded;
use super::script::{end, fault, script_worker};
use taskscope_scene::themes::THEMES;
use taskscope_session::{EXPORTS, Look, Range, Recording, Session, read_file};
use taskscope_tell::{language_tag, packed_language, say};
use taskscope_trace::files::{Origin, words_of};
use taskscope_trace::{AxisKind, Step};

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
    on_message: Closure<dyn FnMut(MessageEvent)>,
    #[expect(dead_code, reason = "kept for its drop")]
    on_error: Listener,
}

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
      : { written: write_trace(data.axis, data.words, data.name, data.origin, data.form, ...data.range) };
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
        set(&message, "module", &loaded.module);
        set(&message, "name", &name.into());
        set(&message, "read", bytes);
        let faults = [say::page_files::damaged(name), say::page_files::too_long(name)];
        set(&message, "faults", &Array::from_iter(faults.map(JsValue::from)));
        Self::start(&loaded.glue, &message, &Array::of1(bytes), take)
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
        set(&message, "module", &loaded.module);
        set(&message, "axis", &session.view.axis.key().into());
        set(&message, "words", &words);
        // A run from a file is called as its file is, in a picture.
        let name = session.program.recording().map_or_else(String::new, |recording| recording.name.clone());
        set(&message, "name", &name.into());
        set(&message, "origin", &values(&session.origin()));
        set(&message, "form", &form.into());
        let ends = range.map_or([0, 0], |range| [range.from().0, range.to().0]);
        set(&message, "range", &Array::from_iter(ends.map(JsValue::from)));
        Self::start(&loaded.glue, &message, &Array::of1(&words.buffer()), take)
    }

    fn start(
        glue: &str,
        message: &Object,
        transferred: &Array,
        take: impl Fn(JobResult) + Clone + 'static,
    ) -> Result<Self, String> {
        if let Some(packed) = packed_language() {
            let language = Array::of2(&language_tag().into(), &packed.into());
            set(message, "language", &language);
        }
        let refused = |error: JsValue| say::page_files::no_worker(&reason(&error));
        let inner = script_worker(glue, SCRIPT).map_err(refused)?;
        let on_message = {
            let take = take.clone();
            Closure::new(move |event: MessageEvent| take(result(&event.data())))
        };
        inner.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let on_error = Listener::new(&inner, "error", move |event| take(JobResult::Failed(fault(&event))));
        inner.post_message_with_transfer(message, transferred).map_err(refused)?;
        Ok(Self { inner, on_message, on_error })
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
        return JobResult::Read(words, origin(&read.get(1).unchecked_into()));
    }
    JobResult::Failed(field(data, "failed").as_string().unwrap_or_default())
}

/// The worker's side of reading: the words of the trace, and what it is of.
///
/// # Errors
/// A sentence on what is wrong with the file, and where.
#[wasm_bindgen]
pub fn read_trace(name: &str, bytes: &[u8]) -> Result<Array, JsValue> {
    let (trace, origin) = read_file(name, bytes)?;
    Ok(Array::of2(&Uint32Array::from(words_of(&trace).as_slice()), &values(&origin)))
}

/// The worker's side of writing: the whole run, or what is between two steps that differ.
///
/// # Errors
/// If the words are no trace or there is no such form, which cannot be: both come from the page.
#[wasm_bindgen]
pub fn write_trace(
    axis: &str,
    words: &[u32],
    name: String,
    origin_values: &Array,
    form: usize,
    from: usize,
    to: usize,
) -> Result<Vec<u8>, JsValue> {
    let mut session = Session::new(Recording::new(name, origin(origin_values)));
    session.apply(Look::Axis(AxisKind::from_key(axis).unwrap_or_default()));
    session.run.append(words).map_err(|fault| JsValue::from(fault.to_string()))?;
    let export = EXPORTS.get(form).ok_or_else(|| JsValue::from("there is no such form of file"))?;
    let part = Range::between(Step(from), Step(to)).zip(export.part);
    Ok(part.map_or_else(|| (export.bytes)(&session, &THEMES), |(range, write)| write(&session, range)))
}

/// An origin as it travels between page and worker: demo, variant, then knobs and their values in turns.
fn values(origin: &Origin) -> Array {
    let text = |text: &Option<String>| text.as_deref().map_or(JsValue::NULL, JsValue::from);
    let values = Array::of2(&text(&origin.demo), &text(&origin.variant));
    for (knob, &value) in &origin.knobs {
        values.push(&knob.into());
        values.push(&value.into());
    }
    values
}

fn origin(values: &Array) -> Origin {
    let knobs = (2..values.length()).step_by(2);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the other side sent a u32")]
    let knob = |at: u32| Some((values.get(at).as_string()?, values.get(at + 1).as_f64()? as u32));
    Origin {
        demo: values.get(0).as_string(),
        variant: values.get(1).as_string(),
        knobs: knobs.filter_map(knob).collect(),
    }
}
