//! The left pane under the timeline: what happened, and what the program printed.

use yew::{Html, function_component, html, use_state};

use super::output::output;
use super::sentences::Sentences;
use super::tabs::{Label, Tabs};
use crate::ui::model::Props;
use taskscope_tell::say;

#[function_component]
pub(crate) fn LeftPane(props: &Props) -> Html {
    let chosen = use_state(|| 0_usize);
    let tabs = Tabs {
        key: "what-happened",
        name: say::page_happened::label(),
        labels: &[
            Label::following("what-happened", say::page_happened::label()),
            Label::plain("output", say::page_output::label()),
        ],
        chosen: *chosen,
        on_choose: (move |index| chosen.set(index)).into(),
    };
    let content = match tabs.chosen {
        0 => html! { <Sentences model={props.model.clone()} /> },
        _ => output(&props.model),
    };
    html! {
        <section role={props.model.pane_role} class="pane happened" aria-label={say::page_happened::label()}>
            { tabs.list(Html::default()) }
            { tabs.panel(props.model.session().cursor(), content) }
        </section>
    }
}
