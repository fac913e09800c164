//! What a program can tell of its charts.

use crate::kinds::kinds;
use crate::terms::Unit;
use crate::{ChartId, TextId};

kinds! {
/// One fact on a chart of the program.
pub enum ChartEvent {
    /// The program began a chart.
    70 "chart_defined" Defined of Chart(chart) {
        /// The new chart.
        chart: ChartId => A,
        /// Its title.
        title: TextId => B,
        /// What its values are.
        unit: Unit => DETAIL,
    },
    /// The program measured something for a chart.
    71 "measured" Measured of Chart(chart) {
        /// The chart.
        chart: ChartId => A,
        /// The series that the point belongs to.
        series: TextId => DETAIL,
        /// Where it stands.
        x: u32 => B,
        /// What was measured there.
        value: u32 => C,
    },
}
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
