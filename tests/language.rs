//! A second language is one file more: everything that is said of a run comes from it when it is chosen.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use taskscope_judge::{Findings, cause_chain, wait_chains};
use taskscope_programs::{DEMOS, Demo, Variant};
use taskscope_tell::{
    Language, Piece, cause_sentence, chain_end_sentence, choose, contents_text, finding_sentence,
    finding_title, lines, link_sentence, state_text, task_await_text, way_out,
};
use taskscope_trace::{Run, Step};

#[path = "../crates/tell/build/catalogue.rs"]
mod catalogue;

use catalogue::{Catalogue, Part};

fn english() -> Catalogue {
    Catalogue::parse(&file("crates/tell/locales/en.txt")).expect("it is a catalogue")
}

fn file(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("it is there")
}

/// English in capitals, with three forms of the plural and the holes of each message in another order.
fn shouted(english: &Catalogue) -> String {
    let mut text =
        "plural one: n = 1\nplural few: n % 10 = 2..4\nordinal one: n = 1\nordinal few: n = 2\n".to_owned();
    for (key, parts) in &english.messages {
        let holes: Vec<String> = parts.iter().rev().filter_map(hole).collect();
        let words = parts
            .iter()
            .filter_map(|part| if let Part::Text(text) = part { Some(text.to_uppercase()) } else { None });
        let pattern = holes.into_iter().chain(words).collect::<Vec<_>>().join(" ");
        writeln!(text, "{key} = \"{pattern}\"").expect("a string takes all");
    }
    text
}

fn hole(part: &Part) -> Option<String> {
    match part {
        Part::Text(_) => None,
        Part::Hole { name, begins } => Some(format!("{{{}{name}}}", if *begins { "^" } else { "" })),
        Part::Plural { name, forms } => {
            let forms: Vec<String> = forms.iter().map(|form| form.to_uppercase()).collect();
            let (one, many) = (forms.first()?, forms.last()?);
            Some(format!("{{{name}|{one}|{many}|{many}}}"))
        }
    }
}

fn run(demo: &Demo, variant: &Variant) -> Run {
    let recording = variant.simulate(demo.default_knobs());
    let mut run = Run::default();
    run.append(recording.words()).expect("a recorder writes a trace");
    run
}

fn words_of(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|letter: char| !letter.is_alphanumeric()).map(str::to_owned)
}

/// Everything that is said of a run: the plain words of it.
fn said(run: &Run) -> Vec<String> {
    let trace = run.trace();
    let mut pieces: Vec<Piece> = lines(run).into_iter().flat_map(|line| line.pieces).collect();
    let mut texts = Vec::new();
    for finding in Findings::of(trace).list() {
        pieces.extend(finding_sentence(trace, finding));
        texts.extend([finding_title(finding.kind), way_out(finding.kind)]);
    }
    for step in (0..=trace.end().0).step_by(trace.end().0 / 8 + 1).map(Step) {
        let state = run.state_at(step);
        pieces.extend(cause_chain(trace, step, 4).iter().flat_map(|cause| cause_sentence(trace, cause)));
        for task in state.tasks.values() {
            texts.extend([state_text(&state, trace, task), task_await_text(trace, task)]);
            for chain in wait_chains(&state, task.id) {
                pieces.extend(chain.links.iter().flat_map(|link| link_sentence(trace, link)));
                pieces.extend(chain_end_sentence(trace, &state, &chain.end));
            }
        }
        texts.extend(state.resources.values().map(|resource| contents_text(trace, resource)));
    }
    let plain =
        pieces.into_iter().filter_map(|piece| if let Piece::Text(text) = piece { Some(text) } else { None });
    texts.extend(plain);
    texts
}

#[test]
fn everything_that_is_said_comes_from_the_language_that_is_chosen() {
    let english = english();
    let shouted = Catalogue::parse(&shouted(&english)).expect("it is a catalogue");
    shouted.check(&english).expect("it says the same");
    choose(Some(Language::read(shouted.packed(&english)).expect("the build would have made it")));
    let mut left = BTreeSet::new();
    for demo in DEMOS {
        for variant in demo.variants {
            let run = run(demo, variant);
            let own: BTreeSet<String> =
                run.trace().texts().flat_map(words_of).map(|word| word.to_lowercase()).collect();
            for text in said(&run) {
                left.extend(words_of(&text).filter(|word| {
                    word.chars().any(char::is_lowercase) && !own.contains(&word.to_lowercase())
                }));
            }
        }
    }
    choose(None);
    assert_eq!(left, BTreeSet::new(), "the catalogue has none of these words");
    assert_eq!(taskscope_tell::say::count::poll(2), "2 polls", "English is back");
}

/// What the crate says itself the compiler looks after; this is about what it offers to others.
#[test]
fn no_message_is_unused() {
    let rooms = ["count", "scene"];
    let folders = [
        "src",
        "crates/command/src",
        "crates/programs/src",
        "crates/scene/src",
        "crates/session/src",
        "crates/tell/src",
    ];
    let code: String =
        folders.iter().map(|folder| code_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))).collect();
    let english = english();
    let keys = english
        .messages
        .keys()
        .filter_map(|key| key.split_once('.'))
        .filter(|(room, _)| rooms.contains(room));
    let unused: Vec<_> =
        keys.filter(|(room, name)| !code.contains(&format!("say::{room}::{name}"))).collect();
    assert_eq!(unused, [], "nothing says these");
}

fn code_in(folder: &Path) -> String {
    let entries = std::fs::read_dir(folder).expect("it is a folder").flatten().map(|entry| entry.path());
    let code = entries.map(|path| match path.extension() {
        None if path.is_dir() => code_in(&path),
        Some(ending) if ending == "rs" => std::fs::read_to_string(&path).expect("it is text"),
        _ => String::new(),
    });
    code.collect()
}

#[test]
fn a_catalogue_that_says_less_or_something_else_is_refused() {
    let english = english();
    let fault = |change: fn(&str) -> String| {
        let text = change(&file("crates/tell/locales/en.txt"));
        Catalogue::parse(&text).and_then(|catalogue| catalogue.check(&english)).expect_err("it is refused")
    };
    assert_eq!(fault(|text| text.replace("state.idle = idle\n", "")), "the message “state.idle” is missing");
    assert_eq!(fault(|text| format!("{text}\nstate.odd = odd\n")), "nothing says the message “state.odd”");
    assert_eq!(
        fault(|text| text.replace("{task} runs.", "It runs.")),
        "told.runs: the holes are [] and have to be [\"task\"]"
    );
    assert_eq!(
        fault(|text| text.replace("{count|# poll|# polls}", "{count|# poll}")),
        "count.poll: “count” has 1 forms and needs 2"
    );
    assert_eq!(
        fault(|text| format!("{text}\nstate.idle = idle\n")),
        "the message “state.idle” is there twice"
    );
    assert_eq!(fault(|text| text.replace("{task} runs.", "{task runs.")), "told.runs: a hole has no end");
}
