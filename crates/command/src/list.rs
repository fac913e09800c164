//! What there is to run: the gallery as a table, and one demo with its knobs.

use std::fmt::Write;

use taskscope_gallery::prose::plain;
use taskscope_gallery::{DEMOS, Demo};
use taskscope_session::lookup::range_text;
use taskscope_simulate::Simulate as _;
use taskscope_trace::Run;

use super::outputs::found;

/// Every variant of every demo, one line each.
pub(crate) fn all() -> String {
    let mut rows =
        vec![["DEMO", "VARIANT", "SECTION", "EVENTS", "FINDINGS", "WHAT IT SHOWS"].map(str::to_owned)];
    for demo in DEMOS {
        for variant in demo.variants {
            let mut run = Run::default();
            let recording = variant.simulate(demo.default_knobs());
            run.append(recording.words()).expect("a recorder writes what its decoder reads");
            let events = run.trace().end().0.to_string();
            let mut findings: Vec<_> =
                found(&run).iter().map(|finding| taskscope_tell::finding_title(finding.kind)).collect();
            findings.dedup();
            let findings = if findings.is_empty() { "-".to_owned() } else { findings.join(", ") };
            let texts = [demo.slug.to_owned(), variant.name.to_owned(), demo.section.title()];
            let [slug, name, section] = texts;
            rows.push([slug, name, section, events, findings, plain(variant.sentence)]);
        }
    }
    table(&rows)
}

/// What is to be known of one demo before running it.
pub(crate) fn one(demo: &Demo) -> String {
    let Demo { slug, title, .. } = demo;
    let mut text = format!("{title}\n\nVariants:\n");
    for variant in demo.variants {
        write_line(&mut text, &format!("  {:12} {}", variant.name, plain(variant.sentence)));
        write_line(&mut text, &format!("  {:12} {}", "", plain(variant.watch)));
    }
    if !demo.knobs.is_empty() {
        text.push_str("\nKnobs, as --knob NAME=VALUE:\n");
    }
    for knob in demo.knobs {
        let usual = format!("{}={}", knob.key(), knob.default);
        write_line(&mut text, &format!("  {usual:24} {}; {}", knob.hint, range_text(knob)));
    }
    text + &format!("\nTo run it: taskscope run {slug}\n")
}

/// Columns as wide as what stands in them. Numbers are not set right: the table is read by machines, too.
fn table<const COLUMNS: usize>(rows: &[[String; COLUMNS]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: [usize; COLUMNS] = std::array::from_fn(width);
    let mut text = String::new();
    for row in rows {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        write_line(&mut text, cells.collect::<Vec<_>>().join("  ").trim_end());
    }
    text
}

fn write_line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("a String takes every text");
}
