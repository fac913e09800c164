//! The page's side of a running program: a dedicated worker with its own instance of the same compiled module.

use js_sys::{Array, Object, Reflect, Uint32Array, WebAssembly};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, ErrorEvent, Event, MessageEvent, Url, WorkerOptions, WorkerType};

use super::events::Listener;
use crate::session::{Settings, query};

/// What comes from a program.
pub enum ProgramMessage {
    /// A batch of its trace, as words.
    Batch(Vec<u32>),
    /// It can't go on: a sentence with a next step.
    Failed(String),
}

/// A worker that runs one program; dropping it ends the program, whatever it does.
///
/// Its script is a blob that imports the page's own glue by its full address: that works from another origin too, where
/// a plain worker is refused. The compiled module is handed over, so nothing is downloaded or compiled again.
pub struct Worker {
    inner: web_sys::Worker,
    #[expect(dead_code, reason = "kept for its drop")]
    on_message: Closure<dyn FnMut(MessageEvent)>,
    #[expect(dead_code, reason = "kept for its drop")]
    on_error: Listener,
}

/// The worker's script. The first message starts the program, later ones command it.
const SCRIPT: &str = r"
let program;
const start = async ({ module, start: query, glue }) => {
  await init({ module_or_path: module });
  return new RunningProgram(query, glue);
};
onmessage = async ({ data }) => {
  try {
    // A command that comes while the program is still loading waits for it.
    if (data.start) await (program = start(data));
    else (await program)?.[data.command]();
  } catch (error) {
    postMessage({ failed: String(error?.message ?? error) });
  }
};
";

impl Worker {
    /// Starts a program. `glue` is the full address of the script that goes with `module`.
    ///
    /// # Errors
    /// A sentence for the visitor if the browser or the page's policy forbids the worker.
    pub fn start(
        glue: &str,
        module: &WebAssembly::Module,
        settings: &Settings,
        take: impl Fn(ProgramMessage) + Clone + 'static,
    ) -> Result<Self, String> {
        let refused = |error: JsValue| {
            let reason = reason(&error);
            format!("The browser refused to start a worker for the program, so it can't run. {reason}")
        };
        let worker = script_worker(glue, "RunningProgram", SCRIPT).map_err(refused)?;
        let on_message = on_message(take.clone());
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let on_error =
            Listener::new(&worker, "error", move |event| take(ProgramMessage::Failed(fault(&event))));
        worker.post_message(&start_message(glue, module, settings)).map_err(refused)?;
        Ok(Self { inner: worker, on_message, on_error })
    }

    /// Lets the program take no further turn.
    pub fn pause(&self) {
        self.command("pause");
    }

    /// Lets it go on.
    pub fn resume(&self) {
        self.command("resume");
    }

    /// Lets the paused program do one poll.
    pub fn step(&self) {
        self.command("step");
    }

    fn command(&self, name: &str) {
        let message = Object::new();
        set(&message, "command", &name.into());
        // Fails only for values that can't be copied.
        drop(self.inner.post_message(&message));
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.inner.set_onmessage(None);
        self.inner.terminate();
    }
}

/// A worker with a script that uses some of what the page's own glue exports.
pub(super) fn script_worker(glue: &str, names: &str, script: &str) -> Result<web_sys::Worker, JsValue> {
    let url = script_url(glue, names, script)?;
    let worker = worker_at(&url, "taskscope");
    // The worker has begun to load it, so the address is not needed any more.
    Url::revoke_object_url(&url)?;
    worker
}

/// The address of such a script, until it is revoked.
pub(super) fn script_url(glue: &str, names: &str, script: &str) -> Result<String, JsValue> {
    let import = format!("import init, {{ {names} }} from {};", js_sys::JSON::stringify(&glue.into())?);
    let parts = Array::of2(&import.into(), &script.into());
    let kind = BlobPropertyBag::new();
    kind.set_type("text/javascript");
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind)?;
    Url::create_object_url_with_blob(&blob)
}

/// A worker with a name, which browsers show to developers.
pub(super) fn worker_at(url: &str, name: &str) -> Result<web_sys::Worker, JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    options.set_name(name);
    web_sys::Worker::new_with_options(url, &options)
}

fn start_message(glue: &str, module: &WebAssembly::Module, settings: &Settings) -> Object {
    let message = Object::new();
    set(&message, "glue", &glue.into());
    set(&message, "module", module);
    set(&message, "start", &query(settings).into());
    message
}

/// What an error says, if it is one.
pub(super) fn reason(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or(String::new(), |error| error.message().into())
}

/// A property; `undefined` if there is none.
pub(super) fn field(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or_default()
}

pub(super) fn set(object: &Object, key: &str, value: &JsValue) {
    // Fails only for objects that refuse new properties, and a fresh one does not.
    drop(Reflect::set(object, &key.into(), value));
}

fn on_message(take: impl Fn(ProgramMessage) + 'static) -> Closure<dyn FnMut(MessageEvent)> {
    Closure::new(move |event: MessageEvent| {
        let data = event.data();
        if let Some(words) = data.dyn_ref::<Uint32Array>() {
            take(ProgramMessage::Batch(words.to_vec()));
        } else {
            let reason = field(&data, "failed").as_string().unwrap_or_default();
            take(ProgramMessage::Failed(format!(
                "The program's worker failed: {reason}. Press Run to start anew."
            )));
        }
    })
}

/// What an error event of the worker says. It comes for a script that could not be loaded, too, and then says nothing.
pub(super) fn fault(event: &Event) -> String {
    event.prevent_default();
    let message = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default();
    if message.is_empty() {
        return "The program's worker could not be loaded; a content security policy may forbid it (worker-src blob:)."
            .to_owned();
    }
    format!("The program's worker failed: {message}. Press Run to start anew.")
}
