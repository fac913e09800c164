//! The pane beside the timeline: explanation, source, task, graph and numbers behind tabs, and the knobs below.

use yew::{AttrValue, Html, Properties, function_component, html};

use super::about::about;
use super::graph::graph_pane;
use super::source::SourcePane;
use super::stats::StatsPane;
use super::tabs::{Label, Tabs};
use super::task::TaskPane;
use crate::ui::knobs::knobs;
use crate::ui::model::Model;
use taskscope_session::{Action, Look, Tab};
use taskscope_tell::say;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct DetailsProps {
    pub(crate) model: Model,
    /// Makes ids unique.
    pub(crate) id: AttrValue,
}

#[function_component]
pub(crate) fn Details(props: &DetailsProps) -> Html {
    let model = &props.model;
    let tab = model.session().view.tab;
    let tabs = Tabs {
        key: "details",
        name: say::page_details::label(),
        labels: &Tab::ALL
            .map(|tab| Label { is_following: tab == Tab::Source, ..Label::plain(tab.key(), tab.label()) }),
        chosen: Tab::ALL.iter().position(|&other| other == tab).unwrap_or_default(),
        on_choose: model
            .act
            .reform(|index: usize| Action::Look(Look::Tab(Tab::ALL.get(index).copied().unwrap_or_default()))),
    };
    let content = match tab {
        Tab::About => about(model),
        Tab::Source => html! { <SourcePane model={model.clone()} /> },
        Tab::Task => html! { <TaskPane model={model.clone()} /> },
        Tab::Graph => graph_pane(model),
        Tab::Stats => html! { <StatsPane model={model.clone()} /> },
    };
    html! {
        <aside aria-label={say::page_details::label()}>
            { tabs.list(Html::default()) }
            { tabs.panel(model.session().cursor(), content) }
            { knobs(model) }
        </aside>
    }
}
