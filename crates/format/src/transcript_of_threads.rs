//! The lines of a transcript on threads and charts.

use crate::charts::ChartEvent;
use crate::threads::ThreadEvent;
use crate::transcript::Names;

/// What happened to a thread.
pub(crate) fn line(names: &Names, event: ThreadEvent) -> String {
    match event {
        ThreadEvent::Started { thread, name, place, is_simulated } => {
            let simulated = if is_simulated { " simulated" } else { "" };
            format!("  {} started as{simulated} thread {thread} at {}", names.text(name), names.place(place))
        }
        ThreadEvent::Ready { thread, took, kibibytes } => {
            format!("thread {thread} ready after {} us with {kibibytes} KiB", took.0)
        }
        ThreadEvent::CallPosted { thread, task, bytes } => {
            let task = names.task_or_outside(task);
            format!("  thread {thread} called for {task} with {bytes} bytes")
        }
        ThreadEvent::CallEnded { thread, started, duration } => {
            format!("call of thread {thread} ended, begun at {} us, took {} us", started.0, duration.0)
        }
        ThreadEvent::Message { thread, bytes, sent } => {
            format!("{bytes} bytes from thread {thread}, sent at {} us", sent.0)
        }
        ThreadEvent::Ended { thread, how, message } => {
            let message = message.map_or_else(String::new, |text| format!(": {}", names.text(text)));
            format!("thread {thread} ended, {how:?}{message}")
        }
    }
}

/// What a program reports about a chart.
pub(crate) fn chart_line(names: &Names, event: ChartEvent) -> String {
    match event {
        ChartEvent::Defined { chart, title, unit } => {
            format!("  chart {chart} defined in {unit:?}: {}", names.text(title))
        }
        ChartEvent::Measured { chart, series, x, value } => {
            format!("  chart {chart}, {} at {x}: {value}", names.text(series))
        }
    }
}
