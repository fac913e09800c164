//! The right pane under the timeline: the state at the cursor, and what looks like a mistake.

use yew::{Html, function_component, html, use_state};

use super::findings::findings;
use super::state::state;
use super::tabs::{Label, Tabs};
use crate::ui::model::Props;
use taskscope_tell::step_time_text;

/// Events that are looked at just to say how many findings there are: done within a frame.
const BY_THE_WAY: usize = 30_000;

#[function_component]
pub(crate) fn Standing(props: &Props) -> Html {
    let chosen = use_state(|| 0_usize);
    let session = props.model.session();
    let count = session.run.findings_soon(BY_THE_WAY).map(|findings| findings.list().len());
    let tabs = Tabs {
        name: "State and findings",
        labels: &[Label::plain("State"), Label { name: "Findings", count: count.filter(|&count| count > 0) }],
        chosen: *chosen,
        on_choose: (move |index| chosen.set(index)).into(),
    };
    let (trace, cursor) = (session.run.trace(), session.cursor());
    let (beside, content) = match tabs.chosen {
        0 => {
            let time = step_time_text(trace, cursor);
            let at = format!("at {time} · step {} of {}", cursor.0, trace.end().0);
            (html! { <span class="at">{ at }</span> }, state(&props.model))
        }
        _ => (Html::default(), findings(&props.model)),
    };
    html! {
        <section role={props.model.pane_role} class="pane state" aria-label="State and findings">
            { tabs.list(beside) }
            { tabs.panel(content) }
        </section>
    }
}
