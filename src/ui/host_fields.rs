//! What drives the program in real time: fields of the menu of rules.

use taskscope_format::{Clock, HostThread, Way};
use yew::{Html, html};

use super::field::field;
use super::model::Model;
use super::pick::{Choice, pick};
use crate::page::is_available;
use taskscope_session::{Action, Hosting, Settings};
use taskscope_tell::{say, way_text};

/// The threads, and what they are called.
const THREADS: [(HostThread, fn() -> String); 2] =
    [(HostThread::Worker, say::page_host::a_worker), (HostThread::Page, say::page_host::own_thread)];

/// What it is set to, in a word or two; nothing in simulated time, or where it is as usual.
pub(super) fn host(settings: Settings) -> Option<String> {
    let now = settings.hosting;
    if settings.clock == Clock::Virtual || now == Hosting::default() {
        return None;
    }
    let thread = match now.thread {
        HostThread::Worker => say::page_host::worker(),
        HostThread::Page => say::page_host::page(),
    };
    let way = (now.way != Way::default()).then(|| way_text(now.way));
    Some([Some(thread), way].into_iter().flatten().collect::<Vec<_>>().join(&say::state::facts()))
}

/// What can be chosen; in simulated time there is nothing.
pub(super) fn host_fields(model: &Model, settings: Settings) -> Html {
    if settings.clock == Clock::Virtual {
        return Html::default();
    }
    html! {
        <>
            { threads(model, settings) }
            { ways(model, settings) }
            <p class="hint">{ hint(settings.hosting) }</p>
        </>
    }
}

fn hint(now: Hosting) -> String {
    match now.thread {
        HostThread::Worker => say::page_host::page_goes_on(),
        HostThread::Page => say::page_host::page_stands_still(),
    }
}

fn threads(model: &Model, settings: Settings) -> Html {
    let choices = THREADS.map(|(_, name)| Choice::from(name()));
    let chosen =
        THREADS.iter().position(|&(thread, _)| thread == settings.hosting.thread).unwrap_or_default();
    let on_choose = model.act.reform(move |index: usize| {
        let thread = THREADS.get(index).map_or(HostThread::Worker, |&(thread, _)| thread);
        Action::Choose(Settings { hosting: Hosting { thread, ..settings.hosting }, ..settings })
    });
    field(
        say::page_host::thread(),
        say::page_host::about_thread(),
        pick(say::page_host::thread(), &choices, chosen, &on_choose),
    )
}

fn ways(model: &Model, settings: Settings) -> Html {
    let choices = Way::ALL.map(|way| Choice { name: way_name(way), is_open: is_available(way) });
    let chosen = Way::ALL.iter().position(|&way| way == settings.hosting.way).unwrap_or_default();
    let on_choose = model.act.reform(move |index: usize| {
        let way = Way::ALL.get(index).copied().unwrap_or_default();
        Action::Choose(Settings { hosting: Hosting { way, ..settings.hosting }, ..settings })
    });
    field(
        say::page_host::turns_by(),
        say::page_host::about_turns_by(),
        pick(say::page_host::turns_by(), &choices, chosen, &on_choose),
    )
}

fn way_name(way: Way) -> String {
    let name = way_text(way);
    match way {
        _ if !is_available(way) => say::page_host::missing(&name),
        Way::Promise | Way::QueueMicrotask => say::page_host::microtask(&name),
        Way::Frame => say::page_host::frame(&name),
        Way::Message
        | Way::Timeout
        | Way::UserBlocking
        | Way::UserVisible
        | Way::Background
        | Way::SchedulerYield => say::page_host::macrotask(&name),
    }
}
