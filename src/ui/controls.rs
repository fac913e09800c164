//! The header: run, step, speed and clock.

use taskscope_format::Clock;
use yew::{Callback, Html, MouseEvent, html};

use super::file_menu::file_menu;
use super::fullscreen::{can_fill_screen, fullscreen};
use super::host_menu::host_menu;
use super::model::Model;
use super::pick::{Choice, pick};
use super::radio_row::radio_row;
use super::rules_menu::rules_menu;
use taskscope_session::{Action, Dialog, Pace, Preference, RunButton, Settings, Speed, Theme, address};
use taskscope_tell::say;

/// What the header shows beside the session.
pub(crate) struct Header<'a> {
    pub(crate) model: &'a Model,
    /// Makes names of radio buttons unique.
    pub(crate) id: &'a str,
    pub(crate) is_gallery_open: bool,
    pub(crate) on_gallery: Callback<()>,
}

pub(crate) fn controls(props: &Header<'_>) -> Html {
    let theme = say::page_controls::theme(&theme_text(props.model.session().preferences.theme));
    html! {
        <header>
            <button
                class="btn menu"
                aria-expanded={props.is_gallery_open.to_string()}
                onclick={props.on_gallery.reform(|_| ())}
            >
                { say::page::demos() }
            </button>
            <span class="brand">{ logo() }<b>{ "taskscope" }</b></span>
            <div class="controls" role="toolbar" aria-label={say::page_controls::label()}>
                { run_buttons(props.model) }
                { speeds(props.model) }
                { paces(props.model) }
                { clocks(props) }
                { host_menu(props.model) }
                { rules_menu(props.model) }
            </div>
            <span class="space"></span>
            { file_menu(props.model) }
            <button
                class="btn icon"
                aria-label={theme.clone()}
                title={theme}
                onclick={props.model.on(Action::Prefer(Preference::NextTheme))}
            >
                { theme_icon() }
            </button>
            <button
                class="btn icon keys"
                aria-label={say::page::keys()}
                title={say::page_controls::keys_title()}
                onclick={props.model.on(Action::ShowDialog(Some(Dialog::Keys)))}
            >
                { "?" }
            </button>
        </header>
    }
}

/// The header of an embedded element: what every reader needs, and the rest if its author wants it.
pub(crate) fn compact_controls(props: &Header<'_>, has_all: bool) -> Html {
    let model = props.model;
    html! {
        <header part="controls">
            <div class="controls" role="toolbar" aria-label={say::page_controls::label()}>
                { run_buttons(model) }
                { speeds(model) }
                if has_all { { paces(model) }{ clocks(props) }{ host_menu(model) }{ rules_menu(model) } }
            </div>
            <span class="space"></span>
            // A package does not know of any, and a recorded run can't be opened by a link.
            if !model.site.is_empty() && model.session().settings().is_some() {
                <a class="btn icon" href={address_of(model)} target="_blank" rel="noopener"
                    aria-label={say::page_controls::playground()} title={say::page_controls::playground()}>
                    { icon_of("M3 3h4v1.5H4.5v7h7V9H13v4H3zM9 3h4v4h-1.5V5.6L7.6 9.5 6.5 8.4l3.9-3.9H9z") }
                </a>
            }
            if can_fill_screen() {
                <button class="btn icon" aria-label={say::page_controls::full_screen()} title={say::page_controls::full_screen()}
                    onclick={fullscreen()}>
                    { icon_of("M2.5 6V2.5H6V4H4v2zM10 2.5h3.5V6H12V4h-2zM4 10v2h2v1.5H2.5V10zM12 10h1.5v3.5H10V12h2z") }
                </button>
            }
        </header>
    }
}

/// The playground with what is seen now: it lies beside the element's own script.
fn address_of(model: &Model) -> String {
    format!("{}?{}", model.site, address(&model.session()))
}

fn run_buttons(model: &Model) -> Html {
    let session = model.session();
    let (label, icon) = match session.run_button() {
        RunButton::Run => (say::page_controls::run(), "M4 2.5v11l9-5.5z"),
        RunButton::Play => (say::page_controls::play(), "M4 2.5v11l9-5.5z"),
        RunButton::Pause => (say::page_controls::pause(), "M4 3h3v10H4zM9.5 3h3v10h-3z"),
    };
    let button =
        |label: String, key: &str, path: &'static str, on_click: Callback<MouseEvent>, is_off: bool| {
            let title = say::page_controls::with_key(&label, key);
            html! {
                <button
                    class="btn icon"
                    aria-label={label}
                    {title}
                    disabled={is_off}
                    onclick={on_click}
                >
                    { icon_of(path) }
                </button>
            }
        };
    let is_at_start = session.cursor().0 == 0;
    let is_held = !session.can_go_on();
    let title = say::page_controls::with_key(&label, &say::page_keys::space());
    html! {
        <>
            <button class="btn primary" {title} disabled={is_held} onclick={model.on(Action::RunButton)}>
                { icon_of(icon) }{ label }
            </button>
            { button(say::page_controls::step_back(), ",", "M10.5 3v10L4 8zM12 3h1.6v10H12z",
                model.on(Action::StepBack), is_at_start) }
            { button(say::page_controls::step_forward(), ".", "M5.5 3v10L12 8zM2.4 3H4v10H2.4z",
                model.on(Action::StepForward), is_held) }
            { button(say::page_controls::restart(), "R",
                "M8 3V.6L4.4 3.8 8 7V4.6a3.9 3.9 0 1 1-3.9 3.9H2.5A5.5 5.5 0 1 0 8 3z", model.on(Action::Restart), false) }
            { button(say::page_controls::stop(), &say::page_controls::ends_program(), "M3.5 3.5h9v9h-9z",
                model.stop.reform(|_| ()), !session.is_live()) }
        </>
    }
}

fn speeds(model: &Model) -> Html {
    let chosen = model.session().player.speed;
    let choices = Speed::ALL.map(|speed| Choice::from(speed.label()));
    let on_choose =
        model.act.reform(|index: usize| Action::SetSpeed(Speed::ALL.get(index).copied().unwrap_or_default()));
    let index = Speed::ALL.iter().position(|&speed| speed == chosen).unwrap_or_default();
    pick(say::page_controls::speed(), &choices, index, &on_choose)
}

fn paces(model: &Model) -> Html {
    let chosen = model.session().player.pace;
    let choices = Pace::ALL.map(|pace| Choice::from(pace.label()));
    let on_choose =
        model.act.reform(|index: usize| Action::SetPace(Pace::ALL.get(index).copied().unwrap_or_default()));
    let index = Pace::ALL.iter().position(|&pace| pace == chosen).unwrap_or_default();
    pick(say::page_controls::pace(), &choices, index, &on_choose)
}

fn clocks(props: &Header<'_>) -> Html {
    let Some(settings) = props.model.session().settings() else { return Html::default() };
    let on_choose = props.model.act.reform(move |index: usize| {
        let clock = if index == 0 { Clock::Virtual } else { Clock::Browser };
        Action::Choose(Settings { clock, ..settings })
    });
    let chosen = usize::from(settings.clock == Clock::Browser);
    let choices = [say::page_controls::virtual_clock(), say::page_controls::browser_clock()];
    radio_row(say::page_controls::clock(), &format!("clock-{}", props.id), &choices, chosen, &on_choose)
}

fn theme_text(theme: Theme) -> String {
    match theme {
        Theme::Auto => say::page_controls::auto(),
        Theme::Dark => say::page_controls::dark(),
        Theme::Light => say::page_controls::light(),
    }
}

fn icon_of(path: &'static str) -> Html {
    html! { <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d={path} fill="currentColor" /></svg> }
}

fn theme_icon() -> Html {
    html! {
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
            <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.5" />
            <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
        </svg>
    }
}

fn logo() -> Html {
    html! {
        <svg class="logo" width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
            <rect class="t0" x="1" y="4" width="8" height="4" rx="1" />
            <rect class="t1" x="11" y="9" width="6" height="4" rx="1" />
            <rect class="t2" x="4" y="14" width="10" height="4" rx="1" />
            <path d="M9 6h4v3" fill="none" />
        </svg>
    }
}
