//! What a runner is asked to start: the module of a program, and the text that says what of it.

use js_sys::{Array, Object, Promise};
use taskscope_gallery::Section;
use taskscope_session::Settings;
use taskscope_tell::say;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::js::{field, reason, set};
use super::script::{WORKER, policy};
use super::site::Site;

/// What runs modules, in workers and here: `www/runner`.
const RUNNER: &str = "runner.js";

/// A program as it was chosen.
pub(super) struct Asked {
    site: Site,
    section: Section,
    text: String,
}

/// All that it takes to start it.
pub(super) struct Ready {
    /// What the runner exports.
    pub(super) runner: JsValue,
    /// What it is told: the compiled `module`, the address of its `glue` if it has some, the `text` of the start, and for
    /// workers the address of the `runner` and their `script`.
    pub(super) message: Object,
    /// The path of its glue, if it has some.
    glue: Option<String>,
    site: Site,
}

impl Ready {
    /// What a worker is told that has no program yet.
    pub(super) fn runner_message(&self) -> Object {
        let message = Object::new();
        set(&message, "runner", &field(&self.message, "runner"));
        message
    }

    /// What a runner on this thread is told besides, none of which a worker could be sent: the site, which checks what the
    /// glue at a `path` is, and the `policy` of trusted types, of which a page allows one only.
    pub(super) fn message_here(&self) -> &Object {
        set(&self.message, "site", &self.site);
        set(&self.message, "path", &self.glue.as_deref().into());
        set(&self.message, "policy", &policy());
        &self.message
    }
}

impl Asked {
    pub(super) fn new(site: &Site, settings: &Settings) -> Self {
        Self { site: site.clone(), section: settings.demo.section, text: settings.start().text() }
    }

    /// Fetches what is not there yet.
    ///
    /// # Errors
    /// A sentence for the visitor.
    pub(super) async fn ready(self) -> Result<Ready, String> {
        let Self { site, section, text } = self;
        let path = format!("programs/{}", section.key());
        let glue = section.has_glue().then(|| format!("{path}.js"));
        let module = format!("{path}{}.wasm", if glue.is_some() { "_bg" } else { "" });
        let files = Array::of2(&site.exports(RUNNER), &site.wasm(&module));
        let failed = |error: JsValue| say::page_fault::module(&reason(&error));
        let files: Array = JsFuture::from(Promise::all(&files)).await.map_err(failed)?.into();
        let message = Object::new();
        set(&message, "runner", &site.glue(RUNNER).into());
        set(&message, "script", &WORKER.into());
        set(&message, "module", &files.get(1));
        set(&message, "text", &text.into());
        if let Some(glue) = &glue {
            set(&message, "glue", &site.glue(glue).into());
        }
        Ok(Ready { runner: files.get(0), message, glue, site })
    }
}

/// What went wrong with a module, in a sentence: that it is not one for this page, or something else.
pub(super) fn fault(reason: &str, is_unfit: bool, otherwise: impl Fn(&str) -> String) -> String {
    if is_unfit { say::page_fault::unfit(reason) } else { otherwise(reason) }
}
