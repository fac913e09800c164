//! What pointers and wheels do in the timeline; where that leads is decided by the session.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, PointerEvent, WheelEvent};
use yew::MouseEvent;

use super::super::model::Model;
use super::{Timeline, TimelineProps};
use taskscope_scene::{Hit, Stretch, max_scroll};
use taskscope_session::{Action, Aim, Gesture, Look, lanes_of};

/// An event of the pointer, and where in the picture it is.
///
/// The place is read while the event is on its way: afterwards, outside of the shadow tree, it is that on the page.
pub(crate) struct Pointed<E> {
    pub(super) event: E,
    pub(super) x: f64,
    pub(super) y: f64,
}

impl<E: AsRef<MouseEvent>> Pointed<E> {
    pub(super) fn at(event: E) -> Self {
        let (x, y) = place(event.as_ref()).unwrap_or_default();
        Self { event, x, y }
    }
}

/// Where in its target an event is, in the target's own pixels. Not by its offset: that counts in pixels of the page, which
/// are others where the page is enlarged by a style.
fn place(mouse: &MouseEvent) -> Option<(f64, f64)> {
    let target = mouse.target()?.dyn_into::<Element>().ok()?;
    let seen = target.get_bounding_client_rect();
    let own =
        |at: i32, from: f64, seen: f64, own: i32| (f64::from(at) - from) * f64::from(own) / seen.max(1.0);
    let x = own(mouse.client_x(), seen.left(), seen.width(), target.client_width());
    let y = own(mouse.client_y(), seen.top(), seen.height(), target.client_height());
    Some((x, y))
}

impl Timeline {
    pub(super) fn down(&mut self, model: &Model, &Pointed { ref event, x, y }: &Pointed<PointerEvent>) {
        let is_middle = event.button() == 1;
        let hit = self.scene.as_ref().and_then(|scene| scene.hit(x, y));
        let Some(hit) = hit.filter(|_| is_middle || event.button() == 0) else { return };
        if let Some(frame) = self.frame.cast::<HtmlElement>() {
            // Refused only for a pointer that is gone; then there is nothing to follow.
            drop(frame.set_pointer_capture(event.pointer_id()));
        }
        // A third finger is not followed.
        if self.pointers.len() < 2 {
            self.pointers.push((event.pointer_id(), x));
        }
        let gesture = {
            let session = model.session();
            let view = self.view_of(&session);
            match *self.pointers {
                [(_, one), (_, other)] => session.shown().pinch(&view, [one, other]),
                _ => session.shown().grab(&view, hit, x, is_middle || event.shift_key()),
            }
        };
        self.gesture = Some(gesture);
        if matches!(gesture, Gesture::Cursor | Gesture::Window { .. }) {
            self.drag(model, x);
        }
    }

    pub(super) fn moved(&mut self, model: &Model, &Pointed { ref event, x, y }: &Pointed<PointerEvent>) {
        // A finger covers what it points at.
        self.hovers = (event.pointer_type() != "touch").then_some((x, y));
        let pointer = self.pointers.iter_mut().find(|(id, _)| *id == event.pointer_id());
        if let Some((_, at)) = pointer {
            *at = x;
            self.drag(model, x);
        }
        self.show_grip(x, y);
        self.aim(model);
    }

    /// What is under a pointer that holds nothing is pointed at.
    pub(super) fn aim(&self, model: &Model) {
        let hovers = self.hovers.filter(|_| self.gesture.is_none());
        let hit = hovers.and_then(|(x, y)| self.scene.as_ref()?.hit(x, y));
        let aim = hit.and_then(aim_at);
        if model.session().aim != aim {
            model.act.emit(Action::Aim(aim));
        }
    }

    fn drag(&mut self, model: &Model, x: f64) {
        let Some(gesture) = self.gesture else { return };
        let (gesture, action) = {
            let session = model.session();
            let view = self.view_of(&session);
            match (gesture, &*self.pointers) {
                (Gesture::Pinch(held), &[(_, one), (_, other)]) => {
                    (gesture, Some(session.shown().drag_two(&view, held, [one, other])))
                }
                _ => session.shown().drag(&view, gesture, x),
            }
        };
        self.gesture = Some(gesture);
        if let Some(action) = action {
            model.act.emit(action);
        }
    }

    pub(super) fn up(&mut self, model: &Model, event: &PointerEvent) {
        let was_held = self.pointers.iter().any(|(id, _)| *id == event.pointer_id());
        self.pointers.retain(|(id, _)| *id != event.pointer_id());
        let Some(gesture) = self.gesture.take().filter(|_| was_held) else { return };
        if event.type_() == "pointercancel" {
            return;
        }
        let action = {
            let session = model.session();
            session.shown().release(&self.view_of(&session), gesture)
        };
        if let Some(action) = action {
            model.act.emit(action);
        }
    }

    /// The pointer's shape says what it would take hold of.
    fn show_grip(&self, x: f64, y: f64) {
        let Some(frame) = self.frame.cast::<HtmlElement>() else { return };
        let hit = self.scene.as_ref().and_then(|scene| scene.hit(x, y));
        let shape = match (self.gesture, hit) {
            (Some(Gesture::Pan { .. } | Gesture::Window { .. }), _) => "grabbing",
            (Some(Gesture::Edge(_)), _) | (None, Some(Hit::WindowStart | Hit::WindowEnd | Hit::Ruler)) => {
                "ew-resize"
            }
            (None, Some(Hit::Window)) => "grab",
            (None, Some(Hit::Lane(_) | Hit::Fold(_) | Hit::Group(_))) => "pointer",
            (None, Some(hit)) if hit.is_in_plot() && hit != Hit::Plot => "pointer",
            _ => "default",
        };
        // Fails for no name of a property.
        drop(frame.style().set_property("cursor", shape));
    }

    /// Ctrl zooms at the pointer, Shift and sideways pan; otherwise lanes scroll, where there is something to scroll. Whether
    /// another part of the axis is in view.
    pub(super) fn wheel(
        &mut self,
        props: &TimelineProps,
        &Pointed { ref event, x, .. }: &Pointed<WheelEvent>,
    ) -> bool {
        /// Pixels to a line, for mice that count in lines.
        const LINE: f64 = 16.0;
        // In somebody else's page the wheel is theirs, unless the reader has come in.
        if !props.is_page && !self.has_focus {
            return false;
        }
        let model = &props.model;
        let (view, window, most) = {
            let session = model.session();
            let state = session.state();
            let view = self.view_of(&session);
            let most = max_scroll(&lanes_of(&session, &state, &session.axis()), &view);
            (view, session.view.window, most)
        };
        let unit = if event.delta_mode() == WheelEvent::DOM_DELTA_PIXEL { 1.0 } else { LINE };
        let (across, down) = (event.delta_x() * unit, event.delta_y() * unit);
        let sideways = if event.shift_key() && across == 0.0 { down } else { across };
        let zooms = event.ctrl_key() || event.meta_key();
        let pans = event.shift_key() || across.abs() > down.abs();
        if zooms {
            event.prevent_default();
            let at = view.share_from_px(x);
            model.act.emit(Action::Look(Look::Window(window.zoomed((-down / 300.0).exp(), at))));
        } else if pans {
            event.prevent_default();
            model.act.emit(Action::Look(Look::Window(window.panned(sideways / view.window_width()))));
        } else {
            let scroll = (self.scroll + down).clamp(0.0, most);
            if (scroll - self.scroll).abs() > 0.1 {
                event.prevent_default();
                self.scroll = scroll;
            }
        }
        zooms || pans
    }

    /// A double click fits a span into the view; beside spans, it fits all.
    pub(super) fn fit(&mut self, model: &Model, &Pointed { x, y, .. }: &Pointed<MouseEvent>) {
        let hit = self.scene.as_ref().and_then(|scene| scene.hit(x, y));
        let action = model.session().shown().fit(hit);
        model.act.emit(action);
    }
}

/// What a hit shows that other panes show too.
fn aim_at(hit: Hit) -> Option<Aim> {
    match hit {
        Hit::Lane(task) | Hit::Fold(task) => Some(Aim::Task(task)),
        Hit::Span { task, from, to, .. } => Some(Aim::Stretch(Stretch { task, node: None, from, to })),
        Hit::SubSpan { task, node, from, to, .. } => {
            Some(Aim::Stretch(Stretch { task, node: Some(node), from, to }))
        }
        Hit::Mark { from, .. } => Some(Aim::Step(from)),
        Hit::Thread(_)
        | Hit::Call { .. }
        | Hit::Group(_)
        | Hit::GroupLane(_)
        | Hit::GroupSpan { .. }
        | Hit::GroupMarks { .. }
        | Hit::GroupReport { .. }
        | Hit::Ruler
        | Hit::Minimap
        | Hit::Window
        | Hit::WindowStart
        | Hit::WindowEnd
        | Hit::Plot => None,
    }
}
