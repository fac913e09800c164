//! A stretch of the file that the variant's program does not need, folded until it is asked for.

use yew::{Callback, Html, Properties, classes, function_component, html, use_state};

use super::line::{indent_class, lead, plain_span, without_lead};
use taskscope_gallery::{Fold, SourceLine};
use taskscope_session::fold_text;
use taskscope_tell::say;

#[derive(Clone, PartialEq, Properties)]
pub(super) struct FoldProps {
    pub(super) fold: Fold,
}

#[function_component]
pub(super) fn FoldRow(props: &FoldProps) -> Html {
    let fold = &props.fold;
    let is_open = use_state(|| false);
    if fold.lines.is_empty() {
        return html! { <span class="fold">{ say::page_source::for_page(fold.length().into()) }</span> };
    }
    let says = fold_text(fold);
    let toggle = Callback::from({
        let is_open = is_open.clone();
        move |_| is_open.set(!*is_open)
    });
    let title = if *is_open { say::page_source::fold() } else { say::page_source::unfold() };
    html! {
        <>
            <button class="fold" {title} aria-expanded={is_open.to_string()} onclick={toggle}>{ says }</button>
            if *is_open {
                { for unfolded(fold) }
            }
        </>
    }
}

/// Its lines, and a mark for those that declare the program to the page.
fn unfolded(fold: &Fold) -> Vec<Html> {
    let mut rows = Vec::new();
    let mut next = fold.from;
    let mut skip = |rows: &mut Vec<Html>, to: u32| {
        if to > next {
            let length = u64::from(to - next);
            rows.push(html! { <span key={format!("before {to}")} class="fold">{ say::page_source::for_page(length) }</span> });
        }
        next = to + 1;
    };
    for line in &fold.lines {
        skip(&mut rows, line.number);
        rows.push(folded_line(line));
    }
    skip(&mut rows, fold.to + 1);
    rows
}

fn folded_line(line: &SourceLine) -> Html {
    html! {
        <span key={line.number} class={classes!("line", "aside", indent_class(line))} data-line={line.number.to_string()}>
            <span class="number">{ line.number }</span>
            <span class="reached"></span>
            <span class="dots"></span>
            <span class="mark"></span>
            <span class="text">{ lead(line) }{ for without_lead(line).map(plain_span) }{ "\n" }</span>
        </span>
    }
}
