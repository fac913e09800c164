//! Command lines as people type them, and what is made of them.

use super::*;
use crate::bench::{Bench, options::Effort};

fn parsed(line: &str) -> Result<Invocation, String> {
    parse(line.split_whitespace().map(OsString::from)).map_err(|error| error.to_string())
}

#[test]
fn no_argument_asks_for_help() {
    for line in ["", "--help", "-h", "help"] {
        let Ok(Invocation::Help(text)) = parsed(line) else { panic!("`{line}` asks for help") };
        for (command, _) in commands() {
            assert!(text.contains(command.get_name()), "the help of `{line}` lacks {}", command.get_name());
        }
    }
}

#[test]
fn the_help_of_a_command_names_its_values() {
    let Ok(Invocation::Help(text)) = parsed("help test") else { panic!("`help test` asks for help") };
    for name in ["Usage: cargo xtask test", "--no-browser", "--cases <N>", "e2e", "firefox"] {
        assert!(text.contains(name), "`{text}` does not name {name}");
    }
}

#[test]
fn every_command_is_sound() {
    for (command, _) in commands() {
        command.debug_assert();
    }
}

#[test]
fn serve_takes_its_options_in_any_order() {
    let expected = ServeOptions { port: NonZeroU16::new(9000).unwrap(), opens_browser: false, release: true };
    assert_eq!(parsed("serve --release --port 9000 --no-open"), Ok(Invocation::Serve(expected)));
}

#[test]
fn dist_packs_for_npm_if_it_is_to() {
    let dist = |is_packed, bought: Option<&str>| {
        Ok(Invocation::Dist { is_packed, bought: bought.map(str::to_owned) })
    };
    assert_eq!(parsed("dist"), dist(false, None));
    assert_eq!(parsed("dist --npm"), dist(true, None));
    assert_eq!(parsed("dist --bought speed"), dist(false, Some("speed")));
}

#[test]
fn test_selects_checks() {
    let test = |selection, cases| {
        Ok(Invocation::Test(TestOptions { selection, engines: Engines::Installed, is_all: false, cases }))
    };
    assert_eq!(parsed("test"), test(Selection::All, None));
    assert_eq!(parsed("test --no-browser"), test(Selection::WithoutBrowser, None));
    assert_eq!(parsed("test --only docs"), test(Selection::Only(Check::Docs), None));
    assert_eq!(parsed("test --cases 50000"), test(Selection::All, Some(50_000)));
}

#[test]
fn all_tests_run_in_every_engine_unless_some_are_named() {
    let all = |selection, engines| {
        Ok(Invocation::Test(TestOptions { selection, engines, is_all: true, cases: None }))
    };
    let every = || Engines::Named(Engine::ALL.to_vec());
    assert_eq!(parsed("test --all"), all(Selection::All, every()));
    assert_eq!(parsed("test --only e2e --all"), all(Selection::Only(Check::EndToEnd), every()));
    let chromium = Engines::Named(vec![Engine::Chromium]);
    assert_eq!(parsed("test --all --browsers chromium"), all(Selection::All, chromium));
}

#[test]
fn test_and_setup_take_the_browsers_that_are_wanted() {
    let engines = || Engines::Named(vec![Engine::Chromium, Engine::Firefox]);
    let selection = Selection::Only(Check::Browser);
    let expected =
        Invocation::Test(TestOptions { selection, engines: engines(), is_all: false, cases: None });
    assert_eq!(parsed("test --browsers firefox,chromium --only browser"), Ok(expected));
    let setup = |tests_in| Ok(Invocation::Setup { tests_in });
    assert_eq!(parsed("setup"), setup(None));
    assert_eq!(parsed("setup --test"), setup(Some(Engines::Installed)));
    assert_eq!(parsed("setup --test --browsers chromium,firefox"), setup(Some(engines())));
}

#[test]
fn the_options_of_mutants_are_passed_on() {
    let expected = Invocation::Mutants(["--sample", "20"].map(OsString::from).into());
    assert_eq!(parsed("mutants --sample 20"), Ok(expected));
}

#[test]
fn a_bench_is_named_before_its_options() {
    let expected = BenchOptions { bench: Bench::Size, effort: Effort::Quick, beside: None, check: true };
    assert_eq!(parsed("bench size --check --quick"), Ok(Invocation::Bench(expected)));
    let beside = Some("dist-before".to_owned());
    let expected = BenchOptions { bench: Bench::Start, effort: Effort::All, beside, check: false };
    assert_eq!(parsed("bench start --beside dist-before"), Ok(Invocation::Bench(expected)));
}

#[test]
fn a_new_demo_is_a_trap_unless_said_otherwise() {
    let expected = |folder| Ok(Invocation::NewDemo { slug: "lost-wake".to_owned(), folder });
    assert_eq!(parsed("demo new lost-wake"), expected(Folder::Traps));
    assert_eq!(parsed("demo new lost-wake --in book"), expected(Folder::Book));
}

#[test]
fn what_is_not_known_is_refused_by_name() {
    for (line, name) in [
        ("sreve", "sreve"),
        ("serve --prot 1", "--prot"),
        ("serve --port 0", "'0'"),
        ("test --only everything", "everything"),
        ("test --browsers firefox,netscape", "netscape"),
        ("test --browsers firefox --no-browser", "--no-browser"),
        ("test --all --no-browser", "--all"),
        ("test --only e2e --no-browser", "--no-browser"),
        ("setup --browsers firefox", "--browsers"),
        ("bench everything", "everything"),
        ("bench size --quick --once", "--once"),
        ("bench size --check --once", "--once"),
        ("demo old x", "old"),
        ("demo new x --in attic", "attic"),
        ("dist now", "now"),
        ("--fast", "--fast"),
    ] {
        let error = parsed(line).expect_err(line);
        assert!(error.contains(name), "`{error}` does not name {name}");
    }
}

#[test]
fn the_default_port_is_that_of_trunk_toml() {
    let trunk = include_str!("../../../Trunk.toml");
    assert!(trunk.lines().any(|line| line == format!("port = {DEFAULT_PORT}")));
}
