//! Keeps the site from growing unseen: each file that counts has a line with what it may weigh, and with what its last
//! growth has bought. Files of one kind in a folder, such as the packs of the demos, have one line together.

use std::fs;

use anyhow::{Context as _, Result, bail, ensure};

use crate::{
    process,
    sizes::{self, Bytes, Sizes},
};

/// Where the lines are.
const FILE: &str = "xtask/sizes.tsv";

/// What the file begins with.
const HEAD: &str = "\
# What `cargo xtask dist` holds: file or files of one kind in a folder, bytes with gzip, bytes with brotli, since when, and what was bought, with tabs between.
# A line may grow by 2 %. `cargo xtask dist --bought 'what visitors get for it'` writes this file anew.
";

/// What a file weighs, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    file: String,
    gzip: Bytes,
    brotli: Bytes,
    since: String,
    bought: String,
}

/// A file of the site and its sizes.
type Weighed = (String, Sizes);

/// Fails if a file that counts has grown, or has no line.
pub(crate) fn hold(files: &[Weighed]) -> Result<()> {
    let lines = parsed(&fs::read_to_string(FILE).with_context(|| format!("cannot read {FILE}"))?)?;
    let faults = faults(&lines, &sizes::by_group(files));
    ensure!(
        faults.is_empty(),
        "{}; find what grew by `git log` and the tables above, or say what it buys: cargo xtask dist --bought '…'",
        faults.join("; ")
    );
    Ok(())
}

/// Writes the lines anew: what has grown, or is new, has bought this since the day of the last commit.
pub(crate) fn lift(files: &[Weighed], bought: &str) -> Result<()> {
    ensure!(!bought.contains(['\t', '\n']), "what was bought is one line without tabs");
    let today = process::answer(std::process::Command::new("git").args(["log", "-1", "--format=%cs"]));
    let today = today.context("`git log` has no date; is this a checkout?")?;
    let lines = parsed(&fs::read_to_string(FILE).unwrap_or_default())?;
    let text: String =
        lifted(&lines, &sizes::by_group(files), (&today, bought)).iter().map(written).collect();
    fs::write(FILE, HEAD.to_owned() + &text).with_context(|| format!("cannot write {FILE}"))
}

/// What a visitor or an author downloads by itself.
fn counts(file: &str) -> bool {
    ["wasm", "js", "css", "pack"]
        .iter()
        .any(|ending| file.rsplit_once('.').is_some_and(|(_, own)| own == *ending))
        && !file.starts_with("embed")
}

fn faults(lines: &[Line], files: &[Weighed]) -> Vec<String> {
    let mut faults = Vec::new();
    for (file, sizes) in files.iter().filter(|(file, _)| counts(file)) {
        let Some(line) = lines.iter().find(|line| line.file == *file) else {
            faults.push(format!("{file} has no line in {FILE}"));
            continue;
        };
        for (way, now, then) in [("gzip", sizes.gzip, line.gzip), ("brotli", sizes.brotli, line.brotli)] {
            if has_grown(now, then) {
                faults.push(format!("{file} has grown from {then} to {now} with {way}"));
            }
        }
    }
    let is_gone = |line: &&Line| !files.iter().any(|(file, _)| *file == line.file);
    let gone = lines.iter().filter(is_gone).map(|line| format!("{FILE} names {}, which is gone", line.file));
    faults.extend(gone);
    faults
}

fn has_grown(now: Bytes, then: Bytes) -> bool {
    now.0 * 100 > then.0 * 102
}

fn lifted(lines: &[Line], files: &[Weighed], (today, bought): (&str, &str)) -> Vec<Line> {
    let counted = files.iter().filter(|(file, _)| counts(file));
    let line = |(file, sizes): &Weighed| {
        let before = lines.iter().find(|line| line.file == *file);
        let kept =
            before.filter(|line| !has_grown(sizes.gzip, line.gzip) && !has_grown(sizes.brotli, line.brotli));
        let (since, bought) =
            kept.map_or((today, bought), |line| (line.since.as_str(), line.bought.as_str()));
        let (since, bought) = (since.to_owned(), bought.to_owned());
        Line { file: file.clone(), gzip: sizes.gzip, brotli: sizes.brotli, since, bought }
    };
    counted.map(line).collect()
}

fn written(Line { file, gzip, brotli, since, bought }: &Line) -> String {
    format!("{file}\t{}\t{}\t{since}\t{bought}\n", gzip.0, brotli.0)
}

fn parsed(text: &str) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<_> = line.split('\t').collect();
        let [file, gzip, brotli, since, bought] = fields[..] else {
            bail!("{FILE}: `{line}` is not file, gzip, brotli, since and bought with tabs between");
        };
        let bytes = |text: &str| {
            text.parse().map(Bytes).with_context(|| format!("{FILE}: `{text}` is no number of bytes"))
        };
        let (gzip, brotli) = (bytes(gzip)?, bytes(brotli)?);
        let [file, since, bought] = [file, since, bought].map(str::to_owned);
        lines.push(Line { file, gzip, brotli, since, bought });
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(of: &[(&str, usize)]) -> Vec<Weighed> {
        let sizes = |size| Sizes { raw: Bytes(2 * size), gzip: Bytes(size), brotli: Bytes(size - 100) };
        of.iter().map(|&(file, size)| (file.to_owned(), sizes(size))).collect()
    }

    fn lines() -> Vec<Line> {
        parsed(
            "# About it.\na.wasm\t1000\t900\t2026-01-01\tthe page\nb.js\t500\t400\t2026-01-01\tthe script\n",
        )
        .unwrap()
    }

    #[test]
    fn a_file_may_grow_by_two_in_a_hundred() {
        assert_eq!(faults(&lines(), &files(&[("a.wasm", 1010), ("b.js", 300)])), [""; 0]);
        let grown = faults(&lines(), &files(&[("a.wasm", 1030), ("b.js", 500)]));
        let expected = ["gzip", "brotli"].map(|way| {
            let (then, now) = if way == "gzip" { ("1.0", "1.0") } else { ("0.9", "0.9") };
            format!("a.wasm has grown from {then} kB to {now} kB with {way}")
        });
        assert_eq!(grown, expected);
    }

    #[test]
    fn a_file_without_a_line_and_a_line_without_a_file_are_faults() {
        let found = faults(&lines(), &files(&[("a.wasm", 1000), ("c.css", 10_000), ("notes.txt", 10_000)]));
        assert_eq!(
            found,
            ["c.css has no line in xtask/sizes.tsv", "xtask/sizes.tsv names b.js, which is gone"]
        );
    }

    #[test]
    fn what_has_grown_says_what_it_bought_and_the_rest_keeps_its_reason() {
        let files = files(&[("a.wasm", 900), ("b.js", 600), ("c.css", 200)]);
        let lifted = lifted(&lines(), &files, ("2026-02-02", "a menu"));
        let text: String = lifted.iter().map(written).collect();
        let expected = "a.wasm\t900\t800\t2026-01-01\tthe page\nb.js\t600\t500\t2026-02-02\ta menu\n\
                        c.css\t200\t100\t2026-02-02\ta menu\n";
        assert_eq!(text, expected);
        assert_eq!(parsed(&text).unwrap(), lifted);
        assert_eq!(faults(&lifted, &files), [""; 0]);
    }

    #[test]
    fn a_line_that_can_not_be_read_is_shown() {
        let error = parsed("a.wasm 1000").unwrap_err().to_string();
        assert!(error.contains("`a.wasm 1000` is not file"), "{error}");
        assert!(parsed("a.wasm\tmany\t1\tx\ty").unwrap_err().to_string().contains("`many` is no number"));
    }
}
