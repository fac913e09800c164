//! What drives the program on the browser's clock: a menu in the header.

use taskscope_format::{Clock, HostThread, Way};
use taskscope_runtime::web::is_available;
use yew::{Html, html};

use super::field::field;
use super::menu;
use super::model::Model;
use super::pick::{Choice, pick};
use taskscope_session::{Action, Hosting, Settings};
use taskscope_tell::way_text;

/// The threads, and what they are called.
const THREADS: [(HostThread, &str); 2] =
    [(HostThread::Worker, "A worker"), (HostThread::Page, "The page's own thread")];

/// On the virtual clock, or without a program, there is nothing to choose.
pub(crate) fn host_menu(model: &Model) -> Html {
    let Some(settings) = model.session().settings() else { return Html::default() };
    if settings.clock == Clock::Virtual {
        return Html::default();
    }
    let now = settings.hosting;
    let thread = match now.thread {
        HostThread::Worker => "worker",
        HostThread::Page => "page",
    };
    let way = if now.way == Way::default() { String::new() } else { format!(" · {}", way_text(now.way)) };
    html! {
        <details class="drop hosting" onkeydown={menu::close_on_escape()}>
            <summary class="btn" title="Which thread the program runs on, and how it asks for its turns">
                { "Host" }<span class="value">{ ": " }{ thread }{ way }</span>
            </summary>
            <div class="menu form">
                { threads(model, settings) }
                { ways(model, settings) }
                <p class="hint">{ hint(now) }</p>
            </div>
        </details>
    }
}

fn hint(now: Hosting) -> &'static str {
    match now.thread {
        HostThread::Worker => "The page goes on, whatever the program does.",
        HostThread::Page => {
            "While a task is polled the page stands still: long polls cost it frames. A turn ends after 10 ms, or after \
             2 s where the polls of a turn have no limit; a run that keeps the page busy for 3 s at a stretch is ended."
        }
    }
}

fn threads(model: &Model, settings: Settings) -> Html {
    let choices = THREADS.map(|(_, name)| Choice::from(name));
    let chosen =
        THREADS.iter().position(|&(thread, _)| thread == settings.hosting.thread).unwrap_or_default();
    let on_choose = model.act.reform(move |index: usize| {
        let thread = THREADS.get(index).map_or(HostThread::Worker, |&(thread, _)| thread);
        Action::Choose(Settings { hosting: Hosting { thread, ..settings.hosting }, ..settings })
    });
    field("Thread", "what the program runs on", pick("Thread", &choices, chosen, &on_choose))
}

fn ways(model: &Model, settings: Settings) -> Html {
    let choices = Way::ALL.map(|way| Choice { name: way_name(way), is_open: is_available(way) });
    let chosen = Way::ALL.iter().position(|&way| way == settings.hosting.way).unwrap_or_default();
    let on_choose = model.act.reform(move |index: usize| {
        let way = Way::ALL.get(index).copied().unwrap_or_default();
        Action::Choose(Settings { hosting: Hosting { way, ..settings.hosting }, ..settings })
    });
    field(
        "Turns come by",
        "how the executor asks the browser",
        pick("Turns come by", &choices, chosen, &on_choose),
    )
}

fn way_name(way: Way) -> String {
    let kind = match way {
        Way::Promise | Way::QueueMicrotask => "microtask",
        Way::Frame => "frame",
        Way::Message
        | Way::Timeout
        | Way::UserBlocking
        | Way::UserVisible
        | Way::Background
        | Way::SchedulerYield => "macrotask",
    };
    let name = way_text(way);
    if is_available(way) { format!("{name} ({kind})") } else { format!("{name}: not in this browser") }
}
