//! The lines of a transcript on threads and charts.

use super::charted::ChartEvent;
use super::event::Event;
use super::transcript::Names;

// `Names::line` sends only the events of threads and charts here.
#[allow(clippy::wildcard_enum_match_arm)]
pub(super) fn line(names: &Names, event: Event) -> String {
    match event {
        Event::WorkerStarted { worker, name, place, is_simulated } => {
            let simulated = if is_simulated { " simulated" } else { "" };
            format!("  {} started as{simulated} thread {worker} at {}", names.text(name), names.place(place))
        }
        Event::WorkerReady { worker, took, kibibytes } => {
            format!("thread {worker} ready after {} us with {kibibytes} KiB", took.0)
        }
        Event::CallPosted { worker, task, bytes } => {
            let task = task.map_or("outside", |task| names.task(task));
            format!("  thread {worker} called for {task} with {bytes} bytes")
        }
        Event::CallEnded { worker, started, duration } => {
            format!("call of thread {worker} ended, begun at {} us, took {} us", started.0, duration.0)
        }
        Event::WorkerMessage { worker, bytes, sent } => {
            format!("{bytes} bytes from thread {worker}, sent at {} us", sent.0)
        }
        Event::WorkerEnded { worker, how, message } => {
            let message = message.map_or_else(String::new, |text| format!(": {}", names.text(text)));
            format!("thread {worker} ended, {how:?}{message}")
        }
        Event::Chart(ChartEvent::Defined { chart, title, unit }) => {
            format!("  chart {chart} defined in {unit:?}: {}", names.text(title))
        }
        Event::Chart(ChartEvent::Measured { chart, series, x, value }) => {
            format!("  chart {chart}, {} at {x}: {value}", names.text(series))
        }
        _ => String::new(),
    }
}
