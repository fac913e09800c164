//! Charts: what a program measures while it runs, as points of series.

use crate::record::{ChartEvent, Event, Unit};
use crate::{context, ChartId};

/// A chart that a program draws while it runs: points of several series, all in one unit.
///
/// ```
/// # use taskscope_runtime::{simulate, Chart, Unit};
/// simulate("main", async {
///     let chart = Chart::new("time to finish by number of tasks", Unit::Nanos);
///     for tasks in [1, 10, 100] {
///         chart.point("joined", tasks, tasks * 3);
///     }
/// });
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Chart {
    id: ChartId,
}

impl Chart {
    /// A chart with a title like "start time by number of threads": what stands before "by" is said of the values, what
    /// stands behind it of where they are measured.
    ///
    /// # Panics
    /// When called outside a task.
    #[must_use]
    #[track_caller]
    pub fn new(title: &str, unit: Unit) -> Self {
        let core = context::expect_current("Chart::new");
        let chart = core.next_chart();
        core.record(|core| Event::Chart(ChartEvent::Defined { chart, title: core.text(title), unit }));
        Self { id: chart }
    }

    /// Adds a point to a series: what was measured at `x`.
    pub fn point(&self, series: &str, x: u32, value: u32) {
        let chart = self.id;
        context::record(|core| {
            Event::Chart(ChartEvent::Measured { chart, series: core.text(series), x, value })
        });
    }
}
