//! Every event survives the way to a record and back; what is unknown is refused; and records mean what they did in
//! version 1.

use super::*;
use crate::field::{Field, Visitor};
use crate::{
    Access, ChartEvent, Clock, FetchEnd, FetchEvent, NodeId, Order, PlaceId, ResourceId, ResourceKind,
    RunEnd, TextId, ThreadEnd, ThreadEvent, ThreadId, Ticket, TimerId, Unit, Wait, WakeSource,
};
use crate::{Event, Note};

/// One event of each kind for some words of a record: whatever can be read from them.
fn read(words: [u32; 3], detail: u32) -> Vec<Event> {
    let records = (16..=u8::MAX).map(|kind| Record::new(kind, detail, words[0], words[1], words[2]));
    records.filter_map(Record::decode).collect()
}

/// Counts the fields of an event.
struct Fields(usize);

impl Visitor for Fields {
    fn field<T: Field>(&mut self, _name: &'static str, _value: T) {
        self.0 += 1;
    }
}

#[test]
fn every_kind_with_every_word_survives_the_way_to_a_record_and_back() {
    let numbers = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 1 << 8, 0x107, u32::MAX];
    let mut seen = std::collections::BTreeSet::new();
    for detail in numbers {
        for a in numbers {
            for (b, c) in [(0, 0), (1, 7), (7, 1), (u32::MAX, u32::MAX)] {
                for event in read([a, b, c], detail & 0xff_ffff) {
                    assert_eq!(Record::encode(event).decode(), Some(event));
                    seen.insert(event.name());
                }
            }
        }
    }
    let all: std::collections::BTreeSet<_> = Event::kinds().map(|kind| kind.name).collect();
    assert_eq!(seen, all);
}

#[test]
fn names_and_numbers_belong_to_one_kind_each() {
    let kinds: Vec<_> = Event::kinds().chain(Note::kinds()).collect();
    for (index, kind) in kinds.iter().enumerate() {
        assert!(kind.code >= definition::END, "{}", kind.name);
        assert!(
            !kind.doc.is_empty() && kind.fields.iter().all(|field| !field.doc.is_empty()),
            "{}",
            kind.name
        );
        let others = &kinds[..index];
        assert!(
            others.iter().all(|other| other.code != kind.code && other.name != kind.name),
            "{}",
            kind.name
        );
    }
}

#[test]
fn every_field_of_a_kind_is_visited() {
    for event in read([1, 1, 1], 1) {
        let mut fields = Fields(0);
        event.visit(&mut fields);
        let kind = Event::kinds().find(|kind| kind.name == event.name());
        assert_eq!(kind.map(|kind| kind.fields.len()), Some(fields.0));
    }
}

#[test]
#[allow(clippy::decimal_bitwise_operands)] // The kinds of the table, and what stands above them.
fn records_mean_what_they_meant_in_version_1() {
    let (task, node, resource, place) = (TaskId(7), NodeId(8), ResourceId(9), PlaceId(12));
    let (late, text) = (Micros(1 << 32 | 5), TextId(11));
    let expected: [(Event, [u32; 4]); 24] = [
        (
            Event::RunStarted { clock: Clock::Browser, order: Order::LifoSlot(Some(3)), seed: 1 << 32 | 5 },
            [16 | 4 << 8, 1 | 1 << 8, 5, 1],
        ),
        (Event::RunEnded { how: RunEnd::HeldTooLong }, [17, 6, 0, 0]),
        (Event::TurnEnded { budget_spent: true }, [19, 1, 0, 0]),
        (Event::TaskSpawned { task, parent: None, name: text, place }, [20 | 11 << 8, 7, 0, 12]),
        (Event::TaskReady { task, by: WakeSource::Outside }, [21 | 3 << 8, 7, 0, 0]),
        (Event::TaskWokenAgain { task, by: WakeSource::Thread(ThreadId(4)) }, [22 | 5 << 8, 7, 4, 0]),
        (Event::TaskCancelled { task, by: Some(TaskId(3)) }, [26, 7, 3, 0]),
        (Event::TaskPanicked { task, message: text, place: Some(PlaceId(0)) }, [27, 7, 11, 1]),
        (Event::Waiting { node: None, on: Wait::Task(task), place }, [28 | 3 << 8, 0, 7, 12]),
        (Event::NodeCreated { node, parent: None, label: text, place }, [29 | 11 << 8, 8, 0, 12]),
        (Event::NodePollEnded { node, ready: true }, [31, 8, 1, 0]),
        (
            Event::ResourceCreated { resource, kind: ResourceKind::Barrier, capacity: Some(2), place },
            [34 | 8 << 8 | 1 << 16, 9, 2, 12],
        ),
        (
            Event::Queued { resource, ticket: Ticket(3), node: Some(node), permits: u32::MAX },
            [49 | 0xff_ffff << 8, 9, 3, 8],
        ),
        (
            Event::Released { resource, access: Access::Shared, permits: 2, holder: Some(task) },
            [53 | 1 << 8, 9, 2, 7],
        ),
        (Event::TimerSet { timer: TimerId(4), deadline: late }, [39, 4, 5, 1]),
        (Event::WorkStarted { duration: late, place }, [42, 12, 5, 1]),
        (Event::WorkEnded, [43, 0, 0, 0]),
        (Event::EventsDropped { count: 1 << 32 | 5 }, [56, 5, 1, 0]),
        (
            Event::Thread(ThreadEvent::CallEnded { thread: ThreadId(4), started: late, duration: late }),
            [67 | 4 << 8, u32::MAX, 5, 1],
        ),
        (
            Event::Thread(ThreadEvent::Ended {
                thread: ThreadId(4),
                how: ThreadEnd::Failed,
                message: Some(TextId(0)),
            }),
            [69 | 2 << 8, 4, 1, 0],
        ),
        (
            Event::Chart(ChartEvent::Defined { chart: crate::ChartId(2), title: text, unit: Unit::Bytes }),
            [70 | 2 << 8, 2, 11, 0],
        ),
        (
            Event::Fetch(FetchEvent::Answered { fetch: resource, status: 404, length: Some(6) }),
            [73 | 404 << 8, 9, 1, 6],
        ),
        (
            Event::Fetch(FetchEvent::Ended { fetch: resource, how: FetchEnd::Failed, message: None }),
            [75 | 1 << 8, 9, 0, 0],
        ),
        (Event::NodeDropped { node, finished: false }, [33, 8, 0, 0]),
    ];
    for (event, words) in expected {
        assert_eq!(Record::encode(event), Record(words), "{event:?}");
        assert_eq!(Record(words).since(), Some(1));
    }
}

#[test]
fn unknown_kinds_and_codes_are_refused() {
    assert_eq!(Record::new(255, 0, 0, 0, 0).decode(), None);
    for (kind, detail, a, b) in [
        (17, 0, 99, 0),
        (28, 99, 0, 0),
        (64, 2, 0, 0),
        (69, 3, 0, 0),
        (72, 2, 7, 0),
        (73, 0x1_0000, 7, 0),
        (73, 200, 7, 2),
    ] {
        assert_eq!(Record::new(kind, detail, a, b, 0).decode(), None, "{kind}");
    }
}
