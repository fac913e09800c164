//! The app of one element: owns the session, its worker and its frame loop, and does what actions ask for.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};

use js_sys::ArrayBuffer;
use taskscope_runtime::Clock;
use web_sys::{File, HtmlElement, MediaQueryList};
use yew::{Component, Context, Html, NodeRef, html};

use super::announcement::Announcement;
use super::asked::{Asked, Promised, Told};
use super::controls::{Header, controls};
use super::divider::DividerLine;
use super::embed::embed;
use super::embedded::{Embedded, embedded};
use super::gallery::Gallery;
use super::heading::heading;
use super::help::help;
use super::hints::hints;
use super::host::{AppProps, Start};
use super::memory::Memory;
use super::model::Model;
use super::notice::notice;
use super::panes::{Details, Happened, Standing};
use super::pause::Pause;
use super::printing::paper;
use super::story::story;
use super::table::Table;
use super::timeline::Timeline;
use super::work::{Works, work};
use crate::page::{Command, Frames, Job, JobResult, Listener, Running, is_visible, prefers_less_motion};
use taskscope_session::{Action, Crash, Divider, LinkedStep, Opened, Parts, Session, Speed, Theme};

/// Batches of traces, each with the number of its run.
type Arrivals = Rc<RefCell<Vec<(u32, Vec<u32>)>>>;

/// The app.
pub struct App {
    pub(super) session: Rc<RefCell<Session>>,
    /// Counts changes, but for those of the view.
    pub(super) version: u64,
    /// Counts changes of the view and frames of what moves: panes beside the timeline need not look for those.
    pub(super) view_version: u64,
    /// Counts changes of the table, which nobody can read as fast as the panes.
    pub(super) table_version: u64,
    pub(super) panes: Pause,
    pub(super) table: Pause,
    id: String,
    pub(super) root: NodeRef,
    /// Where the picture for paper stands while there is one.
    pub(super) print: NodeRef,
    memory: Memory,
    /// The sizes of panes that the style sheet was told.
    pub(super) sizes: Option<[u32; 3]>,
    is_gallery_open: bool,
    /// Whether a file is held over the page.
    is_dropping: bool,
    pub(super) running: Option<Running>,
    pub(super) frames: Option<Frames>,
    /// Batches since the last frame: their run, and their words.
    pub(super) arrived: Arrivals,
    /// The step a link asked for, until the run has got there.
    pub(super) wanted: Option<LinkedStep>,
    pub(super) query: String,
    system_theme: Option<(MediaQueryList, Listener)>,
    /// Keys, and files that are dropped.
    pub(super) listeners: Vec<Listener>,
    pub(super) works: Works,
    pub(super) parts: Parts,
    pub(super) told: Told,
    /// What is being written for scripts: the worker, the form and who waits for it.
    pub(super) exports: BTreeMap<u32, (Job, u32, Promised)>,
    /// The same, where the run is not recorded yet.
    pub(super) promises: Vec<(u32, Promised)>,
}

/// What an app is told.
pub enum Message {
    /// Something for the session.
    Act(Action),
    /// A frame of the screen begins, so many milliseconds after the one before.
    Frame(f64),
    /// A program could not be started or can't go on, for a reason; the number is that of its run.
    Failed(u32, String),
    /// A program crashed.
    Crashed(u32, Crash),
    /// The system went from dark to light, or back.
    SystemTheme,
    /// The page can be seen again, or no longer.
    Visibility,
    /// The button of the gallery was pressed, where it is a menu.
    ToggleGallery,
    /// A demo was chosen there.
    CloseGallery,
    /// A file is held over the page, or no longer.
    Dropping(bool),
    /// A file is to be opened.
    File(File),
    /// Its bytes are there; `None` if it can't be read.
    FileRead(u32, Option<ArrayBuffer>),
    /// What a worker for files has come to.
    JobDone(u32, JobResult),
    /// A script asks for something.
    Asked(Asked),
    /// What a worker has come to that wrote for a script.
    Exported(u32, JobResult),
}

/// Counts apps, for ids that are unique in the page.
static APPS: AtomicU32 = AtomicU32::new(0);

impl Component for App {
    type Message = Message;
    type Properties = AppProps;

    fn create(context: &Context<Self>) -> Self {
        let props = context.props();
        props.inbox.open(context.link().clone());
        let mut session = Session::new(props.settings);
        session.opened = (props.start == Start::Wait).then(Opened::awaited);
        let memory = Memory::recall(props.host.owns_address);
        session.preferences = memory.preferences();
        if props.theme != Theme::Auto {
            session.preferences.theme = props.theme;
        }
        session.speed = match props.speed {
            _ if prefers_less_motion() => Speed::Max,
            speed => speed.unwrap_or(session.speed),
        };
        let link = context.link();
        let system_theme = web_sys::window()
            .and_then(|window| window.match_media("(prefers-color-scheme: light)").ok().flatten())
            .map(|list| {
                let link = link.clone();
                let listener =
                    Listener::new(&list, "change", move |_| link.send_message(Message::SystemTheme));
                (list, listener)
            });
        let told = Told::of(&session);
        let mut app = Self {
            session: Rc::new(RefCell::new(session)),
            version: 0,
            view_version: 0,
            table_version: 0,
            panes: Pause::default(),
            table: Pause::default(),
            id: APPS.fetch_add(1, Ordering::Relaxed).to_string(),
            root: NodeRef::default(),
            print: NodeRef::default(),
            memory,
            sizes: None,
            is_gallery_open: false,
            is_dropping: false,
            running: None,
            frames: None,
            arrived: Rc::default(),
            // Only a run that repeats has the same steps again.
            wanted: props.step.filter(|_| props.settings.clock == Clock::Virtual),
            query: String::new(),
            system_theme,
            listeners: Vec::new(),
            works: Works::default(),
            parts: props.parts.clone(),
            told,
            exports: BTreeMap::new(),
            promises: Vec::new(),
        };
        app.begin(context);
        // After the run has begun, which takes old notices away.
        app.session.borrow_mut().notice.clone_from(&props.notice);
        app
    }

    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        let is_to_be_drawn = self.take(context, message);
        self.tell(context);
        is_to_be_drawn
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let link = context.link();
        let model = Model::new(
            &self.session,
            self.version,
            link.callback(Message::Act),
            link.callback(Message::File),
            &context.props().host,
        );
        let id = self.id.clone();
        let theme = self.shown_theme();
        let preferences = self.session.borrow().preferences;
        let is_first_visit = context.props().host.owns_address && !preferences.are_hints_read;
        let divider = |divider: Divider| {
            html! { <DividerLine {divider} size={preferences.size(divider)} act={model.act.clone()} /> }
        };
        let header = Header {
            model: &model,
            id: &id,
            is_gallery_open: self.is_gallery_open,
            on_gallery: link.callback(|()| Message::ToggleGallery),
        };
        if self.parts != Parts::Full {
            return embedded(Embedded {
                model: &model,
                viewed: model.viewed(self.view_version),
                slow: model.at(self.table_version),
                header,
                parts: &self.parts,
                theme,
                root: self.root.clone(),
                print: self.print.clone(),
            });
        }
        html! {
            <div class="app" ref={self.root.clone()} data-theme={theme.name()}>
                { controls(&header) }
                <Gallery
                    model={model.clone()}
                    is_open={self.is_gallery_open}
                    on_chosen={link.callback(|()| Message::CloseGallery)}
                />
                <main>
                    // Inside, so that they belong to a landmark.
                    { divider(Divider::Gallery) }
                    { notice(&model) }
                    { work(&model) }
                    { heading(&model, &id) }
                    { story(&model, is_first_visit) }
                    <section class="timeline" aria-label="Timeline">
                        <Timeline
                            model={model.viewed(self.view_version)}
                            {theme}
                            is_page={context.props().host.owns_address}
                            id={id.clone()}
                        />
                        <Table model={model.at(self.table_version)} />
                    </section>
                    if is_first_visit { { hints(&model) } }
                    { divider(Divider::Bottom) }
                    <div class="bottom">
                        <Happened model={model.clone()} />
                        <Standing model={model.clone()} />
                    </div>
                    <Announcement model={model.at(self.table_version)} />
                    { divider(Divider::Details) }
                </main>
                <Details model={model.clone()} id={id.clone()} />
                { help(&model) }
                { embed(&model) }
                if self.is_dropping {
                    <p class="dropping">{ "Drop a trace to open it" }</p>
                }
                { paper(&model, &self.print) }
            </div>
        }
    }

    fn rendered(&mut self, context: &Context<Self>, is_first: bool) {
        let Some(root) = self.root.cast::<HtmlElement>() else { return };
        if is_first {
            self.listen(context, &root);
        }
        self.show_sizes(&root);
    }
}

impl App {
    /// Takes a message; whether anything is to be drawn.
    fn take(&mut self, context: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Act(action @ Action::SetWindow(_)) => {
                self.act(context, action);
                self.view_version += 1;
                return true;
            }
            Message::Act(action) => self.act(context, action),
            Message::Frame(milliseconds) => return self.frame(context, milliseconds),
            Message::Failed(run, message) => {
                self.take_arrived(context);
                Self::tell_fault(context, &message);
                self.act(context, Action::Failed { run, message });
            }
            Message::Crashed(run, crash) => {
                self.take_arrived(context);
                self.halt(context, run, Some(crash));
            }
            Message::Visibility => {
                self.command(if is_visible() { Command::Show } else { Command::Hide });
                return false;
            }
            Message::SystemTheme => {}
            Message::ToggleGallery => self.is_gallery_open = !self.is_gallery_open,
            Message::CloseGallery => self.is_gallery_open = false,
            Message::Dropping(is_dropping) if is_dropping == self.is_dropping => return false,
            Message::Dropping(is_dropping) => self.is_dropping = is_dropping,
            Message::File(file) => self.open_file(context, file),
            Message::FileRead(number, bytes) => self.file_read(context, number, bytes),
            Message::JobDone(number, result) => self.job_done(context, number, result),
            Message::Asked(asked) => self.asked(context, asked),
            Message::Exported(number, result) => self.exported(number, result),
        }
        self.version += 1;
        self.table_version += 1;
        true
    }

    fn begin(&mut self, context: &Context<Self>) {
        let &AppProps { settings, start, .. } = context.props();
        if start == Start::Wait {
            return;
        }
        self.act(context, Action::Choose(settings));
        match start {
            Start::Whole => self.act(context, Action::ShowWhole),
            Start::Play if settings.clock == Clock::Browser => self.act(context, Action::RunButton),
            Start::Usual | Start::Play | Start::Wait => {}
        }
    }

    fn shown_theme(&self) -> Theme {
        let is_light = self.system_theme.as_ref().is_some_and(|(list, _)| list.matches());
        match self.session.borrow().preferences.theme {
            Theme::Auto if is_light => Theme::Light,
            Theme::Auto => Theme::Dark,
            theme @ (Theme::Dark | Theme::Light) => theme,
        }
    }

    pub(super) fn act(&mut self, context: &Context<Self>, action: Action) {
        let effect = self.session.borrow_mut().apply(action);
        self.keep_preferences();
        if let Some(effect) = effect {
            self.carry_out(context, effect);
        }
        if !self.is_moving() {
            self.show_address(context);
        } else if self.frames.is_none() {
            self.start_frames(context);
        }
    }

    fn keep_preferences(&mut self) {
        let mut session = self.session.borrow_mut();
        if let Some(refusal) = self.memory.keep(session.preferences) {
            session.notice = Some(refusal);
        }
    }
}
