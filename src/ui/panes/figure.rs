//! A number with its name, and lengths of time as the panes say them.

use taskscope_format::Micros;
use yew::{Html, html};

use taskscope_tell::{count_text, micros_text};
use taskscope_trace::{Spent, Term};

/// A word, what it means, and a figure.
pub(super) fn figure(term: Term, value: Html) -> Html {
    html! {
        <div class="figure">
            <dt>{ term.name() }</dt>
            <dd>{ value }</dd>
            <dd class="means">{ term.explanation() }</dd>
        </div>
    }
}

/// A length of time; in steps where no time has passed.
pub(super) fn spent_text(spent: Spent) -> String {
    match spent {
        Spent { time: Micros(0), steps: 0 } => "none".to_owned(),
        Spent { time: Micros(0), steps } => format!("0 ms · {}", count_text(steps, "step")),
        Spent { time, .. } => micros_text(time),
    }
}
