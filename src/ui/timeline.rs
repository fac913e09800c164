//! The timeline: paints the scene of the session, and turns pointers and wheels into actions.

use std::cell::RefCell;
use std::rc::Rc;

use taskscope_runtime::Micros;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlCanvasElement, HtmlElement, PointerEvent, WheelEvent};
use yew::{Component, Context, Html, MouseEvent, NodeRef, Properties, html};

use super::model::Model;
use crate::browser::{Listener, Painter, Resized};
use crate::scene::{self, Hit, Scene, View, Window, max_scroll};
use crate::session::{Action, Session, Theme};
use crate::trace::{Axis, SpanKind, State, Step, micros_text};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct TimelineProps {
    pub(crate) model: Model,
    /// The theme that is shown: another one has other colours.
    pub(crate) theme: Theme,
}

/// What the pointer does while it is held down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Drag {
    /// Moves the cursor.
    Cursor,
    /// Moves the window in the overview.
    Window,
}

pub(crate) struct Timeline {
    frame: NodeRef,
    canvas: NodeRef,
    painter: Option<Painter>,
    /// What is on the screen.
    scene: Option<Scene>,
    theme: Theme,
    size: (f64, f64),
    scroll: f64,
    drag: Option<Drag>,
    resized: Option<Resized>,
    wheel: Option<Listener>,
    /// Says what is under the pointer.
    tip: Rc<RefCell<String>>,
}

pub(crate) enum Message {
    Resized,
    Wheel(WheelEvent),
    Down(PointerEvent),
    Move(PointerEvent),
    Up,
    Fit(MouseEvent),
}

impl Component for Timeline {
    type Message = Message;
    type Properties = TimelineProps;

    fn create(context: &Context<Self>) -> Self {
        Self {
            frame: NodeRef::default(),
            canvas: NodeRef::default(),
            painter: None,
            scene: None,
            theme: context.props().theme,
            size: (0.0, 0.0),
            scroll: 0.0,
            drag: None,
            resized: None,
            wheel: None,
            tip: Rc::default(),
        }
    }

    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Resized => self.measure(),
            Message::Wheel(event) => self.wheel(context, &event),
            Message::Down(event) => self.down(context, &event),
            Message::Move(event) => return self.moved(context, &event),
            Message::Up => self.drag = None,
            Message::Fit(event) => self.fit(context, &event),
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let link = context.link();
        let is_empty = context.props().model.session().run.trace().is_empty();
        html! {
            <div
                class="canvas"
                ref={self.frame.clone()}
                tabindex="0"
                role="group"
                aria-label="Timeline drawing: its facts stand in the table that follows"
                title={self.tip.borrow().clone()}
                onpointerdown={link.callback(Message::Down)}
                onpointermove={link.callback(Message::Move)}
                onpointerup={link.callback(|_| Message::Up)}
                onpointercancel={link.callback(|_| Message::Up)}
                ondblclick={link.callback(Message::Fit)}
            >
                <canvas ref={self.canvas.clone()} aria-hidden="true"></canvas>
                if is_empty {
                    <p class="empty">{ "Press Run: the lanes of the program's tasks grow here." }</p>
                }
            </div>
        }
    }

    fn rendered(&mut self, context: &Context<Self>, is_first: bool) {
        if is_first {
            self.start(context);
        }
        let props = context.props();
        if self.theme != props.theme {
            self.theme = props.theme;
            if let Some(painter) = &mut self.painter {
                painter.refresh_palette();
            }
        }
        self.paint(&props.model);
    }
}

impl Timeline {
    fn start(&mut self, context: &Context<Self>) {
        self.painter = self.canvas.cast::<HtmlCanvasElement>().and_then(Painter::new);
        let Some(frame) = self.frame.cast::<HtmlElement>() else { return };
        let link = context.link().clone();
        self.resized = Resized::new(&frame, move || link.send_message(Message::Resized));
        let link = context.link().clone();
        self.wheel = Some(Listener::new(&frame, "wheel", move |event: Event| {
            if let Ok(event) = event.dyn_into::<WheelEvent>() {
                link.send_message(Message::Wheel(event));
            }
        }));
        self.measure();
    }

    fn measure(&mut self) {
        if let Some(frame) = self.frame.cast::<HtmlElement>() {
            self.size = (f64::from(frame.client_width()), f64::from(frame.client_height()));
            if let Some(canvas) = self.canvas.cast::<HtmlElement>() {
                let size = format!("width:{}px;height:{}px", frame.client_width(), frame.client_height());
                canvas.style().set_css_text(&size);
            }
        }
    }

    fn view_of(&self, session: &Session) -> View {
        let axis = &session.axis();
        View {
            scroll: self.scroll,
            cursor: session.cursor(),
            selected: session.selected,
            is_playing: session.is_playing() && session.cursor() < session.run.trace().end(),
            ..View::new(self.size.0, self.size.1, axis).with_window(axis, session.window)
        }
    }

    fn paint(&mut self, model: &Model) {
        let Some(painter) = self.painter.as_ref().filter(|_| self.size.0 > 1.0) else { return };
        let session = model.session();
        let state = session.state();
        let axis = session.axis();
        let scene = scene::scene(&drawn(&session, &state, &axis), &self.view_of(&session));
        painter.paint(&scene);
        self.scene = Some(scene);
    }

    /// What is under a pointer in the picture that it sees.
    fn hit(&self, event: &MouseEvent) -> Option<Hit> {
        self.scene.as_ref()?.hit(f64::from(event.offset_x()), f64::from(event.offset_y()))
    }

    fn step_under(&self, session: &Session, event: &MouseEvent) -> Step {
        let view = self.view_of(session);
        view.step_from_px(&session.axis(), f64::from(event.offset_x()).max(view.label_width))
    }

    fn down(&mut self, context: &Context<Self>, event: &PointerEvent) {
        if event.button() != 0 {
            return;
        }
        let model = &context.props().model;
        let Some(hit) = self.hit(event) else { return };
        let step = self.step_under(&model.session(), event);
        self.drag = match hit {
            Hit::Minimap => Some(Drag::Window),
            Hit::Ruler => Some(Drag::Cursor),
            Hit::Lane(_) | Hit::Fold(_) | Hit::Span { .. } | Hit::SubSpan { .. } | Hit::Plot => None,
        };
        if let (Some(_), Some(frame)) = (self.drag, self.frame.cast::<HtmlElement>()) {
            // Refused only for a pointer that is gone; then there is nothing to follow.
            drop(frame.set_pointer_capture(event.pointer_id()));
        }
        match hit {
            Hit::Minimap => self.move_window(model, event),
            Hit::Ruler | Hit::Plot => model.act.emit(Action::Seek(step)),
            Hit::Fold(task) => model.act.emit(Action::ToggleFold(task)),
            Hit::Lane(task) => {
                let selected = model.session().selected;
                model.act.emit(Action::Select((selected != Some(task)).then_some(task)));
            }
            Hit::Span { task, .. } | Hit::SubSpan { task, .. } => {
                model.act.emit(Action::Select(Some(task)));
                model.act.emit(Action::Seek(step));
            }
        }
    }

    fn moved(&mut self, context: &Context<Self>, event: &PointerEvent) -> bool {
        let model = &context.props().model;
        match self.drag {
            Some(Drag::Cursor) => {
                let step = self.step_under(&model.session(), event);
                model.act.emit(Action::Seek(step));
            }
            Some(Drag::Window) => self.move_window(model, event),
            None => {
                let tip = tip(&model.session(), self.hit(event));
                let is_new = *self.tip.borrow() != tip;
                *self.tip.borrow_mut() = tip;
                return is_new;
            }
        }
        false
    }

    /// The window's middle goes where the pointer is in the overview.
    fn move_window(&self, model: &Model, event: &PointerEvent) {
        let window = {
            let session = model.session();
            let axis = &session.axis();
            let at = self.view_of(&session).position_from_minimap_px(axis, f64::from(event.offset_x()));
            let half = (session.window.to - session.window.from) * axis.length() / 2.0;
            Window::between(at - half, at + half, axis.length())
        };
        model.act.emit(Action::SetWindow(window));
    }

    /// Ctrl zooms at the pointer, Shift and sideways pan; otherwise lanes scroll, where there is something to scroll.
    fn wheel(&mut self, context: &Context<Self>, event: &WheelEvent) {
        let model = &context.props().model;
        let (view, window, most) = {
            let session = model.session();
            let state = session.state();
            let most = max_scroll(&drawn(&session, &state, &session.axis()), self.size.1);
            (self.view_of(&session), session.window, most)
        };
        let sideways = if event.shift_key() { event.delta_y() } else { event.delta_x() };
        if event.ctrl_key() || event.meta_key() {
            event.prevent_default();
            let at = view.share_from_px(f64::from(event.offset_x()));
            let zoomed = window.zoomed((-event.delta_y() / 300.0).exp(), at);
            model.act.emit(Action::SetWindow(zoomed));
        } else if sideways.abs() > event.delta_y().abs() || event.shift_key() {
            event.prevent_default();
            model.act.emit(Action::SetWindow(window.panned(sideways / view.window_width())));
        } else {
            let scroll = (self.scroll + event.delta_y()).clamp(0.0, most);
            if (scroll - self.scroll).abs() > 0.1 {
                event.prevent_default();
                self.scroll = scroll;
            }
        }
    }

    /// A double click fits a span into the view; beside spans, it fits all.
    fn fit(&mut self, context: &Context<Self>, event: &MouseEvent) {
        let model = &context.props().model;
        let window = {
            let session = model.session();
            let axis = &session.axis();
            match self.hit(event) {
                Some(Hit::Span { from, to, .. } | Hit::SubSpan { from, to, .. }) => {
                    let (from, to) = (axis.position(from), axis.position(to));
                    let margin = (to - from).max(0.1) * 0.5;
                    Window::between(from - margin, to + margin, axis.length())
                }
                _ => Window::default(),
            }
        };
        model.act.emit(Action::SetWindow(window));
    }
}

fn drawn<'a>(session: &'a Session, state: &'a State, axis: &'a Axis<'a>) -> scene::Model<'a> {
    scene::Model {
        trace: session.run.trace(),
        lanes: session.run.lanes(),
        axis,
        state,
        folded: &session.folded,
        arrangement: &session.arrangement,
    }
}

/// What is under the pointer, in words.
fn tip(session: &Session, hit: Option<Hit>) -> String {
    let trace = session.run.trace();
    let span = |task, from, to, kind: &str| {
        let (start, end) = (trace.time(from), trace.time(to));
        let length = micros_text(Micros(end.0 - start.0));
        let (name, start, end) = (trace.task_name(task), micros_text(start), micros_text(end));
        format!("{name}: {kind}\n{start} to {end} ({length})")
    };
    match hit {
        Some(Hit::Span { task, from, to, kind }) => match kind {
            SpanKind::Running => span(task, from, to, "running"),
            SpanKind::Ready => span(task, from, to, "ready, waits for its turn"),
            SpanKind::Waiting => span(task, from, to, "waiting"),
        },
        Some(Hit::SubSpan { task, from, to, kind, .. }) => match kind {
            SpanKind::Running => span(task, from, to, "its node is polled"),
            SpanKind::Waiting => span(task, from, to, "its node waits"),
            SpanKind::Ready => span(task, from, to, "its node was woken and is not polled yet"),
        },
        Some(Hit::Lane(task)) => format!("{}: click to see its wakes", trace.task_name(task)),
        Some(Hit::Fold(_)) => "Show or hide the futures inside".to_owned(),
        Some(Hit::Minimap) => "The whole run; drag to move the view".to_owned(),
        Some(Hit::Ruler) => "Drag to move the cursor".to_owned(),
        Some(Hit::Plot) | None => String::new(),
    }
}
