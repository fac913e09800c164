//! The source of the demo: its variant's lines with the knobs' values in them, a dot at the line where a task waits, the line
//! being polled lit, how many polls came by, and folds in place of what is not its own.

mod fold;
mod line;
mod visits;

use taskscope_format::TaskId;
use taskscope_sorted::SortedMap;
use web_sys::Element;
use yew::{
    Callback, Html, NodeRef, function_component, hook, html, use_effect_with, use_node_ref, use_state,
};

use super::copy::CopyButton;
use crate::ui::model::Props;
use crate::ui::scroll::{begin_with, scroll_to};
use fold::FoldRow;
use line::{Beside, row};
use taskscope_gallery::{Row, listing};
use taskscope_session::{Action, Session, Settings};
use taskscope_tell::say;
use taskscope_trace::{Phase, State};

#[function_component]
pub(crate) fn SourcePane(props: &Props) -> Html {
    let session = props.model.session();
    let state = session.state();
    let program = session.settings();
    let lit = session.line_of_poll();
    let shown = session.view.shown_line;
    let panel = use_node_ref();
    let opened = use_state(|| None::<u32>);
    let selected = session.view.selected.and_then(|task| first_wait(&session, &state, task));
    let wanted = shown.or(lit.map(|(line, _)| line)).or(selected);
    use_place(&panel, program.map(OwnCode::of), wanted, session.is_live());
    let Some(Settings { demo, variant, .. }) = program else { return without_source() };
    let is_first = demo.variants.first().is_some_and(|first| first.name == variant.name);
    let mark = if is_first { "−" } else { "+" };
    let waiting = waiting(&session, &state);
    let polls = session.polls_by_line();
    let open = Callback::from({
        let (model, opened) = (props.model.clone(), opened.clone());
        move |line: u32| {
            opened.set(Some(line));
            let visit = model.session().next_visit_of_line(line);
            model.act.emit(match visit {
                Some(visit) => {
                    visit.task.map_or(Action::Seek(visit.step), |task| Action::PickSpan(task, visit.step))
                }
                None => return,
            });
        }
    });
    let entries = listing(demo.source, variant.name);
    let has_differing = entries.iter().any(|entry| matches!(entry, Row::Line(line) if line.differs));
    let rows = entries.iter().map(|entry| match entry {
        Row::Line(line) => {
            let number = line.number;
            let beside = Beside {
                lit: lit.filter(|&(lit, _)| lit == number).map(|(_, task)| task),
                is_shown: shown == Some(number),
                is_open: *opened == Some(number),
                mark,
                polls: polls.get(&number).copied().unwrap_or_default(),
                waiting: waiting.get(&number).map_or(&[], Vec::as_slice),
            };
            row(&props.model, &session, line, &beside, &open)
        }
        Row::Fold(fold) => html! {
            <FoldRow key={format!("{}{}{}", demo.slug, variant.name, fold.from)} fold={fold.clone()} />
        },
    });
    html! {
        <div class="code" ref={panel}>
            <div class="file">
                <a href={demo.source.url()} target="_blank" rel="noopener noreferrer"
                    title={say::page_source::in_repository(demo.source.file)}>{ demo.source.name() }</a>
                if has_differing {
                    <span class="differs-key">{ say::page_source::only_in(mark, variant.name) }</span>
                }
                <span class="legend">{ say::page_source::legend() }</span>
                <CopyButton text={demo.source.text_of(variant.name)} />
            </div>
            <pre>{ for rows }</pre>
        </div>
    }
}

/// The attribute of a panel that says with which code it has begun.
const BEGUN: &str = "data-begun";

/// Keeps the panel at the line that is wanted. A run that has ended, without one, begins with the variant's own code.
#[hook]
fn use_place(panel: &NodeRef, own: Option<OwnCode>, wanted: Option<u32>, is_live: bool) {
    {
        let panel = panel.clone();
        use_effect_with((own, is_live, wanted.is_none()), move |&(own, is_live, is_free)| {
            if let (Some(content), Some(own)) = (panel.cast::<Element>(), own) {
                begin(&content, own, is_live, is_free);
            }
        });
    }
    let panel = panel.clone();
    use_effect_with(wanted, move |&wanted| {
        if let (Some(panel), Some(line)) = (panel.cast::<Element>(), wanted) {
            scroll_to(&panel, &at_line(line));
        }
    });
}

/// Begins with the variant's own code once a run: somebody who steps through it, or comes back from another tab, is left at
/// what was read. So the panel keeps it, which all tabs share.
fn begin(content: &Element, own: OwnCode, is_live: bool, is_free: bool) {
    let Ok(Some(panel)) = content.closest(".panel") else { return };
    if is_live {
        drop(panel.remove_attribute(BEGUN));
        return;
    }
    let code = format!("{} {}", own.demo, own.variant);
    if is_free && panel.get_attribute(BEGUN).is_none_or(|begun| begun != code) {
        drop(panel.set_attribute(BEGUN, &code));
        begin_with(content, &at_line(own.line), ".file");
    }
}

fn at_line(line: u32) -> String {
    format!("[data-line=\"{line}\"]")
}

/// Where the code begins that only this variant of a demo has, or else its first line.
#[derive(Clone, Copy, PartialEq)]
struct OwnCode {
    demo: &'static str,
    variant: &'static str,
    line: u32,
}

impl OwnCode {
    fn of(Settings { demo, variant, .. }: Settings) -> Self {
        let lines = || {
            listing(demo.source, variant.name).into_iter().filter_map(|entry| match entry {
                Row::Line(line) => Some(line),
                Row::Fold(_) => None,
            })
        };
        let own =
            lines().find(|line| line.variant.is_some() && !line.spans.is_empty()).or_else(|| lines().next());
        Self { demo: demo.slug, variant: variant.name, line: own.map_or(1, |line| line.number) }
    }
}

/// Said in place of the source, where a run is of no program here.
fn without_source() -> Html {
    html! { <p class="empty">{ say::page_source::missing() }</p> }
}

/// The first line that a task waits at.
fn first_wait(session: &Session, state: &State, task: TaskId) -> Option<u32> {
    let mut awaits = state.task(task)?.awaits.iter();
    awaits.find_map(|wait| session.line_of(wait.place))
}

/// The tasks that wait, by the line where they do.
fn waiting(session: &Session, state: &State) -> SortedMap<u32, Vec<TaskId>> {
    let waits = state.tasks.values().filter(|task| !task.phase.is_over() && task.phase != Phase::Running);
    let lines = waits.flat_map(|task| task.awaits.iter().map(|wait| (wait.place, task.id)));
    let lines = lines.filter_map(|(place, task)| Some((session.line_of(place)?, task)));
    let mut waiting: SortedMap<u32, Vec<TaskId>> = SortedMap::new();
    for (line, task) in lines {
        let here = waiting.entry(line).or_default();
        if here.last() != Some(&task) {
            here.push(task);
        }
    }
    waiting
}
