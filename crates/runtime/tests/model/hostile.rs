//! A run among enemies, and what holds of it all the same: every future is dropped once, the executor can be used to the
//! end, and no event names a task after its end.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::rc::Rc;

use taskscope_format::{transcript, Clock, Decoder, Entry, Event, Micros, TurnCause};
use taskscope_runtime::choose::{Choice, Choose, Chooser};
use taskscope_runtime::host::{Host, Turns, When};
use taskscope_runtime::record::Recorder;
use taskscope_runtime::{AbortHandle, Executor, Options, Rules};

use crate::enemy::{called, Bomb, Enemy, Plan};
use crate::program::Op;
use crate::world::{Flag, World};

/// Turns after which a run is left: a program can wake itself for ever.
const TURNS: u32 = 60;

const CAPACITY: usize = 2_000;

#[derive(Clone, Default)]
struct HostileHost(Rc<Wishes>);

#[derive(Default)]
struct Wishes {
    now: Cell<Micros>,
    is_turn_wanted: Cell<bool>,
    alarm: Cell<Option<Micros>>,
    turns: RefCell<Option<Turns>>,
}

impl Host for HostileHost {
    fn start(&self, turns: Turns) {
        *self.0.turns.borrow_mut() = Some(turns);
    }

    fn clock(&self) -> Clock {
        Clock::Virtual
    }

    fn now(&self) -> Micros {
        self.0.now.get()
    }

    fn request_turn(&self, _: When) {
        self.0.is_turn_wanted.set(true);
        called();
    }

    fn set_alarm(&self, at: Option<Micros>) {
        self.0.alarm.set(at);
        called();
    }

    fn keep_busy_until(&self, at: Micros) {
        self.0.now.set(at.max(self.0.now.get()));
        called();
    }
}

/// Takes the last of all options.
struct HostileChooser;

impl Choose for HostileChooser {
    fn choose(&self, choice: Choice) -> usize {
        called();
        choice.options() - 1
    }
}

/// Calls what may panic with what the enemy panics with. The value's own drop may panic again.
fn allowed(call: impl FnOnce()) {
    let mut outcome = catch_unwind(AssertUnwindSafe(call));
    while let Err(payload) = outcome {
        assert!(payload.is::<Bomb>(), "it panicked by itself");
        outcome = catch_unwind(AssertUnwindSafe(|| drop(payload)));
    }
}

pub(crate) fn run(rules: &Rules, program: &[Op], plan: Plan) {
    let world = World::default();
    let enemy = Enemy::attack(plan, Rc::clone(&world.aborts));
    let words = Rc::new(RefCell::new(Vec::new()));
    let sink = Rc::clone(&words);
    let recorder = Recorder::new(CAPACITY, move |batch| {
        sink.borrow_mut().extend_from_slice(batch);
        called();
    });
    recorder.be_prompt_for(1_000);
    let host = HostileHost::default();
    let mut rules = rules.clone();
    rules.chooser = (rules.seed % 2 == 0).then(|| Chooser::new(Rc::new(HostileChooser)));
    let options = Options::default().with_rules(rules).with_recorder(recorder.clone()).ending_when_idle();
    let (main, flag) = (world.main(program.into()), Flag::new(&world.counts));
    let main = async move {
        let _flag = flag;
        main.await;
    };
    allowed(|| {
        let executor = Rc::new(Executor::new(host.clone(), options));
        *enemy.executor.borrow_mut() = Some(Rc::clone(&executor));
        enemy.turns.borrow_mut().clone_from(&host.0.turns.borrow());
        let handle = executor.start("main", main);
        world.aborts.borrow_mut().push(handle.abort_handle());
    });
    for _ in 0..TURNS {
        let Some(turns) = enemy.turns().filter(Turns::is_alive) else { break };
        if host.0.is_turn_wanted.take() {
            allowed(|| turns.take(TurnCause::Request));
        } else if let Some(at) = host.0.alarm.get() {
            host.0.now.set(at.max(host.0.now.get()));
            allowed(|| turns.take(TurnCause::Alarm));
        } else {
            allowed(|| turns.look_outside());
            allowed(|| turns.take(TurnCause::Request));
        }
        assert!(!turns.is_in_turn());
    }
    let executor = enemy.executor.borrow_mut().take();
    allowed(|| drop(executor));
    enemy.retreat();
    enemy.let_go();
    let aborts = world.aborts.take();
    assert!(aborts.iter().all(AbortHandle::is_finished), "a task outlived its executor");
    drop(aborts);
    recorder.flush();
    check_trace(&words.borrow());
    world.check_drops();
}

/// No event names a task after its end, and none follows the end of the run.
fn check_trace(words: &[u32]) {
    let mut events = Vec::new();
    let keep = |entry| {
        if let Entry::Event(event) = entry {
            events.push(event);
        }
    };
    Decoder::default().read(words, keep).expect("a recorder writes what its decoder reads");
    let mut over = BTreeSet::new();
    let mut is_run_over = false;
    for event in events {
        let text = || transcript(words).expect("it was decoded");
        assert!(!is_run_over, "{event:?} after the end\n{}", text());
        #[allow(clippy::wildcard_enum_match_arm)]
        match event {
            Event::RunEnded { .. } => is_run_over = true,
            Event::TaskDone { task }
            | Event::TaskCancelled { task, .. }
            | Event::TaskPanicked { task, .. } => {
                assert!(over.insert(task), "task {task} ends twice\n{}", text());
            }
            Event::TaskReady { task, .. } | Event::PollStarted { task } | Event::PollEnded { task } => {
                assert!(!over.contains(&task), "{event:?} of a task that is over\n{}", text());
            }
            _ => {}
        }
    }
}
