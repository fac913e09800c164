//! The timeline: paints the scene of the session, and turns pointers and wheels into actions.

mod lanes;
mod pointer;
mod scrollbar;
mod tip;
mod zoom_history;

use taskscope_format::TaskId;
use wasm_bindgen::JsCast;
use web_sys::{Event, FocusEvent, HtmlCanvasElement, HtmlElement, PointerEvent, WheelEvent};
use yew::{AttrValue, Component, Context, Html, MouseEvent, NodeRef, Properties, html};

use self::pointer::Pointed;
use self::scrollbar::{Scrollbar, Scrolling};
use self::tip::Tip;
use super::callout::CalloutRow;
use super::clockwork::Follows;
use super::divider::DividerLine;
use super::model::Model;
use crate::page::{Frames, Listener, Painter, Resized, as_kind, pixel_ratio, window_of};
use taskscope_scene::{Overview, Scene, View};
use taskscope_session::{
    self as session, Action, Divider, Gesture, Marked, Session, Theme, lanes_of, view_of,
};
use taskscope_tell::say;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct TimelineProps {
    pub(crate) model: Model,
    /// The theme that is shown: another one has other colours.
    pub(crate) theme: Theme,
    /// Whether the page is ours: in somebody else's, a plain wheel is theirs.
    pub(crate) is_page: bool,
    /// Makes names of radio buttons unique.
    pub(crate) id: String,
}

pub(crate) struct Timeline {
    frame: NodeRef,
    canvas: NodeRef,
    painter: Option<Painter>,
    /// What is on the screen.
    scene: Option<Scene>,
    /// What that was painted for.
    painted: Option<(Model, View, Look)>,
    /// Runs while something was painted in this frame of the screen: what changes meanwhile waits for the next.
    pause: Option<Frames>,
    theme: Theme,
    size: (f64, f64),
    scroll: f64,
    /// How much room is left for an overview of the lanes.
    overview: f64,
    /// The overview that was drawn last, and of which run.
    known: (u32, Overview),
    scrollbar: Scrollbar,
    /// The lengths that the style sheet was told: how high all lanes would be, and how wide the
    /// column of names.
    told: Option<[f64; 2]>,
    /// The task that was last scrolled to.
    seen: Option<TaskId>,
    /// What the pointers do, and where each of them is.
    gesture: Option<Gesture>,
    pointers: Vec<(i32, f64)>,
    /// Where a pointer hovers.
    hovers: Option<(f64, f64)>,
    has_focus: bool,
    tip: Tip,
    /// Runs while a wheel turns, and for how many milliseconds it has not.
    wheel: Option<(Frames, f64)>,
    callout: CalloutRow,
    resized: Option<Resized>,
    listeners: Vec<Listener>,
}

/// What a scene is painted with: the same one looks otherwise in another theme or on another screen.
#[derive(Clone, Copy, PartialEq)]
struct Look {
    theme: Theme,
    ratio: f64,
}

pub(crate) enum Message {
    Resized,
    Wheel(Pointed<WheelEvent>),
    Down(Pointed<PointerEvent>),
    Move(Pointed<PointerEvent>),
    Up(PointerEvent),
    Leave,
    Focus(bool),
    Scroll(Scrolling),
    Fit(Pointed<MouseEvent>),
    /// A new frame of the screen begins.
    Frame,
    /// The same after a wheel has turned, so many milliseconds after the one before.
    Settle(f64),
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
            painted: None,
            pause: None,
            theme: context.props().theme,
            size: (0.0, 0.0),
            scroll: 0.0,
            overview: 0.0,
            known: Default::default(),
            scrollbar: Scrollbar::default(),
            told: None,
            seen: None,
            gesture: None,
            pointers: Vec::new(),
            hovers: None,
            has_focus: false,
            tip: Tip::default(),
            wheel: None,
            callout: CalloutRow::default(),
            resized: None,
            listeners: Vec::new(),
        }
    }

    /// Nothing of what happens here changes the elements, only what is painted on one of them.
    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Resized => self.measure(),
            Message::Wheel(pointed) => {
                if self.wheel(context.props(), &pointed) {
                    let link = context.link().clone();
                    let frames = Frames::start(self.canvas.get().as_ref(), move |passed| {
                        link.send_message(Message::Settle(passed));
                    });
                    self.wheel = Some((frames, 0.0));
                }
            }
            Message::Down(pointed) => self.down(&context.props().model, &pointed),
            Message::Move(pointed) => self.moved(&context.props().model, &pointed),
            Message::Up(event) => self.up(&context.props().model, &event),
            Message::Leave => {
                self.hovers = None;
                self.aim(&context.props().model);
            }
            Message::Focus(has_focus) => self.has_focus = has_focus,
            Message::Fit(pointed) => self.fit(&context.props().model, &pointed),
            Message::Scroll(scrolling) => {
                self.scroll = self.scrollbar.scroll(&scrolling, self.scroll).unwrap_or(self.scroll);
            }
            Message::Frame => self.pause = None,
            Message::Settle(milliseconds) => self.settle(&context.props().model, milliseconds),
        }
        self.paint(context);
        false
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let link = context.link();
        let TimelineProps { model, id, is_page, .. } = context.props();
        let is_empty = model.session().run.trace().is_empty() && !model.session().is_asking();
        let labels = model.session().preferences.size(Divider::Labels);
        let lanes = AttrValue::from(format!("lanes-{id}"));
        html! {
            <>
                <div
                    class="canvas"
                    id={lanes.clone()}
                    ref={self.frame.clone()}
                    tabindex="0"
                    role="group"
                    aria-label={say::page_timeline::drawing()}
                    onpointerdown={link.callback(|event| Message::Down(Pointed::at(event)))}
                    onpointermove={link.callback(|event| Message::Move(Pointed::at(event)))}
                    onpointerup={link.callback(Message::Up)}
                    onpointercancel={link.callback(Message::Up)}
                    onpointerleave={link.callback(|_| Message::Leave)}
                    onmousedown={|event: MouseEvent| {
                        // The middle button would scroll.
                        if event.button() == 1 {
                            event.prevent_default();
                        }
                    }}
                    onfocus={link.callback(|_: FocusEvent| Message::Focus(true))}
                    onblur={link.callback(|_: FocusEvent| Message::Focus(false))}
                    ondblclick={link.callback(|event| Message::Fit(Pointed::at(event)))}
                >
                    <canvas ref={self.canvas.clone()} aria-hidden="true"></canvas>
                    if is_empty {
                        <p class="empty">{ say::page_timeline::empty() }</p>
                    }
                    { self.scrollbar.view(link, &lanes) }
                    { self.tip.view() }
                </div>
                <DividerLine divider={Divider::Labels} size={labels} act={model.act.clone()} />
                { lanes::lanes(model, id, *is_page) }
                { zoom_history::zoom_history(model) }
                { self.callout.view(&model.following(Follows::Panes)) }
            </>
        }
    }

    fn rendered(&mut self, context: &Context<Self>, is_first: bool) {
        if is_first {
            self.start(context);
        }
        let theme = context.props().theme;
        if self.theme != theme {
            self.theme = theme;
            if let Some(painter) = &mut self.painter {
                painter.refresh_palette();
            }
        }
        self.paint(context);
    }
}

impl Timeline {
    fn start(&mut self, context: &Context<Self>) {
        self.painter = self.canvas.cast::<HtmlCanvasElement>().and_then(Painter::new);
        let Some(frame) = self.frame.cast::<HtmlElement>() else { return };
        let link = context.link().clone();
        self.resized = Resized::new(&frame, move || link.send_message(Message::Resized));
        let link = context.link().clone();
        self.listeners.push(Listener::new(&frame, "wheel", move |event: Event| {
            if let Some(event) = as_kind::<WheelEvent>(&event, "WheelEvent") {
                link.send_message(Message::Wheel(Pointed::at(event)));
            }
        }));
        // A window that goes to another screen may keep its size, but not its pixels.
        if let Some(window) = window_of(Some(&frame)) {
            let link = context.link().clone();
            let resized = move |_: Event| link.send_message(Message::Resized);
            self.listeners.push(Listener::new(&window, "resize", resized));
        }
        self.measure();
    }

    /// What a wheel has moved stays, if it does not turn any more.
    fn settle(&mut self, model: &Model, milliseconds: f64) {
        /// Longer than between two notches, in milliseconds.
        const REST: f64 = 400.0;
        let Some((_, age)) = &mut self.wheel else { return };
        *age += milliseconds;
        if *age >= REST {
            self.wheel = None;
            model.act.emit(Action::Look(session::Look::Settle));
        }
    }

    fn measure(&mut self) {
        if let Some(frame) = self.frame.cast::<HtmlElement>() {
            self.size = (f64::from(frame.client_width()), f64::from(frame.client_height()));
        }
    }

    fn view_of(&self, session: &Session) -> View {
        View { overview: self.overview, scroll: self.scroll, ..view_of(session, self.size) }
    }

    /// Paints what has changed, once a frame at most.
    fn paint(&mut self, context: &Context<Self>) {
        if self.painter.is_none() || self.size.0 <= 1.0 || self.pause.is_some() {
            return;
        }
        let model = &context.props().model;
        let session = model.session();
        let (state, axis) = (session.state(), session.axis());
        let drawn = lanes_of(&session, &state, &axis);
        self.overview = taskscope_scene::overview_width(&drawn, &self.view_of(&session));
        self.scroll_to_selected(&session, &drawn);
        let view = self.view_of(&session);
        let look = Look { theme: self.theme, ratio: pixel_ratio(self.canvas.get().as_ref()) };
        if self.painted.as_ref().is_none_or(|painted| *painted != (model.clone(), view, look)) {
            if self.known.0 != session.run_number {
                self.known = (session.run_number, Overview::default());
            }
            let marked = Marked::of(&session, view.is_playing);
            let scene = taskscope_scene::scene_with(&marked.over(drawn), &view, &mut self.known.1);
            let had = self.painted.replace((model.clone(), view, look)).map(|(_, _, look)| look);
            if self.scene.as_ref() != Some(&scene) || had != Some(look) {
                if let Some(painter) = &self.painter {
                    painter.paint(&scene);
                }
                self.scene = Some(scene);
                let link = context.link().clone();
                self.pause = Some(Frames::start(self.canvas.get().as_ref(), move |_| {
                    link.send_message(Message::Frame);
                }));
            }
        }
        self.scrollbar.show(self.scene.as_ref().and_then(Scene::scroller), view.scroll);
        self.tell_lengths([taskscope_scene::content_height(&drawn), view.label_width]);
        let cursor = view.px_from_step(&axis, view.cursor);
        self.callout.point_at(cursor, [view.label_width, view.right()]);
        self.show_tip(&session);
    }

    /// Tells the style sheet how high the lanes would be, so that the timeline takes the room that it needs, and where the
    /// names end.
    fn tell_lengths(&mut self, lengths: [f64; 2]) {
        /// Room for the words that are there before the first lane is.
        const LEAST: f64 = 180.0;
        if self.told.replace(lengths) == Some(lengths) {
            return;
        }
        let timeline = self.frame.cast::<HtmlElement>().and_then(|frame| frame.parent_element());
        let Some(timeline) = timeline.and_then(|timeline| timeline.dyn_into::<HtmlElement>().ok()) else {
            return;
        };
        let [need, labels] = lengths;
        for (name, length) in [("--need", need.max(LEAST)), ("--label-width", labels)] {
            // Refused only for a property that is no property.
            drop(timeline.style().set_property(name, &format!("{length:.0}px")));
        }
    }

    /// Keeps the lanes within their room, and scrolls to a task that was selected.
    fn scroll_to_selected(&mut self, session: &Session, drawn: &taskscope_scene::Model<'_>) {
        self.scroll = self.scroll.min(taskscope_scene::max_scroll(drawn, &self.view_of(session)));
        if self.seen != session.view.selected {
            self.seen = session.view.selected;
            let view = self.view_of(session);
            self.scroll =
                self.seen.map_or(self.scroll, |task| taskscope_scene::scroll_to(drawn, &view, task));
        }
    }

    /// Says what is under the pointer, or else what the keys have walked to.
    fn show_tip(&self, session: &Session) {
        let Some(scene) = &self.scene else { return };
        let at_pointer = self.hovers.filter(|_| self.gesture.is_none());
        let (text, at) = match (at_pointer, scene.picked().filter(|_| self.has_focus)) {
            (Some((x, y)), _) => (tip::hit_text(session, scene, (x, y)), (x, y)),
            (None, Some(rect)) if self.hovers.is_none() => {
                (tip::picked_text(session), (rect.x, rect.bottom()))
            }
            (None, _) => (String::new(), (0.0, 0.0)),
        };
        self.tip.show(&text, at, self.size);
    }
}
