//! The right pane under the timeline: the state at the cursor, and what looks like a mistake.

use yew::{Html, function_component, html, use_state};

use super::findings::findings;
use super::state::state;
use super::tabs::{Label, Tabs};
use crate::ui::model::Props;
use taskscope_tell::{say, step_time_text};

/// Events that are looked at just to say how many findings there are: done within a frame.
const BY_THE_WAY: usize = 30_000;

#[function_component]
pub(crate) fn RightPane(props: &Props) -> Html {
    let chosen = use_state(|| 0_usize);
    let session = props.model.session();
    let count = session.run.findings_soon(BY_THE_WAY).map(|findings| findings.list().len());
    let tabs = Tabs {
        key: "state-and-findings",
        name: say::page_state::label(),
        labels: &[
            Label::plain("state", say::page_state::tab()),
            Label {
                count: count.filter(|&count| count > 0),
                ..Label::plain("findings", say::page_findings::label())
            },
        ],
        chosen: *chosen,
        on_choose: (move |index| chosen.set(index)).into(),
    };
    let (trace, cursor) = (session.run.trace(), session.cursor());
    let (beside, content) = match tabs.chosen {
        0 => {
            let time = step_time_text(trace, cursor);
            let at = say::page_state::at(&time, cursor.0 as u64, trace.end().0 as u64);
            (html! { <span class="at">{ at }</span> }, state(&props.model))
        }
        _ => (Html::default(), findings(&props.model)),
    };
    html! {
        <section role={props.model.pane_role} class="pane state" aria-label={say::page_state::label()}>
            { tabs.list(beside) }
            { tabs.panel(cursor, content) }
        </section>
    }
}
