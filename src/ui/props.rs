//! What an app is given by the element that it is in.

use std::rc::Rc;

use yew::Properties;

use super::message::Inbox;
use crate::element::Events;
use crate::page::Loaded;
use taskscope_session::{Address, Parts, Speed, Theme};

/// What the element gives its app: what programs are started with, and where the app is.
#[derive(Clone, PartialEq)]
pub struct Surroundings {
    /// What programs and workers are started with.
    pub loaded: Loaded,
    /// Whether the page's address belongs to this element.
    pub owns_address: bool,
    /// Where the element's events go.
    pub events: Events,
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
    /// What to show first.
    pub address: Address,
    /// Dark or light.
    pub theme: Theme,
    /// How fast to play, if that was said.
    pub speed: Option<Speed>,
    /// What is shown.
    pub parts: Parts,
    /// What is done at first.
    pub start: Start,
    /// Where the app is.
    pub surroundings: Surroundings,
    /// Where messages come in.
    pub inbox: Inbox,
}
