//! The app of one element: applies actions to the session, does what they ask for, and draws what has changed.

mod arrivals;
mod requests;

use std::sync::atomic::{AtomicU32, Ordering};

use taskscope_format::{Clock, Micros};
use taskscope_session::{
    Action, Address, Effect, Look, Parts, Preference, Status, Teach, Theme, from_address,
};
use yew::{Callback, Component, Context, Html};

use super::address_bar::AddressBar;
use super::ahead::Ahead;
use super::clockwork::{Change, Clockwork};
use super::compact_layout::{Layout, compact_layout};
use super::files::Files;
use super::first_session::first_session;
use super::full_layout::{Extras, full_layout};
use super::message::Message;
use super::model::{Model, Outlets};
use super::packs::Packs;
use super::preference_store::PreferenceStore;
use super::props::{AppProps, Start};
use super::rehearsal::Rehearsal;
use super::room::Room;
use super::root_element::RootElement;
use super::shared_session::SharedSession;
use super::system_theme::SystemTheme;
use crate::element::ElementApi;
use crate::page::{Command, ProgramHandle, Report, is_visible, page_width};

/// The app.
pub struct App {
    session: SharedSession,
    program: ProgramHandle,
    ahead: Ahead,
    rehearsal: Rehearsal,
    files: Files,
    packs: Packs,
    clockwork: Clockwork,
    element: ElementApi,
    root: RootElement,
    store: PreferenceStore,
    address: AddressBar,
    send: Callback<Message>,
    id: String,
    system_theme: Option<SystemTheme>,
    parts: Parts,
    room: Room,
    /// Whether the gallery is open where it lies over the page.
    is_drawer_open: bool,
    /// Whether a file is held over the page.
    is_dropping: bool,
}

/// Counts apps, for ids that are unique in the page.
static APPS: AtomicU32 = AtomicU32::new(0);

impl Component for App {
    type Message = Message;
    type Properties = AppProps;

    fn create(context: &Context<Self>) -> Self {
        let props = context.props();
        let send = context.link().callback(|message| message);
        props.inbox.open(send.clone());
        let (store, preferences, answers) = PreferenceStore::recall(props.surroundings.owns_address);
        let session = first_session(props, preferences, answers);
        let loaded = &props.surroundings.loaded;
        let element = {
            let (send, events) = (send.clone(), props.surroundings.events.clone());
            ElementApi::new(loaded.clone(), events, &session.read(), move |number, result| {
                send.emit(Message::Exported(number, result));
            })
        };
        let program = {
            let send = send.clone();
            ProgramHandle::new(loaded.clone(), move |report| send.emit(Message::Program(report)))
        };
        let mut app = Self {
            session,
            program,
            ahead: Ahead::default(),
            rehearsal: Rehearsal::new(loaded.clone(), send.clone()),
            files: Files::new(loaded.clone(), send.clone()),
            packs: Packs::new(loaded.site.clone(), send.clone()),
            clockwork: Clockwork::default(),
            element,
            root: RootElement::default(),
            store,
            address: AddressBar::new(props.surroundings.owns_address),
            system_theme: SystemTheme::watch(&send),
            send,
            id: APPS.fetch_add(1, Ordering::Relaxed).to_string(),
            parts: props.parts.clone(),
            room: Room::of(page_width()),
            is_drawer_open: false,
            is_dropping: false,
        };
        app.begin(props);
        app
    }

    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        if let Message::Frame(milliseconds) = message {
            let has_changed = self.frame(milliseconds);
            self.element.tell(&self.session.read());
            let is_moving = self.is_moving();
            return self.clockwork.frame(milliseconds, has_changed, is_moving);
        }
        let change = self.receive(context.props(), message);
        self.act_on(self.session.recalling());
        self.element.tell(&self.session.read());
        self.clockwork.changed(change)
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let link = context.link();
        let surroundings = &context.props().surroundings;
        let outlets = Outlets {
            act: link.callback(Message::Act),
            stop: link.callback(|()| Message::Stop),
            open: link.callback(Message::File),
            fetch: link.callback(Message::Fetch),
        };
        let model = Model::new(
            self.session.clone(),
            self.clockwork.versions(),
            outlets,
            surroundings.site.clone(),
            surroundings.owns_address,
        );
        let (id, parts) = (&self.id, &self.parts);
        let layout = Layout { model: &model, id, parts, theme: self.shown_theme(), root: &self.root };
        if self.parts != Parts::Full {
            return compact_layout(&layout);
        }
        let on_chosen = link.callback(|()| Message::CloseGallery);
        let is_own_page = surroundings.owns_address;
        let is_gallery_open = self.room.shows_gallery(&self.session.read().preferences, self.is_drawer_open);
        let &Self { room, is_dropping, .. } = self;
        full_layout(&layout, Extras { is_own_page, is_dropping, room, is_gallery_open, on_chosen })
    }

    fn rendered(&mut self, context: &Context<Self>, is_first: bool) {
        if is_first {
            self.root.listen(&self.session, &self.send, context.props().surroundings.owns_address);
        }
        self.root.rendered(&self.session);
        self.root.focus_search();
        if context.props().surroundings.owns_address {
            self.ahead.follow(&self.session.read(), &self.send);
        }
    }
}

impl App {
    fn begin(&mut self, props: &AppProps) {
        let address = &props.address;
        if props.start != Start::Wait {
            self.act(Action::ChooseLinked(address.settings));
            self.act(Look::Axis(address.axis));
        }
        self.act(Action::Teach(Teach::Course(address.course.clone())));
        self.act_on(address.step.map(Action::Await));
        self.act(Action::ShowLinked(address.view));
        match props.start {
            Start::Whole => self.act(Action::ShowWhole),
            Start::Play if address.settings.clock == Clock::Browser => self.act(Action::RunButton),
            Start::Usual | Start::Play | Start::Wait => {}
        }
        // After the run has begun, which takes old notices away.
        if let Some(notice) = &address.notice {
            self.act(Action::Tell(notice.clone()));
        }
        self.act_on(self.session.recalling());
    }

    /// Takes a message; what it makes stale.
    fn take(&mut self, props: &AppProps, message: Message) -> Change {
        match message {
            Message::Act(Action::Prefer(Preference::ToggleGallery)) if self.room != Room::Wide => {
                self.is_drawer_open = !self.is_drawer_open;
            }
            Message::Act(action) => {
                let change = Change::of(&action);
                self.act(action);
                return change;
            }
            Message::Stop => {
                // What it has said counts: the end comes after it.
                self.take_arrived();
                let at = self.elapsed();
                self.act(Action::Stop { at });
            }
            Message::Program(report) => {
                self.take_arrived();
                let action = match report {
                    Report::Failed(run, message) => Action::Failed { run, message },
                    Report::Crashed(run, crash) => Action::Crashed { run, at: self.elapsed(), crash },
                };
                self.act(action);
            }
            Message::Visibility => {
                self.program.command(if is_visible(self.root.root.get().as_ref()) {
                    Command::Show
                } else {
                    Command::Hide
                });
                return Change::Nothing;
            }
            Message::Dropping(is_dropping) if is_dropping == self.is_dropping => return Change::Nothing,
            Message::Dropping(is_dropping) => self.is_dropping = is_dropping,
            // Frames have a pace of their own.
            Message::SystemTheme | Message::Frame(_) => {}
            Message::Width(width) if Room::of(width) == self.room => return Change::Nothing,
            Message::Width(width) => self.room = Room::of(width),
            Message::Address => self.go(),
            Message::CloseGallery => self.is_drawer_open = false,
            Message::File(file) => {
                let begun = self.files.open(file);
                self.act(begun);
            }
            Message::FileRead(number, bytes) => {
                let outcome = self.files.take_bytes(number, bytes);
                self.act_on(outcome);
            }
            Message::JobDone(number, result) => {
                let outcome = self.files.take_result(number, result);
                self.act_on(outcome);
            }
            Message::Asked(request) => self.answer(props, request),
            Message::Fetch(Some(slug)) => {
                self.packs.fetch_ahead(slug);
                return Change::Nothing;
            }
            Message::Fetch(None) => {
                self.packs.fetch_words();
                return Change::Nothing;
            }
            Message::Prepare => {
                self.program.prepare(&self.session.read().program);
                return Change::Nothing;
            }
            Message::Fetched(slug, outcome) => return self.take_fetched(props, slug, outcome),
            Message::WordsFetched(outcome) => return self.take_words(outcome),
            Message::Exported(number, result) => self.element.written(number, result),
        }
        Change::Everything
    }

    /// Shows what the address asks for after the browser went back or forward.
    fn go(&mut self) {
        let address = from_address(&self.address.go());
        self.act(Action::ChooseLinked(address.settings)); // First: what is shown before would be a step of the history.
        self.act(Action::Teach(Teach::Course(address.course.clone())));
        self.act(Look::Axis(address.axis));
        self.show(address);
    }

    /// Shows what an address asks for of the program that is chosen. A link to a moment sets the demo's question aside.
    fn show(&mut self, Address { axis, step, view, notice, .. }: Address) {
        if self.session.read().view.axis != axis {
            self.act(Look::Axis(axis));
        }
        self.act_on(step.map(Action::GoTo));
        self.act(Action::ShowLinked(view));
        self.act_on(notice.map(Action::Tell));
    }

    /// The one way to change the session: applies an action and does what comes of it.
    fn act(&mut self, action: impl Into<Action>) {
        let action = action.into();
        super::focus::hand_over(&self.root.root, &action);
        let is_movement = action.is_part_of_a_movement();
        self.element.tell_fault(&self.session.read(), &action);
        let effect = self.session.apply(action);
        let refusal = self.store.keep(&self.session.read());
        if let Some(refusal) = refusal {
            self.session.apply(Action::Tell(refusal));
        }
        let wanted = self.session.read().rehearsal();
        let failure = self.rehearsal.follow(wanted);
        self.act_on(failure);
        self.address.name(&self.session.read());
        if let Some(effect) = effect {
            self.carry_out(effect);
        }
        if self.is_moving() {
            let send = self.send.clone();
            self.clockwork.start(self.root.root.get().as_ref(), move || send.reform(Message::Frame));
        } else if !is_movement {
            self.address.show(&self.session.read());
        }
    }

    fn act_on(&mut self, action: Option<Action>) {
        if let Some(action) = action {
            self.act(action);
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Start => self.start(),
            Effect::Release => self.program.release(),
            Effect::Fetch(slug) => self.packs.fetch(slug),
            Effect::Pause => self.program.command(Command::Pause),
            Effect::Resume => self.program.command(Command::Resume),
            Effect::StepOnce => self.program.command(Command::Step),
            Effect::Export(form, range) => {
                let outcome = self.files.save(&self.session, form, range);
                self.act_on(outcome);
            }
            Effect::Cancel => self.files.cancel(),
            Effect::FocusSearch => self.find_demo(),
            Effect::FocusFind => self.root.want_search("find"),
        }
    }

    /// Opens the gallery, if it is closed, and puts the focus into its search.
    fn find_demo(&mut self) {
        self.root.want_search("gallery");
        if self.room != Room::Wide {
            self.is_drawer_open = true;
        } else if self.session.read().preferences.is_gallery_closed {
            self.act(Preference::ToggleGallery);
        }
    }

    fn start(&mut self) {
        let (program, run) = {
            let session = self.session.read();
            (session.program.clone(), session.run_number)
        };
        if let Err(message) = self.program.start(&program, run) {
            self.act(Action::Failed { run, message });
        }
        self.address.show(&self.session.read());
    }

    /// A frame: what has arrived is taken in at once, then the player goes on. Whether anything has changed.
    fn frame(&mut self, milliseconds: f64) -> bool {
        let read = self.files.go_on();
        let has_read = read.is_some();
        self.act_on(read);
        let has_news = self.take_arrived() | self.listen_for_signs() | self.session.find_on() | has_read;
        let is_playing = self.session.read().is_playing();
        if is_playing {
            self.act(Action::Frame { milliseconds });
        }
        has_news || is_playing
    }

    fn take_arrived(&mut self) -> bool {
        let batch = |(run, words)| Action::Batch { run, words };
        let arrived = self.program.take_arrived().into_iter().map(batch);
        let arrived: Vec<_> = arrived.chain(self.rehearsal.take()).collect();
        arrived.into_iter().map(|action| self.act(action)).count() > 0
    }

    /// Asks the program for a sign now and then; whether there is something new to say of its silence.
    fn listen_for_signs(&mut self) -> bool {
        let Some(seconds) = self.program.silence() else { return false };
        let is_news = self.session.read().notices.silent != seconds;
        if is_news {
            self.act(Action::Silent(seconds));
        }
        is_news
    }

    /// How long the run has taken. On the virtual clock real time says nothing, and a pause is not counted.
    fn elapsed(&self) -> Option<Micros> {
        let session = self.session.read();
        let is_counted = session.settings().is_some_and(|settings| settings.clock == Clock::Browser)
            && session.status() == Status::Running;
        if is_counted { self.program.elapsed() } else { None }
    }

    /// Whether there is anything that frames have to look for.
    fn is_moving(&self) -> bool {
        self.session.read().is_moving() || self.rehearsal.is_wanted() || self.files.is_reading()
    }

    fn shown_theme(&self) -> Theme {
        match self.session.read().preferences.theme {
            Theme::Auto => self.system_theme.as_ref().map_or(Theme::Dark, SystemTheme::theme),
            theme @ (Theme::Dark | Theme::Light) => theme,
        }
    }
}
