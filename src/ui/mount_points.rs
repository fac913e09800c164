//! Where apps are mounted, one after another. Yew never takes its listeners from a root that it was given, and they keep
//! the root and themselves alive; so a root whose app has gone is there for the next.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::{AppHandle, Component, Context, Html, Properties, Renderer, html};

use super::app::App;
use super::props::AppProps;
use taskscope_tell::language_tag;

thread_local! {
    /// Those without an app.
    static FREE: RefCell<Vec<MountPoint>> = const { RefCell::new(Vec::new()) };
}

/// An element with an app in it, or none.
pub struct MountPoint {
    element: Element,
    handle: AppHandle<Content>,
    /// Counts its apps: each is a new one.
    number: u32,
}

impl MountPoint {
    /// One without an app. It has to be put where it is to be seen.
    ///
    /// # Panics
    /// Where there is no document.
    #[must_use]
    pub fn take() -> Self {
        FREE.with_borrow_mut(Vec::pop).unwrap_or_else(Self::new)
    }

    fn new() -> Self {
        let document = web_sys::window().and_then(|window| window.document()).expect("a page has a document");
        let element: HtmlElement =
            document.create_element("div").expect("that is a name").dyn_into().expect("that is its kind");
        element.set_class_name("root");
        let handle =
            Renderer::<Content>::with_root_and_props(element.clone().into(), ContentProps::default());
        Self { element: element.into(), handle: handle.render(), number: 0 }
    }

    /// The element.
    #[must_use]
    pub fn element(&self) -> &Element {
        &self.element
    }

    /// Begins an app, as soon as whoever calls is done.
    pub fn begin(&mut self, props: AppProps) {
        self.number += 1;
        drop(self.element.set_attribute("lang", &language_tag()));
        self.handle.update(ContentProps { app: Some((self.number, props)) });
    }

    /// Ends its app, and keeps the root for another.
    pub fn end(mut self) {
        self.handle.update(ContentProps::default());
        self.element.remove();
        FREE.with_borrow_mut(|free| free.push(self));
    }
}

/// What is in a root.
struct Content;

#[derive(Clone, Default, PartialEq, Properties)]
struct ContentProps {
    /// The app, and its number.
    app: Option<(u32, AppProps)>,
}

impl Component for Content {
    type Message = ();
    type Properties = ContentProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, context: &Context<Self>) -> Html {
        match context.props().app.clone() {
            Some((number, props)) => html! { <App key={number} ..props /> },
            None => Html::default(),
        }
    }
}
