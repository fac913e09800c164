//! How long a picture takes at every zoom, on every axis.

use taskscope_sorted::SortedSet;

use taskscope_scene::{Arrows, Model, Overlay, Overview, View, Window, overview_width, scene_with};
use taskscope_trace::{Arrangement, AxisKind, Run, Step};

use super::{Instruments, REPEATS, best, float, percentile, sorted, spread};

const WIDTH: f64 = 1_600.0;
/// So high that of a thousand lanes the main one and forty others are in view: as high as a timeline is on usual screens.
const HEIGHT: f64 = View::LANES_TOP + 60.0 + 40.0 * 11.0;
/// Pictures for each zoom and axis.
const PICTURES: u64 = 40;

/// The middle and slow pictures over all zooms, and the middle ones of both ends.
pub(super) fn times(instruments: &Instruments<'_>, run: &Run) -> Vec<(String, f64)> {
    let zooms: Vec<f64> =
        (0..16).map(|power| f64::from(4_u32.pow(power))).take_while(|&zoom| zoom < closest(run)).collect();
    let of_zoom: Vec<Vec<f64>> = zooms.iter().map(|&zoom| at_zoom(instruments, run, zoom)).collect();
    let all = sorted(of_zoom.iter().flatten().copied());
    let middle = |times: Option<&Vec<f64>>| times.map_or(0.0, |times| percentile(times, 50));
    let (out, deepest) = (middle(of_zoom.first()), middle(of_zoom.last()));
    vec![
        ("p50".to_owned(), percentile(&all, 50)),
        ("p99".to_owned(), percentile(&all, 99)),
        ("zoomed out".to_owned(), out),
        ("deepest zoom".to_owned(), deepest),
    ]
}

/// A zoom at which some forty events fill the picture.
fn closest(run: &Run) -> f64 {
    float(run.trace().end().0) / 40.0
}

fn at_zoom(instruments: &Instruments<'_>, run: &Run, zoom: f64) -> Vec<f64> {
    let state = run.state_at(Step(run.trace().end().0 / 2));
    let (folded, arrangement) = (SortedSet::new(), Arrangement::default());
    let mut times = Vec::new();
    for kind in [AxisKind::Clock, AxisKind::Steps, AxisKind::Elastic] {
        let axis = run.axis(kind);
        let (trace, lanes, browser) = (run.trace(), run.lanes(), run.browser());
        let (folded, arrangement, state) = (&folded, &arrangement, &state);
        let model = Model {
            trace,
            lanes,
            browser,
            axis: &axis,
            state,
            folded,
            arrangement,
            over: Overlay::default(),
        };
        let mut known = Overview::default();
        for number in 0..PICTURES {
            let at = f64::from(u32::try_from(spread(number)).unwrap_or(u32::MAX)) / f64::from(u32::MAX);
            let window = Window::between(at - 0.5 / zoom, at + 0.5 / zoom, 1.0);
            let view = View::new(WIDTH, HEIGHT, &axis).with_window(&axis, window);
            let overview = overview_width(&model, &view);
            let view = View { arrows: Arrows::All, overview, ..view };
            let time = || instruments.milliseconds(|| drop(scene_with(&model, &view, &mut known)));
            times.push(best(REPEATS, time));
        }
    }
    sorted(times.into_iter())
}
