//! The row of controls: to the start, back, play, forward; the pace, the clock and the scheduler; and where the cursor is.

use taskscope_format::Clock;
use web_sys::HtmlInputElement;
use yew::{Callback, Html, InputEvent, MouseEvent, TargetCast, html};

use super::icons::{PAUSE, PLAY, RESTART, STEP_BACK, STEP_FORWARD, STOP, TO_START, icon};
use super::menu;
use super::model::Model;
use super::radio_row::radio_row;
use super::room::Room;
use super::rules_menu::rules_menu;
use taskscope_session::{Action, Pace, RunButton, Session, Settings, Speed};
use taskscope_tell::say;
use taskscope_trace::Step;

/// Draws the row. `is_calm` if something else on the page is what to press first.
pub(super) fn transport(model: &Model, id: &str, room: Room, is_calm: bool) -> Html {
    let session = model.session();
    let [step, time] = session.position_text();
    html! {
        <div class="transport">
            if room == Room::Phone { { scrubber(model) } }
            <div class="controls" role="toolbar" aria-label={say::page_controls::label()}>
                <span class="cluster">
                    { button(say::page_controls::to_start(), &say::page_keys::home(), TO_START,
                        model.on(Action::Seek(Step(0))), session.cursor().0 == 0) }
                    { step_back(model) }
                    { play(model, is_calm) }
                    { step_forward(model) }
                    if can_be_stopped(&session) { <span class="cluster real">{ restart(model) }{ stop(model) }</span> }
                </span>
                { pace_menu(model, id) }
                if room != Room::Phone {
                    { clocks(model, id) }
                    { rules_menu(model) }
                }
            </div>
            <span class="space"></span>
            <p class="position">
                <b role="status" data-status={session.status_kind()}>{ session.status_text() }</b>
                <span class="step">{ step }<span class="at-time">{ time }</span></span>
            </p>
        </div>
    }
}

/// Real time has no other end than the program's own, and a program that never yields has none at all.
fn can_be_stopped(session: &Session) -> bool {
    let is_long = |settings: Settings| settings.clock == Clock::Browser || settings.variant.is_endless;
    session.program.recording().is_none() && session.settings().is_some_and(is_long)
}

pub(super) fn button(
    label: String,
    key: &str,
    path: &'static str,
    on_click: Callback<MouseEvent>,
    is_off: bool,
) -> Html {
    let title = say::page_controls::with_key(&label, key);
    html! {
        <button class="btn icon" aria-label={label} {title} disabled={is_off} onclick={on_click}>{ icon(path) }</button>
    }
}

pub(super) fn play(model: &Model, is_calm: bool) -> Html {
    let (label, path) = match model.session().run_button() {
        RunButton::Run => (say::page_controls::run(), PLAY),
        RunButton::Play => (say::page_controls::play(), PLAY),
        RunButton::Pause => (say::page_controls::pause(), PAUSE),
    };
    let title = say::page_controls::with_key(&label, &say::page_keys::space());
    let is_held = !model.session().can_go_on();
    html! {
        <button class={if is_calm { "btn play" } else { "btn play primary" }} {title} disabled={is_held} onclick={model.on(Action::RunButton)}>
            { icon(path) }{ label }
        </button>
    }
}

pub(super) fn step_back(model: &Model) -> Html {
    let is_at_start = model.session().cursor().0 == 0;
    button(say::page_controls::step_back(), ",", STEP_BACK, model.on(Action::StepBack), is_at_start)
}

pub(super) fn step_forward(model: &Model) -> Html {
    button(
        say::page_controls::step_forward(),
        ".",
        STEP_FORWARD,
        model.on(Action::StepForward),
        !model.session().can_go_on(),
    )
}

pub(super) fn restart(model: &Model) -> Html {
    button(say::page_controls::restart(), "R", RESTART, model.on(Action::Restart), false)
}

pub(super) fn stop(model: &Model) -> Html {
    let is_live = model.session().is_live();
    let stop = model.stop.reform(|_| ());
    button(say::page_controls::stop(), &say::page_controls::ends_program(), STOP, stop, !is_live)
}

/// How fast to play, and what playing keeps even.
fn pace_menu(model: &Model, id: &str) -> Html {
    let player = &model.session().player;
    let (speed, pace) = (player.speed, player.pace);
    let on_speed =
        model.act.reform(|index: usize| Action::SetSpeed(Speed::ALL.get(index).copied().unwrap_or_default()));
    let on_pace =
        model.act.reform(|index: usize| Action::SetPace(Pace::ALL.get(index).copied().unwrap_or_default()));
    let speeds = Speed::ALL.map(Speed::label);
    let paces = Pace::ALL.map(Pace::label);
    let is = |chosen: &Speed| *chosen == speed;
    html! {
        <details class="drop pace" onkeydown={menu::close_on_escape()}>
            <summary class="btn plain"><span class="name">{ say::page_controls::pace() }{ " " }</span><b>{ speed.label() }</b></summary>
            <div class="menu form">
                <span class="label" aria-hidden="true">{ say::page_controls::speed() }</span>
                { radio_row(say::page_controls::speed(), &format!("speed-{id}"), &speeds,
                    Speed::ALL.iter().position(is).unwrap_or_default(), &on_speed) }
                <span class="label" aria-hidden="true">{ say::page_controls::play() }</span>
                { radio_row(say::page_controls::even(), &format!("pace-{id}"), &paces,
                    Pace::ALL.iter().position(|&chosen| chosen == pace).unwrap_or_default(), &on_pace) }
            </div>
        </details>
    }
}

/// Simulated or real time.
pub(super) fn clocks(model: &Model, id: &str) -> Html {
    let Some(settings) = model.session().settings() else { return Html::default() };
    let on_choose = model.act.reform(move |index: usize| {
        let clock = if index == 0 { Clock::Virtual } else { Clock::Browser };
        Action::Choose(Settings { clock, ..settings })
    });
    let chosen = usize::from(settings.clock == Clock::Browser);
    let choices = [say::page_controls::virtual_clock(), say::page_controls::browser_clock()];
    radio_row(say::page_controls::clock(), &format!("clock-{id}"), &choices, chosen, &on_choose)
}

/// Where the cursor is, to be dragged by a thumb.
fn scrubber(model: &Model) -> Html {
    let session = model.session();
    let (cursor, end) = (session.cursor().0, session.run.trace().end().0);
    let oninput = model.act.reform(|event: InputEvent| {
        let said = event.target_unchecked_into::<HtmlInputElement>().value();
        Action::Seek(Step(said.parse().unwrap_or_default()))
    });
    html! {
        <input
            class="scrubber"
            type="range"
            min="0"
            max={end.to_string()}
            value={cursor.to_string()}
            aria-label={say::page_controls::step()}
            aria-valuetext={session.position_text().concat()}
            {oninput}
        />
    }
}
