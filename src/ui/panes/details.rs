//! The pane beside the timeline, or below it where there is less room: explanation, source, task, graph and numbers behind
//! tabs, and the knobs below.

use yew::{AttrValue, Html, Properties, function_component, html};

use super::about::about;
use super::graph::graph_pane;
use super::source::SourcePane;
use super::stats::StatsPane;
use super::tabs::{Label, Tabs};
use super::task::TaskPane;
use crate::ui::divider::divider;
use crate::ui::knobs::{folded_knobs, knobs};
use crate::ui::model::Model;
use taskscope_session::{Action, Divider, Look, Tab};
use taskscope_tell::say;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct DetailsProps {
    pub(crate) model: Model,
    /// Makes ids unique.
    pub(crate) id: AttrValue,
    /// Whether it is beside everything else rather than among the panes under the timeline.
    pub(crate) is_beside: bool,
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
    let content = html! { <>{ tabs.list(Html::default()) }{ tabs.panel(model.session().cursor(), detail(model, tab)) }</> };
    if props.is_beside {
        let label = say::page_details::label();
        // The line is in here, where nothing cuts off its outer half, and last, so that the tabs are reached first.
        html! { <aside aria-label={label}>{ content }{ knobs(model) }{ divider(model, Divider::Details) }</aside> }
    } else {
        html! {
            <section class="pane details" role={model.pane_role} aria-label={say::page_details::label()}>
                { content }
                { folded_knobs(model) }
            </section>
        }
    }
}

/// What is behind a tab.
pub(super) fn detail(model: &Model, tab: Tab) -> Html {
    match tab {
        Tab::About => about(model),
        Tab::Source => html! { <SourcePane model={model.clone()} /> },
        Tab::Task => html! { <TaskPane model={model.clone()} /> },
        Tab::Graph => graph_pane(model),
        Tab::Stats => html! { <StatsPane model={model.clone()} /> },
    }
}
