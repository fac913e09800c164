//! `cargo xtask bench size`: what our executor adds to the smallest module, as it travels.

use anyhow::{Context as _, Result};

use super::{
    modules::Module,
    rows::{Row, Rows, Unit},
};
use crate::{
    rust,
    sizes::{self, Sizes},
    timing::timed,
    tools::Toolbox,
};

/// Name, example and features; the first is what the others are compared with.
const MODULES: [(&str, &str, &str); 5] = [
    ("empty", "size_empty", "size"),
    ("allocation and microtask", "size_floor", "size"),
    ("taskscope", "size_hello", "size"),
    ("taskscope with record", "size_hello", "size,record"),
    ("wasm-bindgen-futures", "size_peer", "size"),
];

/// Bytes that the executor alone may add, module and glue, with gzip.
const LIMIT: (&str, f64) = ("taskscope", 12_000.0);

/// Builds the modules as the site is built, and weighs them with their glue.
pub(super) fn measure() -> Result<Rows> {
    rust::ensure_wasm_target()?;
    let toolbox = Toolbox::ensure()?;
    let weighed = timed("Building the modules", || {
        MODULES.iter().map(|module| weigh(&toolbox, *module)).collect::<Result<Vec<_>>>()
    })?;
    let (_, empty) = weighed.first().context("there is an empty module to compare with")?;
    let mut rows: Vec<_> = weighed.iter().flat_map(|(name, files)| file_rows(name, files)).collect();
    for (name, files) in weighed.iter().skip(1) {
        let added = bytes(sizes::total(files)) - bytes(sizes::total(empty));
        let limit = (*name == LIMIT.0).then_some(LIMIT.1);
        rows.push(row("more than empty", name, added, limit));
    }
    Ok(Rows(rows))
}

type Files = Vec<(String, Sizes)>;

fn weigh<'a>(
    toolbox: &Toolbox,
    (name, example, features): (&'a str, &str, &str),
) -> Result<(&'a str, Files)> {
    let folder = super::folder("size")?.join(name.replace(' ', "-"));
    Module { example: Some(example), features, profile: "release" }.build(toolbox, &folder)?;
    Ok((name, sizes::of_folder(&folder)?))
}

fn file_rows(name: &str, files: &Files) -> Vec<Row> {
    let rows = files.iter().map(|(file, sizes)| row(name, file, bytes(*sizes), None));
    rows.chain([row(name, "both", bytes(sizes::total(files)), None)]).collect()
}

fn row(work: &str, name: &str, value: f64, limit: Option<f64>) -> Row {
    Row { work: work.to_owned(), name: name.to_owned(), value, unit: Unit::Bytes, limit }
}

#[expect(clippy::cast_precision_loss, reason = "no module has more bytes than 53 bits can count")]
fn bytes(sizes: Sizes) -> f64 {
    sizes.gzip.0 as f64
}
