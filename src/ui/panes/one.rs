//! The one pane of a phone: everything that has panes of its own elsewhere, behind one row of tabs, and the knobs below.

use yew::{Html, function_component, html, use_effect_with, use_state};

use super::details::detail;
use super::find_bar::find_bar;
use super::findings::findings;
use super::output::output;
use super::right::{findings_label, state_label};
use super::sentences::Sentences;
use super::state::state;
use super::tabs::{Label, Tabs};
use crate::ui::knobs::folded_knobs;
use crate::ui::model::Props;
use taskscope_session::{Action, Look, Tab};
use taskscope_tell::say;

/// The tabs in their order: the details are between the others, the source first.
const DETAILS: [Tab; 5] = [Tab::Source, Tab::About, Tab::Task, Tab::Graph, Tab::Stats];

/// What is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Happened,
    State,
    Output,
    Findings,
    Detail(Tab),
}

const SHOWN: [Shown; 9] = [
    Shown::Happened,
    Shown::State,
    Shown::Detail(DETAILS[0]),
    Shown::Output,
    Shown::Findings,
    Shown::Detail(DETAILS[1]),
    Shown::Detail(DETAILS[2]),
    Shown::Detail(DETAILS[3]),
    Shown::Detail(DETAILS[4]),
];

#[function_component]
pub(crate) fn OnePane(props: &Props) -> Html {
    let model = &props.model;
    // Whatever asks for a tab of the details shows it: a link, a key, a task that is opened, a line of the source.
    let asked = { model.session().view.tab };
    let chosen = use_state(|| if asked == Tab::default() { Shown::Happened } else { Shown::Detail(asked) });
    let before = use_state(|| asked);
    {
        let (chosen, before) = (chosen.clone(), before.clone());
        use_effect_with(asked, move |&asked| {
            if *before != asked {
                before.set(asked);
                chosen.set(Shown::Detail(asked));
            }
        });
    }
    let labels = SHOWN.map(|shown| match shown {
        Shown::Happened => Label::following("what-happened", say::page_happened::label()),
        Shown::State => state_label(),
        Shown::Output => Label::plain("output", say::page_output::label()),
        Shown::Findings => findings_label(model),
        Shown::Detail(tab) => {
            Label { is_following: tab == Tab::Source, ..Label::plain(tab.key(), tab.label()) }
        }
    });
    let on_choose = {
        let (chosen, act) = (chosen.clone(), model.act.clone());
        move |index: usize| {
            let shown = SHOWN.get(index).copied().unwrap_or(Shown::Happened);
            chosen.set(shown);
            if let Shown::Detail(tab) = shown {
                act.emit(Action::Look(Look::Tab(tab)));
            }
        }
    };
    let tabs = Tabs {
        key: "panes",
        name: say::page_happened::label(),
        labels: &labels,
        chosen: SHOWN.iter().position(|shown| *shown == *chosen).unwrap_or_default(),
        on_choose: on_choose.into(),
    };
    let content = match *chosen {
        Shown::Happened => {
            html! { <div class="happened"><div class="tools">{ find_bar(model) }</div><Sentences model={model.clone()} /></div> }
        }
        Shown::State => html! { <div class="state">{ state(model) }</div> },
        Shown::Output => html! { <div class="output">{ output(model) }</div> },
        Shown::Findings => findings(model),
        Shown::Detail(tab) => detail(model, tab),
    };
    html! {
        <section role={model.pane_role} class="pane" aria-label={say::page_happened::label()}>
            { tabs.list(Html::default()) }
            { tabs.panel(model.session().cursor(), content) }
            if *chosen == Shown::Detail(Tab::Source) { { folded_knobs(model) } }
        </section>
    }
}
