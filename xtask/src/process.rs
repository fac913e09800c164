//! Runs other programs, shows how they were called, and turns their failures into sentences.

use std::{
    env,
    ffi::OsStr,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context as _, Result, ensure};

use crate::counts::Counts;

/// The checkout: the folder above this package.
pub(crate) fn workspace_root() -> PathBuf {
    // Cargo names the folder at run time; the path from compile time would be stale in a checkout that was moved.
    let package =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    package.parent().map_or_else(|| package.clone(), Path::to_path_buf)
}

/// The cargo that runs us, so that all steps use one toolchain.
pub(crate) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs `command` with our own standard streams.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    println!("  $ {}", line(command));
    let status = command.status().with_context(|| format!("`{}` could not be started", line(command)))?;
    ensure!(status.success(), "`{}` ended with {status}", line(command));
    Ok(())
}

/// Runs a test runner: passes its output on and adds up the results that it prints.
pub(crate) fn run_tests(command: &mut Command) -> Result<Counts> {
    println!("  $ {}", line(command));
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{}` could not be started", line(command)))?;
    let output = child.stdout.take().context("the output of the test runner is not piped")?;
    let counts = pass_on(BufReader::new(output))?;
    let status = child.wait()?;
    ensure!(status.success(), "`{}` ended with {status} ({counts})", line(command));
    // A runner that finds nothing to do reports success as well.
    ensure!(counts.passed > 0, "`{}` ran no test", line(command));
    Ok(counts)
}

fn pass_on(mut output: BufReader<impl std::io::Read>) -> Result<Counts> {
    let mut counts = Counts::default();
    let mut bytes = Vec::new();
    while output.read_until(b'\n', &mut bytes)? > 0 {
        std::io::stdout().write_all(&bytes)?;
        counts.read_line(&String::from_utf8_lossy(&bytes));
        bytes.clear();
    }
    Ok(counts)
}

/// `command` as an argument of another program that runs it; its folder and its variables stay.
pub(crate) fn within(program: impl AsRef<OsStr>, arguments: &[&str], command: &Command) -> Command {
    let mut outer = Command::new(program);
    outer.args(arguments).arg(command.get_program()).args(command.get_args());
    for (variable, value) in command.get_envs() {
        match value {
            Some(value) => outer.env(variable, value),
            None => outer.env_remove(variable),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        outer.current_dir(folder);
    }
    outer
}

/// What `command` prints, or `None` if it is missing or fails.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The command as a person would type it; programs are named without their folders.
pub(crate) fn line(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_stem().unwrap_or_default();
    std::iter::once(program).chain(command.get_args()).map(quoted).collect::<Vec<_>>().join(" ")
}

fn quoted(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    if word.contains(char::is_whitespace) { format!("'{word}'") } else { word.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_it_would_be_typed() {
        let mut command = Command::new("/some/where/npm");
        command.args(["run", "two words"]);
        assert_eq!(line(&command), "npm run 'two words'");
    }

    #[test]
    fn a_command_can_be_run_by_another_as_it_is() {
        let mut command = Command::new("npm");
        command.arg("test").env("CHROME", "chromium").env_remove("DISPLAY").current_dir("e2e");
        let outer = within("/usr/bin/xvfb-run", &["-a"], &command);
        assert_eq!(line(&outer), "xvfb-run -a npm test");
        assert!(outer.get_envs().eq(command.get_envs()));
        assert_eq!(outer.get_current_dir(), Some(Path::new("e2e")));
    }

    #[test]
    fn a_program_that_does_not_exist_has_no_answer() {
        assert_eq!(answer(&mut Command::new("no-program-has-this-name")), None);
    }

    #[test]
    fn the_workspace_root_holds_this_package() {
        assert!(workspace_root().join("xtask/src/process.rs").is_file());
    }
}
