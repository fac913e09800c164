//! A second language is one file more: everything that is said of a run comes from it when it is chosen.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use taskscope_gallery::{DEMOS, Demo, Variant};
use taskscope_judge::{Findings, cause_chain, wait_chains};
use taskscope_simulate::Simulate as _;
use taskscope_tell::{
    Language, Piece, cause_sentence, chain_sentences, choose, contents_text, finding_sentence, finding_title,
    lines, state_text, task_await_text, way_out,
};
use taskscope_trace::{Run, Step};

#[path = "../crates/tell/build/catalogue.rs"]
mod catalogue;
#[path = "language/literals.rs"]
mod literals;
#[path = "language/made_up.rs"]
mod made_up;

use catalogue::{Catalogue, Part};
use made_up::shouted;

fn english() -> Catalogue {
    Catalogue::parse(&file("crates/tell/locales/en.txt")).expect("it is a catalogue")
}

fn file(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).expect("it is there")
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
            texts.extend([state_text(&state, trace, task), task_await_text(trace, &state, task)]);
            for chain in wait_chains(&state, task.id) {
                pieces.extend(chain_sentences(trace, &state, &chain).into_iter().flatten());
            }
        }
        texts.extend(state.resources.values().map(|resource| contents_text(trace, &state, resource)));
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
    choose(Some(
        Language::read("x-shouted".into(), shouted.packed(&english).into())
            .expect("the build would have made it"),
    ));
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

#[test]
fn no_message_is_unused() {
    let folders = ["src", "crates/gallery/src", "crates/scene/src", "crates/session/src", "crates/tell/src"];
    let code: String = folders.iter().map(|folder| code_in(&root().join(folder))).collect();
    let is_said = |key: &str| {
        let (room, name) = key.rsplit_once('.').expect("a message is in a room");
        let call = format!("say::{}::{name}", room.replace('.', "_"));
        let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
        code.match_indices(&call)
            .any(|(at, call)| !code.get(at + call.len()..).is_some_and(|rest| rest.starts_with(is_name)))
    };
    // Findings are found by the names of their kinds and forms, and events by those of theirs: the compiler compares them.
    let is_found = |key: &str| key.starts_with("finding.") || key.starts_with("event.");
    let keys = english().messages.into_keys().filter(|key| !is_found(key));
    let unused: Vec<_> = keys.filter(|key| !is_said(key)).collect();
    assert_eq!(unused, [""; 0], "nothing says these");
}

/// What texts in the code begin with that are in no catalogue, and why.
const NOT_IN_THE_CATALOGUE: [(&str, &[&str]); 6] = [
    (
        "Names, queries and selectors of the browser.",
        &[
            "Home",
            "End",
            "Enter",
            "Escape",
            "Period",
            "Comma",
            "Files",
            "(prefers-",
            "button, a,",
            ".question,",
            ".tour, .gr",
            ".story .bt",
            ".callout .",
            "header .to",
            "textarea, [",
            "[type=checkbox], ",
            "details.drop",
            "Backspace",
            "Delete",
            "Dead",
            "Process",
            "Unidentified",
            "Worker",
            "[data-told",
        ],
    ),
    ("The same in every language.", &["taskscope", "HTML", "npm / React"]),
    ("Scripts of workers.", &["\n// What is packed", "'use strict';"]),
    (
        "For the page of somebody else, and in its language.",
        &["<a href=", "<script ", "<iframe", "```taskscope", "// npm install", "display: block"],
    ),
    ("What browsers say of crashes.", &["call stack", "stack overflow", "out of bounds", "out of memory"]),
    (
        "For the command and for books, which speak English.",
        &[
            "there is no demo `",
            "`{}` has no ",
            "the knob `{}` takes ",
            "a whole number ",
            "1 for on or 0 for off",
            "did you mean ",
        ],
    ),
];

/// Markup, how tests print pictures, and what the build has made.
const WITHOUT_WORDS: [&str; 4] = [
    "crates/scene/src/svg/",
    "crates/scene/src/op.rs",
    "crates/scene/src/themes.rs",
    "crates/session/src/poster/",
];

/// A program that can't start may leave an element without its controls, with one button that tries again.
#[test]
fn a_fault_names_no_button_of_the_controls() {
    let english = english();
    let text = |key: &str| {
        let parts = english.messages.get(key).expect("there is such a message").iter();
        parts
            .filter_map(|part| if let Part::Text(text) = part { Some(text.as_str()) } else { None })
            .collect::<String>()
    };
    let buttons: Vec<_> =
        ["run", "restart", "stop"].map(|name| text(&format!("page.controls.{name}"))).into();
    for key in english.messages.keys().filter(|key| key.starts_with("page.fault.")) {
        let named = words_of(&text(key)).find(|word| buttons.contains(word));
        assert_eq!(named, None, "{key}: an element may show no such button");
    }
}

#[test]
fn what_the_page_says_is_in_the_catalogue() {
    let allowed: Vec<&str> = NOT_IN_THE_CATALOGUE.iter().flat_map(|(_, texts)| *texts).copied().collect();
    let (mut found, mut met) = (Vec::new(), BTreeSet::new());
    for folder in ["src/ui", "src/page", "src/element", "crates/session/src", "crates/scene/src"] {
        for path in files_in(&root().join(folder)) {
            let name = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
            if WITHOUT_WORDS.iter().any(|folder| name.starts_with(folder)) {
                continue;
            }
            for text in literals::texts_in(&path) {
                match allowed.iter().find(|allowed| text.starts_with(**allowed)) {
                    Some(allowed) => drop(met.insert(*allowed)),
                    None => found.push(format!("{name}: {text}")),
                }
            }
        }
    }
    assert_eq!(found, [""; 0], "no other language has these; put them into en.txt");
    let unmet: Vec<_> = allowed.into_iter().filter(|allowed| !met.contains(allowed)).collect();
    assert_eq!(unmet, [""; 0], "nothing begins with these any more");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("it is a folder").flatten().map(|entry| entry.path()).collect();
    entries.sort();
    let files = entries.into_iter().flat_map(|path| match path.extension() {
        None if path.is_dir() => files_in(&path),
        Some(ending) if ending == "rs" => vec![path],
        _ => Vec::new(),
    });
    files.collect()
}

fn code_in(folder: &Path) -> String {
    let text = |path: PathBuf| std::fs::read_to_string(path).expect("it is text");
    files_in(folder).into_iter().map(text).collect()
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
        fault(|text| text.replace("{task} is done.", "It is done.")),
        "event.task_done: the holes are [] and have to be [\"task\"]"
    );
    assert_eq!(
        fault(|text| text.replace("{count|# poll|# polls}", "{count|# poll}")),
        "count.poll: “count” has 1 forms and needs 2"
    );
    assert_eq!(
        fault(|text| format!("{text}\nstate.idle = idle\n")),
        "the message “state.idle” is there twice"
    );
    assert_eq!(
        fault(|text| text.replace("{task} is done.", "{task is done.")),
        "event.task_done: a hole has no end"
    );
}
