//! The knobs of the demo: turning one runs the program anew.

use web_sys::HtmlInputElement;
use yew::{Callback, Html, TargetCast, html};

use super::model::Model;
use taskscope_gallery::{Knob, KnobKind, knob_text};
use taskscope_session::{Action, Settings};
use taskscope_tell::say;

pub(crate) fn knobs(model: &Model) -> Html {
    let Some(settings) = model.session().settings() else { return Html::default() };
    let knobs = settings.knobs.iter().map(|(knob, value)| {
        let act = model.act.clone();
        let turn = Callback::from(move |value: u32| {
            if let Some(knobs) = settings.knobs.with(knob.name, value) {
                act.emit(Action::Choose(Settings { knobs, ..settings }));
            }
        });
        match knob.kind {
            KnobKind::Milliseconds | KnobKind::Count => slider(knob, value, &turn),
            KnobKind::Switch => switch(knob, value, &turn),
        }
    });
    html! { <div class="knobs" role="group" aria-label={say::page_knobs::label()}>{ for knobs }</div> }
}

/// The same behind a line that says how many there are, where the panes need the room.
pub(crate) fn folded_knobs(model: &Model) -> Html {
    let count = model.session().settings().map_or(0, |settings| settings.demo.knobs.len());
    if count == 0 {
        return Html::default();
    }
    html! { <details class="folded"><summary>{ say::page_knobs::count(count as u64) }</summary>{ knobs(model) }</details> }
}

fn slider(knob: &'static Knob, value: u32, turn: &Callback<u32>) -> Html {
    let shown = knob_text(knob, value);
    let scale = Scale { min: knob.min, max: knob.max };
    let oninput = turn.reform(move |event: yew::InputEvent| {
        scale.value(event.target_unchecked_into::<HtmlInputElement>().value_as_number())
    });
    html! {
        <label class="knob" title={knob.hint} key={knob.name}>
            <span>{ knob.name }</span>
            <input
                type="range"
                min="0"
                max={Scale::POSITIONS.to_string()}
                value={scale.position(value).to_string()}
                aria-label={knob.name}
                aria-valuetext={shown.clone()}
                {oninput}
            />
            <span class="value">{ shown }</span>
        </label>
    }
}

fn switch(knob: &'static Knob, value: u32, turn: &Callback<u32>) -> Html {
    let onchange = turn
        .reform(|event: yew::Event| u32::from(event.target_unchecked_into::<HtmlInputElement>().checked()));
    html! {
        <label class="knob" title={knob.hint} key={knob.name}>
            <span>{ knob.name }</span>
            <input type="checkbox" checked={value != 0} aria-label={knob.name} {onchange} />
            <span class="value">{ knob_text(knob, value) }</span>
        </label>
    }
}

/// The slider's scale: each position is the same ratio, so that 1 to 60,000 can be set by hand; short ranges count.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    pub(super) min: u32,
    pub(super) max: u32,
}

impl Scale {
    const POSITIONS: u32 = 200;

    /// The last position.
    pub(super) const END: f64 = 200.0;

    fn is_short(self) -> bool {
        self.max - self.min <= Self::POSITIONS
    }

    fn ratio(self) -> f64 {
        f64::from(self.max + 1) / f64::from(self.min + 1)
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of 200")]
    pub(super) fn position(self, value: u32) -> u32 {
        let share = if self.is_short() {
            f64::from(value - self.min) / f64::from(self.max - self.min)
        } else {
            (f64::from(value + 1) / f64::from(self.min + 1)).ln() / self.ratio().ln()
        };
        (share * f64::from(Self::POSITIONS)).round() as u32
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped by the knob")]
    pub(super) fn value(self, position: f64) -> u32 {
        let share = position / f64::from(Self::POSITIONS);
        let value = if self.is_short() {
            f64::from(self.min) + share * f64::from(self.max - self.min)
        } else {
            f64::from(self.min + 1) * self.ratio().powf(share) - 1.0
        };
        rounded(value) as u32
    }
}

impl Scale {
    /// The value some positions up or down, and another one in any case, unless it is at the end.
    pub(super) fn stepped(self, value: u32, by: i32) -> u32 {
        if self.is_short() {
            return value.saturating_add_signed(by).clamp(self.min, self.max);
        }
        let position = (f64::from(self.position(value)) + f64::from(by)).clamp(0.0, Self::END);
        let beside = value.saturating_add_signed(by.signum());
        let stepped = self.value(position);
        let moved = if by > 0 { stepped.max(beside) } else { stepped.min(beside) };
        moved.clamp(self.min, self.max)
    }
}

/// Two digits are enough for a number set by hand.
fn rounded(value: f64) -> f64 {
    let step = 10_f64.powf((value.max(1.0).log10().floor() - 1.0).max(0.0));
    (value / step).round() * step
}
