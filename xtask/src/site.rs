//! The site itself: served while it is worked on, and built for release.

use std::{
    io::ErrorKind,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpListener},
    num::NonZeroU16,
    path::Path,
    process::Command,
};

use anyhow::{Context as _, Result, bail};

use crate::{
    npm, process, ratchet, release, rust,
    sizes::{self, Sizes},
    timing::timed,
    tools::Toolbox,
    weights,
};

/// Where the release build goes.
pub(crate) const DIST: &str = "dist";

/// Where the served build goes: apart from [`DIST`], so that the end-to-end tests can run next to it.
const SERVED: &str = "target/serve";

/// How to serve.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ServeOptions {
    pub(crate) port: NonZeroU16,
    pub(crate) opens_browser: bool,
    pub(crate) release: bool,
}

/// Builds, serves and rebuilds on changes until Ctrl+C.
pub(crate) fn serve(options: &ServeOptions) -> Result<()> {
    check_port(options.port)?;
    rust::ensure_wasm_target()?;
    let mut trunk = trunk(&Toolbox::ensure()?)?;
    trunk.args(["serve", "--port", &options.port.to_string(), "--dist", SERVED]);
    if options.opens_browser {
        trunk.arg("--open");
    }
    if options.release {
        trunk.arg("--release");
    }
    println!("Serving on http://localhost:{}/ until Ctrl+C …", options.port);
    hand_over_to(trunk)
}

/// Builds the site into [`DIST`] and, from the same parts, the npm package into [`npm::FOLDER`]; prints the size of each
/// file, and returns their sum. Fails if a file has grown, unless what that has `bought` is said.
pub(crate) fn dist(bought: Option<&str>) -> Result<Sizes> {
    rust::ensure_wasm_target()?;
    let toolbox = Toolbox::ensure()?;
    timed("Building the site for release", || {
        // The functions of modules are put in order by their names, which go then.
        let mut trunk = trunk(&toolbox)?;
        process::run(
            trunk
                .args(["build", "--release", "--dist", DIST])
                .env("CARGO_PROFILE_RELEASE_STRIP", "debuginfo"),
        )
    })?;
    let weights = timed("Weighing each crate", || weights::tables(Path::new(DIST)))?;
    let hash = timed("Making modules smaller, and hashing each file", || release::finish(Path::new(DIST)))?;
    npm::assemble()?;
    let files = timed("Compressing each file", || sizes::compress(Path::new(DIST)))?;
    println!("\n{weights}{}", sizes::table(&files));
    println!("integrity of task-scope.js: {hash}");
    match bought {
        Some(bought) => ratchet::lift(&files, bought)?,
        None => ratchet::hold(&files)?,
    }
    Ok(sizes::total(&files))
}

fn trunk(toolbox: &Toolbox) -> Result<Command> {
    let mut trunk = toolbox.command("trunk")?;
    // The version is chosen in this checkout; there is no need to ask the network for a newer one.
    trunk.env("TRUNK_SKIP_VERSION_CHECK", "true");
    Ok(trunk)
}

/// Trunk takes our place, so that Ctrl+C and the exit status are between it and the shell.
#[cfg(unix)]
fn hand_over_to(mut trunk: Command) -> Result<()> {
    use std::os::unix::process::CommandExt as _;

    Err(trunk.exec()).context("trunk could not be started")
}

#[cfg(not(unix))]
fn hand_over_to(mut trunk: Command) -> Result<()> {
    process::run(&mut trunk)
}

/// Trunk would report a port that is taken only after the first build.
fn check_port(port: NonZeroU16) -> Result<()> {
    if is_taken(port)? {
        let free = (port.get()..u16::MAX).filter_map(|port| NonZeroU16::new(port + 1));
        let free = free.take(100).find(|port| matches!(is_taken(*port), Ok(false)));
        let other = free.map_or_else(|| "N".to_owned(), |port| port.to_string());
        bail!("port {port} is taken; `cargo xtask serve --port {other}` uses another one");
    }
    Ok(())
}

fn is_taken(port: NonZeroU16) -> Result<bool> {
    for address in [IpAddr::from(Ipv4Addr::LOCALHOST), IpAddr::from(Ipv6Addr::LOCALHOST)] {
        match TcpListener::bind((address, port.get())) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::AddrInUse => return Ok(true),
            // Many machines have no IPv6; Trunk leaves it out there as well.
            Err(_) if address.is_ipv6() => {}
            Err(error) => {
                return Err(error)
                    .with_context(|| format!("port {port} cannot be used; choose one by --port"));
            }
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_reported_with_the_command_that_uses_another() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = NonZeroU16::new(listener.local_addr().unwrap().port()).unwrap();
        let error = check_port(port).unwrap_err().to_string();
        assert!(error.starts_with(&format!("port {port} is taken; `cargo xtask serve --port ")), "{error}");
        drop(listener);
        assert!(check_port(port).is_ok());
    }
}
