//! How the events of threads and charts become 16 bytes, and back.

use crate::charts::ChartEvent;
use crate::code::{flag, high, low, micros, some_id, Record};
use crate::codes::{cut, unit_code, unit_from, worker_end_code, worker_end_from};
use crate::event::Event;
use crate::threads::ThreadEvent;
use crate::{ChartId, Micros, PlaceId, TaskId, TextId, WorkerId};

/// Writes what happened to a thread.
pub(crate) fn encode(event: ThreadEvent) -> Record {
    let new = Record::new;
    match event {
        ThreadEvent::Started { worker, name, place, is_simulated } => {
            new(64, u32::from(is_simulated), worker.0, name.0, place.0)
        }
        ThreadEvent::Ready { worker, took, kibibytes } => {
            new(65, cut(kibibytes), worker.0, low(took), high(took))
        }
        ThreadEvent::CallPosted { worker, task, bytes } => {
            new(66, 0, worker.0, task.map_or(0, |task| task.0), bytes)
        }
        ThreadEvent::CallEnded { worker, started, duration } => {
            let duration = u32::try_from(duration.0).unwrap_or(u32::MAX);
            new(67, cut(worker.0), duration, low(started), high(started))
        }
        ThreadEvent::Message { worker, bytes, sent } => new(68, cut(worker.0), bytes, low(sent), high(sent)),
        ThreadEvent::Ended { worker, how, message } => {
            new(69, worker_end_code(how), worker.0, message.map_or(0, |text| text.0.saturating_add(1)), 0)
        }
    }
}

/// Writes what a program tells of a chart.
pub(crate) fn encode_chart(event: ChartEvent) -> Record {
    let new = Record::new;
    match event {
        ChartEvent::Defined { chart, title, unit } => new(70, unit_code(unit), chart.0, title.0, 0),
        ChartEvent::Measured { chart, series, x, value } => new(71, cut(series.0), chart.0, x, value),
    }
}

/// Reads one of these events; `None` if the kind or one of its codes is unknown.
pub(crate) fn decode(record: Record) -> Option<Event> {
    let [_, a, b, c] = record.0;
    let detail = record.detail();
    let worker = WorkerId(a);
    Some(match record.kind() {
        64 => Event::Thread(ThreadEvent::Started {
            worker,
            name: TextId(b),
            place: PlaceId(c),
            is_simulated: flag(detail)?,
        }),
        65 => Event::Thread(ThreadEvent::Ready { worker, took: micros(b, c), kibibytes: detail }),
        66 => Event::Thread(ThreadEvent::CallPosted { worker, task: some_id(b).map(TaskId), bytes: c }),
        67 => Event::Thread(ThreadEvent::CallEnded {
            worker: WorkerId(detail),
            started: micros(b, c),
            duration: Micros(a.into()),
        }),
        68 => Event::Thread(ThreadEvent::Message { worker: WorkerId(detail), bytes: a, sent: micros(b, c) }),
        69 => Event::Thread(ThreadEvent::Ended {
            worker,
            how: worker_end_from(detail)?,
            message: b.checked_sub(1).map(TextId),
        }),
        70 => Event::Chart(ChartEvent::Defined {
            chart: ChartId(a),
            title: TextId(b),
            unit: unit_from(detail)?,
        }),
        71 => {
            Event::Chart(ChartEvent::Measured { chart: ChartId(a), series: TextId(detail), x: b, value: c })
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Unit, WorkerEnd};

    #[test]
    fn every_event_survives_the_way_to_a_record_and_back() {
        let (worker, chart, text, place) = (WorkerId(7), ChartId(8), TextId(9), PlaceId(10));
        let late = Micros(u64::MAX);
        let mut events = vec![
            Event::Thread(ThreadEvent::Started { worker, name: text, place, is_simulated: true }),
            Event::Thread(ThreadEvent::Started { worker, name: text, place, is_simulated: false }),
            Event::Thread(ThreadEvent::Ready { worker, took: late, kibibytes: 0xff_ffff }),
            Event::Thread(ThreadEvent::CallPosted { worker, task: Some(TaskId(3)), bytes: u32::MAX }),
            Event::Thread(ThreadEvent::CallPosted { worker, task: None, bytes: 0 }),
            Event::Thread(ThreadEvent::CallEnded {
                worker,
                started: late,
                duration: Micros(u32::MAX.into()),
            }),
            Event::Thread(ThreadEvent::Message { worker, bytes: u32::MAX, sent: late }),
            Event::Chart(ChartEvent::Measured { chart, series: text, x: u32::MAX, value: u32::MAX }),
        ];
        for how in [WorkerEnd::Closed, WorkerEnd::Terminated, WorkerEnd::Failed] {
            events.push(Event::Thread(ThreadEvent::Ended { worker, how, message: None }));
            events.push(Event::Thread(ThreadEvent::Ended { worker, how, message: Some(text) }));
        }
        for unit in [Unit::Count, Unit::Nanos, Unit::Bytes] {
            events.push(Event::Chart(ChartEvent::Defined { chart, title: text, unit }));
        }
        for event in events {
            assert_eq!(Record::encode(event).decode(), Some(event));
        }
    }

    #[test]
    fn unknown_codes_are_refused() {
        for (kind, detail) in [(64, 2), (69, 3), (70, 3)] {
            assert_eq!(Record::new(kind, detail, 0, 0, 0).decode(), None);
        }
    }
}
