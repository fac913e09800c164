//! A line between two panes: moved by the pointer or by arrow keys, it gives a pane another size.

use web_sys::{Element, KeyboardEvent, PointerEvent};
use yew::{Callback, Html, Properties, TargetCast, function_component, html, use_mut_ref};

use super::model::Model;
use taskscope_session::{Action, Divider, Preference};
use taskscope_tell::say;

/// How far an arrow key moves it, in CSS pixels.
const KEY_STEP: u32 = 16;

/// The line of a pane of the whole playground.
pub(super) fn divider(model: &Model, divider: Divider) -> Html {
    let size = model.session().preferences.size(divider);
    html! { <DividerLine {divider} {size} act={model.act.clone()} /> }
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct DividerProps {
    pub(crate) divider: Divider,
    /// The size of its pane.
    pub(crate) size: u32,
    pub(crate) act: Callback<Action>,
}

#[function_component]
pub(crate) fn DividerLine(props: &DividerProps) -> Html {
    let &DividerProps { divider, size, ref act } = props;
    // How far the pointer is from where the pane's size would be nothing, while it holds the line.
    let held = use_mut_ref(|| None::<i32>);
    let resize = act.reform(move |size| Action::Prefer(Preference::Size(divider, size)));
    let take = {
        let held = held.clone();
        Callback::from(move |event: PointerEvent| {
            let size = size_of(divider, size, event.target_dyn_into());
            *held.borrow_mut() = Some(along(divider, &event) - i32::try_from(size).unwrap_or(0));
            // Refused only for a pointer that is gone; then there is nothing to follow.
            drop(event.target_unchecked_into::<Element>().set_pointer_capture(event.pointer_id()));
        })
    };
    let pull = {
        let (held, resize) = (held.clone(), resize.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some(held) = *held.borrow() {
                resize.emit(u32::try_from(along(divider, &event) - held).unwrap_or(0));
            }
        })
    };
    let release = Callback::from(move |_: PointerEvent| *held.borrow_mut() = None);
    let [least, usual, most] = divider.sizes();
    let on_key = {
        let resize = resize.clone();
        Callback::from(move |event: KeyboardEvent| {
            let size = size_of(divider, size, event.target_dyn_into());
            if let Some(size) = size_after(divider, size, &event.key()) {
                event.prevent_default();
                resize.emit(size);
            }
        })
    };
    html! {
        <div
            class={format!("divider at-{}", divider.name())}
            role="separator"
            tabindex="0"
            aria-label={label(divider)}
            aria-orientation={if divider == Divider::Bottom { "horizontal" } else { "vertical" }}
            aria-valuenow={size.to_string()}
            aria-valuemin={least.min(usual).to_string()}
            aria-valuemax={most.to_string()}
            aria-valuetext={if size == 0 { say::page_divider::automatic() } else { say::page_divider::pixels(size.into()) }}
            onpointerdown={take}
            onpointermove={pull}
            onpointerup={release.clone()}
            onpointercancel={release}
            onkeydown={on_key}
            ondblclick={resize.reform(move |_| usual)}
        />
    }
}

/// The size of a pane: one that takes its share of the room is measured.
fn size_of(divider: Divider, size: u32, line: Option<Element>) -> u32 {
    let selector = match divider {
        Divider::Gallery => ".gallery",
        Divider::Details => "aside",
        Divider::Bottom => ".bottom",
        // It always has a size of its own.
        Divider::Labels => return size,
    };
    let app = line.filter(|_| size == 0).and_then(|line| line.closest(".app").ok().flatten());
    let Some(pane) = app.and_then(|app| app.query_selector(selector).ok().flatten()) else { return size };
    let measured = if divider == Divider::Bottom { pane.client_height() } else { pane.client_width() };
    u32::try_from(measured).unwrap_or(size)
}

fn label(divider: Divider) -> String {
    match divider {
        Divider::Gallery => say::page_divider::gallery(),
        Divider::Details => say::page_divider::details(),
        Divider::Bottom => say::page_divider::bottom(),
        Divider::Labels => say::page_divider::labels(),
    }
}

/// Where a pointer is, counted so that more of it makes the pane larger.
fn along(divider: Divider, event: &PointerEvent) -> i32 {
    match divider {
        Divider::Gallery | Divider::Labels => event.client_x(),
        Divider::Details => -event.client_x(),
        Divider::Bottom => -event.client_y(),
    }
}

/// The size that a key asks for.
fn size_after(divider: Divider, size: u32, key: &str) -> Option<u32> {
    let [least, _, most] = divider.sizes();
    let (larger, smaller) = match divider {
        Divider::Gallery | Divider::Labels => ("ArrowRight", "ArrowLeft"),
        Divider::Details => ("ArrowLeft", "ArrowRight"),
        Divider::Bottom => ("ArrowUp", "ArrowDown"),
    };
    match key {
        "Home" => Some(least),
        "End" => Some(most),
        _ if key == larger => Some(size + KEY_STEP),
        _ if key == smaller => Some(size.saturating_sub(KEY_STEP)),
        _ => None,
    }
}
