//! The part of the run that is in view, drawn with letters: for an issue or a post, where no picture can be.

use taskscope_trace::{SpanKind, Step};

use super::RunView;

/// Columns of the drawing.
const WIDTH: usize = 64;
/// Lanes that are drawn; more could not be taken in.
const MOST: usize = 12;
/// Letters of a name.
const NAME: usize = 16;

impl RunView<'_> {
    /// Draws a row for each task, and where the cursor is. Its last lines say how many tasks are left out.
    pub(super) fn text_drawing(self) -> (String, usize) {
        let lanes: Vec<_> = self.run.lanes().lanes().collect();
        let named: Vec<(String, usize)> = (lanes.iter().take(MOST).enumerate())
            .map(|(index, lane)| (cut(self.run.trace().task_name(lane.task)), index))
            .collect();
        let width = named.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        let mut rows = vec![format!("{:width$} {}", "", self.cursor_row())];
        for (name, index) in named {
            let drawn: String = (0..WIDTH)
                .map(|column| {
                    let track = lanes.get(index).map(|lane| lane.track());
                    self.steps_in(column)
                        .filter_map(|step| track?.span_at(step).map(|span| span.kind))
                        .max_by_key(|&kind| rank(kind))
                        .map_or(' ', letter)
                })
                .collect();
            rows.push(format!("{name:width$} {}", drawn.trim_end()));
        }
        (rows.join("\n"), lanes.len().saturating_sub(MOST))
    }

    /// Steps that are drawn in a column: a few, evenly spread.
    fn steps_in(self, column: usize) -> impl Iterator<Item = Step> {
        const SAMPLES: usize = 4;
        let axis = self.axis();
        (0..SAMPLES).map(move |sample| {
            #[expect(clippy::cast_precision_loss, reason = "columns are few")]
            let share = (column * SAMPLES + sample) as f64 / (WIDTH * SAMPLES) as f64;
            axis.step_at(self.view.window.fraction_at(share) * axis.length())
        })
    }

    /// Blank but for the cursor, where that is in view.
    fn cursor_row(self) -> String {
        let (axis, window) = (self.axis(), self.view.window);
        let position = axis.position(self.view.cursor());
        if !window.has(position, axis.length()) {
            return String::new();
        }
        let share = (position / axis.length() - window.from) / (window.to - window.from);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a column"
        )]
        let column = ((share * WIDTH as f64) as usize).min(WIDTH - 1);
        format!("{:column$}▼", "")
    }
}

/// What is drawn where several things happen in one column.
fn rank(kind: SpanKind) -> u8 {
    match kind {
        SpanKind::Waiting => 0,
        SpanKind::Ready => 1,
        SpanKind::Shared => 2,
        SpanKind::Running => 3,
    }
}

fn letter(kind: SpanKind) -> char {
    match kind {
        SpanKind::Running => '█',
        SpanKind::Shared => '▓',
        SpanKind::Ready => '▒',
        SpanKind::Waiting => '─',
    }
}

/// A name by its beginning and its end, by which names of a kind are told apart.
fn cut(name: &str) -> String {
    let letters: Vec<char> =
        name.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    if letters.len() <= NAME {
        return letters.into_iter().collect();
    }
    let (half, rest) = (NAME / 2, NAME - NAME / 2 - 1);
    letters.iter().take(half).chain(['…'].iter()).chain(letters.iter().skip(letters.len() - rest)).collect()
}
