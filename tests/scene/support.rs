//! Runs a program and draws it.

use std::future::Future;
use std::time::Duration;

use taskscope_format::TaskId;
use taskscope_runtime::simulate;
use taskscope_scene::{DrawOp, Model, Overlay, Rect, Scene, View, Window, scene};
use taskscope_sorted::SortedSet;
use taskscope_trace::{Arrangement, Axis, AxisKind, Lanes, Run, Trace};

pub(crate) const KINDS: [AxisKind; 3] = [AxisKind::Clock, AxisKind::Steps, AxisKind::Elastic];

pub(crate) const fn ms(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds)
}

/// Views as a visitor gets them, by zooming at a pixel and by moving.
pub(crate) trait Zoom {
    fn zoom_at(self, axis: &Axis<'_>, px: f64, factor: f64) -> Self;
    fn centre_on(self, axis: &Axis<'_>, position: f64) -> Self;
}

impl Zoom for View {
    fn zoom_at(self, axis: &Axis<'_>, px: f64, factor: f64) -> Self {
        self.with_window(axis, self.window(axis).zoomed(factor, self.share_from_px(px)))
    }

    fn centre_on(self, axis: &Axis<'_>, position: f64) -> Self {
        let half = (self.to - self.from) / 2.0;
        self.with_window(axis, Window::between(position - half, position + half, axis.length()))
    }
}

/// A run with everything that a picture is drawn from.
pub(crate) struct Drawn {
    pub(crate) run: Run,
    pub(crate) kind: AxisKind,
    pub(crate) folded: SortedSet<TaskId>,
    pub(crate) arrangement: Arrangement,
}

impl Drawn {
    pub(crate) fn new(kind: AxisKind, words: &[u32]) -> Self {
        let mut run = Run::default();
        run.append(words).expect("a recorder writes what its decoder reads");
        Self { run, kind, folded: SortedSet::new(), arrangement: Arrangement::default() }
    }

    pub(crate) fn trace(&self) -> &Trace {
        self.run.trace()
    }

    pub(crate) fn lanes(&self) -> &Lanes {
        self.run.lanes()
    }

    pub(crate) fn axis(&self) -> Axis<'_> {
        self.run.axis(self.kind)
    }

    pub(crate) fn of<F: Future + 'static>(kind: AxisKind, main: F) -> Self {
        Self::new(kind, simulate("main", main).words())
    }

    /// A view of everything, with the cursor at the end.
    pub(crate) fn view(&self) -> View {
        View { cursor: self.trace().end(), ..View::new(1000.0, 400.0, &self.axis()) }
    }

    pub(crate) fn with_model<T>(&self, view: &View, use_it: impl FnOnce(&Model<'_>) -> T) -> T {
        let state = self.run.state_at(view.cursor);
        let Self { folded, arrangement, .. } = self;
        let (trace, lanes, axis) = (self.trace(), self.lanes(), &self.axis());
        let browser = self.run.browser();
        use_it(&Model {
            trace,
            lanes,
            browser,
            axis,
            state: &state,
            folded,
            arrangement,
            over: Overlay::default(),
        })
    }

    pub(crate) fn scene(&self, view: &View) -> Scene {
        self.with_model(view, |model| scene(model, view))
    }
}

/// Every text of a picture with its place.
pub(crate) fn texts(scene: &Scene) -> Vec<(f64, f64, &str)> {
    let text = |op| {
        if let &DrawOp::Text { at, ref text, .. } = op { Some((at.x, at.y, text.as_str())) } else { None }
    };
    scene.ops().filter_map(text).collect()
}

pub(crate) fn has_text(scene: &Scene, wanted: &str) -> bool {
    texts(scene).iter().any(|&(_, _, text)| text == wanted)
}

/// The labels of the ruler, from left to right: where they begin and what they say.
pub(crate) fn ruler_labels(scene: &Scene) -> Vec<(f64, &str)> {
    let on_ruler = |&(_, y, text): &(f64, f64, &str)| y == 42.0 && !text.starts_with("//");
    texts(scene).into_iter().filter(on_ruler).map(|(x, _, text)| (x, text)).collect()
}

pub(crate) fn middle(rect: Rect) -> (f64, f64) {
    (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0)
}
