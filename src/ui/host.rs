//! What an app is given by the element that it is in.

use std::rc::Rc;

use web_sys::Element;
use yew::Properties;

use super::roots::Inbox;
use crate::page::{Loaded, Teller};
use taskscope_session::{LinkedStep, Parts, Settings, Speed, Theme};

/// What the element gives its app: where it is, and what programs are started with.
#[derive(Clone, PartialEq)]
pub struct Host {
    /// The custom element.
    pub element: Element,
    /// What programs and workers are started with.
    pub loaded: Loaded,
    /// Whether the page's address belongs to this element.
    pub owns_address: bool,
    /// Who hears what happens.
    pub teller: Teller,
    /// The address of the playground; empty if nobody knows one.
    pub site: Rc<str>,
}

/// What an app does at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// What the playground does: on the virtual clock it runs and plays, in real time it waits for the visitor.
    Usual,
    /// Shows the whole run, still.
    Whole,
    /// Runs and plays, on either clock.
    Play,
    /// Nothing: a saved run comes.
    Wait,
}

/// What an app starts with.
#[derive(Clone, PartialEq, Properties)]
pub struct AppProps {
    /// What to run first.
    pub settings: Settings,
    /// The step to show, once it is there.
    pub step: Option<LinkedStep>,
    /// Something to tell the visitor at once.
    pub notice: Option<String>,
    /// Dark or light.
    pub theme: Theme,
    /// How fast to play, if that was said.
    pub speed: Option<Speed>,
    /// What is shown.
    pub parts: Parts,
    /// What is done at first.
    pub start: Start,
    /// The element.
    pub host: Host,
    /// Where messages come in.
    pub inbox: Inbox,
}
