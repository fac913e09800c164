//! One line of the source, and what is beside it.

use taskscope_format::TaskId;
use yew::{Callback, Html, classes, html};

use super::visits::visits;
use crate::ui::knob_value::KnobValue;
use crate::ui::model::{Model, task_class};
use taskscope_gallery::{Class, SourceLine, Span};
use taskscope_session::Session;
use taskscope_tell::say;

/// What is beside a line at the cursor.
pub(super) struct Beside<'a> {
    /// The task whose poll has come to this line.
    pub(super) lit: Option<TaskId>,
    /// Whether it was asked for by its number.
    pub(super) is_shown: bool,
    /// Whether its polls are listed below it.
    pub(super) is_open: bool,
    /// What is beside a line that the other variant does not have.
    pub(super) mark: &'static str,
    /// How many polls came by so far.
    pub(super) polls: usize,
    /// The tasks that wait here.
    pub(super) waiting: &'a [TaskId],
}

/// Draws it; `open` gets the number of a line that was clicked.
pub(super) fn row(
    model: &Model,
    session: &Session,
    line: &SourceLine,
    beside: &Beside<'_>,
    open: &Callback<u32>,
) -> Html {
    /// More dots could not be told apart, and would push the lines apart.
    const MOST: usize = 4;
    let number = line.number;
    let others = beside.waiting.len().saturating_sub(MOST) as u64;
    let dots = beside.waiting.iter().take(MOST).map(|&task| {
        let says = say::page_source::waits_here(session.run.trace().task_name(task));
        html! { <i class={classes!("dot", task_class(task))} role="img" title={says.clone()} aria-label={says}></i> }
    });
    let class = classes!(
        "line",
        indent_class(line),
        beside.lit.map(|task| classes!("lit", task_class(task))),
        beside.is_shown.then_some("shown"),
        line.differs.then_some("differs"),
    );
    let onclick = open.reform(move |_| number);
    html! {
        <span key={number} {class} data-line={number.to_string()} aria-current={beside.lit.map(|_| "true")} {onclick}>
            <span class="number">{ number }</span>
            <span class="reached">
                if beside.polls > 0 {
                    <button title={say::page_source::reached(beside.polls as u64, number.into())}
                        aria-label={say::page_source::reached(beside.polls as u64, number.into())}
                        aria-expanded={beside.is_open.to_string()}
                    >
                        { say::page_source::times(beside.polls as u64) }
                    </button>
                }
            </span>
            <span class="dots">
                { for dots }
                if others > 0 {
                    <small role="img" title={say::page_source::wait_here(others)} aria-label={say::page_source::wait_here(others)}>
                        { say::page_source::others(others) }
                    </small>
                }
            </span>
            <span class="mark">{ if line.differs { beside.mark } else { "" } }</span>
            <span class="text">{ lead(line) }{ for without_lead(line).map(|piece| span(model, piece)) }{ "\n" }</span>
            if beside.is_open { { visits(model, session, number) } }
        </span>
    }
}

/// The class by which lines that wrap go on two columns to the right of where they begin.
pub(super) fn indent_class(line: &SourceLine) -> &'static str {
    const CLASSES: [&str; 8] = ["in0", "in1", "in2", "in3", "in4", "in5", "in6", "in7"];
    CLASSES[(line.indent() / 4).min(CLASSES.len() - 1)]
}

/// The spaces that a line begins with.
pub(super) fn lead(line: &SourceLine) -> Html {
    let spaces = " ".repeat(line.indent());
    if spaces.is_empty() {
        return Html::default();
    }
    html! { <span class="lead">{ spaces }</span> }
}

/// The pieces of a line after these spaces.
pub(super) fn without_lead(line: &SourceLine) -> impl Iterator<Item = Span> {
    line.spans.iter().enumerate().map(|(index, piece)| match index {
        0 => Span { text: piece.text.trim_start_matches(' '), ..*piece },
        _ => *piece,
    })
}

fn span(model: &Model, span: Span) -> Html {
    if let Some(name) = span.knob() {
        return html! { <KnobValue model={model.clone()} {name} text={span.text} /> };
    }
    plain_span(span)
}

/// A piece in its colour.
pub(super) fn plain_span(span: Span) -> Html {
    let class = match span.class {
        Class::Plain | Class::Knob => return html! { { span.text } },
        Class::Keyword => "keyword",
        Class::Function => "function",
        Class::Literal => "literal",
        Class::Comment => "comment",
    };
    html! { <span {class}>{ span.text }</span> }
}
