//! The pane beside the timeline: source, output and explanation behind tabs, and the knobs below.

use yew::{
    AttrValue, Callback, Html, KeyboardEvent, Properties, TargetCast, function_component, html, use_state,
};

use super::about::about;
use super::output::output;
use super::source::SourcePane;
use crate::ui::knobs::knobs;
use crate::ui::model::Model;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct DetailsProps {
    pub(crate) model: Model,
    /// Makes ids unique.
    pub(crate) id: AttrValue,
}

const TABS: [&str; 3] = ["Source", "Output", "About"];

#[function_component]
pub(crate) fn Details(props: &DetailsProps) -> Html {
    let shown = use_state(|| 0_usize);
    let tabs = TABS.iter().enumerate().map(|(index, title)| {
        let is_shown = *shown == index;
        let choose = {
            let shown = shown.clone();
            Callback::from(move |_| shown.set(index))
        };
        let walk = {
            let shown = shown.clone();
            Callback::from(move |event: KeyboardEvent| walk_tabs(&event, index, &|index| shown.set(index)))
        };
        html! {
            <button
                key={*title}
                role="tab"
                id={format!("tab-{index}-{}", props.id)}
                aria-selected={is_shown.to_string()}
                aria-controls={format!("panel-{}", props.id)}
                tabindex={if is_shown { "0" } else { "-1" }}
                onclick={choose}
                onkeydown={walk}
            >
                { *title }
            </button>
        }
    });
    html! {
        <aside aria-label="Details">
            <div class="tabs" role="tablist" aria-label="Details">{ for tabs }</div>
            <div
                class="panel"
                role="tabpanel"
                tabindex="0"
                id={format!("panel-{}", props.id)}
                aria-labelledby={format!("tab-{}-{}", *shown, props.id)}
            >
                {
                    match *shown {
                        0 => html! { <SourcePane model={props.model.clone()} /> },
                        1 => html! { <>{ output(&props.model) }</> },
                        _ => html! { <>{ about(&props.model) }</> },
                    }
                }
            </div>
            { knobs(&props.model) }
        </aside>
    }
}

/// Arrow keys go from tab to tab, as the pattern for tabs has it.
fn walk_tabs(event: &KeyboardEvent, index: usize, show: &dyn Fn(usize)) {
    let next = match event.key().as_str() {
        "ArrowRight" => (index + 1) % TABS.len(),
        "ArrowLeft" => (index + TABS.len() - 1) % TABS.len(),
        _ => return,
    };
    event.prevent_default();
    show(next);
    let tab: web_sys::HtmlElement = event.target_unchecked_into();
    let sibling =
        tab.parent_element().and_then(|list| list.children().item(u32::try_from(next).unwrap_or(0)));
    if let Some(sibling) = sibling {
        use wasm_bindgen::JsCast;
        // Focus fails only for what can't have it.
        drop(sibling.unchecked_into::<web_sys::HtmlElement>().focus());
    }
}
