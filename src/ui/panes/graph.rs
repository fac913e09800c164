//! The wait-for graph at the cursor: tasks and resources as boxes, and arrows from those who wait to what they wait for.

use yew::{AttrValue, Callback, Html, KeyboardEvent, classes, html};

use super::pieces::linked;
use crate::ui::model::{Model, task_class};
use taskscope_judge::{ChainEnd, wait_chain};
use taskscope_scene::graph::{GraphArrow, GraphBox, GraphItem, WaitGraph, wait_graph};
use taskscope_scene::{Point, arrow_head};
use taskscope_session::{Action, Look, Session};
use taskscope_tell::{chain_end_sentence, say};
use taskscope_trace::State;

/// Boxes that are drawn: more could not be read.
const MOST: usize = 40;

pub(super) fn graph_pane(model: &Model) -> Html {
    let session = model.session();
    let state = session.state();
    let graph = wait_graph(&state, session.run.trace(), MOST);
    if graph.boxes.is_empty() {
        return html! {
            <p class="empty">{ say::page_graph::nobody() }</p>
        };
    }
    let waits = graph.arrows.iter().filter(|arrow| arrow.from != arrow.to).count();
    html! {
        <div class="graph">
            { deadlock(model, &session, &state, &graph) }
            <p class="none">
                {
                    match waits {
                        0 => say::page_graph::no_waits(),
                        _ => say::page_graph::arrows(),
                    }
                }
            </p>
            { drawing(model, &session, &graph) }
            if graph.left_out > 0 { <p class="none">{ say::page::more(graph.left_out as u64) }</p> }
        </div>
    }
}

/// What a circle means, where there is one.
fn deadlock(model: &Model, session: &Session, state: &State, graph: &WaitGraph) -> Html {
    let tasks = graph.boxes.iter().filter(|one| one.is_in_circle);
    let mut tasks = tasks.filter_map(|one| match one.item {
        GraphItem::Task(task) => Some(task),
        GraphItem::Resource(_) => None,
    });
    let Some(first) = tasks.next() else { return Html::default() };
    let chain = wait_chain(state, first);
    match chain.filter(|chain| matches!(chain.end, ChainEnd::Deadlock(_))) {
        Some(chain) => {
            html! { <p class="circle-note">{ linked(model, session, &chain_end_sentence(session.run.trace(), state, &chain.end)) }</p> }
        }
        None => html! {
            <p class="circle-note">{ say::page_graph::circle() }</p>
        },
    }
}

fn drawing(model: &Model, session: &Session, graph: &WaitGraph) -> Html {
    let (width, height) = (number(graph.width), number(graph.height));
    html! {
        <svg
            viewBox={format!("0 0 {width} {height}")}
            {width}
            {height}
            role="group"
            aria-label={say::page_graph::label()}
        >
            { for graph.arrows.iter().map(|arrow| arrow_html(graph, arrow)) }
            { for graph.boxes.iter().enumerate().map(|(index, one)| box_html(model, session, graph, (index, one))) }
        </svg>
    }
}

fn arrow_html(graph: &WaitGraph, arrow: &GraphArrow) -> Html {
    let Some((first, others)) = arrow.points.split_first() else { return Html::default() };
    let mut path = vec![format!("M{}", point(*first))];
    let mut at = *first;
    for &next in others {
        let bend = (next.y - at.y) / 2.0;
        let [one, other] = [Point { x: at.x, y: at.y + bend }, Point { x: next.x, y: next.y - bend }];
        path.push(format!("C{} {} {}", point(one), point(other), point(next)));
        at = next;
    }
    let title = |index: usize| graph.boxes.get(index).map_or("", |one| &one.title);
    let says = say::page_graph::arrow(title(arrow.from), &arrow.link.words(), title(arrow.to));
    let before = others.len().checked_sub(2).and_then(|index| others.get(index)).unwrap_or(first);
    // The line ends upright: it comes from above or from below.
    let from = Point { x: at.x, y: if before.y < at.y { at.y - 1.0 } else { at.y + 1.0 } };
    let head: Vec<_> = arrow_head(from, at).into_iter().map(point).collect();
    let class = classes!("arrow", arrow.is_in_circle.then_some("in-circle"));
    html! {
        <g {class}>
            <title>{ says }</title>
            <path d={path.concat()}></path>
            <polygon points={head.join(" ")}></polygon>
        </g>
    }
}

fn box_html(model: &Model, session: &Session, graph: &WaitGraph, (index, one): (usize, &GraphBox)) -> Html {
    let (action, colour, is_selected) = match one.item {
        GraphItem::Task(task) => {
            let is_selected = session.view.selected == Some(task);
            (
                Some(Action::Look(Look::Select((!is_selected).then_some(task)))),
                Some(task_class(task)),
                is_selected,
            )
        }
        GraphItem::Resource(resource) => {
            let place = session.state().resource(resource).map(|resource| resource.place);
            let line = place.and_then(|place| session.line_of(place));
            (line.map(|line| Action::Look(Look::Line(line))), None, false)
        }
    };
    let is_task = colour.is_some();
    let press = action.map(|action| (model.on(action.clone()), on_key(model, action)));
    let (click, key) = press.unzip();
    let (rect, says) = (one.rect, AttrValue::from(graph.says(index)));
    let class = classes!(
        "box",
        colour.unwrap_or("resource"),
        is_selected.then_some("selected"),
        one.is_in_circle.then_some("in-circle"),
    );
    let text_x = number(rect.x + if is_task { 14.0 } else { 10.0 });
    html! {
        <g
            key={index}
            {class}
            role="button"
            tabindex="0"
            aria-label={says.clone()}
            aria-pressed={is_task.then(|| is_selected.to_string())}
            onclick={click}
            onkeydown={key}
        >
            <title>{ says }</title>
            <rect x={number(rect.x)} y={number(rect.y)} width={number(rect.width)} height={number(rect.height)}
                rx={if is_task { "6" } else { "19" }}></rect>
            if is_task {
                <rect class="stripe" x={number(rect.x + 4.0)} y={number(rect.y + 6.0)} width="4"
                    height={number(rect.height - 12.0)} rx="2"></rect>
            }
            <text class="name" x={text_x.clone()} y={number(rect.y + if one.note.is_empty() { 23.0 } else { 16.0 })}>{ cut(&one.title, 15) }</text>
            <text class="note" x={text_x} y={number(rect.y + 30.0)}>{ cut(&one.note, if is_task { 17 } else { 19 }) }</text>
        </g>
    }
}

/// Boxes are buttons of SVG, which the browser does not press by itself.
fn on_key(model: &Model, action: Action) -> Callback<KeyboardEvent> {
    let act = model.act.clone();
    Callback::from(move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            event.stop_propagation();
            act.emit(action.clone());
        }
    })
}

/// As much of a text as a box holds.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let begin: String = text.chars().take(most - 1).collect();
    format!("{}…", begin.trim_end())
}

fn point(Point { x, y }: Point) -> String {
    format!("{},{}", number(x), number(y))
}

fn number(value: f64) -> String {
    format!("{value:.0}")
}
