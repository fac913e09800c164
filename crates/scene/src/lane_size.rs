//! How high a lane is, and where its bar is in it: the more lanes there are, the lower each of them.

/// The measures of a lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LaneSize {
    /// From its upper edge to that of the next one.
    pub(super) height: f64,
}

/// What is written beside the bars of a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// The name, and the state below it.
    TwoLines,
    /// The name, and as much of the state as there is room for after it.
    OneLine,
    /// The name of every fifth task and of the selected one.
    Compact,
}

impl LaneSize {
    /// More lanes than this are compact.
    const MOST_FULL: usize = 20;
    /// Above this there is a line for the name and one for the state.
    const TWO_LINES: f64 = 38.0;
    /// In a low picture lanes get lower before they scroll, but not lower than this.
    const LOWEST: f64 = 32.0;
    /// The lane of the main task where all others are compact.
    pub(super) const MAIN: Self = Self { height: 56.0 };
    /// Lanes of threads are never lower.
    pub(super) const THREAD: Self = Self { height: 36.0 };

    /// The measures that suit so many lanes where there is room for all of them.
    pub(super) fn of(lanes: usize) -> Self {
        let height = match lanes {
            0 | 1 => 88.0,
            2 => 80.0,
            3 | 4 => 64.0,
            5 | 6 => 56.0,
            7 | 8 => 48.0,
            9..=Self::MOST_FULL => 36.0,
            21..=100 => 12.0,
            _ => 11.0,
        };
        Self { height }
    }

    /// The same in a room for each lane that may be too small.
    pub(super) fn within(self, room: f64) -> Self {
        if self.is_compact() {
            return self;
        }
        Self { height: room.floor().clamp(Self::LOWEST, self.height) }
    }

    /// By how many pixels it gets lower where there is too little room.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few dozen whole pixels")]
    pub(super) fn spare(self) -> usize {
        (self.height - Self::LOWEST).max(0.0) as usize
    }

    /// Whether there is room for nothing but a thin bar.
    pub(super) fn is_compact(self) -> bool {
        self.height < Self::LOWEST
    }

    pub(super) fn label(self) -> Label {
        match self.height {
            height if height >= Self::TWO_LINES => Label::TwoLines,
            height if height >= Self::LOWEST => Label::OneLine,
            _ => Label::Compact,
        }
    }

    /// How high a running bar is.
    pub(super) fn bar(self) -> f64 {
        const HIGHEST: f64 = 32.0;
        if self.is_compact() { self.height - 4.0 } else { (self.height * 0.42).round().min(HIGHEST) }
    }

    /// The upper edge of a bar, below that of its lane.
    pub(super) fn bar_top(self) -> f64 {
        ((self.height - self.bar()) / 2.0).floor()
    }

    /// How high the hatched bar of a task that could run is.
    pub(super) fn ready(self) -> f64 {
        if self.is_compact() { self.bar() } else { (self.bar() * 0.64).round() }
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "heights are whole pixels")]
mod tests {
    use super::*;

    #[test]
    fn the_more_lanes_the_lower_each() {
        let heights: Vec<_> = [1, 2, 4, 8, 20, 21, 200].map(|lanes| LaneSize::of(lanes).height).into();
        assert_eq!(heights, [88.0, 80.0, 64.0, 48.0, 36.0, 12.0, 11.0]);
        let bars = [1, 4, 20, 21, 200].map(|lanes| LaneSize::of(lanes).bar());
        assert_eq!(bars, [32.0, 27.0, 15.0, 8.0, 7.0]);
    }

    #[test]
    fn lanes_shrink_to_fit_until_they_could_not_be_read() {
        assert_eq!(LaneSize::of(2).within(100.0).height, 80.0);
        assert_eq!(LaneSize::of(2).within(50.5).height, 50.0);
        assert_eq!(LaneSize::of(2).within(10.0).height, 32.0);
        assert_eq!(LaneSize::of(200).within(1.0).height, 11.0);
    }
}
