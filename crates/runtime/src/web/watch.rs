//! What else the browser does while a program runs: frames of the screen, and tasks of its event loop that take long.

use std::cell::{Cell, OnceCell};
use std::rc::Weak;

use js_sys::Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use super::browser::Inner;
use super::js::{self, Entry, EntryList, PerformanceObserver};
use crate::host::{Micros, Observation, Reporter, Turns, Way};

/// Reports to a trace what the browser does. A host that watches nothing is not linked with it.
pub(super) trait Watching {
    /// Says what drives the executor, and begins to look; says what the browser does not report.
    fn start(&self, turns: &Turns, way: Way);

    /// Looks at no frames until [`resume`](Self::resume).
    fn pause(&self);

    /// Looks at frames again.
    fn resume(&self, turns: &Turns);

    /// Looks at no frames while the page can't be seen.
    fn set_visible(&self, is_visible: bool);

    /// A frame begins.
    fn tell_frame(&self, time: f64, turns: &Turns);
}

/// Sees frames and long tasks, and tells them to the trace. Sees nothing more once it is dropped.
pub(super) struct Watch {
    on_frame: Closure<dyn FnMut(f64)>,
    frame: Cell<Option<i32>>,
    rhythm: Rhythm,
    is_hidden: Cell<bool>,
    on_entries: Closure<dyn FnMut(JsValue)>,
    observer: OnceCell<PerformanceObserver>,
}

impl Watch {
    pub(super) fn new(host: Weak<Inner>) -> Self {
        let on_entries = {
            let host = host.clone();
            Closure::new(move |list: JsValue| tell_entries(&host, &list.unchecked_into::<EntryList>()))
        };
        Self {
            on_frame: Closure::new(move |time| {
                if let Some(host) = host.upgrade().filter(|host| host.recover()) {
                    host.watch()
                        .zip(host.turns())
                        .into_iter()
                        .for_each(|(watch, turns)| watch.tell_frame(time, turns));
                }
            }),
            frame: Cell::default(),
            rhythm: Rhythm::default(),
            is_hidden: Cell::default(),
            on_entries,
            observer: OnceCell::new(),
        }
    }

    /// Nothing more is looked at when the run is over: a page that shows it costs nothing.
    fn request_frame(&self, turns: &Turns) {
        let is_wanted = self.frame.get().is_none() && !self.is_hidden.get() && turns.is_alive();
        if is_wanted && js::has(&["requestAnimationFrame"]) {
            self.frame.set(Some(js::request_frame(self.on_frame.as_ref().unchecked_ref())));
        }
    }
}

impl Watching for Watch {
    fn start(&self, turns: &Turns, way: Way) {
        turns.hosted(js::thread(), way);
        if !js::has(&["requestAnimationFrame"]) {
            turns.not_reported(Observation::Frames);
        }
        self.request_frame(turns);
        let kinds = ["longtask", "long-animation-frame"];
        let supported = supported_entries();
        let mut kinds = kinds.into_iter().filter(|&kind| supported.includes(&kind.into(), 0)).peekable();
        if kinds.peek().is_none() {
            return turns.not_reported(Observation::LongTasks);
        }
        let observer = PerformanceObserver::new(self.on_entries.as_ref().unchecked_ref());
        kinds.for_each(|kind| observer.observe(&js::object("type", &kind.into())));
        // A host starts once; what it looked through before would be dropped here.
        drop(self.observer.set(observer));
    }

    fn pause(&self) {
        self.frame.take().into_iter().for_each(js::cancel_frame);
        self.rhythm.interrupt();
    }

    fn resume(&self, turns: &Turns) {
        self.request_frame(turns);
    }

    fn set_visible(&self, is_visible: bool) {
        self.is_hidden.set(!is_visible);
        if !is_visible {
            self.pause();
        }
    }

    fn tell_frame(&self, time: f64, turns: &Turns) {
        self.frame.set(None);
        turns.frame(self.rhythm.missed_before(time));
        self.request_frame(turns);
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.pause();
        if let Some(observer) = self.observer.get() {
            observer.disconnect();
        }
    }
}

/// How often the browser draws. No browser says so: it is the shortest time between two frames that was seen.
struct Rhythm {
    last: Cell<Option<f64>>,
    /// In milliseconds.
    interval: Cell<f64>,
}

impl Default for Rhythm {
    /// Sixty frames a second, until more are seen.
    fn default() -> Self {
        Self { last: Cell::default(), interval: Cell::new(1000.0 / 60.0) }
    }
}

impl Rhythm {
    /// The fastest screens there are have 480 frames a second; what is shorter is two callbacks for one frame.
    const SHORTEST: f64 = 1000.0 / 500.0;

    /// How many frames should have come between the last one and this.
    fn missed_before(&self, time: f64) -> u32 {
        let Some(passed) = self.last.replace(Some(time)).map(|last| time - last) else { return 0 };
        let interval = self.interval.get().min(passed.max(Self::SHORTEST));
        self.interval.set(interval);
        // Rounded: frames come a little early and a little late.
        // Saturating, and not below zero.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let missed = ((passed / interval).round() - 1.0) as u32;
        missed
    }

    /// The next frame follows none.
    fn interrupt(&self) {
        self.last.set(None);
    }
}

fn supported_entries() -> Array {
    let types =
        if js::has(&["PerformanceObserver"]) { PerformanceObserver::supported_entry_types() } else { None };
    types.unwrap_or_default()
}

fn tell_entries(host: &Weak<Inner>, list: &EntryList) {
    let Some(host) = host.upgrade().filter(|host| host.recover()) else { return };
    let Some(turns) = host.turns() else { return };
    for entry in list.entries().iter().map(JsValue::unchecked_into::<Entry>) {
        let reporter = match entry.kind().as_str() {
            "longtask" => Reporter::LongTask,
            _ => Reporter::LongAnimationFrame,
        };
        let Some(ended) = host.time_of(entry.start() + entry.duration()) else { continue };
        // A task that began before the run is told from there on.
        let started = host.time_of(entry.start()).unwrap_or_default();
        let duration = ended.since(started).as_micros();
        turns.long_task(reporter, started, Micros(duration.try_into().unwrap_or(u64::MAX)));
    }
}
