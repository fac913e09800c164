//! What a program can tell of its charts.

use crate::terms::Unit;
use crate::{ChartId, TextId};

/// One fact on a chart of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChartEvent {
    /// The program began a chart.
    Defined {
        /// The new chart.
        chart: ChartId,
        /// Its title.
        title: TextId,
        /// What its values are.
        unit: Unit,
    },
    /// The program measured something for a chart.
    Measured {
        /// The chart.
        chart: ChartId,
        /// The series that the point belongs to.
        series: TextId,
        /// Where it stands.
        x: u32,
        /// What was measured there.
        value: u32,
    },
}

impl ChartEvent {
    /// The chart that it is about.
    #[must_use]
    pub fn chart(self) -> ChartId {
        match self {
            Self::Defined { chart, .. } | Self::Measured { chart, .. } => chart,
        }
    }
}
