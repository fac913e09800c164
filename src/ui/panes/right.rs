//! The right pane under the timeline: the state at the cursor, and what looks like a mistake.

use yew::{Html, function_component, html, use_state};

use super::findings::findings;
use super::state::state;
use super::tabs::{Label, Tabs};
use crate::ui::model::{Model, Props};
use taskscope_tell::{say, step_time_text};

/// Events that are looked at just to say how many findings there are: done within a frame.
const BY_THE_WAY: usize = 30_000;

#[function_component]
pub(crate) fn RightPane(props: &Props) -> Html {
    let chosen = use_state(|| 0_usize);
    let session = props.model.session();
    let tabs = Tabs {
        key: "state-and-findings",
        name: say::page_state::label(),
        labels: &[state_label(), findings_label(&props.model)],
        chosen: *chosen,
        on_choose: (move |index| chosen.set(index)).into(),
    };
    let (trace, cursor) = (session.run.trace(), session.cursor());
    let (beside, content) = match tabs.chosen {
        0 => {
            let time = step_time_text(trace, cursor);
            (html! { <span class="at">{ say::page_state::at(&time) }</span> }, state(&props.model))
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

/// The tab of the state.
pub(super) fn state_label() -> Label {
    Label::plain("state", say::page_state::tab())
}

/// The tab of what looks like a mistake, with how much there is.
pub(super) fn findings_label(model: &Model) -> Label {
    let session = model.session();
    let count = session.run.findings_soon(BY_THE_WAY).map(|findings| findings.list().len());
    Label { count: count.filter(|&count| count > 0), ..Label::plain("findings", say::page_findings::label()) }
}
