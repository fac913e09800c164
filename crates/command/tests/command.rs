//! The command `taskscope` as it is called from a shell: what it prints and writes, and with which exit code it ends.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use expect_test::{expect, expect_file};
use taskscope_gallery::DEMOS;
use taskscope_gallery::prose::plain;
use taskscope_simulate::Simulate as _;
use taskscope_trace::files::open;

fn taskscope(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_taskscope")).args(arguments).output().expect("the command was built")
}

/// What a call prints; it has to succeed.
fn printed(arguments: &[&str]) -> String {
    let Output { status, stdout, stderr } = taskscope(arguments);
    let errors = String::from_utf8_lossy(&stderr);
    assert!(status.success() && errors.is_empty(), "{arguments:?}: {errors}");
    String::from_utf8(stdout).expect("what is printed is text")
}

/// The exit code of a call that prints nothing, and what it complains of.
fn refused(arguments: &[&str]) -> (Option<i32>, String) {
    let Output { status, stdout, stderr } = taskscope(arguments);
    assert!(stdout.is_empty(), "{arguments:?}");
    (status.code(), String::from_utf8(stderr).expect("complaints are text"))
}

/// A path for what one test writes.
fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name)
}

#[test]
fn help_names_every_command_and_every_output() {
    let help = printed(&["help"]);
    assert_eq!(help, printed(&[]));
    assert_eq!(help, printed(&["run", "--help"]));
    for named in ["list", "run", "--variant", "--knob", "--policy", "--seed", "--budget", "--axis", "--svg"] {
        assert!(help.contains(named), "{named}");
    }
}

#[test]
fn the_list_has_a_line_for_every_variant() {
    let list = printed(&["list"]);
    let lines: Vec<Vec<&str>> = list
        .lines()
        .map(|line| line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect())
        .collect();
    assert_eq!(lines[0], ["DEMO", "VARIANT", "SECTION", "EVENTS", "FINDINGS", "WHAT IT SHOWS"]);
    let mut rows = lines.iter().skip(1);
    for demo in DEMOS {
        for variant in demo.variants {
            let events = variant.simulate(demo.default_knobs()).events().len().to_string();
            let row = rows.next().expect("every variant has a line");
            assert_eq!(row[..4], [demo.slug, variant.name, &demo.section.title(), &events]);
            assert_eq!(row[4] == "-", !variant.is_bad(), "what is found in {} {}", demo.slug, variant.name);
            assert_eq!(row[5..], [plain(variant.sentence)]);
        }
    }
    assert_eq!(rows.next(), None);
}

#[test]
fn a_demo_is_listed_with_its_knobs() {
    expect![[r"
        Counting with spawn and join

        Variants:
          spawn        The first counter is a task of its own.
                       first gets a lane of its own, while the second counter runs inside main.
          join         Both counters are futures inside one task.
                       There is only one lane: main polls both counters itself.

        Knobs, as --knob NAME=VALUE:
          first-counts-to=9        how far the first counter counts; a whole number from 1 to 50
          second-counts-to=4       how far the second counter counts; a whole number from 1 to 50
          pause=500                how long each counter pauses after a number; a whole number of milliseconds from 1 to 60000
          wait-for-the-task=1      whether main awaits the spawned task; join! always waits; 1 for on or 0 for off

        To run it: taskscope run counting
    "]].assert_eq(&printed(&["list", "counting"]));
}

#[test]
fn a_run_is_told_in_sentences_with_what_it_printed() {
    let short = ["--knob", "first-counts-to=1", "--knob", "second counts to=1", "--knob", "pause=5"];
    let call = [&["run", "counting", "--variant", "join"], &short[..]].concat();
    expect![[r"
        NARRATION
              0 ms  The run starts with main.
              0 ms  main runs for the first time.
              0 ms  main polls first and second for the first time (line 28).
              0 ms  main › first prints first says 1
              0 ms  main › first waits for timer 1, due at 5 ms (line 34).
              0 ms  main › second prints second says 1
              0 ms  main › second waits for timer 2, due at 5 ms (line 34).
              0 ms  main waits for first and second (they wait at line 34).
              5 ms  Timer 1 fires and wakes main › first.
              5 ms  Timer 2 fires and wakes main › second; main is already in the queue.
              5 ms  main runs: timer 1 woke it; the thread was free.
              5 ms  main › first is done.
              5 ms  main › second is done.
              5 ms  main is done.
              5 ms  main is done, so the run ends.

        OUTPUT
              0 ms  first says 1
              0 ms  second says 1

    "]]
    .assert_eq(&printed(&call));
}

#[test]
fn a_transcript_is_the_golden_trace() {
    let transcript = printed(&["run", "counting", "--variant", "join", "--transcript", "-"]);
    expect_file!["../../../tests/golden/counting.join.trace"].assert_eq(&transcript);
}

#[test]
fn a_picture_goes_where_it_was_asked_to() {
    let (file, second) = (path("picture.svg"), path("second.svg"));
    let file_text = file.to_str().expect("the folder of the build has a plain name");
    let call = ["run", "export-and-upload", "--variant", "fixed", "--width", "640", "--svg"];
    assert_eq!(printed(&[&call[..], &[file_text]].concat()), "");
    let written = fs::read_to_string(&file).expect("the picture was written");
    assert!(written.starts_with("<svg ") && written.contains("width=\"640\""));
    assert!(written.contains("<title") && written.contains("Export and upload · fixed"));
    assert_eq!(printed(&[&call[..], &["-"]].concat()), written);
    let second_text = second.to_str().expect("the folder of the build has a plain name");
    let both = ["--svg", second_text, "--axis", "steps", "--narration"];
    let told = printed(&[&["run", "export-and-upload"], &both[..]].concat());
    assert!(told.contains("main runs for the first time.") && !told.contains("NARRATION"), "{told}");
    assert_ne!(fs::read_to_string(&second).expect("the picture was written"), written);
}

#[test]
fn rules_change_what_happens_and_repeat() {
    let transcript = |rules: &[&str]| {
        let call = ["run", "export-and-upload", "--variant", "fixed", "--transcript", "-"];
        printed(&[&call[..], rules].concat())
    };
    let usual = transcript(&[]);
    assert_eq!(usual, transcript(&["--policy", "fifo", "--seed", "0", "--budget", "1000"]));
    for rules in [
        &["--policy", "lifo"][..],
        &["--policy", "lifo:2"],
        &["--policy", "priority"],
        &["--policy", "random", "--seed", "7"],
        &["--budget=1"],
    ] {
        assert_ne!(usual, transcript(rules), "{rules:?}");
        assert_eq!(transcript(rules), transcript(rules), "{rules:?}");
    }
}

#[test]
fn what_makes_no_sense_is_refused_with_what_to_do() {
    let run = |rest: &[&'static str]| [&["run", "counting"], rest].concat();
    let calls = [
        vec!["lsit"],
        vec!["--fast"],
        vec!["list", "counting", "now"],
        vec!["list", "conuting"],
        vec!["run"],
        vec!["run", "exprot"],
        vec!["run", "zebra"],
        run(&["now"]),
        run(&["--fast"]),
        run(&["--variant", "bad"]),
        run(&["--knob", "pause"]),
        run(&["--knob", "pase=3"]),
        run(&["--knob", "zebra=3"]),
        run(&["--knob", "pause=0"]),
        run(&["--knob", "pause=soon"]),
        run(&["--knob", "wait-for-the-task=2"]),
        run(&["--policy", "lifo:x"]),
        run(&["--seed", "-1"]),
        run(&["--budget", "0"]),
        run(&["--axis", "time"]),
        run(&["--width", "5"]),
        run(&["--svg"]),
        run(&["--svg", "-", "--transcript", "-"]),
        run(&["--svg", "x", "--transcript", "x"]),
        run(&["--narration", "--svg", "-"]),
    ];
    let complaints = calls.map(|call| {
        let (code, complaint) = refused(&call);
        assert_eq!(code, Some(2), "{call:?}");
        complaint
    });
    expect![[r#"
        error: there is no command `lsit`; `taskscope help` shows what there is.
        error: invalid option '--fast'; `taskscope help` shows what there is.
        error: unexpected argument "now"; `taskscope help` shows what there is.
        error: there is no demo `conuting`; did you mean `counting`?
        error: `taskscope run` takes a demo; `taskscope list` shows them all.
        error: there is no demo `exprot`; did you mean `export-and-upload` or `export-on-a-worker`?
        error: there is no demo `zebra`; `taskscope list` shows them all.
        error: unexpected argument "now"; `taskscope help` shows what there is.
        error: invalid option '--fast'; `taskscope help` shows what there is.
        error: `counting` has no variant `bad`, only `spawn` and `join`.
        error: --knob takes NAME=VALUE, not `pause`.
        error: `counting` has no knob `pase`; did you mean `pause`?
        error: `counting` has no knob `zebra`; `taskscope list counting` shows its knobs.
        error: the knob `pause` takes a whole number of milliseconds from 1 to 60000, not `0`.
        error: the knob `pause` takes a whole number of milliseconds from 1 to 60000, not `soon`.
        error: the knob `wait-for-the-task` takes 1 for on or 0 for off, not `2`.
        error: --policy takes fifo, lifo, lifo:CAP (a whole number), random or priority, not `lifo:x`.
        error: --seed takes a whole number from 0 to 18446744073709551615, not `-1`.
        error: --budget takes a whole number from 1 to 4294967295, not `0`.
        error: --axis takes clock, steps or elastic, not `time`.
        error: --width takes a whole number from 240 to 10000, not `5`.
        error: missing argument for option '--svg'; `taskscope help` shows what there is.
        error: --transcript would go where another output goes; name a file of its own.
        error: --transcript would go where another output goes; name a file of its own.
        error: --svg would go where another output goes; name a file of its own.
    "#]]
    .assert_eq(&complaints.concat());
}

#[test]
fn a_file_that_can_not_be_written_is_a_failure() {
    let file = path("no such folder").join("picture.svg");
    let file = file.to_str().expect("the folder of the build has a plain name");
    let (code, complaint) = refused(&["run", "counting", "--svg", file]);
    assert_eq!(code, Some(1));
    assert!(complaint.starts_with(&format!("error: cannot write {file}: ")), "{complaint}");
    assert!(
        complaint.ends_with("name a file in a folder that exists and that you may write to.\n"),
        "{complaint}"
    );
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    use std::process::Stdio;
    let mut command = Command::new(env!("CARGO_BIN_EXE_taskscope"));
    command.args(["run", "counting", "--transcript", "-"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command was built");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the command ends");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn what_was_written_can_be_opened_again() {
    let [json, binary] = ["opened.taskscope.json", "opened.taskscope"].map(path);
    let run = ["run", "messages-at-once", "--variant", "fixed", "--knob", "messages=7"];
    let [json_name, binary_name] = [&json, &binary].map(|path| path.to_str().expect("paths here are text"));
    printed(&[&run[..], &["--json", json_name, "--binary", binary_name]].concat());
    let [json, binary] = [json, binary].map(|path| {
        let bytes = std::fs::read(&path).expect("it was written");
        open(&bytes).expect("it is a file of ours")
    });
    assert_eq!(json.1.demo.as_deref(), Some("messages-at-once"));
    assert_eq!(json.1.knobs.get("messages"), Some(&7));
    assert_eq!((json.0.digest(), json.1), (binary.0.digest(), binary.1));
}

#[test]
fn tables_and_traces_are_for_other_programs() {
    let csv = printed(&["run", "counting", "--variant", "join", "--csv", "-"]);
    let lines: Vec<&str> = csv.lines().collect();
    assert!(lines[0].starts_with("task,name,polls,busy_us"));
    assert!(lines[1].starts_with("1,main,"), "{csv}");
    let chrome = printed(&["run", "counting", "--variant", "join", "--chrome", "-"]);
    let chrome: serde_json::Value = serde_json::from_str(&chrome).expect("it is JSON");
    assert!(chrome["traceEvents"].as_array().is_some_and(|events| events.len() > 50));
}
