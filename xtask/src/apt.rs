//! Packages of a Debian system, installed where that needs no question: as root.

use std::{path::Path, process::Command};

use anyhow::Result;

use crate::process;

pub(crate) fn is_usable() -> bool {
    let is_root = || process::answer(Command::new("id").arg("-u")).as_deref() == Some("0");
    Path::new("/etc/debian_version").exists() && which::which("apt-get").is_ok() && is_root()
}

pub(crate) fn install(packages: &[&str]) -> Result<()> {
    let apt_get = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command
            .args(["-q", "-o", "DPkg::Lock::Timeout=120"])
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive");
        process::run(&mut command)
    };
    if apt_get(&["update"]).is_err() {
        println!("  going on with the package lists that are there");
    }
    apt_get(&[&["install", "-y", "--no-install-recommends"], packages].concat())
}
