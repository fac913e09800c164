//! The timeline: paints the scene of the session, and turns pointers and wheels into actions.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlCanvasElement, HtmlElement, PointerEvent, WheelEvent};
use yew::{Component, Context, Html, MouseEvent, NodeRef, Properties, html};

use super::model::Model;
use crate::browser::{Listener, Painter, Resized, Theme};
use crate::draft::{self as scene, Hit, View, content_height};
use crate::session::{Action, Session, Window};
use crate::trace::State;

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
        let length = session.run.axis().length();
        View {
            width: self.size.0,
            height: self.size.1,
            from: session.window.from * length,
            to: session.window.to * length,
            scroll: self.scroll,
            cursor: session.cursor(),
            selected: session.selected,
            arrows: scene::Arrows::Selected,
            is_playing: session.is_playing() && session.cursor() < session.run.trace().end(),
        }
    }

    fn paint(&self, model: &Model) {
        let Some(painter) = self.painter.as_ref().filter(|_| self.size.0 > 1.0) else { return };
        let session = model.session();
        let state = session.state();
        let view = self.view_of(&session);
        painter.paint(&scene::scene(&drawn(&session, &state), &view), &view);
    }

    fn hit(&self, session: &Session, event: &MouseEvent) -> Option<Hit> {
        let state = session.state();
        let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        scene::hit(&drawn(session, &state), &self.view_of(session), x, y)
    }

    fn down(&mut self, context: &Context<Self>, event: &PointerEvent) {
        if event.button() != 0 {
            return;
        }
        let model = &context.props().model;
        let hit = self.hit(&model.session(), event);
        let Some(hit) = hit else { return };
        self.drag = match hit {
            Hit::Overview => Some(Drag::Window),
            Hit::Ruler(_) => Some(Drag::Cursor),
            Hit::Header(_) | Hit::Span { .. } | Hit::Plot(_) => None,
        };
        if let (Some(_), Some(frame)) = (self.drag, self.frame.cast::<HtmlElement>()) {
            // Refused only for a pointer that is gone; then there is nothing to follow.
            drop(frame.set_pointer_capture(event.pointer_id()));
        }
        match hit {
            Hit::Overview => self.move_window(model, event),
            Hit::Ruler(step) | Hit::Plot(step) => model.act.emit(Action::Seek(step)),
            Hit::Header(task) => {
                let selected = model.session().selected;
                model.act.emit(Action::Select((selected != Some(task)).then_some(task)));
            }
            Hit::Span { task, step, .. } => {
                model.act.emit(Action::Select(Some(task)));
                model.act.emit(Action::Seek(step));
            }
        }
    }

    fn moved(&mut self, context: &Context<Self>, event: &PointerEvent) -> bool {
        let model = &context.props().model;
        match self.drag {
            Some(Drag::Cursor) => {
                let step = {
                    let session = model.session();
                    self.view_of(&session).step_from_px(session.run.axis(), f64::from(event.offset_x()))
                };
                model.act.emit(Action::Seek(step));
            }
            Some(Drag::Window) => self.move_window(model, event),
            None => {
                let tip = tip(&model.session(), self.hit(&model.session(), event));
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
            let axis = session.run.axis();
            let at = self.view_of(&session).overview_position(axis, f64::from(event.offset_x()));
            let half = (session.window.to - session.window.from) * axis.length() / 2.0;
            Window::between(at - half, at + half, axis.length())
        };
        model.act.emit(Action::SetWindow(window));
    }

    /// Ctrl zooms at the pointer, Shift and sideways pan; otherwise lanes scroll, where there is something to scroll.
    fn wheel(&mut self, context: &Context<Self>, event: &WheelEvent) {
        let model = &context.props().model;
        let (window, lanes_height) = {
            let session = model.session();
            (session.window, content_height(session.run.lanes(), &session.folded))
        };
        let plot = self.view_of(&model.session()).plot();
        let sideways = if event.shift_key() { event.delta_y() } else { event.delta_x() };
        if event.ctrl_key() || event.meta_key() {
            event.prevent_default();
            let at = ((f64::from(event.offset_x()) - plot.x) / plot.width).clamp(0.0, 1.0);
            let zoomed = window.zoomed((-event.delta_y() / 300.0).exp(), at);
            model.act.emit(Action::SetWindow(zoomed));
        } else if sideways.abs() > event.delta_y().abs() || event.shift_key() {
            event.prevent_default();
            model.act.emit(Action::SetWindow(window.panned(sideways / plot.width)));
        } else {
            let most = (lanes_height - plot.height).max(0.0);
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
            let axis = session.run.axis();
            match self.hit(&session, event) {
                Some(Hit::Span { span, .. }) => {
                    let from = axis.position(span.from);
                    let to = axis.position(span.to.unwrap_or_else(|| session.run.trace().end()));
                    let margin = (to - from).max(0.1) * 0.5;
                    Window::between(from - margin, to + margin, axis.length())
                }
                _ => Window::default(),
            }
        };
        model.act.emit(Action::SetWindow(window));
    }
}

fn drawn<'a>(session: &'a Session, state: &'a State) -> scene::Model<'a> {
    scene::Model {
        trace: session.run.trace(),
        lanes: session.run.lanes(),
        axis: session.run.axis(),
        state,
        folded: &session.folded,
    }
}

/// What is under the pointer, in words.
fn tip(session: &Session, hit: Option<Hit>) -> String {
    use crate::trace::{SpanKind, micros_text};
    let trace = session.run.trace();
    match hit {
        Some(Hit::Span { task, span, .. }) => {
            let end = span.to.unwrap_or_else(|| trace.end());
            let (from, to) = (trace.time(span.from), trace.time(end));
            let kind = match span.kind {
                SpanKind::Running => "running",
                SpanKind::Ready => "ready, waits for its turn",
                SpanKind::Waiting => "waiting",
            };
            let length = taskscope_runtime::Micros(to.0 - from.0);
            let (name, from, to) = (trace.task_name(task), micros_text(from), micros_text(to));
            format!("{name}: {kind}\n{from} to {to} ({})", micros_text(length))
        }
        Some(Hit::Header(task)) => format!("{}: click to see its wakes", trace.task_name(task)),
        Some(Hit::Overview) => "The whole run; drag to move the view".to_owned(),
        Some(Hit::Ruler(_)) => "Drag to move the cursor".to_owned(),
        Some(Hit::Plot(_)) | None => String::new(),
    }
}
