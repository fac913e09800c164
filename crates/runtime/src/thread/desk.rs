//! An executor's threads: who there is, what is still to arrive from them, and what it means when it does.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::Location;
use std::rc::Rc;
use std::task::Waker;
use std::time::Duration;

use taskscope_sorted::SortedMap;

use super::blocking::Pool;
use super::error::ThreadError;
use super::function::Callable;
use super::host::Reports;
use super::inside::abandon;
use super::report::{Footprint, Report};
use super::worker::{Engine, Start, Worker};
use crate::core::Core;
use crate::due::{Due, Source};
use crate::host::When;
use crate::outside::Outside;
use crate::panics::{finally, All};
use crate::record::{Event, ThreadEnd, ThreadEvent, WakeSource};
use crate::{Clock, Micros, TaskId, ThreadId};

/// The threads of an executor.
#[derive(Default)]
pub(super) struct Desk {
    /// Those that have not ended.
    workers: RefCell<SortedMap<ThreadId, Rc<Worker>>>,
    started: Cell<u32>,
    pub(super) pool: Pool,
}

impl Desk {
    fn worker(&self, id: ThreadId) -> Option<Rc<Worker>> {
        self.workers.borrow().get(&id).cloned()
    }
}

impl Desk {
    /// Starts a thread, a real one on the browser's clock.
    pub(super) fn start_worker(
        &self,
        core: &Core,
        name: &str,
        location: &'static Location<'static>,
    ) -> Rc<Worker> {
        self.started.set(self.started.get() + 1);
        let id = ThreadId(self.started.get());
        let is_simulated = core.clock() == Clock::Virtual;
        core.record(|core| {
            Event::Thread(ThreadEvent::Started {
                thread: id,
                name: core.text(name),
                place: core.place(location),
                is_simulated,
            })
        });
        if is_simulated {
            let worker = Worker::new(id, Engine::Simulated { free_at: Micros(0) });
            self.workers.borrow_mut().insert(id, Rc::clone(&worker));
            Self::worker_ready(core, &worker, None);
            return worker;
        }
        let reports = Self::reports(core, id);
        let refused = || Err("this host has no threads".to_owned());
        let remote = core.host().threads().map_or_else(refused, |threads| threads.start(name, reports));
        match remote {
            Ok(remote) => {
                let worker = Worker::new(id, Engine::Real(Rc::from(remote)));
                self.workers.borrow_mut().insert(id, Rc::clone(&worker));
                worker
            }
            Err(message) => {
                let worker = Worker::new(id, Engine::Gone);
                self.worker_failed(core, &worker, &message);
                worker
            }
        }
    }

    /// Lets a thread call a function for a task.
    pub(super) fn post(
        core: &Core,
        worker: &Worker,
        function: &'static dyn Callable,
        input: Vec<u8>,
        task: Option<TaskId>,
    ) {
        worker.calls.set(worker.calls.get() + 1);
        let bytes = u32::try_from(input.len()).unwrap_or(u32::MAX);
        core.record(|_| Event::Thread(ThreadEvent::CallPosted { thread: worker.id, task, bytes }));
        // Taken out of the borrow: the host's code may report at once.
        let engine = worker.engine.borrow().clone();
        let free_at = match engine {
            Engine::Real(remote) => return remote.call(function.name(), input),
            Engine::Gone => return,
            Engine::Simulated { free_at } => free_at,
        };
        let free_at = Self::simulate_call(core, worker.id, function, &input, free_at);
        *worker.engine.borrow_mut() = Engine::Simulated { free_at };
    }

    /// Takes in what a thread reports, and wakes whoever waits for it.
    pub(super) fn take_report(&self, core: &Core, id: ThreadId, report: Report) {
        let Some(worker) = self.worker(id).filter(|_| core.ended().is_none()) else { return };
        let now = core.fresh_now();
        let woken = RefCell::default();
        // Even if a sink panics.
        finally(
            || self.keep_report(core, &worker, report, now, &woken),
            || {
                let woken = woken.take().into_iter().chain(worker.take_waiting());
                core.wake_from(WakeSource::Thread(id), || woken.for_each(Waker::wake));
                // Even if nobody was woken: a turn finds out whether anything is left to wait for.
                core.request_turn(When::Soon);
            },
        );
    }

    /// Keeps a report. Adds the wakers to call, besides those that wait for anything from the thread.
    fn keep_report(
        &self,
        core: &Core,
        worker: &Rc<Worker>,
        report: Report,
        now: Micros,
        woken: &RefCell<Vec<Waker>>,
    ) {
        match report {
            Report::Ready(footprint) => Self::worker_ready(core, worker, footprint),
            Report::Message { bytes, ago } => Self::take_message(core, worker, bytes, before(now, ago)),
            Report::Returned { value, took, ago } => {
                // What began before the run was no call of it.
                let (started, duration) = (before(now, ago), took.min(ago));
                worker.calls.set(worker.calls.get().saturating_sub(1));
                core.record(|_| {
                    Event::Thread(ThreadEvent::CallEnded {
                        thread: worker.id,
                        started,
                        duration: Micros(0).after(duration),
                    })
                });
                self.next_order(core, worker, value, &mut woken.borrow_mut());
                self.end_if_done(core, worker);
            }
            Report::Failed(message) => self.worker_failed(core, worker, &message),
        }
    }

    fn worker_ready(core: &Core, worker: &Worker, footprint: Option<Footprint>) {
        worker.start.set(Start::Over(footprint));
        let took = footprint.map_or(Duration::ZERO, |footprint| footprint.took);
        let kibibytes = footprint.map_or(0, |footprint| footprint.memory / 1024);
        core.record(|_| {
            Event::Thread(ThreadEvent::Ready {
                thread: worker.id,
                took: Micros(0).after(took),
                kibibytes: u32::try_from(kibibytes).unwrap_or(u32::MAX),
            })
        });
    }

    fn take_message(core: &Core, worker: &Worker, bytes: Vec<u8>, sent: Micros) {
        let len = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        worker.inbox.borrow_mut().push_back(bytes);
        core.record(|_| Event::Thread(ThreadEvent::Message { thread: worker.id, bytes: len, sent }));
    }

    fn worker_failed(&self, core: &Core, worker: &Worker, message: &str) {
        let event = |core: &Core| ThreadEvent::Ended {
            thread: worker.id,
            how: ThreadEnd::Failed,
            message: Some(core.text(message)),
        };
        self.worker_over(core, worker, event, &Err(ThreadError::Failed(message.to_owned())));
    }

    /// Ends a thread, once. It is over before that is recorded, because a sink could drop the thread's handle.
    fn worker_over(
        &self,
        core: &Core,
        worker: &Worker,
        event: impl FnOnce(&Core) -> ThreadEvent,
        outcome: &Result<(), ThreadError>,
    ) {
        if worker.end(outcome) {
            finally(
                || core.record(|core| Event::Thread(event(core))),
                || self.forget_worker(core, worker, outcome),
            );
        }
    }

    /// Lets a thread take no more calls; it ends after those that it has.
    pub(super) fn close_worker(&self, core: &Core, worker: &Worker) {
        worker.is_closed.set(true);
        self.end_if_done(core, worker);
    }

    fn end_if_done(&self, core: &Core, worker: &Worker) {
        if worker.is_closed.get() && worker.calls.get() == 0 {
            self.end_worker(core, worker, ThreadEnd::Closed);
        }
    }

    /// Ends a thread, whatever it does.
    pub(super) fn end_worker(&self, core: &Core, worker: &Worker, how: ThreadEnd) {
        let outcome = if how == ThreadEnd::Closed { Ok(()) } else { Err(ThreadError::Closed) };
        self.worker_over(
            core,
            worker,
            |_| ThreadEvent::Ended { thread: worker.id, how, message: None },
            &outcome,
        );
    }

    fn forget_worker(&self, core: &Core, worker: &Worker, outcome: &Result<(), ThreadError>) {
        self.workers.borrow_mut().remove(&worker.id);
        core.outside::<Due>().forget(core, Self::source(worker.id));
        self.leave_pool(core, worker, outcome);
        worker.finish(outcome);
        // Once the run is over nobody goes on: the last picture shows tasks as they stood.
        let woken = worker.take_waiting().filter(|_| core.ended().is_none());
        core.wake_from(WakeSource::Thread(worker.id), || woken.for_each(Waker::wake));
    }

    /// Where the news of a simulated thread comes from.
    pub(super) fn source(worker: ThreadId) -> Source {
        ("thread", worker.0)
    }

    /// Takes what a real thread reports, as long as there is an executor.
    fn reports(core: &Core, worker: ThreadId) -> Reports {
        let core = core.weak();
        Reports::new(move |report| {
            if let Some(core) = core.upgrade() {
                core.outside::<Self>().take_report(&core, worker, report);
            }
        })
    }
}

impl Outside<Core> for Desk {
    fn is_busy(&self) -> bool {
        self.workers.borrow().values().any(|worker| worker.is_busy())
    }

    fn end(&self, core: &Core, is_told: bool) {
        self.pool.close();
        let workers: Vec<_> = self.workers.borrow().values().cloned().collect();
        let mut all = All::default();
        for worker in workers {
            all.call(|| {
                if is_told {
                    self.end_worker(core, &worker, ThreadEnd::Terminated);
                } else {
                    self.forget_worker(core, &worker, &Err(ThreadError::Closed));
                }
            });
        }
        all.resume();
    }

    fn recover(&self) {
        abandon();
    }

    fn into_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

/// A time so long before another.
fn before(now: Micros, ago: Duration) -> Micros {
    Micros(now.since(Micros(0)).saturating_sub(ago).as_micros().try_into().unwrap_or(now.0))
}
