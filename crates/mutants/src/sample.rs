//! Takes the sample: the first mutants, in an order that the seed gives, that compile.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use anyhow::{Result, bail, ensure};

use crate::compile;
use crate::find;
use crate::mutant::Mutant;
use crate::options::Options;
use crate::rewrite::{self, Rewritten};
use crate::workspace::Workspace;

/// Where mutants are looked for.
const FOLDERS: [&str; 6] = [
    "crates/format/src/state",
    "crates/runtime/src/core",
    "crates/runtime/src/sync",
    "crates/runtime/src/task",
    "crates/judge/src",
    "crates/trace/src",
];

/// How the code there asks which mutant is in effect: all of it uses this crate.
const IS_ON: &str = "::taskscope_format::mutant::on";

/// What answers, and where it belongs in the copy.
const QUESTION: &str = include_str!("../inserted/mutant.rs");
const ANSWER: &str = "crates/format/src/mutant.rs";
const ROOT: &str = "crates/format/src/lib.rs";

/// Whether this file of the copy differs from the original.
pub(crate) fn is_rewritten(name: &str) -> bool {
    let is_source = FOLDERS.iter().any(|folder| Path::new(name).starts_with(folder));
    name == ANSWER || name == ROOT || is_source && Path::new(name).extension() == Some(OsStr::new("rs"))
}

/// Each attempt leaves out what the compiler refused in the last; it finds errors of different kinds one after the other.
const ATTEMPTS: usize = 30;

/// Texts by the names of files.
type Sources<'a> = BTreeMap<&'a str, &'a str>;

/// The mutants of the build. Numbers are places in the list, counted from 1.
pub(crate) struct Sample {
    mutants: Vec<Mutant>,
    /// Those that compile, in the order of the seed.
    viable: Vec<u32>,
    /// How many were wanted.
    wanted: usize,
}

impl Sample {
    /// Finds all mutants, and puts as many into the copy as it takes for the wanted number to compile.
    pub(crate) fn take(workspace: &Workspace, target: &Path, options: &Options) -> Result<Self> {
        let mut sources = BTreeMap::new();
        let mut mutants = Vec::new();
        for folder in FOLDERS {
            for file in workspace.sources(folder) {
                let text = workspace.read(file)?;
                mutants.extend(find::mutants(file, text)?);
                sources.insert(file, text);
            }
        }
        mutants.sort_by_key(|mutant| mutant.rank(options.seed));
        // Those that were asked for by name come first, so that they are in the build.
        mutants.sort_by_key(|mutant| !options.only.contains(&mutant.id()));
        let root = workspace.read(ROOT)?;
        // By this name the crate knows itself, as the others do.
        let itself = "extern crate self as taskscope_format;";
        workspace.write(ROOT, format!("{root}\n{itself}\n#[doc(hidden)]\npub mod mutant;\n").as_bytes())?;
        workspace.write(ANSWER, QUESTION.as_bytes())?;
        let wanted = options.sample.unwrap_or(mutants.len()).min(mutants.len());
        println!("  {} in the code; {wanted} wanted", mutants.len());
        let mut sample = Self { mutants, viable: Vec::new(), wanted };
        sample.compile(workspace, target, &sources, &options.folder.join("refused.json"))?;
        Ok(sample)
    }

    fn compile(
        &mut self,
        workspace: &Workspace,
        target: &Path,
        sources: &Sources<'_>,
        known: &Path,
    ) -> Result<()> {
        let mut refused = self.refused_before(known);
        for _ in 0..ATTEMPTS {
            let numbers = 1..=u32::try_from(self.mutants.len())?;
            self.viable = numbers.filter(|number| !refused.contains(number)).take(self.wanted).collect();
            let files = self.write(workspace, sources)?;
            let found = compile::refused(workspace.folder(), target, &files)?;
            if found.is_empty() {
                println!("  {} compile, {} do not", self.viable.len(), refused.len());
                let names: Vec<String> = self.named(&refused).map(|(_, mutant)| mutant.id()).collect();
                fs::write(known, serde_json::to_string(&names)?)?;
                return Ok(());
            }
            println!("  {} do not compile", found.len());
            refused.extend(found);
        }
        bail!("the copy still does not compile after {ATTEMPTS} attempts; take a smaller sample");
    }

    /// What the compiler refused in an earlier run, so that it need not be asked again.
    fn refused_before(&self, known: &Path) -> BTreeSet<u32> {
        let names = fs::read(known).ok().and_then(|text| serde_json::from_slice::<Vec<String>>(&text).ok());
        let names: BTreeSet<String> = names.unwrap_or_default().into_iter().collect();
        let numbered = (1..).zip(&self.mutants);
        numbered.filter(|(_, mutant)| names.contains(&mutant.id())).map(|(number, _)| number).collect()
    }

    fn write(&self, workspace: &Workspace, sources: &Sources<'_>) -> Result<BTreeMap<String, Rewritten>> {
        let mut files = BTreeMap::new();
        for (file, text) in sources {
            let mut numbered: Vec<_> = self.viable().filter(|(_, mutant)| mutant.file == **file).collect();
            numbered.sort_by_key(|(number, mutant)| (mutant.range.start, *number));
            let rewritten = rewrite::rewrite(text, &numbered, IS_ON);
            workspace.write(file, rewritten.text.as_bytes())?;
            files.insert((*file).to_owned(), rewritten);
        }
        Ok(files)
    }

    /// How many are in the build.
    pub(crate) fn len(&self) -> usize {
        self.viable.len()
    }

    /// The mutants that are to run, in the order of files and lines: all, or those with these names.
    ///
    /// # Errors
    ///
    /// If none has one of these names.
    pub(crate) fn chosen(&self, only: Option<&[String]>) -> Result<Vec<(u32, &Mutant)>> {
        let is_chosen = |mutant: &Mutant| only.is_none_or(|names| names.contains(&mutant.id()));
        let mut chosen: Vec<_> = self.viable().filter(|(_, mutant)| is_chosen(mutant)).collect();
        ensure!(!chosen.is_empty(), "no mutant of the sample has such a name; `--list` lists them");
        chosen.sort_by_key(|(_, mutant)| (&mutant.file, mutant.line, mutant.range.start));
        Ok(chosen)
    }

    fn viable(&self) -> impl Iterator<Item = (u32, &Mutant)> {
        self.named(&self.viable)
    }

    fn named<'a>(
        &'a self,
        numbers: impl IntoIterator<Item = &'a u32>,
    ) -> impl Iterator<Item = (u32, &'a Mutant)> {
        numbers.into_iter().filter_map(|&number| Some((number, self.mutants.get(number as usize - 1)?)))
    }
}
