//! Browsers and the drivers that belong to them: found, or installed where that needs no question.

mod chromium;
mod engine;
mod firefox;
mod runtime;
mod webkit;

use std::{
    env, fmt,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result};

use crate::{apt, process, timing::timed};

pub(crate) use engine::{Engine, Engines};
pub(crate) use runtime::test;

/// A browser that can be driven.
#[derive(Debug)]
pub(crate) struct Browser {
    pub(crate) engine: Engine,
    pub(crate) program: PathBuf,
    pub(crate) driver: PathBuf,
}

impl Browser {
    /// Finds browser and driver, or installs them where that is possible without asking.
    pub(crate) fn ensure(engine: Engine) -> Result<Self> {
        if let Some(browser) = Self::find(engine)? {
            return Ok(browser);
        }
        Self::install(engine).context(by_hand(engine))?;
        Self::find(engine)?.with_context(|| by_hand(engine))
    }

    /// Those that were asked for.
    pub(crate) fn ensure_all(engines: &Engines) -> Result<Vec<Self>> {
        let browser = |engine: &Engine| match (engines, engine) {
            (Engines::Named(_), _) | (Engines::Installed, Engine::Chromium) => {
                Self::ensure(*engine).map(Some)
            }
            (Engines::Installed, Engine::Firefox | Engine::WebKit) => Self::find(*engine),
        };
        let candidates = match engines {
            Engines::Installed => &Engine::ALL[..],
            Engines::Named(named) => named,
        };
        candidates.iter().filter_map(|engine| browser(engine).transpose()).collect()
    }

    fn find(engine: Engine) -> Result<Option<Self>> {
        let (program, driver) = match engine {
            Engine::Chromium => (chromium::find()?, chromium::find_driver()?),
            Engine::Firefox => (firefox::find()?, firefox::find_driver()?),
            Engine::WebKit => (webkit::find()?, webkit::find_driver()?),
        };
        Ok(program.zip(driver).map(|(program, driver)| Self { engine, program, driver }))
    }

    fn install(engine: Engine) -> Result<()> {
        let apt = |what: &str, packages: &[&str]| {
            if apt::is_usable() {
                timed(&format!("Installing {what} with apt-get"), || apt::install(packages))?;
            }
            Ok(())
        };
        match engine {
            Engine::Chromium => apt("Chromium", &chromium::PACKAGES),
            Engine::Firefox => {
                if firefox::find()?.is_none() {
                    apt("Firefox", &firefox::PACKAGES)?;
                }
                firefox::ensure_driver()
            }
            Engine::WebKit => apt("WebKitGTK and a display for it", &webkit::PACKAGES),
        }
    }

    /// Names the browser and its driver to a child process, in the variables that name them to us as well.
    pub(crate) fn name_to(&self, command: &mut Command) {
        let (program, driver) = match self.engine {
            Engine::Chromium => (chromium::VARIABLE, chromium::DRIVER_VARIABLE),
            Engine::Firefox => (firefox::VARIABLE, firefox::DRIVER_VARIABLE),
            Engine::WebKit => (webkit::VARIABLE, webkit::DRIVER_VARIABLE),
        };
        command.env(program, &self.program).env(driver, &self.driver);
    }

    /// `command` where this browser can show its windows: `WebKitGTK` has no headless mode.
    pub(crate) fn on_a_display(&self, command: Command) -> Result<Command> {
        match self.engine {
            Engine::Chromium | Engine::Firefox => Ok(command),
            Engine::WebKit => {
                let display = which::which(webkit::DISPLAY).ok().with_context(|| by_hand(self.engine))?;
                Ok(process::within(display, &["--auto-servernum"], &command))
            }
        }
    }
}

impl fmt::Display for Browser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} with {}", self.program.display(), self.driver.display())
    }
}

fn by_hand(engine: Engine) -> String {
    match engine {
        Engine::Chromium => chromium::by_hand(),
        Engine::Firefox => firefox::by_hand(),
        Engine::WebKit => webkit::by_hand(),
    }
}

/// The program that the environment names, or the first of `names` on PATH.
fn named_or_on_path(variable: &str, names: &[&str]) -> Result<Option<PathBuf>> {
    let on_path = || names.iter().find_map(|name| which::which(name).ok());
    Ok(named_by(variable)?.or_else(on_path))
}

/// The program that the environment names; naming one that is not there is a mistake worth reporting.
fn named_by(variable: &str) -> Result<Option<PathBuf>> {
    let Some(name) = env::var_os(variable).filter(|name| !name.is_empty()) else { return Ok(None) };
    let program = which::which(&name).ok().with_context(|| {
        let name = Path::new(&name).display();
        format!("{variable} names {name}, which is not a program; correct or unset it")
    })?;
    Ok(Some(program))
}

/// The variables that name a driver, to us and to wasm-bindgen's test runner.
const DRIVER_VARIABLES: [&str; 3] =
    [chromium::DRIVER_VARIABLE, firefox::DRIVER_VARIABLE, webkit::DRIVER_VARIABLE];

/// Variables that name the folders for programs on Windows.
const PROGRAM_FOLDERS: [&str; 3] = ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"];

/// The first of `places` that is a file; relative ones are below the folders of [`PROGRAM_FOLDERS`].
fn installed_at(places: &[&str]) -> Option<PathBuf> {
    let folders = PROGRAM_FOLDERS.iter().filter_map(env::var_os).map(PathBuf::from);
    let folders: Vec<_> = std::iter::once(PathBuf::new()).chain(folders).collect();
    let mut files = places.iter().flat_map(|place| folders.iter().map(move |folder| folder.join(place)));
    files.find(|file| file.is_absolute() && file.is_file())
}
