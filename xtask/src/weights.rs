//! What weighs most in a module, by crate. A function belongs to the first crate in its name that is not of the standard
//! library; one with none is generic code or a part of that library, and belongs to its module there.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context as _, Result};

use crate::{
    order::{Functions, functions, order},
    sizes::{self, Bytes},
};

/// How many rows a table has.
const ROWS: usize = 16;
/// Smaller modules have no table.
const LEAST: usize = 100_000;

/// What the functions of an owner weigh.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Weight {
    owner: String,
    functions: usize,
    raw: Bytes,
    /// What the code would be smaller by without them.
    gzip: Bytes,
}

/// A table for each large module of a site whose functions have their names still.
pub(crate) fn tables(folder: &Path) -> Result<String> {
    let mut text = String::new();
    for path in sizes::files_below(folder)? {
        if path.extension().is_none_or(|ending| ending != "wasm") {
            continue;
        }
        let wasm = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        if wasm.len() >= LEAST {
            let name = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
            text += &table(&name, &weights(&functions(&wasm)?)?);
        }
    }
    Ok(text)
}

/// The heaviest first.
fn weights(found: &Functions<'_>) -> Result<Vec<Weight>> {
    let order = order(found);
    let mut owners = BTreeMap::<String, (usize, usize)>::new();
    for (name, body) in found.names.iter().zip(&found.bodies) {
        let (functions, raw) = owners.entry(owner(name)).or_default();
        (*functions, *raw) = (*functions + 1, *raw + body.len());
    }
    let mut owners: Vec<_> = owners.into_iter().collect();
    owners.sort_by_key(|(_, (_, raw))| std::cmp::Reverse(*raw));
    let without = |left_out: &str| -> Result<usize> {
        let kept = order.iter().filter(|&&function| owner(&found.names[function]) != left_out);
        let code: Vec<u8> = kept.flat_map(|&function| found.bodies[function]).copied().collect();
        Ok(sizes::gzipped(&code)?.len())
    };
    let all = without("")?;
    let weight = |(owner, (functions, raw)): (String, (usize, usize))| {
        let gzip = Bytes(all.saturating_sub(without(&owner)?));
        Ok(Weight { owner, functions, raw: Bytes(raw), gzip })
    };
    owners.into_iter().take(ROWS).map(weight).collect()
}

/// The crate that a function is there for, or its part of the standard library.
fn owner(name: &str) -> String {
    let is_part = |one: char| one.is_alphanumeric() || matches!(one, '_' | ':');
    let is_path = |word: &&str| word.contains("::") && !word.starts_with(':');
    let mut paths = name.split(|one| !is_part(one)).filter(is_path);
    let Some(first) = paths.clone().next() else { return "without a path".to_owned() };
    let root = |path: &str| path.split("::").next().unwrap_or_default().to_owned();
    let is_own = |path: &&str| !["core", "alloc", "std"].contains(&root(path).as_str());
    let part = || first.split("::").take(2).collect::<Vec<_>>().join("::");
    paths.find(is_own).map_or_else(part, root)
}

fn table(module: &str, weights: &[Weight]) -> String {
    let width = weights.iter().map(|weight| weight.owner.len()).max().unwrap_or_default();
    let head = format!(
        "What weighs most in {module}, by crate: code, and what gzip would save without it\n\
         {:width$} {:>11} {:>11} {:>11}\n",
        "crate", "functions", "raw", "gzip"
    );
    let row = |Weight { owner, functions, raw, gzip }: &Weight| {
        format!("{owner:width$} {functions:>11} {raw:>11} {gzip:>11}\n")
    };
    head + &weights.iter().map(row).collect::<String>() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_the_first_crate_that_is_not_std() {
        for (name, expected) in [
            ("taskscope_scene::rows::Rows::new::h0123456789abcdef", "taskscope_scene"),
            ("<alloc::vec::Vec<T,A> as taskscope_sorted::Own>::keep::h0123456789abcdef", "taskscope_sorted"),
            ("<yew::Html as core::convert::From<T>>::from::h0123456789abcdef", "yew"),
            ("alloc::vec::Vec<T,A>::push::h0123456789abcdef", "alloc::vec"),
            ("core::num::flt2dec::strategy::dragon::format_shortest", "core::num"),
            ("__wbindgen_malloc", "without a path"),
            ("", "without a path"),
        ] {
            assert_eq!(owner(name), expected, "{name}");
        }
    }

    #[test]
    fn the_heaviest_come_first_with_what_they_cost() {
        let bodies: Vec<Vec<u8>> = [400_u32, 4000, 40].map(noise).into();
        let found = Functions {
            imported: 0,
            names: ["a::one", "b::two", "a::three"].map(Into::into).into(),
            types: vec![0; 3],
            bodies: bodies.iter().map(Vec::as_slice).collect(),
        };
        let weights = weights(&found).unwrap();
        let rows: Vec<_> = weights.iter().map(|of| (of.owner.as_str(), of.functions, of.raw.0)).collect();
        assert_eq!(rows, [("b", 1, 4000), ("a", 2, 440)]);
        assert!(weights[0].gzip.0 > 3500 && weights[1].gzip.0 < 500, "{weights:?}");
        assert!(table("x.wasm", &weights).lines().nth(2).is_some_and(|row| row.starts_with("b ")));
    }

    /// Bytes that no compression makes smaller.
    fn noise(length: u32) -> Vec<u8> {
        let mut state = length;
        let next = |_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        };
        (0..length).map(next).collect()
    }
}
