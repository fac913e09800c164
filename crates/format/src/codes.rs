//! The numbers that stand for the words of events. They are only ever added to.

use crate::terms::{
    Access, FetchEnd, HostThread, Observation, Order, Reporter, ResourceKind, RunEnd, TurnCause, Unit, Wait,
    WakeSource, Way, WorkerEnd,
};
use crate::{ResourceId, TaskId, TimerId, WorkerId};

pub(crate) fn source_code(by: WakeSource) -> (u32, u32) {
    match by {
        WakeSource::Spawn => (0, 0),
        WakeSource::Task(task) => (1, task.0),
        WakeSource::Timer(timer) => (2, timer.0),
        WakeSource::Outside => (3, 0),
        WakeSource::Promise(resource) => (4, resource.0),
        WakeSource::Worker(worker) => (5, worker.0),
    }
}

pub(crate) fn source_from(code: u32, id: u32) -> Option<WakeSource> {
    Some(match code {
        0 => WakeSource::Spawn,
        1 => WakeSource::Task(TaskId(id)),
        2 => WakeSource::Timer(TimerId(id)),
        3 => WakeSource::Outside,
        4 => WakeSource::Promise(ResourceId(id)),
        5 => WakeSource::Worker(WorkerId(id)),
        _ => return None,
    })
}

pub(crate) fn wait_code(on: Wait) -> (u32, u32) {
    match on {
        Wait::Timer(timer) => (0, timer.0),
        Wait::Receive(resource) => (1, resource.0),
        Wait::Send(resource) => (2, resource.0),
        Wait::Task(task) => (3, task.0),
        Wait::Yield => (4, 0),
        Wait::Acquire(resource) => (5, resource.0),
        Wait::Read(resource) => (6, resource.0),
        Wait::Notified(resource) => (7, resource.0),
        Wait::Changed(resource) => (8, resource.0),
        Wait::Barrier(resource) => (9, resource.0),
        Wait::Closed(resource) => (10, resource.0),
        Wait::Promise(resource) => (11, resource.0),
        Wait::Budget => (12, 0),
        Wait::Worker(worker) => (13, worker.0),
    }
}

pub(crate) fn wait_from(code: u32, id: u32) -> Option<Wait> {
    let resource = ResourceId(id);
    Some(match code {
        0 => Wait::Timer(TimerId(id)),
        1 => Wait::Receive(resource),
        2 => Wait::Send(resource),
        3 => Wait::Task(TaskId(id)),
        4 => Wait::Yield,
        5 => Wait::Acquire(resource),
        6 => Wait::Read(resource),
        7 => Wait::Notified(resource),
        8 => Wait::Changed(resource),
        9 => Wait::Barrier(resource),
        10 => Wait::Closed(resource),
        11 => Wait::Promise(resource),
        12 => Wait::Budget,
        13 => Wait::Worker(WorkerId(id)),
        _ => return None,
    })
}

/// In the order of the enum, so that `kind as u32` is an index.
pub(crate) const KINDS: [ResourceKind; 12] = [
    ResourceKind::Mpsc,
    ResourceKind::Oneshot,
    ResourceKind::Broadcast,
    ResourceKind::Watch,
    ResourceKind::Mutex,
    ResourceKind::RwLock,
    ResourceKind::Semaphore,
    ResourceKind::Notify,
    ResourceKind::Barrier,
    ResourceKind::JoinSet,
    ResourceKind::Promise,
    ResourceKind::Fetch,
];

pub(crate) fn access_from(code: u32) -> Option<Access> {
    [Access::Exclusive, Access::Shared].get(code as usize).copied()
}

/// The order, and the cap of the slot: 0 for none, else one more than it is.
pub(crate) fn order_code(order: Order) -> (u32, u32) {
    match order {
        Order::Fifo => (0, 0),
        Order::LifoSlot(cap) => (1, cap.map_or(0, |cap| cut(cap.saturating_add(1)))),
        Order::Random => (2, 0),
        Order::Priority => (3, 0),
        Order::Replay => (4, 0),
    }
}

pub(crate) fn order_from(code: u32, cap: u32) -> Option<Order> {
    Some(match code {
        0 => Order::Fifo,
        1 => Order::LifoSlot(cap.checked_sub(1)),
        2 => Order::Random,
        3 => Order::Priority,
        4 => Order::Replay,
        _ => return None,
    })
}

/// In the order of the enum, as are those below.
pub(crate) const ENDS: [RunEnd; 7] = [
    RunEnd::Finished,
    RunEnd::Stuck,
    RunEnd::LimitReached,
    RunEnd::Panicked,
    RunEnd::Stopped,
    RunEnd::Crashed,
    RunEnd::HeldTooLong,
];

pub(crate) fn end_code(how: RunEnd) -> u32 {
    how as u32
}

pub(crate) fn end_from(code: u32) -> Option<RunEnd> {
    ENDS.get(code as usize).copied()
}

pub(crate) fn thread_from(code: u32) -> Option<HostThread> {
    [HostThread::Worker, HostThread::Page].get(code as usize).copied()
}

pub(crate) fn way_from(code: u32) -> Option<Way> {
    Way::ALL.get(code as usize).copied()
}

pub(crate) fn observation_from(code: u32) -> Option<Observation> {
    [Observation::Frames, Observation::LongTasks].get(code as usize).copied()
}

pub(crate) fn reporter_from(code: u32) -> Option<Reporter> {
    [Reporter::LongTask, Reporter::LongAnimationFrame].get(code as usize).copied()
}

pub(crate) fn cause_code(cause: TurnCause) -> u32 {
    match cause {
        TurnCause::Request => 0,
        TurnCause::Continuation => 1,
        TurnCause::Alarm => 2,
    }
}

pub(crate) fn cause_from(code: u32) -> Option<TurnCause> {
    [TurnCause::Request, TurnCause::Continuation, TurnCause::Alarm].get(code as usize).copied()
}

pub(crate) fn worker_end_code(how: WorkerEnd) -> u32 {
    match how {
        WorkerEnd::Closed => 0,
        WorkerEnd::Terminated => 1,
        WorkerEnd::Failed => 2,
    }
}

pub(crate) fn worker_end_from(code: u32) -> Option<WorkerEnd> {
    [WorkerEnd::Closed, WorkerEnd::Terminated, WorkerEnd::Failed].get(code as usize).copied()
}

pub(crate) fn fetch_end_code(how: FetchEnd) -> u32 {
    match how {
        FetchEnd::Complete => 0,
        FetchEnd::Failed => 1,
        FetchEnd::Cancelled => 2,
    }
}

pub(crate) fn fetch_end_from(code: u32) -> Option<FetchEnd> {
    [FetchEnd::Complete, FetchEnd::Failed, FetchEnd::Cancelled].get(code as usize).copied()
}

pub(crate) fn unit_code(unit: Unit) -> u32 {
    match unit {
        Unit::Count => 0,
        Unit::Nanos => 1,
        Unit::Bytes => 2,
    }
}

pub(crate) fn unit_from(code: u32) -> Option<Unit> {
    [Unit::Count, Unit::Nanos, Unit::Bytes].get(code as usize).copied()
}

/// What 24 bits hold of a number.
pub(crate) fn cut(number: u32) -> u32 {
    number.min(0xff_ffff)
}
