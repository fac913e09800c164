//! What the lanes are scrolled by: an element over its drawing, for pointers, fingers and keys.

use web_sys::{Element, HtmlElement, KeyboardEvent, PointerEvent};
use yew::html::Scope;
use yew::{AttrValue, Html, NodeRef, html};

use super::pointer::Pointed;
use super::{Message, Timeline};
use taskscope_scene::Scroller;
use taskscope_tell::say;

/// The element. It is placed by hand: where lanes are in view changes too often to draw anew for it.
#[derive(Default)]
pub(super) struct Scrollbar {
    element: NodeRef,
    /// What it lies over.
    shown: Option<Scroller>,
    /// What its element was last told, and how far the lanes were scrolled then.
    told: Option<(Option<Scroller>, f64)>,
    /// How far below the upper edge of its frame a pointer holds it.
    held: Option<f64>,
}

/// What is done to it.
pub(crate) enum Scrolling {
    Take(Pointed<PointerEvent>),
    Pull(Pointed<PointerEvent>),
    Release,
    Key(KeyboardEvent),
}

impl Scrollbar {
    pub(super) fn view(&self, link: &Scope<Timeline>, lanes: &AttrValue) -> Html {
        let send = |scrolling: fn(Pointed<PointerEvent>) -> Scrolling| {
            link.callback(move |event: PointerEvent| {
                // Otherwise the lanes below would be taken hold of.
                event.stop_propagation();
                Message::Scroll(scrolling(Pointed::at(event)))
            })
        };
        html! {
            <div
                class="scroller"
                ref={self.element.clone()}
                role="scrollbar"
                tabindex="0"
                aria-label={say::page_timeline::scroll()}
                aria-controls={lanes}
                aria-orientation="vertical"
                onpointerdown={send(Scrolling::Take)}
                onpointermove={send(Scrolling::Pull)}
                onpointerup={send(|_| Scrolling::Release)}
                onpointercancel={send(|_| Scrolling::Release)}
                onkeydown={link.callback(|event| Message::Scroll(Scrolling::Key(event)))}
            />
        }
    }

    /// Lies over what is drawn, or is not there.
    pub(super) fn show(&mut self, scroller: Option<Scroller>, scroll: f64) {
        let Some(element) = self.element.cast::<HtmlElement>() else { return };
        // With every frame it would be much that the page has to look at anew.
        if self.told.replace((scroller, scroll)) == Some((scroller, scroll)) {
            return;
        }
        element.set_hidden(scroller.is_none());
        if let Some(Scroller { track, most, .. }) = scroller {
            let lengths =
                [("left", track.x), ("top", track.y), ("width", track.width), ("height", track.height)];
            for (name, length) in lengths {
                // Fails for no value that is a length.
                drop(element.style().set_property(name, &format!("{length:.0}px")));
            }
            for (name, value) in [("aria-valuemin", 0.0), ("aria-valuemax", most), ("aria-valuenow", scroll)]
            {
                // Fails for no name of an attribute.
                drop(element.set_attribute(name, &format!("{value:.0}")));
            }
        }
        self.shown = scroller;
    }

    /// How far the lanes are scrolled after something is done; `None` if that changes nothing.
    pub(super) fn scroll(&mut self, scrolling: &Scrolling, scroll: f64) -> Option<f64> {
        let scroller = self.shown?;
        match scrolling {
            Scrolling::Take(pointed) => {
                if let Some(element) = self.element.cast::<Element>() {
                    // Refused only for a pointer that is gone; then there is nothing to follow.
                    drop(element.set_pointer_capture(pointed.event.pointer_id()));
                }
                let y = pointed.y + scroller.track.y;
                let held = *self.held.insert(scroller.hold_at(y));
                Some(scroller.scroll_at(y, held))
            }
            Scrolling::Pull(pointed) => Some(scroller.scroll_at(pointed.y + scroller.track.y, self.held?)),
            Scrolling::Release => {
                self.held = None;
                None
            }
            Scrolling::Key(event) => {
                let scroll = scroll_after(&event.key(), scroller, scroll)?;
                event.prevent_default();
                Some(scroll.clamp(0.0, scroller.most))
            }
        }
    }
}

/// Where a key scrolls to.
fn scroll_after(key: &str, scroller: Scroller, scroll: f64) -> Option<f64> {
    const LINE: f64 = 24.0;
    Some(match key {
        "ArrowDown" => scroll + LINE,
        "ArrowUp" => scroll - LINE,
        "PageDown" => scroll + scroller.page,
        "PageUp" => scroll - scroller.page,
        "Home" => 0.0,
        "End" => scroller.most,
        _ => return None,
    })
}
