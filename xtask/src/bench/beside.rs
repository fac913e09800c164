//! Another build of the site, to be measured beside this one: a folder that holds one, or a commit that one is built of.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, ensure};

use super::modules;
use crate::{process, site::DIST, timing::timed};

/// The folder of the other site.
pub(super) fn folder(wanted: &str) -> Result<OsString> {
    let folder = if Path::new(wanted).is_dir() { PathBuf::from(wanted) } else { built(wanted)? };
    let has_site = folder.join("index.html").is_file();
    ensure!(has_site, "{} holds no built site; name a folder like `dist`, or a commit", folder.display());
    Ok(std::path::absolute(folder)?.into_os_string())
}

/// The site of a commit, built in a checkout of its own. It is kept: a commit does not change.
fn built(commit: &str) -> Result<PathBuf> {
    let mut git = Command::new("git");
    let id = process::answer(git.args(["rev-parse", "--verify", "--quiet", &format!("{commit}^{{commit}}")]));
    let id = id.with_context(|| format!("`{commit}` is neither a folder nor a commit of this repository"))?;
    let place = std::path::absolute(modules::target())?.join("bench/beside");
    let (site, checkout) = (place.join(&id), place.join("checkout"));
    if !site.is_dir() {
        timed(&format!("Building the site of {commit}"), || {
            worktree(&["add", "--detach", "--force"], &checkout, Some(&id))?;
            let built = process::run(process::cargo().args(["xtask", "dist"]).current_dir(&checkout));
            let kept = built.and_then(|()| {
                let from = checkout.join(DIST);
                fs::rename(&from, &site).with_context(|| format!("cannot move {}", from.display()))
            });
            // Also after a failure, or the next time would find it in the way.
            worktree(&["remove", "--force"], &checkout, None)?;
            kept
        })?;
    }
    Ok(site)
}

fn worktree(what: &[&str], checkout: &Path, id: Option<&str>) -> Result<()> {
    process::run(Command::new("git").arg("worktree").args(what).arg(checkout).args(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_site_is_refused_with_what_would_be_one() {
        let error = folder("src").unwrap_err().to_string();
        assert!(error.contains("holds no built site"), "{error}");
        let error = folder("no-such-commit").unwrap_err().to_string();
        assert!(error.contains("neither a folder nor a commit"), "{error}");
    }
}
