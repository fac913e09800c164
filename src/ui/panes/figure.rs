//! A number with its name, and lengths of time as the panes say them.

use taskscope_format::Micros;
use yew::{Html, html};

use taskscope_tell::{micros_text, say, term_meaning, term_text};
use taskscope_trace::{Spent, Term};

/// A word, what it means, and a figure.
pub(super) fn figure(term: Term, value: Html) -> Html {
    html! {
        <div class="figure">
            <dt>{ term_text(term) }</dt>
            <dd>{ value }</dd>
            <dd class="means">{ term_meaning(term) }</dd>
        </div>
    }
}

/// A length of time; in steps where no time has passed.
pub(super) fn spent_text(spent: Spent) -> String {
    match spent {
        Spent { time: Micros(0), steps: 0 } => say::page::none(),
        Spent { time: time @ Micros(0), steps } => {
            [micros_text(time), say::count::step(steps)].join(&say::state::facts())
        }
        Spent { time, .. } => micros_text(time),
    }
}
