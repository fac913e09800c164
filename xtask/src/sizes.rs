//! How big the files of the site are: as they lie there, and as they travel.

use std::{
    fmt, fs,
    io::Write as _,
    num::NonZeroU64,
    ops::Add,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use anyhow::{Context as _, Result, anyhow, ensure};
use brotli::CompressorWriter;
use flate2::{Compression, write::GzEncoder};

/// Brotli's highest quality and its usual window of 4 MiB: hosts compress once and serve often.
const BROTLI_QUALITY: u32 = 11;
const BROTLI_WINDOW: u32 = 22;

/// What the names of compressed files end in.
const COMPRESSED: [&str; 2] = ["gz", "br"];

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
        let (gzip, brotli) = (gzipped(content)?, brotlied(content)?);
        Ok(Self { raw: Bytes(content.len()), gzip: Bytes(gzip.len()), brotli: Bytes(brotli.len()) })
    }
}

/// Content as most hosts send it.
pub(crate) fn gzipped(content: &[u8]) -> Result<Vec<u8>> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(content)?;
    Ok(gzip.finish()?)
}

/// The same, a twentieth smaller in fifty times the time, which modules are worth: any browser unpacks it.
fn zopflied(content: &[u8]) -> Result<Vec<u8>> {
    const ROUNDS: NonZeroU64 = NonZeroU64::new(5).expect("five is not zero");
    let options = zopfli::Options { iteration_count: ROUNDS, ..zopfli::Options::default() };
    let mut gzip = Vec::new();
    zopfli::compress(options, zopfli::Format::Gzip, content, &mut gzip)?;
    Ok(gzip)
}

fn brotlied(content: &[u8]) -> Result<Vec<u8>> {
    let mut brotli = CompressorWriter::new(Vec::new(), content.len().max(1), BROTLI_QUALITY, BROTLI_WINDOW);
    brotli.write_all(content)?;
    Ok(brotli.into_inner())
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

/// Every file below `folder` with its path from there, in the order of their names, but those of [`compress`].
pub(crate) fn of_folder(folder: &Path) -> Result<Vec<(String, Sizes)>> {
    let paths = files_below(folder)?;
    let sizes = paths.iter().filter(|path| !is_compressed(path)).map(|path| {
        let name = path.strip_prefix(folder).unwrap_or(path).display().to_string();
        Ok((name, Sizes::of(&read(path)?)?))
    });
    sizes.collect()
}

/// Writes `FILE.br` and `FILE.gz` beside each file below `folder` that becomes smaller, for hosts that send such files.
/// Returns what each file weighs.
pub(crate) fn compress(folder: &Path) -> Result<Vec<(String, Sizes)>> {
    let paths: Vec<_> = files_below(folder)?.into_iter().filter(|path| !is_compressed(path)).collect();
    let next = AtomicUsize::new(0);
    // The files differ by a thousand times, so each thread takes another one when it has done with the last.
    let work = || {
        let mut files = Vec::new();
        while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
            let name = path.strip_prefix(folder).unwrap_or(path).display().to_string();
            files.push((name, compress_file(path)?));
        }
        anyhow::Ok(files)
    };
    let mut files = thread::scope(|scope| {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let mut files = Vec::new();
        for thread in threads {
            files.extend(thread.join().map_err(|_| anyhow!("a thread that compresses has panicked"))??);
        }
        anyhow::Ok(files)
    })?;
    files.sort_by(|(one, _), (other, _)| Path::new(one).cmp(Path::new(other)));
    Ok(files)
}

/// Writes the compressed files beside one.
fn compress_file(path: &Path) -> Result<Sizes> {
    let content = read(path)?;
    let is_module = path.extension().is_some_and(|ending| ending == "wasm");
    let gzip = if is_module { zopflied(&content)? } else { gzipped(&content)? };
    let brotli = brotlied(&content)?;
    let [raw, by_gzip, by_brotli] = [&content, &gzip, &brotli].map(|bytes| Bytes(bytes.len()));
    for (ending, compressed) in COMPRESSED.into_iter().zip([gzip, brotli]) {
        if compressed.len() < content.len() {
            let beside = beside(path, ending);
            fs::write(&beside, compressed).with_context(|| format!("cannot write {}", beside.display()))?;
        }
    }
    Ok(Sizes { raw, gzip: by_gzip, brotli: by_brotli })
}

/// Whether a file is one that [`compress`] has written.
fn is_compressed(path: &Path) -> bool {
    let is_one = path.extension().is_some_and(|ending| COMPRESSED.iter().any(|own| ending == *own));
    is_one && path.with_extension("").is_file()
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{ending}"));
    name.into()
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
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

/// One line a file, one for all files of a kind in a folder, and one for all of them.
pub(crate) fn table(files: &[(String, Sizes)]) -> String {
    let sum = ("all files".to_owned(), total(files));
    let files = grouped(files);
    let rows = || files.iter().chain([&sum]);
    let width = rows().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    let head = format!("{:width$} {:>11} {:>11} {:>11}\n", "file", "raw", "gzip", "brotli");
    let row = |(name, Sizes { raw, gzip, brotli }): &(String, Sizes)| {
        format!("{name:width$} {raw:>11} {gzip:>11} {brotli:>11}\n")
    };
    head + &rows().map(row).collect::<String>()
}

/// The group that a file is of: those of one kind in a folder of the site.
fn group(name: &str) -> String {
    let split = name.rsplit_once('/').zip(name.rsplit_once('.'));
    split.map_or_else(|| name.to_owned(), |((folder, _), (_, ending))| format!("{folder}/*.{ending}"))
}

/// The sizes of groups of files; others are groups of their own.
pub(crate) fn by_group(files: &[(String, Sizes)]) -> Vec<(String, Sizes)> {
    let rows = summed(files, group);
    rows.into_iter().map(|(name, sizes, _)| (name, sizes)).collect()
}

/// The same for readers: with the number of files, and a row for each module.
fn grouped(files: &[(String, Sizes)]) -> Vec<(String, Sizes)> {
    let is_module = |name: &str| name.rsplit_once('.').is_some_and(|(_, ending)| ending == "wasm");
    let rows = summed(files, |name| if is_module(name) { name.to_owned() } else { group(name) });
    let row = |(name, sizes, number): (String, Sizes, usize)| {
        (if number == 1 { name } else { format!("{name} ({number})") }, sizes)
    };
    rows.into_iter().map(row).collect()
}

fn summed(files: &[(String, Sizes)], group: impl Fn(&str) -> String) -> Vec<(String, Sizes, usize)> {
    let mut rows: Vec<(String, Sizes, usize)> = Vec::new();
    for (name, sizes) in files {
        let name = group(name);
        match rows.iter_mut().find(|(known, ..)| *known == name) {
            Some((_, sum, number)) => (*sum, *number) = (*sum + *sizes, *number + 1),
            None => rows.push((name, *sizes, 1)),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

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
    fn files_of_a_folder_are_one_row_but_modules() {
        let file = |name: &str| (name.to_owned(), sizes(1_000, 500, 400));
        let table = table(&["demos/a.pack", "demos/b.pack", "demos/a.html", "programs/a.wasm"].map(file));
        let names: Vec<_> = table.lines().filter_map(|line| line.split("  ").next()).collect();
        let expected = ["file", "demos/*.pack (2)", "demos/*.html", "programs/a.wasm", "all files"];
        assert_eq!(names, expected);
        assert!(table.contains("demos/*.pack (2)      2.0 kB      1.0 kB      0.8 kB"), "{table}");
    }

    #[test]
    fn what_a_group_weighs_is_the_sum() {
        let file = |name: &str| (name.to_owned(), sizes(1_000, 500, 400));
        let groups = by_group(&["a.wasm", "programs/a.wasm", "programs/b.wasm"].map(file));
        assert_eq!(
            groups,
            [
                ("a.wasm".to_owned(), sizes(1_000, 500, 400)),
                ("programs/*.wasm".to_owned(), sizes(2_000, 1_000, 800))
            ]
        );
    }

    #[test]
    fn a_module_is_gzip_as_well_and_smaller() {
        let content: Vec<u8> = (0..60_000_u32).map(|at| (at * at / 7 % 251).to_le_bytes()[0]).collect();
        let packed = zopflied(&content).unwrap();
        let mut plain = Vec::new();
        flate2::read::GzDecoder::new(&*packed).read_to_end(&mut plain).unwrap();
        assert!(plain == content && packed.len() <= gzipped(&content).unwrap().len());
    }

    #[test]
    fn compressed_files_lie_beside_those_that_become_smaller() {
        let folder = std::env::temp_dir().join(format!("taskscope-compressed-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("a.js"), [b'a'; 10_000]).unwrap();
        fs::write(folder.join("b.pack"), "b").unwrap();
        let first = compress(&folder).unwrap();
        let names: Vec<_> = files_below(&folder)
            .unwrap()
            .into_iter()
            .map(|path| path.file_name().unwrap().to_owned())
            .collect();
        assert_eq!(names, ["a.js", "a.js.br", "a.js.gz", "b.pack"]);
        assert_eq!(compress(&folder).unwrap(), first, "those that were written are none of them");
        assert_eq!(of_folder(&folder).unwrap(), first);
        fs::remove_dir_all(&folder).unwrap();
    }
}
