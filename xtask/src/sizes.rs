//! How big the files of the site are: as they lie there, and as they travel.

use std::{
    fmt, fs,
    io::Write as _,
    ops::Add,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, ensure};
use brotli::CompressorWriter;
use flate2::{Compression, write::GzEncoder};

/// What the whole site may weigh with gzip, the least that every static host does.
const GZIP_AIM: Bytes = Bytes(220_000);

/// What it may weigh at most until then. Lower it when the site has become lighter. The telling (sentences with their causes,
/// the callout, questions that hide what follows with a reason for each answer, folds and values in the source, search, links
/// that keep the view, ten traps of the browser, a glossary) took it from 763 kB to this.
pub(crate) const GZIP_LARGEST: Bytes = Bytes(945_000);

/// Brotli's highest quality and its usual window of 4 MiB: hosts compress once and serve often.
const BROTLI_QUALITY: u32 = 11;
const BROTLI_WINDOW: u32 = 22;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Bytes(pub(crate) usize);

/// Thousands of bytes with one decimal.
impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0 + 50) / 100;
        f.pad(&format!("{}.{} kB", tenths / 10, tenths % 10))
    }
}

/// One file, or several together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sizes {
    pub(crate) raw: Bytes,
    pub(crate) gzip: Bytes,
    pub(crate) brotli: Bytes,
}

impl Sizes {
    fn of(content: &[u8]) -> Result<Self> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(content)?;
        let mut brotli =
            CompressorWriter::new(Vec::new(), content.len().max(1), BROTLI_QUALITY, BROTLI_WINDOW);
        brotli.write_all(content)?;
        Ok(Self {
            raw: Bytes(content.len()),
            gzip: Bytes(gzip.finish()?.len()),
            brotli: Bytes(brotli.into_inner().len()),
        })
    }
}

impl Add for Sizes {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            raw: Bytes(self.raw.0 + other.raw.0),
            gzip: Bytes(self.gzip.0 + other.gzip.0),
            brotli: Bytes(self.brotli.0 + other.brotli.0),
        }
    }
}

/// Every file below `folder` with its path from there, in the order of their names.
pub(crate) fn of_folder(folder: &Path) -> Result<Vec<(String, Sizes)>> {
    let paths = files_below(folder)?;
    let sizes = paths.iter().map(|path| {
        let content = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let name = path.strip_prefix(folder).unwrap_or(path).display().to_string();
        Ok((name, Sizes::of(&content)?))
    });
    sizes.collect()
}

/// Every file below `folder`, in the order of their names.
pub(crate) fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    collect(folder, &mut paths).with_context(|| format!("cannot list {}", folder.display()))?;
    ensure!(!paths.is_empty(), "{} is empty", folder.display());
    paths.sort();
    Ok(paths)
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}

pub(crate) fn total(files: &[(String, Sizes)]) -> Sizes {
    files.iter().fold(Sizes::default(), |sum, (_, sizes)| sum + *sizes)
}

/// One line a file, and one for all of them.
pub(crate) fn table(files: &[(String, Sizes)]) -> String {
    let sum = ("all files".to_owned(), total(files));
    let rows = || files.iter().chain([&sum]);
    let width = rows().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    let head = format!("{:width$} {:>11} {:>11} {:>11}\n", "file", "raw", "gzip", "brotli");
    let row = |(name, Sizes { raw, gzip, brotli }): &(String, Sizes)| {
        format!("{name:width$} {raw:>11} {gzip:>11} {brotli:>11}\n")
    };
    head + &rows().map(row).collect::<String>()
}

/// Where the site stands against the aim.
pub(crate) fn verdict(total: Sizes) -> String {
    let gzip = total.gzip;
    if gzip <= GZIP_AIM {
        format!("{gzip} with gzip: within the aim of {GZIP_AIM}, {} to spare", Bytes(GZIP_AIM.0 - gzip.0))
    } else {
        format!("{gzip} with gzip: {} over the aim of {GZIP_AIM}", Bytes(gzip.0 - GZIP_AIM.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(raw: usize, gzip: usize, brotli: usize) -> Sizes {
        Sizes { raw: Bytes(raw), gzip: Bytes(gzip), brotli: Bytes(brotli) }
    }

    #[test]
    fn repetition_is_compressed_and_the_empty_file_has_a_size() {
        let Sizes { raw, gzip, brotli } = Sizes::of(&[b'a'; 10_000]).unwrap();
        assert_eq!(raw, Bytes(10_000));
        assert!(gzip < Bytes(100) && brotli < Bytes(100), "{gzip} {brotli}");
        assert!(Sizes::of(&[]).unwrap().gzip > Bytes(0));
    }

    #[test]
    fn the_table_lines_up_and_ends_with_the_sum() {
        let files = [
            ("index.html".to_owned(), sizes(2_049, 900, 800)),
            ("a.wasm".to_owned(), sizes(300_000, 99_100, 80_000)),
        ];
        let expected = "\
file               raw        gzip      brotli
index.html      2.0 kB      0.9 kB      0.8 kB
a.wasm        300.0 kB     99.1 kB     80.0 kB
all files     302.0 kB    100.0 kB     80.8 kB
";
        assert_eq!(table(&files), expected);
    }

    #[test]
    fn the_verdict_names_the_distance_to_the_aim() {
        assert_eq!(
            verdict(sizes(0, 100_000, 0)),
            "100.0 kB with gzip: within the aim of 220.0 kB, 120.0 kB to spare"
        );
        assert_eq!(verdict(sizes(0, 221_500, 0)), "221.5 kB with gzip: 1.5 kB over the aim of 220.0 kB");
    }
}
