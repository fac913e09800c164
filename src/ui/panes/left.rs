//! The left pane under the timeline: what happened, and what the program printed. Where there is less room, also the state
//! and what looks like a mistake.

use yew::{Html, Properties, function_component, html, use_state};

use super::find_bar::find_bar;
use super::findings::findings;
use super::output::output;
use super::right::{findings_label, state_label};
use super::sentences::Sentences;
use super::state::state;
use super::tabs::{Label, Tabs};
use crate::ui::model::Model;
use taskscope_tell::say;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct LeftPaneProps {
    pub(crate) model: Model,
    /// Whether it has the tabs of the right pane, too.
    #[prop_or_default]
    pub(crate) has_state: bool,
}

#[function_component]
pub(crate) fn LeftPane(props: &LeftPaneProps) -> Html {
    let chosen = use_state(|| 0_usize);
    let mut labels = vec![
        Label::following("what-happened", say::page_happened::label()),
        Label::plain("output", say::page_output::label()),
    ];
    if props.has_state {
        labels.extend([state_label(), findings_label(&props.model)]);
    }
    let tabs = Tabs {
        key: "what-happened",
        name: say::page_happened::label(),
        labels: &labels,
        chosen: *chosen,
        on_choose: (move |index| chosen.set(index)).into(),
    };
    let (beside, content) = match tabs.chosen {
        0 => (find_bar(&props.model), html! { <Sentences model={props.model.clone()} /> }),
        1 => (Html::default(), output(&props.model)),
        2 => (Html::default(), html! { <div class="state">{ state(&props.model) }</div> }),
        _ => (Html::default(), findings(&props.model)),
    };
    html! {
        <section role={props.model.pane_role} class="pane happened" aria-label={say::page_happened::label()}>
            { tabs.list(beside) }
            { tabs.panel(props.model.session().cursor(), content) }
        </section>
    }
}
