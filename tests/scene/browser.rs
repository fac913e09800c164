//! The lanes of the browser: what is drawn, where, and that it is found again under the pointer.

use std::time::Instant;

use expect_test::expect;
use taskscope::scene::{DrawOp, GroupLane, Hit, Ink, Rect, View};
use taskscope::trace::{AxisKind, LaneGroup, LongTask, Step, TurnKind};
use taskscope_runtime::{Event, HostThread, Micros, Observation, Reporter, TurnCause, Way};

use crate::hosted::{Hosted, visit};
use crate::support::{Drawn, KINDS, has_text, texts};

fn drawn(kind: AxisKind, run: &mut Hosted, end: u64) -> Drawn {
    Drawn::new(kind, &run.words(end))
}

fn view(drawn: &Drawn) -> View {
    View { width: 900.0, height: 300.0, ..drawn.view() }
}

#[test]
fn a_visit_looks_like_this() {
    let drawn = drawn(AxisKind::Clock, &mut visit(), 120_000);
    let scene = drawn.scene(&view(&drawn));
    let layers: String =
        scene.layers[3..5].iter().flat_map(|layer| layer.ops.iter().map(|op| format!("{op}\n"))).collect();
    expect![[r#"
        fill 0,146 150×154 bg
        line 0,146 to 150,146 line
        text 12,161 "Browser" text
        text 141,161 "▾" muted
        text 24,182 "macrotasks" muted
        text 24,202 "microtasks" muted
        text 24,222 "frames" muted
        text 24,242 "long tasks" muted
        fill 150,146 750×154 bg
        line 150,46 to 150,300 line
        line 262,46 to 262,300 line
        line 375,46 to 375,300 line
        line 487,46 to 487,300 line
        line 599,46 to 599,300 line
        line 712,46 to 712,300 line
        line 824,46 to 824,300 line
        line 150,146 to 900,146 line
        text 158,161 "in the page's own thread, turns by promise microtask" muted
        fill 195,172 22×13 macrotask at 35 %
        outline 195,172 22×13 macrotask
        fill 262,172 348×13 macrotask at 35 %
        outline 262,172 348×13 macrotask
        text 267,182 "timer" text
        fill 178,192 17×13 microtask at 35 %
        outline 178,192 17×13 microtask
        fill 734,192 34×13 microtask at 35 %
        outline 734,192 34×13 microtask
        fill 255,210 375×16 missed at 20 %
        line 161,212 to 161,224 frame
        line 255,212 to 255,224 frame
        line 630,212 to 630,224 frame
        line 723,212 to 723,224 frame
        text 442,222 "✕ 3" missed
        hatch 262,233 354×10 long-task
        outline 262,233 354×10 long-task
    "#]]
    .assert_eq(&layers);
}
