//! A spotlight for a class: everything but a circle around the pointer is dimmed.

use web_sys::{Event, HtmlElement, PointerEvent};
use yew::{Html, function_component, html, use_effect_with, use_node_ref};

use crate::page::{Listener, as_kind, window_of};

/// Follows the pointer as long as it is there.
#[function_component]
pub(super) fn Spotlight() -> Html {
    let shade = use_node_ref();
    {
        let shade = shade.clone();
        use_effect_with((), move |()| {
            let window = window_of(shade.get().as_ref());
            let listener = window.map(|window| {
                Listener::new(&window, "pointermove", move |event: Event| {
                    let (Some(shade), Some(event)) =
                        (shade.cast::<HtmlElement>(), as_kind::<PointerEvent>(&event, "PointerEvent"))
                    else {
                        return;
                    };
                    let (rect, width) = (shade.get_bounding_client_rect(), f64::from(shade.offset_width()));
                    // What is enlarged has smaller pixels of its own.
                    let scale = if rect.width() > 0.0 { width / rect.width() } else { 1.0 };
                    let at = [
                        (f64::from(event.client_x()) - rect.x()) * scale,
                        (f64::from(event.client_y()) - rect.y()) * scale,
                    ];
                    for (name, at) in ["--light-x", "--light-y"].into_iter().zip(at) {
                        // Refused only for a property that is no property.
                        drop(shade.style().set_property(name, &format!("{at:.0}px")));
                    }
                })
            });
            move || drop(listener)
        });
    }
    html! { <div class="spotlight" ref={shade} aria-hidden="true"></div> }
}
