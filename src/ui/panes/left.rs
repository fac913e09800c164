//! The left pane under the timeline: what happened, and what the program printed.

use yew::{Html, function_component, html, use_state};

use super::output::output;
use super::sentences::Sentences;
use super::tabs::{Label, Tabs};
use crate::ui::model::Props;

#[function_component]
pub(crate) fn LeftPane(props: &Props) -> Html {
    let chosen = use_state(|| 0_usize);
    let tabs = Tabs {
        name: "What happened",
        labels: &["What happened", "Output"].map(Label::plain),
        chosen: *chosen,
        on_choose: (move |index| chosen.set(index)).into(),
    };
    let content = match tabs.chosen {
        0 => html! { <Sentences model={props.model.clone()} /> },
        _ => output(&props.model),
    };
    html! {
        <section role={props.model.pane_role} class="pane happened" aria-label="What happened">
            { tabs.list(Html::default()) }
            { tabs.panel(content) }
        </section>
    }
}
