//! What the custom element calls: mounts an app into an element's shadow root, tells it what to do, and takes it away.

use std::rc::Rc;

use js_sys::{ArrayBuffer, Function};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Document, Element};

use crate::element::{Events, Reply, Request};
use crate::page::{Loaded, panic_hook};
use crate::ui::{AppProps, Inbox, Message, MountPoint, Start, Surroundings};
use taskscope_session::{EXPORTS, Parts, Speed, Theme, from_address};
use taskscope_trace::Step;

/// One mounted app. Call `unmount` when the element goes.
#[wasm_bindgen]
pub struct Mounted {
    root: MountPoint,
    inbox: Inbox,
}

/// What an element asks for, as its attributes have it.
#[wasm_bindgen]
pub struct Wishes {
    query: String,
    view: String,
    theme: String,
    speed: String,
    start: Start,
    owns_page: bool,
}

#[wasm_bindgen]
impl Wishes {
    /// `query` says what to show, as in a link; `view` which parts; `theme` is `auto`, `dark` or `light`; `speed`
    /// has a name or is empty; `start` is `usual`, `whole`, `play` or `wait`. `owns_page` says whether the
    /// page's address, title and keys are this element's, as in the playground.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(
        query: String,
        view: String,
        theme: String,
        speed: String,
        start: &str,
        owns_page: bool,
    ) -> Self {
        let start = match start {
            "whole" => Start::Whole,
            "play" => Start::Play,
            "wait" => Start::Wait,
            _ => Start::Usual,
        };
        Self { query, view, theme, speed, start, owns_page }
    }
}

/// Has `tell` called with the message of the first panic of this instance, which can't be used after that.
#[wasm_bindgen(js_name = watchPanics)]
pub fn watch_panics(tell: Function) {
    // Not the standard library's: Yew would put its own in the place of that.
    yew::set_custom_panic_hook(panic_hook(tell));
}

/// Mounts an app; its [`Mounted::root`] goes into the open shadow root of the element.
///
/// The demo that the wishes speak of was learned before. `loaded` is what programs are started with, `site` the address of
/// the playground; `tell` is called with the name and the detail of what happens. `document` is the one that the element is
/// in. An element that owns the page keeps its address up to date.
#[wasm_bindgen]
#[must_use]
pub fn mount(loaded: Loaded, wishes: &Wishes, tell: Function, site: &str, document: &Document) -> Mounted {
    let address = from_address(&wishes.query);
    let parts = Parts::named(&wishes.view);
    let owns_address = wishes.owns_page;
    let surroundings = Surroundings { loaded, owns_address, events: Events::new(tell), site: Rc::from(site) };
    let theme = Theme::named(&wishes.theme);
    let speed = Speed::named(&wishes.speed);
    let (start, inbox) = (wishes.start, Inbox::default());
    let mut root = MountPoint::take();
    // Before anything in it looks for its window.
    drop(document.adopt_node(root.element()));
    root.begin(AppProps { address, theme, speed, parts, start, surroundings, inbox: inbox.clone() });
    Mounted { root, inbox }
}

#[wasm_bindgen]
impl Mounted {
    /// The element that the app is in.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn root(&self) -> Element {
        self.root.element().clone()
    }

    /// Other settings, as in a link. The program starts anew only if it is another one.
    #[wasm_bindgen(js_name = setUp)]
    pub fn set_up(&self, query: String) {
        self.ask(Request::Show(query));
    }

    /// Another view, theme or speed; the run goes on.
    pub fn look(&self, view: &str, theme: &str, speed: &str) {
        self.ask(Request::Look(Parts::named(view), Theme::named(theme), Speed::named(speed)));
    }

    /// Runs the program, or plays on.
    pub fn run(&self) {
        self.ask(Request::Run);
    }

    /// Holds still.
    pub fn pause(&self) {
        self.ask(Request::Pause);
    }

    /// So many steps on; back, below zero.
    pub fn step(&self, by: isize) {
        self.ask(Request::Step(by));
    }

    /// To a step, or the last one before it.
    pub fn seek(&self, step: usize) {
        self.ask(Request::Seek(Step(step)));
    }

    /// The same program from its start, still.
    pub fn reset(&self) {
        self.ask(Request::Reset);
    }

    /// Opens a saved run.
    pub fn open(&self, name: String, bytes: ArrayBuffer) {
        self.ask(Request::Open(name, bytes));
    }

    /// Hands the bytes of the run in a form to `take`, or an error to `refuse`; `false` if there is no such form.
    #[must_use]
    pub fn export(&self, form: &str, take: Function, refuse: Function) -> bool {
        let Some(form) = (0..).zip(&EXPORTS).find(|(_, export)| export.key == form) else { return false };
        self.ask(Request::Export(form.0, Reply { resolve: take, reject: refuse }));
        true
    }

    fn ask(&self, request: Request) {
        self.inbox.send(Message::Asked(request));
    }

    /// Ends the app: its program, its frame loop and its listeners stop.
    pub fn unmount(self) {
        self.root.end();
    }
}
