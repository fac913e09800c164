//! How often lengths of time come in which order of magnitude.

use taskscope_format::Micros;

/// A bar of a histogram: so many lengths below a power of ten, and not below the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HistogramBar {
    /// The power of ten that these are below; `None` for those that are zero.
    pub below: Option<Micros>,
    /// How many there are.
    pub count: u64,
}

/// Bars from the first that counts something to the last, those between included.
#[must_use]
pub fn histogram(lengths: impl Iterator<Item = Micros>) -> Vec<HistogramBar> {
    // Zero, then one for each power of ten up to the largest number.
    let mut counts = [0_u64; 21];
    for length in lengths {
        let digits = length.0.checked_ilog10().map_or(0, |power| power as usize + 1);
        if let Some(count) = counts.get_mut(digits) {
            *count += 1;
        }
    }
    let bars = (0..).zip(counts).map(|(digits, count)| HistogramBar {
        below: (digits > 0).then(|| Micros(10_u64.saturating_pow(digits))),
        count,
    });
    let is_empty = |bar: &HistogramBar| bar.count == 0;
    let mut bars: Vec<_> = bars.skip_while(is_empty).collect();
    let last = bars.iter().rposition(|bar| bar.count > 0).map_or(0, |last| last + 1);
    bars.truncate(last);
    bars
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_counted_by_their_order_of_magnitude() {
        let bars = histogram([0, 7, 9, 10, 12_000, u64::MAX].map(Micros).into_iter());
        let counts: Vec<_> = bars.iter().map(|bar| bar.count).collect();
        assert_eq!(counts[..6], [1, 2, 1, 0, 0, 1]);
        assert_eq!(bars.len(), 21);
        let below: Vec<_> = bars.iter().take(3).map(|bar| bar.below.map(|below| below.0)).collect();
        assert_eq!(below, [None, Some(10), Some(100)]);
        assert_eq!(histogram(std::iter::empty()), []);
    }
}
